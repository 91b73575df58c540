package io.gongkai.workbench.dashboard;

import io.gongkai.statistics.Form;
import io.gongkai.statistics.Sheet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Some rows of a return by kind of organization: the columns of which there are organizations, or in which anything counts.
 *
 * @param most the largest cell, by which the others are shaded
 */
public record Matrix(List<Form.Column> columns, List<Sheet.Line> lines, BigDecimal most) {

    private static final int SHADES = 4;

    public Matrix {
        columns = List.copyOf(columns);
        lines = List.copyOf(lines);
    }

    static Matrix of(Sheet sheet, int firstRow, int lastRow) {
        var lines = sheet.lines().stream()
                .filter(line -> line.row().no() >= firstRow && line.row().no() <= lastRow)
                .toList();
        var columns = new ArrayList<Form.Column>();
        var most = BigDecimal.ZERO;
        var organizations = sheet.line("orgCount");
        for (var column : sheet.form().columns()) {
            var largest = lines.stream().map(line -> count(line, column)).reduce(BigDecimal.ZERO, BigDecimal::max);
            if (largest.signum() > 0 || count(organizations, column).signum() > 0) {
                columns.add(column);
            }
            most = most.max(largest);
        }
        // One kind alone would only say again what the total says.
        return new Matrix(columns.size() > 1 ? columns : List.of(), lines, most);
    }

    /** 0 for nothing, up to 4 for the most; by the root, so that a few large kinds do not pale all others. */
    public int shade(BigDecimal value) {
        return value.signum() <= 0 ? 0 : (int) Math.ceil(SHADES * Math.sqrt(value.doubleValue() / most.doubleValue()));
    }

    /** What fills the scale of the totals. */
    public long largestTotal() {
        return lines.stream()
                .map(Sheet.Line::total)
                .filter(Objects::nonNull)
                .mapToLong(BigDecimal::longValue)
                .max()
                .orElse(0);
    }

    /** A cell's count; 0 where there is none. */
    public static BigDecimal count(Sheet.Line line, Form.Column column) {
        var cell = line.cell(column.code());
        return cell == null ? BigDecimal.ZERO : cell;
    }
}
