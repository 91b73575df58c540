package io.gongkai.ledger;

import io.gongkai.ledger.Measure.Nature;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Adds up the entries of a year from the leaves of the tree to its top. Most organizations have stood in one place and been
 * of one kind all their life: what they count is handed upward from each to its superior. Those that have a history, or hang
 * below one that has, are counted entry by entry, to each superior of the time.
 */
final class Rollup {

    /** What counts on a day that has not come. */
    record Day(UUID organization, LocalDate day) {}

    interface Rows {
        void row(int unit);
    }

    /** Where an organization with a history counted, in a stretch of days; the last day is the first day after. */
    private record Period(int superior, int kind, int since, int until) {}

    private static final int FIELDS = 16;
    private static final int EMPTY_ROW = 2 + (4 + 16) + (4 + 2) + (FIELDS - 2) * 4;

    private final Units units;
    private final int today;
    private final Map<Integer, Period[]> histories = new HashMap<>();

    /** By the numbers of a count and of a kind, as the store gives them. */
    private final int[][] cells;

    private final Nature[] natures;

    /** Children of those without history: the first of each, and the next of the same superior; -1 where there is none. */
    private final int[] firstChild;

    private final int[] nextChild;

    /** What the histories bring to single organizations, by year; cells by slot. */
    private final TreeMap<Integer, Map<Integer, Cells>> apart = new TreeMap<>();

    private final Map<Day, Cells> ahead = new HashMap<>();

    // ---- of the year

    private int year;
    private int firstDay;
    private int[] monthOfDay = {};
    private int size;
    private int[] unitOf = new int[1 << 16];
    private int[] slotOf = new int[1 << 16];
    private long[] sumOf = new long[1 << 16];
    private int[] countOf = new int[1 << 16];
    private long entries;

    // ---- the row at hand

    private final Cells.Packing packing = new Cells.Packing();
    private byte[] row = new byte[1 << 12];
    private int length;
    private final Level ofYear;
    private final Level both;

    Rollup(Units units, CounterStore store, CellNumbers numbers, LocalDate today) {
        this.units = units;
        this.today = (int) today.toEpochDay();
        var written = store.cells();
        var highest =
                written.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        this.cells = new int[highest + 1][];
        this.natures = new Nature[highest + 1];
        number(written, numbers);
        this.ofYear = new Level(highest + 1);
        this.both = new Level(CounterStore.MONTHS * cells.length);
        readHistories(store);
        this.firstChild = new int[units.size()];
        this.nextChild = new int[units.size()];
        Arrays.fill(firstChild, -1);
        Arrays.fill(nextChild, -1);
        for (var unit = 0; unit < units.size(); unit++) {
            var parent = units.parent(unit);
            if (parent != unit && !histories.containsKey(unit)) {
                nextChild[unit] = firstChild[parent];
                firstChild[parent] = unit;
            }
        }
    }

    private void number(Map<CounterStore.Written, Integer> written, CellNumbers numbers) {
        var counts = new HashMap<CounterStore.Written, Integer>();
        var kinds = new HashMap<String, Integer>();
        written.forEach((cell, number) -> {
            counts.merge(new CounterStore.Written("", cell.measure(), cell.detail()), number, Math::min);
            kinds.merge(cell.kind(), number, Math::min);
        });
        written.forEach((cell, number) -> {
            var count = counts.getOrDefault(new CounterStore.Written("", cell.measure(), cell.detail()), number);
            if (cells[count] == null) {
                cells[count] = new int[cells.length];
            }
            cells[count][kinds.getOrDefault(cell.kind(), number)] = number;
            var nature = numbers.nature(number);
            if (nature == null) {
                throw new IllegalStateException("Only a newer program knows what " + cell + " is");
            }
            natures[number] = nature;
        });
    }

    private void readHistories(CounterStore store) {
        var lists = new HashMap<Integer, ArrayList<Period>>();
        store.copyHistories(one -> {
            var unit = units.next(one);
            lists.computeIfAbsent(unit, _ -> new ArrayList<>())
                    .add(new Period(units.next(one), one.nextInt(), one.nextDay(), one.nextDay()));
        });
        lists.forEach((unit, periods) -> histories.put(unit, periods.toArray(Period[]::new)));
    }

    void begin(int ofYear) {
        year = ofYear;
        var first = LocalDate.of(year, 1, 1);
        firstDay = (int) first.toEpochDay();
        monthOfDay = new int[first.lengthOfYear()];
        for (var day = 0; day < monthOfDay.length; day++) {
            monthOfDay[day] = first.plusDays(day).getMonthValue() - 1;
        }
        size = 0;
        entries = 0;
    }

