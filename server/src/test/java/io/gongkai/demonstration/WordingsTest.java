package io.gongkai.demonstration;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.calendar.WorkdayCalendar;
import io.gongkai.organization.OrganizationForm;
import io.gongkai.organization.OrganizationKind;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WordingsTest {

    private static final Pattern LONG_NUMBER = Pattern.compile("\\d{8,}");
    private static final Pattern LEFT_OVER = Pattern.compile("[{}|@]|null|\\*\\*");
    private static final LocalDate DAY = LocalDate.of(2026, 10, 13);
    private static final List<String> SUBJECTS = List.of("2026-Q3", "2026-09", "2026-B5", "2026-H1", "2026");

    private final Composer composer = new Composer(new WorkdayCalendar(Set.of(2026), Map.of(), Map.of()));

    static Stream<Unit> units() {
        return Stream.of(
                unit("411524002", OrganizationKind.SUBDISTRICT_WORKING_COMMITTEE, "鲇鱼山街道", "鲇鱼山街道党工委"),
                unit("411524209", OrganizationKind.TOWN_COMMITTEE, "伏山乡", "伏山乡党委"),
                unit("411524002204", OrganizationKind.ADMINISTRATIVE_VILLAGE, "陈畈村", "陈畈村党支部"),
                unit("411524001001", OrganizationKind.COMMUNITY_URBAN, "东街社区", "东街社区党总支"),
                unit("411524-D06", OrganizationKind.GOVERNMENT_ORGAN, "县财政局", "县财政局党组（示例）"),
                unit("411524-S01", OrganizationKind.INSTITUTION_SCHOOL, "县第一高级中学", "县第一高级中学党委（示例）"),
                unit("411524-H01", OrganizationKind.INSTITUTION_HEALTH, "县人民医院", "县人民医院党委（示例）"),
                unit("411524-E03", OrganizationKind.ENTERPRISE, "青山茶业有限公司", "青山茶业有限公司党支部（示例）"));
    }

    @ParameterizedTest
    @MethodSource("units")
    void everyMatterOfACatalogReadsWell(Unit unit) {
        for (var no = 1; no <= Composer.wordings(unit).size(); no++) {
            var subjects = Composer.wordings(unit).get(no).subjects();
            for (var occasion = 0; occasion < 5; occasion++) {
                var subject = subjects.isEmpty() ? SUBJECTS.get(occasion) : composer.subject(unit, no, occasion, DAY);
                var text = composer.write(unit, no, subject, DAY, elements(5), 57);
                var all = String.join("\n", text.title(), text.summary(), text.body())
                        + String.join("\n", text.elements().values());

                assertThat(all).as("%s no. %d", unit.name(), no).doesNotContainPattern(LEFT_OVER);
                assertThat(Jsoup.parse(all).text())
                        .as("%s no. %d", unit.name(), no)
                        .doesNotContainPattern(LONG_NUMBER);
                assertThat(text.title()).hasSizeBetween(6, 60);
                assertThat(Jsoup.parse(text.body()).text())
                        .as("%s no. %d", unit.name(), no)
                        .hasSizeGreaterThan(40);
            }
        }
    }

    @Test
    void twoVillagesDoNotReadTheSame() {
        var bodies = new HashSet<String>();
        for (var i = 0; i < 40; i++) {
            var unit = unit("4115240022%02d".formatted(i), OrganizationKind.ADMINISTRATIVE_VILLAGE, "陈畈村", "陈畈村党支部");
            bodies.add(composer.write(unit, 25, "2026-Q3", DAY, elements(3), 27).body());
        }

        assertThat(bodies).hasSizeGreaterThan(38);
    }

    @Test
    void theSameSeedTellsTheSame() {
        units().forEach(unit -> assertThat(composer.write(unit, 1, "2026-Q3", DAY, elements(2), 57))
                .isEqualTo(composer.write(unit, 1, "2026-Q3", DAY, elements(2), 57)));
    }

    @Test
    void theSumUnderATableIsTheSumOfItsRows() {
        for (var i = 0; i < 50; i++) {
            var unit = unit("5115240022%02d".formatted(i), OrganizationKind.ADMINISTRATIVE_VILLAGE, "陈畈村", "陈畈村党支部");
            var rows = Jsoup.parse(composer.write(unit, 25, "2026-Q3", DAY, elements(3), 27)
                            .body())
                    .select("tr");
            var income = rows.stream().filter(row -> row.child(0).text().equals("收入"));
            var total = rows.stream().filter(row -> row.child(0).text().equals("收入合计"));

            assertThat(income.mapToInt(row -> Integer.parseInt(row.child(2).text()))
                            .sum())
                    .isEqualTo(
                            total.mapToInt(row -> Integer.parseInt(row.child(2).text()))
                                    .sum());
        }
    }

    private static List<String> elements(int count) {
        return IntStream.range(0, count).mapToObj(i -> "要素" + i).toList();
    }

    private static Unit unit(String code, OrganizationKind kind, String place, String name) {
        return new Unit(
                "411524",
                "商城县",
                code,
                name,
                place,
                kind,
                OrganizationForm.BRANCH,
                "411524",
                "鲇鱼山街道",
                List.of("土门村", "庙岗村", "匡店村", "平塘村"),
                null);
    }
}
