package io.gongkai.statistics.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.account.Sight;
import io.gongkai.organization.Organization;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Refusal;
import io.gongkai.statistics.CheckFinding;
import io.gongkai.statistics.Corrections;
import io.gongkai.statistics.Evidence;
import io.gongkai.statistics.Form;
import io.gongkai.statistics.Reporting;
import io.gongkai.statistics.Restatement;
import io.gongkai.statistics.ReturnBooks;
import io.gongkai.statistics.ReturnPeriod;
import io.gongkai.statistics.Returns;
import io.gongkai.statistics.StatisticalReturn;
import io.gongkai.web.Page;
import io.gongkai.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The return as the staff see it: any organization below one's own, any year, every figure down to its records. */
@Controller
public class ReturnDesk {

    static final String FORM = "annual-disclosure-return";

    private static final int FACTS_PER_PAGE = 50;
    private static final int UNITS_MAX = 200;
    private static final int YEARS_MAX = 10;

    /** Changes of the tree that are told beside a return; the organizations' own pages have them all. */
    private static final int PLACED_ANEW_MAX = 30;

    /** One line of an evidence list, ready to be shown. */
    public record Fact(
            LocalDate on,
            String organization,
            String summary,
            @Nullable String href,
            long quantity,
            long base) {}

    private final Returns returns;
    private final Reporting reporting;
    private final Corrections corrections;
    private final ReturnBooks books;
    private final Organizations organizations;
    private final Sight sight;
    private final Pages pages;

    ReturnDesk(
            Returns returns,
            Reporting reporting,
            Corrections corrections,
            ReturnBooks books,
            Organizations organizations,
            Sight sight,
            Pages pages) {
        this.returns = returns;
        this.reporting = reporting;
        this.corrections = corrections;
        this.books = books;
        this.organizations = organizations;
        this.sight = sight;
        this.pages = pages;
    }

    @GetMapping("/work/returns")
    @Requires(Permission.READ_WORK)
    ModelAndView choose(
            @RequestParam(defaultValue = "") String organization,
            @RequestParam(defaultValue = FORM) String form,
            @RequestParam(defaultValue = "") String period,
            @RequestParam(defaultValue = "") String q,
            Actor actor,
            HttpServletRequest request) {
        var today = pages.of(request).today();
        if (!period.isEmpty() && !organization.isBlank()) {
            var fitting = fitting(returns.form(form), ReturnPeriod.parse(period), today);
            return new ModelAndView(
                    "redirect:" + address(sight.readable(organization, actor).code(), form, fitting));
        }
        var own = organizations.all(actor.where(Permission.READ_WORK));
        var chosen =
                organization.isBlank() ? own.stream().findFirst().orElse(null) : sight.readable(organization, actor);
        return new ModelAndView("statistics/returns")
                .addObject("own", own)
                .addObject("chosen", chosen)
                .addObject(
                        "above",
                        chosen == null ? null : sight.around(chosen, actor).superior())
                .addObject("units", chosen == null ? List.of() : below(chosen, q))
                .addObject("q", q)
                .addObject("forms", returns.forms())
                .addObject("year", today.getYear());
    }

    @GetMapping("/work/returns/{code}/{period:[0-9]{4}(?:Q[1-4])?}")
    @Requires(Permission.READ_WORK)
    ModelAndView show(
            @PathVariable String code,
            @PathVariable String period,
            @RequestParam(defaultValue = FORM) String form,
            @RequestParam(defaultValue = "live") String view,
            @RequestParam(defaultValue = "0") int round,
            @RequestParam(defaultValue = "") String done,
            Actor actor,
            HttpServletRequest request) {
        var asked = new Asked(sight.readable(code, actor), ReturnPeriod.parse(period), form, view, round);
        return page(HttpStatus.OK, asked, Typed.NOTHING, List.of(), done, actor, request);
    }

    /**
     * Which return is looked at, and how.
     *
     * @param view {@code live}, {@code filed} as it was computed to be reported, or {@code years} beside the year before
     * @param round 0 for the latest
     */
    record Asked(Organization organization, ReturnPeriod period, String form, String view, int round) {}

