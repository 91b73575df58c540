package io.gongkai.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.microsoft.playwright.options.FilePayload;
import io.gongkai.Chromium;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.account.NotPermittedException;
import io.gongkai.document.FormFormat;
import io.gongkai.document.FormPrinter;
import io.gongkai.document.Paper;
import io.gongkai.ledger.Measure;
import io.gongkai.organization.Organization;
import io.gongkai.organization.TreeChange;
import io.gongkai.organization.TreeChanges;
import io.gongkai.shared.PersonId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Returns that were reported on paper, taken over from filled copies of the form. */
@CountyTest
class PaperReturnsTest {

    private static final String VILLAGES = "ADMINISTRATIVE_VILLAGE";
    private static final ReturnPeriod YEAR = ReturnPeriod.ofYear(2019);
    private static final LocalDate REPORTED = LocalDate.of(2019, 12, 18);

    /** Row 9 of the form in the column of villages, as a spreadsheet calls it. */
    private static final String BOARDS = "E14";

    @LocalServerPort
    int port;

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    PaperReturns papers;

    @Autowired
    Returns returns;

    @Autowired
    FormPrinter printer;

    @Autowired
    Reporting reporting;

    @Autowired
    RecordedFacts facts;

    @Autowired
    TreeChanges changes;

    @Autowired
    Clock clock;

    private MadeUpCounty county;

    @BeforeEach
    void aCounty() {
        county = founder.establish();
    }

    @Test
    void whatWasReportedOnPaperIsComparedWithAndNeverCounted() throws IOException {
        var before = returns.compute(ReturnsTest.FORM, county.village().id(), 2019);

        var report = take(county.village(), file(county.village(), 12, 96.5), true);

        assertThat(report.problems()).isEmpty();
        assertThat(report.kept()).hasSize(1);
        var after = returns.compute(ReturnsTest.FORM, county.village().id(), 2019);
        assertThat(after.lines()).isEqualTo(before.lines());
        var next = returns.compute(ReturnsTest.FORM, county.village().id(), 2020);
        var yearBefore = returns.yearBefore(next).orElseThrow();
        assertThat(yearBefore.isFromPaper()).isTrue();
        assertThat(yearBefore.sheet().figure("forumCount", VILLAGES)).isEqualTo("12");
        assertThat(yearBefore.sheet().figure("forumCount", Sheet.TOTAL)).isEqualTo("12");
        assertThat(yearBefore.sheet().figure("publicSatisfactionRate", Sheet.TOTAL))
                .isEqualTo("96.5");
        assertThat(yearBefore.sheet().line("forumCount").remark()).isEqualTo("其中两次在组里开");
        assertThat(returns.yearBefore(
                                returns.compute(ReturnsTest.FORM, county.town().id(), 2020))
                        .orElseThrow()
                        .origin())
                .as("what the town reported is another paper")
                .isEqualTo(EarlierReturn.Origin.COUNTED);
        assertThat(returns.yearsBefore(county.village(), next, 10))
                .extracting(EarlierReturn::origin)
                .containsExactly(EarlierReturn.Origin.PAPER);

        var paper = papers.get(report.kept().getFirst());
        assertThat(paper.reportedOn()).isEqualTo(REPORTED);
        papers.withdraw(paper.id(), "把别村的表传上来了", clerk()).orThrow();
        assertThat(returns.yearBefore(next).orElseThrow().isFromPaper()).isFalse();
        assertThat(take(county.village(), file(county.village(), 11, 96.5), true)
                        .kept())
                .as("room for the right one")
                .hasSize(1);
    }

    @Test
    void everyCellThatIsNoFigureOrBreaksARuleIsNamedAndNothingIsKept() throws IOException {
        var file = changed(file(county.village(), 12, 96.5), table -> {
            table.getRow(13).getCell(4).setCellValue("一块");
            table.getRow(16).getCell(4).setCellValue(-2);
            table.getRow(16).getCell(15).setCellValue(-2);
            table.getRow(41).getCell(15).setCellValue(13);
        });

        var report = take(county.village(), file, true);

        assertThat(report.kept()).isEmpty();
        assertThat(report.problems()).extracting(PaperReturns.Problem::cell).contains(BOARDS);
        assertThat(papers.below(ReturnsTest.FORM, county.village())).isEmpty();

        var mended = changed(file, table -> table.getRow(13).getCell(4).setCellValue(1));
        assertThat(take(county.village(), mended, true).problems())
                .extracting(
                        PaperReturns.Problem::cell,
                        problem -> problem.sentence().code())
                .as("the hard cross-checks of the form")
                .contains(tuple("E17", "statistics.check.wholeNumbers"), tuple("P42", "statistics.check.sumOfColumns"));
        assertThat(papers.below(ReturnsTest.FORM, county.village())).isEmpty();
    }

