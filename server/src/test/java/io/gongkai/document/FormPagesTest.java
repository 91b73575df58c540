package io.gongkai.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.document.FormPages.Page;
import io.gongkai.document.PrintedForm.Cell;
import io.gongkai.document.PrintedForm.Look;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a form comes onto paper when people write much, and when a form is narrow or wide. */
class FormPagesTest {

    @Test
    void longRemarksMakeOtherRowsLowerBeforeTheyTakeAnotherPage() {
        var plain = new FormPages(form(15, 13, ""));
        var remarked = new FormPages(form(15, 13, "新增两个社区党支部。".repeat(8)));

        assertThat(remarked.pages()).hasSize(1);
        assertThat(remarked.height(0)).isGreaterThan(plain.height(0));
        assertThat(remarked.height(1)).isLessThan(plain.height(1));
    }

    @Test
    void whatDoesNotFitGoesOnToAFurtherPageWithItsGroup() {
        var laidOut = new FormPages(form(15, 13, "新增两个社区党支部，各设公开栏一块。".repeat(11), 4));

        assertThat(laidOut.pages()).hasSizeGreaterThan(1);
        assertThat(laidOut.pages().getFirst().first()).isZero();
        assertThat(laidOut.pages().getLast().end()).isEqualTo(15);
        for (var page : laidOut.pages()) {
            assertThat(high(laidOut, page)).isLessThan(Paper.A3.height() - FormPages.TOP - FormPages.BOTTOM);
            var groups = laidOut.body(page).stream()
                    .filter(placed -> placed.cell().look() == Look.GROUP)
                    .toList();
            assertThat(groups).hasSize(1);
            assertThat(groups.getFirst().row()).isZero();
            assertThat(groups.getFirst().rows()).isEqualTo(page.end() - page.first());
        }
    }

    @Test
    void theTableFillsThePaperWhateverTheFormAsks() {
        for (var figures = 1; figures <= 30; figures++) {
            assertThat(new FormPages(form(5, figures, "")).tableWidth())
                    .isGreaterThan(1085)
                    .isLessThan(1105);
        }
    }

    @Test
    void theNarrowestFormIsAFileLikeAnyOther(@TempDir Path data) throws IOException {
        var narrow = new PrintedForm(
                "青禾县",
                "青禾县统计表",
                List.of("填报单位：", "填报时间："),
                List.of(Look.LABEL, Look.FIGURE),
                1,
                List.of(words(0, 1, 1, Look.HEADING, "公开工作"), words(1, 1, 1, Look.HEADING, "件数")),
                List.of(new PrintedForm.Row(
                        1,
                        List.of(
                                words(0, 1, 1, Look.LABEL, "办结（件）"),
                                new Cell(0, 1, 1, 1, Look.FIGURE, "7", BigDecimal.valueOf(7), false)))),
                List.of("备注：无。"),
                "%s/%s");
        var printer = new FormPrinter(new Typefaces(data));
        for (var format : FormFormat.values()) {
            assertThat(printer.print(narrow, format, Paper.A4)).isNotEmpty();
        }
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(printer.print(narrow, FormFormat.XLSX, Paper.A4)))) {
            var fields = book.getSheetAt(0).getRow(1);
            assertThat(fields.getCell(0).getStringCellValue()).isEqualTo("填报单位：");
            assertThat(fields.getCell(1).getStringCellValue()).isEqualTo("填报时间：");
        }
    }

    @Test
    void chineseTextBreaksWhereItMay() {
        assertThat(Lines.balanced("其他基层单位", 5)).containsExactly("其他基", "层单位");
        assertThat(Lines.balanced("街道党工委", 4)).containsExactly("街道党", "工委");
        assertThat(Lines.filled("设公开栏（含电子屏），共12345块", 5)).containsExactly("设公开栏", "（含电子", "屏），共", "12345块");
        assertThat(Lines.filled("abcdefghijklmnop", 4)).hasSizeGreaterThan(2);
        assertThat(Lines.filled("", 4)).containsExactly("");
    }

    private static float high(FormPages laidOut, Page page) {
        return (float) (3 * FormPages.HEADER_LINE
                + (laidOut.isFirst(page) ? FormPages.TITLE + FormPages.FIELDS : 0)
                + IntStream.range(page.first(), page.end())
                        .mapToDouble(laidOut::height)
                        .sum());
    }

    private static PrintedForm form(int rows, int figures, String remark) {
        return form(rows, figures, remark, 1);
    }

    /** One group of rows, of which the first ones have a remark. */
    private static PrintedForm form(int rows, int figures, String remark, int remarks) {
        var columns = new ArrayList<>(List.of(Look.GROUP, Look.LABEL));
        IntStream.range(0, figures).forEach(_ -> columns.add(Look.FIGURE));
        columns.add(Look.REMARK);
        var header = new ArrayList<Cell>();
        header.add(words(0, 3, 2, Look.HEADING, "公开工作"));
        IntStream.rangeClosed(2, figures + 2).forEach(at -> header.add(words(at, 3, 1, Look.HEADING, "街道党工委")));
        var body = new ArrayList<PrintedForm.Row>();
        for (var row = 0; row < rows; row++) {
            var cells = new ArrayList<Cell>();
            if (row == 0) {
                cells.add(words(0, rows, 1, Look.GROUP, "基本情况"));
            }
            cells.add(words(1, 1, 1, Look.LABEL, "设立党务公开栏（块）"));
            for (var figure = 0; figure < figures; figure++) {
                cells.add(new Cell(0, figure + 2, 1, 1, Look.FIGURE, "7", BigDecimal.valueOf(7), false));
            }
            cells.add(words(figures + 2, 1, 1, Look.REMARK, row < remarks ? remark : ""));
            body.add(new PrintedForm.Row(1, cells));
        }
        return new PrintedForm(
                "青禾县", "青禾县统计表", List.of("填报单位：", "填报时间："), columns, 3, header, body, List.of("备注：无。"), "%s/%s");
    }

    private static Cell words(int at, int lines, int width, Look look, String text) {
        return new Cell(0, at, lines, width, look, text, null, false);
    }
}
