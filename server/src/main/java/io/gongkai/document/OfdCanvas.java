package io.gongkai.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.fontbox.ttf.TTFSubsetter;
import org.jspecify.annotations.Nullable;

/**
 * Pages of an OFD file (GB/T 33190-2016). Each goes into the archive as soon as it is drawn; the typefaces, cut to the characters
 * that were drawn, and the list of pages follow at the end.
 */
final class OfdCanvas implements Canvas, AutoCloseable {

    private static final String OFD = "http://www.ofdspec.org/2016";
    private static final float MM = 25.4f / 72;
    private static final String BLACK = "0 0 0";

    /** A typeface in the file. */
    private static final class Used {

        private final int id;
        private final Set<Integer> characters = new TreeSet<>();

        Used(int id) {
            this.id = id;
        }
    }

    private record Bookmark(String title, int page) {}

    private final String title;
    private final ZipOutputStream zip;
    private final Map<Typeface, Used> fonts = new LinkedHashMap<>();
    private final List<Integer> pages = new ArrayList<>();
    private final List<Bookmark> bookmarks = new ArrayList<>();
    private @Nullable Xml page;
    private float width;
    private float height;
    private int ids;

    OfdCanvas(String title, OutputStream out) {
        this.title = title;
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    }

    @Override
    public void page(float width, float height) throws IOException {
        endPage();
        this.width = width;
        this.height = height;
        zip.putNextEntry(new ZipEntry("Doc_0/Pages/Page_%d/Content.xml".formatted(pages.size())));
        pages.add(++ids);
        page = new Xml(zip);
        page.open("ofd:Page", "xmlns:ofd", OFD);
        page.open("ofd:Area")
                .element("ofd:PhysicalBox", box(0, 0, width, height))
                .shut();
        page.open("ofd:Content").open("ofd:Layer", "ID", id(), "Type", "Body");
    }

    private void endPage() throws IOException {
        if (page != null) {
            page.close();
            page = null;
            zip.closeEntry();
        }
    }

    @Override
    public void bookmark(String title) {
        bookmarks.add(new Bookmark(title, pages.getLast()));
    }

    @Override
    public void line(float x1, float y1, float x2, float y2, float thick) throws IOException {
        var x = x1 - thick / 2;
        var y = y1 - thick / 2;
        drawn().open(
                        "ofd:PathObject",
                        "ID",
                        id(),
                        "Boundary",
                        box(x, y, x2 - x1 + thick, y2 - y1 + thick),
                        "LineWidth",
                        mm(thick),
                        "Cap",
                        "Square")
                .empty("ofd:StrokeColor", "Value", BLACK)
                .element(
                        "ofd:AbbreviatedData",
                        "M %s %s L %s %s".formatted(mm(x1 - x), mm(y1 - y), mm(x2 - x), mm(y2 - y)))
                .shut();
    }

    @Override
    public void ground(float x, float y, float width, float height) throws IOException {
        drawn().open(
                        "ofd:PathObject",
                        "ID",
                        id(),
                        "Boundary",
                        box(x, y, width, height),
                        "Stroke",
                        "false",
                        "Fill",
                        "true")
                .empty("ofd:FillColor", "Value", "%d %d %d".formatted(Ground.RED, Ground.GREEN, Ground.BLUE))
                .element(
                        "ofd:AbbreviatedData", "M 0 0 L %1$s 0 L %1$s %2$s L 0 %2$s C".formatted(mm(width), mm(height)))
                .shut();
    }

    @Override
    public void text(List<Typefaces.Run> runs, float size, float x, float y) throws IOException {
        var from = x;
        for (var run : runs) {
            var length = run.width() * size;
            text(run, size, from, y, length);
            from += length;
        }
    }

    private void text(Typefaces.Run run, float size, float x, float y, float length) throws IOException {
        var face = run.face();
        var used = fonts.computeIfAbsent(face, _ -> new Used(++ids));
        var characters = run.text().codePoints().toArray();
        var steps = new ArrayList<String>();
        for (var character : characters) {
            used.characters.add(character);
            if (steps.size() < characters.length - 1) {
                steps.add(mm(face.width(character) * size));
            }
        }
        var above = face.ascent() * size;
        var xml = drawn();
        xml.open(
                "ofd:TextObject",
                "ID",
                id(),
                "Boundary",
                box(x, y - above, length, above + face.descent() * size),
                "Font",
                String.valueOf(used.id),
                "Size",
                mm(size));
        xml.empty("ofd:FillColor", "Value", BLACK);
        if (steps.isEmpty()) {
            xml.open("ofd:TextCode", "X", "0", "Y", mm(above));
        } else {
            xml.open("ofd:TextCode", "X", "0", "Y", mm(above), "DeltaX", String.join(" ", steps));
        }
        xml.text(run.text()).shut().shut();
    }

