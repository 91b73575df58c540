package io.gongkai.portal.web;

import io.gongkai.account.OpenToAll;
import io.gongkai.portal.Portal;
import io.gongkai.portal.Unit;
import io.gongkai.statistics.Sheet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The annual return as the public sees it: every figure opens the facts behind it. */
@Controller
@OpenToAll
class PublicReturnPages {

    private static final int FACTS = 50;

    private final Portal portal;
    private final Counties counties;

    PublicReturnPages(Portal portal, Counties counties) {
        this.portal = portal;
        this.counties = counties;
    }

    @GetMapping("/return")
    String current(HttpServletRequest request, HttpServletResponse response) {
        var county = counties.required(request, response);
        return "redirect:/return/" + county.code() + "/" + portal.today().getYear();
    }

    /** @param round of a return as it was reported; 0 for the live figures */
    @GetMapping("/return/{code}/{year}")
    ModelAndView sheet(
            @PathVariable String code, @PathVariable String year, @RequestParam(defaultValue = "0") int round) {
        var unit = portal.unit(code);
        var firstYear = portal.firstYear(unit);
        if (year(year) < firstYear) {
            throw new NoSuchElementException("No return of " + year);
        }
        var reported = portal.reported(unit, year(year));
        var shown = round == 0
                ? null
                : reported.stream()
                        .filter(one -> one.round() == round)
                        .findFirst()
                        .orElseThrow(() -> new NoSuchElementException("Not reported: round " + round));
        var sheet = shown == null ? portal.sheet(unit, year(year)) : portal.sheet(shown);
        var path = portal.path(unit);
        var children = portal.children(unit);
        return new ModelAndView("portal/return")
                .addObject("unit", unit)
                .addObject("path", path)
                .addObject("children", children)
                .addObject("sheet", sheet)
                .addObject("reported", reported)
                .addObject("shown", shown)
                .addObject("today", portal.today())
                .addObject("due", unit.kind().standsInReturn() || !children.isEmpty() ? portal.dueOn(year(year)) : null)
                .addObject("years", years(firstYear))
                .addObject("categories", categories(sheet))
                .addObject("months", months(unit, year(year)));
    }

    @GetMapping("/return/{code}/{year}/{row}/{column}")
    ModelAndView evidence(
            @PathVariable String code,
            @PathVariable String year,
            @PathVariable String row,
            @PathVariable String column,
            @RequestParam(required = false) @Nullable String cursor) {
        var unit = portal.unit(code);
        var chosen = column.equals("TOTAL") ? null : column;
        var form = portal.form(year(year));
        return new ModelAndView("portal/evidence")
                .addObject("unit", unit)
                .addObject("path", portal.path(unit))
                .addObject("year", year(year))
                .addObject("form", form)
                .addObject("row", form.row(row))
                .addObject("column", chosen == null ? null : form.column(chosen))
                .addObject("paged", cursor != null)
                .addObject("evidence", portal.evidence(unit, year(year), row, chosen, FACTS, cursor));
    }

    /** Rows 25 to 32: what the contents were about. */
    private static BarChart categories(Sheet sheet) {
        var bars = new ArrayList<BarChart.Bar>();
        for (var line : sheet.lines()) {
            if (line.row().no() >= 25 && line.row().no() <= 32 && line.total() != null) {
                bars.add(new BarChart.Bar(line.row().label(), line.total().longValue()));
            }
        }
        return new BarChart(bars);
    }

    private BarChart months(Unit unit, int year) {
        return new BarChart(portal.months(unit, year).stream()
                .map(month -> new BarChart.Bar(String.valueOf(month.month()), month.quantity()))
                .toList());
    }

    private List<Integer> years(int firstYear) {
        var now = portal.today().getYear();
        return IntStream.iterate(now, year -> year >= Math.max(now - 4, firstYear), year -> year - 1)
                .boxed()
                .toList();
    }

    private static int year(String year) {
        if (!year.matches("[0-9]{4}")) {
            throw new NoSuchElementException("No return of " + year);
        }
        return Integer.parseInt(year);
    }
}
