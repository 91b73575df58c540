package io.gongkai.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.CountyTest;
import io.gongkai.organization.TreeChange.Dissolve;
import io.gongkai.organization.TreeChange.Merge;
import io.gongkai.organization.TreeChange.Move;
import io.gongkai.organization.TreeChange.Split;
import io.gongkai.shared.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestContextManager;

/**
 * Whatever is done to a tree, in whatever order: on every day on which something changed, and on the day before, the
 * ancestry says what a walk up the parentage says.
 */
@CountyTest
class AncestryTest {

    enum Deed {
        ESTABLISH,
        MOVE,
        MERGE,
        SPLIT,
        DISSOLVE
    }

    /** What to do, to which of those made so far, with which other, how many days after (or before) the last. */
    record Act(Deed deed, int which, int other, int days) {}

    @Autowired
    Organizations organizations;

    @Autowired
    TreeChanges changes;

    @Autowired
    JdbcClient jdbc;

    private int done;

    @BeforeProperty
    void joinTheProgram() throws Exception {
        new TestContextManager(AncestryTest.class).prepareTestInstance(this);
    }

    @Provide
    Arbitrary<List<Act>> acts() {
        var deed = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, Arbitraries.just(Deed.ESTABLISH)),
                net.jqwik.api.Tuple.of(6, Arbitraries.just(Deed.MOVE)),
                net.jqwik.api.Tuple.of(1, Arbitraries.just(Deed.MERGE)),
                net.jqwik.api.Tuple.of(1, Arbitraries.just(Deed.SPLIT)),
                net.jqwik.api.Tuple.of(1, Arbitraries.just(Deed.DISSOLVE)));
        return Combinators.combine(
                        deed,
                        Arbitraries.integers().between(0, 1000),
                        Arbitraries.integers().between(0, 1000),
                        Arbitraries.integers().between(-3, 12))
                .as(Act::new)
                .list()
                .ofMinSize(8)
                .ofMaxSize(25);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void ancestryIsWhatAWalkUpTheParentageGives(@ForAll("acts") List<Act> acts) {
        var tree = new Tree(organizations);
        var made = new ArrayList<OrganizationId>();
        for (var i = 0; i < 4; i++) {
            made.add(tree.below(tree.county, "初" + i, OrganizationKind.OTHER_GRASSROOTS_UNIT, Tree.BEGIN)
                    .id());
        }
        var days = new TreeSet<LocalDate>();
        var day = LocalDate.parse("2022-01-01");
        for (var i = 0; i < acts.size(); i++) {
            var act = acts.get(i);
            day = day.plusDays(act.days());
            days.add(day);
            days.add(day.minusDays(1));
            perform(act, tree, made, day, i);
        }
        days.add(day.plusYears(1));

        made.add(tree.county.id());
        for (var when : days) {
            assertThat(ancestryOn(made, when)).as("on %s", when).isEqualTo(walkedOn(made, when));
        }
    }

    @AfterProperty
    void theDeedsWereNotAllRefused() {
        assertThat(done).isGreaterThan(300);
    }

    private void perform(Act act, Tree tree, List<OrganizationId> made, LocalDate day, int number) {
        var which = made.get(act.which() % made.size());
        var other = made.get(act.other() % made.size());
        var outcome = switch (act.deed()) {
            case ESTABLISH ->
                organizations.establish(new Organizations.New(
                        tree.code("后" + number),
                        "后" + number,
                        OrganizationKind.OTHER_GRASSROOTS_UNIT,
                        OrganizationForm.BRANCH,
                        other,
                        null,
                        day));
            case MOVE -> changes.apply(new Move(which, other, day), null);
            case MERGE -> changes.apply(new Merge(which, List.of(other), act.days() % 2 == 0, day), null);
            case SPLIT -> {
                var units = organizations.children(which).stream()
                        .limit(2)
                        .map(Organization::id)
                        .toList();
                yield changes.apply(new Split(which, tree.code("分" + number), "分" + number, null, units, day), null);
            }
            case DISSOLVE -> changes.apply(new Dissolve(which, act.days() % 2 == 0, day), null);
        };
        if (outcome instanceof Outcome.Done<?>) {
            done++;
            if (act.deed() == Deed.ESTABLISH || act.deed() == Deed.SPLIT) {
                made.add(organizations
                        .findEver(tree.code((act.deed() == Deed.SPLIT ? "分" : "后") + number))
                        .orElseThrow()
                        .id());
            }
        }
    }

    private List<String> ancestryOn(List<OrganizationId> made, LocalDate day) {
        return jdbc
                .sql("""
                        select ancestor_id || ' ' || descendant_id || ' ' || distance
                          from organization.ancestry
                         where descendant_id in (:ids)
                           and valid_from <= :day
                           and (valid_until is null or :day < valid_until)
                        """)
                .param("ids", made.stream().map(OrganizationId::value).toList())
                .param("day", day)
                .query(String.class)
                .list()
                .stream()
                .sorted()
                .toList();
    }

    private List<String> walkedOn(List<OrganizationId> made, LocalDate day) {
        Map<UUID, @Nullable UUID> parents = new HashMap<>();
        jdbc.sql("""
                        select organization_id, parent_id
                          from organization.parentage
                         where organization_id in (:ids)
                           and valid_from <= :day
                           and (valid_until is null or :day < valid_until)
                        """)
                .param("ids", made.stream().map(OrganizationId::value).toList())
                .param("day", day)
                .query(row -> {
                    var before = parents.put(
                            row.getObject("organization_id", UUID.class), row.getObject("parent_id", UUID.class));
                    assertThat(before).as("two superiors on one day").isNull();
                });
        var lines = new ArrayList<String>();
        for (var id : parents.keySet()) {
            var distance = 0;
            for (UUID above = id; above != null; above = parents.get(above)) {
                lines.add(above + " " + id + " " + distance++);
            }
        }
        Collections.sort(lines);
        return lines;
    }
}