    private Xml drawn() {
        if (page == null) {
            throw new IllegalStateException("There is no page yet");
        }
        return page;
    }

    /** Ends the file. */
    @Override
    public void close() throws IOException {
        try (zip) {
            endPage();
            for (var font : fonts.entrySet()) {
                zip.putNextEntry(new ZipEntry("Doc_0/Res/" + file(font.getValue())));
                zip.write(cut(font.getKey(), font.getValue().characters));
                zip.closeEntry();
            }
            part("Doc_0/PublicRes.xml", this::resources);
            part("Doc_0/Document.xml", this::document);
            part("OFD.xml", this::root);
        }
    }

    private interface Part {
        void write(Xml xml) throws IOException;
    }

    private void part(String name, Part part) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        try (var xml = new Xml(zip)) {
            part.write(xml);
        }
        zip.closeEntry();
    }

    private static String file(Used font) {
        return "font_%d.ttf".formatted(font.id);
    }

    /** The rare characters beyond the first plane cannot be cut out: the face that has them goes in whole. */
    private static byte[] cut(Typeface face, Set<Integer> characters) throws IOException {
        try (var font = face.read()) {
            if (characters.stream().anyMatch(character -> character > Character.MAX_VALUE)) {
                return font.getOriginalData().readAllBytes();
            }
            var subset = new TTFSubsetter(font);
            characters.forEach(subset::add);
            var bytes = new ByteArrayOutputStream();
            subset.writeToStream(bytes);
            return bytes.toByteArray();
        }
    }

    private void resources(Xml xml) throws IOException {
        xml.open("ofd:Res", "xmlns:ofd", OFD, "BaseLoc", "Res").open("ofd:Fonts");
        for (var font : fonts.entrySet()) {
            xml.open(
                            "ofd:Font",
                            "ID",
                            String.valueOf(font.getValue().id),
                            "FontName",
                            font.getKey().name(),
                            "FamilyName",
                            font.getKey().name(),
                            "Charset",
                            "unicode")
                    .element("ofd:FontFile", file(font.getValue()))
                    .shut();
        }
        xml.shut().shut();
    }

    private void document(Xml xml) throws IOException {
        xml.open("ofd:Document", "xmlns:ofd", OFD).open("ofd:CommonData");
        xml.element("ofd:MaxUnitID", String.valueOf(ids));
        xml.open("ofd:PageArea")
                .element("ofd:PhysicalBox", box(0, 0, width, height))
                .shut();
        xml.element("ofd:PublicRes", "PublicRes.xml").shut().open("ofd:Pages");
        for (var number = 0; number < pages.size(); number++) {
            xml.empty(
                    "ofd:Page",
                    "ID",
                    String.valueOf(pages.get(number)),
                    "BaseLoc",
                    "Pages/Page_%d/Content.xml".formatted(number));
        }
        xml.shut().open("ofd:Outlines");
        for (var bookmark : bookmarks) {
            xml.open("ofd:OutlineElem", "Title", bookmark.title())
                    .open("ofd:Actions")
                    .open("ofd:Action", "Event", "CLICK")
                    .open("ofd:Goto")
                    .empty("ofd:Dest", "Type", "Fit", "PageID", String.valueOf(bookmark.page()))
                    .shut()
                    .shut()
                    .shut()
                    .shut();
        }
        xml.shut().shut();
    }

    private void root(Xml xml) throws IOException {
        xml.open("ofd:OFD", "xmlns:ofd", OFD, "Version", "1.0", "DocType", "OFD")
                .open("ofd:DocBody")
                .open("ofd:DocInfo")
                .element("ofd:DocID", UUID.randomUUID().toString().replace("-", ""))
                .element("ofd:Title", title)
                .element("ofd:Creator", "Gongkai")
                .shut()
                .element("ofd:DocRoot", "Doc_0/Document.xml")
                .shut()
                .shut();
    }

    private String id() {
        return String.valueOf(++ids);
    }

    private static String box(float x, float y, float width, float height) {
        return "%s %s %s %s".formatted(mm(x), mm(y), mm(width), mm(height));
    }

    /** A length in millimeters, to a thousandth. */
    private static String mm(float points) {
        return String.valueOf(Math.round(points * MM * 1000) / 1000.0);
    }
}
