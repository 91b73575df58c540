package io.gongkai;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.gongkai.MadeUpCounty.Person;
import io.gongkai.portal.Projector;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The whole way from the catalog to the figure in the county's return, in a browser, each person doing their own part. */
@CountyTest
class WholeWayTest {

    private static final String CATALOG = """
            no,category,item,elements,scope,forms,time,responsible,returnRow,piiClass
            1,一、联系服务,便民服务事项,办事指南、窗口电话,1,B W,L5,书记,C6,0
            2,二、党费,党费收缴,应交人数、实交总额,3P,B M,Q,组织委员,C3,0
            """;

    private static final String TITLE = "东河村便民服务站办事指南（2026年版）";

    @LocalServerPort
    int port;

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    Projector projector;

    @Autowired
    Clock clock;

    @Test
    void fromTheCatalogToTheFigureThatOpensThisPublication() {
        var county = founder.establish();
        var levels = List.of(
                county.village().code(), county.town().code(), county.county().code());
        var year = LocalDate.now(clock).getYear();
        projector.drain();

        try (var browser = Chromium.open(port, Chromium.DESK)) {
            for (var code : levels) {
                assertThat(serviceRow(browser, code, year)).as(code).endsWith("0");
            }

            theVillageImportsItsCatalogAndTheTownFilesIt(browser, county);
            theClerkProposes(browser, county);
            var matter = browser.page().url().replaceAll("[?#].*", "");
            aReviewerRefusesFirst(browser, county, matter);
            theClerkMendsIt(browser, county, matter);
            theReviewsPass(browser, county, matter);
            theApproverApprovesAndThePublisherPublishes(browser, county, matter);
        }
        projector.drain();

        try (var phone = Chromium.open(port, Chromium.PHONE)) {
            theVillagerReadsIt(phone, county);
            for (var code : levels) {
                assertThat(serviceRow(phone, code, year)).as(code).endsWith("1");
                phone.page()
                        .locator("tr.row-30 a, tr:has(th:text-is('联系和服务党员、群众情况（次）')) a")
                        .first()
                        .click();
                phone.page().getByText(TITLE).first().click();
                assertThat(phone.page().locator("h1").innerText()).contains(TITLE);
                phone.isAtHomeHere();
            }
        }
    }

    private void theVillageImportsItsCatalogAndTheTownFilesIt(Chromium browser, MadeUpCounty county) {
        as(browser, county.villageClerk());
        browser.go("/work/catalogs/of/" + county.village().code());
        browser.page()
                .locator("#f-file")
                .setInputFiles(new FilePayload("catalog.csv", "text/csv", CATALOG.getBytes(StandardCharsets.UTF_8)));
        press(browser, "form[action$='/imports'] button");
        browser.isAtHomeHere();
        var version = versionIn(browser);

        as(browser, county.villageApprover());
        browser.go("/work/catalogs/" + version);
        press(browser, "form[action$='/submission'] button");

        as(browser, county.townApprover());
        browser.go("/work");
        assertThat(browser.page().locator("main").innerText())
                .contains(county.village().name());
        browser.go("/work/catalogs/" + version);
        press(browser, "form[action$='/filing'] button");
        browser.isAtHomeHere();
    }

    private void theClerkProposes(Chromium browser, MadeUpCounty county) {
        as(browser, county.villageClerk());
        browser.go("/work/disclosures/new?organization=" + county.village().code());
        var page = browser.page();
        page.locator("#f-entry").selectOption(new com.microsoft.playwright.options.SelectOption().setIndex(0));
        press(browser, "form[action='/work/disclosures/new'] button");
        page.locator("#f-title").fill(TITLE);
        page.locator("#f-summary").fill("到村便民服务站能办哪些事、带什么、找谁，都写在这里。");
        fillElements(page);
        browser.isAtHomeHere();
        press(browser, "button[value=propose]");
        assertThat(page.url()).as(page.locator("main").innerText()).contains("/work/disclosures/");
        browser.isAtHomeHere();
    }

