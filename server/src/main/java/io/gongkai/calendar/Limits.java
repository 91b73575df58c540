package io.gongkai.calendar;

import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The limits that counties have set for themselves. A county is named by the id of the organization at its top. */
@Service
public class Limits {

    private static final int LONGEST = 250;
    private static final int REASON_LENGTH_MIN = 4;
    private static final int REASON_LENGTH_MAX = 300;

    private final CalendarStore store;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Limits(CalendarStore store, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    /** Working days that hold for what begins on a day. */
    public int inForce(UUID county, Limit limit, LocalDate on) {
        return inForce(limit, on, store.limits(county));
    }

    /** The same, asked of what {@link #versions} gave. */
    public static int inForce(Limit limit, LocalDate on, List<LimitVersion> versions) {
        return versions.stream()
                .filter(version ->
                        version.limit() == limit && !version.effectiveOn().isAfter(on))
                .max(Comparator.comparing(LimitVersion::effectiveOn).thenComparing(LimitVersion::setAt))
                .map(LimitVersion::workingDays)
                .orElse(limit.workingDays());
    }

    /** Everything a county ever set, the newest first. */
    public List<LimitVersion> versions(UUID county) {
        return store.limits(county);
    }

    /** Sets a limit from a day on, today at the earliest: nobody's day is moved behind their back. */
    @Transactional
    public Outcome<LimitVersion> set(
            UUID county, Limit limit, int workingDays, LocalDate effectiveOn, String reason, PersonId by) {
        var refusals = new ArrayList<Refusal>();
        if (workingDays < 1 || workingDays > LONGEST) {
            refusals.add(Refusal.at("workingDays", "calendar.limit.days", LONGEST));
        }
        if (effectiveOn.isBefore(LocalDate.now(clock))) {
            refusals.add(Refusal.at("effectiveOn", "calendar.limit.past"));
        }
        if (reason.strip().length() < REASON_LENGTH_MIN || reason.strip().length() > REASON_LENGTH_MAX) {
            refusals.add(Refusal.at("reason", "calendar.limit.reason", REASON_LENGTH_MIN, REASON_LENGTH_MAX));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var version = new LimitVersion(limit, workingDays, effectiveOn, reason.strip(), clock.instant(), by);
        store.insertLimit(county, version);
        events.publishEvent(new LimitChanged(county, limit));
        return Outcome.done(version);
    }
}
