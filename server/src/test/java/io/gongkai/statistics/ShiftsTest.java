package io.gongkai.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.ledger.Fact;
import io.gongkai.ledger.Ledger;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Source;
import io.gongkai.organization.FacilityKind;
import io.gongkai.organization.LeadingGroup;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationForm;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import io.gongkai.organization.TreeChange;
import io.gongkai.organization.TreeChanges;
import io.gongkai.organization.TreePlan;
import io.gongkai.shared.Outcome;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the dry run of a change foretells of the figures is what comes of them. */
@CountyTest
class ShiftsTest {

    private static final List<Measure> RECORDED = List.of(
            Measure.FORUM,
            Measure.SERVICE_CONTENT,
            Measure.SATISFACTION_SATISFIED,
            Measure.WORK_RULE,
            Measure.SUPERVISOR,
            Measure.PRACTISING_ORGANIZATION);

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    Organizations organizations;

    @Autowired
    TreeChanges changes;

    @Autowired
    Shifts shifts;

    @Autowired
    Returns returns;

    @Autowired
    Ledger ledger;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    Clock clock;

    private MadeUpCounty county;
    private List<OrganizationId> all;
    private LocalDate july;

    @BeforeEach
    void aCountyThatWasAtWorkAllLastYear() {
        county = founder.establish();
        all = new ArrayList<>(
                organizations
                        .list(new Organizations.Filter(county.county().id(), null, null), 1000, null)
                        .items()
                        .stream()
                        .map(Organization::id)
                        .toList());
        july = LocalDate.of(LocalDate.now(clock).getYear() - 1, 7, 1);
        for (var month = 1; month <= 12; month++) {
            for (var unit : List.of(county.village(), county.secondVillage(), county.town(), county.school())) {
                record(Measure.FORUM, unit.id(), july.withMonth(month).withDayOfMonth(10), month);
            }
        }
        record(Measure.FORUM, county.village().id(), july.plusDays(14), 100);
        board(county.village());
        board(county.otherTown());
        organizations
                .formLeadingGroup(
                        county.otherTown().id(),
                        "领导小组",
                        MadeUpCounty.SINCE,
                        List.of(new LeadingGroup.Post("组长", "甲", "", "", 1)))
                .orThrow();
    }

    @Test
    void aVillageThatMovesInJulyTakesAlongWhatHappenedSinceAndTheBoardThatIsThereAtTheYearsEnd() {
        var shift = foretold(new TreeChange.Move(
                        county.village().id(), county.otherTown().id(), july))
                .getFirst();

        assertThat(shift.superiors())
                .as("the county has the same before and after")
                .extracting(Shift.Superior::code)
                .containsExactlyInAnyOrder(
                        county.town().code(), county.otherTown().code());
        // July to December 7 + ... + 12, and the hundred of 15 July.
        assertThat(difference(shift, county.town(), "forumCount", "ADMINISTRATIVE_VILLAGE"))
                .isEqualTo("-157");
        assertThat(difference(shift, county.otherTown(), "forumCount", Sheet.TOTAL))
                .isEqualTo("157");
        assertThat(difference(shift, county.otherTown(), "noticeBoardCount", "ADMINISTRATIVE_VILLAGE"))
                .isEqualTo("1");
        assertThat(difference(shift, county.otherTown(), "orgCount", "ADMINISTRATIVE_VILLAGE"))
                .isEqualTo("1");
    }

    @Test
    void aDayInTheMiddleOfAMonthDividesTheMonth() {
        var shift = foretold(new TreeChange.Move(
                        county.village().id(), county.otherTown().id(), july.plusDays(14)))
                .getFirst();

        // Without the 7 of 10 July, with the hundred of the 15th itself.
        assertThat(difference(shift, county.otherTown(), "forumCount", Sheet.TOTAL))
                .isEqualTo("150");
    }

    @Test
    void aTownMergedInJulyBringsItsBoardsAndLosesItsOwnName() {
        var shift = foretold(new TreeChange.Merge(
                        county.town().id(), List.of(county.otherTown().id()), true, july))
                .getFirst();

        assertThat(difference(shift, county.county(), "orgCount", "TOWN_COMMITTEE"))
                .isEqualTo("-1");
        assertThat(difference(shift, county.county(), "leadingBodyCount", "TOWN_COMMITTEE"))
                .isEqualTo("-1");
        assertThat(shift.superiors().stream()
                        .filter(one -> one.code().equals(county.county().code()))
                        .flatMap(one -> one.cells().stream())
                        .map(cell -> cell.row().code()))
                .as("the board goes on where it stands")
                .doesNotContain("noticeBoardCount");
        assertThat(difference(shift, county.town(), "noticeBoardCount", "TOWN_COMMITTEE"))
                .isEqualTo("1");
        assertThat(shift.orphaned()).isZero();
    }

