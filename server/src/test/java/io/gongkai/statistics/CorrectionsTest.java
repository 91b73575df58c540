package io.gongkai.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.MadeUpCounty.Person;
import io.gongkai.account.NotPermittedException;
import io.gongkai.document.Attachments;
import io.gongkai.ledger.Measure;
import io.gongkai.organization.FacilityKind;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.WrongStateException;
import io.gongkai.statistics.Reporting.Which;
import io.gongkai.statistics.Reporting.Words;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Manual corrections: the exception, by two people, visible, counted, and adding up on every level. */
@CountyTest
class CorrectionsTest {

    private static final String FORM = ReturnsTest.FORM;
    private static final ReturnPeriod YEAR = ReturnPeriod.ofYear(2025);
    private static final LocalDate JUNE = LocalDate.of(2025, 6, 3);
    private static final String VILLAGES = OrganizationKind.ADMINISTRATIVE_VILLAGE.name();
    private static final String WHY = "登记簿被水浸毁，按报社开具的证明更正";

    @Autowired
    Corrections corrections;

    @Autowired
    Reporting reporting;

    @Autowired
    Returns returns;

    @Autowired
    RecordedFacts facts;

    @Autowired
    Organizations organizations;

    @Autowired
    Attachments attachments;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MadeUpCounty.Founder founder;

    private MadeUpCounty county;
    private UUID paper;

    @BeforeEach
    void aVillageWithTwoArticles() {
        county = founder.establish();
        paper = attachments
                .store(
                        "证明.txt",
                        "五篇".getBytes(StandardCharsets.UTF_8),
                        county.villageClerk().id())
                .orThrow()
                .id();
        facts.record(
                        new RecordedFacts.Recording(
                                county.village().id(),
                                Measure.NEWS_ARTICLE,
                                List.of(),
                                JUNE,
                                2,
                                null,
                                null,
                                "六月两篇稿件",
                                "剪报第 3 页",
                                null),
                        county.countyClerk().id())
                .orThrow();
    }

