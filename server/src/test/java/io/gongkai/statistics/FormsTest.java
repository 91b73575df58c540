package io.gongkai.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.NoSuchElementException;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;

/** Forms as data: what a definition may say, what is wrong with one, and which version a return follows. */
class FormsTest {

    static List<Form> forms() {
        return new Forms().inForce(LocalDate.of(2026, 12, 31));
    }

    @Test
    void threeFormsComeWithTheProgram() {
        assertThat(forms())
                .extracting(Form::code)
                .containsExactly("annual-disclosure-return", "quarterly-brief", "request-table");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void theHeaderCoversEveryPlaceOfItOnce(Form form) {
        var covered = new int[form.headerLines()][form.width()];
        for (var heading : form.headings()) {
            for (var line = heading.line(); line < heading.line() + heading.lines(); line++) {
                for (var at = heading.at(); at < heading.at() + heading.width(); at++) {
                    covered[line][at]++;
                }
            }
        }
        assertThat(covered).isDeepEqualTo(filled(form.headerLines(), form.width()));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyWordHasAnEnglishOneExceptSomeUnits(Form form) {
        assertThat(form.words())
                .filteredOn(word -> !form.english().containsKey(word))
                .isSubsetOf("个", "块", "条", "次", "期", "%");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void nothingIsCountedInTwoColumns(Form form) {
        for (var row : form.rows()) {
            var cells = form.columns().stream()
                    .flatMap(column -> List.of(Form.cells(row, List.of(column))).stream())
                    .toList();
            assertThat(cells).doesNotHaveDuplicates().isNotEmpty();
        }
    }

    @Test
    void aColumnMayTakeInSeveralKindsAndACellOnlyFactsWithADetail() {
        var forms = new Forms();
        var brief = forms.version("quarterly-brief", "2026");
        assertThat(Form.cells(brief.row("boardIssueCount"), List.of(brief.column("COMMUNITY"))))
                .containsExactlyInAnyOrder("COMMUNITY_URBAN/BOARD_ISSUE/", "COMMUNITY_RURAL/BOARD_ISSUE/");
        var requests = forms.version("request-table", "2026");
        assertThat(Form.cells(requests.row("refusedSecret"), List.of(requests.column("RESIDENT"))))
                .hasSize(15)
                .allMatch(cell -> cell.endsWith("/REQUEST_DECIDED/REFUSED_SECRET/RESIDENT"));
        assertThat(Form.counts(requests.row("decided").measure(), requests.row("decided"), requests.column("RESIDENT")))
                .hasSize(12);
    }

    @Test
    void aPeriodKnowsItsDaysAndItsNeighbors() {
        var quarter = ReturnPeriod.parse("2026Q1");
        assertThat(quarter.first()).isEqualTo("2026-01-01");
        assertThat(quarter.last()).isEqualTo("2026-03-31");
        assertThat(quarter.before()).hasToString("2025Q4");
        assertThat(quarter.yearBefore()).hasToString("2025Q1");
        assertThat(ReturnPeriod.parse("2024").last()).isEqualTo("2024-12-31");
        assertThat(ReturnPeriod.parse("2024").before()).hasToString("2023");
        assertThatThrownBy(() -> ReturnPeriod.parse("2026Q5")).isInstanceOf(NoSuchElementException.class);
        var forms = new Forms();
        assertThat(forms.version("quarterly-brief", "2026").dueOn(quarter)).isEqualTo("2026-04-10");
        assertThat(forms.version("annual-disclosure-return", "2011").dueOn(ReturnPeriod.ofYear(2026)))
                .isEqualTo("2026-12-20");
    }

    @Test
    void everythingThatIsWrongWithADefinitionIsSaidAtOnceWithItsPlace() {
        var wrong = """
                {"code": "Bad Code", "version": "1", "validFrom": "2026-13-01", "title": "表", "period": "MONTH", "due": "12-20",
                 "rowHeading": "工作", "totalHeading": "合计", "headerFields": ["填报单位"], "footnote": "无", "colour": "red",
                 "columns": [
                  {"code": "TOWN", "heading": ["乡镇"], "kinds": ["TOWN_COMMITTEE", "VILLAGE"]},
                  {"code": "VILLAGE", "heading": ["村社区", "村"], "kinds": ["ADMINISTRATIVE_VILLAGE"]},
                  {"code": "ORGAN", "heading": ["机关"], "kinds": ["GOVERNMENT_ORGAN", "ADMINISTRATIVE_VILLAGE"]},
                  {"code": "COMMUNITY", "heading": ["村社区", "社区"], "kinds": ["COMMUNITY_URBAN"], "details": ["MEMBER"]}],
                 "rows": [
                  {"code": "orgCount", "label": "个数", "kind": "STOCK", "page": 1, "measure": "ORGANIZATIONS"},
                  {"code": "orgCount", "label": "个数", "kind": "FLOW", "page": 3, "measure": "BOARD", "base": "SCREEN"},
                  {"code": "late", "kind": "FLOW", "page": 3, "measure": "REQUEST_RECEIVED", "details": ["DISCLOSED"], "opening": true}],
                 "checks": [{"kind": "NOT_ABOVE", "rows": ["late"], "against": ["noSuchRow"]},
                  {"kind": "WHOLE_NUMBERS", "hard": "yes", "rows": ["late"], "percent": 3},
                  {"kind": "REQUIRES", "measures": ["HOTLINE_OPINIONS"], "against": ["late"]},
                  {"kind": "REQUIRES", "against": ["late"]},
                  {"kind": "NOT_ABOVE", "rows": ["late"], "measures": ["FORUM"], "against": ["late"]}],
                 "english": {"乡村": "Villages"}}
                """;

        assertThat(grounds(wrong))
                .extracting(Refusal::field, Refusal::code)
                .contains(
                        Tuple.tuple("colour", "statistics.form.unknown"),
                        Tuple.tuple("period", "statistics.form.choice"),
                        Tuple.tuple("columns[TOWN].kinds", "statistics.form.choice"),
                        Tuple.tuple("columns[COMMUNITY].heading", "statistics.form.heading.apart"),
                        Tuple.tuple("columns[ORGAN]", "statistics.form.overlap"),
                        Tuple.tuple("rows[orgCount].measure", "statistics.form.choice"),
                        Tuple.tuple("rows[orgCount].code", "statistics.form.twice"),
                        Tuple.tuple("rows[orgCount].base", "statistics.form.row.base"),
                        Tuple.tuple("rows[orgCount].kind", "statistics.form.row.stock"),
                        Tuple.tuple("rows[orgCount].page", "statistics.form.row.page"),
                        Tuple.tuple("rows[late].label", "statistics.form.missing"),
                        Tuple.tuple("rows[late].details", "statistics.form.row.detail"),
                        Tuple.tuple("rows[late].opening", "statistics.form.row.opening"),
                        Tuple.tuple("rows[orgCount].measure", "statistics.form.column.detail"),
                        Tuple.tuple("code", "statistics.form.pattern"),
                        Tuple.tuple("validFrom", "statistics.form.day"),
                        Tuple.tuple("headerFields", "statistics.form.texts"),
                        Tuple.tuple("checks[1].against", "statistics.form.check.noRow"),
                        Tuple.tuple("checks[2].hard", "statistics.form.flag"),
                        Tuple.tuple("checks[2].percent", "statistics.form.check.percent"),
                        Tuple.tuple("checks[3].measures", "statistics.form.choice"),
                        Tuple.tuple("checks[4]", "statistics.form.check.either"),
                        Tuple.tuple("checks[5]", "statistics.form.check.either"),
                        Tuple.tuple("checks[5].measures", "statistics.form.check.measures"),
                        Tuple.tuple("checks[5].measures", "statistics.form.column.detail"),
                        Tuple.tuple("english", "statistics.form.english.unknown"));
    }

    @Test
    void satisfiedAnswersStandOnlyInARateOverTheValidOnesAndAStockIsNotDividedByAFlow() throws Exception {
        var brief = definition("quarterly-brief/2026");

        assertThat(grounds(brief)).isEmpty();
        assertThat(grounds(brief.replace("\"base\": \"SATISFACTION_VALID\"", "\"base\": \"OPINION_COLLECTED\"")))
                .extracting(Refusal::field, Refusal::code)
                .contains(Tuple.tuple("rows[publicSatisfactionRate].base", "statistics.form.row.part"));
        assertThat(grounds(brief.replace("\"base\": \"SATISFACTION_VALID\"", "\"base\": \"BOARD\"")))
                .extracting(Refusal::field, Refusal::code)
                .contains(Tuple.tuple("rows[publicSatisfactionRate].base", "statistics.form.row.natures"));
    }

    @Test
    void whatIsNoJsonIsRefusedWithTheLineWhereReadingStopped() {
        assertThat(grounds("{\n \"code\": ")).extracting(Refusal::code).containsExactly("statistics.form.noJson");
        assertThat(grounds("[]")).extracting(Refusal::code).containsExactly("statistics.form.noJson");
        assertThat(grounds("{\"code\": \"a\", \"code\": \"b\"}"))
                .extracting(Refusal::code)
                .containsExactly("statistics.form.noJson");
        assertThat(grounds(" ".repeat(FormReader.LENGTH_MAX + 1)))
                .extracting(Refusal::code)
                .containsExactly("statistics.form.tooLong");
    }

    static String definition(String name) throws java.io.IOException {
        return new ClassPathResource("forms/" + name + ".json").getContentAsString(StandardCharsets.UTF_8);
    }

    private static List<Refusal> grounds(String definition) {
        return switch (FormReader.read(definition)) {
            case Outcome.Refused<Form>(var refusals) -> refusals;
            case Outcome.Done<Form> _ -> List.of();
        };
    }

    private static int[][] filled(int lines, int width) {
        var filled = new int[lines][width];
        for (var line : filled) {
            java.util.Arrays.fill(line, 1);
        }
        return filled;
    }
}
