package io.gongkai.document;

import java.util.Locale;

/** The files that a form is handed out as. */
public enum FormFormat {
    PDF("application/pdf"),
    /** The fixed layout that China's offices exchange (GB/T 33190-2016). */
    OFD("application/ofd"),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    CSV("text/csv;charset=UTF-8");

    private final String mediaType;

    FormFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** As the file's name ends, without the dot. */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when no file ends so */
    public static FormFormat of(String extension) {
        return valueOf(extension.toUpperCase(Locale.ROOT));
    }

    /** Whether it has pages, so that the paper makes a difference. */
    public boolean isPaged() {
        return this != CSV;
    }
}
