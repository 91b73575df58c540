package io.gongkai.catalog;

import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.calendar.CalendarYearReplaced;
import io.gongkai.calendar.Calendars;
import io.gongkai.calendar.WorkdayCalendar;
import io.gongkai.organization.OrganizationDissolved;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.Slice;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is due, when and why.
 *
 * <p>How the rules of an entry bring about duties:
 *
 * <ul>
 *   <li>A cadence: one duty in each period, due on its last working day (of the month named, where one is), beginning with
 *       the period in which the version took effect, unless that due date had already passed.
 *   <li>Long-term: one when the version takes effect, unless the version before asked for the same; and whenever a clerk
 *       says that the matter changed.
 *   <li>After an event, and in stages: when a clerk says that it happened; counted from that day.
 *   <li>Notices and disclosure before a decision: when a clerk says on which day it is to begin. That day is the due date,
 *       or the next working day where nobody works on it. How long it then stands is {@code disclosure}'s matter.
 * </ul>
 */
@Service
public class Duties {

    /** Counts of duties due within some days. {@code soon} and {@code overdue} are among the open ones. */
    public record Summary(int total, int done, int doneLate, int noChange, int overdue, int soon) {

        private static final Summary NONE = new Summary(0, 0, 0, 0, 0, 0);

        public int open() {
            return total - done - doneLate - noChange;
        }

        public int of(DutyStatus status) {
            return switch (status) {
                case UPCOMING -> open() - overdue - soon;
                case DUE -> soon;
                case DONE -> done;
                case DONE_LATE -> doneLate;
                case OVERDUE -> overdue;
                case NO_CHANGE -> noChange;
            };
        }

        public int of(Collection<DutyStatus> statuses) {
            return statuses.stream().mapToInt(this::of).sum();
        }

        /** Done in time, "nothing changed" included: what the rate of punctuality counts (domain.md 4.1, E1). */
        public int inTime() {
            return of(DutyStatus.IN_TIME);
        }

        /** Done or overdue: what the rate of punctuality is measured against. What is not due yet says nothing. */
        public int settled() {
            return of(DutyStatus.SETTLED);
        }
    }

    /** A duty in a list over many organizations. */
    public record Named(Duty duty, String organizationCode, String organizationName) {}

    /**
     * Why a due date is no longer the one first given, or a duty no longer open or done.
     *
     * @param cause CALENDAR, TIME_CODE, EXTENSION, REOPENED, CANCELLED or NO_CHANGE
     * @param detail reason of an extension, cause of a cancellation, new time code; else empty
     * @param by null where the program itself acted
     */
    public record Change(
            String cause,
            LocalDate oldDue,
            LocalDate newDue,
            String detail,
            @Nullable String by,
            Instant at) {}

    /** Fewest characters of the reason of an extension. */
    static final int SHORTEST_REASON = 5;

    private static final int LONGEST_SUBJECT = 100;

    private final DutyStore store;
    private final Catalogs catalogs;
    private final Calendars calendars;
    private final Authority authority;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Duties(
            DutyStore store,
            Catalogs catalogs,
            Calendars calendars,
            Authority authority,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.catalogs = catalogs;
        this.calendars = calendars;
        this.authority = authority;
        this.events = events;
        this.clock = clock;
    }

    /** Duties that arise or are due within the days given, and older ones still open; in order of due date. */
    @Transactional(readOnly = true)
    public List<Duty> of(OrganizationId organization, LocalDate from, LocalDate until) {
        return asOfToday(store.of(organization, from, until));
    }

    @Transactional(readOnly = true)
    public Duty get(UUID duty) {
        return store.get(duty).orElseThrow(() -> unknown(duty)).on(today(), calendars.current());
    }

    /** How it came to be due when it is, first to last. */
    @Transactional(readOnly = true)
    public List<Change> changes(UUID duty) {
        return store.changes(duty);
    }

    /** Why it need not be done any more: ITEM_GONE, NOT_APPLICABLE, TIME_CODE_CHANGED or DISSOLVED; null while it stands. */
    @Transactional(readOnly = true)
    public @Nullable String cancelCause(UUID duty) {
        return store.get(duty).orElseThrow(() -> unknown(duty)).cancelCause();
    }

