package io.gongkai.catalog.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.account.Sight;
import io.gongkai.catalog.Coverage;
import io.gongkai.catalog.Coverages;
import io.gongkai.organization.OrganizationKind;
import java.time.Clock;
import java.time.LocalDate;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The units behind a figure of coverage: who has a catalog in force and who has not, and what stands in it. */
@Controller
class CoveragePages {

    private static final int SHOWN = 100;
    private static final int FIRST_YEAR = 2000;

    private final Coverages coverages;
    private final Sight sight;
    private final Clock clock;

    CoveragePages(Coverages coverages, Sight sight, Clock clock) {
        this.coverages = coverages;
        this.sight = sight;
        this.clock = clock;
    }

    @GetMapping("/work/catalogs/of/{code}/coverage/{year:[0-9]{4}}/{figure}")
    @Requires(Permission.READ_WORK)
    ModelAndView units(
            @PathVariable String code,
            @PathVariable int year,
            @PathVariable Coverage.Figure figure,
            @RequestParam(required = false) @Nullable OrganizationKind kind,
            @RequestParam(required = false) @Nullable String cursor,
            Actor actor) {
        var organization = sight.readable(code, actor);
        var day = lastDayOf(year);
        var here = "/work/catalogs/of/%s/coverage/%d/%s".formatted(organization.code(), year, figure)
                + (kind == null ? "?" : "?kind=" + kind + "&");
        var total = coverages.under(organization.id(), day).stream()
                .filter(coverage -> kind == null || coverage.kind() == kind)
                .mapToInt(coverage -> coverage.of(figure))
                .sum();
        return new ModelAndView("catalog/coverage")
                .addObject("organization", organization)
                .addObject("figure", figure)
                .addObject("kind", kind)
                .addObject("day", day)
                .addObject("total", total)
                .addObject("units", coverages.units(organization.id(), day, figure, kind, SHOWN, cursor))
                .addObject("here", here)
                .addObject("paged", cursor != null);
    }

    /** Or today, while the year lasts. */
    private LocalDate lastDayOf(int year) {
        var today = LocalDate.now(clock);
        if (year < FIRST_YEAR || year > today.getYear()) {
            throw new NoSuchElementException("Not known of " + year);
        }
        var last = LocalDate.of(year, 12, 31);
        return last.isBefore(today) ? last : today;
    }
}
