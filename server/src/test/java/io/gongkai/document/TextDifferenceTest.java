package io.gongkai.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.document.TextDifference.Kind;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextDifferenceTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a word is changed within a sentence | 党费收缴情况公示 | 党费使用情况公示 | 党费[-收缴-]{+使用+}情况公示
            a number is read as one | 共 18,600 元 | 共 18,900 元 | 共 [-18,600-]{+18,900+} 元
            something was added | 李家湾村 | 李家湾村委会 | 李家湾村{+委会+}
            something was left out | 一、二、三 | 一、三 | 一、[-二、-]三
            one sign between two changes is no rest | 五月二日 | 六月三日 | [-五月二-]{+六月三+}日
            nothing changed | 党费 | 党费 | 党费
            """)
    void aReaderSeesWhatChanged(String what, String before, String after, String shown) {
        assertThat(draw(TextDifference.between(before, after))).isEqualTo(shown);
    }

    @Test
    void unchangedLinesAroundAChangeStayWhole() {
        assertThat(draw(TextDifference.between("第一条\n第二条 甲\n第三条", "第一条\n第二条 乙\n第三条")))
                .isEqualTo("第一条\n第二条 [-甲-]{+乙+}\n第三条");
    }

    @Test
    void aVeryLongPassageIsShownAsReplaced() {
        var before = "甲".repeat(5_000);
        var after = "乙".repeat(5_000);

        assertThat(TextDifference.between(before, after).pieces()).hasSize(2);
    }

    @Property
    void thePiecesGiveBothTextsAgain(
            @ForAll @StringLength(max = 60) @Chars({'甲', '乙', '丙', '1', 'a', ' ', '\n', '，'}) String before,
            @ForAll @StringLength(max = 60) @Chars({'甲', '乙', '丙', '1', 'a', ' ', '\n', '，'}) String after) {
        var difference = TextDifference.between(before, after);

        assertThat(without(difference, Kind.ADDED)).isEqualTo(before);
        assertThat(without(difference, Kind.REMOVED)).isEqualTo(after);
        assertThat(difference.isNone()).isEqualTo(before.equals(after));
    }

    private static String without(TextDifference difference, Kind kind) {
        return difference.pieces().stream()
                .filter(piece -> piece.kind() != kind)
                .map(TextDifference.Piece::text)
                .collect(Collectors.joining());
    }

    private static String draw(TextDifference difference) {
        return difference.pieces().stream()
                .map(piece -> switch (piece.kind()) {
                    case SAME -> piece.text();
                    case REMOVED -> "[-" + piece.text() + "-]";
                    case ADDED -> "{+" + piece.text() + "+}";
                })
                .collect(Collectors.joining());
    }
}
