package io.gongkai.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.Statements;
import io.gongkai.account.NotPermittedException;
import io.gongkai.ledger.Measure;
import io.gongkai.opinion.OpinionSource;
import io.gongkai.opinion.Opinions;
import io.gongkai.opinion.Sender;
import io.gongkai.opinion.WrittenDown;
import io.gongkai.organization.FacilityKind;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationForm;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import io.gongkai.organization.TreeChange;
import io.gongkai.organization.TreeChanges;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.Word;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.OptimisticLockingFailureException;

/** The annual return of a county, and the facts recorded by hand that stand in it. */
@CountyTest
class ReturnsTest {

    static final String FORM = "annual-disclosure-return";

    private static final int YEAR = 2025;
    private static final LocalDate JUNE = LocalDate.of(YEAR, 6, 3);

    @Autowired
    Returns returns;

    @Autowired
    RecordedFacts facts;

    @Autowired
    Mending mending;

    @Autowired
    Opinions opinions;

    @Autowired
    Organizations organizations;

    @Autowired
    TreeChanges changes;

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    Clock clock;

    private MadeUpCounty county;

    @BeforeEach
    void aCountyStands() {
        county = founder.establish();
    }

    @Test
    void everyOrganizationCountsInItsColumnAndTheCountysOwnBodiesInNone() {
        var sheet = sheet();

        assertThat(sheet.title()).isEqualTo("青禾县党的基层组织党务公开工作情况统计表");
        assertThat(sheet.cutOff()).isEqualTo("2025-12-31");
        var line = sheet.line("orgCount");
        assertThat(line.cell("TOWN_COMMITTEE")).isEqualTo("2");
        assertThat(line.cell("ADMINISTRATIVE_VILLAGE")).isEqualTo("3");
        assertThat(line.cell("INSTITUTION_SCHOOL")).isEqualTo("1");
        assertThat(line.total()).isEqualTo("8");
        assertThat(sheet.lines())
                .hasSize(45)
                .allSatisfy(row -> assertThat(row.cells().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                        .isEqualByComparingTo(row.total() == null ? BigDecimal.ZERO : row.total()));
    }

    @Test
    void aFactRisesInTheVillagesTheTownsAndTheCountysReturn() {
        var fact = record(county.village().id(), Measure.FORUM, JUNE, 1, null);

        for (var at : List.of(county.village(), county.town(), county.county())) {
            assertThat(figure(at.id(), "forumCount")).isEqualTo(1);
            var evidence = evidence(at.id(), "forumCount", "ADMINISTRATIVE_VILLAGE");
            assertThat(evidence.items()).singleElement().satisfies(item -> {
                assertThat(item.source().id()).isEqualTo(fact);
                assertThat(item.organizationName()).isEqualTo(county.village().name());
                assertThat(item.open()).isFalse();
            });
        }
        assertThat(figure(county.otherTown().id(), "forumCount")).isZero();
        assertThat(figure(county.village().id(), "ledgerSetCount")).isEqualTo(1);
    }

    @Test
    void whatIsTakenBackNoLongerCountsAndIsNoEvidence() {
        var fact = record(county.village().id(), Measure.FORUM, JUNE, 3, null);
        record(county.village().id(), Measure.FORUM, JUNE, 2, null);

        facts.cancel(fact, "重复登记", clerk()).orThrow();

        assertThat(figure(county.county().id(), "forumCount")).isEqualTo(2);
        assertThat(evidence(county.county().id(), "forumCount", null).count()).isEqualTo(1);
        assertThatThrownBy(() -> facts.cancel(fact, "再撤一次", clerk()))
                .isInstanceOf(OptimisticLockingFailureException.class);
    }

    @Test
    void twoWhoTakeItBackAtOnceDoSoOnce() throws Exception {
        var fact = record(county.village().id(), Measure.FORUM, JUNE, 3, null);
        record(county.village().id(), Measure.FORUM, JUNE, 2, null);
        var done = new ArrayList<Object>();

        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = people.invokeAll(Collections.nCopies(6, () -> facts.cancel(fact, "重复登记", clerk())));
            for (var one : all) {
                try {
                    done.add(one.get());
                } catch (java.util.concurrent.ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(OptimisticLockingFailureException.class);
                }
            }
        }

        assertThat(done).hasSize(1);
        assertThat(figure(county.county().id(), "forumCount")).isEqualTo(2);
    }

