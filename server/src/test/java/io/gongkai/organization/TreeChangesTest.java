package io.gongkai.organization;

import static io.gongkai.organization.Tree.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.CountyTest;
import io.gongkai.organization.TreeChange.Dissolve;
import io.gongkai.organization.TreeChange.Merge;
import io.gongkai.organization.TreeChange.Move;
import io.gongkai.organization.TreeChange.Reclassify;
import io.gongkai.organization.TreeChange.Relink;
import io.gongkai.organization.TreeChange.Rename;
import io.gongkai.organization.TreeChange.Split;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The county reorganizes: from a day on, with what it was before still on record. */
@CountyTest
class TreeChangesTest {

    @Autowired
    Organizations organizations;

    @Autowired
    TreeChanges changes;

    Tree tree;
    Organization upperTown;
    Organization lowerTown;
    Organization village;

    @BeforeEach
    void aCountyWithTwoTowns() {
        tree = new Tree(organizations);
        upperTown = tree.town("上河镇党委");
        lowerTown = tree.town("下河镇党委");
        village = tree.village(upperTown, "桥头村党支部");
    }

    @Test
    void aRenamedVillageKeepsItsOldNameForTheTimeBefore() {
        changes.apply(new Rename(village.id(), "大桥村党支部", day("2024-03-01")), null)
                .orThrow();

        assertThat(organizations.get(village.id()).name()).isEqualTo("大桥村党支部");
        assertThat(organizations.get(village.id(), day("2024-02-29")).name()).isEqualTo("桥头村党支部");
        assertThat(organizations.history(village.id()).getFirst())
                .extracting(RecordedChange::kind, RecordedChange::was, RecordedChange::became)
                .containsExactly(ChangeKind.RENAMED, "桥头村党支部", "大桥村党支部");
    }

    @Test
    void aVillageIsLinkedToAnotherDivisionAndItsOldLinkStaysOnRecord() {
        var divisions = organizations.divisionsBelow("411524002");
        var first = divisions.get(0);
        var second = divisions.get(1);

        changes.apply(new Relink(village.id(), first.code(), day("2024-03-01")), null)
                .orThrow();
        changes.apply(new Relink(village.id(), second.code(), day("2024-06-01")), null)
                .orThrow();
        changes.apply(new Relink(village.id(), null, day("2024-09-01")), null).orThrow();

        assertThat(organizations.get(village.id(), day("2024-02-29")).divisionCode())
                .isNull();
        assertThat(organizations.get(village.id(), day("2024-05-31")).divisionCode())
                .isEqualTo(first.code());
        assertThat(organizations.get(village.id(), day("2024-08-31")).divisionCode())
                .isEqualTo(second.code());
        assertThat(organizations.get(village.id()).divisionCode()).isNull();
        assertThat(organizations.get(village.id()).name()).isEqualTo("桥头村党支部");
        assertThat(organizations.history(village.id()).get(1))
                .extracting(RecordedChange::kind, RecordedChange::was, RecordedChange::became)
                .containsExactly(
                        ChangeKind.RELINKED, first.name() + " " + first.code(), second.name() + " " + second.code());
        assertThat(codes(changes.plan(new Relink(village.id(), null, day("2024-10-01")))))
                .containsExactly("organization.change.same");
        assertThat(codes(changes.plan(new Relink(village.id(), "999999", day("2024-10-01")))))
                .containsExactly("organization.division.unknown");
        assertThat(codes(changes.plan(new Relink(village.id(), first.code(), day("2024-08-01")))))
                .containsExactly("organization.change.later");
    }

    @Test
    void aVillageBecomesACommunityAndIsCountedInAnotherColumnFromThen() {
        changes.apply(
                        new Reclassify(
                                village.id(),
                                OrganizationKind.COMMUNITY_RURAL,
                                OrganizationForm.GENERAL_BRANCH,
                                day("2024-03-01")),
                        null)
                .orThrow();

        assertThat(organizations.get(village.id()).kind()).isEqualTo(OrganizationKind.COMMUNITY_RURAL);
        assertThat(organizations.get(village.id(), day("2024-02-29")).kind())
                .isEqualTo(OrganizationKind.ADMINISTRATIVE_VILLAGE);
    }

