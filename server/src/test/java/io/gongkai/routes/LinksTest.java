package io.gongkai.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.account.Role;
import io.gongkai.portal.Projector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.FormElement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * What a page offers, it keeps: a person of each role follows every link and sends every form that is shown to him, as it
 * stands, and is never told that he may not, that there is no such page, or that the program broke.
 */
@CountyTest
class LinksTest {

    /** Pages of one shape (ids, codes, years and cursors left out) that are looked at; more of them would show nothing new. */
    private static final int OF_ONE_SHAPE = 2;

    /**
     * What holds a digit names one of many, whoever gave it its name: other tests' counties are on the portal too. A form is
     * offered as a file in five ways, which have a test of their own.
     */
    private static final Pattern SHIFTING = Pattern.compile(
            "(?<=[/=])[^/?&=.]*\\d[^/?&=.]*|(?<=[/=])[0-9A-Za-z_%-]{24,}|(?<=q=)[^&]*|(?<=\\.)(pdf|ofd|docx|xlsx)");

    /** Message keys show themselves where words are missing; labels of periods are for programs. */
    private static final Pattern NO_WORDS =
            Pattern.compile("\\b[a-z]+\\.[a-zA-Z]+\\.[A-Za-z.]*[a-z]\\b|\\b20\\d\\d-(Q[1-4]|B[1-6]|H[12])\\b");

    private static final String NOBODY = "nobody";

    private static final List<String> SPEAKS_OF_FILES = List.of("bin/gongkai", "www.");

    @Autowired
    Furnishing furnishing;

    @Autowired
    Projector projector;

    @LocalServerPort
    int port;

    /** What a browser sends for a file that nobody chose. */
    private static final String NO_FILE = "\0";

    private record Form(String page, String action, boolean multipart, Map<String, List<String>> fields) {}

    private final Map<String, Integer> shapes = new HashMap<>();
    private final Map<String, Form> forms = new LinkedHashMap<>();
    private final TreeSet<String> broken = new TreeSet<>();
    private int visited;