    @Test
    void aWarningDoesNotStandInTheWayAndIsShown() throws IOException {
        // Boards were kept up (row 16) without a single board (row 9).
        var file = changed(file(county.village(), 12, 96.5), table -> {
            table.getRow(20).getCell(4).setCellValue(6);
            table.getRow(20).getCell(15).setCellValue(6);
        });

        var report = take(county.village(), file, true);

        assertThat(report.kept()).hasSize(1);
        assertThat(report.read().getFirst().findings())
                .allMatch(finding -> !finding.hard())
                .extracting(CheckFinding::row)
                .contains("boardIssueCount");
    }

    @Test
    void formulasPercentagesAndFullWidthDigitsAreReadAsTheyLook() throws IOException {
        var file = changed(file(county.village(), 12, 96.5), table -> {
            table.getRow(5).getCell(4).setCellValue("１");
            table.getRow(41).getCell(15).setCellFormula("SUM(C42:O42)");
            var percent = table.getWorkbook().createCellStyle();
            percent.setDataFormat(table.getWorkbook().createDataFormat().getFormat("0.0%"));
            for (var column : List.of(4, 15)) {
                table.getRow(46).getCell(column).setCellValue(0.965);
                table.getRow(46).getCell(column).setCellStyle(percent);
            }
            table.getWorkbook().getCreationHelper().createFormulaEvaluator().evaluateAll();
            table.getRow(1)
                    .getCell(0)
                    .setCellValue("填报单位(盖章): " + county.village().name());
        });

        var report = take(county.village(), file, true);

        assertThat(report.problems()).isEmpty();
        var sheet = papers.get(report.kept().getFirst()).sheet();
        assertThat(sheet.figure("orgCount", VILLAGES)).isEqualTo("1");
        assertThat(sheet.figure("forumCount", Sheet.TOTAL)).isEqualTo("12");
        assertThat(sheet.figure("publicSatisfactionRate", VILLAGES)).isEqualTo("96.5");
    }

    @Test
    void anotherFormAnotherUnitAndAnotherYearAreRefused() throws IOException {
        var right = file(county.village(), 12, 96.5);

        assertThat(why(
                        county.village(),
                        changed(right, table -> table.getRow(14).getCell(1).setCellValue("建立微信群（个）"))))
                .contains("paper.form.word");
        assertThat(why(county.village(), changed(right, table -> table.removeRow(table.getRow(2)))))
                .contains("paper.form.none");
        assertThat(why(county.secondVillage(), right)).contains("paper.unit.unknown");
        assertThat(why(
                        county.village(),
                        changed(right, table -> table.getRow(1).getCell(0).setCellValue("填报单位（盖章）："))))
                .contains("paper.unit.none");
        assertThat(why(county.village(), written(sheet(county.village(), 12, 96.5), LocalDate.of(2021, 1, 4))))
                .contains("paper.day.other");
        assertThat(papers.take(
                                ReturnsTest.FORM,
                                county.village(),
                                YEAR,
                                "表.xlsx",
                                "不是表格".getBytes(StandardCharsets.UTF_8),
                                true,
                                clerk())
                        .problems())
                .extracting(problem -> problem.sentence().code())
                .containsExactly("table.unreadable");
        assertThatThrownBy(() -> papers.take(
                        ReturnsTest.FORM,
                        county.village(),
                        YEAR,
                        "表.xlsx",
                        right,
                        true,
                        county.supervisor().id()))
                .isInstanceOf(NotPermittedException.class);
        assertThatThrownBy(() -> papers.take(
                        ReturnsTest.FORM,
                        county.village(),
                        YEAR,
                        "表.xlsx",
                        right,
                        true,
                        founder.establish().countyClerk().id()))
                .isInstanceOf(NotPermittedException.class);
        assertThat(papers.below(ReturnsTest.FORM, county.county())).isEmpty();
    }

