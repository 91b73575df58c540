package national;

import io.gongkai.ledger.Measure;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * The ledger's entries of one year, the same for the same seed. They come month by month, in each month in the order of the
 * tree, as units report. A unit's first flow brings the standing of its ledger, as in the program.
 */
final class Entries {

    static final int YEAR = 2025;

    /** Numbers of entries. */
    interface Reader {
        void entry(
                long id,
                Measure measure,
                int unit,
                LocalDate on,
                long quantity,
                int facts,
                UUID source,
                String sourceType,
                long reverses);
    }

    private static final int WINDOW = 256;

    private static final int[] MONTH_WEIGHTS = {1, 1, 3, 1, 1, 3, 1, 1, 3, 1, 1, 3};

    private final Nation nation;
    private final int wanted;
    private final long seed;

    /** Of shape W the town that holds a tenth of everything; -1 of shape S. */
    private final int heavyTown;

    private final List<Measure> rows;
    private final double[] upTo;

    // ---- what the baselines are made of

    int[] unitOf;
    byte[] measureOf;
    short[] dayOf;
    int[] quantityOf;
    byte[] factsOf;
    int size;

    /** How many entries lie at units before one; what is left when the rest is forgotten. */
    private int[] before = {};

    Entries(Nation nation, List<Measure> rowsOfTheForm, int wanted, boolean heavy, long seed) {
        this.nation = nation;
        this.wanted = wanted;
        this.seed = seed;
        this.heavyTown = heavy ? largestTown(nation) : -1;
        var shuffled = new ArrayList<>(rowsOfTheForm);
        Collections.shuffle(shuffled, new Random(seed));
        this.rows = List.copyOf(shuffled);
        this.upTo = new double[rows.size()];
        var sum = 0.0;
        for (var rank = 0; rank < upTo.length; rank++) {
            sum += 1.0 / (rank + 1);
            upTo[rank] = sum;
        }
        for (var rank = 0; rank < upTo.length; rank++) {
            upTo[rank] /= sum;
        }
        unitOf = new int[wanted];
        measureOf = new byte[wanted];
        dayOf = new short[wanted];
        quantityOf = new int[wanted];
        factsOf = new byte[wanted];
    }

    int heavyTown() {
        return heavyTown;
    }

    private static int largestTown(Nation nation) {
        return Arrays.stream(nation.ofLevel.get(4))
                .boxed()
                .max(java.util.Comparator.comparing(town -> nation.end(town) - town))
                .orElseThrow();
    }

    void generate(Reader reader) {
        var random = new SplittableRandom(seed);
        var standings = new EnumMap<Measure, BitSet>(Measure.class);
        size = 0;
        var weights = Arrays.stream(MONTH_WEIGHTS).sum();
        var given = 0;
        for (var month = 1; month <= 12; month++) {
            given += MONTH_WEIGHTS[month - 1];
            var until = (int) ((long) wanted * given / weights);
            var units = new int[until - size];
            for (var i = 0; i < units.length; i++) {
                units[i] = unit(random);
            }
            Arrays.sort(units);
            month(random, month, units, until, standings, reader);
        }
    }

    private void month(
            SplittableRandom random,
            int month,
            int[] units,
            int until,
            Map<Measure, BitSet> standings,
            Reader reader) {
        var first = LocalDate.of(YEAR, month, 1);
        var begun = size;
        var reversed = new BitSet();
        while (size < until) {
            var unit = units[size - begun];
            if (size - begun > WINDOW && random.nextInt(100) < 3 && reverse(random, begun, reversed, reader)) {
                continue;
            }
            var on = first.plusDays(random.nextInt(first.lengthOfMonth()));
            var rank = rank(random);
            var measure = rows.get(rank);
            while (measure.nature() == Measure.Nature.YEARLY && stands(standings, measure, unit)) {
                rank = (rank + 1) % rows.size();
                measure = rows.get(rank);
            }
            var whole = measure.whole();
            if (whole != null && until - size < 3) {
                measure = Measure.FORUM;
                whole = null;
            }
            var source = source();
            if (whole != null) {
                var valid = 1 + random.nextInt(50);
                add(reader, whole, unit, on, valid, 1, source, "FACT", 0);
                add(reader, measure, unit, on, 1 + random.nextInt(valid), 0, source, "FACT", 0);
            } else if (measure.nature() == Measure.Nature.YEARLY) {
                stand(standings, reader, measure, unit, on);
            } else {
                var quantity = measure == Measure.OPINION_FORM_ISSUED ? 1 + random.nextInt(200) : 1;
                add(reader, measure, unit, on, quantity, 1, source, "FACT", 0);
            }
            if (measure.nature() == Measure.Nature.FLOW
                    && size < until
                    && !stands(standings, Measure.LEDGER_SET, unit)) {
                stand(standings, reader, Measure.LEDGER_SET, unit, on);
            }
        }
    }