    long entries() {
        return entries;
    }

    /** Years after this one in which something counts that was entered in this one or before. */
    Set<Integer> laterYears() {
        return apart.tailMap(year, false).keySet();
    }

    Map<Day, Cells> ahead() {
        return ahead;
    }

    // ---- taking in

    void entry(BinaryRows entry) {
        var unit = units.next(entry);
        var ofKind = cells[entry.nextInt()];
        var day = entry.nextDay();
        var quantity = entry.nextLong();
        var facts = entry.nextInt();
        entries++;
        var history = histories.get(unit);
        if (history == null) {
            var number = ofKind[units.kind(unit)];
            var on = Math.max(day, units.firstDay(unit));
            if (on <= latest(natures[number], day)) {
                settled(unit, on, number, quantity, facts);
            }
            return;
        }
        for (var period : history) {
            var number = ofKind[period.kind()];
            var latest = latest(natures[number], day);
            var on = Math.max(day, period.since());
            if (day < period.until() && on <= latest) {
                place(period.superior(), on, number, quantity, facts);
                if (period.until() <= latest && period.until() != Integer.MAX_VALUE) {
                    place(period.superior(), period.until(), number, -quantity, -facts);
                }
            }
        }
    }

    /** The last day on which what happened on a day may still begin to count. */
    private int latest(Nature nature, int day) {
        return switch (nature) {
            case FLOW -> day;
            case YEARLY -> firstDay + monthOfDay.length - 1;
            case STOCK -> Integer.MAX_VALUE;
        };
    }

    private void settled(int unit, int on, int number, long quantity, int facts) {
        if (on <= today && on - firstDay < monthOfDay.length) {
            if (size == unitOf.length) {
                unitOf = Arrays.copyOf(unitOf, size * 2);
                slotOf = Arrays.copyOf(slotOf, size * 2);
                sumOf = Arrays.copyOf(sumOf, size * 2);
                countOf = Arrays.copyOf(countOf, size * 2);
            }
            unitOf[size] = unit;
            slotOf[size] = slot(monthOfDay[on - firstDay], number);
            sumOf[size] = quantity;
            countOf[size] = facts;
            size++;
            return;
        }
        for (var at = unit; ; at = units.parent(at)) {
            place(at, on, number, quantity, facts);
            if (at == units.parent(at)) {
                return;
            }
        }
    }

    private void place(int unit, int on, int number, long quantity, int facts) {
        var day = LocalDate.ofEpochDay(on);
        if (on > today) {
            ahead.computeIfAbsent(new Day(units.id(unit), day), _ -> new Cells())
                    .add(number, quantity, facts);
        } else {
            apart.computeIfAbsent(day.getYear(), _ -> new HashMap<>())
                    .computeIfAbsent(unit, _ -> new Cells())
                    .add(slot(day.getMonthValue() - 1, number), quantity, facts);
        }
    }

    private int slot(int month, int number) {
        return month * cells.length + number;
    }

    // ---- adding up

    /** Sums by slot, and which slots were touched. */
    private static final class Level {

        private final long[] sums;
        private final long[] counts;
        private final boolean[] isTouched;
        private int[] touched = new int[16];
        private int size;

        Level(int slots) {
            sums = new long[slots];
            counts = new long[slots];
            isTouched = new boolean[slots];
        }

        void add(int slot, long sum, long count) {
            if (!isTouched[slot]) {
                isTouched[slot] = true;
                if (size == touched.length) {
                    touched = Arrays.copyOf(touched, size * 2);
                }
                touched[size++] = slot;
            }
            sums[slot] += sum;
            counts[slot] += count;
        }

        void addTo(Level other) {
            for (var i = 0; i < size; i++) {
                other.add(touched[i], sums[touched[i]], counts[touched[i]]);
            }
        }

        void clear() {
            for (var i = 0; i < size; i++) {
                sums[touched[i]] = 0;
                counts[touched[i]] = 0;
                isTouched[touched[i]] = false;
            }
            size = 0;
        }

        void sort() {
            Arrays.sort(touched, 0, size);
        }
    }

