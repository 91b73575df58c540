package io.gongkai.statistics;

import static io.gongkai.statistics.ReturnStep.ACCEPT;
import static io.gongkai.statistics.ReturnStep.COMPUTE;
import static io.gongkai.statistics.ReturnStep.CONFIRM;
import static io.gongkai.statistics.ReturnStep.CONSOLIDATE;
import static io.gongkai.statistics.ReturnStep.FREEZE;
import static io.gongkai.statistics.ReturnStep.RECEIVE;
import static io.gongkai.statistics.ReturnStep.RESTATE;
import static io.gongkai.statistics.ReturnStep.RETURN;
import static io.gongkai.statistics.ReturnStep.SIGN;
import static io.gongkai.statistics.ReturnStep.SUBMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.MadeUpCounty.Person;
import io.gongkai.account.Authority;
import io.gongkai.account.NotPermittedException;
import io.gongkai.account.People;
import io.gongkai.account.Role;
import io.gongkai.document.FormFormat;
import io.gongkai.document.FormPrinter;
import io.gongkai.document.Paper;
import io.gongkai.ledger.Measure;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.TreeChange;
import io.gongkai.organization.TreeChanges;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import io.gongkai.statistics.Reporting.Which;
import io.gongkai.statistics.Reporting.Words;
import io.gongkai.statistics.StatisticalReturn.CellRemark;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A return goes upward: who takes which step, what stands in the way, what is frozen and what a late fact does. */
@CountyTest
class ReportingTest {

    private static final String FORM = ReturnsTest.FORM;
    private static final ReturnPeriod YEAR = ReturnPeriod.ofYear(2025);
    private static final LocalDate JUNE = LocalDate.of(2025, 6, 3);
    private static final String VILLAGES = OrganizationKind.ADMINISTRATIVE_VILLAGE.name();

    @Autowired
    Reporting reporting;

    @Autowired
    Returns returns;

    @Autowired
    FormPrinter printer;

    @Autowired
    RecordedFacts facts;

    @Autowired
    TreeChanges changes;

    @Autowired
    Authority authority;

    @Autowired
    People people;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MadeUpCounty.Founder founder;

    private MadeUpCounty county;
    private Which village;

    @BeforeEach
    void aVillageThatHeldAForum() {
        county = founder.establish();
        village = of(county.village());
        record(county.village(), Measure.FORUM, JUNE, 1);
    }

    // ------------------------------------------------------------------ the way up

    @Test
    void aReturnGoesTheWholeWayFromTheVillageToTheFreezing() {
        assertThat(reporting.latest(village).status()).isEqualTo(ReturnStatus.OPEN);

        done(COMPUTE, village, county.villageClerk());
        done(CONFIRM, village, county.villageApprover());
        done(SIGN, village, county.villageApprover());
        done(SUBMIT, village, county.villageClerk());
        done(RECEIVE, village, county.townClerk());
        done(ACCEPT, village, county.townApprover());
        done(CONSOLIDATE, village, county.townClerk());
        var frozen = done(FREEZE, village, county.townApprover());

        assertThat(frozen.status()).isEqualTo(ReturnStatus.FROZEN);
        assertThat(reporting.steps(frozen))
                .extracting(StatisticalReturn.Taken::step)
                .containsExactly(FREEZE, CONSOLIDATE, ACCEPT, RECEIVE, SUBMIT, SIGN, CONFIRM, COMPUTE);
        assertThat(reporting.steps(frozen).getLast().by())
                .isEqualTo(county.villageClerk().name());
        assertThat(frozen.snapshot().signature().by())
                .isEqualTo(county.villageApprover().id());
        assertThat(frozen.firstSubmittedOn()).isNotNull();
    }

