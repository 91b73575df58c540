package io.gongkai.document;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageFitDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;
import org.jspecify.annotations.Nullable;

/** Pages of a PDF. They wait in a temporary file, so that a book of a thousand costs no more memory than a leaf. */
final class PdfCanvas implements Canvas, AutoCloseable {

    private final PDDocument document = new PDDocument(IOUtils.createTempFileOnlyStreamCache());
    private final PDDocumentOutline bookmarks = new PDDocumentOutline();
    private final Map<Typeface, PDType0Font> fonts = new HashMap<>();
    private @Nullable PDPage page;
    private @Nullable PDPageContentStream content;

    PdfCanvas(String title) {
        document.getDocumentInformation().setTitle(title);
        document.getDocumentInformation().setCreator("Gongkai");
        var catalog = document.getDocumentCatalog();
        catalog.setLanguage("zh-CN");
        catalog.setDocumentOutline(bookmarks);
        var preferences = new PDViewerPreferences(catalog.getCOSObject());
        preferences.setDisplayDocTitle(true);
        catalog.setViewerPreferences(preferences);
    }

    @Override
    public void page(float width, float height) throws IOException {
        if (content != null) {
            content.close();
        }
        page = new PDPage(new PDRectangle(width, height));
        document.addPage(page);
        content = new PDPageContentStream(document, page);
    }

    @Override
    public void bookmark(String title) {
        var destination = new PDPageFitDestination();
        destination.setPage(page);
        var item = new PDOutlineItem();
        item.setTitle(title);
        item.setDestination(destination);
        bookmarks.addLast(item);
    }

    @Override
    public void line(float x1, float y1, float x2, float y2, float width) throws IOException {
        var drawn = content();
        drawn.setLineWidth(width);
        drawn.setLineCapStyle(2);
        drawn.moveTo(x1, up(y1));
        drawn.lineTo(x2, up(y2));
        drawn.stroke();
    }

    @Override
    public void ground(float x, float y, float width, float height) throws IOException {
        var drawn = content();
        drawn.setNonStrokingColor(Ground.RED / 255f, Ground.GREEN / 255f, Ground.BLUE / 255f);
        drawn.addRect(x, up(y + height), width, height);
        drawn.fill();
        drawn.setNonStrokingColor(0f);
    }

    @Override
    public void text(List<Typefaces.Run> runs, float size, float x, float y) throws IOException {
        var drawn = content();
        drawn.beginText();
        drawn.newLineAtOffset(x, up(y));
        for (var run : runs) {
            drawn.setFont(font(run.face()), size);
            drawn.showText(run.text());
        }
        drawn.endText();
    }

    /** Only what was drawn with it goes into the file. */
    private PDType0Font font(Typeface face) throws IOException {
        var font = fonts.get(face);
        if (font == null) {
            font = PDType0Font.load(document, face.read(), true);
            fonts.put(face, font);
        }
        return font;
    }

    private float up(float y) {
        return page == null ? y : page.getMediaBox().getHeight() - y;
    }

    private PDPageContentStream content() {
        if (content == null) {
            throw new IllegalStateException("There is no page yet");
        }
        return content;
    }

    void writeTo(OutputStream out) throws IOException {
        if (content != null) {
            content.close();
            content = null;
        }
        document.save(out);
    }

    @Override
    public void close() throws IOException {
        document.close();
    }
}
