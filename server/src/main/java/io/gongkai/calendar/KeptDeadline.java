package io.gongkai.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deadline of a case, with everything that ever moved its due day.
 *
 * @param county id of the organization at the top
 * @param due by the calendar of today; once it has ended, the derivation of {@code dueOn} where that still agrees
 * @param dueOn the due day as it was promised last, null while it stands still
 * @param endedOn day on which the case no longer had to wait for it, null while it runs
 */
public record KeptDeadline(
        UUID id,
        UUID county,
        Limit limit,
        Deadline deadline,
        Deadline.Due due,
        @Nullable LocalDate dueOn,
        boolean provisional,
        @Nullable LocalDate endedOn,
        List<Change> changes) {

    /**
     * Something moved the due day.
     *
     * @param cause key of its sentence in the message files
     * @param year whose notice moved it, null for other causes
     */
    public record Change(
            Instant at,
            @Nullable LocalDate before,
            @Nullable LocalDate after,
            String cause,
            @Nullable Integer year) {}

    public KeptDeadline {
        changes = List.copyOf(changes);
    }

    public boolean runs() {
        return endedOn == null;
    }

    public boolean isStopped() {
        return runs() && deadline.isStopped();
    }

    /** Ended after its due day, or still runs past it. */
    public boolean isLate(LocalDate today) {
        var day = endedOn == null ? today : endedOn;
        return dueOn != null && day.isAfter(dueOn);
    }
}
