package io.gongkai.workbench.organization;

import io.gongkai.account.Actor;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.organization.Facility;
import io.gongkai.organization.FacilityKind;
import io.gongkai.organization.Organization;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Boards, screens, sites, reading rooms and hotlines: put up, and taken down again. */
@Controller
class FacilityPages {

    private final Organizations organizations;
    private final Shelf shelf;
    private final Clock clock;

    FacilityPages(Organizations organizations, Shelf shelf, Clock clock) {
        this.organizations = organizations;
        this.shelf = shelf;
        this.clock = clock;
    }

    @GetMapping("/work/organizations/{code}/facilities")
    @Requires(Permission.WRITE_ORGANIZATION)
    ModelAndView form(@PathVariable String code, Actor actor) {
        return page(shelf.changeable(code, actor), today("from"), List.of(), HttpStatus.OK);
    }

    @PostMapping("/work/organizations/{code}/facilities")
    @Requires(Permission.WRITE_ORGANIZATION)
    ModelAndView open(@PathVariable String code, @RequestParam Map<String, String> typed, Actor actor) {
        var organization = shelf.changeable(code, actor);
        var refusals = new ArrayList<Refusal>();
        var kind = Shelf.constant(FacilityKind.class, typed.getOrDefault("kind", ""), "kind", refusals);
        var from = Shelf.day(typed.getOrDefault("from", ""), "from", refusals);
        if (kind == null || from == null) {
            return page(organization, typed, refusals, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        var outcome = organizations.openFacility(
                organization.id(),
                kind,
                typed.getOrDefault("name", ""),
                typed.getOrDefault("place", ""),
                from,
                actor.id());
        return switch (outcome) {
            case Outcome.Done<Facility> _ -> done(organization, "facility");
            case Outcome.Refused<Facility>(var grounds) ->
                page(organization, typed, grounds, HttpStatus.UNPROCESSABLE_CONTENT);
        };
    }

    @GetMapping("/work/organizations/{code}/facilities/{id}/closing")
    @Requires(Permission.WRITE_ORGANIZATION)
    ModelAndView closingForm(@PathVariable String code, @PathVariable UUID id, Actor actor) {
        var organization = shelf.changeable(code, actor);
        return closing(organization, facility(id, organization), today("on"), List.of(), HttpStatus.OK);
    }

    @PostMapping("/work/organizations/{code}/facilities/{id}/closing")
    @Requires(Permission.WRITE_ORGANIZATION)
    ModelAndView close(
            @PathVariable String code, @PathVariable UUID id, @RequestParam Map<String, String> typed, Actor actor) {
        var organization = shelf.changeable(code, actor);
        var facility = facility(id, organization);
        var refusals = new ArrayList<Refusal>();
        var on = Shelf.day(typed.getOrDefault("on", ""), "on", refusals);
        if (on == null) {
            return closing(organization, facility, typed, refusals, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return switch (organizations.closeFacility(id, on, actor.id())) {
            case Outcome.Done<Facility> _ -> done(organization, "facility");
            case Outcome.Refused<Facility>(var grounds) ->
                closing(organization, facility, typed, grounds, HttpStatus.UNPROCESSABLE_CONTENT);
        };
    }

    /** Of this organization: the permission was asked for here, not where another's board stands. */
    private Facility facility(UUID id, Organization organization) {
        return organizations.facilitiesEver(organization.id()).stream()
                .filter(facility -> facility.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("No facility " + id));
    }

    private Map<String, String> today(String field) {
        return Map.of(field, LocalDate.now(clock).toString());
    }

    private static ModelAndView done(Organization organization, String what) {
        return new ModelAndView("redirect:/work/organizations/%s?done=%s".formatted(organization.code(), what));
    }

    private ModelAndView page(
            Organization organization, Map<String, String> typed, List<Refusal> refusals, HttpStatus status) {
        var view = new ModelAndView("workbench/organization/facility", status);
        view.addObject("form", typed(organization, typed, refusals));
        view.addObject("kinds", List.of(FacilityKind.values()));
        return view;
    }

    private ModelAndView closing(
            Organization organization,
            Facility facility,
            Map<String, String> typed,
            List<Refusal> refusals,
            HttpStatus status) {
        var view = new ModelAndView("workbench/organization/ending", status);
        view.addObject("form", typed(organization, typed, refusals));
        view.addObject(
                "action", "/work/organizations/%s/facilities/%s/closing".formatted(organization.code(), facility.id()));
        view.addObject("what", facility.name());
        view.addObject("key", "organization.facility.close");
        return view;
    }

    private Typed typed(Organization organization, Map<String, String> typed, List<Refusal> refusals) {
        var way = new LinkedHashMap<>(shelf.way(organization));
        way.put("/work/organizations/" + organization.code(), organization.name());
        return new Typed(organization, way, typed, refusals);
    }
}
