package io.gongkai.ledger;

import io.gongkai.ledger.Measure.Nature;
import io.gongkai.organization.OrganizationId;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.springframework.stereotype.Service;

/**
 * What the ledger adds up to below organizations, read from counters: the cost does not depend on what lies beneath. Flows
 * count under the superiors and the kind of their day, stocks and yearly standings under those of the last day.
 */
@Service
public class Counters {

    /**
     * Sums of one stretch of time.
     *
     * @param watermark number of the last entry that is in them; none above it is
     * @param countedAt when that was so
     * @param openings levels on the eve of the stretch, where they were asked for
     */
    public record Counted(
            long watermark, Instant countedAt, Map<OrganizationId, Sums> sums, Map<OrganizationId, Sums> openings) {

        /** All zero for an organization below which nothing counts. */
        public Sums of(OrganizationId organization) {
            var found = sums.get(organization);
            return found == null ? new Sums() : found;
        }

        public Sums opening(OrganizationId organization) {
            var found = openings.get(organization);
            return found == null ? new Sums() : found;
        }
    }

    private static final Set<Nature> ALL = EnumSet.allOf(Nature.class);

    private static final Set<Nature> FLOWS = EnumSet.of(Nature.FLOW);
    private static final Set<Nature> STOCKS = EnumSet.of(Nature.STOCK);

    /** What is once there stays there, a standing until the end of its year. */
    private static final Set<Nature> LASTING = EnumSet.of(Nature.STOCK, Nature.YEARLY);

    private final CounterStore store;
    private final CellNumbers numbers;
    private final Clock clock;

    Counters(CounterStore store, CellNumbers numbers, Clock clock) {
        this.store = store;
        this.numbers = numbers;
        this.clock = clock;
    }

    /**
     * Of whole months of one year, in one statement.
     *
     * @param first first day of a month
     * @param last last day of a month, or today
     */
    public Counted between(Collection<OrganizationId> organizations, LocalDate first, LocalDate last) {
        requireMonths(first, last);
        if (first.getDayOfYear() == 1 && (isYearsEnd(last) || last.equals(LocalDate.now(clock)))) {
            return ofYear(organizations, last.getYear(), last);
        }
        return betweenWithOpenings(organizations, first, last);
    }

    /** The same with the levels on the eve, seen at the same moment. */
    public Counted betweenWithOpenings(Collection<OrganizationId> organizations, LocalDate first, LocalDate last) {
        requireMonths(first, last);
        var rows = store.ofMonths(organizations, last.getYear(), last);
        var sums = new HashMap<OrganizationId, Sums>();
        var openings = new HashMap<OrganizationId, Sums>();
        for (var row : rows) {
            if (row.organization() != null) {
                var organization = new OrganizationId(row.organization());
                var into = sums.computeIfAbsent(organization, _ -> new Sums());
                for (var month = first.getMonthValue(); month < last.getMonthValue(); month++) {
                    addOf(row, last.getYear(), month, reader(into), FLOWS);
                }
                addMonth(row, last.getYear(), last.getMonthValue(), reader(into));
                addLevels(
                        row,
                        last.getYear(),
                        first.getMonthValue(),
                        reader(openings.computeIfAbsent(organization, _ -> new Sums())),
                        STOCKS);
            }
        }
        return new Counted(rows.getFirst().watermark(), rows.getFirst().countedAt(), sums, openings);
    }

    /**
     * What some organizations, with all that stands below them on a day, bring to each of their superiors: of what happens only
     * from a day on, of levels and standings what is there on the last day. To each of the organizations themselves too, but
     * not to what stands below them. It reads their entries, so it costs what they are.
     *
     * @param on day of which the tree is asked; nothing below them has changed its place since
     */
    public Map<OrganizationId, Sums> broughtBelow(
            Collection<OrganizationId> organizations, LocalDate on, LocalDate from, LocalDate last) {
        return store.brought(organizations, true, on, from, last, store.counted());
    }

    /** The same of the organizations alone, without what stands below them. */
    public Map<OrganizationId, Sums> broughtBy(
            Collection<OrganizationId> organizations, LocalDate from, LocalDate last) {
        return store.brought(organizations, false, last, from, last, store.counted());
    }

    private static void requireMonths(LocalDate first, LocalDate last) {
        if (first.getYear() != last.getYear() || first.getDayOfMonth() != 1 || first.isAfter(last)) {
            throw new IllegalArgumentException("Not months of one year: " + first + " to " + last);
        }
    }

    private Counted ofYear(Collection<OrganizationId> organizations, int year, LocalDate last) {
        var rows = store.ofYear(organizations, year, last);
        var sums = new HashMap<OrganizationId, Sums>();
        for (var row : rows) {
            if (row.organization() != null) {
                addYear(
                        row,
                        year,
                        reader(sums.computeIfAbsent(new OrganizationId(row.organization()), _ -> new Sums())));
            }
        }
        return new Counted(rows.getFirst().watermark(), rows.getFirst().countedAt(), sums, Map.of());
    }

