package io.gongkai.portal.web;

import gg.jte.Content;
import io.gongkai.account.OpenToAll;
import io.gongkai.document.HandOut;
import io.gongkai.document.Previews;
import io.gongkai.document.RichText;
import io.gongkai.portal.Portal;
import io.gongkai.portal.PublishedMatter;
import io.gongkai.web.QrCode;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** A publication and its files. What was withdrawn or has expired says so and shows nothing else. */
@Controller
@OpenToAll
class PublicationPages {

    private final Portal portal;
    private final Previews previews;

    PublicationPages(Portal portal, Previews previews) {
        this.portal = portal;
        this.previews = previews;
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
        return HandOut.of(file.name(), file.mediaType(), file.bytes(), CacheControl.noCache(), file.sha256());
    }

    /** What can be shown of a file: a part of the publication's page where that asks for it, otherwise a page of its own. */
    @GetMapping("/p/{id}/attachments/{attachment}/preview")
    ModelAndView preview(@PathVariable String id, @PathVariable String attachment) {
        var matter =
                portal.publication(parsed(id)).orElseThrow(() -> new NoSuchElementException("No publication " + id));
        var file = portal.fileOf(matter, parsed(attachment));
        var unit = portal.unit(matter.unitCode());
        return new ModelAndView("portal/preview")
                .addObject("matter", matter)
                .addObject("file", file)
                .addObject("path", portal.path(unit))
                .addObject(
                        "preview",
                        previews.of(
                                file.mediaType(),
                                file.sha256(),
                                () -> portal.file(matter.id(), file.id()).bytes()));
    }

    /** An edition of a board, screen, bulletin or SMS with what it carried. */
    @GetMapping("/issue/{id}")
    ModelAndView issue(@PathVariable String id) {
        var issue = portal.issue(parsed(id));
        var unit = portal.unit(issue.unitCode());
        return new ModelAndView("portal/issue")
                .addObject("issue", issue)
                .addObject("unit", unit)
                .addObject("path", portal.path(unit))
                .addObject("carried", portal.carriedBy(issue));
    }

    /** Where the evidence of a return leads: among the showings of what was shown. */
    @GetMapping("/shown/{id}")
    String shown(@PathVariable String id) {
        var delivery = parsed(id);
        return "redirect:/p/%s#shown-%s".formatted(portal.publicationShownIn(delivery), delivery);
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
