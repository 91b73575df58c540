package io.gongkai.portal;

import static io.gongkai.disclosure.MatterMaker.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ViewportSize;
import io.gongkai.Chromium;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.disclosure.Disclosures;
import io.gongkai.disclosure.MatterMaker;
import io.gongkai.disclosure.MatterMaker.Words;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The public pages as a villager meets them: on a phone, at a desk, in large print, in either language. */
@CountyTest
@TestInstance(Lifecycle.PER_CLASS)
class PublicPagesInBrowserTest {

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    MatterMaker matters;

    @Autowired
    Disclosures disclosures;

    @Autowired
    Projector projector;

    @Autowired
    Portal portal;

    @LocalServerPort
    int port;

    private MadeUpCounty county;
    private String publication;
    private String gone;

    @BeforeAll
    void aVillageThatPublished() {
        county = founder.establish();
        var entries = matters.catalog(county);
        var society = entries.get(MatterMaker.FOR_SOCIETY);
        var table = "<p>各支部情况如下。</p><table><tbody><tr><th>支部</th><th>党员数</th><th>应缴党费（元）</th><th>实缴党费（元）</th>"
                + "<th>结存（元）</th></tr><tr><td>机关第一支部</td><td>21</td><td>4,200</td><td>4,200</td><td>3,100</td></tr>"
                + "</tbody></table>";
        publication = matters.published(
                        county,
                        matters.content(
                                county,
                                society,
                                new Words("青禾村党支部班子成员和分工情况", "支部设委员三名，书记主持全面工作。", "见下表", table),
                                null,
                                List.of()))
                .publication()
                .toString();
        matters.published(
                county,
                matters.content(
                        county,
                        entries.get(MatterMaker.BEFORE_A_DECISION),
                        Words.all("村内道路硬化项目征求意见"),
                        null,
                        List.of()));
        var withdrawn =
                matters.published(county, matters.content(county, society, Words.all("写错了的一份"), null, List.of()));
        done(disclosures.withdraw(
                withdrawn.id(), "金额写错，核对后重发", county.villagePublisher().id()));
        gone = withdrawn.publication().toString();
        projector.drain();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void atADesk() {
        look(Chromium.DESK, false, false);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void onAPhone() {
        look(Chromium.PHONE, false, false);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void inLargePrintOnAPhone() {
        look(Chromium.PHONE, true, false);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void inEnglishAtADesk() {
        look(Chromium.DESK, false, true);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aVillagerFindsAndReadsAMatter() {
        try (var browser = Chromium.open(port, Chromium.PHONE)) {
            browser.go("/?county=" + county.county().code());
            browser.page().locator("input[type=search]").fill("班子成员");
            browser.page().locator("input[type=search]").press("Enter");
            browser.page().locator("a[href='/p/" + publication + "']").first().click();

            assertThat(browser.page().locator("h1").innerText()).isEqualTo("青禾村党支部班子成员和分工情况");
            browser.isAtHomeHere();
            browser.page().locator("a[href^='/choice?print=large']").click();
            assertThat(browser.page().locator("html").getAttribute("class")).contains("large");
            assertThat(browser.page().url()).endsWith("/p/" + publication);
            browser.isAtHomeHere();
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void suggestionsComeWhileTyping() {
        try (var browser = Chromium.open(port, Chromium.DESK)) {
            browser.go("/");
            browser.page().locator("input[type=search]").pressSequentially("党组织设置");
            browser.page().locator("#suggestions a").first().waitFor();
            browser.isAtHomeHere();
        }
    }

    private void look(ViewportSize size, boolean large, boolean english) {
        var village = county.village().code();
        var year = portal.today().getYear();
        try (var browser = Chromium.open(port, size)) {
            browser.inLargePrint(large);
            browser.inEnglish(english);
            for (var path : List.of(
                    "/?county=" + county.county().code(),
                    "/newest",
                    "/units",
                    "/catalog?org=" + village,
                    "/overdue",
                    "/org/" + village,
                    "/org/" + village + "/opinions",
                    "/org/" + county.county().code(),
                    "/p/" + publication,
                    "/p/" + gone,
                    "/return/" + county.county().code() + "/" + year,
                    "/return/" + county.county().code() + "/" + year + "/orgCount/TOTAL",
                    "/search?q=党支部",
                    "/search?q=找不到的词",
                    "/screen/" + village,
                    "/sign-in")) {
                var status = browser.go(path);
                assertThat(status).as(path).isEqualTo(path.endsWith(gone) ? 410 : 200);
                browser.isAtHomeHere();
                var closed = browser.page().locator("summary");
                for (var i = 0; i < closed.count(); i++) {
                    closed.nth(i).click();
                }
                if (closed.count() > 0) {
                    browser.isAtHomeHere();
                }
            }
        }
    }
}
