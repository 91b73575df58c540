package io.gongkai.portal.web;

import io.gongkai.account.OpenToAll;
import io.gongkai.catalog.ContentCategory;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.portal.Portal;
import io.gongkai.portal.Portal.Filter;
import io.gongkai.portal.Unit;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The front page and the lists that it leads to: units by kind, what is overdue. */
@Controller
@OpenToAll
class HomePages {

    private static final int NEWEST = 30;
    private static final int UNITS = 120;
    private static final int OVERDUE = 100;

    private final Portal portal;
    private final Counties counties;

    HomePages(Portal portal, Counties counties) {
        this.portal = portal;
        this.counties = counties;
    }

    @GetMapping("/")
    ModelAndView home(HttpServletRequest request, HttpServletResponse response) {
        var county = counties.chosen(request, response);
        if (county.isEmpty()) {
            return new ModelAndView("portal/empty");
        }
        return new ModelAndView("portal/home")
                .addObject("county", county.get())
                .addObject("counties", portal.counties())
                .addObject(
                        "newest",
                        portal.publications(Filter.ofCounty(county.get()), 8, null)
                                .items())
                .addObject("running", portal.running(county.get(), null, 6))
                .addObject("duties", portal.duties(county.get()))
                .addObject("overdueUnits", portal.overdueUnits(county.get()))
                .addObject("kinds", portal.kinds(county.get()));
    }

    /** Everything, newest first. */
    @GetMapping("/newest")
    ModelAndView newest(
            @RequestParam(required = false) @Nullable ContentCategory category,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request,
            HttpServletResponse response) {
        var county = counties.required(request, response);
        var filter = new Filter(county.id(), null, null, category, null, null, "");
        return new ModelAndView("portal/newest")
                .addObject("county", county)
                .addObject("counties", portal.counties())
                .addObject("category", category)
                .addObject("matters", portal.publications(filter, NEWEST, cursor))
                .addObject("paged", cursor != null);
    }

    @GetMapping("/units")
    ModelAndView units(
            @RequestParam(required = false) @Nullable OrganizationKind kind,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request,
            HttpServletResponse response) {
        var county = counties.required(request, response);
        var units = portal.units(county, kind, q, cursor, UNITS);
        return new ModelAndView("portal/units")
                .addObject("county", county)
                .addObject("counties", portal.counties())
                .addObject("kinds", portal.kinds(county))
                .addObject("kind", kind)
                .addObject("question", q)
                .addObject("units", units)
                .addObject("paged", cursor != null);
    }

    @GetMapping("/overdue")
    ModelAndView overdue(
            @RequestParam(required = false) @Nullable String org,
            @RequestParam(defaultValue = "1") int page,
            HttpServletRequest request,
            HttpServletResponse response) {
        Unit under = org == null || org.isEmpty() ? null : portal.unit(org);
        var county = under == null
                ? counties.required(request, response)
                : portal.path(under).getFirst();
        var shown = Math.clamp(page, 1, 1000);
        var duties = portal.overdue(county, under, (shown - 1) * OVERDUE, OVERDUE);
        return new ModelAndView("portal/overdue")
                .addObject("county", county)
                .addObject("counties", portal.counties())
                .addObject("under", under)
                .addObject("units", portal.overdueUnits(county))
                .addObject("duties", duties.stream().limit(OVERDUE).toList())
                .addObject("number", shown)
                .addObject("more", duties.size() > OVERDUE);
    }
}