    /**
     * Open duties in and under the organizations that are due by a day or were due before: those of an organization named
     * first, then those below it, the nearest due date first.
     */
    @Transactional(readOnly = true)
    public List<Duty> waitingFor(Collection<OrganizationId> roots, LocalDate until, int limit) {
        return roots.isEmpty() ? List.of() : asOfToday(store.waitingFor(roots, until, today(), limit));
    }

    /** Counts of the duties of an organization and everything below it that are due within the days. */
    @Transactional(readOnly = true)
    public Summary summary(OrganizationId under, LocalDate from, LocalDate until) {
        return summaries(List.of(under), from, until).getOrDefault(under, Summary.NONE);
    }

    /** The same of several, with one statement; without those that have none. */
    @Transactional(readOnly = true)
    public Map<OrganizationId, Summary> summaries(Collection<OrganizationId> under, LocalDate from, LocalDate until) {
        return under.isEmpty() ? Map.of() : store.summaries(under, from, until, today(), soonUntil());
    }

    /** The duties that a summary counts under some statuses, by due date. */
    @Transactional(readOnly = true)
    public Slice<Named> under(
            OrganizationId organization,
            LocalDate from,
            LocalDate until,
            Collection<DutyStatus> statuses,
            int size,
            @Nullable String cursor) {
        var found = store.under(
                organization,
                from,
                until,
                statuses,
                today(),
                soonUntil(),
                position(cursor),
                size + 1,
                calendars.current());
        if (found.size() <= size) {
            return new Slice<>(found, null);
        }
        var last = found.get(size - 1).duty();
        return new Slice<>(found.subList(0, size), last.dueOn() + "~" + last.id());
    }

    /** The last day of those within which a duty is due soon. */
    private LocalDate soonUntil() {
        return calendars.current().dueAfter(today(), DutyStatus.SOON + 1).on().minusDays(1);
    }

    /** @throws NoSuchElementException when nobody was ever given such a cursor */
    private static DutyStore.@Nullable Position position(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        var parts = cursor.split("~", 2);
        try {
            return new DutyStore.Position(LocalDate.parse(parts[0]), UUID.fromString(parts[parts.length - 1]));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new NoSuchElementException("No such page: " + cursor, e);
        }
    }

    /** Overdue duties of an organization and everything below it, by name, the longest overdue first. */
    @Transactional(readOnly = true)
    public List<Named> overdueUnder(OrganizationId under, int limit) {
        return store.overdueUnder(under, today(), limit, calendars.current());
    }

    /** Something happened that an E, ST, N or L entry speaks of; the duty it brings about. */
    @Transactional
    public Outcome<Duty> occurred(UUID entry, String subject, LocalDate on, PersonId by) {
        return occurred(entry, null, subject, on, by);
    }

