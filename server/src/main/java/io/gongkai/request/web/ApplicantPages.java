package io.gongkai.request.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Appointment;
import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.request.ApplicantKind;
import io.gongkai.request.Requests;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import java.util.EnumSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Who may ask for disclosure in a county: to look at for all staff, to set for whoever keeps its limits. */
@Controller
class ApplicantPages {

    private final Requests requests;
    private final Organizations organizations;
    private final Authority authority;

    ApplicantPages(Requests requests, Organizations organizations, Authority authority) {
        this.requests = requests;
        this.organizations = organizations;
        this.authority = authority;
    }

    @GetMapping("/work/applicants")
    @Requires
    ModelAndView show(@RequestParam(defaultValue = "false") boolean done, Actor actor) {
        var county = actor.appointments().stream()
                .map(Appointment::organization)
                .map(organization -> organizations.path(organization).getFirst())
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(actor.login() + " belongs to no county"));
        return page(organizations.get(county), requests.circle(county), "", List.of(), actor, HttpStatus.OK)
                .addObject("done", done);
    }

    @PostMapping("/work/applicants/{code}")
    @Requires(Permission.MANAGE_CALENDAR)
    ModelAndView set(
            @PathVariable String code,
            @RequestParam(defaultValue = "") Set<ApplicantKind> applicants,
            @RequestParam(defaultValue = "") String reason,
            Actor actor) {
        var county = county(code);
        var chosen = EnumSet.noneOf(ApplicantKind.class);
        chosen.addAll(applicants);
        return switch (requests.setCircle(county.id(), chosen, reason, actor.id())) {
            case Outcome.Done<Set<ApplicantKind>> _ -> new ModelAndView("redirect:/work/applicants?done=true");
            case Outcome.Refused<Set<ApplicantKind>>(var refusals) ->
                page(county, chosen, reason, refusals, actor, HttpStatus.UNPROCESSABLE_CONTENT)
                        .addObject("done", false);
        };
    }

    private Organization county(String code) {
        var named = organizations.find(code).orElseThrow(() -> new NoSuchElementException("No organization " + code));
        OrganizationId top = named.path().getFirst();
        return organizations.get(top);
    }

    private ModelAndView page(
            Organization county,
            Set<ApplicantKind> chosen,
            String reason,
            List<Refusal> refusals,
            Actor actor,
            HttpStatus status) {
        return new ModelAndView("request/applicants", status)
                .addObject("county", county)
                .addObject("chosen", chosen)
                .addObject("reason", reason)
                .addObject("maySet", authority.may(actor.id(), Permission.MANAGE_CALENDAR, county.id()))
                .addObject("refusals", refusals);
    }
}
