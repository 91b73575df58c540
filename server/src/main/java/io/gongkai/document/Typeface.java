package io.gongkai.document;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/** A typeface that forms are drawn with: which characters it has and how wide they are. What is drawn is read anew for each file. */
final class Typeface {

    /** Rare characters of names lie in the planes up to here. */
    private static final int LAST_CODE_POINT = 0x3FFFF;

    /** Radicals and compatibility forms: a reader would copy them out of a file instead of the characters that people type. */
    private static boolean isTwin(int sign) {
        return sign >= 0x2E80 && sign <= 0x2FDF || sign >= 0xF900 && sign <= 0xFAFF;
    }

    interface Source {
        InputStream open() throws IOException;
    }

    private final String name;
    private final Source source;
    private final Map<Integer, Float> widths;
    private final float ascent;
    private final float descent;

    /** @throws IOException when it cannot be read, has no TrueType outlines, or its maker does not let it be embedded */
    Typeface(Source source) throws IOException {
        this.source = source;
        try (var font = read()) {
            if (font.getTableMap().get("glyf") == null) {
                throw new IOException("It has no TrueType outlines");
            }
            var licence = font.getOS2Windows();
            if (licence != null && ((licence.getFsType() & 0xF) == 2 || (licence.getFsType() & 0x100) != 0)) {
                throw new IOException("Its licence does not let it be embedded in part");
            }
            var em = (float) font.getUnitsPerEm();
            var found = new HashMap<Integer, Float>();
            var glyphs = font.getUnicodeCmapLookup();
            for (int sign = ' '; sign <= LAST_CODE_POINT; sign++) {
                var glyph = glyphs.getGlyphId(sign);
                if (glyph > 0 && !isTwin(sign)) {
                    found.put(sign, font.getAdvanceWidth(glyph) / em);
                }
            }
            this.name = font.getName();
            this.widths = Map.copyOf(found);
            this.ascent = font.getHorizontalHeader().getAscender() / em;
            this.descent = -font.getHorizontalHeader().getDescender() / em;
        }
    }

    TrueTypeFont read() throws IOException {
        try (var in = source.open()) {
            return new TTFParser().parse(new RandomAccessReadBuffer(in));
        }
    }

    String name() {
        return name;
    }

    boolean has(int sign) {
        return widths.containsKey(sign);
    }

    /** Of a character that it has; in ems. */
    float width(int sign) {
        return widths.getOrDefault(sign, 1f);
    }

    /** In ems. */
    float width(String text) {
        return (float) text.codePoints().mapToDouble(this::width).sum();
    }

    /** How far it reaches above the line, in ems. */
    float ascent() {
        return ascent;
    }

    /** How far it reaches below the line, in ems. */
    float descent() {
        return descent;
    }
}