    /** The page of a return; with what was typed and every ground when something was refused. */
    ModelAndView page(
            HttpStatus status,
            Asked asked,
            Typed typed,
            List<Refusal> refusals,
            String done,
            Actor actor,
            HttpServletRequest request) {
        var organization = asked.organization();
        var code = organization.code();
        var around = sight.around(organization, actor);
        var page = pages.of(request);
        var live = returns.compute(asked.form(), organization.id(), asked.period());
        var which = new Reporting.Which(asked.form(), organization.id(), asked.period());
        var rounds = reporting.rounds(which);
        var round = rounds.stream()
                .filter(one -> asked.round() == 0 || one.round() == asked.round())
                .findFirst()
                .orElseGet(() -> reporting.latest(which));
        var filed = asked.view().equals("filed") ? reporting.restatement(round).orElse(null) : null;
        var sheet = filed == null ? live : filed.submitted();
        var findings = filed == null ? returns.check(live) : returns.checkSigned(sheet);
        var life = life(page, round, rounds, filed, actor, address(code, asked.form(), asked.period()));
        var table = new SheetTable(
                page,
                sheet,
                "/work/returns/%s/%s/".formatted(code, asked.period()),
                findings,
                filed == null ? Map.of() : SheetTable.changes(filed),
                life.asked(),
                filed == null ? 0 : round.round());
        return new ModelAndView("statistics/return", status)
                .addObject("table", table)
                .addObject("hard", findings.stream().filter(CheckFinding::hard).count())
                .addObject(
                        "soft",
                        findings.stream().filter(finding -> !finding.hard()).count())
                .addObject("life", life)
                .addObject("view", filed == null && asked.view().equals("filed") ? "live" : asked.view())
                .addObject("restatement", filed)
                .addObject(
                        "verification",
                        filed == null
                                        || round.snapshot() == null
                                        || round.snapshot().signature() == null
                                ? null
                                : reporting.verify(round.snapshot(), round))
                .addObject(
                        "before",
                        asked.view().equals("years") ? returns.yearBefore(live).orElse(null) : null)
                .addObject("carried", returns.carriedOver(sheet))
                .addObject(
                        "placedAnew",
                        organizations.placedAnew(
                                organization.id(),
                                asked.period().first(),
                                asked.period().last(),
                                PLACED_ANEW_MAX))
                .addObject("typed", typed)
                .addObject("refusals", refusals)
                .addObject("done", done)
                .addObject("crumbs", around.crumbs(template(asked.form(), asked.period())))
                .addObject("units", around.choices())
                .addObject("forms", returns.forms())
                .addObject("book", book(organization, asked.period(), filed == null || round.isReported()))
                .addObject("periods", periods(organization, live.form(), page.today()));
    }

    /** Address of the book of all below, without the ending; null where there is none. */
    private @Nullable String book(Organization organization, ReturnPeriod period, boolean anything) {
        return anything && books.has(organization.id())
                ? "/work/returns/%s/%s/book".formatted(organization.code(), period)
                : null;
    }

    private Life life(
            Page page,
            StatisticalReturn round,
            List<StatisticalReturn> rounds,
            @Nullable Restatement filed,
            Actor actor,
            String here) {
        var units = reporting.lines(round.organization(), round.form(), round.period());
        var latest = rounds.isEmpty() || round.round() == rounds.getFirst().round();
        return new Life(
                page,
                round,
                rounds,
                reporting.steps(round),
                latest ? reporting.open(round, actor) : Set.of(),
                latest && reporting.isBarred(round, actor),
                reporting.files(round.organization(), round.period()),
                reporting.isTop(round.organization()),
                units.size(),
                Reporting.missing(units),
                filed == null ? 0 : filed.cells().size(),
                latest && reporting.mayRemark(round, actor),
                reporting.day(round.form(), round.period()),
                here);
    }

    @GetMapping("/work/returns/{code}/{period:[0-9]{4}(?:Q[1-4])?}/{row}/{column}")
    @Requires(Permission.READ_WORK)
    ModelAndView evidence(
            @PathVariable String code,
            @PathVariable String period,
            @PathVariable String row,
            @PathVariable String column,
            @RequestParam(name = "month", required = false) @Nullable Integer monthOfYear,
            @RequestParam(defaultValue = FORM) String form,
            @RequestParam(defaultValue = "0") int filed,
            @RequestParam(required = false) @Nullable String cursor,
            Actor actor,
            HttpServletRequest request) {
        var organization = sight.readable(code, actor);
        var page = pages.of(request);
        var of = ReturnPeriod.parse(period);
        var month = month(monthOfYear);
        var chosen = ReturnApi.column(column);
        var evidence = returns.evidence(form, organization.id(), of, month, row, chosen, FACTS_PER_PAGE, cursor);
        var definition = returns.compute(form, organization.id(), of).form();
        var crumbs = crumbs(organization, form, of, actor);
        var address = "/work/returns/%s/%s/%s/%s?form=%s".formatted(code, of, row, column, form);
        return new ModelAndView("statistics/evidence")
                .addObject("organization", organization)
                .addObject("form", definition)
                .addObject("period", of)
                .addObject("month", month == null ? null : YearMonth.of(of.year(), month))
                .addObject("row", definition.row(row))
                .addObject("column", chosen == null ? null : definition.column(chosen))
                .addObject("evidence", evidence)
                .addObject("facts", facts(evidence, page))
                .addObject("here", address + (month == null ? "" : "&month=" + month.getValue()))
                .addObject("paged", cursor != null)
                .addObject("since", filed == 0 ? null : since(organization, form, of, filed, row, column))
                .addObject(
                        "mayCorrect", corrections.mayPropose(organization.id(), definition, definition.row(row), actor))
                .addObject("crumbs", crumbs);
    }