    @ParameterizedTest
    @EnumSource(Role.class)
    void everyLinkAndFormThatAPersonIsOfferedLeadsSomewhere(Role role) throws Exception {
        var county = furnishedCounty();
        var browser = new Browser(port).signIn(county.who(role, county.county()));

        follow(browser, "/work", role.name());
        assertThat(visited).as("pages of %s", role).isGreaterThan(5);
        // What takes things away comes last, and leaving the house at the very end.
        forms.values().stream()
                .sorted(java.util.Comparator.comparingInt(form -> weight(form.action())))
                .forEach(form -> send(browser, form));

        assertThat(broken)
                .as("%d pages, %d forms of %s", visited, forms.size(), role)
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"CLERK", "SECURITY_ADMIN", "SYSTEM_ADMIN"})
    void thePagesSpeakEnglishToWhoeverAsksForIt(Role role) throws Exception {
        var county = furnishedCounty();
        var browser = new Browser(port).signIn(county.who(role, county.county()));
        browser.get("/choice?lang=en&back=/work");

        follow(browser, "/work", role.name());

        assertThat(broken).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"zh", "en"})
    void everyLinkAndFormOnThePortalLeadsSomewhere(Language language) throws Exception {
        var county = furnishedCounty();
        var browser = new Browser(port);
        browser.get("/choice?lang=" + language + "&back=/");

        for (var start : List.of(
                "/?county=" + county.county().code(),
                "/org/" + county.village().code(),
                "/return/" + county.village().code() + "/" + java.time.Year.now(java.time.ZoneId.of("Asia/Shanghai")),
                "/search?q=" + encoded("党支部"))) {
            follow(browser, start, NOBODY);
        }
        assertThat(visited).isGreaterThan(20);
        forms.values().forEach(form -> send(browser, form));

        assertThat(broken).isEmpty();
    }

    enum Language {
        zh,
        en
    }

    /** All of it can be read on the portal too, where many of the links lead. */
    private MadeUpCounty furnishedCounty() throws Exception {
        var county = furnishing.county(port).county();
        projector.drain();
        return county;
    }

    private void follow(Browser browser, String start, String who) {
        var waiting = new ArrayDeque<String>();
        var from = new HashMap<String, String>();
        waiting.add(start);
        from.put(start, "the start");
        while (!waiting.isEmpty()) {
            var address = waiting.remove();
            var answer = browser.get(address);
            visited++;
            if (answer.statusCode() >= 400 && answer.statusCode() != 410) {
                broken.add(
                        "%d %s, offered to %s on %s".formatted(answer.statusCode(), address, who, from.get(address)));
                continue;
            }
            if (!who.equals(NOBODY) && !address.startsWith("/work")) {
                // It is there; where the portal leads further is nobody's test.
                continue;
            }
            var next = answer.statusCode() / 100 == 3
                    ? List.of(answer.headers().firstValue("Location").orElseThrow())
                    : read(address, answer);
            for (var link : next) {
                if (isOurs(link)
                        && from.putIfAbsent(link, address) == null
                        && shapes.merge(shape(link), 1, Integer::sum) <= OF_ONE_SHAPE) {
                    waiting.add(link);
                }
            }
        }
    }

    /** What a page offers; whatever is wrong with its words is noted on the way. */
    private List<String> read(String address, HttpResponse<String> answer) {
        if (!answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
            return List.of();
        }
        var page = Jsoup.parse(answer.body(), "http://here" + address);
        words(address, page);
        var links = new ArrayList<String>();
        for (var element : page.select("a[href], link[href], img[src], iframe[src], script[src], [hx-get]")) {
            var target = element.attr(element.hasAttr("hx-get") ? "hx-get" : element.hasAttr("href") ? "href" : "src");
            if (target.startsWith("#")) {
                if (target.length() > 1 && page.getElementById(target.substring(1)) == null) {
                    broken.add("%s leads to nothing on %s".formatted(target, address));
                }
            } else {
                links.add(target.replaceAll("#.*", ""));
            }
        }
        for (var form :
                page.select("form").stream().map(FormElement.class::cast).toList()) {
            var fields = new LinkedHashMap<String, List<String>>();
            form.formData()
                    .forEach(field -> fields.computeIfAbsent(field.key(), _ -> new ArrayList<>())
                            .add(field.value()));
            form.select("input[type=file]").forEach(file -> fields.put(file.attr("name"), List.of(NO_FILE)));
            var pressed = form.selectFirst("button[name]:not([type=button])");
            if (pressed != null) {
                fields.put(pressed.attr("name"), List.of(pressed.attr("value")));
            }
            if (form.attr("method").equalsIgnoreCase("post")) {
                fields.remove("_csrf");
                var multipart = form.attr("enctype").startsWith("multipart");
                forms.putIfAbsent(
                        shape(form.attr("action")), new Form(address, form.attr("action"), multipart, fields));
            } else {
                links.add(form.attr("action") + (fields.isEmpty() ? "" : "?" + encoded(fields)));
            }
        }
        return links;
    }

    private void words(String address, Document page) {
        var text = page.body().text();
        NO_WORDS.matcher(text)
                .results()
                .map(match -> match.group())
                .filter(found -> SPEAKS_OF_FILES.stream().noneMatch(found::contains))
                .forEach(found -> broken.add("“%s” stands on %s".formatted(found, address)));
    }

    private void send(Browser browser, Form form) {
        var body = form.multipart()
                ? multipart(form.fields(), browser.formToken())
                : encoded(form.fields()) + "&_csrf=" + encoded(browser.formToken());
        var answer = browser.send(HttpRequest.newBuilder(URI.create(browser.root() + form.action()))
                .header("Accept", "text/html")
                .header(
                        "Content-Type",
                        form.multipart() ? "multipart/form-data; boundary=x" : "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
        var status = answer.statusCode();
        if (status >= 400 && status != 409 && status != 422 && isStillOffered(browser, form)) {
            broken.add("%d for the form to %s on %s".formatted(status, form.action(), form.page()));
        }
        if (status == 422) {
            read(form.action() + " (refused)", answer);
        }
    }

    /** A form sent before this one may have moved the matter on. */
    private static boolean isStillOffered(Browser browser, Form form) {
        return !Browser.page(browser.get(form.page()))
                .select("form[action=" + form.action() + "]")
                .isEmpty();
    }

    private static int weight(String action) {
        return action.startsWith("/sign-out")
                ? 9
                : action.contains("/work/account/")
                        ? 8
                        : action.matches(".*(removal|discarding|disable|withdraw|end|closing|dissolution)") ? 7 : 0;
    }

    private static boolean isOurs(String link) {
        return link.startsWith("/") && !link.startsWith("/choice");
    }

    private static String shape(String link) {
        return SHIFTING.matcher(link).replaceAll("*");
    }

    private static String multipart(Map<String, List<String>> fields, String token) {
        var parts = new StringBuilder();
        fields.forEach((name, values) -> values.forEach(value -> parts.append(part(name, value))));
        return parts + part("_csrf", token) + "--x--\r\n";
    }

    private static String part(String name, String value) {
        var file = value.equals(NO_FILE);
        return "--x\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n"
                .formatted(name, file ? "; filename=\"\"" : "", file ? "" : value);
    }

    private static String encoded(Map<String, List<String>> fields) {
        return fields.entrySet().stream()
                .flatMap(
                        field -> field.getValue().stream().map(value -> encoded(field.getKey()) + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
