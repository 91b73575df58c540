package io.gongkai.ledger;

import io.gongkai.organization.OrganizationKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was counted below one organization in one stretch of time, cell by cell. */
@SuppressWarnings("EnumOrdinal") // in memory only; what is stored goes by CellNumbers
public final class Sums {

    private static final int KINDS = OrganizationKind.values().length;

    /** All cells there are; where a cell stands here is its place. */
    static final List<Cell> CELLS = cells();

    private static final Map<Count, Integer> PLACES = places();

    private final long[] sums = new long[CELLS.size()];
    private final long[] counts = new long[CELLS.size()];

    public Sums() {}

    /** Flows: of the stretch. Stocks: the level at its end. Yearly standings: of the year up to its end. */
    public long sum(Selection selection) {
        var sum = 0L;
        for (var place : selection.places()) {
            sum += sums[place];
        }
        return sum;
    }

    /** How many facts stand behind the {@link #sum}. */
    public long count(Selection selection) {
        var count = 0L;
        for (var place : selection.places()) {
            count += counts[place];
        }
        return count;
    }

    public void add(Cell cell, long sum, long count) {
        add(place(cell), sum, count);
    }

    /** @param sign 1 to add the other, -1 to take it away */
    public void add(Sums other, int sign) {
        for (var place = 0; place < sums.length; place++) {
            add(place, sign * other.sums[place], sign * other.counts[place]);
        }
    }

    public Sums plus(Sums other) {
        var both = new Sums();
        both.add(this, 1);
        both.add(other, 1);
        return both;
    }

    /** The same, counted under another kind of organization. */
    public Sums as(OrganizationKind kind) {
        var other = new Sums();
        for (var place = 0; place < sums.length; place++) {
            other.add(new Cell(kind, CELLS.get(place).count()), sums[place], counts[place]);
        }
        return other;
    }

    /** How many facts of a nature stand behind all of it. */
    public long facts(Measure.Nature nature) {
        var facts = 0L;
        for (var place = 0; place < counts.length; place++) {
            facts += CELLS.get(place).count().measure().nature() == nature ? counts[place] : 0;
        }
        return facts;
    }

    void add(int place, long sum, long count) {
        sums[place] += sum;
        counts[place] += count;
    }

    static int place(Cell cell) {
        var first = PLACES.get(cell.count());
        if (first == null) {
            throw new IllegalArgumentException("No such cell: " + cell);
        }
        return first + cell.kind().ordinal();
    }

    private static List<Cell> cells() {
        var cells = new ArrayList<Cell>();
        for (var measure : Measure.values()) {
            for (var count : measure.counts()) {
                for (var kind : OrganizationKind.values()) {
                    cells.add(new Cell(kind, count));
                }
            }
        }
        return List.copyOf(cells);
    }

    private static Map<Count, Integer> places() {
        var places = new HashMap<Count, Integer>();
        for (var place = 0; place < CELLS.size(); place += KINDS) {
            places.put(CELLS.get(place).count(), place);
        }
        return Map.copyOf(places);
    }
}
