package io.gongkai.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.CountyTest;
import io.gongkai.organization.OrganizationForm;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the counters hold is proved from the ledger; damage is named, and mended when that is wanted. */
@CountyTest
class RecountTest {

    @Autowired
    Recount recount;

    @Autowired
    Ledger ledger;

    @Autowired
    Counters counters;

    @Autowired
    Organizations organizations;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Autowired
    PlatformTransactionManager transactions;

    private LocalDate today;
    private OrganizationId county;
    private OrganizationId town;

    @BeforeEach
    void aTownHasHeldForums() {
        today = LocalDate.now(clock);
        var code = "R" + UUID.randomUUID().toString().substring(24);
        county = establish(code, OrganizationKind.COUNTY_COMMITTEE, null);
        town = establish(code + "-1", OrganizationKind.TOWN_COMMITTEE, county);
        record(Measure.FORUM, today, 3);
        record(Measure.FORUM, today.withDayOfYear(1), 4);
        record(Measure.WORK_RULE, today.minusYears(2), 1);
        record(Measure.WORK_RULE, today.plusDays(40), 1);
        assertThat(recount.verify().differing()).isZero();
    }

    @Test
    void aCounterThatWasTamperedWithIsFoundAndNothingIsChanged() {
        change(
                "update ledger.counter set flows = '\\x0101' where organization_id = :id and year = extract(year from now())",
                county);

        var report = recount.verify();

        assertThat(report.examples()).containsExactly(new Recount.Place(county, today.getYear()));
        assertThat(report.differing()).isEqualTo(1);
        assertThat(recount.verify()).isEqualTo(report);
        assertThat(recount.mend()).isEqualTo(report);
    }

    @Test
    void whatDiffersIsPutRight() {
        var right = rows();
        change("update ledger.counter set m1 = '\\x0202' where organization_id = :id", town);
        change("delete from ledger.counter where organization_id = :id", county);
        change("insert into ledger.counter (organization_id, year, flows) values (:id, 2009, '\\x0101')", town);
        change("insert into ledger.counter (organization_id, year, flows) values (:id, 2026, '\\x0101')", stranger());
        change("update ledger.ahead set cells = '\\x0303' where organization_id = :id", county);
        change("delete from ledger.ahead where organization_id = :id", town);

        assertThat(recount.mend().differing()).isGreaterThanOrEqualTo(6);

        assertThat(rows()).isEqualTo(right);
        assertThat(recount.verify().differing()).isZero();
    }

    @Test
    void whatWasEnteredPastTheCountingIsCountedByTheMendingToo() {
        record(Measure.FORUM, today, 1);
        change("update ledger.counted set watermark = watermark - 1 where :id is not null", town);
        var report = recount.mend();

        assertThat(report.watermark()).isEqualTo(ledger.watermark());
        assertThat(recount.verify().differing()).isZero();
        assertThat(forums()).isEqualTo(8);
    }

    private long forums() {
        return counters.between(List.of(county), today.withDayOfYear(1), today)
                .of(county)
                .sum(new Selection(List.of(new Cell(OrganizationKind.TOWN_COMMITTEE, Count.of(Measure.FORUM)))));
    }

    private void change(String sql, OrganizationId of) {
        assertThat(jdbc.sql(sql).param("id", of.value()).update()).isPositive();
    }

    private static OrganizationId stranger() {
        return new OrganizationId(UUID.randomUUID());
    }

    private List<String> rows() {
        return jdbc.sql("""
                        select organization_id || ' ' || c::text
                          from ledger.counter c
                         where organization_id in (:county, :town)
                         union all
                        select a::text
                          from ledger.ahead a
                         where organization_id in (:county, :town)
                         order by 1
                        """)
                .param("county", county.value())
                .param("town", town.value())
                .query(String.class)
                .list();
    }

    private void record(Measure measure, LocalDate on, long quantity) {
        var source = new Source("FACT", UUID.randomUUID());
        new TransactionTemplate(transactions)
                .executeWithoutResult(
                        _ -> ledger.record(new Fact(measure, town, on, quantity, source, "群众座谈会", false, null)));
    }

    private OrganizationId establish(String code, OrganizationKind kind, OrganizationId parent) {
        return organizations
                .establish(new Organizations.New(
                        code, code, kind, OrganizationForm.COMMITTEE, parent, null, LocalDate.parse("2020-01-01")))
                .orThrow()
                .id();
    }
}