    @Test
    void aUnitWithNothingToAddReportsInOneGo() {
        done(COMPUTE, village, county.villageClerk());

        var reported = reporting
                .report(village, Words.NONE, county.villageApprover().id())
                .orThrow();

        assertThat(reported.status()).isEqualTo(ReturnStatus.SUBMITTED);
        assertThat(reporting.steps(reported))
                .extracting(StatisticalReturn.Taken::step)
                .containsExactly(SUBMIT, SIGN, CONFIRM, COMPUTE);
    }

    @Test
    void oneGoIsAllOrNothing() {
        closeAnOpinionThatNobodyReceived();
        done(COMPUTE, village, county.villageClerk());

        assertThat(reporting.report(
                        village, Words.NONE, county.villageApprover().id()))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(reporting.latest(village).status()).isEqualTo(ReturnStatus.COMPUTED);
    }

    @Test
    void everyStepIsRefusedToTheWrongPerson() {
        refused(COMPUTE, county.villageApprover(), county.villagePublisher(), county.member(), county.supervisor());
        done(COMPUTE, village, county.villageClerk());
        refused(CONFIRM, county.villageClerk(), county.villagePublisher(), stranger());
        refused(RETURN, county.villageClerk());
        done(CONFIRM, village, county.villageApprover());
        refused(SIGN, county.villageClerk(), stranger());
        done(SIGN, village, county.villageApprover());
        refused(SUBMIT, county.villagePublisher(), county.resident());
        done(SUBMIT, village, county.villageApprover());
        refused(RECEIVE, county.villageClerk(), county.villageApprover());
        done(RECEIVE, village, county.townClerk());
        refused(ACCEPT, county.townClerk(), county.villageApprover());
        refused(RETURN, county.villageApprover(), county.villageClerk());
        done(ACCEPT, village, county.townApprover());
        refused(CONSOLIDATE, county.townApprover(), county.villageClerk());
        done(CONSOLIDATE, village, county.townClerk());
        refused(FREEZE, county.townClerk(), county.villageApprover());
        done(FREEZE, village, county.townApprover());
        refused(RESTATE, county.villageApprover(), stranger());
    }

    @Test
    void everyStepIsAConflictInEveryStatusThatDoesNotAllowIt() {
        var way = List.of(COMPUTE, CONFIRM, SIGN, SUBMIT, RECEIVE, ACCEPT, CONSOLIDATE, FREEZE);
        for (var next : way) {
            var status = reporting.latest(village).status();
            for (var step : ReturnStep.values()) {
                if (Lifecycle.find(status, step).isEmpty()) {
                    assertThatThrownBy(() -> reporting.take(
                                    step,
                                    village,
                                    Words.of("因故办理此步"),
                                    whoMay(step).id()))
                            .as("%s in %s", step, status)
                            .isInstanceOf(WrongReturnStatusException.class);
                }
            }
            done(next, village, whoMay(next));
        }
    }

    @Test
    void whoComputedNeitherConfirmsNorSignsAndWhoSignedDoesNotAccept() {
        var both = founder.person(county, "both", "一肩挑");
        appoint(both, county.town(), Role.CLERK);
        appoint(both, county.town(), Role.APPROVER);
        var second = of(county.secondVillage()); // has nobody of its own

        done(COMPUTE, second, both);
        assertThatThrownBy(() -> reporting.take(CONFIRM, second, Words.NONE, both.id()))
                .isInstanceOf(NotPermittedException.class);
        done(CONFIRM, second, county.townApprover());
        assertThatThrownBy(() -> reporting.take(SIGN, second, Words.NONE, both.id()))
                .isInstanceOf(NotPermittedException.class);
        done(SIGN, second, county.townApprover());
        done(SUBMIT, second, both);
        done(RECEIVE, second, both);
        for (var hand : List.of(both, county.townApprover())) {
            assertThatThrownBy(() -> reporting.take(ACCEPT, second, Words.NONE, hand.id()))
                    .isInstanceOf(NotPermittedException.class);
        }
        done(ACCEPT, second, county.countyApprover());
    }

