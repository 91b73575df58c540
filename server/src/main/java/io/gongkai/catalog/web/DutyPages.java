package io.gongkai.catalog.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.account.Sight;
import io.gongkai.catalog.Catalogs;
import io.gongkai.catalog.Duties;
import io.gongkai.catalog.Duty;
import io.gongkai.catalog.DutyStatus;
import io.gongkai.catalog.EntryOrigin;
import io.gongkai.organization.Organization;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What is due, for staff: lists, one duty with the reason of its date, more time, no change, and what has happened. */
@Controller
class DutyPages {

    private static final int SHOWN = 200;
    private static final int SHOWN_OF_MANY = 100;
    private static final int DAYS_AHEAD = 40;
    private static final Pattern UUIDS =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final Duties duties;
    private final Catalogs catalogs;
    private final Organizations organizations;
    private final Authority authority;
    private final Sight sight;
    private final Clock clock;

    DutyPages(
            Duties duties,
            Catalogs catalogs,
            Organizations organizations,
            Authority authority,
            Sight sight,
            Clock clock) {
        this.duties = duties;
        this.catalogs = catalogs;
        this.organizations = organizations;
        this.authority = authority;
        this.sight = sight;
        this.clock = clock;
    }

    @GetMapping("/work/duties")
    @Requires(Permission.READ_WORK)
    ModelAndView list(
            @RequestParam(defaultValue = "") String organization,
            @RequestParam(defaultValue = "") Set<DutyStatus> status,
            @RequestParam(defaultValue = "0") int year,
            @RequestParam(defaultValue = "false") boolean below,
            @RequestParam(required = false) @Nullable String cursor,
            Actor actor) {
        var statuses = status.isEmpty() ? EnumSet.allOf(DutyStatus.class) : EnumSet.copyOf(status);
        if (organization.isEmpty()) {
            return new ModelAndView("catalog/duties").addObject("list", waiting(actor, statuses));
        }
        var at = sight.readable(organization, actor);
        var of = year < 2000 || year > 2099 ? today().getYear() : year;
        var list = below ? under(at, statuses, of, cursor, actor) : of(at, statuses, of, actor);
        return new ModelAndView("catalog/duties").addObject("list", list);
    }

    @GetMapping("/work/duties/{id}")
    @Requires(Permission.READ_WORK)
    ModelAndView show(@PathVariable UUID id, Actor actor) {
        return show(id, actor, List.of(), "", "");
    }

    @PostMapping("/work/duties/{id}/extension")
    @Requires(Permission.EXTEND_DUTY)
    ModelAndView extend(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String reason,
            Actor actor) {
        return switch (duties.extend(id, day(to), reason, actor.id())) {
            case Outcome.Done<Duty> _ -> new ModelAndView("redirect:/work/duties/" + id);
            case Outcome.Refused<Duty>(var refusals) -> show(id, actor, refusals, to, reason);
        };
    }

    @PostMapping("/work/duties/{id}/no-change")
    @Requires(Permission.WRITE_DISCLOSURE)
    ModelAndView noChange(@PathVariable UUID id, Actor actor) {
        return switch (duties.noChange(id, today(), actor.id())) {
            case Outcome.Done<Duty> _ -> new ModelAndView("redirect:/work/duties/" + id);
            case Outcome.Refused<Duty>(var refusals) -> show(id, actor, refusals, "", "");
        };
    }

    @GetMapping("/work/duties/new")
    @Requires(Permission.WRITE_DISCLOSURE)
    ModelAndView occurrence(
            @RequestParam String organization, @RequestParam(defaultValue = "") String entry, Actor actor) {
        return occurrence(sight.readable(organization, actor), entry, "", "", today().toString(), List.of());
    }

    @PostMapping("/work/duties")
    @Requires(Permission.WRITE_DISCLOSURE)
    ModelAndView occurred(
            @RequestParam String organization,
            @RequestParam(defaultValue = "") String entry,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String on,
            Actor actor) {
        var at = sight.readable(organization, actor);
        if (!UUIDS.matcher(entry).matches()) {
            return occurrence(at, entry, kind, subject, on, List.of(Refusal.at("entry", "catalog.occurred.choose")));
        }
        var chosen = OccurrenceForm.KINDS.contains(kind) ? kind : null;
        return switch (duties.occurred(UUID.fromString(entry), chosen, subject, day(on), actor.id())) {
            case Outcome.Done<Duty>(var duty) -> new ModelAndView("redirect:/work/duties/" + duty.id());
            case Outcome.Refused<Duty>(var refusals) -> occurrence(at, entry, kind, subject, on, refusals);
        };
    }

