package io.gongkai.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How people ask, and what of it is compared. */
class WordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            党费                 | 党费
            党                   | 党
            "党费 低保"          | 党费,低保
            "党费、低保"         | 党费,低保
            "ＷＴＯ２０２６"     | wto2026
            "PDF 附件"           | pdf,附件
            "《党章》"           | 党章
            "0376-7921001"       | 0376,7921001
            "100%_"              | 100
            "𠮷村"               | 𠮷村
            "党费 党费"          | 党费
            "'; drop table x --" | drop,table,x
            """)
    void aQuestionFallsIntoItsTerms(String question, String terms) {
        assertThat(Words.terms(question)).containsExactly(terms.split(","));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            "%"
            "___"
            "，。！"
            "   "
            "😀😀"
            """)
    void aQuestionWithoutLetterOrDigitAsksNothing(String question) {
        assertThat(Words.terms(question)).isEmpty();
    }

    @Test
    void aLongQuestionIsCutAndNotRefused() {
        assertThat(Words.terms("党".repeat(5000))).containsExactly("党".repeat(Words.LONGEST_TERM));
        assertThat(Words.terms("甲 乙 丙 丁 戊 己 庚 辛 壬 癸")).hasSize(Words.MOST_TERMS);
    }

    @Test
    void neighboursAreFoundAndNotAcrossPunctuation() {
        assertThat(Words.grams(Words.fold("收党费，低保")))
                .contains("收", "收党", "党费", "低保")
                .doesNotContain("费低");
    }

    @Test
    void aCharacterOfFourBytesIsOneCharacter() {
        assertThat(Words.grams(Words.fold("𠮷村"))).containsExactlyInAnyOrder("𠮷", "村", "𠮷村");
    }

    @Test
    void whatWasAskedForIsMarkedInTheTextAsItWasWritten() {
        assertThat(shown(Words.marked("２０２６年党费，PDF 下载", List.of("2026", "pdf"))))
                .isEqualTo("[２０２６]年党费，[PDF] 下载");
    }

    @Test
    void theSnippetIsThePlaceInTheText() {
        var text = "前".repeat(500) + "临时救助六户" + "后".repeat(500);

        assertThat(shown(Words.snippet(text, List.of("救助"), 40)))
                .contains("临时[救助]六户")
                .hasSizeLessThan(60);
    }

    private static String shown(List<SearchResult.Piece> pieces) {
        return pieces.stream()
                .map(piece -> piece.hit() ? "[" + piece.text() + "]" : piece.text())
                .collect(Collectors.joining());
    }
}
