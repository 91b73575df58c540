package io.gongkai.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gongkai.CountyTest;
import io.gongkai.document.FormPages.Placed;
import io.gongkai.document.OfficePrograms.Found;
import io.gongkai.document.OfficePrograms.Word;
import io.gongkai.statistics.Form;
import io.gongkai.statistics.ReturnPeriod;
import io.gongkai.statistics.Returns;
import io.gongkai.statistics.Sheet;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** The files of every form, opened by the programs that people open them with, are the paper form cell by cell. */
@CountyTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormFilesTest {

    private static final Path FILES = Path.of("target/forms");
    private static final Path AS_PDF = FILES.resolve("pdf");
    private static final Path AS_HTML = FILES.resolve("html");

    private static final String LONG = "同比增加二十五个，系新增两个社区党支部和一所卫生院；A 组另附说明 2026-11-03。";

    @Autowired
    Returns returns;

    @Autowired
    FormPrinter printer;

    private final Map<String, PrintedForm> forms = new LinkedHashMap<>();

    /** Once for all tests, as LibreOffice takes seconds to start. */
    @BeforeAll
    void everyFormIsPrintedInEveryWay() throws IOException, InterruptedException {
        Files.createDirectories(AS_PDF);
        Files.createDirectories(AS_HTML);
        var office = new ArrayList<Path>();
        for (var form : bundled()) {
            var printed = returns.printed(sheet(form), LocalDate.of(2026, 11, 22));
            forms.put(form.code(), printed);
            for (var paper : Paper.values()) {
                for (var format : FormFormat.values()) {
                    var file = file(form.code(), paper, format);
                    Files.write(file, printer.print(printed, format, paper));
                    if (format == FormFormat.DOCX || format == FormFormat.XLSX) {
                        office.add(file);
                    }
                }
            }
        }
        OfficePrograms.convert(office, "pdf", AS_PDF);
        OfficePrograms.convert(
                office.stream().filter(file -> file.toString().contains("-A3-")).toList(), "html", AS_HTML);
    }

    /** The descriptions were compared with the paper by eye; whoever changes a layout looks at it again and writes a new one. */
    @Test
    void theLayoutOfEveryFormIsTheOneThatWasLookedAt() throws IOException {
        for (var form : forms.entrySet()) {
            var described = described(form.getValue());
            Files.writeString(FILES.resolve(form.getKey() + ".txt"), described);
            assertThat(described)
                    .as("compare with %s", FILES.resolve(form.getKey() + ".txt"))
                    .isEqualTo(Files.readString(Path.of("src/test/resources/layouts/" + form.getKey() + ".txt")));
        }
    }

    @Test
    void libreOfficeFindsEveryCellOfTheWorkbookWhereTheFormHasIt() throws IOException {
        for (var form : forms.entrySet()) {
            var tables =
                    OfficePrograms.tables(AS_HTML.resolve(name(form.getKey(), Paper.A3, FormFormat.XLSX) + ".html"));

            assertThat(tables).hasSize(1);
            var printed = form.getValue();
            var last = printed.columns().size();
            assertThat(at(tables.getFirst(), 0, 0)).isEqualTo(new Found(0, 0, 1, last, printed.title()));
            assertThat(tables.getFirst().stream()
                            .filter(cell -> cell.row() == 1)
                            .map(Found::text))
                    .containsSequence(plain(printed.fields().getFirst()))
                    .contains(plain(printed.fields().getLast()));
            assertThatTable(tables.getFirst(), 2, printed, 0, printed.rows().size());
            var below = 2 + printed.headerLines() + printed.rows().size();
            assertThat(tables.getFirst().stream()
                            .filter(cell -> cell.row() >= below)
                            .map(Found::text))
                    .containsExactlyElementsOf(
                            printed.notes().stream().map(FormFilesTest::plain).toList());
        }
    }

    @Test
    void libreOfficeFindsEveryCellOfTheWordFileOnThePageWhereTheFormHasIt() throws IOException {
        for (var form : forms.entrySet()) {
            var tables =
                    OfficePrograms.tables(AS_HTML.resolve(name(form.getKey(), Paper.A3, FormFormat.DOCX) + ".html"));

            var pages = new FormPages(form.getValue()).pages();
            assertThat(tables).hasSameSizeAs(pages);
            for (var page : pages) {
                assertThatTable(tables.get(pages.indexOf(page)), 0, form.getValue(), page.first(), page.end());
            }
        }
    }

    @Test
    void everyOfficeFilePrintsOnThePagesOfTheForm() throws IOException, InterruptedException {
        for (var form : forms.entrySet()) {
            var pages = new FormPages(form.getValue()).pages();
            for (var paper : Paper.values()) {
                for (var format : List.of(FormFormat.DOCX, FormFormat.XLSX)) {
                    var words = OfficePrograms.words(AS_PDF.resolve(name(form.getKey(), paper, format) + ".pdf"));
                    assertThat(words).as("%s on %s", form.getKey(), paper).hasSameSizeAs(pages);
                    for (var page : pages) {
                        var text = words.get(pages.indexOf(page)).stream()
                                .map(Word::text)
                                .collect(Collectors.joining());
                        assertThat(text)
                                .contains(form.getValue().header().getFirst().text());
                        for (var row : form.getValue().rows().subList(page.first(), page.end())) {
                            assertThat(text).contains(plain(label(row)));
                        }
                        assertThat(text)
                                .contains(plain(
                                        form.getValue().folio().formatted(pages.indexOf(page) + 1, pages.size())));
                    }
                }
            }
        }
    }

    @Test
    void thePdfHasEveryWordWithinTheRulesOfItsCell() throws IOException, InterruptedException {
        for (var form : forms.entrySet()) {
            for (var paper : Paper.values()) {
                var pdf = file(form.getKey(), paper, FormFormat.PDF);
                assertThatEveryCellHoldsItsWords(form.getValue(), paper, OfficePrograms.words(pdf));
            }
        }
    }

    @Test
    void thePdfHasARuleAroundEveryCell() throws IOException, InterruptedException {
        for (var form : forms.entrySet()) {
            var prefix = FILES.resolve(form.getKey());
            OfficePrograms.draw(file(form.getKey(), Paper.A3, FormFormat.PDF), prefix);
            var laidOut = new FormPages(form.getValue());
            for (var page : laidOut.pages()) {
                var picture = ImageIO.read(Path.of(
                                "%s-%d.png".formatted(prefix, laidOut.pages().indexOf(page) + 1))
                        .toFile());
                for (var cell : places(form.getValue(), laidOut, page)) {
                    assertThat(List.of(
                                    isDark(picture, cell.left(), cell.height()),
                                    isDark(picture, cell.right(), cell.height()),
                                    isDark(picture, cell.middle(), cell.top()),
                                    isDark(picture, cell.middle(), cell.bottom())))
                            .as("around %s", cell)
                            .containsOnly(true);
                }
            }
        }
    }

    @Test
    void theOfdHasEveryWordWithinTheRulesOfItsCell() throws IOException {
        for (var form : forms.entrySet()) {
            for (var paper : Paper.values()) {
                var pages = OfdFile.read(file(form.getKey(), paper, FormFormat.OFD));
                assertThat(pages).allSatisfy(page -> {
                    assertThat(page.width()).isCloseTo(paper.width(), within(0.1f));
                    assertThat(page.height()).isCloseTo(paper.height(), within(0.1f));
                });
                assertThatEveryCellHoldsItsWords(
                        form.getValue(),
                        paper,
                        pages.stream().map(OfdFile.Page::words).toList());
            }
        }
    }

    @Test
    void theOfdHasARuleAroundEveryCell() throws IOException {
        for (var form : forms.entrySet()) {
            var pages = OfdFile.read(file(form.getKey(), Paper.A3, FormFormat.OFD));
            var laidOut = new FormPages(form.getValue());
            for (var page : laidOut.pages()) {
                var rules = pages.get(laidOut.pages().indexOf(page)).rules();
                for (var cell : places(form.getValue(), laidOut, page)) {
                    assertThat(List.of(
                                    isRuled(rules, cell.left(), cell.height()),
                                    isRuled(rules, cell.right(), cell.height()),
                                    isRuled(rules, cell.middle(), cell.top()),
                                    isRuled(rules, cell.middle(), cell.bottom())))
                            .as("around %s", cell)
                            .containsOnly(true);
                }
            }
        }
    }

    @Test
    void whatIsCopiedOutOfAPdfIsWhatPeopleType() throws IOException, InterruptedException {
        for (var form : forms.keySet()) {
            var text = OfficePrograms.text(file(form, Paper.A4, FormFormat.PDF));
            assertThat(text).contains("中共商城县委员会", "2026 年 11 月 22 日");
            assertThat(text.codePoints().filter(sign -> sign >= 0x2E80 && sign <= 0x2FDF))
                    .isEmpty();
        }
    }

    @Test
    void figuresInTheWorkbookAreNumbersAndBlanksAreNotZero() throws IOException {
        var form = returns.form("annual-disclosure-return", "2011");
        var sheet = sheet(form);
        var bytes = Files.readAllBytes(file(form.code(), Paper.A4, FormFormat.XLSX));
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(bytes))) {
            var table = book.getSheetAt(0);

            for (var line : sheet.lines()) {
                for (var column : form.columns()) {
                    var cell = table.getRow(4 + line.row().no()).getCell(1 + column.no());
                    var figure = line.cell(column.code());
                    if (figure == null) {
                        assertThat(cell.getCellType()).isEqualTo(CellType.BLANK);
                    } else {
                        assertThat(cell.getNumericCellValue()).isEqualTo(figure.doubleValue());
                    }
                }
            }
            assertThat(table.getRow(13).getCell(2).getCellStyle().getDataFormatString())
                    .isEqualTo("0\"*\"");
            assertThat(table.getRowBreaks()).containsExactly(19, 36); // below rows 15 and 32 of the form
            assertThat(table.getRepeatingRows().formatAsString()).isEqualTo("3:5");
            assertThat(table.getPrintSetup().getLandscape()).isTrue();
            assertThat(table.getPrintSetup().getPaperSize()).isEqualTo(PrintSetup.A4_PAPERSIZE);
        }
    }

    @Test
    void theValuesStandLineByLineAsThePaperHasThem() throws IOException {
        var text = Files.readString(file("annual-disclosure-return", Paper.A3, FormFormat.CSV), StandardCharsets.UTF_8);
        var lines = text.split("\r\n");

        assertThat(lines).hasSize(2 + 3 + 45 + 2);
        assertThat(lines[0]).isEqualTo("\uFEFF商城县党的基层组织党务公开工作情况统计表");
        assertThat(lines[1]).isEqualTo("填报单位（盖章）：中共商城县委员会,填报时间：2026 年 11 月 22 日");
        assertThat(lines[2]).isEqualTo("公开工作,,公开主体,,,,,,,,,,,,,合计,备注");
        assertThat(lines[4]).isEqualTo("\"\",,,,,城市,农村,学校,卫生,科研院所,其他,,,,,,");
        assertThat(lines[5]).startsWith("基本情况,基层党组织个数（个）,101,102,0,104,");
        assertThat(lines[13]).startsWith("\"\",设立党务公开栏（块）,901*,902,0,").endsWith(",914*,");
        assertThat(lines[46]).isEqualTo("\"\",群众满意度（%）,42.1,,42.3,,42.5,,42.7,,42.9,,43.1,,43.3,,");
        assertThat(lines[50]).isEqualTo("备注：以上统计以党内统计相关解释为准。");
    }

    // --- comparing

    /** Every cell with its place, and the millimeters of columns and rows on A3. */
    private static String described(PrintedForm form) {
        var laidOut = new FormPages(form);
        var text = new StringBuilder(form.title()).append("\n").append(String.join(" | ", form.fields()));
        text.append("\ncolumns");
        for (var column = 0; column < form.columns().size(); column++) {
            text.append(" %s %.1f".formatted(form.columns().get(column), laidOut.width(column) * 25.4 / 72));
        }
        for (var page : laidOut.pages()) {
            text.append("\n\npage\n");
            for (var line = 0; line < form.headerLines(); line++) {
                var at = line;
                text.append("header: ")
                        .append(described(form.header().stream()
                                .filter(cell -> cell.line() == at)
                                .toList()))
                        .append("\n");
            }
            for (var row = page.first(); row < page.end(); row++) {
                text.append("%.1f: ".formatted(laidOut.height(row) * 25.4 / 72))
                        .append(described(form.rows().get(row).cells()))
                        .append("\n");
            }
        }
        return text.append("\n")
                .append(String.join("\n", form.notes()))
                .append("\n")
                .toString();
    }

    private static String described(List<PrintedForm.Cell> cells) {
        return cells.stream()
                .map(cell -> "%d%s%s %s"
                        .formatted(
                                cell.at(),
                                cell.width() > 1 ? " across " + cell.width() : "",
                                cell.lines() > 1 ? " down " + cell.lines() : "",
                                cell.printed()))
                .map(String::stripTrailing)
                .collect(Collectors.joining(" | "));
    }

    /** A table that a program read: the header, then the rows from one to another. */
    private static void assertThatTable(List<Found> table, int top, PrintedForm form, int from, int to) {
        var expected = new ArrayList<Found>();
        form.header()
                .forEach(cell -> expected.add(
                        new Found(top + cell.line(), cell.at(), cell.lines(), cell.width(), plain(cell.printed()))));
        for (var row = from; row < to; row++) {
            for (var cell : form.rows().get(row).cells()) {
                expected.add(new Found(
                        top + form.headerLines() + row - from,
                        cell.at(),
                        cell.lines(),
                        cell.width(),
                        plain(cell.printed())));
            }
        }
        var last = top + form.headerLines() + to - from;
        assertThat(table.stream().filter(cell -> cell.row() >= top && cell.row() < last))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static Found at(List<Found> table, int row, int column) {
        return table.stream()
                .filter(cell -> cell.row() == row && cell.column() == column)
                .findFirst()
                .orElseThrow();
    }

    /** Words on pages, each of which must lie in the one cell that it belongs to. */
    static void assertThatEveryCellHoldsItsWords(PrintedForm form, Paper paper, List<List<Word>> words) {
        var laidOut = new FormPages(form);
        assertThat(words).hasSameSizeAs(laidOut.pages());
        for (var page : laidOut.pages()) {
            var left = new ArrayList<>(words.get(laidOut.pages().indexOf(page)));
            for (var cell : places(form, laidOut, page)) {
                var scaled = new Word(
                        cell.text(),
                        cell.left() * paper.scale(),
                        cell.top() * paper.scale(),
                        cell.right() * paper.scale(),
                        cell.bottom() * paper.scale());
                var inside = left.stream()
                        .filter(word -> word.left() >= scaled.left() - 0.5f
                                && word.right() <= scaled.right() + 0.5f
                                && word.height() > scaled.top()
                                && word.height() < scaled.bottom())
                        .sorted(Comparator.comparing((Word word) -> Math.round(word.height()))
                                .thenComparing(Word::left))
                        .toList();
                assertThat(inside.stream().map(Word::text).collect(Collectors.joining()))
                        .as("in %s", scaled)
                        .isEqualTo(cell.text());
                if (cell.text().matches("[0-9.]+")) {
                    assertThat(inside.getFirst().middle())
                            .as("in the middle of %s", scaled)
                            .isCloseTo(scaled.middle(), within(1f));
                }
                left.removeAll(inside);
            }
            var outside = left.stream().map(Word::text).collect(Collectors.joining());
            if (laidOut.isFirst(page)) {
                assertThat(outside).contains(form.title());
                form.fields().forEach(field -> assertThat(outside).contains(plain(field)));
            }
            if (laidOut.isLast(page)) {
                form.notes().forEach(note -> assertThat(outside).contains(plain(note)));
            }
        }
    }

    /** Where the cells of a page are, on A3. */
    private static List<Word> places(PrintedForm form, FormPages laidOut, FormPages.Page page) {
        var placed = new ArrayList<Placed>();
        form.header().forEach(cell -> placed.add(new Placed(cell, cell.line(), cell.lines())));
        laidOut.body(page)
                .forEach(cell -> placed.add(new Placed(cell.cell(), form.headerLines() + cell.row(), cell.rows())));
        var left = (Paper.A3.width() - laidOut.tableWidth()) / 2;
        var tops = new float[form.headerLines() + page.end() - page.first() + 1];
        tops[0] = FormPages.TOP + (laidOut.isFirst(page) ? FormPages.TITLE + FormPages.FIELDS : 0);
        for (var row = 1; row < tops.length; row++) {
            var body = row - 1 - form.headerLines();
            tops[row] = tops[row - 1] + (body < 0 ? FormPages.HEADER_LINE : laidOut.height(page.first() + body));
        }
        return placed.stream()
                .map(cell -> new Word(
                        plain(cell.cell().printed()),
                        left + laidOut.width(0, cell.cell().at()),
                        tops[cell.row()],
                        left + laidOut.width(0, cell.cell().at() + cell.cell().width()),
                        tops[cell.row() + cell.rows()]))
                .toList();
    }

    private static boolean isDark(BufferedImage picture, float x, float y) {
        for (var column = Math.round(x) - 1; column <= Math.round(x) + 1; column++) {
            for (var row = Math.round(y) - 1; row <= Math.round(y) + 1; row++) {
                if ((picture.getRGB(column, row) & 0xFF) < 0xA0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isRuled(List<Word> rules, float x, float y) {
        return rules.stream()
                .anyMatch(rule -> rule.left() - 0.1f <= x
                        && x <= rule.right() + 0.1f
                        && rule.top() - 0.1f <= y
                        && y <= rule.bottom() + 0.1f);
    }

    private static String plain(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static String label(PrintedForm.Row row) {
        return row.cells().stream()
                .filter(cell -> cell.look() == PrintedForm.Look.LABEL)
                .findFirst()
                .orElseThrow()
                .text();
    }

    private static String name(String form, Paper paper, FormFormat format) {
        return "%s-%s-%s".formatted(form, paper, format.extension());
    }

    private static Path file(String form, Paper paper, FormFormat format) {
        return FILES.resolve(name(form, paper, format) + "." + format.extension());
    }

    // --- a sheet

    /** The forms that the program brings; other tests install further ones. */
    private List<Form> bundled() {
        return List.of(
                returns.form("annual-disclosure-return", "2011"),
                returns.form("quarterly-brief", "2026"),
                returns.form("request-table", "2026"));
    }

    private static Sheet sheet(Form form) {
        var lines = form.rows().stream()
                .map(row -> {
                    var cells = new HashMap<String, BigDecimal>();
                    for (var column : form.columns()) {
                        var value = value(row, column.no());
                        if (value != null) {
                            cells.put(column.code(), value);
                        }
                    }
                    return new Sheet.Line(
                            row,
                            cells,
                            value(row, 14),
                            Map.of(),
                            row.no() == 5 ? LONG : "",
                            row.no() == 9 ? Set.of(form.columns().getFirst().code(), Sheet.TOTAL) : Set.of());
                })
                .toList();
        return new Sheet(
                form,
                "411524",
                "中共商城县委员会",
                "商城县" + form.title(),
                form.period() == Form.Span.YEAR ? ReturnPeriod.ofYear(2026) : ReturnPeriod.parse("2026Q3"),
                LocalDate.of(2026, 11, 22),
                7,
                lines);
    }

    /** A figure that no other cell has, here and there a 0; of the rates every second is blank. */
    private static @Nullable BigDecimal value(Form.Row row, int column) {
        if (row.isRatio()) {
            return column % 2 == 0 ? null : BigDecimal.valueOf(row.no() * 10L + column, 1);
        }
        return column == 3 ? BigDecimal.ZERO : BigDecimal.valueOf(row.no() * 100L + column);
    }
}
