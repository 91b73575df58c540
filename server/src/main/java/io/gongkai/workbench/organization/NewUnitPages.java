package io.gongkai.workbench.organization;

import io.gongkai.account.Actor;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationForm;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Establishing an organization below another. */
@Controller
class NewUnitPages {

    private final Organizations organizations;
    private final Shelf shelf;
    private final Clock clock;

    NewUnitPages(Organizations organizations, Shelf shelf, Clock clock) {
        this.organizations = organizations;
        this.shelf = shelf;
        this.clock = clock;
    }

    @GetMapping("/work/organizations/{code}/units")
    @Requires(Permission.WRITE_ORGANIZATION)
    ModelAndView form(@PathVariable String code, Actor actor) {
        return page(
                shelf.changeable(code, actor),
                Map.of("validFrom", LocalDate.now(clock).toString()),
                List.of(),
                HttpStatus.OK);
    }

    @PostMapping("/work/organizations/{code}/units")
    @Requires(Permission.WRITE_ORGANIZATION)
    ModelAndView create(@PathVariable String code, @RequestParam Map<String, String> typed, Actor actor) {
        var superior = shelf.changeable(code, actor);
        var refusals = new ArrayList<Refusal>();
        var kind = Shelf.constant(OrganizationKind.class, typed.getOrDefault("kind", ""), "kind", refusals);
        var form = Shelf.constant(OrganizationForm.class, typed.getOrDefault("form", ""), "form", refusals);
        var from = Shelf.day(typed.getOrDefault("validFrom", ""), "validFrom", refusals);
        if (kind == null || form == null || from == null) {
            return page(superior, typed, refusals, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        var division = typed.getOrDefault("divisionCode", "").strip();
        var outcome = organizations.establish(
                new Organizations.New(
                        typed.getOrDefault("code", "").strip(),
                        typed.getOrDefault("name", ""),
                        kind,
                        form,
                        superior.id(),
                        division.isEmpty() ? null : division,
                        from),
                actor.id());
        return switch (outcome) {
            case Outcome.Done<Organization>(var made) ->
                new ModelAndView("redirect:/work/organizations/" + made.code() + "?done=unit");
            case Outcome.Refused<Organization>(var grounds) ->
                page(superior, typed, grounds, HttpStatus.UNPROCESSABLE_CONTENT);
        };
    }

    private ModelAndView page(
            Organization superior, Map<String, String> typed, List<Refusal> refusals, HttpStatus status) {
        var way = new LinkedHashMap<>(shelf.way(superior));
        way.put("/work/organizations/" + superior.code(), superior.name());
        var view = new ModelAndView("workbench/organization/unit", status);
        view.addObject("form", new Typed(superior, way, typed, refusals));
        view.addObject(
                "kinds",
                Arrays.stream(OrganizationKind.values())
                        .filter(kind -> kind.fitsBelow(superior.kind()))
                        .toList());
        return view;
    }
}
