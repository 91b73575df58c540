package io.gongkai.statistics;

import io.gongkai.ledger.Measure;
import io.gongkai.organization.OrganizationKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statistical form as data: rows, columns, words (resources/forms). */
public record Form(
        String code,
        String title,
        String rowHeading,
        String columnHeading,
        String totalHeading,
        String remarkHeading,
        String footnote,
        List<String> headerFields,
        List<Column> columns,
        List<Row> rows) {

    /** A subject column; {@code parent} is the spanning heading above it, null where there is none. */
    public record Column(
            int no,
            OrganizationKind code,
            String label,
            @Nullable String parent) {}

    /**
     * A row.
     *
     * @param page printed page, 1-3
     * @param measure what is summed; the numerator of a ratio
     * @param base denominator of a ratio, null for counts
     */
    public record Row(
            int no,
            String code,
            String group,
            String label,
            String unit,
            int page,
            Measure measure,
            @Nullable Measure base) {

        public boolean isRatio() {
            return base != null;
        }
    }

    public Form {
        headerFields = List.copyOf(headerFields);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    public Row row(String code) {
        return rows.stream().filter(row -> row.code().equals(code)).findFirst().orElseThrow();
    }
}
