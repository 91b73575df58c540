package io.gongkai.portal;

import static io.gongkai.disclosure.MatterMaker.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.account.OpenToAll;
import io.gongkai.catalog.ChannelType;
import io.gongkai.catalog.Duties;
import io.gongkai.channel.Deliveries;
import io.gongkai.disclosure.Disclosure;
import io.gongkai.disclosure.Disclosures;
import io.gongkai.disclosure.MatterMaker;
import io.gongkai.disclosure.MatterMaker.Words;
import io.gongkai.disclosure.ReviewKind;
import io.gongkai.document.Attachments;
import io.gongkai.ledger.Fact;
import io.gongkai.ledger.Ledger;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Source;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Asks every public route there is, not every route somebody remembered, for words that society may not read: planted in
 * every scope and state, in titles, texts, files and file names, in reasons, in the ledger. A route is covered the day it is
 * written.
 */
@CountyTest
@TestInstance(Lifecycle.PER_CLASS)
class NothingHiddenIsReadableTest {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\*?(\\w+)(?::(?:[^{}]|\\{[^{}]*})*)?}");

    /** Questions are echoed, so they ask with the first half of the hidden words, and the second half must not come. */
    private static final String ASKED = "暗记其一";

    private static final String HIDDEN = "藏处乙丁";
    private static final String PLANTED = ASKED + HIDDEN;
    private static final String OPEN = "明处戊己";
    private static final String SHOWN = ASKED + OPEN;

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    MatterMaker matters;

    @Autowired
    Disclosures disclosures;

    @Autowired
    Attachments attachments;

    @Autowired
    Duties duties;

    @Autowired
    Deliveries deliveries;

    @Autowired
    Ledger ledger;

    @Autowired
    Projector projector;

    @Autowired
    Portal portal;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    @LocalServerPort
    int port;

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final Set<String> ids = new LinkedHashSet<>();
    private final Set<String> files = new LinkedHashSet<>();
    private MadeUpCounty county;

    @BeforeAll
    void plantHiddenWordsInEveryScopeAndState() {
        county = founder.establish();
        var entries = matters.catalog(county);
        var clerk = county.villageClerk().id();
        var society = entries.get(MatterMaker.FOR_SOCIETY);
        var hidden = Words.all(PLANTED);

        for (var scope : List.of(
                MatterMaker.FOR_THE_VILLAGE,
                MatterMaker.FOR_MEMBERS,
                MatterMaker.FOR_THE_WHOLE_PARTY,
                MatterMaker.FOR_SPECIFIC_PARTIES)) {
            remember(matters.published(
                    county, matters.content(county, entries.get(scope), hidden, null, List.of(file(PLANTED)))));
        }
        remember(matters.drafted(county, matters.content(county, society, hidden, null, List.of(file(PLANTED)))));
        remember(matters.reviewed(
                county,
                matters.drafted(county, matters.content(county, society, hidden, null, List.of(file(PLANTED))))));
        remember(matters.approved(
                county,
                matters.drafted(county, matters.content(county, society, hidden, null, List.of(file(PLANTED))))));
        var returned = matters.drafted(county, matters.content(county, society, hidden, null, List.of()));
        done(disclosures.propose(returned.id(), clerk));
        remember(done(disclosures.returnForRevision(
                returned.id(),
                ReviewKind.SECRECY,
                PLANTED + "请改",
                county.villageSecrecyReviewer().id())));

        // Ended: the title line may stay, nothing else.
        var titled = new Words("村党支部工作情况公开", hidden.summary(), hidden.element(), hidden.body());
        var withdrawn =
                matters.published(county, matters.content(county, society, titled, null, List.of(file(PLANTED))));
        projector.drain();
        done(disclosures.withdraw(
                withdrawn.id(), "金额写错，核对后重发", county.villagePublisher().id()));
        remember(withdrawn);
        var expired = matters.published(
                county, matters.content(county, society, titled, portal.today().plusDays(1), List.of(file(PLANTED))));
        projector.drain();
        jdbc.sql("update disclosure.publication set display_until = :day where id = :id")
                .param("day", portal.today().minusDays(1))
                .param("id", expired.publication())
                .update();
        assertThat(disclosures.expire()).isPositive();
        remember(expired);

        // A correction on its way, while the old version stands.
        var open = matters.published(
                county, matters.content(county, society, Words.all(SHOWN), null, List.of(file(SHOWN))));
        remember(open);
        var correction = done(disclosures.correct(open.id(), PLANTED + "写错了", clerk));
        remember(correction);
        done(disclosures.edit(
                correction.id(),
                matters.content(county, society, hidden, null, List.of(file(PLANTED))),
                correction.version(),
                clerk));

        // An edition that carried nothing for society, and a showing of it.
        var inner = matters.published(
                county, matters.content(county, entries.get(MatterMaker.FOR_MEMBERS), hidden, null, List.of()));
        var carried = List.of(Objects.requireNonNull(inner.publication()));
        deliveries
                .issue(county.village().id(), ChannelType.BOARD, portal.today(), PLANTED, carried, clerk)
                .orThrow();
        ids.add(deliveries
                .issues(county.village().id(), 1, clerk)
                .getFirst()
                .id()
                .toString());
        ids.add(deliveries
                .deliver(carried.getFirst(), ChannelType.MEETING, portal.today(), PLANTED, clerk)
                .orThrow()
                .id()
                .toString());

        duties.occurred(entries.get(MatterMaker.BEFORE_A_DECISION).id(), PLANTED, portal.today(), clerk)
                .orThrow();
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> ledger.record(new Fact(
                        Measure.INSPECTION,
                        county.village().id(),
                        portal.today(),
                        1,
                        new Source("FACT", UUID.randomUUID()),
                        PLANTED,
                        false,
                        clerk)));
        projector.drain();
    }

    @Test
    void noPublicRouteShowsWhatIsHidden() throws Exception {
        var leaks = new TreeSet<String>();
        var asked = 0;
        for (var route : publicRoutes()) {
            for (var address : addresses(route)) {
                asked++;
                if (answer(address).contains(HIDDEN)) {
                    leaks.add(address);
                }
            }
        }

        assertThat(asked).isGreaterThan(200);
        assertThat(leaks).isEmpty();
    }

    /** The control: the same words would be seen if they were for society. */
    @Test
    void whatIsOpenIsSeenOnTheSameRoutes() throws Exception {
        var seen = new TreeSet<String>();
        for (var route : publicRoutes()) {
            for (var address : addresses(route)) {
                if (answer(address).contains(OPEN)) {
                    seen.add(route);
                    break;
                }
            }
        }

        assertThat(seen)
                .contains(
                        "/",
                        "/newest",
                        "/org/{code}",
                        "/org/{code}/feed.atom",
                        "/feed.atom",
                        "/p/{id}",
                        "/p/{id}/attachments/{attachment}",
                        "/return/{code}/{year}/{row}/{column}",
                        "/screen/{code}",
                        "/search",
                        "/api/v1/publications",
                        "/api/v1/publications/{id}");
    }

    private Set<String> publicRoutes() {
        var open = new TreeSet<String>();
        routes.getHandlerMethods().forEach((info, handler) -> {
            var methods = info.getMethodsCondition().getMethods();
            if (isOpen(handler) && (methods.isEmpty() || methods.contains(RequestMethod.GET))) {
                open.addAll(info.getPatternValues());
            }
        });
        open.removeIf(route -> route.startsWith("/api/v1/test/") || route.startsWith("/test/")); // other tests' own
        assertThat(open).contains("/", "/p/{id}", "/search/suggestions", "/sitemap.xml");
        return open;
    }

    private static boolean isOpen(HandlerMethod handler) {
        return handler.hasMethodAnnotation(OpenToAll.class)
                || AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), OpenToAll.class);
    }

    /** Every way to fill the variables of a route, plain and with every filter that somebody may have thought of. */
    private List<String> addresses(String route) {
        var filled = List.of(route);
        for (Matcher variable = VARIABLE.matcher(route); variable.find(); ) {
            var next = new ArrayList<String>();
            for (var address : filled) {
                for (var value : values(variable.group(1))) {
                    next.add(address.replace(variable.group(), value));
                }
            }
            filled = next;
        }
        var question = "?q=" + URLEncoder.encode(ASKED, StandardCharsets.UTF_8);
        var addresses = new ArrayList<String>();
        for (var address : filled) {
            addresses.add(address);
            if (filled.size() <= 3) {
                addresses.add(address + question);
                addresses.add(address + question + "&county=" + county.county().code() + "&org="
                        + county.village().code() + "&under=" + county.town().code() + "&organization="
                        + county.village().code() + "&size=1000");
                addresses.add(address + "?county=" + county.county().code() + "&org="
                        + county.village().code());
            }
        }
        return addresses;
    }

    private List<String> values(String variable) {
        var name = variable.toLowerCase(java.util.Locale.ROOT);
        if (name.contains("code")) {
            return List.of(
                    county.village().code(),
                    county.town().code(),
                    county.county().code());
        }
        if (name.contains("year") || name.contains("period")) {
            return List.of(String.valueOf(portal.today().getYear()));
        }
        if (name.contains("row")) {
            return portal.form(portal.today().getYear()).rows().stream()
                    .map(io.gongkai.statistics.Form.Row::code)
                    .toList();
        }
        return switch (name) {
            case "column" -> List.of("TOTAL", "ADMINISTRATIVE_VILLAGE");
            case "form" -> List.of(Portal.RETURN);
            case "format", "extension", "suffix" -> List.of("xlsx", "csv");
            case "attachment" -> List.copyOf(files);
            default -> List.copyOf(ids);
        };
    }

    private String answer(String address) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + address))
                .build();
        var response = http.send(request, BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).as(address).isLessThan(500).isNotEqualTo(429);
        var headers = new ArrayList<String>();
        response.headers().map().values().forEach(headers::addAll);
        var named = String.join("\n", headers)
                + java.net.URLDecoder.decode(
                        String.join("\n", response.headers().allValues("Content-Disposition"))
                                .replaceAll("%(?![0-9A-Fa-f]{2})", ""),
                        StandardCharsets.UTF_8);
        return named + text(response.body());
    }

    /** Office files are packed: what stands in them is looked at too. */
    private static String text(byte[] body) throws IOException {
        if (body.length < 4 || body[0] != 'P' || body[1] != 'K') {
            return new String(body, StandardCharsets.UTF_8);
        }
        var text = new StringBuilder();
        try (var zip = ZipFile.builder().setByteArray(body).get()) {
            for (var entry : Collections.list(zip.getEntries())) {
                text.append(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }

    private UUID file(String words) {
        var stored = attachments
                .store(
                        words + files.size() + ".txt",
                        (words + "附件第" + files.size() + "份").getBytes(StandardCharsets.UTF_8),
                        county.villageClerk().id())
                .orThrow();
        files.add(stored.id().toString());
        return stored.id();
    }

    private void remember(Disclosure disclosure) {
        ids.add(disclosure.id().toString());
        if (disclosure.publication() != null) {
            ids.add(Objects.requireNonNull(disclosure.publication()).toString());
        }
    }
}
