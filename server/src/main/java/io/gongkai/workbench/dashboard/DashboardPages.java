package io.gongkai.workbench.dashboard;

import io.gongkai.account.Actor;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.account.Sight;
import io.gongkai.organization.Organizations;
import io.gongkai.statistics.Returns;
import io.gongkai.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** {@code /work/dashboard}: how an organization and what lies below it stand, at a glance. */
@Controller
class DashboardPages {

    private final Dashboards dashboards;
    private final Returns returns;
    private final Organizations organizations;
    private final Sight sight;
    private final Pages pages;

    DashboardPages(Dashboards dashboards, Returns returns, Organizations organizations, Sight sight, Pages pages) {
        this.dashboards = dashboards;
        this.returns = returns;
        this.organizations = organizations;
        this.sight = sight;
        this.pages = pages;
    }

    /** Leads to the unit asked for, or to one's own; to this year unless another is asked for. */
    @GetMapping("/work/dashboard")
    @Requires(Permission.READ_WORK)
    ModelAndView choose(
            @RequestParam(defaultValue = "") String organization,
            @RequestParam(required = false) @Nullable Integer year,
            Actor actor,
            HttpServletRequest request) {
        var code = organization.isBlank()
                ? organizations
                        .all(actor.where(Permission.READ_WORK))
                        .getFirst()
                        .code()
                : sight.readable(organization, actor).code();
        return new ModelAndView("redirect:/work/dashboard/{code}/{year}")
                .addObject("code", code)
                .addObject("year", year == null ? pages.of(request).today().getYear() : year);
    }

    @GetMapping("/work/dashboard/{code}/{year:[0-9]{4}}")
    @Requires(Permission.READ_WORK)
    ModelAndView show(
            @PathVariable String code, @PathVariable int year, Choice choice, Actor actor, HttpServletRequest request) {
        var organization = sight.readable(code, actor);
        var years = new TreeSet<>(returns.years(organization));
        years.add(year);
        return new ModelAndView("workbench/dashboard/show")
                .addObject(
                        "board",
                        new Board(
                                pages.of(request),
                                dashboards.of(organization, year, choice, actor),
                                choice,
                                List.copyOf(years.reversed())));
    }
}
