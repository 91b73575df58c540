package io.gongkai.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.CountyTest;
import io.gongkai.ledger.Cell;
import io.gongkai.ledger.Count;
import io.gongkai.ledger.Counters;
import io.gongkai.ledger.Fact;
import io.gongkai.ledger.Ledger;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Recount;
import io.gongkai.ledger.Selection;
import io.gongkai.ledger.Source;
import io.gongkai.ledger.Sums;
import io.gongkai.organization.Facility;
import io.gongkai.organization.FacilityKind;
import io.gongkai.organization.OrganizationForm;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import io.gongkai.organization.TreeChange;
import io.gongkai.organization.TreeChanges;
import io.gongkai.organization.TreePlan;
import io.gongkai.shared.Outcome;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestContextManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Small counties live through made-up years: organizations are founded, moved, merged, split, dissolved and change their
 * kind, facts are recorded in time, late and ahead, and some are taken back. Beside them a plain model, which knows neither
 * counters nor ledger nor ancestry, keeps its own account of what happened. Both must say the same in every cell of every
 * organization and month, and what a figure opens must add up to it.
 */
@CountyTest
class HistoriesTest {

    private static final LocalDate BEGIN = LocalDate.parse("2024-01-01");

    private static final List<OrganizationKind> KINDS = List.of(
            OrganizationKind.ENTERPRISE,
            OrganizationKind.SOCIAL_ORGANIZATION,
            OrganizationKind.OTHER_GRASSROOTS_UNIT,
            OrganizationKind.COUNTY_COMMITTEE);

    private static final List<Measure> RECORDED = List.of(
            Measure.FORUM,
            Measure.SERVICE_CONTENT,
            Measure.SATISFACTION_SATISFIED,
            Measure.WORK_RULE,
            Measure.SUPERVISOR);

    private static final List<Measure> MEASURES = List.of(
            Measure.FORUM,
            Measure.SERVICE_CONTENT,
            Measure.SATISFACTION_VALID,
            Measure.SATISFACTION_SATISFIED,
            Measure.WORK_RULE,
            Measure.SUPERVISOR,
            Measure.BOARD,
            Measure.ORGANIZATION,
            Measure.LEDGER_SET,
            Measure.PRACTISING_ORGANIZATION);

    enum Deed {
        ESTABLISH,
        MOVE,
        RECLASSIFY,
        MERGE,
        SPLIT,
        DISSOLVE,
        OPEN_BOARD,
        RECORD,
        PRACTISE,
        TAKE_BACK,
        END
    }

    /**
     * What to do.
     *
     * @param which of those made so far
     * @param other with which other
     * @param days after (or before) the last deed of the tree; of a fact how late it is entered, or how far ahead
     * @param together in one transaction with the deed after it
     */
    record Act(Deed deed, int which, int other, int days, boolean together) {}

    /** What happened, in the model's words. */
    private static final class Happening {
        final Measure measure;
        final OrganizationId organization;
        final LocalDate on;
        final long quantity;
        final Source source;

        @Nullable
        LocalDate end;

        boolean takenBack;

        Happening(Measure measure, OrganizationId organization, LocalDate on, long quantity, Source source) {
            this.measure = measure;
            this.organization = organization;
            this.on = on;
            this.quantity = quantity;
            this.source = source;
        }
    }

    private record Standing(Measure measure, OrganizationId organization, int year) {}

    @Autowired
    Returns returns;

    @Autowired
    Counters counters;

    @Autowired
    Recount recount;

    @Autowired
    Ledger ledger;

    @Autowired
    Organizations organizations;

    @Autowired
    TreeChanges changes;

    @Autowired
    Clock clock;

    @Autowired
    PlatformTransactionManager transactions;

    private final Map<Deed, Integer> done = new HashMap<>();

    private String mark = "";
    private Map<OrganizationId, TreeMap<LocalDate, OrganizationId>> parents = new HashMap<>();
    private Map<OrganizationId, TreeMap<LocalDate, OrganizationKind>> kinds = new HashMap<>();
    private Map<OrganizationId, LocalDate> ends = new HashMap<>();
    private Map<Standing, LocalDate> standings = new HashMap<>();
    private List<Happening> happenings = new ArrayList<>();
    private Map<UUID, Happening> boards = new HashMap<>();
    private List<OrganizationId> made = new ArrayList<>();

