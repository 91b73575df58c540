package io.gongkai.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.gongkai.CountyTest;
import io.gongkai.shared.ImportReport;
import io.gongkai.shared.TableRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A clerk hands in a table of organizations: all of it is taken over, or none and every row says why. */
@CountyTest
class OrganizationImportTest {

    @Autowired
    Organizations organizations;

    Tree tree;

    @BeforeEach
    void aCounty() {
        tree = new Tree(organizations);
    }

    @Test
    void aVillageMayStandBeforeItsTownInTheTable() {
        var report = organizations.importRows(
                List.of(
                        row(2, "v", "桥头村党支部", "建制村", "党支部", code("t"), "2020-01-01"),
                        row(3, "t", "上河镇党委", "TOWN_COMMITTEE", "committee", tree.county.code(), "2019-06-01")),
                tree.county.id());

        assertThat(report).isEqualTo(new ImportReport(2, 2, List.of()));
        var village = organizations.find(code("v")).orElseThrow();
        assertThat(village.kind()).isEqualTo(OrganizationKind.ADMINISTRATIVE_VILLAGE);
        assertThat(village.path())
                .containsExactly(
                        tree.county.id(),
                        organizations.find(code("t")).orElseThrow().id(),
                        village.id());
    }

    @Test
    void everyRowSaysEverythingThatIsWrongWithItAndNothingIsTakenOver() {
        var other = new Tree(organizations);
        organizations.importRows(
                List.of(row(2, "used", "老镇党委", "镇党委", "党委", tree.county.code(), "2019-06-01")), tree.county.id());

        var report = organizations.importRows(
                List.of(
                        row(2, "good", "好镇党委", "镇党委", "党委", tree.county.code(), "2019-06-01"),
                        row(3, "a", "", "大镇", "委员会", "", "去年"),
                        row(4, "b", "乙", "镇党委", "党委", "nowhere", "2019-06-01"),
                        row(5, "good", "丙", "镇党委", "党委", tree.county.code(), "2019-06-01"),
                        row(6, "used", "丁", "镇党委", "党委", tree.county.code(), "2019-06-01"),
                        row(7, "x", "戊", "企业", "党支部", code("y"), "2019-06-01"),
                        row(8, "y", "己", "企业", "党支部", code("x"), "2019-06-01"),
                        row(9, "z", "长".repeat(101), "企业", "党支部", other.county.code(), "2019-06-01"),
                        row(10, "early", "庚", "建制村", "党支部", code("good"), "2019-05-31"),
                        row(11, "坏 码", "辛", "建制村", "党支部", tree.county.code(), "2019-06-01")),
                tree.county.id());

        assertThat(report.accepted()).isZero();
        assertThat(report.rejected())
                .extracting(
                        ImportReport.RejectedRow::row,
                        ImportReport.RejectedRow::field,
                        rejected -> rejected.refusal().code())
                .containsExactlyInAnyOrder(
                        tuple(3, "kind", "organization.import.kind"),
                        tuple(3, "form", "organization.import.form"),
                        tuple(3, "validFrom", "organization.import.day"),
                        tuple(3, "parentCode", "organization.import.parent.empty"),
                        tuple(3, "name", "organization.text.empty"),
                        tuple(4, "parentCode", "organization.import.parent.unknown"),
                        tuple(5, "code", "organization.code.taken"),
                        tuple(6, "code", "organization.code.taken"),
                        tuple(7, "parentCode", "organization.import.circle"),
                        tuple(8, "parentCode", "organization.import.circle"),
                        tuple(9, "name", "organization.text.long"),
                        tuple(9, "parentCode", "organization.import.parent.outside"),
                        tuple(10, "validFrom", "organization.parent.later"),
                        tuple(11, "code", "organization.code.format"),
                        tuple(11, "kind", "organization.kind.misfit"));
        assertThat(organizations.find(code("good"))).isEmpty();
    }

    @Test
    void twoThousandRowsTakeAFewSeconds() {
        var rows = new ArrayList<TableRow>();
        for (var i = 0; i < 20; i++) {
            rows.add(row(rows.size() + 2, "t" + i, "第" + i + "镇党委", "镇党委", "党委", tree.county.code(), "2019-06-01"));
        }
        for (var i = 0; i < 1980; i++) {
            rows.add(row(rows.size() + 2, "v" + i, "第" + i + "村党支部", "建制村", "党支部", code("t" + i % 20), "2020-01-01"));
        }

        var begin = Instant.now();
        var report = organizations.importRows(rows, tree.county.id());

        assertThat(report.accepted()).isEqualTo(2000);
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(20));
        assertThat(organizations.countBelow(tree.county.id())).isEqualTo(2000);
    }

    @Test
    void aTableOfBoardsIsTakenOverWholeOrNotAtAll() {
        var town = tree.town("上河镇党委");
        var good = new TableRow(
                2,
                Map.of(
                        "organizationCode",
                        town.code(),
                        "facilityKind",
                        "公开栏",
                        "name",
                        "镇政府公开栏",
                        "place",
                        "镇政府院内",
                        "validFrom",
                        "2020-01-01"));
        var bad = new TableRow(3, Map.of("organizationCode", "nobody", "facilityKind", "广播", "validFrom", "昨天"));

        var refused = organizations.importFacilityRows(List.of(good, bad), tree.county.id(), null);

        assertThat(refused.rejected())
                .extracting(ImportReport.RejectedRow::row, ImportReport.RejectedRow::field)
                .containsExactly(
                        tuple(3, "organizationCode"),
                        tuple(3, "facilityKind"),
                        tuple(3, "name"),
                        tuple(3, "place"),
                        tuple(3, "validFrom"));
        assertThat(organizations.facilities(town.id())).isEmpty();

        assertThat(organizations
                        .importFacilityRows(List.of(good), tree.county.id(), null)
                        .accepted())
                .isOne();
        assertThat(organizations.facilities(town.id()))
                .extracting(Facility::name)
                .containsExactly("镇政府公开栏");
    }

    private String code(String name) {
        return tree.county.code() + "-" + name;
    }

    private TableRow row(int number, String code, String name, String kind, String form, String parent, String from) {
        var cells = new HashMap<>(Map.of("code", code(code), "kind", kind, "form", form, "validFrom", from));
        if (!name.isEmpty()) {
            cells.put("name", name);
        }
        if (!parent.isEmpty()) {
            cells.put("parentCode", parent);
        }
        return new TableRow(number, cells);
    }
}
