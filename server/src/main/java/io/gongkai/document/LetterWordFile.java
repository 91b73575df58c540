package io.gongkai.document;

import static io.gongkai.document.LetterLayout.FOLIO_SIZE;
import static io.gongkai.document.LetterLayout.HEAD_SIZE;
import static io.gongkai.document.LetterLayout.HEIGHT;
import static io.gongkai.document.LetterLayout.LEFT;
import static io.gongkai.document.LetterLayout.LINE;
import static io.gongkai.document.LetterLayout.SIGNED_BEFORE;
import static io.gongkai.document.LetterLayout.SIZE;
import static io.gongkai.document.LetterLayout.TITLE_SIZE;
import static io.gongkai.document.LetterLayout.TOP;
import static io.gongkai.document.LetterLayout.TYPE_HEIGHT;
import static io.gongkai.document.LetterLayout.TYPE_WIDTH;
import static io.gongkai.document.LetterLayout.WIDTH;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A letter as an Office Open XML text, for offices that go on with it in Word or WPS. */
final class LetterWordFile {

    private static final String W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private static final String R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

    /** 仿宋, the face of official texts; every office program has it or something like it. */
    private static final String TEXT = "FangSong";

    private static final String SIDE = "left";

    private LetterWordFile() {}

    private interface Part {
        void write(Xml xml) throws IOException;
    }

    static void write(Letter letter, OutputStream out) throws IOException {
        try (var zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            part(zip, "[Content_Types].xml", xml -> {
                xml.open("Types", "xmlns", PACKAGE + "content-types");
                xml.empty(
                        "Default",
                        "Extension",
                        "rels",
                        "ContentType",
                        "application/vnd.openxmlformats-package.relationships+xml");
                xml.empty("Default", "Extension", "xml", "ContentType", "application/xml");
                xml.empty("Override", "PartName", "/word/document.xml", "ContentType", TYPE + "document.main+xml");
                xml.empty("Override", "PartName", "/word/footer1.xml", "ContentType", TYPE + "footer+xml");
                xml.shut();
            });
            part(zip, "_rels/.rels", xml -> related(xml, R + "/officeDocument", "word/document.xml"));
            part(zip, "word/_rels/document.xml.rels", xml -> related(xml, R + "/footer", "footer1.xml"));
            part(zip, "word/footer1.xml", xml -> {
                var words = letter.folio().split("%s", -1);
                xml.open("w:ftr", "xmlns:w", W).open("w:p");
                xml.open("w:pPr").empty("w:jc", "w:val", "right").shut();
                run(xml, words[0], TEXT, FOLIO_SIZE);
                xml.open("w:fldSimple", "w:instr", "PAGE");
                run(xml, "1", TEXT, FOLIO_SIZE);
                xml.shut();
                run(xml, words[1], TEXT, FOLIO_SIZE);
                xml.shut().shut();
            });
            part(zip, "word/document.xml", xml -> document(xml, letter));
        }
    }

    private static void document(Xml xml, Letter letter) throws IOException {
        xml.open("w:document", "xmlns:w", W, "xmlns:r", R).open("w:body");
        xml.open("w:p").open("w:pPr");
        xml.open("w:pBdr")
                .empty("w:bottom", "w:val", "single", "w:sz", "12", "w:space", "6", "w:color", "C00000")
                .shut();
        xml.empty("w:jc", "w:val", "center").shut();
        run(xml, letter.issuer(), OfficeFaces.SONG, HEAD_SIZE, "C00000");
        xml.shut();
        paragraph(xml, letter.number(), TEXT, SIZE, "right", 0, 0);
        paragraph(xml, "", TEXT, SIZE, SIDE, 0, 0);
        paragraph(xml, letter.title(), OfficeFaces.SONG, TITLE_SIZE, "center", 0, 0);
        paragraph(xml, "", TEXT, SIZE, SIDE, 0, 0);
        paragraph(xml, letter.addressee(), TEXT, SIZE, SIDE, 0, 0);
        for (var text : letter.paragraphs()) {
            paragraph(xml, text, TEXT, SIZE, "both", 2, 0);
        }
        for (var number = 1; number <= letter.enclosures().size(); number++) {
            var word = number == 1
                    ? letter.enclosed()
                    : "\u3000".repeat(letter.enclosed().length());
            paragraph(xml, word + number + ". " + letter.enclosures().get(number - 1), TEXT, SIZE, SIDE, 2, 0);
        }
        paragraph(xml, "", TEXT, SIZE, SIDE, 0, 0);
        paragraph(xml, "", TEXT, SIZE, SIDE, 0, 0);
        paragraph(xml, letter.signature(), TEXT, SIZE, "right", 0, SIGNED_BEFORE);
        paragraph(xml, letter.date(), TEXT, SIZE, "right", 0, SIGNED_BEFORE);
        xml.open("w:sectPr").empty("w:footerReference", "w:type", "default", "r:id", "rId1");
        xml.empty("w:pgSz", "w:w", twips(WIDTH), "w:h", twips(HEIGHT));
        xml.empty(
                "w:pgMar",
                "w:top",
                twips(TOP),
                "w:right",
                twips(WIDTH - LEFT - TYPE_WIDTH),
                "w:bottom",
                twips(HEIGHT - TOP - TYPE_HEIGHT),
                "w:left",
                twips(LEFT),
                "w:header",
                "850",
                "w:footer",
                "1400",
                "w:gutter",
                "0");
        xml.shut().shut().shut();
    }

    /** @param first and {@code last}: characters left free at the beginning and the end of the line */
    private static void paragraph(Xml xml, String text, String face, float size, String side, int first, int last)
            throws IOException {
        xml.open("w:p").open("w:pPr");
        xml.empty("w:spacing", "w:before", "0", "w:after", "0", "w:line", twips(LINE), "w:lineRule", "atLeast");
        xml.empty(
                "w:ind",
                "w:firstLineChars",
                String.valueOf(first * 100),
                "w:firstLine",
                twips(first * size),
                "w:right",
                twips(last * size));
        xml.empty("w:jc", "w:val", side).shut();
        run(xml, text, face, size);
        xml.shut();
    }

    private static void run(Xml xml, String text, String face, float size) throws IOException {
        run(xml, text, face, size, "000000");
    }

    private static void run(Xml xml, String text, String face, float size, String color) throws IOException {
        xml.open("w:r").open("w:rPr");
        xml.empty("w:rFonts", "w:ascii", face, "w:eastAsia", face, "w:hAnsi", face, "w:cs", face);
        xml.empty("w:color", "w:val", color);
        var half = String.valueOf(Math.round(size * 2));
        xml.empty("w:sz", "w:val", half).empty("w:szCs", "w:val", half);
        xml.shut().open("w:t", "xml:space", "preserve").text(text).shut().shut();
    }

    private static void related(Xml xml, String type, String target) throws IOException {
        xml.open("Relationships", "xmlns", PACKAGE + "relationships")
                .empty("Relationship", "Id", "rId1", "Type", type, "Target", target)
                .shut();
    }

    private static void part(ZipOutputStream zip, String name, Part part) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        try (var xml = new Xml(zip)) {
            part.write(xml);
        }
        zip.closeEntry();
    }

    private static String twips(float points) {
        return String.valueOf(Math.round(points * 20));
    }
}