    /** How a figure differs from the one in the round that the reader comes from; null when it does not. */
    private Restatement.@Nullable Changed since(
            Organization organization, String form, ReturnPeriod period, int round, String row, String column) {
        return reporting.rounds(new Reporting.Which(form, organization.id(), period)).stream()
                .filter(one -> one.round() == round)
                .findFirst()
                .flatMap(reporting::restatement)
                .flatMap(restatement -> restatement.cells().stream()
                        .filter(cell ->
                                cell.row().code().equals(row) && cell.column().equals(column))
                        .findFirst())
                .orElse(null);
    }

    /** Organizations with no facts of their own in a row: the other side of an evidence list. */
    @GetMapping("/work/returns/{code}/{period:[0-9]{4}(?:Q[1-4])?}/{row}/{column}/without")
    @Requires(Permission.READ_WORK)
    ModelAndView without(
            @PathVariable String code,
            @PathVariable String period,
            @PathVariable String row,
            @PathVariable String column,
            @RequestParam(defaultValue = FORM) String form,
            @RequestParam(required = false) @Nullable String cursor,
            Actor actor) {
        var organization = sight.readable(code, actor);
        var of = ReturnPeriod.parse(period);
        var chosen = ReturnApi.column(column);
        var lacking = returns.lacking(form, organization.id(), of, row, chosen, FACTS_PER_PAGE, cursor);
        var definition = returns.compute(form, organization.id(), of).form();
        return new ModelAndView("statistics/lacking")
                .addObject("organization", organization)
                .addObject("form", definition)
                .addObject("period", of)
                .addObject("row", definition.row(row))
                .addObject("column", chosen == null ? null : definition.column(chosen))
                .addObject("lacking", lacking)
                .addObject("here", "/work/returns/%s/%s/%s/%s/without?form=%s".formatted(code, of, row, column, form))
                .addObject("paged", cursor != null)
                .addObject("crumbs", crumbs(organization, form, of, actor));
    }

    /** Null is the whole year. */
    private static @Nullable Month month(@Nullable Integer ofYear) {
        if (ofYear == null) {
            return null;
        }
        if (ofYear < 1 || ofYear > 12) {
            throw new NoSuchElementException("No month " + ofYear);
        }
        return Month.of(ofYear);
    }

    private static List<Fact> facts(Evidence evidence, Page page) {
        return evidence.items().stream()
                .map(item -> new Fact(
                        item.occurredOn(),
                        item.organizationName(),
                        Sources.summary(item, page),
                        Sources.forStaff(item),
                        item.quantity(),
                        item.base()))
                .toList();
    }

    private List<Organization> below(Organization organization, String words) {
        return words.isBlank()
                ? organizations.children(organization.id())
                : organizations
                        .list(new Organizations.Filter(organization.id(), null, words.strip()), UNITS_MAX, null)
                        .items();
    }

    Organization readable(String code, Actor actor) {
        return sight.readable(code, actor);
    }

    /** The address of a page about an organization, with {@code %s} for its code. */
    private static String template(String form, ReturnPeriod period) {
        return "/work/returns/%s/" + period + (form.equals(FORM) ? "" : "?form=" + form);
    }

    /** The way down to a page below a return. */
    private Map<String, String> crumbs(Organization organization, String form, ReturnPeriod period, Actor actor) {
        var crumbs = sight.around(organization, actor).crumbs(template(form, period));
        crumbs.put(address(organization.code(), form, period), organization.name());
        return crumbs;
    }

    /** The form's periods that have begun, newest first. */
    private static List<ReturnPeriod> periods(Organization organization, Form form, LocalDate today) {
        var first = Math.max(
                Math.max(Returns.FIRST_YEAR, organization.validFrom().getYear()), today.getYear() - YEARS_MAX + 1);
        var periods = new ArrayList<ReturnPeriod>();
        for (var period = current(form, today); period.year() >= first; period = period.before()) {
            periods.add(period);
        }
        return periods;
    }

    private static ReturnPeriod current(Form form, LocalDate today) {
        return new ReturnPeriod(today.getYear(), form.period() == Form.Span.YEAR ? 0 : (today.getMonthValue() + 2) / 3);
    }

    /** Where somebody goes from a year to a form of quarters, or back. */
    private static ReturnPeriod fitting(Form form, ReturnPeriod period, LocalDate today) {
        if (form.period() == Form.Span.YEAR) {
            return ReturnPeriod.ofYear(period.year());
        }
        if (period.quarter() > 0) {
            return period;
        }
        var current = current(form, today);
        return period.year() == current.year() ? current : new ReturnPeriod(period.year(), 4);
    }

    static String address(String code, String form, ReturnPeriod period) {
        return template(form, period).formatted(code);
    }
}
