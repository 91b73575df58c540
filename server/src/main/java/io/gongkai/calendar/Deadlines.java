package io.gongkai.calendar;

import static org.springframework.transaction.annotation.Propagation.MANDATORY;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the deadlines of cases. Called inside the transaction that changes the case; the case keeps the id. Lists may join
 * {@code calendar.deadline} for the due day.
 */
@Service
public class Deadlines {

    private final DeadlineStore store;
    private final Calendars calendars;
    private final Limits limits;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Deadlines(DeadlineStore store, Calendars calendars, Limits limits, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.calendars = calendars;
        this.limits = limits;
        this.events = events;
        this.clock = clock;
    }

    /** The day by which the county would answer what comes in on a day, before there is a case. */
    public Deadline.Due promised(UUID county, Limit limit, LocalDate received) {
        return Deadline.from(received, limits.inForce(county, limit, received), "", "")
                .due(calendars.current());
    }

    /** Starts a deadline with the limit that the county has in force on that day. */
    @Transactional(propagation = MANDATORY)
    public KeptDeadline start(UUID county, Limit limit, LocalDate on, String cause, String evidence) {
        var deadline = Deadline.from(on, limits.inForce(county, limit, on), cause, evidence);
        var due = deadline.due(calendars.current());
        var id = store.insert(county, limit, deadline, due);
        return new KeptDeadline(id, county, limit, deadline, due, due.on(), due.provisional(), null, List.of());
    }

    @Transactional(propagation = MANDATORY)
    public KeptDeadline stop(UUID id, LocalDate on, String cause, String evidence) {
        return change(id, cause, deadline -> deadline.stop(on, cause, evidence));
    }

    @Transactional(propagation = MANDATORY)
    public KeptDeadline resume(UUID id, LocalDate on, String cause) {
        return change(id, cause, deadline -> deadline.resume(on));
    }

    /** Must not come after the due day: an extension asked for too late is none, and the caller has said so before. */
    @Transactional(propagation = MANDATORY)
    public KeptDeadline extend(UUID id, LocalDate on, int workingDays, String cause, String evidence) {
        if (get(id).isLate(on)) {
            throw new IllegalStateException("Deadline %s was over before it was extended".formatted(id));
        }
        return change(id, cause, deadline -> deadline.extend(on, workingDays, cause, evidence));
    }

    /** Begins anew with the limit in force on that day. */
    @Transactional(propagation = MANDATORY)
    public KeptDeadline restart(UUID id, LocalDate on, String cause, String evidence) {
        var kept = get(id);
        var days = limits.inForce(kept.county(), kept.limit(), on);
        return change(id, cause, deadline -> deadline.restart(on, days, cause, evidence));
    }

    /** The case no longer waits for it. */
    @Transactional(propagation = MANDATORY)
    public void end(UUID id, LocalDate on) {
        store.end(id, on);
    }

    public KeptDeadline get(UUID id) {
        return of(List.of(id)).values().stream()
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("No deadline " + id));
    }

    public Map<UUID, KeptDeadline> of(Collection<UUID> ids) {
        return ids.isEmpty()
                ? Map.of()
                : kept(store.deadlines(ids)).stream().collect(Collectors.toMap(KeptDeadline::id, Function.identity()));
    }

    private KeptDeadline change(UUID id, String cause, UnaryOperator<Deadline> change) {
        store.lock(id);
        var before = get(id);
        if (!before.runs()) {
            throw new IllegalStateException("Deadline %s has ended".formatted(id));
        }
        var deadline = change.apply(before.deadline());
        var due = deadline.due(calendars.current());
        store.replaceSegments(id, deadline);
        store.move(id, due, before.dueOn(), cause, null, clock.instant());
        return get(id);
    }

    /** What runs is counted again, in the transaction that loads the notice, and every day that moved is recorded. */
    @EventListener
    void on(CalendarYearReplaced replaced) {
        var calendar = calendars.current();
        for (var kept : kept(store.running())) {
            var due = kept.deadline().due(calendar);
            if (!Objects.equals(due.on(), kept.dueOn())) {
                store.move(kept.id(), due, kept.dueOn(), "calendar.deadline.notice", replaced.year(), clock.instant());
                events.publishEvent(new DueDateMoved(kept.id(), kept.dueOn(), due.on(), replaced.year()));
            } else if (due.provisional() != kept.provisional()) {
                store.confirm(kept.id(), due.provisional());
            }
        }
    }

    private List<KeptDeadline> kept(List<DeadlineStore.Row> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        var ids = rows.stream().map(DeadlineStore.Row::id).toList();
        var segments = store.segments(ids);
        var changes = store.changes(ids);
        var calendar = calendars.current();
        return rows.stream()
                .map(row -> kept(
                        row,
                        new Deadline(Objects.requireNonNull(segments.get(row.id()))),
                        changes.getOrDefault(row.id(), List.of()),
                        calendar))
                .toList();
    }

    private static KeptDeadline kept(
            DeadlineStore.Row row, Deadline deadline, List<KeptDeadline.Change> changes, WorkdayCalendar calendar) {
        var due = deadline.due(calendar);
        return new KeptDeadline(
                row.id(),
                row.county(),
                row.limit(),
                deadline,
                due,
                row.dueOn(),
                row.provisional(),
                row.endedOn(),
                changes);
    }
}
