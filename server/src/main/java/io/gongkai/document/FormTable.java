package io.gongkai.document;

import io.gongkai.document.PrintedForm.Cell;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

/**
 * Forms as comma-separated values, line by line as the paper has them: title, header fields, the lines of the header, the rows,
 * the notes. Where cells are joined, the words stand in the first of them. Between two forms stands an empty line.
 */
final class FormTable {

    /** By it the office programs of the county know that the file is UTF-8. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private FormTable() {}

    static void write(Iterator<PrintedForm> forms, OutputStream out) throws IOException {
        var text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        text.append(BYTE_ORDER_MARK);
        try (var csv = new CSVPrinter(
                text,
                CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.MINIMAL).get())) {
            while (forms.hasNext()) {
                write(forms.next(), csv);
                if (forms.hasNext()) {
                    csv.println();
                }
            }
        }
    }

    private static void write(PrintedForm form, CSVPrinter csv) throws IOException {
        csv.printRecord(form.title());
        csv.printRecord(form.fields());
        for (var line = 0; line < form.headerLines(); line++) {
            var at = line;
            var begun = form.header().stream().filter(cell -> cell.line() == at).toList();
            csv.printRecord((Object[]) record(form, begun));
        }
        for (var row : form.rows()) {
            csv.printRecord((Object[]) record(form, row.cells()));
        }
        for (var note : form.notes()) {
            csv.printRecord(note);
        }
    }

    private static String[] record(PrintedForm form, List<Cell> cells) {
        var record = new String[form.columns().size()];
        Arrays.fill(record, "");
        cells.forEach(cell -> record[cell.at()] = cell.figure() == null ? harmless(cell.text()) : cell.printed());
        return record;
    }

    /** What somebody typed is not taken for a formula by the program that opens the file. */
    private static String harmless(String text) {
        return !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