    private DutyList waiting(Actor actor, Set<DutyStatus> statuses) {
        var seats = actor.where(Permission.READ_WORK);
        var found = duties.waitingFor(seats, today().plusDays(DAYS_AHEAD), SHOWN + 1);
        var names = organizations.all(found.stream().map(Duty::organization).collect(Collectors.toSet())).stream()
                .collect(Collectors.toMap(Organization::id, Organization::name));
        var rows = found.stream()
                .limit(SHOWN)
                .filter(duty -> statuses.contains(duty.status()))
                .map(duty -> new DutyList.Row(duty, names.getOrDefault(duty.organization(), "")))
                .toList();
        return new DutyList(
                null, false, rows, statuses, today().getYear(), null, false, found.size() > SHOWN, false, null);
    }

    private DutyList of(Organization organization, Set<DutyStatus> statuses, int year, Actor actor) {
        var from = LocalDate.of(year, 1, 1);
        var until = LocalDate.of(year, 12, 31);
        var rows = duties.of(organization.id(), from, until).stream()
                .filter(duty -> statuses.contains(duty.status()))
                .map(duty -> new DutyList.Row(duty, organization.name()))
                .toList();
        return new DutyList(
                organization,
                false,
                rows,
                statuses,
                year,
                duties.summary(organization.id(), from, until),
                authority.may(actor.id(), Permission.WRITE_DISCLOSURE, organization.id()),
                false,
                false,
                null);
    }

    /** Exactly what the summary of the year counts, units below included. */
    private DutyList under(
            Organization organization, Set<DutyStatus> statuses, int year, @Nullable String cursor, Actor actor) {
        var from = LocalDate.of(year, 1, 1);
        var until = LocalDate.of(year, 12, 31);
        var found = duties.under(organization.id(), from, until, statuses, SHOWN_OF_MANY, cursor);
        return new DutyList(
                organization,
                true,
                found.items().stream()
                        .map(named -> new DutyList.Row(named.duty(), named.organizationName()))
                        .toList(),
                statuses,
                year,
                duties.summary(organization.id(), from, until),
                authority.may(actor.id(), Permission.WRITE_DISCLOSURE, organization.id()),
                false,
                cursor != null,
                found.next());
    }

    private ModelAndView show(UUID id, Actor actor, List<Refusal> refusals, String to, String reason) {
        var duty = duties.get(id);
        authority.require(actor.id(), Permission.READ_WORK, duty.organization());
        var view = new DutyView(
                organizations.get(duty.organization()),
                duty,
                catalogs.entry(duty.entry()),
                duties.changes(id),
                duties.cancelCause(id),
                authority.may(actor.id(), Permission.WRITE_DISCLOSURE, duty.organization()),
                authority.may(actor.id(), Permission.EXTEND_DUTY, duty.organization()),
                refusals,
                to,
                reason);
        return new ModelAndView("catalog/duty", refusals.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject("view", view);
    }

    private ModelAndView occurrence(
            Organization organization, String entry, String kind, String subject, String on, List<Refusal> refusals) {
        var entries = catalogs.inForce(organization.id()).stream()
                .flatMap(version -> catalogs.entries(version.id()).stream())
                .filter(present -> present.origin() != EntryOrigin.NOT_APPLICABLE)
                .filter(OccurrenceForm::canOccur)
                .toList();
        return new ModelAndView(
                        "catalog/occurrence", refusals.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject("form", new OccurrenceForm(organization, entries, entry, kind, subject, on, refusals));
    }

    /** A day that is none becomes one that every rule refuses beside its field. */
    private static LocalDate day(String typed) {
        try {
            return LocalDate.parse(typed);
        } catch (DateTimeException e) {
            return LocalDate.EPOCH;
        }
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
