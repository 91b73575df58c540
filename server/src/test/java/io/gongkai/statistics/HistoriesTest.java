package io.gongkai.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.CountyTest;
import io.gongkai.ledger.Fact;
import io.gongkai.ledger.Ledger;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Source;
import io.gongkai.organization.OrganizationForm;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import io.gongkai.organization.TreeChange;
import io.gongkai.organization.TreeChanges;
import io.gongkai.shared.Outcome;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Small counties live through three made-up years of foundings, moves, changes of kind, facts and withdrawals. Beside them a
 * plain model, which knows neither ledger nor ancestry, keeps its own account of what happened: both must say the same in
 * every cell of every organization and year.
 */
@CountyTest
class HistoriesTest {

    private static final String FORM = ReturnsTest.FORM;
    private static final LocalDate BEGIN = LocalDate.parse("2024-01-01");
    private static final List<Measure> FLOWS = List.of(
            Measure.FORUM,
            Measure.WEB_PUBLICATION,
            Measure.SERVICE_CONTENT,
            Measure.SATISFACTION_VALID,
            Measure.SATISFACTION_SATISFIED);
    private static final List<Measure> STOCKS = List.of(Measure.WORK_RULE, Measure.SUPERVISOR, Measure.BOARD);

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

        Happening(Measure measure, OrganizationId organization, LocalDate on, long quantity) {
            this(measure, organization, on, quantity, new Source("FACT", UUID.randomUUID()));
        }