    @Test
    void onlyAfterASecondPersonAgreesTheFigureIsAnotherOnEveryLevelAndMarked() {
        var correction = propose("newsArticleCount", 5L, null).orThrow();
        assertThat(figure(county.village(), "newsArticleCount")).isEqualTo("2");

        corrections.confirm(correction, county.villageApprover().id()).orThrow();

        for (var at : List.of(county.village(), county.town(), county.county())) {
            var sheet = returns.compute(FORM, at.id(), YEAR);
            assertThat(sheet.figure("newsArticleCount", VILLAGES)).isEqualTo("5");
            assertThat(sheet.line("newsArticleCount").corrected()).isEqualTo(Set.of(VILLAGES, Sheet.TOTAL));
            assertThat(sheet.lines())
                    .filteredOn(line -> !line.row().code().equals("newsArticleCount"))
                    .allSatisfy(line -> assertThat(line.corrected()).isEmpty());
            ReturnsTest.assertThatEveryFigureOpens(returns, sheet, at.id(), 2);
        }
        assertThat(returns.compute(FORM, county.otherTown().id(), YEAR)
                        .line("newsArticleCount")
                        .corrected())
                .isEmpty();
        assertThat(returns.evidence(FORM, county.county().id(), 2025, "newsArticleCount", null, 10, null)
                        .items())
                .extracting(item -> item.source().type(), Evidence.Item::quantity)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("FACT", 2L),
                        org.assertj.core.groups.Tuple.tuple("CORRECTION", 3L));
    }

    @Test
    void aStockIsCorrectedForItsYearAndTheNextStartsFromTheRecordsAgain() {
        organizations
                .openFacility(county.village().id(), FacilityKind.BOARD, "村口公开栏", "村口", JUNE)
                .orThrow();
        var correction = propose("noticeBoardCount", 3L, null).orThrow();
        corrections.confirm(correction, county.villageApprover().id()).orThrow();

        assertThat(figure(county.town(), "noticeBoardCount")).isEqualTo("3");
        assertThat(returns.compute(FORM, county.town().id(), 2026).figure("noticeBoardCount", VILLAGES))
                .isEqualTo("1");
        assertThat(returns.compute(FORM, county.town().id(), 2024).figure("noticeBoardCount", VILLAGES))
                .isEqualTo("0");
    }

    @Test
    void aFigureMayBecomeLessAndNeverLessThanNothing() {
        corrections
                .confirm(
                        propose("newsArticleCount", 0L, null).orThrow(),
                        county.villageApprover().id())
                .orThrow();

        assertThat(figure(county.county(), "newsArticleCount")).isEqualTo("0");
        assertThat(grounds("newsArticleCount", -1L, null)).contains("reporting.correction.becomes");
    }

    @Test
    void aRateIsCorrectedByItsTwoNumbersAndTheTotalStaysWeighted() {
        corrections
                .confirm(
                        propose("publicSatisfactionRate", 955L, 1200L).orThrow(),
                        county.villageApprover().id())
                .orThrow();

        var line = returns.compute(FORM, county.county().id(), YEAR).line("publicSatisfactionRate");
        assertThat(line.cell(VILLAGES)).isEqualTo("79.6");
        assertThat(line.total()).isEqualTo("79.6");
    }

    @Test
    void whoeverProposedDoesNotDecideNorDoesWhoIsNotResponsible() {
        var correction = propose("newsArticleCount", 5L, null).orThrow();

        for (var person : List.of(county.villageClerk(), county.villagePublisher(), county.member())) {
            assertThatThrownBy(() -> corrections.confirm(correction, person.id()))
                    .isInstanceOf(NotPermittedException.class);
            assertThatThrownBy(() -> corrections.refuse(correction, "没有道理", person.id()))
                    .isInstanceOf(NotPermittedException.class);
        }
        assertThatThrownBy(() -> corrections.propose(
                        proposal(county.village(), "newsArticleCount", 5L, null),
                        county.villageApprover().id()))
                .isInstanceOf(NotPermittedException.class);
        assertThatThrownBy(() -> jdbc.sql("""
                                update statistics.correction
                                   set status = 'IN_FORCE', decided_by = proposed_by, decided_at = now()
                                 where id = :id
                                """).param("id", correction).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("another_person_decides");
    }

    @Test
    void everyGroundAgainstACorrectionIsGivenAtOnce() {
        var refused = (Outcome.Refused<UUID>) corrections.propose(
                new Corrections.Proposal(FORM, county.village().id(), YEAR, "newsArticleCount", 2L, 7L, "改一下", null),
                county.villageClerk().id());

        assertThat(refused.refusals())
                .extracting(Refusal::field)
                .containsExactlyInAnyOrder("reason", "attachment", "becomesBase", "becomes");
        assertThat(grounds("orgCount", 3L, null)).containsExactly("reporting.correction.row");
        assertThat(grounds("orgPractisingDisclosureCount", 1L, null)).containsExactly("reporting.correction.row");
        assertThat(grounds("publicSatisfactionRate", 9L, 8L)).containsExactly("reporting.correction.satisfied");
        propose("newsArticleCount", 5L, null).orThrow();
        assertThat(grounds("newsArticleCount", 6L, null)).containsExactly("reporting.correction.proposed");
    }

    @Test
    void aSuperiorCorrectsItsOwnFigureAndNotThatOfItsVillages() {
        var town = (Outcome.Done<UUID>) corrections.propose(
                proposal(county.town(), "newsArticleCount", 4L, null),
                county.townClerk().id());
        corrections.confirm(town.value(), county.townApprover().id()).orThrow();

        var sheet = returns.compute(FORM, county.town().id(), YEAR);
        assertThat(sheet.figure("newsArticleCount", "TOWN_COMMITTEE")).isEqualTo("4");
        assertThat(sheet.figure("newsArticleCount", VILLAGES)).isEqualTo("2");
        assertThat(((Outcome.Refused<UUID>) corrections.propose(
                                proposal(county.county(), "newsArticleCount", 4L, null),
                                county.countyClerk().id()))
                        .refusals())
                .extracting(Refusal::code)
                .contains("reporting.correction.column");
    }

    @Test
    void whenAFactCameBetweenTheSecondPersonIsToldAndNothingIsEntered() {
        var correction = propose("newsArticleCount", 5L, null).orThrow();
        facts.record(
                        new RecordedFacts.Recording(
                                county.village().id(),
                                Measure.NEWS_ARTICLE,
                                List.of(),
                                JUNE,
                                1,
                                null,
                                null,
                                "补登一篇稿件",
                                "剪报第 4 页",
                                null),
                        county.countyClerk().id())
                .orThrow();

        assertThat(((Outcome.Refused<Correction>) corrections.confirm(
                                correction, county.villageApprover().id()))
                        .refusals())
                .extracting(Refusal::code, Refusal::details)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("reporting.correction.moved", List.of(2L, 3L)));
        assertThat(figure(county.county(), "newsArticleCount")).isEqualTo("3");
    }

    @Test
    void aCorrectionThatIsWithdrawnLeavesNoTraceInTheFiguresAndOneOnRecord() {
        var correction = propose("newsArticleCount", 5L, null).orThrow();
        corrections.confirm(correction, county.villageApprover().id()).orThrow();

        var withdrawn = corrections
                .withdraw(correction, "原始剪报已找到", county.villageClerk().id())
                .orThrow();

        assertThat(withdrawn.status()).isEqualTo(CorrectionStatus.WITHDRAWN);
        assertThat(withdrawn.words()).isEqualTo("原始剪报已找到");
        var sheet = returns.compute(FORM, county.county().id(), YEAR);
        assertThat(sheet.figure("newsArticleCount", VILLAGES)).isEqualTo("2");
        assertThat(sheet.line("newsArticleCount").corrected()).isEmpty();
        assertThatThrownBy(() -> corrections.withdraw(
                        correction, "再撤一次看看", county.villageClerk().id()))
                .isInstanceOf(WrongStateException.class);
        assertThatThrownBy(() ->
                        corrections.confirm(correction, county.villageApprover().id()))
                .isInstanceOf(WrongStateException.class);
    }

    @Test
    void correctedCellsAndReturnsAreCounted() {
        corrections
                .confirm(
                        propose("newsArticleCount", 5L, null).orThrow(),
                        county.villageApprover().id())
                .orThrow();
        corrections
                .confirm(
                        propose("forumCount", 1L, null).orThrow(),
                        county.villageApprover().id())
                .orThrow();
        var town = corrections
                .propose(
                        proposal(county.town(), "forumCount", 4L, null),
                        county.townClerk().id())
                .orThrow();
        corrections.confirm(town, county.townApprover().id()).orThrow();
        propose("inspectionCount", 4L, null).orThrow(); // not decided, not counted

        assertThat(corrections.extent(county.county().id(), FORM, YEAR)).isEqualTo(new Corrections.Extent(3, 2));
        assertThat(corrections.extent(county.village().id(), FORM, YEAR)).isEqualTo(new Corrections.Extent(2, 1));
        assertThat(reporting.lines(county.town().id(), FORM, YEAR))
                .filteredOn(line -> line.code().equals(county.village().code()))
                .singleElement()
                .satisfies(line -> assertThat(line.corrections()).isEqualTo(2));
    }

    @Test
    void aReturnIsNotConfirmedWhileACorrectionIsUndecidedAndSaysInItsSignedTextWhatWasCorrected() {
        var village = new Which(FORM, county.village().id(), YEAR);
        var correction = propose("newsArticleCount", 5L, null).orThrow();
        reporting
                .take(
                        ReturnStep.COMPUTE,
                        village,
                        Words.NONE,
                        county.villageClerk().id())
                .orThrow();

        assertThat(((Outcome.Refused<StatisticalReturn>) reporting.take(
                                ReturnStep.CONFIRM,
                                village,
                                Words.NONE,
                                county.villageApprover().id()))
                        .refusals())
                .extracting(Refusal::code)
                .containsExactly("reporting.correction.undecided");

        corrections.confirm(correction, county.villageApprover().id()).orThrow();
        reporting
                .take(
                        ReturnStep.COMPUTE,
                        village,
                        Words.NONE,
                        county.villageClerk().id())
                .orThrow();
        var reported = reporting
                .report(village, Words.NONE, county.villageApprover().id())
                .orThrow();
        assertThat(returns.signed(reported.snapshot().content())
                        .line("newsArticleCount")
                        .corrected())
                .containsExactlyInAnyOrder(VILLAGES, Sheet.TOTAL);
        assertThat(reporting.lines(county.town().id(), FORM, YEAR))
                .filteredOn(line -> line.code().equals(county.village().code()))
                .noneMatch(ReportingLine::isPlain);
    }

    @Test
    void aCorrectionOfAFrozenReturnShowsInItsRestatementAndNotInItsFigures() {
        var village = new Which(FORM, county.village().id(), YEAR);
        take(village, ReturnStep.COMPUTE, county.villageClerk());
        reporting.report(village, Words.NONE, county.villageApprover().id()).orThrow();

        corrections
                .confirm(
                        propose("newsArticleCount", 5L, null).orThrow(),
                        county.villageApprover().id())
                .orThrow();

        var cell = reporting
                .restatement(reporting.latest(village))
                .orElseThrow()
                .cells()
                .getFirst();
        assertThat(List.of(cell.was(), cell.is())).containsExactly(BigDecimal.TWO, BigDecimal.valueOf(5));
        assertThat(cell.facts()).extracting(fact -> fact.source().type()).containsExactly("CORRECTION");
    }

    private void take(Which which, ReturnStep step, Person by) {
        reporting.take(step, which, Words.NONE, by.id()).orThrow();
    }

    private String figure(Organization at, String row) {
        return String.valueOf(returns.compute(FORM, at.id(), YEAR).figure(row, VILLAGES));
    }

    private Outcome<UUID> propose(String row, @Nullable Long becomes, @Nullable Long base) {
        return corrections.propose(
                proposal(county.village(), row, becomes, base),
                county.villageClerk().id());
    }

    private List<String> grounds(String row, @Nullable Long becomes, @Nullable Long base) {
        return ((Outcome.Refused<UUID>) propose(row, becomes, base))
                .refusals().stream().map(Refusal::code).toList();
    }

    private Corrections.Proposal proposal(Organization at, String row, @Nullable Long becomes, @Nullable Long base) {
        return new Corrections.Proposal(FORM, at.id(), YEAR, row, becomes, base, WHY, paper);
    }
}
