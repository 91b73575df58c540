package io.gongkai.document;

import io.gongkai.document.PrintedForm.Cell;
import io.gongkai.document.PrintedForm.Look;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.PageMargin;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.WorkbookUtil;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * Forms as an Office Open XML workbook, one on a sheet: title in the first row, header fields in the second, then the header and
 * the rows. Figures are numbers, those of several hundred forms wait in temporary files.
 */
final class FormWorkbook implements AutoCloseable {

    private static final int TITLE = 0;
    private static final int FIELDS = 1;

    /** First row of the header. */
    private static final int HEADER = 2;

    private static final short UPRIGHT = 255;
    private static final int ROWS_IN_MEMORY = 200;
    private static final int NAME_MAX = 31;
    private static final float INCH = 72;

    /** Of 11 points in the typeface that a workbook measures its columns by. */
    private static final float CHARACTER = 5.25f;

    /** Texts are shared, as Excel itself writes them: other programs change such cells more surely than those with a text inside. */
    private final SXSSFWorkbook book = new SXSSFWorkbook(new XSSFWorkbook(), ROWS_IN_MEMORY, false, true);

    private final Map<String, CellStyle> styles = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Paper paper;

    FormWorkbook(Paper paper) {
        this.paper = paper;
    }

    static void write(Iterator<PrintedForm> forms, Paper paper, OutputStream out) throws IOException {
        try (var book = new FormWorkbook(paper)) {
            while (forms.hasNext()) {
                book.add(forms.next());
            }
            book.book.write(out);
        }
    }

    @Override
    public void close() throws IOException {
        book.close();
    }

    private void add(PrintedForm form) throws IOException {
        var laidOut = new FormPages(form);
        var table = book.createSheet(name(form.name()));
        for (var column = 0; column < form.columns().size(); column++) {
            table.setColumnWidth(column, Math.round(laidOut.width(column) / CHARACTER * 256));
        }
        row(table, TITLE, FormPages.TITLE);
        put(table, TITLE, 0, form.title(), style("title", this::title));
        merge(table, TITLE, TITLE, 0, last(form));
        fields(table, form);
        header(table, form, laidOut);
        body(table, form, laidOut);
        notes(table, form);
        printing(table, form, laidOut);
        table.flushRows();
    }

    /** The first begins at the left, the others stand evenly further on. */
    private void fields(SXSSFSheet table, PrintedForm form) {
        row(table, FIELDS, FormPages.FIELDS);
        for (var field = 0; field < form.fields().size(); field++) {
            var from = place(form, field);
            put(
                    table,
                    FIELDS,
                    from,
                    form.fields().get(field),
                    style("field", cell -> font(cell, OfficeFaces.SONG, FormPages.FIELD_SIZE)));
            merge(table, FIELDS, FIELDS, from, place(form, field + 1) - 1);
        }
    }

    /** The column in which a field begins; behind the last one, the first that the table does not have. */
    private static int place(PrintedForm form, int field) {
        var count = form.fields().size();
        var width = form.columns().size();
        if (field == 0 || field == count) {
            return field == 0 ? 0 : width;
        }
        return Math.min(width - count + field, (width * field + count - 1) / count + 1);
    }

    private void header(SXSSFSheet table, PrintedForm form, FormPages laidOut) {
        for (var line = 0; line < form.headerLines(); line++) {
            row(table, HEADER + line, FormPages.HEADER_LINE);
        }
        for (var cell : form.header()) {
            place(table, HEADER + cell.line(), cell, style(cell, laidOut, 0));
        }
    }

    private void body(SXSSFSheet table, PrintedForm form, FormPages laidOut) {
        var first = HEADER + form.headerLines();
        for (var row = 0; row < form.rows().size(); row++) {
            row(table, first + row, laidOut.height(row));
        }
        for (var row = 0; row < form.rows().size(); row++) {
            for (var cell : form.rows().get(row).cells()) {
                var height = 0f;
                for (var line = row; line < row + cell.lines(); line++) {
                    height += laidOut.height(line);
                }
                place(table, first + row, cell, style(cell, laidOut, height));
            }
        }
    }

    /** Its place is bordered whole, or the rules of a merged one would have gaps. */
    private static void place(SXSSFSheet table, int row, Cell cell, CellStyle style) {
        for (var line = row; line < row + cell.lines(); line++) {
            for (var column = cell.at(); column < cell.at() + cell.width(); column++) {
                table.getRow(line).createCell(column).setCellStyle(style);
            }
        }
        var place = table.getRow(row).getCell(cell.at());
        if (cell.figure() != null) {
            place.setCellValue(cell.figure().doubleValue());
        } else if (!cell.text().isEmpty()) {
            place.setCellValue(cell.text());
        }
        merge(table, row, row + cell.lines() - 1, cell.at(), cell.at() + cell.width() - 1);
    }

    private void notes(SXSSFSheet table, PrintedForm form) {
        var at = HEADER + form.headerLines() + form.rows().size();
        for (var note : form.notes()) {
            row(table, at, FormPages.NOTE);
            put(table, at, 0, note, style("note", cell -> font(cell, OfficeFaces.SONG, FormPages.SIZE)));
            merge(table, at, at, 0, last(form));
            at++;
        }
    }

