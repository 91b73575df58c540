package io.gongkai.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.document.TableFile;
import io.gongkai.shared.ImportReport.RejectedRow;
import io.gongkai.shared.TableRow;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

class CatalogRowsTest {

    static List<TableRow> file(String name) {
        try {
            return TableFile.read(name, new ClassPathResource("catalogs/" + name).getContentAsByteArray())
                    .orThrow();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyRowOfTheSixFilesIsRead() {
        var counts = Map.of(
                "town-committee.csv", 57,
                "village-community.csv", 27,
                "county-department.csv", 40,
                "school.csv", 32,
                "hospital.csv", 32,
                "enterprise.csv", 30);
        counts.forEach((name, count) -> {
            var read = CatalogRows.read(file(name));
            assertThat(read.rejected()).as(name).isEmpty();
            assertThat(read.rows()).as(name).hasSize(count);
        });
    }

    @Test
    void everyRowBringsAnEntryThatCouldBeSubmitted() {
        for (var name : List.of("town-committee.csv", "village-community.csv", "school.csv", "enterprise.csv")) {
            assertThat(CatalogRows.read(file(name)).rows()).allSatisfy(row -> {
                assertThat(row.rules()).as(row.title()).isNotEmpty();
                assertThat(row.elements()).as(row.title()).isNotEmpty();
                assertThat(row.channels()).as(row.title()).isNotEmpty();
                assertThat(row.piiClass() == 3 && row.scope() == DisclosureScope.SOCIETY)
                        .as(row.title())
                        .isFalse();
            });
        }
    }

    @Test
    void aMixedScopeIsTheWidestNamedAndForSensitiveMattersTheNarrowest() {
        var hospital = CatalogRows.read(file("hospital.csv")).rows();
        var village = CatalogRows.read(file("village-community.csv")).rows();

        assertThat(hospital.get(27)).satisfies(row -> {
            assertThat(row.scope()).isEqualTo(DisclosureScope.SOCIETY);
            assertThat(row.remark()).contains("3A/1");
        });
        assertThat(village.get(20)).satisfies(row -> {
            assertThat(row.scope()).isEqualTo(DisclosureScope.SPECIFIC_PARTIES);
            assertThat(row.audience()).isNull();
            assertThat(row.displayDays()).isEqualTo(CatalogRows.SENSITIVE_DISPLAY_DAYS);
        });
    }

    @Test
    void formsKeepTheWordsThatTheNineFormsHaveNot() {
        var row = CatalogRows.read(file("town-committee.csv")).rows().get(11);

        assertThat(row.channels()).containsExactly(ChannelType.OTHER, ChannelType.BOARD, ChannelType.WEB);
        assertThat(row.remark()).isEqualTo("形式含大喇叭广播、明白卡或入户");
    }

    @Test
    void elementsAreWhatTheTextMustContainAndCautionsAreNot() {
        var village = CatalogRows.read(file("village-community.csv")).rows();

        assertThat(village.get(1).elements()).containsExactly("党小组", "组长", "责任区");
        assertThat(village.get(1).remark()).contains("不含证件、住址");
        assertThat(village.get(8).elements()).containsExactly("姓名", "简况", "培养人", "电话", "支部意见");
        assertThat(village.get(24).related()).isEqualTo("财务公开");
    }

    @Test
    void whatOnlyStateOwnedEnterprisesOweIsMarkedAndNotMandatory() {
        var marked = CatalogRows.read(file("enterprise.csv")).rows().stream()
                .filter(EntryRow::stateOwnedOnly)
                .toList();

        assertThat(marked)
                .hasSize(7)
                .noneMatch(EntryRow::mandatory)
                .noneMatch(row -> row.title().startsWith("†"));
    }

    @Test
    void everythingWrongIsSaidOfEveryRowAtOnce() {
        var good = cells(1);
        var bad = cells(1);
        bad.put("scope", "5");
        bad.put("forms", "B X");
        bad.put("time", "E0");
        bad.put("returnRow", "C9");
        bad.put("piiClass", "7");
        bad.remove("responsible");

        var read = CatalogRows.read(List.of(new TableRow(2, good), new TableRow(3, bad)));

        assertThat(read.rejected()).extracting(RejectedRow::row).containsOnly(3);
        assertThat(read.rejected())
                .extracting(RejectedRow::field)
                .containsExactlyInAnyOrder(
                        "no", "item", "scope", "forms", "time", "returnRow", "piiClass", "responsible");
    }

    @Test
    void headingsMayBeChinese() {
        var row = new HashMap<String, String>();
        row.put("序号", "1");
        row.put("类别", "一、组织设置");
        row.put("事项", "班子成员和分工");
        row.put("公开要素", "姓名、职务");
        row.put("公开范围", "3A");
        row.put("公开形式", "B W");
        row.put("公开时限", "L5");
        row.put("责任人", "书记");
        row.put("统计行", "C3");
        row.put("个人信息等级", "1");

        assertThat(CatalogRows.read(List.of(new TableRow(2, row))).rejected()).isEmpty();
    }

    private static Map<String, String> cells(int no) {
        return new HashMap<>(Map.of(
                "no", String.valueOf(no),
                "category", "一、决议决定及执行",
                "item", "党委会重要决定",
                "elements", "议题、结论",
                "scope", "3A",
                "forms", "B W",
                "time", "E3",
                "responsible", "党政办",
                "returnRow", "C1",
                "piiClass", "1"));
    }
}