    /** Of each of some whole years, the first one first, in one statement. */
    public List<Counted> ofYears(Collection<OrganizationId> organizations, int first, int last) {
        var rows = store.ofYears(organizations, last);
        return IntStream.rangeClosed(first, last)
                .mapToObj(year -> {
                    var sums = new HashMap<OrganizationId, Sums>();
                    rows.stream()
                            .filter(row -> row.organization() != null && row.year() <= year)
                            .forEach(row -> addYear(
                                    row,
                                    year,
                                    reader(sums.computeIfAbsent(
                                            new OrganizationId(Objects.requireNonNull(row.organization())),
                                            _ -> new Sums()))));
                    return new Counted(
                            rows.getFirst().watermark(), rows.getFirst().countedAt(), sums, Map.of());
                })
                .toList();
    }

    private static boolean isYearsEnd(LocalDate day) {
        return day.getMonthValue() == 12 && day.getDayOfMonth() == 31;
    }

    /**
     * Of each month of the year up to the month of the last day, January first, in one statement. Of stocks and yearly
     * standings it is what stood at the month's end (or on the last day).
     */
    public List<Counted> ofMonths(Collection<OrganizationId> organizations, int year, LocalDate last) {
        var rows = store.ofMonths(organizations, year, last);
        var months = IntStream.rangeClosed(1, last.getMonthValue())
                .mapToObj(_ -> new HashMap<OrganizationId, Sums>())
                .toList();
        for (var row : rows) {
            if (row.organization() != null) {
                var organization = new OrganizationId(row.organization());
                for (var month = 1; month <= months.size(); month++) {
                    var into = months.get(month - 1).computeIfAbsent(organization, _ -> new Sums());
                    addMonth(row, year, month, reader(into));
                }
            }
        }
        var first = rows.getFirst();
        return months.stream()
                .map(sums -> new Counted(first.watermark(), first.countedAt(), sums, Map.of()))
                .toList();
    }

    /**
     * How many facts some cells of one nature stand for, below each of some organizations; one below which there are none may
     * be missing. As {@link #between}, without adding up anything else.
     */
    Map<OrganizationId, Long> counts(
            Collection<OrganizationId> organizations, Selection selection, LocalDate first, LocalDate last) {
        requireMonths(first, last);
        var wanted = new BitSet();
        selection.cells().forEach(cell -> wanted.set(numbers.of(cell)));
        var counts = new HashMap<OrganizationId, Long>();
        if (first.getDayOfYear() == 1 && (isYearsEnd(last) || last.equals(LocalDate.now(clock)))) {
            var stocks = selection.cells().stream()
                    .anyMatch(cell -> cell.count().measure().nature() == Nature.STOCK);
            store.ofYear(organizations, last.getYear(), last, stocks, (organization, cells) -> {
                var found = count(wanted, into -> Cells.read(cells, into));
                if (found != 0) {
                    counts.merge(organization, found, Long::sum);
                }
            });
            return counts;
        }
        for (var row : store.ofMonths(organizations, last.getYear(), last)) {
            if (row.organization() != null) {
                counts.merge(
                        new OrganizationId(row.organization()),
                        count(wanted, into -> {
                            for (var month = first.getMonthValue(); month < last.getMonthValue(); month++) {
                                addOf(row, last.getYear(), month, into, FLOWS);
                            }
                            addMonth(row, last.getYear(), last.getMonthValue(), into);
                        }),
                        Long::sum);
            }
        }
        return counts;
    }

    private static long count(BitSet wanted, Consumer<Cells.Reader> cells) {
        var found = new long[1];
        cells.accept((number, _, count) -> found[0] += wanted.get(number) ? count : 0);
        return found[0];
    }

    private Cells.Reader reader(Sums into) {
        return (number, sum, count) -> {
            var place = numbers.place(number);
            if (place >= 0) {
                into.add(place, sum, count);
            }
        };
    }

    private void addYear(CounterStore.Read row, int year, Cells.Reader into) {
        Cells.read(row.stocks(), into);
        if (row.day() != null) {
            add(row.cells()[0], into, row.year() == year ? ALL : STOCKS);
        } else if (row.year() == year) {
            Cells.read(row.cells()[0], into);
        }
    }

    private void addMonth(CounterStore.Read row, int year, int month, Cells.Reader into) {
        addLevels(row, year, month, into, LASTING);
        addOf(row, year, month, into, ALL);
    }

    /** What stood before the month. */
    private void addLevels(CounterStore.Read row, int year, int month, Cells.Reader into, Set<Nature> natures) {
        Cells.read(row.stocks(), into);
        if (row.year() < year) {
            add(row.cells()[0], into, STOCKS);
        }
        for (var before = 1; before < month; before++) {
            addOf(row, year, before, into, natures);
        }
    }

    private void addOf(CounterStore.Read row, int year, int month, Cells.Reader into, Set<Nature> natures) {
        if (row.year() == year) {
            if (row.day() == null) {
                add(row.cells()[month - 1], into, natures);
            } else if (row.day().getMonthValue() == month) {
                add(row.cells()[0], into, natures);
            }
        }
    }

    private void add(byte[] packed, Cells.Reader into, Set<Nature> natures) {
        Cells.read(packed, (number, sum, count) -> {
            var nature = numbers.nature(number);
            if (nature != null && natures.contains(nature)) {
                into.cell(number, sum, count);
            }
        });
    }
}
