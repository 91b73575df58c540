package io.gongkai.statistics;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A return of an earlier period, and whence its figures are known.
 *
 * @param paper the return that was taken over, null where the figures are not from paper
 */
public record EarlierReturn(
        Sheet sheet, Origin origin, @Nullable UUID paper) {

    /** In this order one goes before the other: what was reported here is what it was, whatever else is known. */
    public enum Origin {
        /** Signed and reported in the program. */
        REPORTED,
        /** Taken over from a filled form. */
        PAPER,
        /** Counted from the records. */
        COUNTED
    }

    public boolean isFromPaper() {
        return origin == Origin.PAPER;
    }
}