    /**
     * The columns fill the paper at a scale that is given, because "fit to page" would make the office program pass over the page
     * breaks that the form has.
     */
    private void printing(SXSSFSheet table, PrintedForm form, FormPages laidOut) {
        var first = HEADER + form.headerLines();
        table.createFreezePane(form.stub(), first);
        table.setRepeatingRows(new CellRangeAddress(HEADER, first - 1, -1, -1));
        for (var page : laidOut.pages()) {
            if (!laidOut.isLast(page)) {
                table.setRowBreak(first + page.end() - 1);
            }
        }
        var setup = table.getPrintSetup();
        setup.setPaperSize(paper == Paper.A3 ? PrintSetup.A3_PAPERSIZE : PrintSetup.A4_PAPERSIZE);
        setup.setLandscape(true);
        setup.setFitWidth((short) 1);
        setup.setFitHeight((short) 0);
        table.setFitToPage(true);
        table.setMargin(PageMargin.LEFT, FormPages.SIDE * paper.scale() / INCH);
        table.setMargin(PageMargin.RIGHT, FormPages.SIDE * paper.scale() / INCH);
        table.setMargin(PageMargin.TOP, FormPages.TOP * paper.scale() / INCH);
        table.setMargin(PageMargin.BOTTOM, FormPages.BOTTOM * paper.scale() / INCH);
        table.setMargin(PageMargin.FOOTER, 18 * paper.scale() / INCH);
        table.setHorizontallyCenter(true);
        table.getFooter().setCenter(form.folio().formatted("&P", "&N"));
        book.setPrintArea(
                book.getSheetIndex(table),
                0,
                last(form),
                0,
                first + form.rows().size() + form.notes().size() - 1);
    }

    private static int last(PrintedForm form) {
        return form.columns().size() - 1;
    }

    /** As the unit is called, as far as a sheet's name may, and no name twice. */
    private String name(String unit) {
        var safe = WorkbookUtil.createSafeSheetName(unit);
        var name = safe;
        for (var number = 2; !names.add(name.toLowerCase(Locale.ROOT)); number++) {
            var suffix = " " + number;
            name = safe.substring(0, Math.min(safe.length(), NAME_MAX - suffix.length())) + suffix;
        }
        return name;
    }

    private static void row(SXSSFSheet table, int at, float height) {
        table.createRow(at).setHeightInPoints(height);
    }

    private static void put(SXSSFSheet table, int row, int column, String text, CellStyle style) {
        var cell = table.getRow(row).createCell(column);
        cell.setCellValue(text);
        cell.setCellStyle(style);
    }

    private static void merge(SXSSFSheet table, int firstRow, int lastRow, int firstColumn, int lastColumn) {
        if (firstRow < lastRow || firstColumn < lastColumn) {
            table.addMergedRegion(new CellRangeAddress(firstRow, lastRow, firstColumn, lastColumn));
        }
    }

    // --- how it looks

    private CellStyle style(Cell cell, FormPages laidOut, float height) {
        var look = cell.look();
        if (look == Look.FIGURE) {
            var decimals = cell.figure() == null ? 0 : Math.max(0, cell.figure().scale());
            var format = (decimals == 0 ? "0" : "0." + "0".repeat(decimals))
                    + (cell.marked() ? "\"" + PrintedForm.MARK + "\"" : "");
            return style("figure " + format, style -> {
                font(style, OfficeFaces.SONG, FormPages.SIZE);
                bordered(style, HorizontalAlignment.CENTER);
                style.setDataFormat(book.createDataFormat().getFormat(format));
                if (cell.marked()) {
                    style.setFillForegroundColor(new XSSFColor(
                            new byte[] {(byte) Ground.RED, (byte) Ground.GREEN, (byte) Ground.BLUE}, null));
                    style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
                }
            });
        }
        var upright = look == Look.GROUP && FormPages.isUpright(cell.text(), height);
        var size = laidOut.block(cell, laidOut.width(cell.at(), cell.width()), height)
                .size();
        return style(look + " " + upright + " " + size, style -> {
            var bold = look == Look.HEADING || look == Look.GROUP;
            font(style, bold ? OfficeFaces.HEI : OfficeFaces.SONG, size);
            bordered(style, bold ? HorizontalAlignment.CENTER : HorizontalAlignment.LEFT);
            style.setRotation(upright ? UPRIGHT : 0);
            style.setWrapText(!upright); // or LibreOffice would not center it
        });
    }

    private CellStyle style(String name, Consumer<XSSFCellStyle> look) {
        return styles.computeIfAbsent(name, _ -> {
            var style = (XSSFCellStyle) book.createCellStyle();
            style.setVerticalAlignment(VerticalAlignment.CENTER);
            look.accept(style);
            return style;
        });
    }

    private void title(XSSFCellStyle style) {
        font(style, OfficeFaces.SONG, FormPages.TITLE_SIZE).setBold(true);
        style.setAlignment(HorizontalAlignment.CENTER);
    }

    private XSSFFont font(XSSFCellStyle style, String name, float points) {
        var font = (XSSFFont) book.createFont();
        font.setFontName(name);
        font.setFontHeight(points);
        style.setFont(font);
        return font;
    }

    private static void bordered(CellStyle cell, HorizontalAlignment alignment) {
        cell.setBorderTop(BorderStyle.THIN);
        cell.setBorderBottom(BorderStyle.THIN);
        cell.setBorderLeft(BorderStyle.THIN);
        cell.setBorderRight(BorderStyle.THIN);
        cell.setAlignment(alignment);
        cell.setWrapText(true);
    }
}
