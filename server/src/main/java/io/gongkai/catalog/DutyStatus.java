package io.gongkai.catalog;

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
    NO_CHANGE
}
