package io.gongkai.statistics;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which figures of a year's return go elsewhere with a change of the tree, found out without doing it. What happened before
 * the change stays where it was; what is there at the year's end goes along.
 *
 * @param form in the version of that year
 * @param superiors everybody whose figures change, in order of code
 * @param orphaned records of units that cease, dated on or after the day on which they do: they count nowhere afterwards
 */
public record Shift(Form form, int year, List<Superior> superiors, long orphaned) {

    /**
     * An organization whose figures change.
     *
     * @param founded it comes into being with the change
     * @param cells in the order of the form; of the totals only where it has no such column
     */
    public record Superior(String code, String name, boolean founded, List<Cell> cells) {

        public Superior {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A figure of its return.
     *
     * @param column code of the column, {@link Sheet#TOTAL} for the total
     * @param difference of counts and of rates; null where one of the two is blank
     */
    public record Cell(
            Form.Row row,
            String column,
            @Nullable BigDecimal was,
            @Nullable BigDecimal becomes,
            @Nullable BigDecimal difference) {}

    public Shift {
        superiors = List.copyOf(superiors);
    }
}