        Happening(Measure measure, OrganizationId organization, LocalDate on, long quantity, Source source) {
            this.measure = measure;
            this.organization = organization;
            this.on = on;
            this.quantity = quantity;
            this.source = source;
        }
    }

    @Autowired
    Returns returns;

    @Autowired
    Ledger ledger;

    @Autowired
    Organizations organizations;

    @Autowired
    TreeChanges changes;

    @Autowired
    PlatformTransactionManager transactions;

    private final Map<OrganizationId, TreeMap<LocalDate, OrganizationId>> parents = new HashMap<>();
    private final Map<OrganizationId, TreeMap<LocalDate, OrganizationKind>> kinds = new HashMap<>();
    private final List<Happening> happenings = new ArrayList<>();
    private final List<OrganizationId> towns = new ArrayList<>();
    private final List<OrganizationId> villages = new ArrayList<>();

    @ParameterizedTest(name = "history {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theReturnIsWhatAPlainModelSays(long seed) {
        var random = new Random(seed);
        live(random);

        var all = new ArrayList<>(kinds.keySet());
        for (var year = 2024; year <= 2026; year++) {
            for (var sheet : returns.computeAll(FORM, all, year)) {
                var organization =
                        organizations.findEver(sheet.organizationCode()).orElseThrow();
                for (var line : sheet.lines()) {
                    for (var column : sheet.form().columns()) {
                        assertThat(line.cell(column.code()))
                                .as(
                                        "%s %d %s %s",
                                        sheet.organizationName(),
                                        year,
                                        line.row().code(),
                                        column.code())
                                .isEqualTo(model(
                                        organization.id(),
                                        year,
                                        sheet.cutOff(),
                                        line.row(),
                                        OrganizationKind.valueOf(column.code())));
                    }
                }
                if (organization.parent() == null || random.nextInt(6) == 0) {
                    ReturnsTest.assertThatEveryFigureOpens(returns, sheet, organization.id(), 3);
                    ReturnsTest.assertThatTheMonthsAddUp(returns, sheet, organization.id());
                }
            }
        }
    }

    private void live(Random random) {
        var mark = "h" + UUID.randomUUID().toString().substring(26);
        var county = found(mark, "中共" + mark + "县委员会", OrganizationKind.COUNTY_COMMITTEE, null, BEGIN);
        for (var i = 0; i < 3; i++) {
            towns.add(found(mark + "-T" + i, "第" + i + "镇党委", OrganizationKind.TOWN_COMMITTEE, county, BEGIN));
        }
        for (var i = 0; i < 7; i++) {
            villages.add(found(
                    mark + "-V" + i,
                    "第" + i + "村党支部",
                    OrganizationKind.ADMINISTRATIVE_VILLAGE,
                    towns.get(i % towns.size()),
                    BEGIN.plusDays(random.nextInt(300))));
        }
        for (var day = BEGIN.plusDays(301); day.isBefore(LocalDate.parse("2026-11-01")); day = day.plusDays(7)) {
            happen(random, day);
        }
    }

    private void happen(Random random, LocalDate day) {
        switch (random.nextInt(10)) {
            case 0 -> move(pick(random, villages), pick(random, towns), day);
            case 1 ->
                reclassify(
                        pick(random, villages),
                        random.nextBoolean()
                                ? OrganizationKind.COMMUNITY_URBAN
                                : OrganizationKind.ADMINISTRATIVE_VILLAGE,
                        day);
            case 2 -> takeBack(random);
            case 3 -> end(random, day);
            case 4, 5 -> record(pick(random, STOCKS), anyone(random), day.minusDays(random.nextInt(90)), 1);
            case 6 -> {
                var organization = anyone(random);
                inTransaction(() ->
                        ledger.record(fact(new Happening(Measure.PRACTISING_ORGANIZATION, organization, day, 1))));
                happenings.add(new Happening(Measure.PRACTISING_ORGANIZATION, organization, day, 1));
            }
            default ->
                record(pick(random, FLOWS), anyone(random), day.minusDays(random.nextInt(90)), 1 + random.nextInt(9));
        }
    }

    private OrganizationId anyone(Random random) {
        return random.nextInt(4) == 0 ? pick(random, towns) : pick(random, villages);
    }

    private OrganizationId found(
            String code, String name, OrganizationKind kind, @Nullable OrganizationId parent, LocalDate on) {
        var form =
                kind == OrganizationKind.ADMINISTRATIVE_VILLAGE ? OrganizationForm.BRANCH : OrganizationForm.COMMITTEE;
        var id = organizations
                .establish(new Organizations.New(code, name, kind, form, parent, null, on))
                .orThrow()
                .id();
        kinds.computeIfAbsent(id, _ -> new TreeMap<>()).put(on, kind);
        parents.computeIfAbsent(id, _ -> new TreeMap<>()).put(on, parent == null ? id : parent);
        return id;
    }

    private void move(OrganizationId organization, OrganizationId to, LocalDate on) {
        if (changes.apply(new TreeChange.Move(organization, to, on), null) instanceof Outcome.Done<?>) {
            parents.get(organization).put(on, to);
        }
    }

    private void reclassify(OrganizationId organization, OrganizationKind kind, LocalDate on) {
        var change = new TreeChange.Reclassify(organization, kind, OrganizationForm.BRANCH, on);
        if (changes.apply(change, null) instanceof Outcome.Done<?>) {
            kinds.get(organization).put(on, kind);
        }
    }

    private void record(Measure measure, OrganizationId organization, LocalDate on, long quantity) {
        var recorded = new ArrayList<Happening>();
        var happening = new Happening(measure, organization, on, quantity);
        recorded.add(happening);
        var whole = measure.whole();
        if (whole != null) {
            recorded.add(new Happening(whole, organization, on, 2 * quantity, happening.source));
        }
        inTransaction(
                () -> ledger.record(recorded.stream().map(HistoriesTest::fact).toList()));
        happenings.addAll(recorded);
    }

    private void takeBack(Random random) {
        if (!happenings.isEmpty()) {
            var happening = pick(random, happenings);
            if (happening.measure != Measure.PRACTISING_ORGANIZATION) {
                inTransaction(() -> ledger.reverse(happening.source, null));
                happenings.stream()
                        .filter(one -> one.source.equals(happening.source))
                        .forEach(one -> one.takenBack = true);
            }
        }
    }

    private void end(Random random, LocalDate on) {
        var stocks = happenings.stream()
                .filter(one -> STOCKS.contains(one.measure) && !one.takenBack && one.end == null)
                .toList();
        if (!stocks.isEmpty()) {
            var stock = pick(random, stocks);
            inTransaction(() -> ledger.end(stock.source, on, null));
            stock.end = on;
        }
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

    // ---- the model's own return

    private @Nullable BigDecimal model(
            OrganizationId node, int year, LocalDate last, Form.Row row, OrganizationKind column) {
        var quantity = sum(node, year, last, row.measure(), column);
        if (row.base() == null) {
            return BigDecimal.valueOf(quantity);
        }
        var base = sum(node, year, last, row.base(), column);
        return base == 0
                ? null
                : BigDecimal.valueOf(100 * quantity).divide(BigDecimal.valueOf(base), 1, RoundingMode.HALF_UP);
    }

    private long sum(OrganizationId node, int year, LocalDate last, Measure measure, OrganizationKind column) {
        return switch (measure.nature()) {
            case FLOW ->
                happenings.stream()
                        .filter(one -> one.measure == measure && !one.takenBack)
                        .filter(one -> one.on.getYear() == year && !one.on.isAfter(last))
                        .filter(one -> stands(one.organization, node, column, one.on))
                        .mapToLong(one -> one.quantity)
                        .sum();
            case STOCK ->
                measure == Measure.ORGANIZATION
                        ? kinds.keySet().stream()
                                .filter(one -> stands(one, node, column, last))
                                .count()
                        : happenings.stream()
                                .filter(one -> one.measure == measure && !one.takenBack && !one.on.isAfter(last))
                                .filter(one -> one.end == null || one.end.isAfter(last))
                                .filter(one -> stands(one.organization, node, column, last))
                                .mapToLong(one -> one.quantity)
                                .sum();
            case YEARLY ->
                kinds.keySet().stream()
                        .filter(one -> stands(one, node, column, last))
                        .filter(one -> happenings.stream()
                                .anyMatch(happening -> happening.organization.equals(one)
                                        && happening.on.getYear() == year
                                        && (measure == Measure.LEDGER_SET
                                                ? happening.measure.nature() == Measure.Nature.FLOW
                                                : happening.measure == measure)))
                        .count();
        };
    }

    /** Whether it is of the kind, and below the node or the node itself, on the day. */
    private boolean stands(OrganizationId organization, OrganizationId node, OrganizationKind column, LocalDate day) {
        var kind = kinds.get(organization).floorEntry(day);
        if (kind == null || kind.getValue() != column) {
            return false;
        }
        for (var at = organization; ; ) {
            if (at.equals(node)) {
                return true;
            }
            var parent = parents.get(at).floorEntry(day);
            if (parent == null || parent.getValue().equals(at)) {
                return false;
            }
            at = parent.getValue();
        }
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private void inTransaction(Runnable work) {
        new TransactionTemplate(transactions).executeWithoutResult(_ -> work.run());
    }
}
