package io.gongkai.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

/** The workbook is the paper form, cell by cell. */
class ReturnWorkbookTest {

    private final Form form = new Forms().version("annual-disclosure-return", "2011");

    @Test
    void everyCellOfTheFormStandsWhereThePaperHasIt() throws IOException {
        try (var book =
                new XSSFWorkbook(new ByteArrayInputStream(ReturnWorkbook.write(sheet(), LocalDate.of(2026, 11, 22))))) {
            var table = book.getSheetAt(0);

            assertThat(text(table, 0, 0)).isEqualTo("商城县党的基层组织党务公开工作情况统计表");
            assertThat(text(table, 1, 0)).isEqualTo("填报单位（盖章）：中共商城县委员会");
            assertThat(text(table, 1, 10)).isEqualTo("填报时间：2026年11月22日");
            assertThat(text(table, 50, 0)).isEqualTo("备注：以上统计以党内统计相关解释为准。");
            header(table);
            for (var row : form.rows()) {
                var at = 4 + row.no();
                assertThat(text(table, at, 1)).isEqualTo(row.label() + "（" + row.unit() + "）");
                assertThat(table.getRow(at).getLastCellNum()).isEqualTo((short) 17);
                for (var column : form.columns()) {
                    figure(table.getRow(at).getCell(1 + column.no()), value(row, column.no()));
                }
                figure(table.getRow(at).getCell(15), value(row, 14));
            }
            assertThat(table.getMergedRegions().stream()
                            .filter(region -> region.getFirstColumn() == 0
                                    && region.getFirstRow() > 4
                                    && region.getFirstRow() < 50)
                            .map(CellRangeAddress::formatAsString))
                    .containsExactlyInAnyOrder("A6:A20", "A21:A29", "A30:A37", "A38:A40", "A41:A50");
        }
    }

    @Test
    void itPrintsOnThreePagesAcrossWithTheHeaderOnEach() throws IOException {
        try (var book =
                new XSSFWorkbook(new ByteArrayInputStream(ReturnWorkbook.write(sheet(), LocalDate.of(2026, 11, 22))))) {
            var table = book.getSheetAt(0);

            assertThat(table.getRowBreaks()).containsExactly(19, 36); // below rows 15 and 32 of the form
            assertThat(table.getRepeatingRows().formatAsString()).isEqualTo("3:5");
            assertThat(table.getPrintSetup().getLandscape()).isTrue();
            // A3 across is 420 mm: 396 mm between the margins hold some 213 characters of 5.25 pt.
            assertThat(IntStream.rangeClosed(0, 16).map(table::getColumnWidth).sum() / 256)
                    .isLessThan(205);
        }
    }

    @Test
    void theTableForProgramsHasOneLineARow() {
        var lines = ReturnCsv.write(sheet()).split("\r\n");

        assertThat(lines).hasSize(46);
        assertThat(lines[0]).startsWith("\uFEFF公开工作,公开工作,镇党委,街道党工委,建制村,社区/城市,社区/农村,事业单位/学校");
        assertThat(lines[45]).startsWith("意见收集办理和反馈,满意度（%）,");
        assertThat(lines[45]).contains(",,");
    }

    private void header(XSSFSheet table) {
        assertThat(text(table, 2, 0)).isEqualTo("公开工作");
        assertThat(text(table, 2, 2)).isEqualTo("公开主体");
        assertThat(text(table, 2, 15)).isEqualTo("合计");
        assertThat(text(table, 2, 16)).isEqualTo("备注");
        assertThat(IntStream.rangeClosed(2, 14).mapToObj(column -> text(table, 3, column)))
                .containsExactly("镇党委", "街道党工委", "建制村", "社区", "", "事业单位", "", "", "", "机关", "企业", "社会组织", "其他基层单位");
        assertThat(IntStream.rangeClosed(5, 10).mapToObj(column -> text(table, 4, column)))
                .containsExactly("城市", "农村", "学校", "卫生", "科研院所", "其他");
        assertThat(table.getMergedRegions().stream().map(CellRangeAddress::formatAsString))
                .contains("A3:B5", "C3:O3", "P3:P5", "Q3:Q5", "C4:C5", "F4:G4", "H4:K4", "O4:O5");
    }

    private Sheet sheet() {
        List<Sheet.Line> lines = form.rows().stream()
                .map(row -> {
                    var cells = new HashMap<String, BigDecimal>();
                    for (var column : form.columns()) {
                        var value = value(row, column.no());
                        if (value != null) {
                            cells.put(column.code(), value);
                        }
                    }
                    return new Sheet.Line(row, cells, value(row, 14), Map.of());
                })
                .toList();
        return new Sheet(
                form,
                "411524",
                "中共商城县委员会",
                "商城县" + form.title(),
                ReturnPeriod.ofYear(2026),
                LocalDate.of(2026, 11, 22),
                7,
                lines);
    }

    /** A figure that no other cell has; of the rates every second is blank. */
    private static BigDecimal value(Form.Row row, int column) {
        if (row.isRatio()) {
            return column % 2 == 0 ? null : BigDecimal.valueOf(row.no() * 10L + column, 1);
        }
        return BigDecimal.valueOf(row.no() * 100L + column);
    }

    private static void figure(Cell cell, BigDecimal value) {
        if (value == null) {
            assertThat(cell.getCellType()).isEqualTo(CellType.BLANK);
        } else {
            assertThat(cell.getCellType()).isEqualTo(CellType.NUMERIC);
            assertThat(cell.getNumericCellValue()).isEqualTo(value.doubleValue());
        }
    }

    private static String text(XSSFSheet table, int row, int column) {
        var cell = table.getRow(row).getCell(column);
        return cell == null ? "" : cell.getStringCellValue();
    }
}