    @Test
    void recordsOfATownDatedAfterItsEndAreToldBeforeTheyCountNowhere() {
        record(Measure.FORUM, county.otherTown().id(), july.plusDays(40), 3);
        record(Measure.FORUM, county.otherTown().id(), july.minusDays(40), 5);

        var shift = foretold(new TreeChange.Merge(
                        county.town().id(), List.of(county.otherTown().id()), true, july))
                .getFirst();

        assertThat(shift.orphaned()).isEqualTo(1);
        assertThat(difference(shift, county.county(), "forumCount", "TOWN_COMMITTEE"))
                .isEqualTo("-3");
    }

    @Test
    void aCommunityThatChangesItsKindGoesOnInAnotherColumnOfEverySuperior() {
        var shift = foretold(new TreeChange.Reclassify(
                        county.village().id(), OrganizationKind.COMMUNITY_RURAL, OrganizationForm.BRANCH, july))
                .getFirst();

        assertThat(shift.superiors()).hasSize(3);
        for (var superior : List.of(county.village(), county.town(), county.county())) {
            assertThat(difference(shift, superior, "forumCount", "COMMUNITY_RURAL"))
                    .isEqualTo("157");
            assertThat(difference(shift, superior, "forumCount", "ADMINISTRATIVE_VILLAGE"))
                    .isEqualTo("-157");
            assertThat(find(shift, superior, "forumCount", Sheet.TOTAL))
                    .as("the total is the same")
                    .isNull();
        }
    }

    @Test
    void whatIsPlannedForNextMonthIsForetoldAsTheTreeWillStand() {
        var on = LocalDate.now(clock).plusDays(20);
        var move = new TreeChange.Move(county.village().id(), county.otherTown().id(), on);
        var plan = changes.plan(move).orThrow();

        var shift = shifts.of(ReturnsTest.FORM, move, plan).getFirst();

        assertThat(difference(shift, county.otherTown(), "noticeBoardCount", "ADMINISTRATIVE_VILLAGE"))
                .isEqualTo("1");
        assertThat(find(shift, county.otherTown(), "forumCount", Sheet.TOTAL)).isNull();
    }

    @Test
    void whateverIsDoneToTheTreeItsFiguresComeAsTheyWereForetold() {
        var done = new TreeMap<String, Integer>();
        for (var seed = 1; seed <= 2; seed++) {
            aCountyThatWasAtWorkAllLastYear();
            var random = new Random(seed);
            for (var i = 0; i < 80; i++) {
                record(
                        any(RECORDED, random),
                        any(all, random),
                        july.minusDays(200).plusDays(random.nextInt(500)),
                        1 + random.nextInt(9));
            }
            var today = LocalDate.now(clock);
            for (var on = july.minusDays(150); on.isBefore(today); on = on.plusDays(1 + random.nextInt(30))) {
                var change = anyChange(random, on);
                if (changes.plan(change) instanceof Outcome.Done<TreePlan> _) {
                    foretold(change);
                    done.merge(change.getClass().getSimpleName(), 1, Integer::sum);
                }
            }
        }
        assertThat(done).containsOnlyKeys("Dissolve", "Merge", "Move", "Reclassify", "Split");
    }

    private TreeChange anyChange(Random random, LocalDate on) {
        var standing = all.stream()
                .map(id -> organizations.get(id))
                .filter(one -> one.validUntil() == null && !one.validFrom().isAfter(on) && one.parent() != null)
                .toList();
        var which = any(standing, random);
        var other = any(standing, random);
        return switch (random.nextInt(6)) {
            case 0, 1 -> new TreeChange.Move(which.id(), other.id(), on);
            case 2 ->
                new TreeChange.Reclassify(
                        which.id(),
                        any(
                                List.of(
                                        OrganizationKind.COMMUNITY_URBAN,
                                        OrganizationKind.INSTITUTION_OTHER,
                                        OrganizationKind.SUBDISTRICT_WORKING_COMMITTEE),
                                random),
                        which.form(),
                        on);
            case 3 -> new TreeChange.Merge(which.id(), List.of(other.id()), random.nextBoolean(), on);
            case 4 ->
                new TreeChange.Split(
                        which.id(),
                        county.mark() + "-S" + random.nextInt(1_000_000),
                        "分出的单位",
                        null,
                        organizations.children(which.id()).stream()
                                .map(Organization::id)
                                .limit(1)
                                .toList(),
                        on);
            default ->
                random.nextInt(3) > 0
                        ? new TreeChange.Move(which.id(), county.otherTown().id(), on)
                        : new TreeChange.Dissolve(which.id(), true, on);
        };
    }

