package io.gongkai.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.document.OfficePrograms.Word;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.ofdrw.core.basicStructure.pageObj.layer.block.PathObject;
import org.ofdrw.core.basicStructure.pageObj.layer.block.TextObject;
import org.ofdrw.reader.OFDReader;

/** An OFD file as the reader of the OFD R&amp;W project understands it. */
final class OfdFile {

    private static final float POINTS = 72 / 25.4f;

    /** @param rules the straight lines of a page, as boxes without words */
    record Page(float width, float height, List<Word> words, List<Word> rules) {}

    private OfdFile() {}

    static List<Page> read(Path file) throws IOException {
        try (var reader = new OFDReader(file)) {
            var pages = new ArrayList<Page>();
            var fonts = new HashMap<String, TrueTypeFont>();
            for (var page : reader.getPageList()) {
                var words = new ArrayList<Word>();
                var rules = new ArrayList<Word>();
                for (var layer : page.getAllLayer()) {
                    for (var block : layer.getPageBlocks()) {
                        if (block instanceof TextObject text) {
                            words.add(word(text, reader, fonts));
                        } else if (block instanceof PathObject path && path.getStroke()) {
                            rules.add(rule(path));
                        }
                    }
                }
                pages.add(new Page(
                        page.getSize().getWidth().floatValue() * POINTS,
                        page.getSize().getHeight().floatValue() * POINTS,
                        words,
                        rules));
            }
            return pages;
        }
    }

    /** It reaches from the first character's beginning to the last one's end, as the file's own steps say. */
    private static Word word(TextObject text, OFDReader reader, Map<String, TrueTypeFont> fonts) throws IOException {
        var code = text.getTextCodes().getFirst();
        var size = text.getSize().floatValue();
        var font = font(text.getFont().toString(), reader, fonts);
        var glyphs = font.getUnicodeCmapLookup();
        var characters = code.getContent().codePoints().toArray();
        for (var character : characters) {
            assertThat(glyphs.getGlyphId(character))
                    .as("%s in the typeface in the file", Character.toString(character))
                    .isPositive();
        }
        var steps = code.getDeltaX();
        assertThat(steps == null ? 0 : steps.size()).isEqualTo(characters.length - 1);
        var left = text.getBoundary().getTopLeftX() + code.getX();
        var last = font.getAdvanceWidth(glyphs.getGlyphId(characters[characters.length - 1]))
                * size
                / font.getUnitsPerEm();
        var length = last
                + (steps == null
                        ? 0
                        : Stream.of(steps.toDouble())
                                .mapToDouble(Double::doubleValue)
                                .sum());
        var line = text.getBoundary().getTopLeftY() + code.getY();
        return new Word(
                code.getContent().replaceAll("\\s+", ""),
                (float) left * POINTS,
                (float) (line - size * 0.88) * POINTS,
                (float) (left + length) * POINTS,
                (float) (line + size * 0.12) * POINTS);
    }

    private static TrueTypeFont font(String id, OFDReader reader, Map<String, TrueTypeFont> fonts) throws IOException {
        if (!fonts.containsKey(id)) {
            var file = reader.getResourceLocator()
                    .getFile(reader.getResMgt().getFont(id).getFontFile());
            fonts.put(id, new TTFParser().parse(new RandomAccessReadBufferedFile(file.toFile())));
        }
        return fonts.get(id);
    }

    private static Word rule(PathObject path) {
        var numbers = path.getAbbreviatedData().split("[^0-9.]+");
        var box = path.getBoundary();
        return new Word(
                "",
                (float) (box.getTopLeftX() + Double.parseDouble(numbers[1])) * POINTS,
                (float) (box.getTopLeftY() + Double.parseDouble(numbers[2])) * POINTS,
                (float) (box.getTopLeftX() + Double.parseDouble(numbers[3])) * POINTS,
                (float) (box.getTopLeftY() + Double.parseDouble(numbers[4])) * POINTS);
    }
}