    private static boolean stands(Map<Measure, BitSet> standings, Measure measure, int unit) {
        return standings.computeIfAbsent(measure, _ -> new BitSet()).get(unit);
    }

    private void stand(Map<Measure, BitSet> standings, Reader reader, Measure measure, int unit, LocalDate on) {
        standings.get(measure).set(unit);
        var source = io.gongkai.ledger.Source.standing(
                measure, new io.gongkai.organization.OrganizationId(nation.ids[unit]), YEAR);
        add(reader, measure, unit, on, 1, 1, source.id(), source.type(), 0);
    }

    private UUID source() {
        return Nation.id(0x0195_0000_0000L, size);
    }

    /** Takes back one of those entered shortly before, if one of them may be taken back. */
    private boolean reverse(SplittableRandom random, int begun, BitSet reversed, Reader reader) {
        var at = size - 1 - random.nextInt(WINDOW);
        var measure = Measure.values()[measureOf[at]];
        if (at < begun
                || reversed.get(at)
                || factsOf[at] != 1
                || measure.nature() == Measure.Nature.YEARLY
                || isWhole(measure)) {
            return false;
        }
        reversed.set(at);
        reversed.set(size);
        var on = LocalDate.ofYearDay(YEAR, dayOf[at]);
        add(reader, measure, unitOf[at], on, -quantityOf[at], -1, Nation.id(0x0195_0000_0000L, at), "FACT", at + 1L);
        return true;
    }

    private static boolean isWhole(Measure measure) {
        return Arrays.stream(Measure.values()).anyMatch(part -> part.whole() == measure);
    }

    private void add(
            Reader reader,
            Measure measure,
            int unit,
            LocalDate on,
            int quantity,
            int facts,
            UUID source,
            String sourceType,
            long reverses) {
        unitOf[size] = unit;
        measureOf[size] = (byte) measure.ordinal();
        dayOf[size] = (short) on.getDayOfYear();
        quantityOf[size] = quantity;
        factsOf[size] = (byte) facts;
        size++;
        reader.entry(size, measure, unit, on, quantity, facts, source, sourceType, reverses);
    }

    private int rank(SplittableRandom random) {
        var at = Arrays.binarySearch(upTo, random.nextDouble());
        return Math.min(at < 0 ? -at - 1 : at, upTo.length - 1);
    }

    private int unit(SplittableRandom random) {
        if (heavyTown >= 0 && random.nextInt(10) == 0) {
            return heavyTown + random.nextInt(nation.end(heavyTown) - heavyTown);
        }
        var lot = random.nextInt(1000);
        var level = lot < 850 ? 5 : lot < 970 ? 4 : lot < 995 ? 3 : random.nextInt(3);
        var units = nation.ofLevel.get(level);
        return units[random.nextInt(units.length)];
    }

    /** Places of the entries, in the order of the tree. */
    int[] inTreeOrder() {
        var next = before().clone();
        var order = new int[size];
        for (var i = 0; i < size; i++) {
            order[next[unitOf[i]]++] = i;
        }
        return order;
    }

    private int[] before() {
        var counts = new int[nation.size + 1];
        for (var i = 0; i < size; i++) {
            counts[unitOf[i] + 1]++;
        }
        for (var unit = 0; unit < nation.size; unit++) {
            counts[unit + 1] += counts[unit];
        }
        return counts;
    }

    /** Gives the memory back that the baselines needed. */
    void forget() {
        before = before();
        unitOf = new int[0];
        measureOf = new byte[0];
        dayOf = new short[0];
        quantityOf = new int[0];
        factsOf = new byte[0];
    }

    int below(int unit) {
        return before[nation.end(unit)] - before[unit];
    }
}
