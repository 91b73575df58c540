package io.gongkai.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.document.Typefaces.Face;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TTFSubsetter;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;

/** What is printed is drawn with the office's own typefaces where it has some, and never with a hole. */
class TypefacesTest {

    @TempDir
    Path data;

    @Test
    void everyNameAndEveryWordOfTheProgramHasItsCharacters() throws IOException {
        var faces = new Typefaces(data);
        var texts = new StringBuilder("〇×％—…①■□☆ 𫖯䶮");
        for (var file :
                new String[] {"forms/annual-disclosure-return/2011.json", "divisions/sample-counties-2023.csv"}) {
            texts.append(new String(new ClassPathResource(file).getContentAsByteArray(), "UTF-8"));
        }
        var text = texts.toString().replaceAll("[\\r\\n]", "");

        for (var face : Face.values()) {
            var runs = faces.runs(text, face);
            assertThat(runs).hasSize(1);
            assertThat(runs.getFirst().text()).isEqualTo(text);
        }
    }

    @Test
    void theFaceThatTheOfficeOwnsComesFirstAndWhatItLacksIsTakenFromTheNext() throws IOException {
        Files.createDirectory(data.resolve("fonts"));
        try (var out = Files.newOutputStream(data.resolve("fonts/text.ttf"));
                var whole = new TTFParser().parse(new RandomAccessReadBuffer(brought("heading.ttf")))) {
            var cut = new TTFSubsetter(whole);
            "党务公".codePoints().forEach(cut::add);
            cut.writeToStream(out);
        }

        var runs = new Typefaces(data).runs("党务公开", Face.TEXT);

        assertThat(runs).extracting(Typefaces.Run::text).containsExactly("党务公", "开");
        assertThat(runs)
                .extracting(run -> run.face().name())
                .containsExactly("NotoSansSC-Medium", "NotoSerifSC-Regular");
        assertThat(new Typefaces(data).runs("党务公开", Face.TITLE)).hasSize(1);
    }

    @Test
    void aFileThatIsNoTypefaceIsPassedOver() throws IOException {
        Files.createDirectory(data.resolve("fonts"));
        Files.writeString(data.resolve("fonts/title.ttf"), "没有字形");

        assertThat(new Typefaces(data).runs("党务公开", Face.TITLE))
                .extracting(run -> run.face().name())
                .containsExactly("NotoSerifSC-Bold");
    }

    @Test
    void aCharacterThatNoFaceHasIsShownAsMissing() {
        assertThat(new Typefaces(data).runs("陈\uE000村", Face.TEXT))
                .extracting(Typefaces.Run::text)
                .containsExactly("陈〓村");
    }

    private static InputStream brought(String name) throws IOException {
        return new ClassPathResource("fonts/" + name).getInputStream();
    }
}
