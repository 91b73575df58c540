package io.gongkai.document;

import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;

/** Reads every sheet of an uploaded xlsx as a grid of texts, for forms whose cells have places instead of headings. */
public final class GridFile {

    /** Most sheets that are read: a book for a county with all its villages. */
    public static final int MOST_SHEETS = 1000;

    /** What lies further down or to the right belongs to no form. */
    private static final int MOST_ROWS = 400;

    private static final int MOST_COLUMNS = 80;

    /** Decimals that a figure may have; what a spreadsheet adds behind them is noise of its arithmetic. */
    private static final int DECIMALS = 6;

    /**
     * A sheet.
     *
     * @param rows from the first of the sheet on; a row without cells is empty
     */
    public record Grid(String name, List<List<String>> rows) {

        public Grid {
            rows = List.copyOf(rows);
        }

        /** Empty where nothing stands; both are counted from 0. */
        public String cell(int row, int column) {
            return row < 0
                            || row >= rows.size()
                            || column < 0
                            || column >= rows.get(row).size()
                    ? ""
                    : rows.get(row).get(column);
        }

        /** As a spreadsheet calls the cell: F12. */
        public static String address(int row, int column) {
            var letters = new StringBuilder();
            for (var rest = column; rest >= 0; rest = rest / 26 - 1) {
                letters.insert(0, (char) ('A' + rest % 26));
            }
            return letters.append(row + 1).toString();
        }
    }

    /** Of a formula the last result, of a percentage the number before its sign; refused whole when it is no workbook. */
    public static Outcome<List<Grid>> read(String fileName, byte[] bytes) {
        if (bytes.length == 0) {
            return Outcome.refused(Refusal.at("file", "table.empty"));
        }
        try {
            OfficeArchive.requireHonest(bytes);
            return grids(bytes);
        } catch (IOException
                | UncheckedIOException
                | IllegalArgumentException
                | ExcelReaderException
                | IllegalStateException e) {
            return Outcome.refused(Refusal.at("file", "table.unreadable", fileName));
        }
    }

    private static Outcome<List<Grid>> grids(byte[] bytes) throws IOException {
        var grids = new ArrayList<Grid>();
        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(bytes), new ReadingOptions(true, false))) {
            for (var sheet : workbook.getSheets().toList()) {
                if (grids.size() == MOST_SHEETS) {
                    return Outcome.refused(Refusal.at("file", "table.tooManySheets", MOST_SHEETS));
                }
                var lines = new ArrayList<List<String>>();
                try (var rows = sheet.openStream()) {
                    for (var row : (Iterable<Row>) rows::iterator) {
                        if (row.getRowNum() > MOST_ROWS) {
                            break;
                        }
                        while (lines.size() < row.getRowNum() - 1) {
                            lines.add(List.of());
                        }
                        lines.add(cells(row));
                    }
                }
                grids.add(new Grid(sheet.getName(), lines));
            }
        }
        return grids.isEmpty() ? Outcome.refused(Refusal.at("file", "table.empty")) : Outcome.done(grids);
    }

    private static List<String> cells(Row row) {
        var cells = new ArrayList<String>();
        for (var column = 0; column < Math.min(row.getCellCount(), MOST_COLUMNS); column++) {
            cells.add(row.getOptionalCell(column).map(GridFile::text).orElse(""));
        }
        return cells;
    }

    private static String text(Cell cell) {
        var raw = cell.getRawValue();
        if ((cell.getType() == CellType.NUMBER || cell.getType() == CellType.FORMULA) && raw != null) {
            var format = cell.getDataFormatString();
            if (format != null && TableFile.isDate(format) && cell.getType() == CellType.NUMBER) {
                return cell.asDate().toLocalDate().toString();
            }
            return number(raw, format != null && format.contains("%"));
        }
        return cell.getText() == null ? "" : cell.getText().strip();
    }

    private static String number(String raw, boolean percent) {
        try {
            var number = new BigDecimal(raw.strip());
            var shown = (percent ? number.movePointRight(2) : number).setScale(DECIMALS, RoundingMode.HALF_UP);
            return shown.stripTrailingZeros().toPlainString() + (percent ? "%" : "");
        } catch (NumberFormatException e) {
            return raw.strip();
        }
    }

    private GridFile() {}
}
