package io.gongkai.statistics.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.organization.Organization;
import io.gongkai.organization.Organizations;
import io.gongkai.statistics.CheckFinding;
import io.gongkai.statistics.Evidence;
import io.gongkai.statistics.Returns;
import io.gongkai.web.Page;
import io.gongkai.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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

    /** One line of an evidence list, ready to be shown. */
    public record Fact(
            LocalDate on,
            String organization,
            String summary,
            @Nullable String href,
            long quantity,
            long base) {}

    private final Returns returns;
    private final Organizations organizations;
    private final Authority authority;
    private final Pages pages;

    ReturnDesk(Returns returns, Organizations organizations, Authority authority, Pages pages) {
        this.returns = returns;
        this.organizations = organizations;
        this.authority = authority;
        this.pages = pages;
    }

    @GetMapping("/work/returns")
    @Requires(Permission.READ_WORK)
    ModelAndView choose(
            @RequestParam(defaultValue = "") String organization,
            @RequestParam(required = false) @Nullable Integer year,
            @RequestParam(defaultValue = "") String q,
            Actor actor,
            HttpServletRequest request) {
        var today = pages.of(request).today();
        if (year != null && !organization.isBlank()) {
            return new ModelAndView("redirect:/work/returns/{code}/{year}")
                    .addObject("code", readable(organization, actor).code())
                    .addObject("year", year);
        }
        var own = organizations.all(actor.where(Permission.READ_WORK));
        var chosen = organization.isBlank() ? own.stream().findFirst().orElse(null) : readable(organization, actor);
        return new ModelAndView("statistics/returns")
                .addObject("own", own)
                .addObject("chosen", chosen)
                .addObject("above", chosen == null ? null : above(chosen, actor))
                .addObject("units", chosen == null ? List.of() : below(chosen, q))
                .addObject("q", q)
                .addObject("year", today.getYear());
    }

    @GetMapping("/work/returns/{code}/{year:[0-9]{4}}")
    @Requires(Permission.READ_WORK)
    ModelAndView show(@PathVariable String code, @PathVariable int year, Actor actor, HttpServletRequest request) {
        var organization = readable(code, actor);
        var page = pages.of(request);
        var sheet = returns.compute(FORM, organization.id(), year);
        var findings = returns.check(sheet);
        var due = MonthDay.parse("--" + sheet.form().due()).atYear(year);
        return new ModelAndView("statistics/return")
                .addObject("table", new SheetTable(page, sheet, "/work/returns/%s/%d/".formatted(code, year), findings))
                .addObject("hard", findings.stream().filter(CheckFinding::hard).count())
                .addObject(
                        "soft",
                        findings.stream().filter(finding -> !finding.hard()).count())
                .addObject("due", due)
                .addObject("crumbs", crumbs(organization, year, actor))
                .addObject("units", units(organization, actor))
                .addObject("years", years(organization, page.today()));
    }

    @GetMapping("/work/returns/{code}/{year:[0-9]{4}}/{row}/{column}")
    @Requires(Permission.READ_WORK)
    ModelAndView evidence(
            @PathVariable String code,
            @PathVariable int year,
            @PathVariable String row,
            @PathVariable String column,
            @RequestParam(name = "month", required = false) @Nullable Integer monthOfYear,
            @RequestParam(required = false) @Nullable String cursor,
            Actor actor,
            HttpServletRequest request) {
        var organization = readable(code, actor);
        var page = pages.of(request);
        var kind = ReturnApi.column(column);
        var month = month(monthOfYear);
        var evidence = returns.evidence(FORM, organization.id(), year, month, row, kind, FACTS_PER_PAGE, cursor);
        var crumbs = crumbs(organization, year, actor);
        crumbs.put("/work/returns/%s/%d".formatted(code, year), organization.name());
        return new ModelAndView("statistics/evidence")
                .addObject("organization", organization)
                .addObject("year", year)
                .addObject("month", month == null ? null : YearMonth.of(year, month))
                .addObject("row", returns.form(FORM).row(row))
                .addObject("column", kind)
                .addObject("evidence", evidence)
                .addObject("facts", facts(evidence, page))
                .addObject("here", page.path() + (month == null ? "?" : "?month=" + month.getValue() + "&"))
                .addObject("paged", cursor != null)
                .addObject("crumbs", crumbs);
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

    private Organization readable(String code, Actor actor) {
        var organization = organizations
                .findEver(code.strip())
                .orElseThrow(() -> new NoSuchElementException("No organization " + code));
        authority.require(actor.id(), Permission.READ_WORK, organization.id());
        return organization;
    }

    /** The superior, where the reader may see that far up. */
    private @Nullable Organization above(Organization organization, Actor actor) {
        return organization.parent() == null || !authority.may(actor.id(), Permission.READ_WORK, organization.parent())
                ? null
                : organizations.get(organization.parent());
    }

    private List<Organization> below(Organization organization, String words) {
        return words.isBlank()
                ? organizations.children(organization.id())
                : organizations
                        .list(new Organizations.Filter(organization.id(), null, words.strip()), UNITS_MAX, null)
                        .items();
    }

    /** From the highest superior whose work the reader may see, down to the one above it. */
    private Map<String, String> crumbs(Organization organization, int year, Actor actor) {
        var crumbs = new LinkedHashMap<String, String>();
        var path = organizations.all(organization.path());
        organization.path().stream()
                .filter(id -> !id.equals(organization.id()) && authority.may(actor.id(), Permission.READ_WORK, id))
                .flatMap(id -> path.stream().filter(one -> one.id().equals(id)))
                .forEach(one -> crumbs.put("/work/returns/%s/%d".formatted(one.code(), year), one.name()));
        return crumbs;
    }

    /** For the switcher: itself, its superior and what stands directly below, code to name. */
    private Map<String, String> units(Organization organization, Actor actor) {
        var units = new LinkedHashMap<String, String>();
        var above = above(organization, actor);
        if (above != null) {
            units.put(above.code(), above.name());
        }
        units.put(organization.code(), organization.name());
        organizations.children(organization.id()).forEach(child -> units.put(child.code(), "　" + child.name()));
        return units;
    }

    private static List<Integer> years(Organization organization, LocalDate today) {
        var first = Math.max(
                Math.max(Returns.FIRST_YEAR, organization.validFrom().getYear()), today.getYear() - YEARS_MAX + 1);
        return IntStream.rangeClosed(0, today.getYear() - first)
                .mapToObj(ago -> today.getYear() - ago)
                .toList();
    }
}
