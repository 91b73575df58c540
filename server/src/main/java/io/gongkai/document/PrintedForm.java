package io.gongkai.document;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A filled form as it is printed: what stands where, whatever kind of file it becomes. The header is repeated on every page.
 *
 * @param name of the unit: names the sheet in a workbook and the bookmark in a book
 * @param fields that stand above the table, from left to right
 * @param columns what stands in each of them
 * @param headerLines lines of the header, which its cells cover once
 * @param notes that stand below the table, one a line
 * @param folio words for the page number, with {@code %s} for the page and {@code %s} for how many there are
 */
public record PrintedForm(
        String name,
        String title,
        List<String> fields,
        List<Look> columns,
        int headerLines,
        List<Cell> header,
        List<Row> rows,
        List<String> notes,
        String folio) {

    /** How a cell is written. */
    public enum Look {
        HEADING,
        /** Words beside several rows, upright where they fit so. */
        GROUP,
        LABEL,
        FIGURE,
        REMARK
    }

    /**
     * A cell.
     *
     * @param line of the header in which it begins, from 0; of a row always 0
     * @param at column in which it begins, from 0
     * @param lines it reaches down
     * @param width in columns
     * @param text as printed, without the mark
     * @param figure null where the text is no number; its scale says how many decimals are shown
     * @param marked whether the figure was corrected by hand
     */
    public record Cell(
            int line,
            int at,
            int lines,
            int width,
            Look look,
            String text,
            @Nullable BigDecimal figure,
            boolean marked) {

        /** With the mark of what was corrected. */
        String printed() {
            return marked ? text + MARK : text;
        }
    }

    /** @param page on which it begins in the definition, from 1; where it does not fit there, it goes on to a further one */
    public record Row(int page, List<Cell> cells) {

        public Row {
            cells = List.copyOf(cells);
        }
    }

    /** Stands behind a figure that was corrected by hand. */
    public static final String MARK = "*";

    public PrintedForm {
        fields = List.copyOf(fields);
        columns = List.copyOf(columns);
        header = List.copyOf(header);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /** Columns in front of the first figure. */
    int stub() {
        return columns.indexOf(Look.FIGURE);
    }
}
