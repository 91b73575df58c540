package io.gongkai.statistics;

import io.gongkai.ledger.Measure;
import io.gongkai.organization.OrganizationKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statistical form as data: rows, columns, words and cross-checks (resources/forms). The annual return is the annex of the
 * county's work points of 2011 (domain.md 1.9).
 *
 * @param due month and day by which a year's return is reported, for instance 12-20
 */
public record Form(
        String code,
        String title,
        String rowHeading,
        String columnHeading,
        String totalHeading,
        String remarkHeading,
        String period,
        String due,
        String footnote,
        List<String> headerFields,
        List<Column> columns,
        List<Row> rows,
        List<Check> checks) {

    /** A subject column; {@code parent} is the spanning heading above it, null where there is none. */
    public record Column(
            int no,
            OrganizationKind code,
            String label,
            @Nullable String parent) {}

    /** How the form itself understands a row: as at a day, of the year, or as a rate. */
    public enum RowKind {
        STOCK,
        FLOW,
        RATIO
    }

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
            RowKind kind,
            int page,
            Measure measure,
            @Nullable Measure base) {

        public boolean isRatio() {
            return base != null;
        }

        /** Whether it is made of things that happen on a day, so that the months of a year add up to it. */
        public boolean countsByMonth() {
            return measure.nature() == Measure.Nature.FLOW;
        }
    }

    /** What a cross-check (勾稽) asks of its rows. */
    public enum CheckKind {
        WHOLE_NUMBERS,
        SUM_OF_COLUMNS,
        PERCENTAGE,
        /** In no column above the row it is held against. */
        NOT_ABOVE,
        NOT_BELOW,
        /** As NOT_ABOVE, with what last year left open added to the limit. */
        NOT_ABOVE_WITH_CARRIED_OVER,
        /** Where one of the rows counts something, one of those it is held against does too. */
        REQUIRES,
        /** From one year to the next it changes by no more than a percentage. */
        STEADY
    }

    /**
     * A cross-check; a hard one stands in the way of submission, the others want a look.
     *
     * @param rows codes of the rows that are checked
     * @param against codes of the rows they are held against
     * @param percent limit of PERCENTAGE and STEADY, 0 for the others
     * @param sentence message key of the finding; its facts are the row, the column, the figure, the other row, its figure
     */
    public record Check(
            CheckKind kind, boolean hard, List<String> rows, List<String> against, int percent, String sentence) {

        public Check {
            rows = List.copyOf(rows);
            against = List.copyOf(against);
        }
    }

    public Form {
        headerFields = List.copyOf(headerFields);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        checks = List.copyOf(checks);
    }

    /** @throws java.util.NoSuchElementException when the form has no such row */
    public Row row(String code) {
        return rows.stream().filter(row -> row.code().equals(code)).findFirst().orElseThrow();
    }

    public List<Row> rowsOnPage(int page) {
        return rows.stream().filter(row -> row.page() == page).toList();
    }

    /** How many rows stand beside a group label. */
    public int sizeOf(String group) {
        return (int) rows.stream().filter(row -> row.group().equals(group)).count();
    }

    /** How many columns stand under a spanning heading. */
    public int widthOf(String parent) {
        return (int) columns.stream()
                .filter(column -> parent.equals(column.parent()))
                .count();
    }
}
