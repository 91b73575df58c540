package io.gongkai.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gongkai.CountyTest;
import io.gongkai.organization.FacilityKind;
import io.gongkai.organization.LeadingGroup;
import io.gongkai.organization.OrganizationForm;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.PersonId;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Facts are entered once, taken back once, and never changed. */
@CountyTest
class EnteringFactsTest {

    private static final LocalDate MARCH = LocalDate.parse("2026-03-02");
    private static final LocalDate APRIL = LocalDate.parse("2026-04-07");
    private static final LocalDate MAY = LocalDate.parse("2026-05-06");

    @Autowired
    Ledger ledger;

    @Autowired
    Organizations organizations;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    private OrganizationId county;

    @BeforeEach
    void aCountyStands() {
        var code = "L" + UUID.randomUUID().toString().substring(24);
        county = organizations
                .establish(new Organizations.New(
                        code,
                        "中共" + code + "县委员会",
                        OrganizationKind.COUNTY_COMMITTEE,
                        OrganizationForm.COMMITTEE,
                        null,
                        null,
                        LocalDate.parse("2020-01-01")))
                .orThrow()
                .id();
    }

    @Test
    void theFirstFlowOfAYearOpensTheLedgerOfTheYearOnce() {
        record(forum(MARCH), forum(MAY));
        record(forum(MAY), forum(LocalDate.parse("2025-12-31")));

        assertThat(netOf(Measure.FORUM)).isEqualTo(4);
        assertThat(entriesOf(Measure.LEDGER_SET)).containsExactlyInAnyOrder("2026-03-02 +1", "2025-12-31 +1");
    }

    @Test
    void aLevelAndAStandingToldTogetherKeepTheirOwnDays() {
        record(
                new Fact(Measure.BOARD, county, MARCH, 1, new Source("FACILITY", UUID.randomUUID()), "公开栏", true, null),
                practising(MAY));

        assertThat(entriesOf(Measure.BOARD)).containsExactly("2026-03-02 +1");
        assertThat(entriesOf(Measure.PRACTISING_ORGANIZATION)).containsExactly("2026-05-06 +1");
    }

    @Test
    void theLedgerOfAYearIsOpenedByNobody() {
        var clerk = new PersonId(UUID.randomUUID());
        record(new Fact(Measure.FORUM, county, MARCH, 1, new Source("FACT", UUID.randomUUID()), "群众座谈会", false, clerk));

        assertThat(jdbc.sql("""
                        select measure || ' ' || coalesce(recorded_by::text, 'nobody')
                          from ledger.entry
                         where organization_id = :county
                           and measure in ('FORUM', 'LEDGER_SET')
                        """)
                        .param("county", county.value())
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("FORUM " + clerk.value(), "LEDGER_SET nobody");
    }

    @Test
    void manyFactsAtOnceOpenOnlyTheLedgersThatAreNotOpenYet() {
        record(forum(MARCH));
        var lastYear = LocalDate.parse("2025-12-31");
        record(Stream.generate(() -> List.of(forum(MAY), forum(lastYear)))
                .limit(300)
                .flatMap(List::stream)
                .toArray(Fact[]::new));

        assertThat(netOf(Measure.FORUM)).isEqualTo(601);
        assertThat(entriesOf(Measure.LEDGER_SET)).containsExactlyInAnyOrder("2026-03-02 +1", "2025-12-31 +1");
    }

    @Test
    void aYearlyStandingCountsOnceWhoeverFindsItAndMayBeGainedAgain() {
        record(practising(MARCH));
        record(practising(MAY));
        assertThat(netOf(Measure.PRACTISING_ORGANIZATION)).isEqualTo(1);

        var standing = Source.standing(Measure.PRACTISING_ORGANIZATION, county, 2026);
        inTransaction(() -> ledger.reverse(standing, null));
        assertThat(netOf(Measure.PRACTISING_ORGANIZATION)).isZero();

        record(practising(MAY));
        record(practising(MAY));
        assertThat(entriesOf(Measure.PRACTISING_ORGANIZATION))
                .containsExactlyInAnyOrder("2026-03-02 +1", "2026-03-02 -1", "2026-05-06 +1");
    }

    @Test
    void twoWhoFindAStandingAtOnceEnterItOnce() throws Exception {
        atOnce(8, () -> record(practising(MARCH), forum(MARCH)));

        assertThat(netOf(Measure.PRACTISING_ORGANIZATION)).isEqualTo(1);
        assertThat(netOf(Measure.LEDGER_SET)).isEqualTo(1);
        assertThat(netOf(Measure.FORUM)).isEqualTo(8);
    }

    @Test
    void whatIsTakenBackIsTakenBackOnTheDayOfTheOriginalAndOnce() throws Exception {
        var forum = forum(MARCH);
        record(forum);

        atOnce(8, () -> inTransaction(() -> ledger.reverse(forum.source(), null)));

        assertThat(entriesOf(Measure.FORUM)).containsExactlyInAnyOrder("2026-03-02 +1", "2026-03-02 -1");
    }

    @Test
    void aBoardCountsFromItsFirstDayUntilItIsTakenDown() throws Exception {
        var board = organizations
                .openFacility(county, FacilityKind.BOARD, "公开栏", "大院东门", MARCH)
                .orThrow();
        assertThat(entriesOf(Measure.BOARD)).containsExactly("2026-03-02 +1");

        var source = new Source("FACILITY", board.id());
        atOnce(4, () -> inTransaction(() -> ledger.end(source, MAY, null)));
        assertThat(entriesOf(Measure.BOARD)).containsExactlyInAnyOrder("2026-03-02 +1", "2026-05-06 -1");

        inTransaction(() -> ledger.reverse(source, null));
        assertThat(entriesOf(Measure.BOARD))
                .containsExactlyInAnyOrder("2026-03-02 +1", "2026-05-06 -1", "2026-03-02 -1", "2026-05-06 +1");
    }

    @Test
    void takingBackAndEndingAtOnceNeverCountsBelowNothing() throws Exception {
        for (var round = 0; round < 20; round++) {
            var rule = new Fact(
                    Measure.WORK_RULE,
                    county,
                    MARCH,
                    1,
                    new Source("FACT", UUID.randomUUID()),
                    "公开工作例会制度",
                    false,
                    null);
            record(rule);
            try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
                var ending = people.submit(() -> inTransaction(() -> ledger.end(rule.source(), MAY, null)));
                var taking = people.submit(() -> inTransaction(() -> ledger.reverse(rule.source(), null)));
                ending.get();
                taking.get();
            }
            assertThat(netOf(Measure.WORK_RULE)).isZero();
        }
    }

