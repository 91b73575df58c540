package io.gongkai.portal.web;

import io.gongkai.account.Actor;
import io.gongkai.account.OpenToAll;
import io.gongkai.catalog.ChannelType;
import io.gongkai.catalog.ContentCategory;
import io.gongkai.catalog.DisclosureScope;
import io.gongkai.channel.Deliveries;
import io.gongkai.disclosure.Disclosures;
import io.gongkai.disclosure.Publication;
import io.gongkai.disclosure.PublicationFilter;
import io.gongkai.document.Attachments;
import io.gongkai.organization.Organization;
import io.gongkai.organization.Organizations;
import io.gongkai.portal.Matter;
import io.gongkai.portal.Portal;
import io.gongkai.portal.PublishedMatter;
import io.gongkai.shared.Slice;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Publications for programs. Without a token they come from what the public may see, through its own role; with one, from
 * the record itself by the rule of {@link Disclosures#mayRead}.
 */
@RestController
@RequestMapping("/api/v1/publications")
@OpenToAll
class PublicationsApi {

    private static final int LARGEST_PAGE = 1000;

    private final Portal portal;
    private final Disclosures disclosures;
    private final Deliveries deliveries;
    private final Attachments attachments;
    private final Organizations organizations;
    private final Throttle throttle;

    PublicationsApi(
            Portal portal,
            Disclosures disclosures,
            Deliveries deliveries,
            Attachments attachments,
            Organizations organizations,
            Throttle throttle) {
        this.portal = portal;
        this.disclosures = disclosures;
        this.deliveries = deliveries;
        this.attachments = attachments;
        this.organizations = organizations;
        this.throttle = throttle;
    }

    record Unit(String code, String name) {}

    record Entry(UUID item, int no, String title) {}

    record Version(int number, String title, String summary, Instant publishedAt, String correction) {}

    record Shown(
            ChannelType channel, LocalDate on, @Nullable Integer issueNo, String place) {}

    record File(
            UUID id,
            String name,
            String mediaType,
            long size,
            String sha256,
            @Nullable String url) {}

    /** What a list says of a publication. */
    record Line(
            UUID id,
            String title,
            String summary,
            Unit organization,
            ContentCategory category,
            DisclosureScope scope,
            Instant publishedAt,
            int version,
            String url) {}

    /** A publication whole; after its end only the title line is left. */
    record Whole(
            UUID id,
            String title,
            String summary,
            Unit organization,
            ContentCategory category,
            @Nullable Entry catalogEntry,
            DisclosureScope scope,
            Instant publishedAt,
            boolean standing,
            @Nullable Instant endedAt,
            String endedBecause,
            String body,
            java.util.Map<String, String> elements,
            List<Version> versions,
            List<Shown> deliveries,
            List<File> attachments) {}

    @GetMapping
    Slice<Line> list(
            @RequestParam(required = false) @Nullable String organization,
            @RequestParam(required = false) @Nullable String under,
            @RequestParam(required = false) @Nullable ContentCategory category,
            @RequestParam(required = false) @Nullable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            @RequestParam(required = false) @Nullable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate to,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "50") int size,
            @RequestParam(required = false) @Nullable String cursor,
            @Nullable Actor actor,
            HttpServletRequest request) {
        var page = Math.clamp(size, 1, LARGEST_PAGE);
        if (actor != null) {
            return forStaff(organization, under, category, from, to, q, page, cursor, actor);
        }
        if (!q.isEmpty()) {
            throttle.searched(request);
        }
        var filter = new Portal.Filter(
                null,
                organization == null ? null : portal.unit(organization).id(),
                under == null ? null : portal.unit(under).id(),
                category,
                from,
                to,
                q);
        var found = portal.publications(filter, page, cursor);
        return new Slice<>(found.items().stream().map(PublicationsApi::line).toList(), found.next());
    }

    @GetMapping("/{id}")
    Whole one(@PathVariable String id, @Nullable Actor actor) {
        var parsed = PublicationPages.parsed(id);
        if (actor == null) {
            return portal.publication(parsed)
                    .map(PublicationsApi::whole)
                    .orElseThrow(() -> new NoSuchElementException("No publication " + id));
        }
        var publication = disclosures.publication(parsed);
        if (!disclosures.mayRead(publication, actor.id())) {
            throw new NoSuchElementException("No publication " + id);
        }
        return whole(publication);
    }

    private Slice<Line> forStaff(
            @Nullable String organization,
            @Nullable String under,
            @Nullable ContentCategory category,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            String q,
            int size,
            @Nullable String cursor,
            Actor actor) {
        var filter = new PublicationFilter(
                organization == null ? null : organization(organization).id(),
                under == null ? null : organization(under).id(),
                category,
                from,
                to,
                q.isEmpty() ? null : q);
        var found = disclosures.readable(actor.id(), filter, size, cursor);
        return new Slice<>(found.items().stream().map(this::line).toList(), found.next());
    }

    private Organization organization(String code) {
        return organizations.find(code).orElseThrow(() -> new NoSuchElementException("No organization " + code));
    }

    private static Line line(Matter matter) {
        return new Line(
                matter.id(),
                matter.title(),
                matter.summary(),
                new Unit(matter.unitCode(), matter.unitName()),
                matter.category(),
                DisclosureScope.SOCIETY,
                matter.publishedAt(),
                matter.versions(),
                "/p/" + matter.id());
    }

    private Line line(Publication publication) {
        var organization = organizations.get(publication.organization());
        var current = publication.current();
        return new Line(
                publication.id(),
                current.title(),
                current.summary(),
                new Unit(organization.code(), organization.name()),
                publication.category(),
                publication.scope(),
                publication.publishedAt(),
                current.number(),
                "/p/" + publication.id());
    }

    private static Whole whole(PublishedMatter matter) {
        return new Whole(
                matter.id(),
                matter.title(),
                matter.summary(),
                new Unit(matter.unitCode(), matter.unitName()),
                matter.category(),
                matter.item() == null ? null : new Entry(matter.item(), matter.entryNo(), matter.entryTitle()),
                DisclosureScope.SOCIETY,
                matter.publishedAt(),
                matter.standing(),
                matter.endedAt(),
                matter.endedBecause(),
                matter.body(),
                matter.elements(),
                matter.versions().stream()
                        .map(version -> new Version(
                                version.number(),
                                version.title(),
                                version.summary(),
                                version.publishedAt(),
                                version.correction()))
                        .toList(),
                matter.shown().stream()
                        .map(shown -> new Shown(shown.channel(), shown.on(), shown.issueNo(), shown.place()))
                        .toList(),
                matter.files().stream()
                        .map(file -> new File(
                                file.id(),
                                file.name(),
                                file.mediaType(),
                                file.size(),
                                file.sha256(),
                                "/p/" + matter.id() + "/attachments/" + file.id()))
                        .toList());
    }

    private Whole whole(Publication publication) {
        var organization = organizations.get(publication.organization());
        var current = publication.current();
        return new Whole(
                publication.id(),
                current.title(),
                current.summary(),
                new Unit(organization.code(), organization.name()),
                publication.category(),
                publication.item() == null
                        ? null
                        : new Entry(publication.item(), publication.entryNo(), publication.entryTitle()),
                publication.scope(),
                publication.publishedAt(),
                publication.standing(),
                publication.endedAt(),
                publication.endedBecause(),
                current.bodyHtml(),
                current.elements(),
                publication.versions().stream()
                        .map(version -> new Version(
                                version.number(),
                                version.title(),
                                version.summary(),
                                version.publishedAt(),
                                version.correction()))
                        .toList(),
                deliveries.of(publication.id()).stream()
                        .map(shown -> new Shown(shown.channel(), shown.on(), shown.issueNo(), shown.place()))
                        .toList(),
                attachments.find(current.attachments()).stream()
                        .map(file ->
                                new File(file.id(), file.name(), file.mediaType(), file.size(), file.sha256(), null))
                        .toList());
    }
}
