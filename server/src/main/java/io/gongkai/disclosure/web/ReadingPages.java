package io.gongkai.disclosure.web;

import io.gongkai.account.Actor;
import io.gongkai.account.NotPermittedException;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.catalog.ContentCategory;
import io.gongkai.disclosure.Disclosures;
import io.gongkai.disclosure.Publication;
import io.gongkai.disclosure.PublicationFilter;
import io.gongkai.document.Attachment;
import io.gongkai.document.Attachments;
import io.gongkai.document.HandOut;
import io.gongkai.document.Previews;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What a signed-in member or resident may read by its scope, beyond what is open to everybody. */
@Controller
class ReadingPages {

    private static final int PAGE = 30;

    private final Disclosures disclosures;
    private final Organizations organizations;
    private final Attachments attachments;
    private final Previews previews;

    ReadingPages(Disclosures disclosures, Organizations organizations, Attachments attachments, Previews previews) {
        this.disclosures = disclosures;
        this.organizations = organizations;
        this.attachments = attachments;
        this.previews = previews;
    }

    @GetMapping("/work/reading")
    @Requires({Permission.READ_INNER, Permission.READ_LOCAL})
    ModelAndView list(
            @RequestParam(defaultValue = "") String category,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String cursor,
            Actor actor) {
        var chosen = Arrays.stream(ContentCategory.values())
                .filter(one -> one.name().equals(category))
                .findFirst()
                .orElse(null);
        var found = disclosures.readable(
                actor.id(), new PublicationFilter(null, null, chosen, null, null, q), PAGE, cursor);
        var names = new HashMap<OrganizationId, String>();
        found.items()
                .forEach(one -> names.computeIfAbsent(
                        one.organization(), id -> organizations.get(id).name()));
        return new ModelAndView("disclosure/reading")
                .addObject("list", found)
                .addObject("names", names)
                .addObject("category", category)
                .addObject("words", q)
                .addObject("paged", cursor != null);
    }

    @GetMapping("/work/reading/{id}")
    @Requires({Permission.READ_INNER, Permission.READ_LOCAL})
    ModelAndView show(@PathVariable UUID id, Actor actor) {
        var publication = readable(id, actor);
        Organization organization = organizations.get(publication.organization());
        return new ModelAndView("disclosure/read")
                .addObject("publication", publication)
                .addObject("organization", organization)
                .addObject("attachments", attachments.find(publication.current().attachments()));
    }

    @GetMapping("/work/reading/{id}/attachments/{attachment}")
    @Requires({Permission.READ_INNER, Permission.READ_LOCAL})
    ResponseEntity<byte[]> attachment(@PathVariable UUID id, @PathVariable UUID attachment, Actor actor) {
        return HandOut.of(file(readable(id, actor), attachment), attachments.bytes(attachment));
    }

    @GetMapping("/work/reading/{id}/attachments/{attachment}/preview")
    @Requires({Permission.READ_INNER, Permission.READ_LOCAL})
    ModelAndView preview(@PathVariable UUID id, @PathVariable UUID attachment, Actor actor) {
        var publication = readable(id, actor);
        var file = file(publication, attachment);
        return new ModelAndView("disclosure/preview")
                .addObject("back", "/work/reading/" + id)
                .addObject("title", publication.current().title())
                .addObject("active", "reading")
                .addObject("file", file)
                .addObject("preview", previews.of(file.mediaType(), file.sha256(), () -> attachments.bytes(file.id())));
    }

    private Attachment file(Publication publication, UUID attachment) {
        if (!publication.current().attachments().contains(attachment)) {
            throw new NoSuchElementException(
                    "No attachment %s on publication %s".formatted(attachment, publication.id()));
        }
        return attachments.find(List.of(attachment)).getFirst();
    }

    private Publication readable(UUID id, Actor actor) {
        var publication = disclosures.publication(id);
        if (!disclosures.mayRead(publication, actor.id())) {
            throw new NotPermittedException("%s may not read publication %s".formatted(actor.id(), id));
        }
        return publication;
    }
}
