package io.gongkai.document;

import io.gongkai.document.FormPages.Page;
import io.gongkai.document.FormPages.Placed;
import io.gongkai.document.PrintedForm.Cell;
import io.gongkai.document.PrintedForm.Look;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Forms as an Office Open XML text, one in a section. The XML is written as it comes, because what builds such a file in memory
 * holds some hundred thousand cells of a county's book all at once. Every page has a table of its own with the whole header,
 * so that no office program has to find out where the form turns.
 */
final class FormWordFile {

    private static final String W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private static final String R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

    /** A column of upright words is made so narrow that one character fits on a line, which every office program obeys. */
    private static final float UPRIGHT = FormPages.HEADING_SIZE + 2;

    /** A page has so much more room than was counted on, as office programs add the rules to the rows. */
    private static final float SLACK = 20;

    private final Paper paper;
    private final ZipOutputStream zip;

    private FormWordFile(Paper paper, ZipOutputStream zip) {
        this.paper = paper;
        this.zip = zip;
    }

    static void write(String title, Iterator<PrintedForm> forms, Paper paper, OutputStream out) throws IOException {
        try (var zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            var file = new FormWordFile(paper, zip);
            file.frame();
            var first = forms.next();
            file.styles();
            file.footer(first, forms.hasNext() ? "SECTIONPAGES" : "NUMPAGES");
            file.properties(title);
            file.body(first, forms);
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

    private void frame() throws IOException {
        part("[Content_Types].xml", xml -> {
            xml.open("Types", "xmlns", "http://schemas.openxmlformats.org/package/2006/content-types");
            xml.empty(
                    "Default",
                    "Extension",
                    "rels",
                    "ContentType",
                    "application/vnd.openxmlformats-package.relationships+xml");
            xml.empty("Default", "Extension", "xml", "ContentType", "application/xml");
            type(xml, "/word/document.xml", TYPE + "document.main+xml");
            type(xml, "/word/styles.xml", TYPE + "styles+xml");
            type(xml, "/word/footer1.xml", TYPE + "footer+xml");
            type(xml, "/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
            xml.shut();
        });
        part("_rels/.rels", xml -> {
            relationships(xml);
            relationship(xml, "rId1", R + "/officeDocument", "word/document.xml");
            relationship(
                    xml,
                    "rId2",
                    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                    "docProps/core.xml");
            xml.shut();
        });
        part("word/_rels/document.xml.rels", xml -> {
            relationships(xml);
            relationship(xml, "rId1", R + "/styles", "styles.xml");
            relationship(xml, "rId2", R + "/footer", "footer1.xml");
            xml.shut();
        });
    }

    private static void type(Xml xml, String part, String type) throws IOException {
        xml.empty("Override", "PartName", part, "ContentType", type);
    }

    private static void relationships(Xml xml) throws IOException {
        xml.open("Relationships", "xmlns", "http://schemas.openxmlformats.org/package/2006/relationships");
    }

    private static void relationship(Xml xml, String id, String type, String target) throws IOException {
        xml.empty("Relationship", "Id", id, "Type", type, "Target", target);
    }

    private void properties(String title) throws IOException {
        part(
                "docProps/core.xml",
                xml -> xml.open(
                                "cp:coreProperties",
                                "xmlns:cp",
                                "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
                                "xmlns:dc",
                                "http://purl.org/dc/elements/1.1/")
                        .element("dc:title", title)
                        .element("dc:creator", "Gongkai")
                        .element("dc:language", "zh-CN")
                        .shut());
    }

    private void styles() throws IOException {
        part("word/styles.xml", xml -> {
            xml.open("w:styles", "xmlns:w", W);
            xml.open("w:docDefaults").open("w:rPrDefault").open("w:rPr");
            faces(xml, OfficeFaces.SONG);
            size(xml, FormPages.SIZE);
            xml.empty("w:lang", "w:val", "en-US", "w:eastAsia", "zh-CN");
            xml.shut().shut().empty("w:pPrDefault").shut();
            style(xml, "form", OfficeFaces.SONG, FormPages.SIZE, "left", true);
            style(xml, "title", OfficeFaces.SONG, FormPages.TITLE_SIZE, "center", false);
            style(xml, "fields", OfficeFaces.SONG, FormPages.FIELD_SIZE, "left", false);
            style(xml, "heading", OfficeFaces.HEI, FormPages.HEADING_SIZE, "center", false);
            style(xml, "figure", OfficeFaces.SONG, FormPages.SIZE, "center", false);
            style(xml, "turn", OfficeFaces.SONG, 1, "left", false);
            style(xml, "folio", OfficeFaces.SONG, FormPages.FOLIO_SIZE, "center", false);
            xml.shut();
        });
    }

    private void style(Xml xml, String name, String face, float size, String side, boolean byDefault)
            throws IOException {
        if (byDefault) {
            xml.open("w:style", "w:type", "paragraph", "w:default", "1", "w:styleId", name);
        } else {
            xml.open("w:style", "w:type", "paragraph", "w:customStyle", "1", "w:styleId", name);
        }
        xml.empty("w:name", "w:val", byDefault ? "Normal" : "form " + name);
        if (!byDefault) {
            xml.empty("w:basedOn", "w:val", "form");
        }
        xml.open("w:pPr");
        xml.empty("w:snapToGrid", "w:val", "0");
        xml.empty("w:spacing", "w:before", "0", "w:after", "0", "w:line", "240", "w:lineRule", "auto");
        xml.empty("w:jc", "w:val", side);
        if (name.equals("title")) {
            xml.empty("w:outlineLvl", "w:val", "0");
        }
        xml.shut().open("w:rPr");
        faces(xml, face);
        if (name.equals("title")) {
            xml.empty("w:b");
        }
        size(xml, size);
        xml.shut().shut();
    }

    private static void faces(Xml xml, String face) throws IOException {
        xml.empty("w:rFonts", "w:ascii", face, "w:eastAsia", face, "w:hAnsi", face, "w:cs", face);
    }

    /** In half points. */
    private void size(Xml xml, float points) throws IOException {
        var half = String.valueOf(Math.max(1, Math.round(points * paper.scale() * 2)));
        xml.empty("w:sz", "w:val", half).empty("w:szCs", "w:val", half);
    }

    /** @param count the field that counts a form's pages: those of its section, which not every program knows, or all */
    private void footer(PrintedForm form, String count) throws IOException {
        var words = form.folio().split("%s", -1);
        var pages = new FormPages(form).pages().size();
        part("word/footer1.xml", xml -> {
            xml.open("w:ftr", "xmlns:w", W).open("w:p");
            xml.open("w:pPr").empty("w:pStyle", "w:val", "folio").shut();
            run(xml, words[0]);
            field(xml, "PAGE", 1);
            run(xml, words[1]);
            field(xml, count, pages);
            run(xml, words[2]);
            xml.shut().shut();
        });
    }

    /** @param shown by programs that do not count themselves */
    private static void field(Xml xml, String what, int shown) throws IOException {
        xml.open("w:fldSimple", "w:instr", what);
        run(xml, String.valueOf(shown));
        xml.shut();
    }

    private void body(PrintedForm first, Iterator<PrintedForm> further) throws IOException {
        part("word/document.xml", xml -> {
            xml.open("w:document", "xmlns:w", W, "xmlns:r", R).open("w:body");
            var form = first;
            while (true) {
                var last = !further.hasNext();
                form(xml, form, last);
                if (last) {
                    break;
                }
                form = further.next();
            }
            section(xml, new FormPages(form));
            xml.shut().shut();
        });
    }

    /** @param last whose section is the document's own; each other ends with a paragraph that carries it */
    private void form(Xml xml, PrintedForm form, boolean last) throws IOException {
        var laidOut = new FormPages(form);
        paragraph(xml, "title", form.title(), FormPages.TITLE, null);
        fields(xml, form, laidOut);
        for (var page : laidOut.pages()) {
            if (!laidOut.isFirst(page)) {
                turn(xml);
            }
            table(xml, form, laidOut, page);
        }
        for (var note : form.notes().subList(0, form.notes().size() - 1)) {
            paragraph(xml, "form", note, FormPages.NOTE, null);
        }
        paragraph(xml, "form", form.notes().getLast(), FormPages.NOTE, last ? null : laidOut);
    }

    /** @param ended what the section that ends with it holds; null where none ends */
    private void paragraph(Xml xml, String style, String text, float height, @Nullable FormPages ended)
            throws IOException {
        xml.open("w:p").open("w:pPr").empty("w:pStyle", "w:val", style);
        xml.empty("w:spacing", "w:line", twips(height), "w:lineRule", "exact");
        if (ended != null) {
            section(xml, ended);
        }
        xml.shut();
        run(xml, text);
        xml.shut();
    }

    /** The first begins at the left, the others stand evenly further on. */
    private void fields(Xml xml, PrintedForm form, FormPages laidOut) throws IOException {
        var step = laidOut.tableWidth() / form.fields().size();
        xml.open("w:p").open("w:pPr").empty("w:pStyle", "w:val", "fields").open("w:tabs");
        for (var field = 1; field < form.fields().size(); field++) {
            xml.empty("w:tab", "w:val", "left", "w:pos", twips(step * field + step / 4));
        }
        xml.shut().empty("w:spacing", "w:line", twips(FormPages.FIELDS), "w:lineRule", "exact");
        xml.shut();
        for (var field = 0; field < form.fields().size(); field++) {
            if (field > 0) {
                xml.open("w:r").empty("w:tab").shut();
            }
            run(xml, form.fields().get(field));
        }
        xml.shut();
    }

    private static void turn(Xml xml) throws IOException {
        xml.open("w:p").open("w:pPr").empty("w:pStyle", "w:val", "turn").empty("w:pageBreakBefore");
        xml.empty("w:spacing", "w:line", "20", "w:lineRule", "exact").shut().shut();
    }

    private void table(Xml xml, PrintedForm form, FormPages laidOut, Page page) throws IOException {
        xml.open("w:tbl").open("w:tblPr");
        xml.empty("w:tblW", "w:w", twips(laidOut.tableWidth()), "w:type", "dxa");
        xml.empty("w:jc", "w:val", "center").open("w:tblBorders");
        for (var side : new String[] {"top", "left", "bottom", "right", "insideH", "insideV"}) {
            var eighths = side.startsWith("inside") ? "4" : "8";
            xml.empty("w:" + side, "w:val", "single", "w:sz", eighths, "w:space", "0", "w:color", "000000");
        }
        xml.shut().empty("w:tblLayout", "w:type", "fixed").open("w:tblCellMar");
        margins(xml, FormPages.PADDING);
        xml.shut().shut().open("w:tblGrid");
        for (var column = 0; column < form.columns().size(); column++) {
            xml.empty("w:gridCol", "w:w", twips(laidOut.width(column)));
        }
        xml.shut();
        var header = new Placed[form.headerLines()][form.columns().size()];
        form.header().forEach(cell -> cover(header, new Placed(cell, cell.line(), cell.lines())));
        var lines = new float[header.length];
        Arrays.fill(lines, FormPages.HEADER_LINE);
        for (var line = 0; line < header.length; line++) {
            row(xml, laidOut, header, line, lines, true);
        }
        var body = new Placed[page.end() - page.first()][form.columns().size()];
        laidOut.body(page).forEach(placed -> cover(body, placed));
        var heights = new float[body.length];
        for (var row = 0; row < heights.length; row++) {
            heights[row] = laidOut.height(page.first() + row);
        }
        for (var row = 0; row < body.length; row++) {
            row(xml, laidOut, body, row, heights, false);
        }
        xml.shut();
    }

    private static void cover(Placed[][] grid, Placed placed) {
        for (var row = placed.row(); row < placed.row() + placed.rows(); row++) {
            for (var column = placed.cell().at();
                    column < placed.cell().at() + placed.cell().width();
                    column++) {
                grid[row][column] = placed;
            }
        }
    }

    private void row(Xml xml, FormPages laidOut, Placed[][] grid, int row, float[] heights, boolean header)
            throws IOException {
        xml.open("w:tr").open("w:trPr").empty("w:cantSplit");
        xml.empty("w:trHeight", "w:val", twips(heights[row]), "w:hRule", "atLeast");
        if (header) {
            xml.empty("w:tblHeader");
        }
        xml.shut();
        for (var column = 0; column < grid[row].length; ) {
            var placed = grid[row][column];
            var height = 0f;
            for (var line = placed.row(); line < placed.row() + placed.rows(); line++) {
                height += heights[line];
            }
            cell(xml, laidOut, placed, placed.row() == row, height);
            column += placed.cell().width();
        }
        xml.shut();
    }

    /** @param begins whether it is the uppermost row of the place; the others only say that it goes on */
    private void cell(Xml xml, FormPages laidOut, Placed placed, boolean begins, float height) throws IOException {
        var cell = placed.cell();
        var width = laidOut.width(cell.at(), cell.width());
        var block = laidOut.block(cell, width, height);
        xml.open("w:tc").open("w:tcPr").empty("w:tcW", "w:w", twips(width), "w:type", "dxa");
        if (cell.width() > 1) {
            xml.empty("w:gridSpan", "w:val", String.valueOf(cell.width()));
        }
        if (placed.rows() > 1) {
            if (begins) {
                xml.empty("w:vMerge", "w:val", "restart");
            } else {
                xml.empty("w:vMerge");
            }
        }
        if (cell.marked()) {
            xml.empty("w:shd", "w:val", "clear", "w:color", "auto", "w:fill", Ground.hex());
        }
        var upright = cell.look() == Look.GROUP && FormPages.isUpright(cell.text(), height);
        if (upright || cell.look() == Look.HEADING || cell.look() == Look.FIGURE) {
            xml.open("w:tcMar");
            margins(xml, upright ? (width - UPRIGHT) / 2 : sides(block, width));
            xml.shut();
        }
        xml.empty("w:vAlign", "w:val", "center").shut();
        xml.open("w:p").open("w:pPr").empty("w:pStyle", "w:val", style(cell)).shut();
        if (begins) {
            run(
                    xml,
                    cell.printed(),
                    cell.look() == Look.REMARK || cell.look() == Look.FIGURE && block.size() < FormPages.SIZE
                            ? block.size()
                            : 0);
        }
        xml.shut().shut();
    }

    /** Words of several lines are held so narrow that they break where they do on every other paper. */
    private static float sides(FormPages.Block block, float width) {
        var longest =
                block.lines().stream().map(Lines::width).max(Float::compare).orElse(0f);
        return block.lines().size() == 1 ? 0 : Math.max(0, (width - longest * block.size() - 2) / 2);
    }

    private static String style(Cell cell) {
        return switch (cell.look()) {
            case HEADING, GROUP -> "heading";
            case FIGURE -> "figure";
            case LABEL, REMARK -> "form";
        };
    }

    private void margins(Xml xml, float points) throws IOException {
        xml.empty("w:left", "w:w", twips(points), "w:type", "dxa");
        xml.empty("w:right", "w:w", twips(points), "w:type", "dxa");
    }

    private static void run(Xml xml, String text) throws IOException {
        if (!text.isEmpty()) {
            xml.open("w:r")
                    .open("w:t", "xml:space", "preserve")
                    .text(text)
                    .shut()
                    .shut();
        }
    }

    /** @param size in points, 0 for that of the style */
    private void run(Xml xml, String text, float size) throws IOException {
        if (size == 0 || text.isEmpty()) {
            run(xml, text);
            return;
        }
        xml.open("w:r").open("w:rPr");
        size(xml, size);
        xml.shut().open("w:t", "xml:space", "preserve").text(text).shut().shut();
    }

    /** Each form counts its own pages. */
    private void section(Xml xml, FormPages laidOut) throws IOException {
        var side = (Paper.A3.width() - laidOut.tableWidth()) / 2;
        xml.open("w:sectPr").empty("w:footerReference", "w:type", "default", "r:id", "rId2");
        xml.empty("w:type", "w:val", "nextPage");
        xml.empty(
                "w:pgSz",
                "w:w",
                String.valueOf(Math.round(paper.width() * 20)),
                "w:h",
                String.valueOf(Math.round(paper.height() * 20)),
                "w:orient",
                "landscape");
        xml.empty(
                "w:pgMar",
                "w:top",
                twips(FormPages.TOP),
                "w:right",
                twips(side),
                "w:bottom",
                twips(FormPages.BOTTOM - SLACK),
                "w:left",
                twips(side),
                "w:header",
                twips(20),
                "w:footer",
                twips(14),
                "w:gutter",
                "0");
        xml.empty("w:pgNumType", "w:start", "1").shut();
    }

    /** Of a length on A3: in twentieths of a point on the paper. */
    private String twips(float points) {
        return String.valueOf(Math.round(points * paper.scale() * 20));
    }
}