    @Test
    void aTownWithVillagesBelowItCannotBecomeASchool() {
        assertThat(codes(changes.plan(new Reclassify(
                        upperTown.id(),
                        OrganizationKind.INSTITUTION_SCHOOL,
                        OrganizationForm.COMMITTEE,
                        day("2024-03-01")))))
                .containsExactly("organization.kind.unit");
    }

    @Test
    void aMovedVillageHangsBelowItsOldTownForTheTimeBefore() {
        var branch = tree.village(village, "桥头村第一党小组");

        var plan = changes.plan(new Move(village.id(), lowerTown.id(), day("2024-03-01")))
                .orThrow();

        assertThat(plan.along()).isOne();
        assertThat(organizations.path(branch.id()))
                .containsExactly(tree.county.id(), upperTown.id(), village.id(), branch.id());

        changes.apply(new Move(village.id(), lowerTown.id(), day("2024-03-01")), null)
                .orThrow();

        assertThat(organizations.path(branch.id()))
                .containsExactly(tree.county.id(), lowerTown.id(), village.id(), branch.id());
        assertThat(organizations.get(branch.id(), day("2024-02-29")).path())
                .containsExactly(tree.county.id(), upperTown.id(), village.id(), branch.id());
        assertThat(organizations.children(upperTown.id())).isEmpty();
    }

    @Test
    void nothingMovesBeforeAMoveThatIsAlreadyRecorded() {
        changes.apply(new Move(village.id(), lowerTown.id(), day("2024-03-01")), null)
                .orThrow();

        assertThat(codes(changes.apply(new Move(village.id(), tree.town("新河镇党委").id(), day("2024-02-01")), null)))
                .containsExactly("organization.change.later");
        assertThat(codes(changes.apply(new Move(village.id(), upperTown.id(), day("2018-02-01")), null)))
                .containsExactly("organization.parent.later");
    }

    @Test
    void nobodyBecomesHisOwnSuperior() {
        var part = tree.below(upperTown, "上河镇机关党总支", OrganizationKind.TOWN_COMMITTEE, Tree.BEGIN);

        assertThat(codes(changes.plan(new Move(upperTown.id(), part.id(), day("2024-03-01")))))
                .containsExactly("organization.move.circle");
        assertThat(codes(changes.plan(new Move(upperTown.id(), upperTown.id(), day("2024-03-01")))))
                .containsExactly("organization.move.circle");
    }

    /** Each move is harmless alone; together they would hang both towns below each other and below nobody. */
    @Test
    void ofTwoMovesAtTheSameMomentThatWouldMakeACircleOneIsRefused() throws Exception {
        for (var round = 0; round < 5; round++) {
            aCountyWithTwoTowns();
            var together = new CyclicBarrier(2);
            try (var clerks = Executors.newVirtualThreadPerTaskExecutor()) {
                var results = clerks.invokeAll(List.<Callable<Outcome<TreePlan>>>of(
                        () -> {
                            together.await();
                            return changes.apply(new Move(upperTown.id(), lowerTown.id(), day("2024-03-01")), null);
                        },
                        () -> {
                            together.await();
                            return changes.apply(new Move(lowerTown.id(), upperTown.id(), day("2024-03-01")), null);
                        }));
                var first = results.get(0).get();
                var second = results.get(1).get();
                assertThat(List.of(first, second))
                        .filteredOn(outcome -> outcome instanceof Outcome.Done<TreePlan>)
                        .hasSize(1);
                assertThat(codes(first instanceof Outcome.Done<TreePlan> ? second : first))
                        .containsExactly("organization.move.circle");
            }
        }
    }

