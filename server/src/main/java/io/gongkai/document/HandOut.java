package io.gongkai.document;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Hands a stored file to a browser as what it was sniffed to be. Pictures, text and PDF may be shown in the browser, everything
 * else is saved; in no case does anything in it run under our name.
 */
public final class HandOut {

    private static final String PDF = "application/pdf";
    private static final Set<String> SHOWN =
            Set.of(PDF, "image/png", "image/jpeg", "image/gif", "image/webp", "text/plain");

    /** No script, no fetching, no form, no origin of its own. */
    private static final String LOCKED_UP = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    /** Browsers refuse to read a PDF in a sandbox; their reader runs nothing under our name without one either. */
    private static final String READ_ONLY =
            "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'";

    /** For whoever may read it now: nothing keeps it. */
    public static ResponseEntity<byte[]> of(Attachment file, byte[] bytes) {
        return of(file.name(), file.mediaType(), bytes, CacheControl.noStore(), file.sha256());
    }

    /** @param sha256 of the bytes: an answer to "changed?" that costs nothing */
    public static ResponseEntity<byte[]> of(
            String name, String mediaType, byte[] bytes, CacheControl cache, String sha256) {
        var disposition = SHOWN.contains(mediaType) ? ContentDisposition.inline() : ContentDisposition.attachment();
        return ResponseEntity.ok()
                .contentType(type(mediaType, bytes))
                .contentLength(bytes.length)
                .cacheControl(cache)
                .eTag("\"" + sha256 + "\"")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", mediaType.equals(PDF) ? READ_ONLY : LOCKED_UP)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        disposition
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(bytes);
    }

    private static MediaType type(String mediaType, byte[] bytes) {
        var type = MediaType.parseMediaType(mediaType);
        return type.getType().equals("text") ? new MediaType(type, PlainText.charsetOf(bytes)) : type;
    }

    private HandOut() {}
}