    @Test
    void aYearThatTheProgramCountsItselfIsNeverOverwritten() throws IOException {
        var file = file(county.village(), 12, 96.5);
        assertThat(take(county.village(), file, true).kept()).hasSize(1);
        assertThat(why(county.village(), file)).containsExactly("paper.year.taken");

        var now = LocalDate.now(clock).getYear();
        assertThat(papers.take(
                                ReturnsTest.FORM,
                                county.village(),
                                ReturnPeriod.ofYear(now),
                                "表.xlsx",
                                written(sheet(county.village(), 12, 96.5), LocalDate.of(now, 2, 3)),
                                true,
                                clerk())
                        .problems())
                .extracting(problem -> problem.sentence().code())
                .contains("paper.year.current");

        forum(county.secondVillage(), LocalDate.of(2019, 5, 6));
        assertThat(why(county.town(), file(county.secondVillage(), 3, 90))).contains("paper.year.live");

        reporting
                .take(
                        ReturnStep.COMPUTE,
                        new Reporting.Which(
                                ReturnsTest.FORM, county.thirdVillage().id(), YEAR),
                        Reporting.Words.NONE,
                        county.townClerk().id())
                .orThrow();
        assertThat(why(county.town(), file(county.thirdVillage(), 3, 90))).contains("paper.year.begun");
    }

    @Test
    void aBookForATownIsTakenOverWholeOrNotAtAllAndKnowsOldNames() throws IOException {
        changes.apply(new TreeChange.Rename(county.secondVillage().id(), "新河村党支部", LocalDate.of(2021, 3, 1)), null)
                .orThrow();
        var book = book(
                file(county.village(), 4, 96.5),
                file(county.secondVillage(), 5, 90),
                changed(
                        file(county.thirdVillage(), 6, 90),
                        table -> table.getRow(41).getCell(15).setCellValue(60)));

        var refused = take(county.town(), book, true);

        assertThat(refused.problems())
                .extracting(PaperReturns.Problem::sheet, PaperReturns.Problem::cell)
                .containsOnly(tuple("3", "P42"));
        assertThat(papers.below(ReturnsTest.FORM, county.town())).isEmpty();

        var good = book(file(county.village(), 4, 96.5), file(county.secondVillage(), 5, 90));
        assertThat(take(county.town(), good, false).kept()).as("only looked at").isEmpty();
        assertThat(papers.below(ReturnsTest.FORM, county.town())).isEmpty();
        assertThat(take(county.town(), good, true).kept()).hasSize(2);
        assertThat(papers.below(ReturnsTest.FORM, county.town()))
                .extracting(PaperReturn::organization)
                .containsExactlyInAnyOrder(
                        county.village().id(), county.secondVillage().id());
        assertThat(why(county.town(), book(file(county.thirdVillage(), 4, 90), file(county.thirdVillage(), 4, 90))))
                .contains("paper.unit.twice");
    }

    @Test
    void whatWasOpenBeforeIsNotKnownSoItIsNotHeldAgainstThePaper() throws IOException {
        var closedMore = changed(file(county.village(), 12, 96.5), table -> {
            // Row 39 collected 10, row 40 closed 14.
            for (var column : List.of(4, 15)) {
                table.getRow(43).getCell(column).setCellValue(10);
                table.getRow(44).getCell(column).setCellValue(14);
                table.getRow(45).getCell(column).setCellValue(14);
            }
        });

        assertThat(take(county.village(), closedMore, true).kept()).hasSize(1);

        var nextYear = changed(closedMore, table -> table.getRow(1).getCell(10).setCellValue("填报时间：2020年12月19日"));
        var report = papers.take(
                ReturnsTest.FORM, county.village(), ReturnPeriod.ofYear(2020), "表.xlsx", nextYear, true, clerk());
        assertThat(report.problems())
                .as("now the year before is known")
                .extracting(problem -> problem.sentence().code())
                .contains("statistics.check.notAboveWithCarriedOver");
    }

    @Test
    void theClerkSeesWhatIsWrongMendsItAndComparesAfterwards() throws IOException {
        var wrong = changed(
                file(county.village(), 12, 96.5),
                table -> table.getRow(13).getCell(4).setCellValue("一块"));
        try (var browser = Chromium.open(port, Chromium.DESK)) {
            browser.signIn(county.villageClerk().login(), MadeUpCounty.PASSWORD);
            browser.go("/work/returns/%s/papers".formatted(county.village().code()));
            send(browser, wrong, "take");
            assertThat(main(browser)).contains("有 1 处不符", BOARDS, "一块");
            browser.isAtHomeHere();

            send(browser, file(county.village(), 12, 96.5), "try");
            assertThat(main(browser)).contains("检查通过", "还没有承接过");
            browser.isAtHomeHere();

            send(browser, file(county.village(), 12, 96.5), "take");
            assertThat(main(browser)).contains("纸质承接", "没有逐条记录可查", "其中两次在组里开");
            browser.isAtHomeHere();
            browser.go("/work/returns/%s/2020?view=years"
                    .formatted(county.village().code()));
            assertThat(main(browser)).contains("2019年", "纸质承接");
            browser.isAtHomeHere();
            browser.go("/work/dashboard/%s/2020?years=forumCount"
                    .formatted(county.village().code()));
            assertThat(browser.page().locator("#years ~ .scroll .columns").innerText())
                    .contains("召开群众座谈会", "2019", "12", "纸质承接");
            browser.isAtHomeHere();
            browser.page().locator("#years ~ .scroll .columns td a").first().click();
            assertThat(main(browser)).contains("没有逐条记录可查");
        }
    }