    /**
     * Something happened that an E, ST, N or L entry speaks of; the duty it brings about.
     *
     * @param kind the {@link Duty#rule} meant; null for the first in the entry's time code that this matter has not brought
     *     about yet, so that "N5; E3" gives the notice first and the result at the second call
     * @param on the day it was set, decided, completed or reached its stage; of a notice the day on which it is to begin,
     *     which may lie ahead
     */
    @Transactional
    public Outcome<Duty> occurred(UUID entry, @Nullable String kind, String subject, LocalDate on, PersonId by) {
        var version = catalogs.versionOf(entry);
        authority.require(by, Permission.WRITE_DISCLOSURE, version.organization());
        var present = catalogs.entry(entry);
        var matter = subject.strip();
        var today = today();
        var rules = present.time().rules().stream()
                .filter(rule -> !(rule instanceof TimeRule.Periodic))
                .filter(rule -> kind == null || rule.kind().equals(kind))
                .toList();
        var refusals = new ArrayList<Refusal>();
        if (version.status() != CatalogStatus.EFFECTIVE || present.origin() == EntryOrigin.NOT_APPLICABLE) {
            refusals.add(Refusal.at("entry", "catalog.occurred.notInForce", present.title()));
        }
        if (rules.isEmpty()) {
            refusals.add(Refusal.at("entry", "catalog.occurred.onlyPeriodic", present.title()));
        }
        if (matter.length() < 2 || matter.length() > LONGEST_SUBJECT) {
            refusals.add(Refusal.at("subject", "catalog.occurred.subject", 2, LONGEST_SUBJECT));
        }
        var mayLieAhead = rules.stream()
                .anyMatch(rule -> rule instanceof TimeRule.Notice || rule instanceof TimeRule.PreDisclosure);
        if (on.isBefore(today.minusYears(1)) || on.isAfter(mayLieAhead ? today.plusYears(1) : today)) {
            refusals.add(Refusal.at("on", mayLieAhead ? "catalog.occurred.dayOfNotice" : "catalog.occurred.day"));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        for (var rule : rules) {
            var plan = DutyPlan.of(rule, matter, on, calendars.current());
            var duty = store.insert(version.organization(), present, rule, plan, clock.instant());
            if (duty.isPresent()) {
                changed(List.of(version.organization()));
                return Outcome.done(get(duty.get()));
            }
        }
        return Outcome.refused(Refusal.at("subject", "catalog.occurred.already", matter));
    }

    /**
     * A publication fulfils a duty. Called in the transaction that publishes. A duty that was fulfilled before stays with its
     * first publication.
     */
    @Transactional
    public void fulfil(UUID duty, LocalDate on, UUID publication) {
        store.fulfil(duty, on, publication).ifPresent(organization -> changed(List.of(organization)));
    }

    /** The publication that fulfilled duties was withdrawn: they are open again. */
    @Transactional
    public void reopen(UUID publication) {
        changed(store.reopen(publication, clock.instant()));
    }

    /** Records that nothing changed in the period; refused for duties that are no cadence, and twice in a row. */
    @Transactional
    public Outcome<Duty> noChange(UUID duty, LocalDate on, PersonId by) {
        var row = store.lock(duty).orElseThrow(() -> unknown(duty));
        authority.require(by, Permission.WRITE_DISCLOSURE, row.organization());
        requireOpen(row);
        var refusals = new ArrayList<Refusal>();
        if (!row.rule().equals("CADENCE")) {
            refusals.add(Refusal.of("catalog.noChange.noCadence"));
        } else if (store.previousWasNoChange(duty)) {
            refusals.add(Refusal.of("catalog.noChange.twice"));
        }
        if (on.isBefore(row.arisesOn()) || on.isAfter(today())) {
            refusals.add(Refusal.at("on", "catalog.noChange.day", row.arisesOn(), today()));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        store.noChange(duty, on, by, clock.instant());
        changed(List.of(row.organization()));
        return Outcome.done(get(duty));
    }

    /** Grants more time, with a reason that everyone sees. Only ever later, by at most a year. */
    @Transactional
    public Outcome<Duty> extend(UUID duty, LocalDate to, String reason, PersonId by) {
        var row = store.lock(duty).orElseThrow(() -> unknown(duty));
        authority.require(by, Permission.EXTEND_DUTY, row.organization());
        requireOpen(row);
        var refusals = new ArrayList<Refusal>();
        if (!to.isAfter(row.dueOn()) || to.isAfter(row.due().on().plusYears(1))) {
            refusals.add(Refusal.at("to", "catalog.extend.day", row.dueOn()));
        }
        if (reason.strip().length() < SHORTEST_REASON || reason.length() > 500) {
            refusals.add(Refusal.at("reason", "catalog.extend.reason", SHORTEST_REASON, 500));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        store.extend(duty, row.dueOn(), to, reason.strip(), by, clock.instant());
        changed(List.of(row.organization()));
        return Outcome.done(get(duty));
    }

    /** Brings about the periodic duties of all catalogs in force up to the end of the periods in which the day lies. */
    @Transactional
    public void bringAbout(LocalDate today) {
        store.broughtAboutSince(today).ifPresent(since -> bringAbout(null, since, today));
    }

    /** Duties of a version that takes effect arise with it; those it no longer asks for fall away, with the cause. */
    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @Transactional
    public void on(CatalogTookEffect effect) {
        var version = catalogs.version(effect.version());
        var since = version.effectiveOn();
        if (since == null) {
            throw new IllegalStateException("In force without a day: " + version.id());
        }
        var now = clock.instant();
        if (version.number() > 1) {
            store.versionBefore(version.id())
                    .ifPresent(before -> bringAbout(before, since.minusYears(1), since.minusDays(1)));
            store.cancelWithoutEntry(version.id(), since, now);
            follow(version, since, now);
        }
        var calendar = calendars.current();
        var longTerm = store.rules(version.id()).stream()
                .filter(rule -> rule instanceof TimeRule.LongTerm)
                .map(rule -> DutyPlan.of(rule, "", since, calendar))
                .toList();
        store.bringAboutLongTerm(version.id(), longTerm, now);
        bringAbout(version.id(), since, today());
        changed(List.of(version.organization()));
    }

    /** Counts again what looked at a day of the year; each moved due date is recorded. */
    @EventListener
    @Transactional
    public void on(CalendarYearReplaced replaced) {
        var calendar = calendars.current();
        var plans = store.countedIn(replaced.year()).stream()
                .map(counted -> DutyPlan.of(TimeRule.of(counted.code()), "", counted.baseOn(), calendar))
                .toList();
        changed(store.recount(plans, clock.instant()));
    }

    @EventListener
    @Transactional
    public void on(OrganizationDissolved dissolved) {
        store.cancelAll(dissolved.organization(), dissolved.on(), clock.instant());
        changed(List.of(dissolved.organization()));
    }

    private void bringAbout(@Nullable UUID version, LocalDate since, LocalDate today) {
        var cadences = store.rules(version).stream()
                .filter(TimeRule.Periodic.class::isInstance)
                .map(TimeRule.Periodic.class::cast)
                .toList();
        var plans = DutyPlan.periods(cadences, since, today, calendars.current());
        var organizations = store.bringAbout(version, plans, clock.instant());
        store.markBroughtAbout(version, today);
        if (version == null) {
            changed(organizations);
        }
    }

    /** Open duties whose time code the new version changed: counted anew where it still asks for the like, else cancelled. */
    private void follow(CatalogVersion version, LocalDate since, Instant now) {
        var calendar = calendars.current();
        var gone = new ArrayList<UUID>();
        for (var outdated : store.outdated(version.id())) {
            var successor = outdated.rulesNow().stream()
                    .map(TimeRule::of)
                    .filter(rule -> succeeds(rule, TimeRule.of(outdated.code())))
                    .findFirst();
            successor.ifPresentOrElse(
                    rule -> store.recount(outdated.duty(), DutyPlan.of(rule, "", outdated.baseOn(), calendar), now),
                    () -> gone.add(outdated.duty()));
        }
        if (!gone.isEmpty()) {
            store.cancelOutdated(gone, since, now);
        }
    }

    /** Whether a rule asks for the same thing as an earlier one, only by another day. */
    private static boolean succeeds(TimeRule now, TimeRule before) {
        return now instanceof TimeRule.Periodic one && before instanceof TimeRule.Periodic other
                ? one.cadence() == other.cadence()
                : now.kind().equals(before.kind());
    }

    private static void requireOpen(DutyStore.Row duty) {
        if (duty.doneOn() != null || duty.cancelCause() != null) {
            throw new WrongCatalogStatusException("catalog.duty.notOpen");
        }
    }

    private List<Duty> asOfToday(List<DutyStore.Row> rows) {
        var today = today();
        WorkdayCalendar calendar = calendars.current();
        return rows.stream().map(row -> row.on(today, calendar)).toList();
    }

    private void changed(Collection<OrganizationId> organizations) {
        organizations.forEach(organization -> events.publishEvent(new DutiesChanged(organization)));
    }

    private static NoSuchElementException unknown(UUID duty) {
        return new NoSuchElementException("No duty " + duty);
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
