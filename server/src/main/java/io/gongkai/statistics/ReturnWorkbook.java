package io.gongkai.statistics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.RegionUtil;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/**
 * Writes a sheet as the paper form has it (domain.md 1.9): title, header fields, three-level header, 15 cells a row, group
 * labels upright beside their rows, three printed pages with the header on each, footnote. Always in Chinese: it is the
 * form that is reported, whatever language the reader works in.
 */
final class ReturnWorkbook {

    /** First row of the three-level header. */
    static final int HEADER = 2;

    private static final short VERTICAL_TEXT = 255;

    private static final String FONT = "宋体";

    private final io.gongkai.statistics.Sheet sheet;
    private final Form form;
    private final XSSFWorkbook book = new XSSFWorkbook();
    private final Sheet table = book.createSheet("统计表");
    private final CellStyle heading = style(cell -> {
        cell.setFont(font(11, true));
        bordered(cell, HorizontalAlignment.CENTER);
    });
    private final CellStyle group = style(cell -> {
        cell.setFont(font(11, true));
        bordered(cell, HorizontalAlignment.CENTER);
        cell.setRotation(VERTICAL_TEXT);
    });
    private final CellStyle label = style(cell -> {
        cell.setFont(font(11, false));
        bordered(cell, HorizontalAlignment.LEFT);
    });
    private final CellStyle count = style(cell -> {
        cell.setFont(font(11, false));
        bordered(cell, HorizontalAlignment.CENTER);
        cell.setDataFormat(book.createDataFormat().getFormat("0"));
    });
    private final CellStyle rate = style(cell -> {
        cell.setFont(font(11, false));
        bordered(cell, HorizontalAlignment.CENTER);
        cell.setDataFormat(book.createDataFormat().getFormat("0.0"));
    });

    private ReturnWorkbook(io.gongkai.statistics.Sheet sheet) {
        this.sheet = sheet;
        this.form = sheet.form();
    }

