package io.gongkai.portal.web;

import gg.jte.Content;
import io.gongkai.account.OpenToAll;
import io.gongkai.document.RichText;
import io.gongkai.portal.Portal;
import io.gongkai.portal.PublishedMatter;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** A publication and its files. What was withdrawn or has expired says so and shows nothing else. */
@Controller
@OpenToAll
class PublicationPages {

    /** Shown in the browser; everything else is saved, so that no file of ours runs under our name. */
    private static final Set<String> SHOWN_INLINE =
            Set.of("application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "text/plain");

    private final Portal portal;

    PublicationPages(Portal portal) {
        this.portal = portal;
    }

    @GetMapping("/p/{id}")
    ModelAndView publication(@PathVariable String id) {
        var matter =
                portal.publication(parsed(id)).orElseThrow(() -> new NoSuchElementException("No publication " + id));
        var unit = portal.unit(matter.unitCode());
        if (!matter.standing()) {
            return new ModelAndView("portal/gone", HttpStatus.GONE)
                    .addObject("matter", matter)
                    .addObject("path", portal.path(unit));
        }
        return new ModelAndView("portal/publication")
                .addObject("matter", matter)
                .addObject("body", body(matter))
                .addObject("path", portal.path(unit))
                .addObject("changes", VersionChange.of(matter.versions()))
                .addObject("neighbours", portal.neighbours(matter.id()))
                .addObject("qr", QrCode.of(UnitPages.address("/p/" + matter.id())));
    }

    /**
     * Put on the page as it stands: it was cleaned when it was saved ({@link RichText}), and nothing else is ever stored
     * there. Tables scroll inside a box of their own, which the keyboard can reach.
     */
    private static Content body(PublishedMatter matter) {
        var boxed = matter.body()
                .replace("<table", "<div class=\"scroll\" tabindex=\"0\"><table")
                .replace("</table>", "</table></div>");
        return output -> output.writeContent(boxed);
    }

    @GetMapping("/p/{id}/attachments/{attachment}")
    ResponseEntity<byte[]> file(@PathVariable String id, @PathVariable String attachment) {
        var file = portal.file(parsed(id), parsed(attachment));
        var type = MediaType.parseMediaType(file.mediaType());
        var disposition =
                SHOWN_INLINE.contains(file.mediaType()) ? ContentDisposition.inline() : ContentDisposition.attachment();
        return ResponseEntity.ok()
                .contentType(file.mediaType().equals("text/plain") ? new MediaType(type, StandardCharsets.UTF_8) : type)
                .contentLength(file.bytes().length)
                .cacheControl(CacheControl.noCache())
                .eTag("\"" + file.sha256() + "\"")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        disposition
                                .filename(file.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
                .body(file.bytes());
    }

    /** What is no id at all is as unknown as an id that nobody has. */
    static UUID parsed(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new NoSuchElementException("No id " + id, e);
        }
    }
}
