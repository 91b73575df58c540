package io.gongkai.document;

import java.util.List;

/** What a page can show of a file, so that nobody needs the program it was written with. */
public sealed interface Preview {

    /** How a file can be looked at, by its type alone. */
    enum Kind {
        /** The browser shows the file itself as a picture. */
        PICTURE,
        /** The browser reads the file itself; see {@link Paper}. */
        PAPER,
        /** The beginning can be drawn out of the file. */
        EXCERPT,
        NONE
    }

    /** A PDF: the browser's own reader shows it. */
    record Paper() implements Preview {}

    /**
     * The beginning of a table.
     *
     * @param more the file holds more rows or columns than these
     */
    record Table(List<List<String>> rows, boolean more) implements Preview {}

    /**
     * The beginning of a text.
     *
     * @param more the file goes on
     */
    record Words(List<String> paragraphs, boolean more) implements Preview {}

    /** Nothing can be drawn out of it: it has to be saved and opened. */
    record Nothing() implements Preview {}

    static Kind kind(String mediaType) {
        return switch (mediaType) {
            case "image/png", "image/jpeg", "image/gif", "image/webp" -> Kind.PICTURE;
            case Previews.PDF -> Kind.PAPER;
            case Previews.XLSX, Previews.DOCX, Previews.CSV, Previews.TXT -> Kind.EXCERPT;
            default -> Kind.NONE;
        };
    }
}
