package io.gongkai.catalog.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.OpenToAll;
import io.gongkai.account.Permission;
import io.gongkai.calendar.Cadence;
import io.gongkai.calendar.DueDate;
import io.gongkai.calendar.Period;
import io.gongkai.catalog.DisclosureScope;
import io.gongkai.catalog.Duties;
import io.gongkai.catalog.Duty;
import io.gongkai.catalog.DutyStatus;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.Slice;
import io.gongkai.web.RefusedException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What an organization owes and when. Duties towards society are open to all; that a duty towards members or named persons
 * arose at all (a disciplinary decision, say) is for staff, and so is what a clerk named.
 */
@RestController
class DutyApi {

    /**
     * @param item title of the catalog's item
     * @param period label of the period, null for what is no cadence
     * @param subject the matter as the clerk named it; only for staff of the organization
     */
    record View(
            UUID id,
            String item,
            UUID itemId,
            int no,
            String rule,
            @Nullable String period,
            @Nullable String subject,
            LocalDate dueOn,
            boolean provisional,
            @Nullable LocalDate extendedTo,
            @Nullable LocalDate doneOn,
            DutyStatus status,
            List<DueDate.Day> derivation) {}

    private final Duties duties;
    private final Organizations organizations;
    private final Authority authority;
    private final Clock clock;

    DutyApi(Duties duties, Organizations organizations, Authority authority, Clock clock) {
        this.duties = duties;
        this.organizations = organizations;
        this.authority = authority;
        this.clock = clock;
    }

    /**
     * Duties whose due date lies in the period, in order of due date; all of them, since a catalog is short.
     *
     * @param period a month (2026-11), two months (2026-B6), a quarter (2026-Q4), a half-year (2026-H2) or a year; this
     *     month where it is not given
     */
    @GetMapping("/api/v1/organizations/{code}/duties")
    @OpenToAll
    Slice<View> list(
            @PathVariable String code, @RequestParam(required = false) @Nullable String period, @Nullable Actor actor) {
        var organization =
                organizations.find(code).orElseThrow(() -> new NoSuchElementException("No organization " + code));
        var days = period == null
                ? Cadence.MONTHLY.periodOf(LocalDate.now(clock))
                : Period.parse(period)
                        .orElseThrow(() ->
                                new RefusedException(List.of(Refusal.at("period", "catalog.api.period", period))));
        var staff = actor != null && authority.may(actor.id(), Permission.READ_WORK, organization.id());
        return new Slice<>(
                duties.of(organization.id(), days.from(), days.until()).stream()
                        .filter(duty -> !duty.dueOn().isBefore(days.from())
                                && !duty.dueOn().isAfter(days.until()))
                        .filter(duty -> staff || duty.scope() == DisclosureScope.SOCIETY)
                        .map(duty -> view(duty, staff))
                        .toList(),
                null);
    }

    private static View view(Duty duty, boolean staff) {
        var periodic = duty.rule().equals("CADENCE");
        return new View(
                duty.id(),
                duty.title(),
                duty.item(),
                duty.entryNo(),
                duty.rule(),
                periodic ? duty.subject() : null,
                staff && !periodic ? duty.subject() : null,
                duty.dueOn(),
                duty.due().provisional(),
                duty.extendedTo(),
                duty.doneOn(),
                duty.status(),
                duty.due().derivation());
    }
}