    @Test
    void aSupervisorCountsWhileTheTermLasts() {
        var fact = record(county.town().id(), Measure.SUPERVISOR, LocalDate.of(2024, 3, 1), 2, null);
        assertThat(figure(county.town().id(), "supervisorCount")).isEqualTo(2);

        facts.end(fact, LocalDate.of(YEAR, 9, 1), clerk()).orThrow();

        assertThat(figure(county.town().id(), "supervisorCount")).isZero();
        assertThat(returns.compute(FORM, county.town().id(), 2024)
                        .line("supervisorCount")
                        .total())
                .isEqualTo("2");
        assertThat(evidence(county.town().id(), "supervisorCount", null).items())
                .isEmpty();
    }

    @Test
    void whatASupervisorSaysIsAmongTheOpinionsCollected() {
        record(county.village().id(), Measure.SUPERVISOR_OPINION, JUNE, 4, null);
        record(county.village().id(), Measure.OPINION_COLLECTED, JUNE, 5, null);

        assertThat(figure(county.town().id(), "supervisorOpinionCount")).isEqualTo(4);
        assertThat(figure(county.town().id(), "opinionCollectedCount")).isEqualTo(9);
    }

    @Test
    void aRateIsWeightedInTheTotalAndBlankWithoutAnswers() {
        assertThat(sheet().line("publicSatisfactionRate").total()).isNull();

        record(county.village().id(), Measure.SATISFACTION_SATISFIED, JUNE, 9, 10L);
        record(county.school().id(), Measure.SATISFACTION_SATISFIED, JUNE, 0, 20L);

        var line = sheet().line("publicSatisfactionRate");
        assertThat(line.cell("ADMINISTRATIVE_VILLAGE")).isEqualTo("90.0");
        assertThat(line.cell("INSTITUTION_SCHOOL")).isEqualTo("0.0");
        assertThat(line.cell("ENTERPRISE")).isNull();
        assertThat(line.total()).isEqualTo("30.0");
        assertThatEveryFigureOpens(returns, sheet(), county.county().id(), 1);
    }

    @Test
    void aRateSaysOnHowManyAnswersItRests() {
        record(county.village().id(), Measure.SATISFACTION_SATISFIED, JUNE, 9, 10L);
        record(county.school().id(), Measure.SATISFACTION_SATISFIED, JUNE, 0, 20L);

        var line = sheet().line("publicSatisfactionRate");
        assertThat(line.base()).isEqualTo(30);
        assertThat(line.bases())
                .containsOnly(Map.entry("ADMINISTRATIVE_VILLAGE", 10L), Map.entry("INSTITUTION_SCHOOL", 20L));
        assertThat(sheet().line("orgCount").bases()).isEmpty();
    }

    @Test
    void theMonthsOfARowAddUpToItsTotalAndEachOpensItsFacts() {
        record(county.village().id(), Measure.FORUM, JUNE, 3, null);
        record(county.secondVillage().id(), Measure.FORUM, LocalDate.of(YEAR, 12, 31), 4, null);
        record(county.village().id(), Measure.FORUM, LocalDate.of(YEAR - 1, 6, 3), 9, null);
        record(county.village().id(), Measure.SATISFACTION_SATISFIED, JUNE, 9, 10L);
        record(county.school().id(), Measure.SATISFACTION_SATISFIED, LocalDate.of(YEAR, 1, 1), 0, 20L);

        var months = returns.monthly(FORM, county.county().id(), YEAR);

        assertThat(months.line("forumCount").cells())
                .extracting(cell -> cell.month().getValue() + ":" + cell.value())
                .containsExactly("1:0", "2:0", "3:0", "4:0", "5:0", "6:3", "7:0", "8:0", "9:0", "10:0", "11:0", "12:4");
        assertThat(months.line("publicSatisfactionRate").cells())
                .filteredOn(cell -> cell.base() > 0)
                .extracting(Months.Cell::month, Months.Cell::value, Months.Cell::base)
                .containsExactly(
                        Tuple.tuple(Month.JANUARY, new BigDecimal("0.0"), 20L),
                        Tuple.tuple(Month.JUNE, new BigDecimal("90.0"), 10L));
        assertThatTheMonthsAddUp(returns, sheet(), county.county().id());
    }

