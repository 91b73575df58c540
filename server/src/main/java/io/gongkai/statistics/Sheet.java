package io.gongkai.statistics;

import io.gongkai.ledger.Sums;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A return as computed: the form's rows with their figures.
 *
 * @param organizationCode whose subtree it sums, itself included
 * @param title as printed above the table, with the county's name
 * @param cutOff last day that is in it: today, or the period's last
 * @param watermark number of the last ledger entry that is in it
 */
public record Sheet(
        Form form,
        String organizationCode,
        String organizationName,
        String title,
        ReturnPeriod period,
        LocalDate cutOff,
        long watermark,
        List<Line> lines) {

    /** Stands where the code of a column is asked for and the total is meant. */
    public static final String TOTAL = "TOTAL";

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * A row's figures. A count cell without facts is 0; a ratio without a denominator is null (blank), never 0.
     *
     * @param cells by code of the column
     * @param total sum of the cells; of a ratio the weighted rate
     * @param bases of a ratio, on how many answers each cell rests; empty for counts
     * @param remark what the unit says beside the row, empty where it says nothing
     * @param corrected codes of the columns, {@link #TOTAL} among them, in which a manual correction counts: they are marked
     */
    public record Line(
            Form.Row row,
            Map<String, BigDecimal> cells,
            @Nullable BigDecimal total,
            Map<String, Long> bases,
            String remark,
            Set<String> corrected) {

        public Line {
            cells = Map.copyOf(cells);
            bases = Map.copyOf(bases);
            corrected = Set.copyOf(corrected);
        }

        /** As the records have it, with nothing beside it. */
        public Line(Form.Row row, Map<String, BigDecimal> cells, @Nullable BigDecimal total, Map<String, Long> bases) {
            this(row, cells, total, bases, "", Set.of());
        }

        public Line withoutRemark() {
            return new Line(row, cells, total, bases, "", corrected);
        }

        /** On how many answers the rate of all columns rests; 0 for counts. */
        public long base() {
            return bases.values().stream().mapToLong(Long::longValue).sum();
        }

        public @Nullable BigDecimal cell(String column) {
            return cells.get(column);
        }
    }

    public Sheet {
        lines = List.copyOf(lines);
    }

    public int year() {
        return period.year();
    }

    /**
     * The rows of a form, filled from what was counted.
     *
     * @param openings levels on the eve of the period, for rows that ask for them
     */
    public static List<Line> lines(Form form, Sums sums, Sums openings) {
        return FormCells.of(form).filled(sums, openings);
    }

    /** A count as it is; a rate in per cent with one decimal, blank without answers (domain.md 1.9.3). */
    public static @Nullable BigDecimal value(Form.Row row, long quantity, long base) {
        if (!row.isRatio()) {
            return BigDecimal.valueOf(quantity);
        }
        return base == 0
                ? null
                : BigDecimal.valueOf(quantity)
                        .multiply(HUNDRED)
                        .divide(BigDecimal.valueOf(base), 1, RoundingMode.HALF_UP);
    }

    /** The codes of its columns, {@link #TOTAL} last where the form has one. */
    public List<String> columns() {
        var columns =
                new ArrayList<>(form.columns().stream().map(Form.Column::code).toList());
        if (form.totalHeading() != null) {
            columns.add(TOTAL);
        }
        return columns;
    }

    /** By the codes of row and column; null for a blank, and for a row that this version of the form does not have. */
    public @Nullable BigDecimal figure(String row, String column) {
        return lines.stream()
                .filter(line -> line.row().code().equals(row))
                .findFirst()
                .map(line -> column.equals(TOTAL) ? line.total() : line.cell(column))
                .orElse(null);
    }

    /** The same figures with what people wrote beside them. */
    public Sheet with(UnaryOperator<Line> notes) {
        return new Sheet(
                form,
                organizationCode,
                organizationName,
                title,
                period,
                cutOff,
                watermark,
                lines.stream().map(notes).toList());
    }

    /** @throws NoSuchElementException when the form has no such row */
    public Line line(String row) {
        return lines.stream()
                .filter(line -> line.row().code().equals(row))
                .findFirst()
                .orElseThrow();
    }

    /** Whether anything at all stands in it. */
    public boolean isEmpty() {
        return lines.stream()
                .allMatch(line -> line.total() == null || line.total().signum() == 0);
    }
}