    private void send(Chromium browser, byte[] file, String step) {
        browser.page().locator("#f-year").selectOption("2019");
        browser.page()
                .locator("#f-file")
                .setInputFiles(new FilePayload(
                        "二〇一九年统计表.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file));
        browser.page().locator("button[value=" + step + "]").click();
        browser.page().waitForLoadState();
    }

    private static String main(Chromium browser) {
        return browser.page().locator("main").innerText();
    }

    // ---- files

    private PaperReturns.Report take(Organization within, byte[] file, boolean keep) {
        return papers.take(
                ReturnsTest.FORM,
                within,
                YEAR,
                "统计表.xlsx",
                file,
                keep,
                within.id().equals(county.village().id())
                        ? clerk()
                        : county.townClerk().id());
    }

    private List<String> why(Organization within, byte[] file) {
        var report = take(within, file, true);
        assertThat(report.kept()).isEmpty();
        return report.problems().stream()
                .map(problem -> problem.sentence().code())
                .toList();
    }

    private PersonId clerk() {
        return county.villageClerk().id();
    }

    private void forum(Organization at, LocalDate on) {
        facts.record(
                        new RecordedFacts.Recording(
                                at.id(), Measure.FORUM, on, 1, null, null, "村民代表座谈会", "会议记录第 2 号", null),
                        county.countyClerk().id())
                .orThrow();
    }

    /** A filled copy as the program itself writes it, with some figures of a village. */
    private byte[] file(Organization unit, int forums, double satisfied) {
        return written(sheet(unit, forums, satisfied), REPORTED);
    }

    private byte[] written(Sheet sheet, LocalDate on) {
        return printer.print(ReturnLayout.of(sheet, on), FormFormat.XLSX, Paper.A3);
    }

    private Sheet sheet(Organization unit, int forums, double satisfied) {
        var figures = Map.of(
                "orgCount", BigDecimal.ONE,
                "forumCount", BigDecimal.valueOf(forums),
                "publicSatisfactionRate", BigDecimal.valueOf(satisfied));
        var form = returns.form(ReturnsTest.FORM, YEAR.last());
        return new Sheet(
                form,
                unit.code(),
                unit.name(),
                "青禾县" + form.title(),
                YEAR,
                YEAR.last(),
                0,
                form.rows().stream()
                        .map(row -> {
                            var figure = figures.get(row.code());
                            var cells = new HashMap<String, BigDecimal>();
                            if (!row.isRatio()) {
                                form.columns().forEach(column -> cells.put(column.code(), BigDecimal.ZERO));
                            }
                            if (figure != null) {
                                cells.put(VILLAGES, figure);
                            }
                            return new Sheet.Line(
                                    row,
                                    cells,
                                    figure == null && !row.isRatio() ? BigDecimal.ZERO : figure,
                                    Map.of(),
                                    row.code().equals("forumCount") ? "其中两次在组里开" : "",
                                    java.util.Set.of());
                        })
                        .toList());
    }

    private static byte[] changed(byte[] file, Consumer<XSSFSheet> change) throws IOException {
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(file));
                var bytes = new ByteArrayOutputStream()) {
            change.accept(book.getSheetAt(0));
            book.write(bytes);
            return bytes.toByteArray();
        }
    }

    /** Several copies in one workbook, its sheets called 1, 2, 3. */
    private static byte[] book(byte[]... files) throws IOException {
        try (var book = new XSSFWorkbook();
                var bytes = new ByteArrayOutputStream()) {
            for (var file : files) {
                var into = book.createSheet(String.valueOf(book.getNumberOfSheets() + 1));
                try (var one = new XSSFWorkbook(new ByteArrayInputStream(file))) {
                    for (var row : one.getSheetAt(0)) {
                        var copy = into.createRow(row.getRowNum());
                        for (var cell : row) {
                            var to = copy.createCell(cell.getColumnIndex());
                            switch (cell.getCellType()) {
                                case NUMERIC -> to.setCellValue(cell.getNumericCellValue());
                                case STRING -> to.setCellValue(cell.getStringCellValue());
                                default -> {
                                    // blank
                                }
                            }
                        }
                    }
                }
            }
            book.write(bytes);
            return bytes.toByteArray();
        }
    }
}
