package io.gongkai.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.TableRow;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Who has a catalog in force, and what of the mandatory items stands in it. */
@CountyTest
class CoverageTest {

    private static final Set<OrganizationKind> VILLAGES = Set.of(OrganizationKind.ADMINISTRATIVE_VILLAGE);

    @Autowired
    Catalogs catalogs;

    @Autowired
    Coverages coverages;

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    Clock clock;

    private MadeUpCounty county;

    @BeforeEach
    void aCountyWhoseVillagesMustShowFourItems() {
        county = founder.establish();
        guideline("一", "二", "三", "四");
    }

    @Test
    void withoutACatalogEverythingIsMissing() {
        assertThat(villages()).isEqualTo(new Coverage(OrganizationKind.ADMINISTRATIVE_VILLAGE, 3, 0, 12, 0, 0));
        assertThat(coverages.under(county.county().id(), today()).stream()
                        .filter(coverage -> coverage.kind() == OrganizationKind.INSTITUTION_SCHOOL))
                .containsExactly(new Coverage(OrganizationKind.INSTITUTION_SCHOOL, 1, 0, 0, 0, 0));
    }

    @Test
    void onlyACatalogInForceCoversAndWhatDoesNotApplyCountsNeitherWay() {
        var version = derived();
        assertThat(villages().covered()).isZero();
        var entries = catalogs.entries(version.id());
        catalogs.markNotApplicable(version.id(), entries.getLast().id(), "本村没有这样的事项", clerk())
                .orThrow();
        putInForce(version);

        var coverage = villages();

        assertThat(coverage).isEqualTo(new Coverage(OrganizationKind.ADMINISTRATIVE_VILLAGE, 3, 1, 12, 3, 1));
        assertThat(coverage.applicable()).isEqualTo(11);
        assertThat(coverage.missing()).isEqualTo(8);
        assertThatEveryFigureIsItsUnits();
    }

    @Test
    void aLaterGuidelineAsksForMoreThanTheCatalogHas() {
        putInForce(derived());
        guideline("一", "二", "三", "四", "五");

        assertThat(villages().covered()).isEqualTo(4);
        assertThat(units(Coverage.Figure.MISSING))
                .extracting(Coverages.Unit::name, Coverages.Unit::quantity, Coverages.Unit::missing)
                .contains(Tuple.tuple(county.village().name(), 1, List.of("第五项应公开事项")));
        assertThatEveryFigureIsItsUnits();
    }

    @Test
    void theDayBeforeNobodyHadOne() {
        putInForce(derived());

        assertThat(coverages.under(county.county().id(), today().minusDays(1)).stream()
                        .mapToInt(Coverage::inForce)
                        .sum())
                .isZero();
    }

    private void assertThatEveryFigureIsItsUnits() {
        var sum = Coverage.sum(coverages.under(county.county().id(), today()));
        for (var figure : Coverage.Figure.values()) {
            assertThat(units(figure).stream().mapToInt(Coverages.Unit::quantity).sum())
                    .as(figure.name())
                    .isEqualTo(sum.of(figure));
        }
    }

    /** Page by page, two at a time. */
    private List<Coverages.Unit> units(Coverage.Figure figure) {
        var all = new ArrayList<Coverages.Unit>();
        String after = null;
        do {
            var page = coverages.units(county.county().id(), today(), figure, null, 2, after);
            all.addAll(page.items());
            after = page.next();
        } while (after != null);
        return all;
    }

    private Coverage villages() {
        return coverages.under(county.county().id(), today()).stream()
                .filter(coverage -> coverage.kind() == OrganizationKind.ADMINISTRATIVE_VILLAGE)
                .findFirst()
                .orElseThrow();
    }

    private CatalogVersion derived() {
        var guideline = catalogs.guidelinesFor(county.village().id()).getFirst().id();
        return catalogs.derive(county.village().id(), guideline, clerk()).orThrow();
    }

    private void putInForce(CatalogVersion version) {
        catalogs.submit(version.id(), county.villageApprover().id()).orThrow();
        catalogs.file(version.id(), today(), county.townApprover().id()).orThrow();
    }

    private void guideline(String... numbers) {
        var rows = new ArrayList<TableRow>();
        for (var number : numbers) {
            rows.add(new TableRow(
                    rows.size() + 2,
                    Map.of(
                            "no", String.valueOf(rows.size() + 1),
                            "category", "一、应公开",
                            "item", "第" + number + "项应公开事项",
                            "elements", "内容",
                            "scope", "1",
                            "forms", "B W",
                            "time", "L5",
                            "responsible", "书记",
                            "returnRow", "C3",
                            "piiClass", "0")));
        }
        var report = catalogs.issueGuideline(
                county.county().id(),
                "村级目录指导意见",
                VILLAGES,
                rows,
                county.countyClerk().id());
        assertThat(report.rejected()).isEmpty();
    }

    private PersonId clerk() {
        return county.villageClerk().id();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
