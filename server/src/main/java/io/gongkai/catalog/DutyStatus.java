package io.gongkai.catalog;

import io.gongkai.calendar.WorkdayCalendar;
import java.time.LocalDate;
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
