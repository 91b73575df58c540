package io.gongkai.portal.web;

import io.gongkai.account.OpenToAll;
import io.gongkai.portal.Matter;
import io.gongkai.portal.Portal;
import io.gongkai.portal.Portal.Filter;
import io.gongkai.web.Messages;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What programs read: news as Atom, the list of pages for search engines, whether we are up. */
@RestController
@OpenToAll
class Feeds {

    private static final int ENTRIES = 50;

    /** As many as a site map may hold, less the units. */
    private static final int PAGES = 40_000;

    private static final MediaType ATOM = new MediaType("application", "atom+xml", StandardCharsets.UTF_8);
    private static final MediaType XML = new MediaType("application", "xml", StandardCharsets.UTF_8);

    private final Portal portal;
    private final Messages messages;

    Feeds(Portal portal, Messages messages) {
        this.portal = portal;
        this.messages = messages;
    }

    @GetMapping("/feed.atom")
    ResponseEntity<byte[]> all() {
        return atom(
                messages.text(Locale.SIMPLIFIED_CHINESE, "web.site"),
                "/feed.atom",
                "/",
                portal.publications(Filter.all(), ENTRIES, null).items());
    }

    /** Of a unit and everything below it. */
    @GetMapping("/org/{code}/feed.atom")
    ResponseEntity<byte[]> of(@PathVariable String code) {
        var unit = portal.unit(code);
        return atom(
                unit.name(),
                "/org/" + code + "/feed.atom",
                "/org/" + code,
                portal.publications(new Filter(null, null, unit.id(), null, null, null, ""), ENTRIES, null)
                        .items());
    }

    @GetMapping("/sitemap.xml")
    ResponseEntity<byte[]> pages() {
        return written(XML, xml -> {
            xml.writeStartElement("urlset");
            xml.writeDefaultNamespace("http://www.sitemaps.org/schemas/sitemap/0.9");
            page(xml, "/", null);
            for (var code : portal.unitCodes()) {
                page(xml, "/org/" + code, null);
            }
            for (var changed : portal.standing(PAGES)) {
                page(xml, "/p/" + changed.id(), changed.at());
            }
            xml.writeEndElement();
        });
    }

    @GetMapping("/robots.txt")
    ResponseEntity<String> robots() {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "plain", StandardCharsets.UTF_8))
                .body("""
                        User-agent: *
                        Disallow: /work
                        Disallow: /choice
                        Disallow: /search
                        Disallow: /track
                        Sitemap: %s
                        """.formatted(UnitPages.address("/sitemap.xml")));
    }

    /** Up means: the portal can read what it shows. */
    @GetMapping("/health")
    ResponseEntity<Map<String, String>> health() {
        portal.county(null);
        return ResponseEntity.ok(Map.of("status", "UP"));
    }

    private ResponseEntity<byte[]> atom(String title, String self, String page, List<Matter> matters) {
        return written(ATOM, xml -> {
            xml.writeStartElement("feed");
            xml.writeDefaultNamespace("http://www.w3.org/2005/Atom");
            element(xml, "title", title);
            element(xml, "id", UnitPages.address(self));
            link(xml, "self", UnitPages.address(self));
            link(xml, "alternate", UnitPages.address(page));
            element(
                    xml,
                    "updated",
                    matters.stream()
                            .map(Matter::changedAt)
                            .max(Instant::compareTo)
                            .orElse(Instant.EPOCH)
                            .toString());
            for (var matter : matters) {
                xml.writeStartElement("entry");
                element(xml, "id", "urn:uuid:" + matter.id());
                element(xml, "title", matter.title());
                element(xml, "published", matter.publishedAt().toString());
                element(xml, "updated", matter.changedAt().toString());
                element(xml, "summary", matter.summary());
                xml.writeStartElement("author");
                element(xml, "name", matter.unitName());
                xml.writeEndElement();
                link(xml, "alternate", UnitPages.address("/p/" + matter.id()));
                xml.writeEndElement();
            }
            xml.writeEndElement();
        });
    }

    private static void page(XMLStreamWriter xml, String path, @org.jspecify.annotations.Nullable Instant changed)
            throws XMLStreamException {
        xml.writeStartElement("url");
        element(xml, "loc", UnitPages.address(path));
        if (changed != null) {
            element(xml, "lastmod", changed.toString());
        }
        xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private static void link(XMLStreamWriter xml, String relation, String address) throws XMLStreamException {
        xml.writeEmptyElement("link");
        xml.writeAttribute("rel", relation);
        xml.writeAttribute("href", address);
    }

    /** What writes the inside of a document. */
    private interface Writing {
        void to(XMLStreamWriter xml) throws XMLStreamException;
    }

    private static ResponseEntity<byte[]> written(MediaType type, Writing writing) {
        var bytes = new ByteArrayOutputStream();
        try {
            var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            writing.to(xml);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return ResponseEntity.ok().contentType(type).body(bytes.toByteArray());
    }
}
