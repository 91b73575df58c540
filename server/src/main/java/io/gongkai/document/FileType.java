package io.gongkai.document;

import io.gongkai.shared.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.tika.Tika;
import org.jspecify.annotations.Nullable;

/**
 * What a file is, by its bytes and its name together. The ending of the name says what the sender means it to be; the bytes must
 * bear that out. What is neither on the list nor what it says it is, is refused.
 */
sealed interface FileType {

    record Known(String mediaType) implements FileType {}

    record Refused(Refusal ground) implements FileType {}

    /**
     * A kind of file that may be attached.
     *
     * @param sniffed types that the bytes alone may show; archives and office containers are looked into further
     * @param inside an entry that a container of this kind must have; null for files that are no containers
     */
    record Allowed(
            String mediaType, Set<String> sniffed, @Nullable String inside) {}

    Map<String, Allowed> ALLOWED = Map.ofEntries(
            Map.entry("pdf", plain("application/pdf")),
            Map.entry("png", plain("image/png")),
            Map.entry("jpg", plain("image/jpeg")),
            Map.entry("jpeg", plain("image/jpeg")),
            Map.entry("gif", plain("image/gif")),
            Map.entry("webp", plain("image/webp")),
            Map.entry("txt", new Allowed("text/plain", Set.of("text/plain"), null)),
            Map.entry("csv", new Allowed("text/csv", Set.of("text/plain"), null)),
            Map.entry(
                    "docx",
                    zip(
                            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                            "word/document.xml")),
            Map.entry(
                    "xlsx",
                    zip("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xl/workbook.xml")),
            Map.entry(
                    "pptx",
                    zip(
                            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                            "ppt/presentation.xml")),
            Map.entry("ofd", zip("application/ofd", "OFD.xml")),
            Map.entry("doc", ole("application/msword", "WordDocument")),
            Map.entry("xls", ole("application/vnd.ms-excel", "Workbook")));

    Tika TIKA = new Tika();

    /** Most entries that an honest office file has; more is a trap. */
    int MOST_ENTRIES = 10_000;

    static FileType of(String name, byte[] bytes) {
        var dot = name.lastIndexOf('.');
        var ending = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        var allowed = ALLOWED.get(ending);
        if (allowed == null) {
            return refused(
                    ending.matches("(doc|dot|xls|xlt|xla|ppt|pot|ppa|pps)m|xlsb")
                            ? "document.attachment.macros"
                            : "document.attachment.type",
                    name);
        }
        var sniffed = TIKA.detect(bytes);
        if (allowed.sniffed().contains("text/plain")
                && sniffed.equals("application/octet-stream")
                && PlainText.isOldChinese(bytes)) {
            return new Known(allowed.mediaType());
        }
        if (!allowed.sniffed().contains(sniffed)) {
            return refused("document.attachment.mismatch", name);
        }
        if (allowed.inside() == null) {
            return new Known(allowed.mediaType());
        }
        return sniffed.equals("application/x-tika-msoffice")
                ? insideOle(name, allowed, bytes)
                : insideZip(name, allowed, bytes);
    }

    /** Looks into the list of an archive's entries; nothing is unpacked. */
    private static FileType insideZip(String name, Allowed allowed, byte[] bytes) {
        try (var zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes))
                .get()) {
            var entries = Collections.list(zip.getEntries()).stream()
                    .map(entry -> entry.getName().toLowerCase(Locale.ROOT))
                    .limit(MOST_ENTRIES + 1)
                    .toList();
            if (entries.size() > MOST_ENTRIES
                    || !entries.contains(String.valueOf(allowed.inside()).toLowerCase(Locale.ROOT))) {
                return refused("document.attachment.mismatch", name);
            }
            var active = List.of("vbaproject.bin", "vbadata.xml", "/activex/", ".exe", ".js", ".vbs", ".dll");
            if (entries.stream().anyMatch(entry -> active.stream().anyMatch(entry::contains))) {
                return refused("document.attachment.macros", name);
            }
            return new Known(allowed.mediaType());
        } catch (IOException e) {
            return refused("document.attachment.mismatch", name);
        }
    }

    /** Old office files keep the names of their streams in UTF-16; a macro project is a stream among them. */
    private static FileType insideOle(String name, Allowed allowed, byte[] bytes) {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.contains(wide("_VBA_PROJECT")) || text.contains(wide("Macros"))) {
            return refused("document.attachment.macros", name);
        }
        return text.contains(wide(String.valueOf(allowed.inside())))
                ? new Known(allowed.mediaType())
                : refused("document.attachment.mismatch", name);
    }

    private static String wide(String word) {
        return new String(word.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
    }

    private static Refused refused(String code, String name) {
        return new Refused(Refusal.at("attachment", code, name));
    }

    private static Allowed plain(String mediaType) {
        return new Allowed(mediaType, Set.of(mediaType), null);
    }

    private static Allowed zip(String mediaType, String inside) {
        return new Allowed(mediaType, Set.of("application/zip", "application/x-tika-ooxml"), inside);
    }

    private static Allowed ole(String mediaType, String inside) {
        return new Allowed(mediaType, Set.of("application/x-tika-msoffice"), inside);
    }
}
