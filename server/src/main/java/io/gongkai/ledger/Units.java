package io.gongkai.ledger;

import java.util.Arrays;
import java.util.UUID;

/** All organizations as numbers from 0: a nation of them in a few arrays. */
final class Units {

    private final long[] halves = new long[2];

    private int size;
    private long[] ids = new long[1 << 12];
    private int[] parents = new int[1 << 11];
    private int[] kinds = new int[1 << 11];
    private int[] firstDays = new int[1 << 11];

    /** Open addressing: where an id may be found; 0 is nothing, else one more than its number. */
    private int[] slots = new int[1 << 13];

    private Units() {}

    static Units read(CounterStore store) {
        var units = new Units();
        store.copyUnits(row -> {
            var unit = units.numberOf(row);
            var parent = units.numberOf(row);
            units.parents[unit] = parent;
            units.kinds[unit] = row.nextInt();
            units.firstDays[unit] = row.nextDay();
        });
        return units;
    }

    int size() {
        return size;
    }

    /** Itself for a top. */
    int parent(int unit) {
        return parents[unit];
    }

    int kind(int unit) {
        return kinds[unit];
    }

    /** As a day of the epoch. */
    int firstDay(int unit) {
        return firstDays[unit];
    }

    UUID id(int unit) {
        return new UUID(ids[2 * unit], ids[2 * unit + 1]);
    }

    /** The number of the id that comes next in a row; -1 when there is no such organization. */
    int next(BinaryRows row) {
        row.nextUuid(halves);
        return slots[slot()] - 1;
    }

    /** The id that {@link #next} read last. */
    UUID last() {
        return new UUID(halves[0], halves[1]);
    }

    private int numberOf(BinaryRows row) {
        var known = next(row);
        if (known >= 0) {
            return known;
        }
        if (size == parents.length) {
            ids = Arrays.copyOf(ids, ids.length * 2);
            parents = Arrays.copyOf(parents, parents.length * 2);
            kinds = Arrays.copyOf(kinds, kinds.length * 2);
            firstDays = Arrays.copyOf(firstDays, firstDays.length * 2);
            spread();
        }
        ids[2 * size] = halves[0];
        ids[2 * size + 1] = halves[1];
        slots[slot()] = size + 1;
        return size++;
    }

    /** Where the id read last stands or would stand. */
    private int slot() {
        return slot(halves[0], halves[1]);
    }

    private int slot(long upper, long lower) {
        var mask = slots.length - 1;
        var hash = (upper ^ lower) * 0x9E3779B97F4A7C15L;
        var at = (int) (hash >>> 32) & mask;
        while (slots[at] != 0 && (ids[2 * slots[at] - 2] != upper || ids[2 * slots[at] - 1] != lower)) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void spread() {
        slots = new int[slots.length * 2];
        for (var unit = 0; unit < size; unit++) {
            slots[slot(ids[2 * unit], ids[2 * unit + 1])] = unit + 1;
        }
    }
}
