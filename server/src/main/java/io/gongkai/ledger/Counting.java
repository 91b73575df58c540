package io.gongkai.ledger;

import io.gongkai.ledger.Measure.Nature;
import io.gongkai.organization.OrganizationId;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings the counters up to date with the ledger. What is counted and how far the counting has come change in one
 * transaction, so every entry is counted once, whenever the program ends; one counts at a time on all nodes.
 */
@Component
public class Counting {

    /** Entries counted in one transaction. */
    private static final int BATCH = 4000;

    private static final int ROWS_AT_ONCE = 1000;

    private final CounterStore store;
    private final LedgerStore ledger;
    private final CellNumbers numbers;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Counting(
            CounterStore store,
            LedgerStore ledger,
            CellNumbers numbers,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.ledger = ledger;
        this.numbers = numbers;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** After it the figures hold what was committed before the call, up to the first number that is still under way. */
    public void catchUp() {
        while (countSome()) {
            // each batch is a transaction of its own
        }
    }

    /**
     * A batch of them.
     *
     * @return whether more may be waiting
     */
    boolean countSome() {
        return Boolean.TRUE.equals(transaction.execute(_ -> countBatch()));
    }

    private boolean countBatch() {
        store.lock();
        var today = LocalDate.now(clock);
        arrive(today);
        var counted = store.counted();
        var upTo = Math.min(ledger.watermark(), counted + BATCH);
        if (upTo <= counted) {
            return false;
        }
        apply(store.effectsOf(counted, upTo, today), today, 1);
        store.countedUpTo(upTo, clock.instant());
        // What came while these few were counted waits for the next round: else the counting would run after every
        // single fact.
        return upTo == counted + BATCH;
    }

    /**
     * Takes out of the counters what organizations bring from a day on, as they stand; after the tree has been changed
     * {@link #include} puts it back where it then belongs. Holds the counting up until the transaction ends.
     *
     * @param asTheyStand leaves what they bring to one another where it is
     */
    void exclude(Collection<OrganizationId> organizations, boolean asTheyStand, LocalDate from) {
        store.lock();
        recount(organizations, asTheyStand, from, -1);
    }

    void include(Collection<OrganizationId> organizations, boolean asTheyStand, LocalDate from) {
        recount(organizations, asTheyStand, from, 1);
    }

    private void recount(Collection<OrganizationId> organizations, boolean asTheyStand, LocalDate from, int sign) {
        var today = LocalDate.now(clock);
        apply(store.effectsOf(organizations, !asTheyStand, from, store.counted(), today), today, sign);
    }

    // ---- adding to the counters

    /** What changes in one row. */
    private static final class Change {

        final Cells flows = new Cells();
        final Cells stocks = new Cells();
        final @Nullable Cells[] months = new @Nullable Cells[CounterStore.MONTHS];

        int marks() {
            var marks = 0;
            for (var i = 0; i < months.length; i++) {
                marks |= months[i] == null ? 0 : 1 << i;
            }
            return marks;
        }
    }

    private record Place(UUID organization, int year) {}

    private record Ahead(UUID organization, LocalDate day) {}

    private void apply(List<CounterStore.Effect> effects, LocalDate today, int sign) {
        var changes = new HashMap<Place, Change>();
        var ahead = new HashMap<Ahead, Cells>();
        for (var effect : effects) {
            var number = numbers.of(effect.cell());
            var sum = sign * effect.sum();
            var count = sign * effect.count();
            if (effect.on().isAfter(today)) {
                ahead.computeIfAbsent(new Ahead(effect.organization(), effect.on()), _ -> new Cells())
                        .add(number, sum, count);
            } else {
                note(changes, effect.organization(), effect.on(), number, sum, count);
            }
        }
        write(changes);
        writeAhead(ahead);
    }

    private void note(Map<Place, Change> changes, UUID organization, LocalDate on, int number, long sum, long count) {
        var change = changes.computeIfAbsent(new Place(organization, on.getYear()), _ -> new Change());
        var month = on.getMonthValue() - 1;
        var cells = change.months[month];
        if (cells == null) {
            cells = new Cells();
            change.months[month] = cells;
        }
        cells.add(number, sum, count);
        (numbers.nature(number) == Nature.STOCK ? change.stocks : change.flows).add(number, sum, count);
    }

    /** What lay ahead when it was counted and has come since belongs into its month. */
    void arrive(LocalDate today) {
        var changes = new HashMap<Place, Change>();
        for (var arrived : store.takeAhead(today)) {
            Cells.read(
                    arrived.cells(),
                    (number, sum, count) -> note(changes, arrived.organization(), arrived.day(), number, sum, count));
        }
        write(changes);
    }

    private void write(Map<Place, Change> changes) {
        var all = List.copyOf(changes.entrySet());
        for (var from = 0; from < all.size(); from += ROWS_AT_ONCE) {
            write(all.subList(from, Math.min(from + ROWS_AT_ONCE, all.size())));
        }
    }

    private void write(List<Map.Entry<Place, Change>> changes) {
        var standing = new HashMap<Place, CounterStore.Row>();
        store.rows(
                        changes.stream()
                                .map(change -> change.getKey().organization())
                                .toList(),
                        changes.stream().map(change -> change.getKey().year()).toList(),
                        changes.stream()
                                .map(change -> change.getValue().marks())
                                .toList())
                .forEach(row -> standing.put(new Place(row.organization(), row.year()), row));
        var fresh = new ArrayList<CounterStore.Row>();
        var changed = new ArrayList<CounterStore.Row>();
        for (var change : changes) {
            var row = standing.get(change.getKey());
            (row == null ? fresh : changed).add(added(change.getKey(), row, change.getValue()));
        }
        if (!fresh.isEmpty()) {
            store.insert(fresh);
        }
        if (!changed.isEmpty()) {
            store.update(changed);
        }
    }

    private static CounterStore.Row added(Place place, CounterStore.@Nullable Row row, Change change) {
        var months = new byte[CounterStore.MONTHS] @Nullable [];
        for (var i = 0; i < months.length; i++) {
            var cells = change.months[i];
            if (cells != null) {
                months[i] = sum(row == null ? null : row.months()[i], cells);
            }
        }
        return new CounterStore.Row(
                place.organization(),
                place.year(),
                sum(row == null ? null : row.flows(), change.flows),
                sum(row == null ? null : row.stocks(), change.stocks),
                months);
    }

    private static byte[] sum(byte @Nullable [] packed, Cells more) {
        var cells = packed == null ? new Cells() : Cells.of(packed);
        cells.add(more);
        return cells.packed();
    }

    private void writeAhead(Map<Ahead, Cells> changes) {
        if (changes.isEmpty()) {
            return;
        }
        var places = List.copyOf(changes.keySet());
        for (var standing : store.ahead(
                places.stream().map(Ahead::organization).toList(),
                places.stream().map(Ahead::day).toList())) {
            changes.computeIfAbsent(new Ahead(standing.organization(), standing.day()), _ -> new Cells())
                    .add(standing.cells());
        }
        store.putAhead(changes.entrySet().stream()
                .map(change -> new CounterStore.Ahead(
                        change.getKey().organization(),
                        change.getKey().day(),
                        change.getValue().packed()))
                .toList());
    }
}
