package io.gongkai.portal;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The duties of a month in a county, with those still open from before.
 *
 * @param done in time or late, "nothing changed" included
 */
public record DutyCounts(int all, int done, int overdue) {

    public int waiting() {
        return all - done - overdue;
    }

    /** Per cent, rounded down so that 100 means all. */
    public int percent() {
        return all == 0 ? 100 : (int) (100L * done / all);
    }

    /** A unit with duties overdue. */
    public record OverdueUnit(String code, String name, int count) {}

    /** One overdue duty; {@code days} are calendar days. */
    public record Overdue(
            UUID id,
            String unitCode,
            String unitName,
            int entryNo,
            String title,
            String subject,
            LocalDate dueOn,
            boolean extended,
            long days,
            @Nullable UUID county) {}
}