    /** Even if the program let it through: the database knows who computed what is signed. */
    @Test
    void theDatabaseRefusesASignatureOfWhoeverComputed() {
        var computed = done(COMPUTE, village, county.villageClerk());

        assertThatThrownBy(() ->
                        jdbc.sql("""
                                insert into statistics.signature (snapshot_id, computed_by, digest, signed_by, signed_at)
                                select id, computed_by, digest, computed_by, now() from statistics.snapshot where id = :id
                                """).param("id", computed.snapshot().id()).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("nobody_signs_what_he_computed");
        assertThatThrownBy(() -> jdbc.sql("update statistics.snapshot set content = 'x' where id = :id")
                        .param("id", computed.snapshot().id())
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void twoWhoAcceptAtOnceDoSoOnce() throws Exception {
        upTo(RECEIVE);
        var second = founder.person(county, "second", "第二位");
        appoint(second, county.town(), Role.APPROVER);
        var accepting = new ArrayList<Callable<Object>>();
        for (var person : List.of(county.townApprover(), second, county.countyApprover())) {
            accepting.add(() -> reporting.take(ACCEPT, village, Words.NONE, person.id()));
        }

        var done = 0;
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : people.invokeAll(accepting)) {
                try {
                    assertThat(one.get()).isInstanceOf(Outcome.Done.class);
                    done++;
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(WrongReturnStatusException.class);
                }
            }
        }

        assertThat(done).isEqualTo(1);
        assertThat(reporting.steps(reporting.latest(village)))
                .filteredOn(taken -> taken.step() == ACCEPT)
                .hasSize(1);
    }

    @Test
    void twoWhoComputeAtOnceMakeOneReturn() throws Exception {
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : people.invokeAll(List.<Callable<Object>>of(
                    () -> reporting.take(
                            COMPUTE, village, Words.NONE, county.villageClerk().id()),
                    () -> reporting.take(
                            COMPUTE, village, Words.NONE, county.townClerk().id())))) {
                assertThat(one.get()).isInstanceOf(Outcome.Done.class);
            }
        }
        assertThat(reporting.rounds(village)).hasSize(1);
        assertThat(reporting.steps(reporting.latest(village))).hasSize(2);
    }

    // ------------------------------------------------------------------ what stands in the way

    @Test
    void aHardFindingStandsInTheWayAndAWarningWantsARemarkBothAtOnce() {
        closeAnOpinionThatNobodyReceived();
        done(COMPUTE, village, county.villageClerk());

        assertThat(grounds(CONFIRM, village, Words.NONE, county.villageApprover()))
                .extracting(Refusal::code)
                .contains("statistics.check.notAboveWithCarriedOver", "reporting.unexplained");

        reporting
                .remark(
                        village,
                        Map.of("opinionRepliedCount", "电话答复，未发书面回复"),
                        county.villageClerk().id())
                .orThrow();
        assertThat(grounds(CONFIRM, village, Words.NONE, county.villageApprover()))
                .extracting(Refusal::field)
                .doesNotContain("remark-opinionRepliedCount");
    }

    @Test
    void aRemarkStandsInTheSheetTheFilesAndTheSignedText() {
        done(COMPUTE, village, county.villageClerk());
        var before = reporting.latest(village).snapshot().digest();

        reporting
                .remark(
                        village,
                        Map.of("forumCount", "  六月\n恳谈会 "),
                        county.villageClerk().id())
                .orThrow();

        var snapshot = reporting.latest(village).snapshot();
        assertThat(snapshot.digest()).isNotEqualTo(before);
        assertThat(returns.signed(snapshot.content()).line("forumCount").remark())
                .isEqualTo("六月 恳谈会");
        var sheet = returns.compute(FORM, county.village().id(), YEAR);
        assertThat(sheet.line("forumCount").remark()).isEqualTo("六月 恳谈会");
        assertThat(new String(
                        printer.print(returns.printed(sheet, null), FormFormat.CSV, Paper.A4), StandardCharsets.UTF_8))
                .contains(",六月 恳谈会");
        assertThat(returns.compute(FORM, county.town().id(), YEAR)
                        .line("forumCount")
                        .remark())
                .isEmpty();

        reporting
                .remark(village, Map.of("forumCount", ""), county.villageClerk().id())
                .orThrow();
        assertThat(reporting.latest(village).snapshot().digest()).isEqualTo(before);
    }

    @Test
    void aRemarkIsWrittenByTheUnitBeforeItIsConfirmed() {
        assertThatThrownBy(() -> reporting.remark(
                        village, Map.of("forumCount", "外人写的"), county.member().id()))
                .isInstanceOf(NotPermittedException.class);
        assertThat(reporting.remark(
                        village,
                        Map.of("forumCount", "写"),
                        county.villageClerk().id()))
                .isInstanceOf(Outcome.Refused.class);
        upTo(CONFIRM);
        assertThatThrownBy(() -> reporting.remark(
                        village,
                        Map.of("forumCount", "确认以后再写"),
                        county.villageClerk().id()))
                .isInstanceOf(WrongReturnStatusException.class);
    }

    @Test
    void aTownThatDoesNotWaitForItsVillagesSaysWhy() {
        var town = of(county.town());
        done(COMPUTE, town, county.townClerk());

        assertThat(grounds(CONFIRM, town, Words.NONE, county.townApprover()))
                .extracting(Refusal::field, refusal -> refusal.details().getFirst())
                .contains(tuple("reason", 3));
        reporting
                .take(CONFIRM, town, Words.of("三个村受灾，缓报"), county.townApprover().id())
                .orThrow();
        assertThat(reporting.steps(reporting.latest(town)).getFirst().reason()).isEqualTo("三个村受灾，缓报");
    }

    @Test
    void theCountysOwnOfficeFilesNothingAndTheCountyDoes() {
        assertThat(reporting.files(county.office().id(), YEAR)).isFalse();
        assertThat(grounds(COMPUTE, of(county.office()), Words.NONE, county.countyClerk()))
                .extracting(Refusal::code)
                .containsExactly("reporting.notExpected");
        assertThat(reporting.files(county.county().id(), YEAR)).isTrue();
        assertThat(reporting.files(county.school().id(), YEAR)).isTrue();
        assertThat(reporting.lines(county.county().id(), FORM, YEAR))
                .extracting(ReportingLine::code)
                .doesNotContain(county.office().code())
                .contains(county.town().code(), county.school().code());
    }

    @Test
    void aTopRecordsWhatItWasAnsweredOutsideWithTheNumberOfTheAnswer() {
        var top = of(county.county());
        done(COMPUTE, top, county.countyClerk());
        reporting
                .takeAll(
                        List.of(CONFIRM, SIGN, SUBMIT),
                        top,
                        Words.of("其余单位年后补报"),
                        county.countyApprover().id())
                .orThrow();

        assertThat(grounds(RECEIVE, top, Words.NONE, county.countyClerk()))
                .extracting(Refusal::code)
                .containsExactly("reporting.answer.missing");
        for (var step : List.of(RECEIVE, ACCEPT)) {
            reporting
                    .take(
                            step,
                            top,
                            Words.of("市委组织部回执 2026-3 号"),
                            step == RECEIVE
                                    ? county.countyClerk().id()
                                    : county.countyApprover().id())
                    .orThrow();
        }
        assertThat(reporting.latest(top).status()).isEqualTo(ReturnStatus.ACCEPTED);
    }

    @Test
    void aReturnComesBackWithRemarksAtItsCellsAndGoesUpAgainMended() {
        upTo(RECEIVE);

        assertThat(grounds(RETURN, village, Words.NONE, county.townClerk()))
                .extracting(Refusal::code)
                .containsExactly("reporting.return.reason");
        assertThat(grounds(
                        RETURN,
                        village,
                        new Words("", List.of(new CellRemark("noSuchRow", VILLAGES, "少"))),
                        county.townClerk()))
                .extracting(Refusal::field)
                .containsExactly("remarks[0].row", "remarks[0].remark");

        reporting
                .take(
                        RETURN,
                        village,
                        new Words("", List.of(new CellRemark("forumCount", VILLAGES, "七月那次没有记"))),
                        county.townClerk().id())
                .orThrow();
        var returned = reporting.latest(village);
        assertThat(returned.status()).isEqualTo(ReturnStatus.RETURNED);
        assertThat(reporting.steps(returned).getFirst().remarks())
                .containsExactly(new CellRemark("forumCount", VILLAGES, "七月那次没有记"));
        var first = returned.firstSubmittedOn();

        record(county.village(), Measure.FORUM, JUNE.plusMonths(1), 1);
        upTo(ACCEPT);

        var again = reporting.latest(village);
        assertThat(signed(again, "forumCount")).isEqualTo("2");
        assertThat(again.firstSubmittedOn()).isEqualTo(first);
        assertThat(reporting.steps(again))
                .filteredOn(taken -> taken.step() == SUBMIT)
                .hasSize(2);
    }

    @Test
    void theResponsiblePersonSendsItBackToTheClerk() {
        done(COMPUTE, village, county.villageClerk());
        reporting
                .take(
                        RETURN,
                        village,
                        Words.of("座谈会次数不对"),
                        county.villageApprover().id())
                .orThrow();

        assertThat(reporting.latest(village).status()).isEqualTo(ReturnStatus.RETURNED);
        done(COMPUTE, village, county.villageClerk());
    }

    // ------------------------------------------------------------------ what is frozen, and what came late

    @Test
    void aLateFactChangesTheLiveFiguresAndNeverTheFrozenOnes() {
        upTo(FREEZE);
        var before = reporting.latest(village);
        assertThat(reporting.restatement(before).orElseThrow().cells()).isEmpty();

        var late = record(county.village(), Measure.FORUM, JUNE.plusDays(9), 2);

        var after = reporting.latest(village);
        assertThat(after.snapshot()).isEqualTo(before.snapshot());
        assertThat(signed(after, "forumCount")).isEqualTo("1");
        assertThat(returns.compute(FORM, county.village().id(), YEAR).figure("forumCount", VILLAGES))
                .isEqualTo("3");
        var restatement = reporting.restatement(after).orElseThrow();
        assertThat(restatement.cells())
                .extracting(cell -> cell.row().code(), Restatement.Changed::column)
                .containsExactly(tuple("forumCount", VILLAGES), tuple("forumCount", Sheet.TOTAL));
        var cell = restatement.cells().getFirst();
        assertThat(List.of(cell.was(), cell.is(), cell.difference()))
                .containsExactly(BigDecimal.ONE, BigDecimal.valueOf(3), BigDecimal.TWO);
        assertThat(cell.facts()).singleElement().satisfies(fact -> {
            assertThat(fact.source().id()).isEqualTo(late);
            assertThat(fact.quantity()).isEqualTo(2);
            assertThat(fact.entry()).isGreaterThan(before.snapshot().watermark());
        });
        assertThat(cell.tree()).isZero();
    }

    @Test
    void whatHappenedAfterTheCutOffDayIsNoCorrection() {
        upTo(FREEZE);

        record(county.village(), Measure.FORUM, LocalDate.of(2026, 1, 4), 5);

        assertThat(reporting
                        .restatement(reporting.latest(village))
                        .orElseThrow()
                        .cells())
                .isEmpty();
    }

    @Test
    void aFactTakenBackStandsInTheRestatementToo() {
        var wrong = record(county.village(), Measure.NEWS_ARTICLE, JUNE, 4);
        upTo(FREEZE);

        facts.cancel(wrong, "重复登记", county.countyClerk().id()).orThrow();

        var cell = reporting
                .restatement(reporting.latest(village))
                .orElseThrow()
                .cells()
                .getFirst();
        assertThat(cell.row().code()).isEqualTo("newsArticleCount");
        assertThat(cell.difference()).isEqualTo("-4");
        assertThat(cell.facts()).extracting(LateFact::quantity).containsExactly(-4L);
    }

    @Test
    void aTreeChangedBackwardsIsSaidToBeTheCause() {
        upTo(FREEZE);

        changes.apply(
                        new TreeChange.Reclassify(
                                county.village().id(),
                                OrganizationKind.COMMUNITY_RURAL,
                                county.village().form(),
                                LocalDate.of(2025, 3, 1)),
                        null)
                .orThrow();

        var cells =
                reporting.restatement(reporting.latest(village)).orElseThrow().cells();
        assertThat(cells)
                .filteredOn(cell -> cell.row().code().equals("forumCount"))
                .extracting(Restatement.Changed::column, Restatement.Changed::tree)
                .containsExactlyInAnyOrder(tuple(VILLAGES, -1L), tuple("COMMUNITY_RURAL", 1L));
        var latest = reporting.latest(village);
        assertThat(reporting.verify(latest.snapshot(), latest).differ()).isPositive();
        assertThat(reporting.verify(latest.snapshot(), latest).digestHolds()).isTrue();
    }

    @Test
    void whatWasSignedCanBeCountedAgainFromTheLedgerBitForBit() {
        upTo(SUBMIT);
        record(county.village(), Measure.FORUM, JUNE, 7);
        record(county.village(), Measure.SATISFACTION_SATISFIED, JUNE, 7);

        var reported = reporting.latest(village);

        assertThat(reporting.verify(reported.snapshot(), reported)).isEqualTo(new Reporting.Verification(true, 0));
    }

    @Test
    void aRestatementIsAFurtherRoundOfTheSameDaysAndTheOldOneIsKept() {
        upTo(FREEZE);
        assertThat(grounds(RESTATE, village, Words.of(""), county.villageClerk()))
                .extracting(Refusal::code)
                .containsExactly("reporting.restate.reason", "reporting.restate.nothing");
        record(county.village(), Measure.FORUM, JUNE, 1);
        record(county.village(), Measure.FORUM, LocalDate.of(2026, 1, 8), 1);

        var opened = reporting
                .take(
                        RESTATE,
                        village,
                        Words.of("六月座谈会漏记一次"),
                        county.villageClerk().id())
                .orThrow();

        assertThat(opened.round()).isEqualTo(2);
        assertThat(opened.status()).isEqualTo(ReturnStatus.OPEN);
        assertThat(opened.reason()).isEqualTo("六月座谈会漏记一次");
        upTo(FREEZE);
        var rounds = reporting.rounds(village);
        assertThat(rounds).extracting(StatisticalReturn::status).containsOnly(ReturnStatus.FROZEN);
        assertThat(rounds).extracting(round -> signed(round, "forumCount")).containsExactly("2", "1");
        assertThat(rounds.getFirst().snapshot().cutOff())
                .isEqualTo(rounds.getLast().snapshot().cutOff());
        assertThat(reporting.restatement(rounds.getFirst()).orElseThrow().cells())
                .isEmpty();
    }

    // ------------------------------------------------------------------ many at once

    @Test
    void aTownComputesAllItsVillagesAndAcceptsThoseWhereNothingIsWrong() {
        var units = reporting.lines(county.town().id(), FORM, YEAR);
        assertThat(units).extracting(ReportingLine::status).containsOnly(ReturnStatus.OPEN);

        var computed = reporting.takeForUnits(
                COMPUTE, county.town().id(), FORM, YEAR, county.townClerk().id());

        assertThat(computed.done()).isEqualTo(3);
        assertThat(signed(reporting.latest(village), "forumCount")).isEqualTo("1");
        for (var unit : List.of(county.secondVillage(), county.thirdVillage())) {
            reporting.report(of(unit), Words.NONE, county.townApprover().id()).orThrow();
        }
        reporting.report(village, Words.NONE, county.villageApprover().id()).orThrow();

        var accepted = reporting.takeForUnits(
                ACCEPT, county.town().id(), FORM, YEAR, county.townApprover().id());

        // The town's approver signed for the two villages that have nobody of their own.
        assertThat(accepted.done()).isEqualTo(1);
        assertThat(accepted.refused()).hasSize(2);
        assertThat(reporting.lines(county.town().id(), FORM, YEAR))
                .filteredOn(line -> line.status() == ReturnStatus.ACCEPTED)
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.code()).isEqualTo(county.village().code());
                    assertThat(line.by()).isEqualTo(county.townApprover().name());
                    assertThat(line.isPlain()).isTrue();
                });
    }

    @Test
    void theCountySeesExpectedReceivedAndOnTimeByLevelAndKind() {
        upTo(ACCEPT);

        var counts = reporting.counts(county.county().id(), FORM, YEAR);

        assertThat(counts)
                .filteredOn(count -> count.level() == 2)
                .containsExactly(new ReportingCount(2, OrganizationKind.ADMINISTRATIVE_VILLAGE, 3, 1, 0, 1));
        assertThat(counts)
                .filteredOn(count -> count.level() == 1)
                .extracting(ReportingCount::kind, ReportingCount::expected, ReportingCount::received)
                .containsExactlyInAnyOrder(
                        tuple(OrganizationKind.TOWN_COMMITTEE, 2L, 0L),
                        tuple(OrganizationKind.INSTITUTION_SCHOOL, 1L, 0L),
                        tuple(OrganizationKind.INSTITUTION_HEALTH, 1L, 0L),
                        tuple(OrganizationKind.ENTERPRISE, 1L, 0L));
    }

    // ------------------------------------------------------------------ what waits for whom

    @Test
    void fromFourWeeksBeforeTheDayTheClerkIsAskedToComputeAndAfterItTheTownSeesWhoIsLate() {
        var before = LocalDate.of(2025, 11, 3);
        var soon = LocalDate.of(2025, 12, 1);
        var late = LocalDate.of(2025, 12, 22);

        assertThat(tasks(county.villageClerk(), before)).isEmpty();
        assertThat(tasks(county.villageClerk(), soon)).singleElement().satisfies(task -> {
            assertThat(task.action()).isEqualTo(ReportingTask.Action.COMPUTE);
            assertThat(task.code()).isEqualTo(county.village().code());
            assertThat(task.dueOn()).isEqualTo("2025-12-19"); // the 20th is a Saturday
        });
        // Its own, and together the two villages that have nobody.
        assertThat(tasks(county.townClerk(), soon))
                .extracting(ReportingTask::action, ReportingTask::code, ReportingTask::units)
                .containsExactlyInAnyOrder(
                        tuple(ReportingTask.Action.COMPUTE, county.town().code(), 1),
                        tuple(ReportingTask.Action.COMPUTE, county.town().code(), 2));
        assertThat(tasks(county.townClerk(), late))
                .filteredOn(task -> task.action() == ReportingTask.Action.URGE)
                .singleElement()
                .satisfies(task -> assertThat(task.units()).isEqualTo(3));
        assertThat(tasks(county.villageApprover(), soon)).isEmpty();
    }

    @Test
    void eachStepWaitsForThePersonWhoIsToTakeIt() {
        waits(county.villageApprover(), COMPUTE, ReportingTask.Action.CONFIRM);
        waits(county.villageApprover(), CONFIRM, ReportingTask.Action.SIGN);
        waits(county.villageClerk(), SIGN, ReportingTask.Action.SUBMIT);
        waits(county.townClerk(), SUBMIT, ReportingTask.Action.RECEIVE);
        waits(county.townApprover(), RECEIVE, ReportingTask.Action.ACCEPT);
        assertThat(tasks(county.countyApprover(), LocalDate.of(2025, 11, 3)))
                .extracting(ReportingTask::nearest)
                .containsOnly(false);
        reporting
                .take(RETURN, village, Words.of("请再核对一遍"), county.townApprover().id())
                .orThrow();
        assertThat(tasks(county.villageClerk(), LocalDate.of(2025, 11, 3)))
                .extracting(ReportingTask::action)
                .containsExactly(ReportingTask.Action.MEND);
    }

    private void waits(Person person, ReturnStep after, ReportingTask.Action action) {
        done(after, village, whoMay(after));
        assertThat(tasks(person, LocalDate.of(2025, 11, 3)))
                .filteredOn(ReportingTask::nearest)
                .singleElement()
                .satisfies(task -> {
                    assertThat(task.action()).isEqualTo(action);
                    assertThat(task.since()).isNotNull();
                });
    }

    // ------------------------------------------------------------------ tools

    private List<ReportingTask> tasks(Person person, LocalDate today) {
        return reporting.tasks(FORM, authority.actor(person.id()).orElseThrow(), today);
    }

    private static Which of(Organization organization) {
        return new Which(FORM, organization.id(), YEAR);
    }

    private StatisticalReturn done(ReturnStep step, Which which, Person by) {
        return reporting.take(step, which, Words.NONE, by.id()).orThrow();
    }

    /** The village's, up to and including a step, by those whose it is. */
    private void upTo(ReturnStep last) {
        for (var step : List.of(COMPUTE, CONFIRM, SIGN, SUBMIT, RECEIVE, ACCEPT, CONSOLIDATE, FREEZE)) {
            done(step, village, whoMay(step));
            if (step == last) {
                return;
            }
        }
    }

    private Person whoMay(ReturnStep step) {
        return switch (step) {
            case COMPUTE, SUBMIT, RESTATE -> county.villageClerk();
            case CONFIRM, SIGN -> county.villageApprover();
            case RECEIVE, RETURN, CONSOLIDATE -> county.townClerk();
            case ACCEPT, FREEZE -> county.townApprover();
        };
    }

    private void refused(ReturnStep step, Person... people) {
        for (var person : people) {
            assertThatThrownBy(() -> reporting.take(step, village, Words.of("试着办这一步"), person.id()))
                    .as("%s by %s", step, person.name())
                    .isInstanceOf(NotPermittedException.class);
        }
    }

    private List<Refusal> grounds(ReturnStep step, Which which, Words words, Person by) {
        return ((Outcome.Refused<StatisticalReturn>) reporting.take(step, which, words, by.id())).refusals();
    }

    private String signed(StatisticalReturn round, String row) {
        return String.valueOf(returns.signed(round.snapshot().content()).figure(row, VILLAGES));
    }

    private Person stranger() {
        return founder.establish().countyApprover();
    }

    private void appoint(Person person, Organization at, Role role) {
        people.appoint(person.id(), at.id(), role, MadeUpCounty.SINCE, null);
    }

    private void closeAnOpinionThatNobodyReceived() {
        record(county.village(), Measure.OPINION_CLOSED, JUNE, 1);
    }

    private UUID record(Organization organization, Measure measure, LocalDate on, long quantity) {
        return facts.record(
                        new RecordedFacts.Recording(
                                organization.id(),
                                measure,
                                List.of(),
                                on,
                                quantity,
                                RecordedFacts.baseOf(measure) == null ? null : 10L,
                                null,
                                "第二季度座谈会",
                                "会议记录第 6 号",
                                null),
                        county.countyClerk().id())
                .orThrow();
    }
}
