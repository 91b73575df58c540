package io.gongkai.statistics;

import io.gongkai.organization.OrganizationKind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A return as computed: the form's rows with their figures.
 *
 * @param organizationCode whose subtree it sums, itself included
 * @param title as printed above the table, with the county's name
 * @param cutOff last day that is in it: today, or the year's last
 * @param watermark number of the last ledger entry that is in it
 */
public record Sheet(
        Form form,
        String organizationCode,
        String organizationName,
        String title,
        int year,
        LocalDate cutOff,
        long watermark,
        List<Line> lines) {

    /**
     * A row's figures. A count cell without facts is 0; a ratio without a denominator is null (blank), never 0.
     *
     * @param total sum of the cells; of a ratio the weighted rate
     * @param bases of a ratio, on how many answers each cell rests; empty for counts
     */
    public record Line(
            Form.Row row,
            Map<OrganizationKind, BigDecimal> cells,
            @Nullable BigDecimal total,
            Map<OrganizationKind, Long> bases,
            String remark) {

        public Line {
            cells = cells.isEmpty() ? Map.of() : new EnumMap<>(cells);
            bases = bases.isEmpty() ? Map.of() : new EnumMap<>(bases);
        }

        /** On how many answers the rate of all columns rests; 0 for counts. */
        public long base() {
            return bases.values().stream().mapToLong(Long::longValue).sum();
        }

        public @Nullable BigDecimal cell(OrganizationKind column) {
            return cells.get(column);
        }
    }

    public Sheet {
        lines = List.copyOf(lines);
    }

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