    /** @param reportedOn day that stands above the table as 填报时间 */
    static byte[] write(io.gongkai.statistics.Sheet sheet, LocalDate reportedOn) {
        var workbook = new ReturnWorkbook(sheet);
        try (var book = workbook.book;
                var bytes = new ByteArrayOutputStream()) {
            workbook.titleAndFields(reportedOn);
            workbook.header();
            workbook.body(sheet.lines());
            workbook.footnote();
            workbook.printing();
            book.write(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** First row of figures. */
    private int body() {
        return HEADER + form.headerLines();
    }

    private int lastColumn() {
        return form.width() - 1;
    }

    private void titleAndFields(LocalDate reportedOn) {
        table.createRow(0).setHeightInPoints(34);
        put(0, 0, sheet.title(), style(cell -> {
            cell.setFont(font(18, true));
            cell.setAlignment(HorizontalAlignment.CENTER);
            cell.setVerticalAlignment(VerticalAlignment.CENTER);
        }));
        table.addMergedRegion(new CellRangeAddress(0, 0, 0, lastColumn()));
        table.createRow(1).setHeightInPoints(22);
        var plain = style(cell -> cell.setFont(font(12, false)));
        put(1, 0, form.headerFields().getFirst() + "：" + sheet.organizationName(), plain);
        var half = form.width() / 2;
        table.addMergedRegion(new CellRangeAddress(1, 1, 0, half));
        put(
                1,
                half + 2,
                "%s：%d年%d月%d日"
                        .formatted(
                                form.headerFields().getLast(),
                                reportedOn.getYear(),
                                reportedOn.getMonthValue(),
                                reportedOn.getDayOfMonth()),
                plain);
        table.addMergedRegion(new CellRangeAddress(1, 1, half + 2, lastColumn()));
    }

    private void header() {
        for (var row = HEADER; row < body(); row++) {
            table.createRow(row).setHeightInPoints(24);
        }
        for (var one : form.headings()) {
            span(
                    one.text(),
                    HEADER + one.line(),
                    HEADER + one.line() + one.lines() - 1,
                    one.at(),
                    one.at() + one.width() - 1);
        }
    }

    private void body(List<io.gongkai.statistics.Sheet.Line> lines) {
        for (var line : lines) {
            var row = line.row();
            var at = body() + row.no() - 1;
            table.createRow(at).setHeightInPoints(26);
            stub(row, at);
            var next = form.stub();
            for (var column : form.columns()) {
                figure(at, next++, row, line.cell(column.code()));
            }
            if (form.totalHeading() != null) {
                figure(at, next++, row, line.total());
            }
            if (form.remarkHeading() != null) {
                put(at, next, line.remark(), label);
            }
        }
    }

    private void stub(Form.Row row, int at) {
        var last = form.stub() - 1;
        put(at, last, Form.printed(row), label);
        if (row.group() == null) {
            if (last > 0) {
                put(at, 0, Form.printed(row), label);
                merge(at, at, 0, last);
            }
        } else {
            put(at, 0, form.startsGroup(row) ? row.group() : "", group);
            if (form.startsGroup(row)) {
                merge(at, at + form.sizeOf(row.group()) - 1, 0, 0);
            }
        }
    }

    private void footnote() {
        var at = body() + form.rows().size();
        table.createRow(at).setHeightInPoints(22);
        put(at, 0, "备注：" + form.footnote(), style(cell -> cell.setFont(font(11, false))));
        table.addMergedRegion(new CellRangeAddress(at, at, 0, lastColumn()));
    }

    /**
     * A3 across. The columns are made to fill it at full size, because "fit to page" would make the office program pass over
     * the page breaks that the form has.
     */
    private void printing() {
        if (form.stub() == 2) {
            table.setColumnWidth(0, 6 * 256);
        }
        table.setColumnWidth(form.stub() - 1, 42 * 256);
        for (var column = form.stub(); column < form.width(); column++) {
            table.setColumnWidth(column, 9 * 256);
        }
        if (form.remarkHeading() != null) {
            table.setColumnWidth(lastColumn(), 14 * 256);
        }
        table.createFreezePane(form.stub(), body());
        table.setRepeatingRows(new CellRangeAddress(HEADER, body() - 1, -1, -1));
        for (var row : form.rows()) {
            if (form.startsPage(row)) {
                table.setRowBreak(body() + row.no() - 2);
            }
        }
        var setup = table.getPrintSetup();
        setup.setPaperSize(PrintSetup.A3_PAPERSIZE);
        setup.setLandscape(true);
        table.setHorizontallyCenter(true);
        table.getFooter().setCenter("第 &P 页，共 &N 页");
        book.setPrintArea(0, 0, lastColumn(), 0, body() + form.rows().size());
    }

    private void figure(int row, int column, Form.Row kind, @Nullable BigDecimal figure) {
        var cell = table.getRow(row).createCell(column);
        cell.setCellStyle(kind.isRatio() ? rate : count);
        if (figure != null) {
            cell.setCellValue(figure.doubleValue());
        }
    }

    private void span(String text, int firstRow, int lastRow, int firstColumn, int lastColumn) {
        put(firstRow, firstColumn, text, heading);
        merge(firstRow, lastRow, firstColumn, lastColumn);
    }

    private void merge(int firstRow, int lastRow, int firstColumn, int lastColumn) {
        if (firstRow < lastRow || firstColumn < lastColumn) {
            var region = new CellRangeAddress(firstRow, lastRow, firstColumn, lastColumn);
            table.addMergedRegion(region);
            RegionUtil.setBorderTop(BorderStyle.THIN, region, table);
            RegionUtil.setBorderBottom(BorderStyle.THIN, region, table);
            RegionUtil.setBorderLeft(BorderStyle.THIN, region, table);
            RegionUtil.setBorderRight(BorderStyle.THIN, region, table);
        }
    }

    private void put(int row, int column, String text, CellStyle style) {
        Cell cell = table.getRow(row).createCell(column);
        cell.setCellValue(text);
        cell.setCellStyle(style);
    }

    private CellStyle style(Consumer<CellStyle> look) {
        var style = book.createCellStyle();
        look.accept(style);
        return style;
    }

    private XSSFFont font(int points, boolean bold) {
        var font = book.createFont();
        font.setFontName(FONT);
        font.setFontHeightInPoints((short) points);
        font.setBold(bold);
        return font;
    }

    private static void bordered(CellStyle cell, HorizontalAlignment alignment) {
        cell.setBorderTop(BorderStyle.THIN);
        cell.setBorderBottom(BorderStyle.THIN);
        cell.setBorderLeft(BorderStyle.THIN);
        cell.setBorderRight(BorderStyle.THIN);
        cell.setAlignment(alignment);
        cell.setVerticalAlignment(VerticalAlignment.CENTER);
        cell.setWrapText(true);
    }
}