    @BeforeProperty
    void joinTheProgram() throws Exception {
        new TestContextManager(HistoriesTest.class).prepareTestInstance(this);
    }

    @Provide
    Arbitrary<List<Act>> lives() {
        var deed = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(Deed.ESTABLISH)),
                Tuple.of(4, Arbitraries.just(Deed.MOVE)),
                Tuple.of(3, Arbitraries.just(Deed.RECLASSIFY)),
                Tuple.of(2, Arbitraries.just(Deed.MERGE)),
                Tuple.of(2, Arbitraries.just(Deed.SPLIT)),
                Tuple.of(2, Arbitraries.just(Deed.DISSOLVE)),
                Tuple.of(2, Arbitraries.just(Deed.OPEN_BOARD)),
                Tuple.of(16, Arbitraries.just(Deed.RECORD)),
                Tuple.of(2, Arbitraries.just(Deed.PRACTISE)),
                Tuple.of(4, Arbitraries.just(Deed.TAKE_BACK)),
                Tuple.of(3, Arbitraries.just(Deed.END)));
        return Combinators.combine(
                        deed,
                        Arbitraries.integers().between(0, 10_000),
                        Arbitraries.integers().between(0, 10_000),
                        Arbitraries.frequencyOf(
                                Tuple.of(2, Arbitraries.just(0)),
                                Tuple.of(5, Arbitraries.integers().between(-4, 60))),
                        Arbitraries.of(true, false, false, false))
                .as(Act::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(60);
    }

    @Property(tries = 12, shrinking = ShrinkingMode.BOUNDED)
    void everyFigureIsWhatAPlainModelSays(@ForAll("lives") List<Act> life) {
        begin();
        live(life);

        var cells = MEASURES.stream()
                .flatMap(measure -> KINDS.stream().map(kind -> new Cell(kind, Count.of(measure))))
                .toList();
        var lastYear = LocalDate.now(clock).getYear() + 1;
        for (var year = BEGIN.getYear(); year <= lastYear; year++) {
            var months = counters.ofMonths(made, year, LocalDate.of(year, 12, 31));
            for (var month = 1; month <= 12; month++) {
                compare(
                        cells,
                        months.get(month - 1)::of,
                        YearMonth.of(year, month).atDay(1),
                        YearMonth.of(year, month).atEndOfMonth());
            }
            compare(
                    cells,
                    counters.between(made, LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31))::of,
                    LocalDate.of(year, 1, 1),
                    LocalDate.of(year, 12, 31));
            var quarter = counters.betweenWithOpenings(made, LocalDate.of(year, 4, 1), LocalDate.of(year, 6, 30));
            compare(cells, quarter::of, LocalDate.of(year, 4, 1), LocalDate.of(year, 6, 30));
            compare(
                    cells.stream()
                            .filter(cell -> cell.count().measure().nature() == Measure.Nature.STOCK)
                            .toList(),
                    quarter::opening,
                    LocalDate.of(year, 3, 1),
                    LocalDate.of(year, 3, 31));
        }
        assertThat(recount.verify().examples()).isEmpty();
        for (var year = BEGIN.getYear(); year < lastYear; year++) {
            var top = returns.compute(ReturnsTest.FORM, made.getFirst(), year);
            ReturnsTest.assertThatEveryFigureOpens(returns, top, made.getFirst(), 3);
            ReturnsTest.assertThatTheMonthsAddUp(returns, top, made.getFirst());
            var some = made.get(life.size() % made.size());
            ReturnsTest.assertThatEveryFigureOpens(returns, returns.compute(ReturnsTest.FORM, some, year), some, 2);
        }
    }

    @AfterProperty
    void theDeedsWereNotAllRefused() {
        assertThat(done)
                .containsOnlyKeys(Deed.values())
                .allSatisfy((_, times) -> assertThat(times).isPositive());
    }

    private interface Figures {
        Sums of(OrganizationId organization);
    }

    private void compare(List<Cell> cells, Figures figures, LocalDate first, LocalDate last) {
        for (var organization : made) {
            var sums = figures.of(organization);
            for (var cell : cells) {
                assertThat(sums.sum(new Selection(List.of(cell))))
                        .as(() -> "%s below no. %d from %s to %s"
                                .formatted(cell, made.indexOf(organization), first, last))
                        .isEqualTo(sum(organization, cell.count().measure(), cell.kind(), first, last));
            }
        }
    }

    // ---- living

    private void begin() {
        mark = "h" + UUID.randomUUID().toString().substring(26);
        parents = new HashMap<>();
        kinds = new HashMap<>();
        ends = new HashMap<>();
        standings = new HashMap<>();
        happenings = new ArrayList<>();
        boards = new HashMap<>();
        made = new ArrayList<>();
        found("", OrganizationKind.COUNTY_COMMITTEE, null, BEGIN);
        for (var i = 0; i < 3; i++) {
            found("-A" + i, KINDS.get(i), made.getFirst(), BEGIN);
            found("-B" + i, KINDS.get(2 - i), made.getLast(), BEGIN.plusDays(40 * i));
            found("-C" + i, KINDS.get(i), made.getLast(), BEGIN.plusDays(40 * i));
        }
    }

    private void live(List<Act> life) {
        var day = BEGIN.plusDays(120);
        var waiting = new ArrayList<Runnable>();
        for (var i = 0; i < life.size(); i++) {
            var act = life.get(i);
            // The last ten days of the tree lie ahead of today.
            day = i == life.size() - 10 ? LocalDate.now(clock) : day.plusDays(act.days());
            var on = day;
            var number = i;
            waiting.add(() -> perform(act, on, number));
            if (!act.together() || i == life.size() - 1) {
                new TransactionTemplate(transactions).executeWithoutResult(_ -> waiting.forEach(Runnable::run));
                waiting.clear();
            }
        }
    }

    private void perform(Act act, LocalDate day, int number) {
        var which = made.get(act.which() % made.size());
        var other = made.get(act.other() % made.size());
        var happened = switch (act.deed()) {
            case ESTABLISH -> establish("-N" + number, KINDS.get(number % 3), which, day);
            case MOVE -> move(which, other, day);
            case RECLASSIFY -> reclassify(which, KINDS.get(act.other() % 3), day);
            case MERGE -> merge(which, other, act.days() % 2 == 0, day);
            case SPLIT -> split(which, "-S" + number, day);
            case DISSOLVE -> dissolve(which, act.days() % 3 != 0, day);
            case OPEN_BOARD -> openBoard(which, day);
            case RECORD -> {
                var measure = RECORDED.get(act.other() % RECORDED.size());
                var on = act.days() < 50 || measure.nature() == Measure.Nature.STOCK
                        ? day.minusDays(act.days())
                        : BEGIN.plusDays(act.which() % 400);
                record(measure, which, on, 1 + act.other() % 7);
                yield true;
            }
            case PRACTISE -> {
                record(Measure.PRACTISING_ORGANIZATION, which, day, 1);
                yield true;
            }
            case TAKE_BACK -> takeBack(act.which(), which, day);
            case END -> end(act.which(), day);
        };
        if (happened) {
            done.merge(act.deed(), 1, Integer::sum);
        }
    }

    private void found(String suffix, OrganizationKind kind, @Nullable OrganizationId parent, LocalDate on) {
        assertThat(establish(suffix, kind, parent, on)).isTrue();
    }

    private boolean establish(String suffix, OrganizationKind kind, @Nullable OrganizationId parent, LocalDate on) {
        var outcome = organizations.establish(new Organizations.New(
                mark + suffix, "第" + suffix + "单位", kind, OrganizationForm.COMMITTEE, parent, null, on));
        if (outcome instanceof Outcome.Done<?>) {
            placed(suffix, kind, parent, on);
            return true;
        }
        return false;
    }

    private void placed(String suffix, OrganizationKind kind, @Nullable OrganizationId parent, LocalDate on) {
        var id = organizations.findEver(mark + suffix).orElseThrow().id();
        made.add(id);
        kinds.computeIfAbsent(id, _ -> new TreeMap<>()).put(on, kind);
        parents.computeIfAbsent(id, _ -> new TreeMap<>()).put(on, parent == null ? id : parent);
    }

    private boolean move(OrganizationId organization, OrganizationId to, LocalDate on) {
        if (changes.apply(new TreeChange.Move(organization, to, on), null) instanceof Outcome.Done<?>) {
            parents.get(organization).put(on, to);
            return true;
        }
        return false;
    }

    private boolean reclassify(OrganizationId organization, OrganizationKind kind, LocalDate on) {
        var change = new TreeChange.Reclassify(organization, kind, OrganizationForm.BRANCH, on);
        if (changes.apply(change, null) instanceof Outcome.Done<?>) {
            kinds.get(organization).put(on, kind);
            return true;
        }
        return false;
    }

    /** What moves, what ends and which boards change hands is the model's own finding; the plan must have found the same. */
    private boolean merge(OrganizationId remaining, OrganizationId other, boolean unitsMove, LocalDate on) {
        var change = new TreeChange.Merge(remaining, List.of(other), unitsMove, on);
        if (!(changes.apply(change, null) instanceof Outcome.Done<TreePlan>(var plan))) {
            return false;
        }
        var gone = unitsMove ? List.of(other) : below(other, on);
        if (unitsMove) {
            made.stream()
                    .filter(unit -> !unit.equals(other)
                            && stands(unit, on)
                            && parentOn(unit, on).equals(other))
                    .toList()
                    .forEach(unit -> parents.get(unit).put(on, remaining));
        }
        assertThat(plan.ends()).hasSameSizeAs(gone);
        for (var facility : plan.facilities()) {
            if (facility.organization().equals(other)) {
                var taken = organizations.facilitiesEver(remaining).stream()
                        .filter(one -> one.validFrom().equals(on) && !boards.containsKey(one.id()))
                        .findFirst()
                        .orElseThrow();
                board(taken);
            }
        }
        cease(gone, on);
        return true;
    }

    private boolean split(OrganizationId organization, String suffix, LocalDate on) {
        if (organizations.get(organization).parent() == null) {
            return false;
        }
        var units = made.stream()
                .filter(unit -> stands(unit, on) && parentOn(unit, on).equals(organization))
                .limit(2)
                .toList();
        var change = new TreeChange.Split(organization, mark + suffix, "第" + suffix + "单位", null, units, on);
        if (changes.apply(change, null) instanceof Outcome.Done<TreePlan>(var plan)) {
            placed(suffix, kinds.get(organization).floorEntry(on).getValue(), parentOn(organization, on), on);
            units.forEach(unit -> parents.get(unit).put(on, made.getLast()));
            assertThat(plan.moves()).hasSameSizeAs(units);
            return true;
        }
        return false;
    }

    private boolean dissolve(OrganizationId organization, boolean withUnits, LocalDate on) {
        if (organization.equals(made.getFirst())) {
            return false;
        }
        var gone = below(organization, on);
        if (changes.apply(new TreeChange.Dissolve(organization, withUnits, on), null) instanceof Outcome.Done<?>) {
            cease(gone, on);
            return true;
        }
        return false;
    }

    private void cease(List<OrganizationId> gone, LocalDate on) {
        gone.forEach(one -> ends.put(one, on));
        boards.values().stream()
                .filter(board -> gone.contains(board.organization) && board.end == null)
                .forEach(board -> board.end = on);
    }

    private boolean openBoard(OrganizationId organization, LocalDate on) {
        if (organizations.openFacility(organization, FacilityKind.BOARD, "公开栏", "村口", on)
                instanceof Outcome.Done<Facility>(var facility)) {
            board(facility);
            return true;
        }
        return false;
    }

    private void board(Facility facility) {
        var board = new Happening(
                Measure.BOARD, facility.organization(), facility.validFrom(), 1, new Source("FACILITY", facility.id()));
        boards.put(facility.id(), board);
        happenings.add(board);
    }

    private void record(Measure measure, OrganizationId organization, LocalDate on, long quantity) {
        var source = new Source("FACT", UUID.randomUUID());
        var recorded = new ArrayList<Happening>();
        recorded.add(new Happening(measure, organization, on, quantity, source));
        var whole = measure.whole();
        if (whole != null) {
            recorded.add(new Happening(whole, organization, on, 2 * quantity, source));
        }
        ledger.record(recorded.stream().map(HistoriesTest::fact).toList());
        switch (measure.nature()) {
            case YEARLY -> standings.putIfAbsent(new Standing(measure, organization, on.getYear()), on);
            case FLOW -> {
                standings.putIfAbsent(new Standing(Measure.LEDGER_SET, organization, on.getYear()), on);
                happenings.addAll(recorded);
            }
            case STOCK -> happenings.addAll(recorded);
        }
    }

    /** A fact, or else a standing, which may be gained again. */
    private boolean takeBack(int which, OrganizationId organization, LocalDate day) {
        var practised = new Standing(Measure.PRACTISING_ORGANIZATION, organization, day.getYear());
        if (standings.remove(practised) != null) {
            ledger.reverse(Source.standing(practised.measure(), practised.organization(), practised.year()), null);
            return true;
        }
        var facts = happenings.stream()
                .filter(one -> one.source.type().equals("FACT"))
                .toList();
        if (facts.isEmpty()) {
            return false;
        }
        var source = facts.get(which % facts.size()).source;
        ledger.reverse(source, null);
        facts.stream().filter(one -> one.source.equals(source)).forEach(one -> one.takenBack = true);
        return true;
    }

    private boolean end(int which, LocalDate on) {
        var stocks = happenings.stream()
                .filter(one -> one.source.type().equals("FACT"))
                .filter(one -> one.measure.nature() == Measure.Nature.STOCK && !one.takenBack && one.end == null)
                .toList();
        if (stocks.isEmpty()) {
            return false;
        }
        var stock = stocks.get(which % stocks.size());
        ledger.end(stock.source, on, null);
        stock.end = on.isBefore(stock.on) ? stock.on : on;
        return true;
    }

    private static Fact fact(Happening happening) {
        return new Fact(
                happening.measure,
                happening.organization,
                happening.on,
                happening.quantity,
                happening.source,
                "某日某事",
                false,
                null);
    }

    // ---- the model's own account

    private long sum(OrganizationId node, Measure measure, OrganizationKind kind, LocalDate first, LocalDate last) {
        return switch (measure.nature()) {
            case FLOW ->
                happenings.stream()
                        .filter(one -> one.measure == measure && !one.takenBack)
                        .filter(one -> !one.on.isBefore(first) && !one.on.isAfter(last))
                        .filter(one -> stands(one.organization, node, kind, one.on))
                        .mapToLong(one -> one.quantity)
                        .sum();
            case STOCK ->
                measure == Measure.ORGANIZATION
                        ? made.stream()
                                .filter(one -> stands(one, node, kind, last))
                                .count()
                        : happenings.stream()
                                .filter(one -> one.measure == measure && !one.takenBack && !one.on.isAfter(last))
                                .filter(one -> one.end == null || one.end.isAfter(last))
                                .filter(one -> stands(one.organization, node, kind, last))
                                .mapToLong(one -> one.quantity)
                                .sum();
            case YEARLY ->
                standings.entrySet().stream()
                        .filter(one -> one.getKey().measure() == measure
                                && one.getKey().year() == last.getYear()
                                && !one.getValue().isAfter(last))
                        .filter(one -> stands(one.getKey().organization(), node, kind, last))
                        .count();
        };
    }

    /** It and everything below it on the day. */
    private List<OrganizationId> below(OrganizationId node, LocalDate day) {
        return made.stream()
                .filter(one -> stands(one, day) && isBelow(one, node, day))
                .toList();
    }

    private boolean stands(OrganizationId organization, LocalDate day) {
        var end = ends.get(organization);
        return !day.isBefore(kinds.get(organization).firstKey()) && (end == null || day.isBefore(end));
    }

    private OrganizationId parentOn(OrganizationId organization, LocalDate day) {
        return parents.get(organization).floorEntry(day).getValue();
    }

    /** Whether it is of the kind, and below the node or the node itself, on the day. */
    private boolean stands(OrganizationId organization, OrganizationId node, OrganizationKind kind, LocalDate day) {
        return stands(organization, day)
                && kinds.get(organization).floorEntry(day).getValue() == kind
                && isBelow(organization, node, day);
    }

    private boolean isBelow(OrganizationId organization, OrganizationId node, LocalDate day) {
        for (var at = organization; ; ) {
            if (at.equals(node)) {
                return true;
            }
            var parent = parentOn(at, day);
            if (parent.equals(at)) {
                return false;
            }
            at = parent;
        }
    }
}
