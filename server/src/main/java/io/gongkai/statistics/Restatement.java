package io.gongkai.statistics;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A return as submitted beside the same return as corrected: the same form and the same cut-off day, counted from what is
 * known now.
 *
 * @param submitted frozen when it was signed
 * @param corrected with everything that was recorded since about the same period
 * @param cells every figure that differs, in the order of the form
 */
public record Restatement(Sheet submitted, Sheet corrected, List<Changed> cells) {

    /**
     * A figure that differs.
     *
     * @param column code of the column, {@link Sheet#TOTAL} for the total
     * @param difference of counts; null for a rate that was or is blank
     * @param facts recorded since, at most {@link #FACTS} of each measure; a total names them only where no cell of its row does
     * @param more facts that are not named
     * @param tree what the facts do not explain: the tree of organizations was changed backwards
     */
    public record Changed(
            Form.Row row,
            String column,
            @Nullable BigDecimal was,
            @Nullable BigDecimal is,
            @Nullable BigDecimal difference,
            List<LateFact> facts,
            long more,
            long tree) {

        public Changed {
            facts = List.copyOf(facts);
        }
    }

    /** Facts of a measure named for a cell; the evidence page has them all. */
    static final int FACTS = 20;

    public Restatement {
        cells = List.copyOf(cells);
    }

    /** Holds the two against each other. */
    static Restatement of(Sheet submitted, Sheet corrected, List<LateFact> late) {
        var cells = submitted.lines().stream()
                .flatMap(line -> {
                    var row = line.row();
                    var changed = submitted.columns().stream()
                            .filter(column ->
                                    differ(submitted.figure(row.code(), column), corrected.figure(row.code(), column)))
                            .toList();
                    var cellChanged = changed.stream().anyMatch(column -> !column.equals(Sheet.TOTAL));
                    return changed.stream()
                            .map(column -> changed(
                                    row,
                                    column,
                                    submitted.figure(row.code(), column),
                                    corrected.figure(row.code(), column),
                                    column.equals(Sheet.TOTAL) && cellChanged
                                            ? null
                                            : of(submitted.form(), row, column, late)));
                })
                .toList();
        return new Restatement(submitted, corrected, cells);
    }

    private static boolean differ(@Nullable BigDecimal was, @Nullable BigDecimal is) {
        return was == null || is == null ? was != is : was.compareTo(is) != 0;
    }

    private static List<LateFact> of(Form form, Form.Row row, String column, List<LateFact> late) {
        var columns = column.equals(Sheet.TOTAL) ? form.columns() : List.of(form.column(column));
        return late.stream()
                .filter(fact -> columns.stream().anyMatch(one -> fact.countsIn(row, one)))
                .toList();
    }

    /** @param facts null where the cells of the row name them */
    private static Changed changed(
            Form.Row row,
            String column,
            @Nullable BigDecimal was,
            @Nullable BigDecimal is,
            @Nullable List<LateFact> facts) {
        var difference = was == null || is == null ? null : is.subtract(was);
        if (facts == null) {
            return new Changed(row, column, was, is, difference, List.of(), 0, 0);
        }
        // Each fact knows how many of its kind and count there are: counted once for each.
        var groups = facts.stream()
                .collect(Collectors.toMap(
                        fact -> List.of(fact.kind(), fact.count()), Function.identity(), (first, _) -> first))
                .values();
        var together = groups.stream().mapToLong(LateFact::together).sum();
        var sum = groups.stream().mapToLong(LateFact::sum).sum();
        var tree = row.isRatio() || row.opening() || difference == null ? 0 : difference.longValue() - sum;
        return new Changed(row, column, was, is, difference, facts, together - facts.size(), tree);
    }
}
