package io.gongkai.statistics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;

/** Writes a sheet as a table that other programs read: the three-level header on one line, figures without separators. */
final class ReturnCsv {

    /** By it the office programs of the county know that the file is UTF-8. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private ReturnCsv() {}

    static String write(Sheet sheet) {
        var text = new StringBuilder().append(BYTE_ORDER_MARK);
        try (var csv = new CSVPrinter(
                text,
                CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.MINIMAL).get())) {
            csv.printRecord(heading(sheet.form()));
            for (var line : sheet.lines()) {
                csv.printRecord(record(sheet.form(), line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static List<String> heading(Form form) {
        var cells = new ArrayList<>(List.of(form.rowHeading(), form.rowHeading()));
        for (var column : form.columns()) {
            cells.add(column.parent() == null ? column.label() : column.parent() + "/" + column.label());
        }
        cells.add(form.totalHeading());
        cells.add(form.remarkHeading());
        return cells;
    }

    private static List<String> record(Form form, Sheet.Line line) {
        var cells = new ArrayList<>(List.of(
                line.row().group(), line.row().label() + "（" + line.row().unit() + "）"));
        for (var column : form.columns()) {
            cells.add(plain(line.cell(column.code())));
        }
        cells.add(plain(line.total()));
        cells.add(line.remark());
        return cells;
    }

    private static String plain(@Nullable BigDecimal figure) {
        return figure == null ? "" : figure.toPlainString();
    }
}
