package io.gongkai.document;

/**
 * Text as pasted from Word, WPS or Excel, cleaned: headings, paragraphs, lists, tables (with spans), emphasis and links
 * stay; scripts, styles, event handlers, remote images, comments and office markup go.
 *
 * @param html safe to put on a page as it stands; {@link #clean} is the only way to get one from foreign text
 */
public record RichText(String html) {

    public static RichText clean(String pasted) {
        throw new UnsupportedOperationException("stub");
    }

    /** The words alone, blocks separated by line breaks, for search and for comparing. */
    public String plain() {
        throw new UnsupportedOperationException("stub");
    }
}