    @Test
    void aMonthAheadAndAMonthOfAStockHaveNoFigures() {
        var thisYear = LocalDate.now(clock).getYear();
        assertThat(returns.monthly(FORM, county.county().id(), thisYear)
                        .line("forumCount")
                        .cells())
                .hasSize(LocalDate.now(clock).getMonthValue());
        assertThatThrownBy(() -> returns.evidence(
                        FORM,
                        county.county().id(),
                        ReturnPeriod.ofYear(YEAR),
                        Month.JUNE,
                        "noticeBoardCount",
                        null,
                        50,
                        null))
                .isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(
                        () -> returns.monthly(FORM, county.county().id(), YEAR).line("noticeBoardCount"))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void whoHasNothingInARowIsNamedAndIsExactlyTheRest() {
        record(county.village().id(), Measure.FORUM, JUNE, 1, null);
        record(county.town().id(), Measure.FORUM, JUNE, 1, null);
        var taken = record(county.secondVillage().id(), Measure.FORUM, JUNE, 1, null);
        facts.cancel(taken, "重复登记", clerk()).orThrow();

        var villages = lacking("forumCount", "ADMINISTRATIVE_VILLAGE", 50, null);

        assertThat(villages.count()).isEqualTo(2);
        assertThat(villages.units())
                .extracting(Lacking.Unit::name)
                .containsExactly(
                        county.secondVillage().name(), county.thirdVillage().name());
        assertThat(lacking("orgCount", null, 50, null).count()).isZero();
        var first = lacking("forumCount", null, 4, null);
        var second = lacking("forumCount", null, 4, first.next());
        assertThat(first.count()).isEqualTo(6); // of eight
        assertThat(first.units()).hasSize(4);
        assertThat(second.units()).hasSize(2);
        assertThat(second.next()).isNull();
    }

    private Lacking lacking(String row, @Nullable String column, int size, @Nullable String after) {
        return returns.lacking(FORM, county.county().id(), ReturnPeriod.ofYear(YEAR), row, column, size, after);
    }

    @Test
    void evidenceComesInPagesThatAddUp() {
        for (var day = 1; day <= 7; day++) {
            record(county.village().id(), Measure.NEWS_ARTICLE, LocalDate.of(YEAR, 5, day % 4 + 1), day, null);
        }

        assertThatEveryFigureOpens(returns, sheet(), county.county().id(), 2);
        assertThatThrownBy(() -> returns.evidence(
                        FORM, county.county().id(), YEAR, "newsArticleCount", null, 2, "bm90IGEgY3Vyc29y"))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void aYearThatHasNotBegunHasNoReturn() {
        assertThatThrownBy(() -> returns.compute(FORM, county.county().id(), 2999))
                .isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> returns.compute("no-such-form", county.county().id(), YEAR))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void everyGroundAgainstAFactIsGivenAtOnce() {
        var refused = facts.record(
                new RecordedFacts.Recording(
                        county.village().id(),
                        Measure.WEB_PUBLICATION,
                        LocalDate.of(2999, 1, 1),
                        0,
                        3L,
                        LocalDate.of(2999, 2, 1),
                        "会",
                        " ",
                        null),
                clerk());

        assertThat(((Outcome.Refused<UUID>) refused).refusals())
                .extracting(Refusal::field, Refusal::code)
                .containsExactlyInAnyOrder(
                        Tuple.tuple("measure", "statistics.fact.measure"),
                        Tuple.tuple("on", "statistics.fact.future"),
                        Tuple.tuple("until", "statistics.fact.until.flow"),
                        Tuple.tuple("quantity", "statistics.fact.quantity"),
                        Tuple.tuple("base", "statistics.fact.base.count"),
                        Tuple.tuple("title", "statistics.fact.title.length"),
                        Tuple.tuple("evidence", "statistics.fact.evidence.length"));
    }

    @Test
    void aClerkOfOneVillageRecordsNothingForAnother() {
        assertThatThrownBy(() -> facts.record(
                        recording(county.secondVillage().id(), Measure.FORUM, JUNE, 1, null),
                        county.villageClerk().id()))
                .isInstanceOf(NotPermittedException.class);
        assertThat(facts.record(
                        recording(county.village().id(), Measure.FORUM, JUNE, 1, null),
                        county.villageClerk().id()))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void theSheetIsHeldAgainstItsCrossChecks() {
        record(county.village().id(), Measure.OPINION_COLLECTED, LocalDate.of(YEAR - 1, 3, 1), 5, null);
        record(county.village().id(), Measure.OPINION_CLOSED, LocalDate.of(YEAR - 1, 3, 1), 3, null);
        record(county.village().id(), Measure.OPINION_COLLECTED, JUNE, 2, null);
        record(county.village().id(), Measure.OPINION_CLOSED, JUNE, 4, null);
        record(county.village().id(), Measure.OPINION_REPLIED, JUNE, 4, null);
        assertThat(findings("opinionClosedCount")).isEmpty(); // two were carried over

        record(county.village().id(), Measure.OPINION_CLOSED, JUNE, 1, null);

        assertThat(findings("opinionClosedCount")).singleElement().satisfies(finding -> {
            assertThat(finding.hard()).isTrue();
            assertThat(finding.column()).isEqualTo("ADMINISTRATIVE_VILLAGE");
            assertThat(finding.sentence().details())
                    .containsExactly(
                            new Word("已办结", "Opinions closed"),
                            new Word("建制村", "Villages"),
                            5L,
                            new Word("收集意见建议", "Opinions and suggestions collected"),
                            4L);
        });
        assertThat(findings("opinionRepliedCount"))
                .extracting(CheckFinding::hard)
                .containsExactly(false); // one was closed without a reply
    }

    @Test
    void aStockThatJumpsFromOneYearToTheNextWantsARemark() {
        assertThat(findings("noticeBoardCount")).isEmpty();
        organizations
                .openFacility(county.town().id(), FacilityKind.BOARD, "公开栏", "镇政府门口", LocalDate.of(2020, 1, 1))
                .orThrow();
        organizations
                .openFacility(county.town().id(), FacilityKind.BOARD, "新公开栏", "广场", JUNE)
                .orThrow();

        assertThat(findings("noticeBoardCount"))
                .extracting(finding -> finding.sentence().code())
                .containsExactly("statistics.check.steady");
    }

    @Test
    void opinionsByHotlineWhereNoneWasOpenedWantALookAndAnEarlierReturnStaysAsItWas() {
        var before = sheet();
        opinions.openBook(county.county().id(), LocalDate.of(YEAR, 1, 1), clerk());
        opinions.writeDown(
                        new WrittenDown(
                                county.village().id(),
                                OpinionSource.HOTLINE,
                                JUNE,
                                "热线里说的一件事",
                                "村口路灯不亮",
                                false,
                                new Sender("", "", "")),
                        clerk())
                .orThrow();

        var finding = findings("hotlineCount").getFirst();

        assertThat(finding.hard()).isFalse();
        assertThat(finding.column()).isEqualTo("ADMINISTRATIVE_VILLAGE");
        assertThat(mending.of(FORM, county.county().id(), ReturnPeriod.ofYear(YEAR), finding.check(), finding.column())
                        .units())
                .containsExactly(new Mending.Unit(
                        county.village().code(), county.village().name(), 1, 0));
        assertThat(returns.checkSigned(before))
                .extracting(CheckFinding::row)
                .as("it was computed before the call")
                .doesNotContain("hotlineCount");
        assertThat(returns.checkSigned(sheet())).contains(finding);

        organizations
                .openFacility(county.village().id(), FacilityKind.HOTLINE, "公开热线", "0376-7920001", JUNE)
                .orThrow();
        assertThat(findings("hotlineCount")).isEmpty();
    }

    @Test
    void aReturnTakesAHandfulOfStatementsWhateverLiesBeneath() {
        var below = organizations.children(county.county().id()).stream()
                .map(Organization::id)
                .toList();
        // The figures, what is written beside them, the names.
        assertThat(Statements.of(() -> returns.compute(FORM, county.county().id(), YEAR)))
                .isEqualTo(3);
        assertThat(Statements.of(() -> returns.computeAll(FORM, below, YEAR))).isEqualTo(3);
        assertThat(Statements.of(() -> returns.monthly(FORM, county.county().id(), YEAR)))
                .isEqualTo(1);
        // One for the figure, three for each level below it that is walked through, one for the entries.
        assertThat(Statements.of(() -> returns.evidence(FORM, county.county().id(), YEAR, "orgCount", null, 50, null)))
                .isLessThanOrEqualTo(8);
    }

    /** Of what moved it is not known how much happened where, but what holds nothing at all need not be looked through. */
    @Test
    void evidenceIsFoundInATownThatCameInJulyWithoutLookingThroughItsVillages() {
        var old = founder.establish();
        var villages = organizations
                .establishAll(IntStream.range(0, 150)
                        .mapToObj(n -> new Organizations.New(
                                old.town().code() + "M" + (1000 + n),
                                "第%d新村".formatted(n),
                                OrganizationKind.ADMINISTRATIVE_VILLAGE,
                                OrganizationForm.BRANCH,
                                old.town().id(),
                                null,
                                LocalDate.of(YEAR, 1, 1)))
                        .toList())
                .orThrow();
        var july = LocalDate.of(YEAR, 7, 1);
        changes.apply(
                        new TreeChange.Move(old.town().id(), county.county().id(), july),
                        county.countyClerk().id())
                .orThrow();
        var fact = record(villages.getLast().id(), Measure.FORUM, july.plusDays(3), 1, null);

        assertThat(Statements.of(() -> assertThat(evidence(county.county().id(), "forumCount", null)
                                .items())
                        .singleElement()
                        .satisfies(item -> assertThat(item.source().id()).isEqualTo(fact))))
                .isLessThanOrEqualTo(8);
    }

    /** Pages through every figure: the quantities add up to it, and the count is the number of facts. */
    static void assertThatEveryFigureOpens(Returns returns, Sheet sheet, OrganizationId organization, int size) {
        for (var line : sheet.lines()) {
            for (var column : sheet.form().columns()) {
                assertThatItOpens(returns, sheet, organization, line, column.code(), line.cell(column.code()), size);
            }
            assertThatItOpens(returns, sheet, organization, line, null, line.total(), size);
        }
    }

    /** The months of every row add up to its total, and what a month opens is the month's figure. */
    static void assertThatTheMonthsAddUp(Returns returns, Sheet sheet, OrganizationId organization) {
        var form = sheet.form().code();
        for (var line : returns.monthly(form, organization, sheet.year()).lines()) {
            var total = sheet.line(line.row().code());
            var base = line.cells().stream().mapToLong(Months.Cell::base).sum();
            assertThat(base).as(line.row().code()).isEqualTo(total.base());
            if (!line.row().isRatio()) {
                assertThat(line.cells().stream().map(Months.Cell::value).reduce(BigDecimal.ZERO, BigDecimal::add))
                        .as("%s %s", sheet.organizationName(), line.row().code())
                        .isEqualTo(total.total());
            }
            for (var cell : line.cells()) {
                var evidence = returns.evidence(
                        form,
                        organization,
                        sheet.period(),
                        cell.month(),
                        line.row().code(),
                        null,
                        1,
                        null);
                assertThat(evidence.value())
                        .as("%s %s %s", sheet.organizationName(), line.row().code(), cell.month())
                        .isEqualTo(cell.value());
            }
        }
    }

    private static void assertThatItOpens(
            Returns returns,
            Sheet sheet,
            OrganizationId organization,
            Sheet.Line line,
            @Nullable String column,
            @Nullable BigDecimal figure,
            int size) {
        if (figure == null || figure.signum() == 0 && !line.row().isRatio()) {
            return;
        }
        var quantities = 0L;
        var bases = 0L;
        var count = 0;
        String cursor = null;
        do {
            var page = returns.evidence(
                    sheet.form().code(),
                    organization,
                    sheet.period(),
                    null,
                    line.row().code(),
                    column,
                    size,
                    cursor);
            assertThat(page.value()).isEqualTo(figure);
            quantities +=
                    page.items().stream().mapToLong(Evidence.Item::quantity).sum();
            bases += page.items().stream().mapToLong(Evidence.Item::base).sum();
            count += page.items().size();
            cursor = page.next();
            if (cursor == null) {
                assertThat((long) count).isEqualTo(page.count());
            }
        } while (cursor != null);
        assertThat(figure)
                .as("%s %s %s", sheet.organizationName(), line.row().code(), column)
                .isEqualTo(
                        line.row().isRatio()
                                ? BigDecimal.valueOf(100 * quantities)
                                        .divide(BigDecimal.valueOf(bases), 1, RoundingMode.HALF_UP)
                                : BigDecimal.valueOf(quantities));
    }

    private List<CheckFinding> findings(String row) {
        return returns.check(sheet()).stream()
                .filter(finding -> finding.row().equals(row))
                .toList();
    }

    private Sheet sheet() {
        return returns.compute(FORM, county.county().id(), YEAR);
    }

    private long figure(OrganizationId organization, String row) {
        var total = returns.compute(FORM, organization, YEAR).line(row).total();
        return total == null ? -1 : total.longValueExact();
    }

    private Evidence evidence(OrganizationId organization, String row, @Nullable String column) {
        return returns.evidence(FORM, organization, YEAR, row, column, 50, null);
    }

    private UUID record(
            OrganizationId organization, Measure measure, LocalDate on, long quantity, @Nullable Long base) {
        return facts.record(recording(organization, measure, on, quantity, base), clerk())
                .orThrow();
    }

    private static RecordedFacts.Recording recording(
            OrganizationId organization, Measure measure, LocalDate on, long quantity, @Nullable Long base) {
        return new RecordedFacts.Recording(
                organization, measure, on, quantity, base, null, "第二季度群众座谈会", "会议记录 2025 年第 6 号", null);
    }

    private PersonId clerk() {
        return county.countyClerk().id();
    }
}
