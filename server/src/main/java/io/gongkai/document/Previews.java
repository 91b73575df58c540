package io.gongkai.document;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.springframework.stereotype.Component;

/**
 * Draws the beginning out of tables and texts. However large or cunning a file is, it costs a bounded amount of time and memory,
 * and what was drawn once is kept for a while: anybody may ask for it.
 */
@Component
public class Previews {

    static final String PDF = "application/pdf";
    static final String TXT = "text/plain";
    static final String CSV = "text/csv";
    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    static final String DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private static final int ROWS = 50;
    private static final int COLUMNS = 12;
    private static final int LONGEST_CELL = 120;
    private static final int PARAGRAPHS = 60;
    private static final int LONGEST_TEXT = 6000;
    private static final int KEPT = 64;

    private final Cache<String, Preview> drawn =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    /**
     * @param sha256 of the bytes, under which the preview is kept
     * @param bytes asked for only where it was not drawn before
     */
    public Preview of(String mediaType, String sha256, Supplier<byte[]> bytes) {
        return mediaType.equals(PDF)
                ? new Preview.Paper()
                : drawn.get(mediaType + " " + sha256, _ -> draw(mediaType, bytes.get()));
    }

    private static Preview draw(String mediaType, byte[] bytes) {
        try {
            return switch (mediaType) {
                case XLSX, CSV -> table(TableFile.beginning(bytes, ROWS + 1, COLUMNS + 1));
                case TXT -> words(PlainText.read(bytes).lines().toList());
                case DOCX -> words(paragraphs(bytes));
                default -> new Preview.Nothing();
            };
        } catch (IOException
                | UncheckedIOException
                | XMLStreamException
                | IllegalArgumentException
                | IllegalStateException
                | ExcelReaderException e) {
            return new Preview.Nothing(); // not what its name says after all: it can still be saved
        }
    }

    private static Preview table(List<List<String>> beginning) {
        var rows = beginning.stream()
                .limit(ROWS)
                .map(row -> row.stream()
                        .limit(COLUMNS)
                        .map(cell -> cut(cell, LONGEST_CELL))
                        .toList())
                .toList();
        var more = beginning.size() > ROWS || beginning.stream().anyMatch(row -> row.size() > COLUMNS);
        return rows.stream().allMatch(row -> row.stream().allMatch(String::isEmpty))
                ? new Preview.Nothing()
                : new Preview.Table(rows, more);
    }

    private static Preview words(List<String> lines) {
        var shown = new ArrayList<String>();
        var length = 0;
        var more = false;
        for (var line : lines) {
            var text = line.strip();
            if (text.isEmpty()) {
                continue;
            }
            if (shown.size() == PARAGRAPHS || length >= LONGEST_TEXT) {
                more = true;
                break;
            }
            more |= text.length() > LONGEST_TEXT - length;
            shown.add(cut(text, LONGEST_TEXT - length));
            length += text.length();
        }
        return shown.isEmpty() ? new Preview.Nothing() : new Preview.Words(shown, more);
    }

    /** The paragraphs at the beginning of a Word file, in their order, those of tables among them. */
    private static List<String> paragraphs(byte[] bytes) throws IOException, XMLStreamException {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        var found = new ArrayList<String>();
        var length = 0;
        var paragraph = new StringBuilder();
        try (var archive = new OfficeArchive(bytes);
                var in = archive.open("word/document.xml")) {
            var xml = factory.createXMLStreamReader(in);
            var text = false;
            while (xml.hasNext() && found.size() <= PARAGRAPHS * 2 && length <= LONGEST_TEXT * 2) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        switch (xml.getLocalName()) {
                            case "t" -> text = true;
                            case "tab", "br", "cr" -> paragraph.append(' ');
                            default -> {}
                        }
                    }
                    case XMLStreamConstants.CHARACTERS -> {
                        if (text && paragraph.length() <= LONGEST_TEXT) {
                            paragraph.append(xml.getText());
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        switch (xml.getLocalName()) {
                            case "t" -> text = false;
                            case "p" -> {
                                found.add(paragraph.toString());
                                length += paragraph.length();
                                paragraph.setLength(0);
                            }
                            default -> {}
                        }
                    }
                    default -> {}
                }
            }
        }
        return found;
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, longest))) + "…";
    }
}
