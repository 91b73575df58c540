package io.gongkai.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import io.gongkai.document.TableFile;
import io.gongkai.shared.TableRow;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class TimeLimitTest {

    /** Every time code of the county's six tables: code | rules | note. */
    private static final String CODES = """
            L5                  | L5     |
            E1                  | E1     |
            E3                  | E3     |
            E5                  | E5     |
            E7                  | E7     |
            M                   | M      |
            BM                  | BM     |
            Q                   | Q      |
            H                   | H      |
            Y                   | Y      |
            ST                  | ST     |
            N5                  | N5     |
            N7                  | N7     |
            学期                | H      | 学期
            L5; 学期前          | L5     | 学期前
            ST; 学期            | ST H   | 学期
            ST; M               | ST M   |
            ST, Q               | ST Q   |
            L5, M               | L5 M   |
            L5, H               | L5 H   |
            L5, Y               | L5 Y   |
            H, Y                | H Y    |
            Y; Q                | Y Q    |
            Q; Y                | Q Y    |
            Y; H                | Y H    |
            Y; E5               | Y E5   |
            E5, Y               | E5 Y   |
            E7, Q               | E7 Q   |
            E7; H               | E7 H   |
            E7; L5              | E7 L5  |
            E7; ST              | E7 ST  |
            E5; ST              | E5 ST  |
            E3; N7              | E3 N7  |
            N5; E1              | N5 E1  |
            N5; E3              | N5 E3  |
            N5; E5              | N5 E5  |
            N15; E7             | N15 E7 |
            N15; 结果E7         | N15 E7 | 结果
            E1–E3               | E3     |
            E1–E3, 展示≥7日     | E3     | 展示≥7日
            E5; 展示≤规定期     | E5     | 展示≤规定期
            E5, 到期撤下        | E5     | 到期撤下
            M/BM                | BM     |
            M/Y                 | M Y    |
            Q/Y                 | Q Y    |
            Q(往来多者M)        | Q      | 往来多者M
            Y(3月底前)          | Y3     |
            ≤3WD; M             | E3 M   |
            ≤3WD; BM            | E3 BM  |
            ≤3WD 答复; M 汇总   | E3 M   | 答复；汇总
            当场或≤3WD; M汇总   | E3 M   | 当场或；汇总
            """;

    private static final Map<String, List<String>> TABLE = CODES.lines()
            .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
            .collect(Collectors.toMap(List::getFirst, row -> row));

    @Test
    void everyCodeSaysWhatTheTableSays() {
        assertAll(TABLE.values().stream().map(row -> () -> {
            var limit = TimeLimit.parse(row.get(0));
            assertThat(codes(limit)).as(row.get(0)).isEqualTo(row.get(1));
            assertThat(limit.note()).as(row.get(0)).isEqualTo(row.get(2));
            assertThat(limit.holdsUnknownCode()).as(row.get(0)).isFalse();
        }));
    }

    @Test
    void noCodeOfTheCountysFilesIsMissingFromTheTable() throws IOException {
        var seen = new TreeSet<String>();
        for (var file : new PathMatchingResourcePatternResolver().getResources("classpath:catalogs/*.csv")) {
            TableFile.read(String.valueOf(file.getFilename()), file.getContentAsByteArray())
                    .orThrow()
                    .forEach((TableRow row) -> seen.add(row.cell("time")));
        }
        assertThat(seen).hasSizeGreaterThan(40).isSubsetOf(TABLE.keySet());
    }

    @Test
    void aRuleWrittenOutAgainIsTheSameRule() {
        assertThat(TABLE.keySet())
                .flatMap(code -> TimeLimit.parse(code).rules())
                .allSatisfy(
                        rule -> assertThat(TimeLimit.parse(spelled(rule.code())).rules())
                                .containsExactly(rule));
    }

    @Test
    void whatLooksLikeACodeAndIsNoneIsNotPassedOver() {
        assertThat(List.of("E0", "Z3", "L5 X", "Q; E", "每周W1"))
                .allSatisfy(code -> assertThat(TimeLimit.parse(code).holdsUnknownCode())
                        .as(code)
                        .isTrue());
        assertThat(TimeLimit.parse("及时公开").rules()).isEmpty();
        assertThat(TimeLimit.parse("及时公开").note()).isEqualTo("及时公开");
    }

    private static String codes(TimeLimit limit) {
        return limit.rules().stream().map(TimeRule::code).collect(Collectors.joining(" "));
    }

    /** Y3 is written Y(3月底前) by people. */
    private static String spelled(String code) {
        return code.replaceAll("^(BM|[MQHY])(\\d+)$", "$1($2月底前)");
    }
}
