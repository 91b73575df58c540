package io.gongkai.document;

import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.TableRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;

/**
 * Reads an uploaded table: CSV as Excel and WPS write it (UTF-8 with or without mark, or GB 18030; comma, semicolon or
 * tab) or the first sheet of an xlsx. The first row holds the headings; empty rows are passed over but counted, so that
 * row numbers are those the sender sees.
 */
public final class TableFile {

    /** Most rows a table may have. */
    public static final int MOST_ROWS = 50_000;

    private static final int LONGEST_CELL = 20_000;

    /** Columns beyond this are not looked at; no table that is taken has so many. */
    private static final int MOST_COLUMNS = 200;

    /** Separators in a CSV; more are a trap for memory, not a table. */
    private static final long MOST_CELLS = 5_000_000;

    /** Refused whole when it is no table: empty, unreadable, without headings, with a heading twice, or too long. */
    public static Outcome<List<TableRow>> read(String fileName, byte[] bytes) {
        if (bytes.length == 0) {
            return Outcome.refused(Refusal.at("file", "table.empty"));
        }
        try {
            return rows(lines(bytes, MOST_ROWS + 2, MOST_COLUMNS));
        } catch (IOException
                | UncheckedIOException
                | IllegalArgumentException
                | ExcelReaderException
                | IllegalStateException e) {
            return Outcome.refused(Refusal.at("file", "table.unreadable", fileName));
        }
    }

    /** The cells at the beginning of a table, the headings first. */
    static List<List<String>> beginning(byte[] bytes, int rows, int columns) throws IOException {
        return lines(bytes, rows, columns).stream().map(Line::cells).toList();
    }

    private static List<Line> lines(byte[] bytes, int most, int columns) throws IOException {
        return isZip(bytes) ? xlsx(bytes, most, columns) : csv(bytes, most, columns);
    }

    private record Line(int number, List<String> cells) {}

    private static Outcome<List<TableRow>> rows(List<Line> lines) {
        if (lines.isEmpty()) {
            return Outcome.refused(Refusal.at("file", "table.empty"));
        }
        var headings = lines.getFirst().cells();
        var seen = new HashSet<String>();
        for (var heading : headings) {
            if (!heading.isEmpty() && !seen.add(heading)) {
                return Outcome.refused(Refusal.at("file", "table.headingTwice", heading));
            }
        }
        if (lines.size() - 1 > MOST_ROWS) {
            return Outcome.refused(Refusal.at("file", "table.tooManyRows", MOST_ROWS));
        }
        var rows = new ArrayList<TableRow>();
        for (var line : lines.subList(1, lines.size())) {
            var cells = new LinkedHashMap<String, String>();
            for (var column = 0; column < Math.min(headings.size(), line.cells().size()); column++) {
                var text = line.cells().get(column);
                if (!text.isEmpty() && !headings.get(column).isEmpty()) {
                    cells.put(
                            headings.get(column),
                            text.length() > LONGEST_CELL ? text.substring(0, LONGEST_CELL) : text);
                }
            }
            if (!cells.isEmpty()) {
                rows.add(new TableRow(line.number(), cells));
            }
        }
        return rows.isEmpty() ? Outcome.refused(Refusal.at("file", "table.noRows")) : Outcome.done(rows);
    }

    private static boolean isZip(byte[] bytes) {
        return bytes.length > 3 && bytes[0] == 'P' && bytes[1] == 'K';
    }

    private static List<Line> csv(byte[] bytes, int most, int columns) throws IOException {
        var text = decode(bytes);
        var firstLine = text.lines().findFirst().orElse("");
        var delimiter = firstLine.indexOf('\t') >= 0
                ? '\t'
                : firstLine.indexOf(',') < 0 && firstLine.indexOf(';') >= 0 ? ';' : ',';
        if (text.chars().filter(sign -> sign == delimiter).count() > MOST_CELLS) {
            throw new IOException("More cells than a table has");
        }
        var format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(false)
                .setTrim(true)
                .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_ALL)
                .get();
        var lines = new ArrayList<Line>();
        try (var parser = format.parse(new StringReader(text))) {
            for (var line : parser) {
                lines.add(new Line(
                        (int) line.getRecordNumber(),
                        line.stream().limit(columns).toList()));
                if (lines.size() == most) {
                    break;
                }
            }
        }
        return lines;
    }

    private static String decode(byte[] bytes) throws CharacterCodingException {
        var text = PlainText.read(bytes);
        if (text.indexOf('\0') >= 0) {
            throw new CharacterCodingException();
        }
        return text;
    }

    private static List<Line> xlsx(byte[] bytes, int most, int columns) throws IOException {
        OfficeArchive.requireHonest(bytes);
        var lines = new ArrayList<Line>();
        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(bytes), new ReadingOptions(true, false));
                var rows = workbook.getFirstSheet().openStream()) {
            for (var row : (Iterable<Row>) rows::iterator) {
                var cells = new ArrayList<String>();
                for (var column = 0; column < Math.min(row.getCellCount(), columns); column++) {
                    cells.add(row.getOptionalCell(column).map(TableFile::text).orElse(""));
                }
                lines.add(new Line(row.getRowNum(), cells));
                if (lines.size() == most) {
                    break;
                }
            }
        }
        return lines;
    }

    private static String text(Cell cell) {
        if (cell.getType() == CellType.NUMBER) {
            var format = cell.getDataFormatString();
            if (format != null && isDate(format)) {
                var moment = cell.asDate();
                return moment.toLocalTime().equals(LocalTime.MIDNIGHT)
                        ? moment.toLocalDate().toString()
                        : moment.toString();
            }
            return plain(cell.asNumber());
        }
        return cell.getText() == null ? "" : cell.getText().strip();
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    static boolean isDate(String format) {
        var letters = format.toLowerCase(Locale.ROOT).replaceAll("\"[^\"]*\"|\\[[^]]*]|\\\\.", "");
        return letters.contains("yy") || letters.contains("d") && letters.contains("m");
    }

    private TableFile() {}
}