    @Test
    void whatHappensInTheTreeIsEnteredByItself() {
        organizations
                .formLeadingGroup(county, "党务公开领导小组", MARCH, List.of(new LeadingGroup.Post("组长", "书记", "负总责", "", 0)))
                .orThrow();
        organizations
                .openFacility(county, FacilityKind.HOTLINE, "公开热线", "12371", MAY)
                .orThrow();

        assertThat(entriesOf(Measure.ORGANIZATION)).containsExactly("2020-01-01 +1");
        assertThat(entriesOf(Measure.LEADING_BODY)).containsExactly("2026-03-02 +1");
        assertThat(entriesOf(Measure.HOTLINE)).containsExactly("2026-05-06 +1");
    }

    @Test
    void nothingIsEnteredOutsideTheTransactionOfTheFact() {
        assertThatThrownBy(() -> ledger.record(forum(MARCH))).isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void whoWorksInsideCannotChangeOrDeleteAnEntry() {
        record(forum(MARCH));

        assertThatThrownBy(
                        () -> jdbc.sql("update ledger.entry set quantity = 2").update())
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> jdbc.sql("delete from ledger.entry").update())
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> jdbc.sql("truncate ledger.entry").update())
                .hasStackTraceContaining("permission denied");
    }

    /** The one who began first may number last: here A numbers 1, B (begun before A) numbers 2 and commits before A. */
    @Test
    void theWatermarkNeverPassesAnEntryThatIsStillOnItsWay() throws Exception {
        var bHasBegun = new CountDownLatch(1);
        var aHasNumbered = new CountDownLatch(1);
        var bHasCommitted = new CountDownLatch(1);
        record(forum(MARCH));
        var before = ledger.watermark();

        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var b = people.submit(() -> {
                inTransaction(() -> {
                    jdbc.sql("select pg_current_xact_id()::text")
                            .query(String.class)
                            .single();
                    bHasBegun.countDown();
                    await(aHasNumbered);
                    ledger.record(forum(MAY));
                });
                bHasCommitted.countDown();
            });
            var a = people.submit(() -> {
                await(bHasBegun);
                inTransaction(() -> {
                    // Two, as a single one would be numbered with the commit only.
                    ledger.record(List.of(forum(MARCH), forum(MARCH)));
                    aHasNumbered.countDown();
                    await(bHasCommitted);
                    assertThat(otherSeesWatermark(people)).isEqualTo(before);
                });
            });
            b.get(20, TimeUnit.SECONDS);
            a.get(20, TimeUnit.SECONDS);
        }

        assertThat(ledger.after(before, 10))
                .filteredOn(entry -> entry.organization().equals(county))
                .extracting(LedgerEntry::occurredOn)
                .containsExactly(MARCH, MARCH, MAY);
    }

    @Test
    void whatItsOwnTransactionRecordedCanBeTakenBackAndEndedInIt() {
        var forum = forum(MARCH);
        var board =
                new Fact(Measure.BOARD, county, MARCH, 1, new Source("FACILITY", UUID.randomUUID()), "公开栏", true, null);
        inTransaction(() -> {
            ledger.record(forum);
            ledger.reverse(forum.source(), null);
            ledger.record(board);
            ledger.end(board.source(), MAY, null);
        });

        assertThat(entriesOf(Measure.FORUM)).containsExactlyInAnyOrder("2026-03-02 +1", "2026-03-02 -1");
        assertThat(entriesOf(Measure.BOARD)).containsExactlyInAnyOrder("2026-03-02 +1", "2026-05-06 -1");
    }

    @Test
    void factsRecordedOneByOneInATransactionAreAllThere() {
        inTransaction(() -> {
            ledger.record(forum(MARCH));
            ledger.record(forum(MAY));
            assertThat(ledger.hasLedger(county, 2026)).isTrue();
            ledger.record(forum(MAY));
        });

        assertThat(entriesOf(Measure.FORUM))
                .containsExactlyInAnyOrder("2026-03-02 +1", "2026-05-06 +1", "2026-05-06 +1");
        assertThat(entriesOf(Measure.LEDGER_SET)).containsExactly("2026-03-02 +1");
    }

    @Test
    void ofAPartThatWasGivenUpNothingIsEnteredAndWhatCameBeforeItStays() {
        var part = new TransactionTemplate(transactions);
        part.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        inTransaction(() -> {
            ledger.record(forum(MARCH));
            part.executeWithoutResult(givenUp -> {
                ledger.record(forum(MAY));
                givenUp.setRollbackOnly();
            });
        });
        inTransaction(() -> {
            part.executeWithoutResult(givenUp -> {
                ledger.record(forum(MAY));
                givenUp.setRollbackOnly();
            });
            part.executeWithoutResult(_ -> ledger.record(forum(APRIL)));
        });

        assertThat(entriesOf(Measure.FORUM)).containsExactlyInAnyOrder("2026-03-02 +1", "2026-04-07 +1");
    }

    @Test
    void aFactThatCannotBeEnteredTakesItsWholeTransactionWithIt() {
        var strange = new Fact(
                Measure.FORUM,
                new OrganizationId(UUID.randomUUID()),
                MAY,
                1,
                new Source("FACT", UUID.randomUUID()),
                "",
                false,
                null);

        assertThatThrownBy(() -> record(strange)).isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> inTransaction(() -> {
                    ledger.record(forum(MARCH));
                    ledger.record(strange);
                }))
                .isInstanceOf(DataIntegrityViolationException.class);

        assertThat(entriesOf(Measure.FORUM)).isEmpty();
        record(forum(MARCH));
        assertThat(entriesOf(Measure.FORUM)).containsExactly("2026-03-02 +1");
    }

    private long otherSeesWatermark(java.util.concurrent.ExecutorService people) {
        try {
            return people.submit(() -> ledger.watermark()).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Fact forum(LocalDate on) {
        return new Fact(Measure.FORUM, county, on, 1, new Source("FACT", UUID.randomUUID()), "群众座谈会", false, null);
    }

    private Fact practising(LocalDate on) {
        return new Fact(
                Measure.PRACTISING_ORGANIZATION,
                county,
                on,
                1,
                new Source("PUBLICATION", UUID.randomUUID()),
                "实行党务公开",
                true,
                null);
    }

    private void record(Fact... facts) {
        inTransaction(() -> ledger.record(List.of(facts)));
    }

    private void inTransaction(Runnable work) {
        new TransactionTemplate(transactions).executeWithoutResult(_ -> work.run());
    }

    private static void atOnce(int people, Runnable work) throws Exception {
        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : all.invokeAll(Collections.nCopies(people, Executors.callable(work)))) {
                one.get();
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> entriesOf(Measure measure) {
        return jdbc
                .sql("""
                        select to_char(occurred_on, 'YYYY-MM-DD') || to_char(quantity, ' SGFM999')
                          from ledger.entry
                         where organization_id = :county and measure = :measure
                        """)
                .param("county", county.value())
                .param("measure", measure.name())
                .query(String.class)
                .list()
                .stream()
                .map(line -> line.replace("  ", " "))
                .toList();
    }

    private long netOf(Measure measure) {
        return jdbc.sql("""
                        select coalesce(sum(quantity), 0)
                          from ledger.entry
                         where organization_id = :county and measure = :measure
                        """)
                .param("county", county.value())
                .param("measure", measure.name())
                .query(Long.class)
                .single();
    }
}
