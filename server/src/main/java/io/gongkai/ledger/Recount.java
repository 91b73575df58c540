package io.gongkai.ledger;

import io.gongkai.organization.OrganizationId;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts the whole ledger again, by another road than the counting does: here the entries are read once, sorted, and added up
 * from the leaves of the tree to its top. The counters must hold the same bytes.
 *
 * <p>Meanwhile nothing new is counted and the tree does not change; everybody reads on.
 */
@Service
public class Recount {

    /**
     * What came of it.
     *
     * @param watermark up to which entry it was counted
     * @param rows that the counters must hold
     * @param differing how many of them did not, and of others that they held
     * @param examples a few of those
     */
    public record Report(long watermark, long entries, long rows, long differing, List<Place> examples) {

        public Report {
            examples = List.copyOf(examples);
        }
    }

    /** A row of counters. */
    public record Place(OrganizationId organization, int year) {}

    private static final int EXAMPLES_MAX = 20;

    /** Rows written in one go. */
    private static final int ROWS_AT_ONCE = 20_000;

    private final CounterStore store;
    private final LedgerStore ledger;
    private final Counting counting;
    private final CellNumbers numbers;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Recount(
            CounterStore store,
            LedgerStore ledger,
            Counting counting,
            CellNumbers numbers,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.ledger = ledger;
        this.counting = counting;
        this.numbers = numbers;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Compares and changes nothing. */
    public Report verify() {
        return Objects.requireNonNull(transaction.execute(_ -> new Run(false).report()));
    }

    /** Compares, puts right what differs, and counts what was not counted yet: the quickest way to count millions. */
    public Report mend() {
        return Objects.requireNonNull(transaction.execute(_ -> new Run(true).report()));
    }

    private final class Run {

        private final boolean mends;
        private final LocalDate today = LocalDate.now(clock);
        private final List<Place> examples = new ArrayList<>();
        private long entries;
        private long rows;
        private long differing;

        Run(boolean mends) {
            this.mends = mends;
        }

        Report report() {
            // A database in which nothing was ever counted has no numbers yet.
            numbers.give();
            store.lock();
            counting.arrive(today);
            var watermark = mends ? ledger.watermark() : store.counted();
            var units = Units.read(store);
            var road = new Rollup(units, store, numbers, today);
            var years = new TreeSet<>(store.years(watermark));
            while (!years.isEmpty()) {
                int year = years.removeFirst();
                road.begin(year);
                store.copyEntries(year, watermark, road::entry);
                compare(road, units, year);
                years.addAll(road.laterYears());
                entries += road.entries();
            }
            compareAhead(road.ahead(), units);
            if (mends) {
                store.countedUpTo(watermark, clock.instant());
            }
            return new Report(watermark, entries, rows, differing, examples);
        }

        private void compare(Rollup road, Units units, int year) {
            var standing = new byte[units.size()][];
            var foreign = new ArrayList<UUID>();
            store.copyCounters(year, row -> {
                var unit = units.next(row);
                if (unit < 0) {
                    foreign.add(units.last());
                } else {
                    standing[unit] = row.rest();
                }
            });
            var wrong = new ArrayList<UUID>(foreign);
            var right = new ArrayList<byte[]>();
            road.rows(unit -> {
                rows++;
                var stood = standing[unit];
                standing[unit] = null;
                if (stood == null || !road.isSame(stood)) {
                    differs(units.id(unit), year);
                    if (mends) {
                        wrong.add(units.id(unit));
                        right.add(road.row());
                        if (right.size() == ROWS_AT_ONCE) {
                            mend(wrong, right, year);
                        }
                    }
                }
            });
            for (var unit = 0; unit < standing.length; unit++) {
                if (standing[unit] != null && !Rollup.isEmpty(standing[unit])) {
                    wrong.add(units.id(unit));
                    differs(units.id(unit), year);
                }
            }
            if (mends) {
                mend(wrong, right, year);
            }
        }

        private void mend(List<UUID> wrong, List<byte[]> right, int year) {
            store.remove(wrong, year);
            store.copyIn(right);
            wrong.clear();
            right.clear();
        }

        private void compareAhead(Map<Rollup.Day, Cells> right, Units units) {
            var standing = new HashMap<Rollup.Day, byte[]>();
            store.ahead()
                    .forEach(ahead -> standing.put(new Rollup.Day(ahead.organization(), ahead.day()), ahead.cells()));
            var wrong = new ArrayList<CounterStore.Ahead>();
            for (var day : right.entrySet()) {
                var packed = day.getValue().packed();
                var stood = standing.remove(day.getKey());
                if (!Arrays.equals(packed, stood == null ? new byte[0] : stood)) {
                    wrong.add(new CounterStore.Ahead(
                            day.getKey().organization(), day.getKey().day(), packed));
                }
            }
            standing.keySet()
                    .forEach(day -> wrong.add(new CounterStore.Ahead(day.organization(), day.day(), new byte[0])));
            wrong.forEach(ahead -> differs(ahead.organization(), ahead.day().getYear()));
            if (mends && !wrong.isEmpty()) {
                store.putAhead(wrong);
            }
        }

        private void differs(UUID organization, int year) {
            differing++;
            if (examples.size() < EXAMPLES_MAX) {
                examples.add(new Place(new OrganizationId(organization), year));
            }
        }
    }
}
