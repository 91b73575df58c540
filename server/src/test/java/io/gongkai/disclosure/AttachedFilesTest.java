package io.gongkai.disclosure;

import static io.gongkai.Browser.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.disclosure.MatterMaker.Words;
import io.gongkai.document.Attachments;
import io.gongkai.portal.Projector;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Files on the portal, on the matter's page and on the page for members: looked at in place, and never run. */
@CountyTest
@TestInstance(Lifecycle.PER_CLASS)
class AttachedFilesTest {

    private static final Charset OLD = Charset.forName("GB18030");

    private static final byte[] DOT = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    MatterMaker matters;

    @Autowired
    Attachments attachments;

    @Autowired
    Projector projector;

    @LocalServerPort
    int port;

    private final Map<String, UUID> files = new LinkedHashMap<>();
    private MadeUpCounty county;
    private Disclosure matter;
    private Browser villager;
    private Browser clerk;
    private Browser member;

    @BeforeAll
    void aMatterWithOneFileOfEveryKind() {
        county = founder.establish();
        store("照片.png", DOT);
        store("规约.pdf", "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF".getBytes(StandardCharsets.UTF_8));
        store("收支.csv", "项目,金额\r\n<script>alert(1)</script>,1200\r\n".getBytes(OLD));
        store("说明.txt", "记事本写的说明".getBytes(OLD));
        matter = matters.published(
                county,
                matters.content(
                        county,
                        matters.catalog(county).get(MatterMaker.FOR_SOCIETY),
                        Words.all("村务收支"),
                        null,
                        List.copyOf(files.values())));
        projector.drain();
        villager = new Browser(port);
        clerk = new Browser(port).signIn(county.villageClerk());
        member = new Browser(port).signIn(county.member());
    }

    private void store(String name, byte[] bytes) {
        files.put(
                name,
                attachments
                        .store(name, bytes, county.villageClerk().id())
                        .orThrow()
                        .id());
    }

    @Test
    void everyPageShowsWhatCanBeSeenAndNamesTheRest() {
        for (var browser : pages().entrySet()) {
            var shown = page(browser.getValue().get(browser.getKey()));
            var listed = shown.select(".files li");

            assertThat(listed.eachText()).as(browser.getKey()).hasSize(4);
            assertThat(listed.get(0).select("img").attr("alt")).contains("照片.png");
            assertThat(listed.get(1).select("details[hx-get$=/preview]")).hasSize(1);
            assertThat(listed.get(2).text()).contains("收支.csv", "CSV", "KB");
            assertThat(listed.select("a[href$=/preview]")).hasSize(3);
        }
    }

    @Test
    void aTableIsReadWithoutTheProgramItWasMadeWith() {
        for (var browser : pages().entrySet()) {
            var preview = page(browser.getValue().get(file(browser.getKey(), "收支.csv") + "/preview"));

            assertThat(preview.select("table td").eachText())
                    .as(browser.getKey())
                    .contains("项目", "金额", "1200", "<script>alert(1)</script>");
            assertThat(preview.select("script:not([src])")).isEmpty();
            assertThat(preview.select("h1").text()).isEqualTo("收支.csv");
        }
    }

    @Test
    void aPartOfThePageIsAPartAndNoMore() {
        var part = villager.get(file("/p/" + matter.publication(), "收支.csv") + "/preview", "HX-Request", "true");

        assertThat(part.body()).contains("1200").doesNotContain("<html", "<header");
    }

    @Test
    void noFileRunsUnderOurName() {
        for (var browser : pages().entrySet()) {
            for (var name : files.keySet()) {
                var answer = browser.getValue().get(file(browser.getKey(), name));
                var headers = answer.headers();
                var policy = headers.firstValue("Content-Security-Policy").orElse("");

                assertThat(answer.statusCode()).as(browser.getKey() + name).isEqualTo(200);
                assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
                assertThat(policy).startsWith("default-src 'none'");
                assertThat(policy).doesNotContain("script");
                assertThat(headers.firstValue("Content-Disposition").orElse(""))
                        .startsWith(name.endsWith("csv") ? "attachment" : "inline");
                if (name.endsWith("pdf")) {
                    assertThat(policy).contains("frame-ancestors 'self'");
                } else {
                    assertThat(policy).contains("sandbox");
                }
            }
        }
    }

    @Test
    void textSaysInWhichEncodingItIs() {
        var text = villager.get(file("/p/" + matter.publication(), "说明.txt"));

        assertThat(text.headers().firstValue("Content-Type").orElse("")).isEqualTo("text/plain;charset=GB18030");
        assertThat(page(villager.get(file("/p/" + matter.publication(), "说明.txt") + "/preview"))
                        .text())
                .contains("记事本写的说明");
    }

    @Test
    void aFileOfSomethingElseIsUnknown() {
        var other = attachments
                .store("别的.txt", "别的".getBytes(OLD), county.villageClerk().id())
                .orThrow()
                .id();

        for (var browser : pages().entrySet()) {
            for (var path : List.of("/attachments/" + other, "/attachments/" + other + "/preview")) {
                assertThat(browser.getValue().get(browser.getKey() + path).statusCode())
                        .as(browser.getKey() + path)
                        .isEqualTo(404);
            }
        }
        for (var path : List.of("/attachments/..%2f..%2fetc%2fpasswd", "/attachments/../../../etc/passwd")) {
            assertThat(villager.get("/p/" + matter.publication() + path).statusCode())
                    .isIn(400, 404);
        }
    }

    private Map<String, Browser> pages() {
        return Map.of(
                "/p/" + Objects.requireNonNull(matter.publication()), villager,
                "/work/disclosures/" + matter.id(), clerk,
                "/work/reading/" + matter.publication(), member);
    }

    private String file(String page, String name) {
        return page + "/attachments/" + files.get(name);
    }
}
