package io.gongkai.workbench.calendar;

import io.gongkai.account.Actor;
import io.gongkai.account.Appointment;
import io.gongkai.account.Authority;
import io.gongkai.account.People;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.calendar.Limit;
import io.gongkai.calendar.LimitVersion;
import io.gongkai.calendar.Limits;
import io.gongkai.organization.Organization;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The county's time limits: to look at for all staff, to set for whoever keeps the calendar. */
@Controller
class LimitPages {

    private final Limits limits;
    private final Organizations organizations;
    private final Authority authority;
    private final People people;
    private final Clock clock;

    LimitPages(Limits limits, Organizations organizations, Authority authority, People people, Clock clock) {
        this.limits = limits;
        this.organizations = organizations;
        this.authority = authority;
        this.people = people;
        this.clock = clock;
    }

    @GetMapping("/work/limits")
    @Requires
    ModelAndView show(Actor actor, @RequestParam(defaultValue = "false") boolean done) {
        var county = actor.appointments().stream()
                .map(Appointment::organization)
                .map(organization -> organizations.path(organization).getFirst())
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(actor.login() + " belongs to no county"));
        return page(organizations.get(county), new TypedLimit("", "", "", ""), List.of())
                .addObject("done", done);
    }

    @PostMapping("/work/limits/{code}/{limit}")
    @Requires(Permission.MANAGE_CALENDAR)
    ModelAndView set(
            @PathVariable String code,
            @PathVariable Limit limit,
            @RequestParam(defaultValue = "") String workingDays,
            @RequestParam(defaultValue = "") String effectiveOn,
            @RequestParam(defaultValue = "") String reason,
            Actor actor) {
        var county = county(code);
        authority.require(actor.id(), Permission.MANAGE_CALENDAR, county.id());
        var typed = new TypedLimit(limit.name(), workingDays, effectiveOn, reason);
        return switch (limits.set(
                county.id().value(), limit, number(workingDays), day(effectiveOn), reason, actor.id())) {
            case Outcome.Done<LimitVersion> _ -> new ModelAndView("redirect:/work/limits?done=true");
            case Outcome.Refused<LimitVersion>(var refusals) -> {
                var view = page(county, typed, refusals).addObject("done", false);
                view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
                yield view;
            }
        };
    }

    private Organization county(String code) {
        var named = organizations.find(code).orElseThrow(() -> new NoSuchElementException("No organization " + code));
        return organizations.get(named.path().getFirst());
    }

    private ModelAndView page(Organization county, TypedLimit typed, List<Refusal> refusals) {
        var versions = limits.versions(county.id().value());
        return new ModelAndView("workbench/calendar/limits")
                .addObject("county", county)
                .addObject("lines", LimitLine.of(versions, LocalDate.now(clock)))
                .addObject(
                        "names",
                        people.names(versions.stream()
                                .map(LimitVersion::setBy)
                                .distinct()
                                .toList()))
                .addObject("typed", typed)
                .addObject("refusals", refusals);
    }

    /** What is no number is refused as one out of range. */
    private static int number(String typed) {
        try {
            return Integer.parseInt(typed.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** What is no day is refused as one in the past. */
    private static LocalDate day(String typed) {
        try {
            return LocalDate.parse(typed.strip());
        } catch (DateTimeException e) {
            return LocalDate.MIN;
        }
    }
}
