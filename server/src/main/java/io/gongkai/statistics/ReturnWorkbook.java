package io.gongkai.statistics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
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

    /** First row of figures. */
    static final int BODY = HEADER + 3;

    /** First column of figures, behind group and label. */
    static final int FIGURES = 2;

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
            workbook.body();
            workbook.footnote();
            workbook.printing();
            book.write(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int totalColumn() {
        return FIGURES + form.columns().size();
    }

    private int remarkColumn() {
        return totalColumn() + 1;
    }

    private void titleAndFields(LocalDate reportedOn) {
        table.createRow(0).setHeightInPoints(34);
        put(0, 0, sheet.title(), style(cell -> {
            cell.setFont(font(18, true));
            cell.setAlignment(HorizontalAlignment.CENTER);
            cell.setVerticalAlignment(VerticalAlignment.CENTER);
        }));
        table.addMergedRegion(new CellRangeAddress(0, 0, 0, remarkColumn()));
        table.createRow(1).setHeightInPoints(22);
        var plain = style(cell -> cell.setFont(font(12, false)));
        put(1, 0, form.headerFields().getFirst() + "：" + sheet.organizationName(), plain);
        table.addMergedRegion(new CellRangeAddress(1, 1, 0, 8));
        put(
                1,
                10,
                "%s：%d年%d月%d日"
                        .formatted(
                                form.headerFields().getLast(),
                                reportedOn.getYear(),
                                reportedOn.getMonthValue(),
                                reportedOn.getDayOfMonth()),
                plain);
        table.addMergedRegion(new CellRangeAddress(1, 1, 10, remarkColumn()));
    }

    private void header() {
        for (var row = HEADER; row < BODY; row++) {
            table.createRow(row).setHeightInPoints(24);
        }
        span(form.rowHeading(), HEADER, BODY - 1, 0, FIGURES - 1);
        span(form.columnHeading(), HEADER, HEADER, FIGURES, totalColumn() - 1);
        span(form.totalHeading(), HEADER, BODY - 1, totalColumn(), totalColumn());
        span(form.remarkHeading(), HEADER, BODY - 1, remarkColumn(), remarkColumn());
        String spanned = null;
        for (var column : form.columns()) {
            var at = FIGURES + column.no() - 1;
            var parent = column.parent();
            if (parent == null) {
                span(column.label(), HEADER + 1, BODY - 1, at, at);
            } else {
                if (!parent.equals(spanned)) {
                    span(parent, HEADER + 1, HEADER + 1, at, at + form.widthOf(parent) - 1);
                }
                put(BODY - 1, at, column.label(), heading);
            }
            spanned = parent;
        }
    }

    private void body() {
        String open = null;
        for (var line : sheet.lines()) {
            var row = line.row();
            var at = BODY + row.no() - 1;
            table.createRow(at).setHeightInPoints(26);
            if (!row.group().equals(open)) {
                open = row.group();
                put(at, 0, open, group);
            } else {
                table.getRow(at).createCell(0).setCellStyle(group);
            }
            put(at, 1, row.label() + "（" + row.unit() + "）", label);
            for (var column : form.columns()) {
                figure(at, FIGURES + column.no() - 1, row, line.cell(column.code()));
            }
            figure(at, totalColumn(), row, line.total());
            put(at, remarkColumn(), line.remark(), label);
        }
        form.rows().stream().map(Form.Row::group).distinct().forEach(this::mergeGroup);
    }

    private void mergeGroup(String name) {
        var first = form.rows().stream()
                .filter(row -> row.group().equals(name))
                .mapToInt(Form.Row::no)
                .min()
                .orElseThrow();
        table.addMergedRegion(new CellRangeAddress(BODY + first - 1, BODY + first + form.sizeOf(name) - 2, 0, 0));
    }

    private void footnote() {
        var at = BODY + form.rows().size();
        table.createRow(at).setHeightInPoints(22);
        put(at, 0, form.remarkHeading() + "：" + form.footnote(), style(cell -> cell.setFont(font(11, false))));
        table.addMergedRegion(new CellRangeAddress(at, at, 0, remarkColumn()));
    }

    /**
     * A3 across. The columns are made to fill it at full size, because "fit to page" would make the office program pass over
     * the page breaks that the form has.
     */
    private void printing() {
        table.setColumnWidth(0, 6 * 256);
        table.setColumnWidth(1, 42 * 256);
        for (var column = FIGURES; column < totalColumn(); column++) {
            table.setColumnWidth(column, 9 * 256);
        }
        table.setColumnWidth(totalColumn(), 10 * 256);
        table.setColumnWidth(remarkColumn(), 14 * 256);
        table.createFreezePane(FIGURES, BODY);
        table.setRepeatingRows(new CellRangeAddress(HEADER, BODY - 1, -1, -1));
        for (var row : form.rows()) {
            var next = row.no() < form.rows().size() ? form.rows().get(row.no()).page() : row.page();
            if (next != row.page()) {
                table.setRowBreak(BODY + row.no() - 1);
            }
        }
        var setup = table.getPrintSetup();
        setup.setPaperSize(PrintSetup.A3_PAPERSIZE);
        setup.setLandscape(true);
        table.setHorizontallyCenter(true);
        table.getFooter().setCenter("第 &P 页，共 &N 页");
        book.setPrintArea(0, 0, remarkColumn(), 0, BODY + form.rows().size());
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
