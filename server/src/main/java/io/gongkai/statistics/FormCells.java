package io.gongkai.statistics;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.gongkai.ledger.Selection;
import io.gongkai.ledger.Sums;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which cells of the ledger make the figures of a form. Found out once for each form, as every sheet asks for it. */
final class FormCells {

    private static final LoadingCache<Form, FormCells> KNOWN =
            Caffeine.newBuilder().weakKeys().build(FormCells::new);

    /** @param base null for counts */
    private record Figure(
            String column, Selection quantity, @Nullable Selection base) {}

    private record Line(Form.Row row, List<Figure> figures) {}

    private final List<Line> lines;

    private FormCells(Form form) {
        this.lines = form.rows().stream()
                .map(row -> new Line(
                        row,
                        form.columns().stream()
                                .map(column -> new Figure(
                                        column.code(),
                                        Form.selection(row.measure(), row, List.of(column)),
                                        row.base() == null ? null : Form.selection(row.base(), row, List.of(column))))
                                .toList()))
                .toList();
    }

    static FormCells of(Form form) {
        return KNOWN.get(form);
    }

    /** @param openings levels on the eve of the period, for rows that ask for them */
    List<Sheet.Line> filled(Sums sums, Sums openings) {
        return lines.stream()
                .map(line -> filled(line, line.row().opening() ? openings : sums))
                .toList();
    }

    private static Sheet.Line filled(Line line, Sums sums) {
        var cells = new HashMap<String, BigDecimal>();
        var bases = new HashMap<String, Long>();
        var quantities = 0L;
        var all = 0L;
        for (var figure : line.figures()) {
            var quantity = sums.sum(figure.quantity());
            var base = figure.base() == null ? 0 : sums.sum(figure.base());
            var cell = Sheet.value(line.row(), quantity, base);
            if (cell != null) {
                cells.put(figure.column(), cell);
            }
            if (base != 0) {
                bases.put(figure.column(), base);
            }
            quantities += quantity;
            all += base;
        }
        return new Sheet.Line(line.row(), cells, Sheet.value(line.row(), quantities, all), bases);
    }
}
