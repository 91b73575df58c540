package io.gongkai.statistics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
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
        var cells = new ArrayList<>(Collections.nCopies(form.stub(), form.rowHeading()));
        form.columns().forEach(column -> cells.add(form.word(column).chinese()));
        if (form.totalHeading() != null) {
            cells.add(form.totalHeading());
        }
        if (form.remarkHeading() != null) {
            cells.add(form.remarkHeading());
        }
        return cells;
    }

    private static List<String> record(Form form, Sheet.Line line) {
        var cells = new ArrayList<String>();
        if (form.stub() == 2) {
            cells.add(Objects.requireNonNullElse(line.row().group(), ""));
        }
        cells.add(Form.printed(line.row()));
        for (var column : form.columns()) {
            cells.add(plain(line.cell(column.code())));
        }
        if (form.totalHeading() != null) {
            cells.add(plain(line.total()));
        }
        if (form.remarkHeading() != null) {
            cells.add(line.remark());
        }
        return cells;
    }

    private static String plain(@Nullable BigDecimal figure) {
        return figure == null ? "" : figure.toPlainString();
    }
}