    @Test
    void aDissolvedTownTakesItsVillagesAndTheirBoardsWithItWhenThatIsMeant() {
        organizations
                .openFacility(village.id(), FacilityKind.BOARD, "村口公开栏", "村委会门口", day("2020-01-01"))
                .orThrow();

        assertThat(codes(changes.apply(new Dissolve(upperTown.id(), false, day("2024-03-01")), null)))
                .containsExactly("organization.dissolve.units");
        var plan = changes.apply(new Dissolve(upperTown.id(), true, day("2024-03-01")), null)
                .orThrow();

        assertThat(plan.ends()).extracting(Organization::id).containsExactlyInAnyOrder(upperTown.id(), village.id());
        assertThat(plan.facilities()).hasSize(1);
        assertThat(organizations.find(village.code())).isEmpty();
        assertThat(organizations.get(village.id()).validUntil()).isEqualTo("2024-03-01");
        assertThat(organizations.get(village.id()).path()).hasSize(3);
        assertThat(organizations.facilities(village.id())).isEmpty();
        assertThat(organizations.children(tree.county.id()))
                .extracting(Organization::id)
                .containsExactly(lowerTown.id());
        assertThat(codes(changes.apply(new Rename(village.id(), "新名", day("2024-02-01")), null)))
                .containsExactly("organization.parent.ending");
    }

    @Test
    void aMergedTownLeavesItsVillagesAndItsBoardToTheOther() {
        organizations
                .openFacility(upperTown.id(), FacilityKind.BOARD, "镇政府公开栏", "镇政府院内", day("2020-01-01"))
                .orThrow();

        changes.apply(new Merge(lowerTown.id(), List.of(upperTown.id()), true, day("2024-03-01")), null)
                .orThrow();

        assertThat(organizations.find(upperTown.code())).isEmpty();
        assertThat(organizations.path(village.id())).containsExactly(tree.county.id(), lowerTown.id(), village.id());
        assertThat(organizations.facilities(lowerTown.id()))
                .extracting(Facility::name)
                .containsExactly("镇政府公开栏");
        assertThat(organizations.history(lowerTown.id()).getFirst().became()).isEqualTo("上河镇党委");
    }

    @Test
    void aMergerSaysEverythingThatStandsAgainstIt() {
        assertThat(codes(changes.plan(new Merge(lowerTown.id(), List.of(), true, day("2024-03-01")))))
                .containsExactly("organization.merge.empty");
        assertThat(codes(changes.plan(
                        new Merge(lowerTown.id(), List.of(lowerTown.id(), tree.county.id()), true, day("2024-03-01")))))
                .contains("organization.merge.itself", "organization.merge.above");
        assertThat(codes(changes.plan(
                        new Merge(lowerTown.id(), List.of(upperTown.id(), village.id()), true, day("2024-03-01")))))
                .contains("organization.merge.nested");
    }

    @Test
    void aTownIsSplitAndSomeVillagesGoWithTheNewOne() {
        var staying = tree.village(upperTown, "河口村党支部");

        changes.apply(
                        new Split(
                                upperTown.id(),
                                tree.code("新"),
                                "新河镇党委",
                                null,
                                List.of(village.id()),
                                day("2024-03-01")),
                        null)
                .orThrow();

        var part = organizations.find(tree.code("新")).orElseThrow();
        assertThat(part.kind()).isEqualTo(OrganizationKind.TOWN_COMMITTEE);
        assertThat(organizations.children(part.id()))
                .extracting(Organization::id)
                .containsExactly(village.id());
        assertThat(organizations.children(upperTown.id()))
                .extracting(Organization::id)
                .containsExactly(staying.id());
        assertThat(organizations.get(village.id(), day("2024-02-29")).path()).contains(upperTown.id());
    }

    @Test
    void aDryRunWritesNothing() {
        changes.plan(new Dissolve(upperTown.id(), true, day("2024-03-01"))).orThrow();

        assertThat(organizations.find(upperTown.code())).isPresent();
        assertThat(organizations.history(upperTown.id())).hasSize(1);
    }

    @Test
    void aUnitEstablishedInThePastHangsBelowWhereItsSuperiorHungThenAndHangsNow() {
        changes.apply(new Move(village.id(), lowerTown.id(), day("2024-03-01")), null)
                .orThrow();

        var branch = tree.below(village, "桥头村老年党支部", OrganizationKind.ADMINISTRATIVE_VILLAGE, day("2023-01-01"));

        assertThat(organizations.get(branch.id(), day("2023-06-01")).path()).contains(upperTown.id());
        assertThat(organizations.path(branch.id())).contains(lowerTown.id()).doesNotContain(upperTown.id());
    }

    static List<String> codes(Outcome<?> outcome) {
        return outcome instanceof Outcome.Refused<?>(var refusals)
                ? refusals.stream().map(Refusal::code).distinct().toList()
                : List.of();
    }
}
