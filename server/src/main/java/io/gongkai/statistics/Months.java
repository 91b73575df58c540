package io.gongkai.statistics;

import java.math.BigDecimal;
import java.time.Month;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A year below one organization, month by month. The months of a row add up to the total in its return. */
public record Months(Form form, int year, List<Line> lines) {

    /** A row that counts by month, with a cell for each month that has begun, January first. */
    public record Line(Form.Row row, List<Cell> cells) {

        public Line {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A month's figure.
     *
     * @param value null for a rate without answers
     * @param base on how many answers a rate rests, 0 for counts
     */
    public record Cell(Month month, @Nullable BigDecimal value, long base) {}

    public Months {
        lines = List.copyOf(lines);
    }

    /** @throws java.util.NoSuchElementException when the row does not count by month */
    public Line line(String row) {
        return lines.stream()
                .filter(line -> line.row().code().equals(row))
                .findFirst()
                .orElseThrow();
    }
}
