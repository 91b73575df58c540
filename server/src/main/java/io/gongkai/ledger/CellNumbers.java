package io.gongkai.ledger;

import io.gongkai.ledger.Measure.Nature;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * By which numbers the counters of this database call their cells. What the program has learned to count since gets its
 * numbers when it is first asked for any, in a transaction of its own: no number is ever lost to a rollback.
 */
@Component
class CellNumbers {

    /**
     * What is known of the numbers.
     *
     * @param byPlace numbers, by place in {@link Sums}
     * @param places the other way round; -1 for what only a newer program on the same database knows
     */
    private record Known(int[] byPlace, int[] places) {}

    private final CounterStore store;
    private final TransactionTemplate apart;
    private volatile @Nullable Known known;

    CellNumbers(CounterStore store, PlatformTransactionManager transactions) {
        this.store = store;
        this.apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Sees to it that every cell has its number, before somebody reads them from the database himself. */
    void give() {
        known();
    }

    int of(Cell cell) {
        return known().byPlace[Sums.place(cell)];
    }

    /** Where {@link Sums} keeps it; -1 for what only a newer program on the same database knows. */
    int place(int number) {
        var places = known().places;
        return number < places.length ? places[number] : -1;
    }

    @Nullable
    Nature nature(int number) {
        var place = place(number);
        return place < 0 ? null : Sums.CELLS.get(place).count().measure().nature();
    }

    private Known known() {
        var now = known;
        if (now == null) {
            now = learned(Objects.requireNonNull(apart.execute(_ -> {
                store.numberCells(Sums.CELLS);
                return store.cells();
            })));
            known = now;
        }
        return now;
    }

    private static Known learned(Map<CounterStore.Written, Integer> numbers) {
        var byPlace = new int[Sums.CELLS.size()];
        var places = new int
                [numbers.values().stream().mapToInt(Integer::intValue).max().orElse(0) + 1];
        Arrays.fill(places, -1);
        for (var place = 0; place < byPlace.length; place++) {
            var number = Objects.requireNonNull(numbers.get(CounterStore.Written.of(Sums.CELLS.get(place))));
            byPlace[place] = number;
            places[number] = place;
        }
        return new Known(byPlace, places);
    }
}
