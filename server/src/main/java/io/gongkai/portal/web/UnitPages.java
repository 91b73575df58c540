package io.gongkai.portal.web;

import io.gongkai.account.OpenToAll;
import io.gongkai.portal.Portal;
import io.gongkai.portal.Portal.Filter;
import io.gongkai.portal.PublicSurveys;
import io.gongkai.web.QrCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** A unit's page, its catalog and its electronic screen. */
@Controller
@OpenToAll
class UnitPages {

    private static final int PUBLICATIONS = 20;
    private static final int ON_SCREEN = 6;
    private static final int SURVEYS = 4;

    private final Portal portal;
    private final PublicSurveys surveys;
    private final Counties counties;

    UnitPages(Portal portal, PublicSurveys surveys, Counties counties) {
        this.portal = portal;
        this.surveys = surveys;
        this.counties = counties;
    }

    @GetMapping("/org/{code}")
    ModelAndView unit(@PathVariable String code, @RequestParam(required = false) @Nullable String cursor) {
        var unit = portal.unit(code);
        return new ModelAndView("portal/unit")
                .addObject("unit", unit)
                .addObject("path", portal.path(unit))
                .addObject("posts", portal.posts(unit))
                .addObject("facilities", portal.facilities(unit))
                .addObject("catalog", cursor == null ? portal.catalog(unit) : java.util.List.of())
                .addObject("running", cursor == null ? portal.running(null, unit, 10) : java.util.List.of())
                .addObject("publications", portal.publications(Filter.ofUnit(unit), PUBLICATIONS, cursor))
                .addObject("children", portal.children(unit))
                .addObject("surveys", surveys.of(unit, SURVEYS))
                .addObject("ratings", surveys.ratings(unit, portal.today().getYear()))
                .addObject("paged", cursor != null)
                .addObject("qr", QrCode.of(address("/org/" + code)));
    }

    /** What people said to a unit this year in figures, and what was answered in public. */
    @GetMapping("/org/{code}/opinions")
    ModelAndView opinions(@PathVariable String code) {
        var unit = portal.unit(code);
        return new ModelAndView("portal/opinions")
                .addObject("unit", unit)
                .addObject("path", portal.path(unit))
                .addObject("opinions", portal.opinions(unit));
    }

    /** The catalog of a unit; of the county where none is named. */
    @GetMapping("/catalog")
    ModelAndView catalog(
            @RequestParam(required = false) @Nullable String org,
            HttpServletRequest request,
            HttpServletResponse response) {
        var unit = org == null || org.isEmpty() ? counties.required(request, response) : portal.unit(org);
        var path = portal.path(unit);
        return new ModelAndView("portal/catalog")
                .addObject("county", path.getFirst())
                .addObject("counties", portal.counties())
                .addObject("unit", unit)
                .addObject("path", path)
                .addObject("catalog", portal.catalog(unit))
                .addObject("children", portal.children(unit));
    }

    /** For a screen in a hall: nothing scrolls, nothing has to be touched. */
    @GetMapping("/screen/{code}")
    ModelAndView screen(@PathVariable String code) {
        var unit = portal.unit(code);
        var filter = new Filter(null, null, unit.id(), null, null, null, "");
        return new ModelAndView("portal/screen")
                .addObject("unit", unit)
                .addObject("running", portal.running(null, unit, ON_SCREEN))
                .addObject(
                        "newest", portal.publications(filter, ON_SCREEN, null).items())
                .addObject("facilities", portal.facilities(unit))
                .addObject("qr", QrCode.of(address("/org/" + code)));
    }

    static String address(String path) {
        return ServletUriComponentsBuilder.fromCurrentContextPath()
                .path(path)
                .build()
                .toUriString();
    }
}