    /** Every row of the year in which something counts, the subordinate ones before their superiors. */
    void rows(Rows rows) {
        var starts = new int[units.size() + 1];
        for (var i = 0; i < size; i++) {
            starts[unitOf[i] + 1]++;
        }
        for (var unit = 0; unit < units.size(); unit++) {
            starts[unit + 1] += starts[unit];
        }
        var order = new int[size];
        var next = starts.clone();
        for (var i = 0; i < size; i++) {
            order[next[unitOf[i]]++] = i;
        }
        for (var unit = 0; unit < units.size(); unit++) {
            if (histories.containsKey(unit)) {
                writeWithApart(unit, both, rows);
            } else if (units.parent(unit) == unit) {
                descend(unit, starts, order, rows);
            }
        }
        apart.remove(year);
    }

    private void descend(int top, int[] starts, int[] order, Rows rows) {
        var way = new int[64];
        var child = new int[64];
        var levels = new Level[64];
        var depth = 0;
        way[0] = top;
        enter(levels, 0, top, starts, order);
        child[0] = firstChild[top];
        while (depth >= 0) {
            var below = child[depth];
            if (below >= 0) {
                child[depth] = nextChild[below];
                depth++;
                way[depth] = below;
                child[depth] = firstChild[below];
                enter(levels, depth, below, starts, order);
                continue;
            }
            var level = levels[depth];
            writeWithApart(way[depth], level, rows);
            if (depth > 0) {
                level.addTo(levels[depth - 1]);
            }
            level.clear();
            depth--;
        }
    }

    private void enter(Level[] levels, int depth, int unit, int[] starts, int[] order) {
        if (levels[depth] == null) {
            levels[depth] = new Level(CounterStore.MONTHS * cells.length);
        }
        for (var i = starts[unit]; i < starts[unit + 1]; i++) {
            levels[depth].add(slotOf[order[i]], sumOf[order[i]], countOf[order[i]]);
        }
    }

    /** @param level of those without history below it; left as it is */
    private void writeWithApart(int unit, Level level, Rows rows) {
        var more = apart.getOrDefault(year, Map.of()).get(unit);
        if (more != null) {
            if (level != both) {
                level.addTo(both);
            }
            more.forEach(both::add);
        }
        if (write(unit, more == null ? level : both)) {
            rows.row(unit);
        }
        both.clear();
    }

    // ---- writing rows

    /** The row as {@code copy … (format binary)} has it. */
    byte[] row() {
        return Arrays.copyOf(row, length);
    }

    /** @param stood a row without the number of its fields */
    boolean isSame(byte[] stood) {
        return Arrays.equals(row, 2, length, stood, 0, stood.length);
    }

    /** @param stood a row without the number of its fields */
    static boolean isEmpty(byte[] stood) {
        return stood.length == EMPTY_ROW - 2;
    }

    /** @return whether anything counts in it */
    private boolean write(int unit, Level level) {
        if (level.size == 0) {
            return false;
        }
        level.sort();
        for (var i = 0; i < level.size; i++) {
            var slot = level.touched[i];
            ofYear.add(slot % cells.length, level.sums[slot], level.counts[slot]);
        }
        ofYear.sort();
        var id = units.id(unit);
        length = 0;
        space(64);
        ByteBuffer.wrap(row)
                .putShort((short) FIELDS)
                .putInt(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putInt(2)
                .putShort((short) year);
        length = 2 + 20 + 6;
        writeYear(false);
        writeYear(true);
        ofYear.clear();
        var at = 0;
        for (var month = 0; month < CounterStore.MONTHS; month++) {
            var end = (month + 1) * cells.length;
            for (; at < level.size && level.touched[at] < end; at++) {
                pack(level, level.touched[at], level.touched[at] - month * cells.length);
            }
            writePacked();
        }
        return length > EMPTY_ROW;
    }

    private void writeYear(boolean stocks) {
        for (var i = 0; i < ofYear.size; i++) {
            var number = ofYear.touched[i];
            if ((natures[number] == Nature.STOCK) == stocks) {
                pack(ofYear, number, number);
            }
        }
        writePacked();
    }

    private void pack(Level level, int slot, int number) {
        if (level.sums[slot] != 0 || level.counts[slot] != 0) {
            packing.add(number, level.sums[slot], level.counts[slot]);
        }
    }

    private void writePacked() {
        var size = packing.length();
        space(size + 4);
        ByteBuffer.wrap(row, length, 4).putInt(size);
        packing.moveTo(row, length + 4);
        length += size + 4;
    }

    private void space(int more) {
        if (length + more > row.length) {
            row = Arrays.copyOf(row, Math.max(row.length * 2, length + more));
        }
    }
}
