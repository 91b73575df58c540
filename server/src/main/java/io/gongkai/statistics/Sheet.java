package io.gongkai.statistics;

import io.gongkai.organization.OrganizationKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A return as computed: the form's rows with their figures.
 *
 * @param organizationCode whose subtree it sums, itself included
 * @param watermark number of the last ledger entry that is in it
 */
public record Sheet(
        Form form, String organizationCode, String organizationName, int year, long watermark, List<Line> lines) {

    /**
     * A row's figures. A count cell without facts is 0; a ratio without a denominator is null (blank), never 0.
     *
     * @param total sum of the cells; of a ratio the weighted rate
     */
    public record Line(
            Form.Row row,
            Map<OrganizationKind, BigDecimal> cells,
            @Nullable BigDecimal total,
            String remark) {

        public @Nullable BigDecimal cell(OrganizationKind column) {
            return cells.get(column);
        }
    }

    public Sheet {
        lines = List.copyOf(lines);
    }
}
