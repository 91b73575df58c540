package io.gongkai.statistics;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a person on the way of returns upward: one's own unit's return, or those of several units together.
 *
 * @param code of the unit, or of the superior where several units' returns wait together; id of a correction that waits
 * @param name of the same organization
 * @param units how many returns wait
 * @param together whether it is the superior that is named
 * @param since when the one that waits longest began to; null where nobody has begun
 * @param nearest nobody nearer to the units than this person could do it
 */
public record ReportingTask(
        Action action,
        String code,
        String name,
        ReturnPeriod period,
        int units,
        boolean together,
        @Nullable Instant since,
        LocalDate dueOn,
        boolean nearest) {

    /** The next action. */
    public enum Action {
        COMPUTE,
        /** What was returned is mended and computed anew. */
        MEND,
        CONFIRM,
        SIGN,
        SUBMIT,
        RECEIVE,
        ACCEPT,
        /** All units' returns are accepted and go into the superior's. */
        CONSOLIDATE,
        /** Units that have not reported though the day is past. */
        URGE,
        /** A manual correction waits for the second person. */
        DECIDE_CORRECTION
    }
}
