package io.gongkai.catalog;

import io.gongkai.calendar.WorkdayCalendar;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a duty stands on a day. */
public enum DutyStatus {
    /** Due in more than three working days. */
    UPCOMING,
    /** Due today or within three working days. */
    DUE,
    DONE,
    DONE_LATE,
    OVERDUE,
    /** Fulfilled by a recorded issue that says nothing changed (本期无变更). */
    NO_CHANGE;

    /** What was done when it was due, "nothing changed" included. */
    public static final Set<DutyStatus> IN_TIME = Collections.unmodifiableSet(EnumSet.of(DONE, NO_CHANGE));

    /** What has been done, or should have been: of a duty that is not due yet nobody can say that it was in time. */
    public static final Set<DutyStatus> SETTLED =
            Collections.unmodifiableSet(EnumSet.of(DONE, NO_CHANGE, DONE_LATE, OVERDUE));

    /** Working days before its due date from which a duty is {@link #DUE}. */
    static final int SOON = 3;

    static DutyStatus on(
            LocalDate today, LocalDate dueOn, @Nullable LocalDate doneOn, boolean noChange, WorkdayCalendar calendar) {
        if (noChange) {
            return NO_CHANGE;
        }
        if (doneOn != null) {
            return doneOn.isAfter(dueOn) ? DONE_LATE : DONE;
        }
        if (today.isAfter(dueOn)) {
            return OVERDUE;
        }
        return calendar.workingDaysBetween(today, dueOn) <= SOON ? DUE : UPCOMING;
    }
}
