package io.gongkai.statistics.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.organization.Organization;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import io.gongkai.statistics.Reporting;
import io.gongkai.statistics.Reporting.Which;
import io.gongkai.statistics.Reporting.Words;
import io.gongkai.statistics.ReturnPeriod;
import io.gongkai.statistics.ReturnStep;
import io.gongkai.statistics.StatisticalReturn;
import io.gongkai.statistics.StatisticalReturn.CellRemark;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The buttons beside a return: steps upward and back, and what the unit says in the form's last column. */
@Controller
class LifePages {

    private static final String REMARK = "remark-";

    private final Reporting reporting;
    private final ReturnDesk desk;

    LifePages(Reporting reporting, ReturnDesk desk) {
        this.reporting = reporting;
        this.desk = desk;
    }

    /** @param step one, or several that are taken together or not at all: {@code CONFIRM,SIGN,SUBMIT} */
    @PostMapping("/work/returns/{code}/{period:[0-9]{4}(?:Q[1-4])?}/steps")
    @Requires({Permission.PREPARE_RETURN, Permission.SIGN_RETURN})
    ModelAndView take(
            @PathVariable String code,
            @PathVariable String period,
            @RequestParam(defaultValue = ReturnDesk.FORM) String form,
            @RequestParam String step,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam MultiValueMap<String, String> all,
            Actor actor,
            HttpServletRequest request) {
        var organization = desk.readable(code, actor);
        var which = new Which(form, organization.id(), ReturnPeriod.parse(period));
        var cells = cells(all);
        var steps = Arrays.stream(step.split(",")).map(LifePages::step).toList();
        return switch (reporting.takeAll(steps, which, new Words(reason, cells), actor.id())) {
            case Outcome.Done<StatisticalReturn> _ ->
                done(which, organization, steps.getLast().name());
            case Outcome.Refused<StatisticalReturn>(var refusals) ->
                refused(which, organization, new Typed(reason, cells, Map.of()), refusals, actor, request);
        };
    }

    @PostMapping("/work/returns/{code}/{period:[0-9]{4}(?:Q[1-4])?}/remarks")
    @Requires({Permission.PREPARE_RETURN, Permission.SIGN_RETURN})
    ModelAndView remark(
            @PathVariable String code,
            @PathVariable String period,
            @RequestParam(defaultValue = ReturnDesk.FORM) String form,
            @RequestParam(defaultValue = "") String remarkRow,
            @RequestParam(defaultValue = "") String remarkText,
            @RequestParam Map<String, String> all,
            Actor actor,
            HttpServletRequest request) {
        var organization = desk.readable(code, actor);
        var which = new Which(form, organization.id(), ReturnPeriod.parse(period));
        var remarks = new LinkedHashMap<String, String>();
        all.forEach((name, text) -> {
            if (name.startsWith(REMARK)) {
                remarks.put(name.substring(REMARK.length()), text);
            }
        });
        if (!remarkRow.isEmpty()) {
            remarks.put(remarkRow, remarkText);
        }
        return switch (reporting.remark(which, remarks, actor.id())) {
            case Outcome.Done<StatisticalReturn> _ -> done(which, organization, "REMARK");
            case Outcome.Refused<StatisticalReturn>(var refusals) ->
                refused(which, organization, new Typed("", List.of(), remarks), refusals, actor, request);
        };
    }

    private static ModelAndView done(Which which, Organization organization, String what) {
        return new ModelAndView("redirect:" + ReturnDesk.address(organization.code(), which.form(), which.period()))
                .addObject("view", "filed")
                .addObject("done", what);
    }

    private ModelAndView refused(
            Which which,
            Organization organization,
            Typed typed,
            List<Refusal> refusals,
            Actor actor,
            HttpServletRequest request) {
        var asked = new ReturnDesk.Asked(organization, which.period(), which.form(), "filed", 0);
        return desk.page(HttpStatus.UNPROCESSABLE_CONTENT, asked, typed, refusals, "", actor, request);
    }

    /** Lines in which nothing was chosen nor written are none. */
    private static List<CellRemark> cells(MultiValueMap<String, String> all) {
        var rows = all.getOrDefault("row", List.of());
        var columns = all.getOrDefault("column", List.of());
        var remarks = all.getOrDefault("cellRemark", List.of());
        var cells = new ArrayList<CellRemark>();
        for (var i = 0; i < Math.min(Math.min(rows.size(), columns.size()), remarks.size()); i++) {
            if (!rows.get(i).isBlank() || !remarks.get(i).isBlank()) {
                cells.add(new CellRemark(rows.get(i), columns.get(i), remarks.get(i)));
            }
        }
        return cells;
    }

    private static ReturnStep step(String name) {
        return Arrays.stream(ReturnStep.values())
                .filter(step -> step.name().equals(name.strip()))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("No step " + name));
    }
}