    private static <T> T any(List<T> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }

    // ---- holding against each other

    /** Does what was foretold, and finds the figures of every organization and year as they were foretold. */
    private List<Shift> foretold(TreeChange change) {
        var plan = changes.plan(change).orThrow();
        var foretold = shifts.of(ReturnsTest.FORM, change, plan);
        var years = List.of(july.getYear(), july.getYear() + 1);
        var before = years.stream().collect(Collectors.toMap(year -> year, this::figures));

        changes.apply(change, null).orThrow();

        if (change instanceof TreeChange.Split split) {
            all.add(organizations.findEver(split.code()).orElseThrow().id());
        }
        for (var year : years) {
            var expected = new HashMap<>(Objects.requireNonNull(before.get(year)));
            foretold.stream()
                    .filter(shift -> shift.year() == year)
                    .forEach(shift -> shift.superiors()
                            .forEach(superior -> superior.cells().forEach(cell -> {
                                if (!superior.founded()) {
                                    assertThat(expected.get(key(superior.code(), cell)))
                                            .as("%s in %d was", key(superior.code(), cell), year)
                                            .isEqualTo(cell.was());
                                }
                                expected.put(key(superior.code(), cell), cell.becomes());
                            })));
            var after = figures(year);
            after.forEach((cell, figure) -> assertThat(figure)
                    .as("%s in %d after %s", cell, year, change)
                    .isEqualTo(expected.getOrDefault(cell, blankOrZero(figure))));
        }
        return foretold;
    }

    /** Of an organization that was not there before: nothing. */
    private static @Nullable BigDecimal blankOrZero(@Nullable BigDecimal figure) {
        return figure == null ? null : BigDecimal.ZERO;
    }

    private static String key(String code, Shift.Cell cell) {
        return code + " " + cell.row().code() + " " + cell.column();
    }

    private Map<String, @Nullable BigDecimal> figures(int year) {
        var figures = new HashMap<String, @Nullable BigDecimal>();
        for (var sheet : returns.computeAll(ReturnsTest.FORM, all, year)) {
            for (var line : sheet.lines()) {
                for (var column : sheet.columns()) {
                    figures.put(
                            sheet.organizationCode() + " " + line.row().code() + " " + column,
                            sheet.figure(line.row().code(), column));
                }
            }
        }
        return figures;
    }

    private static @Nullable BigDecimal difference(Shift shift, Organization of, String row, String column) {
        var cell = find(shift, of, row, column);
        return cell == null ? null : cell.difference();
    }

    private static Shift.@Nullable Cell find(Shift shift, Organization of, String row, String column) {
        return shift.superiors().stream()
                .filter(superior -> superior.code().equals(of.code()))
                .flatMap(superior -> superior.cells().stream())
                .filter(cell -> cell.row().code().equals(row) && cell.column().equals(column))
                .findFirst()
                .orElse(null);
    }

    private void record(Measure measure, OrganizationId at, LocalDate on, long quantity) {
        var source = new Source("FACT", UUID.randomUUID());
        var facts = new ArrayList<Fact>();
        facts.add(new Fact(
                measure,
                at,
                on,
                measure.nature() == Measure.Nature.YEARLY ? 1 : quantity,
                source,
                "某日某事",
                false,
                null));
        var whole = measure.whole();
        if (whole != null) {
            facts.add(new Fact(whole, at, on, 2 * quantity, source, "某日某事", false, null));
        }
        new TransactionTemplate(transactions).executeWithoutResult(_ -> ledger.record(facts));
    }

    private void board(Organization at) {
        organizations
                .openFacility(at.id(), FacilityKind.BOARD, "公开栏", "门口", MadeUpCounty.SINCE)
                .orThrow();
    }
}
