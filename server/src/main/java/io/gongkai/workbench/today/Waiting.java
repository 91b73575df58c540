package io.gongkai.workbench.today;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One thing that waits for a person, with its one next action.
 *
 * @param action message key of what to do: {@code today.action.…}
 * @param title the matter, catalog item or catalog
 * @param subject period or occasion of a duty; empty where the title says all
 * @param unit whose it is
 * @param units how many of the unit's subordinates it concerns together, 0 where it is the unit's own
 * @param days for how many it has waited, 0 where nobody counts
 * @param dueOn null where nothing says by when
 */
public record Waiting(
        String action,
        String title,
        String subject,
        String unit,
        int units,
        long days,
        @Nullable LocalDate dueOn,
        String href) {

    Waiting(String action, String title, String subject, String unit, @Nullable LocalDate dueOn, String href) {
        this(action, title, subject, unit, 0, 0, dueOn, href);
    }
}
