package io.gongkai.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.CountyTest;
import io.gongkai.organization.OrganizationForm;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The database's processes are killed at random moments, those that count and those that record. Every fact that was recorded
 * is counted in the end, and once.
 */
@CountyTest
class CutOffTest {

    private static final LocalDate MARCH = LocalDate.parse("2026-03-02");
    private static final int CLERKS = 6;
    /** Of each sort, before it is enough. */
    private static final int DEATHS = 20;

    /** Whoever counts holds this lock. */
    private static final String WHO_COUNTS = """
            select l.pid
              from pg_catalog.pg_locks l
             where l.locktype = 'advisory'
               and l.mode = 'ExclusiveLock'
               and l.granted
               and l.objsubid = 1
               and (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended('ledger.counting', 0)
               and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = current_database())
            """;

    /** Whoever has entries on the way holds a lock with LD in front. */
    private static final String WHO_RECORDS = """
            select l.pid
              from pg_catalog.pg_locks l
             where l.locktype = 'advisory'
               and l.mode = 'ShareLock'
               and l.objsubid = 1
               and l.classid::bigint >> 16 = x'4C44'::bigint
               and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = current_database())
            """;

    @Autowired
    Ledger ledger;

    @Autowired
    Counting counting;

    @Autowired
    Counters counters;

    @Autowired
    Recount recount;

    @Autowired
    Organizations organizations;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    private final Random random = new Random(20261125);
    private OrganizationId county;
    private OrganizationId town;

    @BeforeEach
    void aTownStandsInACounty() {
        var code = "K" + UUID.randomUUID().toString().substring(24);
        county = establish(code, OrganizationKind.COUNTY_COMMITTEE, null);
        town = establish(code + "-1", OrganizationKind.TOWN_COMMITTEE, county);
    }

    @Test
    void whatIsRecordedIsCountedOnceWhoeverDiesInBetween() throws Exception {
        var over = new CountDownLatch(1);
        var entered = new AtomicLong();
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var clerks = IntStream.range(0, CLERKS)
                    .mapToObj(_ -> people.submit(() -> {
                        while (over.getCount() > 0) {
                            enter(UUID.randomUUID());
                            entered.incrementAndGet();
                        }
                    }))
                    .toList();
            try {
                killSome();
            } finally {
                over.countDown();
            }
            for (var clerk : clerks) {
                clerk.get(60, TimeUnit.SECONDS);
            }
        }
        counting.catchUp();

        var forums = new Selection(List.of(new Cell(OrganizationKind.TOWN_COMMITTEE, Count.of(Measure.FORUM))));
        var sums = counters.between(List.of(county, town), MARCH.withDayOfMonth(1), MARCH.withDayOfMonth(31));
        assertThat(recorded(null)).isEqualTo(entered.get());
        assertThat(sums.of(town).sum(forums)).isEqualTo(entered.get());
        assertThat(sums.of(county).sum(forums)).isEqualTo(entered.get());
        assertThat(recount.verify().examples()).isEmpty();
    }

    /** Again until it is known to be in: whoever gets no answer looks first. */
    private void enter(UUID source) {
        while (true) {
            try {
                if (recorded(source) > 0) {
                    return;
                }
                new TransactionTemplate(transactions)
                        .executeWithoutResult(_ -> ledger.record(new Fact(
                                Measure.FORUM, town, MARCH, 1, new Source("FACT", source), "群众座谈会", false, null)));
                return;
            } catch (DataAccessException | TransactionException cutOff) {
                // the answer was lost, and perhaps the fact
            }
        }
    }

    private void killSome() throws InterruptedException {
        var counting = 0;
        var recording = 0;
        var pause = new CountDownLatch(1);
        while (counting < DEATHS || recording < DEATHS) {
            assertThat(pause.await(random.nextInt(15), TimeUnit.MILLISECONDS)).isFalse();
            try {
                if (random.nextInt(3) > 0) {
                    counting += killThose(WHO_COUNTS);
                } else {
                    recording += killThose(WHO_RECORDS);
                }
            } catch (DataAccessException killedTogether) {
                // the connection had been somebody's who was killed
            }
        }
    }

    private int killThose(String who) {
        return jdbc.sql("""
                        select count(*) filter (where pg_terminate_backend(w.pid))
                          from (%s) w
                        """.formatted(who)).query(Integer.class).single();
    }

    private OrganizationId establish(String code, OrganizationKind kind, OrganizationId parent) {
        return organizations
                .establish(new Organizations.New(
                        code, code, kind, OrganizationForm.COMMITTEE, parent, null, LocalDate.parse("2020-01-01")))
                .orThrow()
                .id();
    }

    /** How many facts stand in the town's ledger; of one source, or all. */
    private long recorded(UUID source) {
        return jdbc.sql("""
                        select coalesce(sum(quantity), 0)
                          from ledger.entry
                         where organization_id = :town
                           and measure = 'FORUM'
                           and (cast(:source as uuid) is null or source_id = :source)
                        """)
                .param("town", town.value())
                .param("source", source)
                .query(Long.class)
                .single();
    }
}
