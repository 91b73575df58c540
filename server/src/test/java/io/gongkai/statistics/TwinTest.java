package io.gongkai.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.organization.FacilityKind;
import io.gongkai.organization.LeadingGroup;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationForm;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import io.gongkai.organization.TreeChange;
import io.gongkai.organization.TreeChanges;
import io.gongkai.request.Reply;
import io.gongkai.request.RequestDoor;
import io.gongkai.request.RequestOutcome;
import io.gongkai.request.Requests;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A county's business through the doors that people use; then both roads to the return are compared, cell by cell. */
@CountyTest
class TwinTest {

    @Autowired
    Returns returns;

    @Autowired
    RecordedFacts facts;

    @Autowired
    Requests requests;

    @Autowired
    Clock clock;

    @Autowired
    Organizations organizations;

    @Autowired
    TreeChanges changes;

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    JdbcClient jdbc;

    @Test
    void bothRoadsLeadToTheSameFigures() {
        var county = founder.establish();
        var random = new Random(20261122);
        var units = List.of(
                county.town(),
                county.otherTown(),
                county.village(),
                county.secondVillage(),
                county.thirdVillage(),
                county.school(),
                county.hospital(),
                county.enterprise());
        units.forEach(unit -> equip(unit, random));
        units.forEach(unit -> record(county, unit, random));
        ask(county);
        changes.apply(
                        new TreeChange.Move(
                                county.secondVillage().id(), county.otherTown().id(), LocalDate.of(2025, 7, 1)),
                        null)
                .orThrow();
        changes.apply(
                        new TreeChange.Reclassify(
                                county.thirdVillage().id(),
                                OrganizationKind.COMMUNITY_RURAL,
                                OrganizationForm.BRANCH,
                                LocalDate.of(2025, 9, 1)),
                        null)
                .orThrow();
        changes.apply(new TreeChange.Dissolve(county.enterprise().id(), false, LocalDate.of(2025, 11, 1)), null)
                .orThrow();

        var all = new ArrayList<>(units.stream().map(Organization::id).toList());
        all.add(county.county().id());
        for (var year : List.of(2024, 2025, LocalDate.now(clock).getYear())) {
            assertThatBothAgree(returns, organizations, new Twin(jdbc), all, year);
        }
    }

    /** Three members ask the village; of one it passes the request on to the town's other village, of one to the town. */
    private void ask(MadeUpCounty county) {
        var clerk = county.townClerk().id();
        for (var to : Arrays.asList(null, county.thirdVillage(), county.town())) {
            var request = requests.enter(
                            county.village().id(),
                            RequestDoor.COUNTER,
                            LocalDate.now(clock),
                            Map.of(
                                    "who", "MEMBER",
                                    "branch", "东河村党支部",
                                    "title", "去年党费的收支情况",
                                    "content", "请公开去年党费收了多少、用在哪里",
                                    "way", "ONLINE",
                                    "name", "周建国"),
                            List.of(),
                            clerk)
                    .orThrow();
            if (to != null) {
                requests.forward(request.id(), to.code(), "账目由那边保管", clerk).orThrow();
            }
            requests.settle(
                            request.id(),
                            new Reply.Words(RequestOutcome.EXPLAINED_ON_SPOT, "公开栏上有，带他去看了", "", ""),
                            clerk)
                    .orThrow();
        }
    }

    /** Every figure of every one of these organizations. */
    static void assertThatBothAgree(
            Returns returns, Organizations organizations, Twin twin, Collection<OrganizationId> all, int year) {
        var sheets = returns.computeAll(ReturnsTest.FORM, all, year);
        assertThat(sheets).hasSameSizeAs(all);
        var figures = twin.figures(year, sheets.getFirst().cutOff());
        var compared = 0;
        for (var sheet : sheets) {
            var organization = organizations
                    .findEver(sheet.organizationCode())
                    .orElseThrow()
                    .id();
            for (var line : sheet.lines()) {
                for (var column : sheet.form().columns()) {
                    var expected =
                            Twin.cell(figures, organization, line.row(), OrganizationKind.valueOf(column.code()));
                    if (!java.util.Objects.equals(line.cell(column.code()), expected)) {
                        assertThat(line.cell(column.code()))
                                .as(
                                        "%s %d %s %s",
                                        sheet.organizationName(),
                                        year,
                                        line.row().code(),
                                        column.code())
                                .isEqualTo(expected);
                    }
                    compared++;
                }
                if (!line.row().isRatio()) {
                    assertThat(line.cells().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                            .isEqualTo(line.total());
                }
            }
        }
        assertThat(compared).isEqualTo(all.size() * 585);
    }

    private void equip(Organization unit, Random random) {
        for (var kind : FacilityKind.values()) {
            if (random.nextBoolean()) {
                var facility = organizations
                        .openFacility(unit.id(), kind, "党务公开阵地", "院内东侧", LocalDate.of(2023 + random.nextInt(3), 3, 1))
                        .orThrow();
                if (random.nextInt(3) == 0) {
                    organizations
                            .closeFacility(facility.id(), LocalDate.of(2025, 10, 1), null)
                            .orThrow();
                }
            }
        }
        if (random.nextBoolean()) {
            organizations
                    .formLeadingGroup(
                            unit.id(),
                            "党务公开领导小组",
                            LocalDate.of(2024, 4, 1),
                            List.of(new LeadingGroup.Post("组长", "本单位书记", "负总责", "", 0)))
                    .orThrow();
        }
    }

    private void record(MadeUpCounty county, Organization unit, Random random) {
        for (var measure : RecordedFacts.MEASURES) {
            for (var i = random.nextInt(5); i > 0; i--) {
                var isRate = RecordedFacts.baseOf(measure) != null;
                UUID fact = facts.record(
                                new RecordedFacts.Recording(
                                        unit.id(),
                                        measure,
                                        measure.counts()
                                                .get(random.nextInt(
                                                        measure.counts().size()))
                                                .details(),
                                        LocalDate.of(
                                                2024 + random.nextInt(2),
                                                1 + random.nextInt(10),
                                                1 + random.nextInt(28)),
                                        isRate ? random.nextInt(40) : 1 + random.nextInt(5),
                                        isRate ? 40L : null,
                                        null,
                                        "党务公开日常工作一项",
                                        "登记簿第 8 页",
                                        null),
                                county.countyClerk().id())
                        .orThrow();
                if (random.nextInt(6) == 0) {
                    facts.cancel(fact, "重复登记", county.countyClerk().id()).orThrow();
                }
            }
        }
    }
}