    private void aReviewerRefusesFirst(Chromium browser, MadeUpCounty county, String matter) {
        as(browser, county.villageSecrecyReviewer());
        browser.go("/work");
        assertThat(browser.page().locator("main").innerText()).contains(TITLE);
        browser.page().navigate(matter);
        var form = reviewForm(browser, "SECRECY");
        form.locator("input[value=return]").check();
        form.locator("textarea").fill("请写明窗口的办公时间后再提出。");
        form.locator("button").click();
        assertThat(browser.page().locator("main").innerText()).contains("请写明窗口的办公时间");
    }

    private void theClerkMendsIt(Chromium browser, MadeUpCounty county, String matter) {
        as(browser, county.villageClerk());
        browser.page().navigate(matter);
        assertThat(browser.page().locator("main").innerText()).contains("请写明窗口的办公时间");
        browser.page().locator("#f-summary").fill("到村便民服务站能办哪些事、带什么、找谁、几点上班，都写在这里。");
        press(browser, "button[value=propose]");
    }

    private void theReviewsPass(Chromium browser, MadeUpCounty county, String matter) {
        pass(browser, county.villageSecrecyReviewer(), matter, "SECRECY");
        pass(browser, county.villagePrivacyReviewer(), matter, "PRIVACY");
        pass(browser, county.villagePrivacyReviewer(), matter, "ACCURACY");
    }

    private void theApproverApprovesAndThePublisherPublishes(Chromium browser, MadeUpCounty county, String matter) {
        as(browser, county.villageApprover());
        browser.page().navigate(matter);
        browser.isAtHomeHere();
        press(browser, "form[action$='/approve'] button");

        as(browser, county.villagePublisher());
        browser.page().navigate(matter);
        press(browser, "form[action$='/publish'] button");
        browser.isAtHomeHere();
    }

    private void theVillagerReadsIt(Chromium phone, MadeUpCounty county) {
        phone.inLargePrint(true);
        phone.go("/org/" + county.village().code());
        phone.isAtHomeHere();
        phone.page().getByText(TITLE).first().click();
        assertThat(phone.page().locator("main").innerText()).contains("几点上班");
        phone.isAtHomeHere();
        phone.inLargePrint(false);
    }

    private void pass(Chromium browser, Person reviewer, String matter, String kind) {
        as(browser, reviewer);
        browser.page().navigate(matter);
        var form = reviewForm(browser, kind);
        form.locator("input[value=pass]").check();
        form.locator("button").click();
        browser.page().waitForLoadState();
    }

    /** The whole row of the public return as words; its last figure is the total. */
    private static String serviceRow(Chromium browser, String code, int year) {
        browser.go("/return/%s/%d".formatted(code, year));
        var cells = browser.page()
                .locator("tr:has(th:has-text('联系和服务党员、群众情况')) td.total")
                .allInnerTexts();
        return String.join(" ", cells).strip();
    }

    private static Locator reviewForm(Chromium browser, String kind) {
        return browser.page().locator("form:has(input[name=kind][value=%s])".formatted(kind));
    }

    private static String versionIn(Chromium browser) {
        var address = browser.page().url();
        var id = java.util.regex.Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}")
                .matcher(address + " " + browser.page().content());
        assertThat(id.find()).as(address).isTrue();
        return id.group();
    }

    private static void fillElements(Page page) {
        for (var element : page.locator("textarea[name^='elements.']").all()) {
            element.fill("周一至周五在村部一楼办理，带户口本即可。");
        }
    }

    private static void press(Chromium browser, String selector) {
        browser.page().locator(selector).first().click();
        browser.page().waitForLoadState();
    }

    private static void as(Chromium browser, Person person) {
        browser.page().context().clearCookies();
        browser.signIn(person.login(), MadeUpCounty.PASSWORD);
    }
}
