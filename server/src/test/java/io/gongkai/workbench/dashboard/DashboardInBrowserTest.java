package io.gongkai.workbench.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.ViewportSize;
import io.gongkai.Chromium;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.organization.Organization;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The overview at a desk, on a phone, in large print, in the dark, in English, by keyboard and on paper. */
@CountyTest
@TestInstance(Lifecycle.PER_CLASS)
class DashboardInBrowserTest {

    @Autowired
    LivelyCounty lively;

    @Autowired
    Clock clock;

    @LocalServerPort
    int port;

    private MadeUpCounty county;

    @BeforeAll
    void muchHasHappened() {
        county = lively.establish();
    }

    @Test
    void atADesk() {
        look(Chromium.DESK, false, false, ColorScheme.LIGHT);
    }

    @Test
    void onAPhone() {
        look(Chromium.PHONE, false, false, ColorScheme.LIGHT);
    }

    @Test
    void inLargePrint() {
        look(Chromium.DESK, true, false, ColorScheme.LIGHT);
    }

    @Test
    void inEnglishInTheDark() {
        look(Chromium.DESK, false, true, ColorScheme.DARK);
    }

    @Test
    void aMarkIsReachedByKeyboardSaysItsNumberAndOpensItsFacts() {
        try (var browser = Chromium.open(port, Chromium.DESK)) {
            browser.signIn(county.townClerk().login(), MadeUpCounty.PASSWORD);
            browser.go(address(county.town()));
            var mark = browser.page().locator("#months ~ .scroll .columns td a").first();
            mark.focus();
            assertThat(mark.evaluate("link => link.matches(':focus-visible')")).isEqualTo(true);
            var number = mark.innerText().strip();

            browser.page().keyboard().press("Enter");

            browser.page().waitForURL("**/work/returns/**");
            assertThat(browser.page().url()).contains("month=");
            assertThat(browser.page().locator("h1 .num").innerText()).isEqualTo(number);
        }
    }

    @Test
    void onPaperThereAreTheChartsAndNoneOfTheFurniture() {
        try (var browser = Chromium.open(port, Chromium.DESK)) {
            browser.signIn(county.countyClerk().login(), MadeUpCounty.PASSWORD);
            browser.go(address(county.county()));
            assertThat(browser.page().locator("[data-print]").isVisible()).isTrue();

            browser.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

            for (var furniture : List.of(".rail", ".mast", "main form", "[data-print]")) {
                assertThat(browser.page().locator(furniture).first().isVisible())
                        .as(furniture)
                        .isFalse();
            }
            for (var chart : List.of(".tiles .gauge", ".bars .gauge", ".columns .column", ".matrix .gauge")) {
                assertThat(browser.page().locator(chart).first().isVisible())
                        .as(chart)
                        .isTrue();
            }
        }
    }

    private void look(ViewportSize size, boolean large, boolean english, ColorScheme scheme) {
        try (var browser = Chromium.open(port, size)) {
            browser.signIn(county.countyClerk().login(), MadeUpCounty.PASSWORD);
            browser.inLargePrint(large);
            browser.inEnglish(english);
            browser.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (var organization : List.of(county.county(), county.town(), county.village(), county.office())) {
                assertThat(browser.go(address(organization))).isEqualTo(200);
                browser.isAtHomeHere();
            }
            // Another row by its months, then other units, then one class of their distribution.
            browser.go(address(county.town()));
            browser.page()
                    .locator("#months ~ .scroll table.close tbody th a")
                    .last()
                    .click();
            browser.isAtHomeHere();
            browser.page().locator("#f-measure").selectOption("webPublicationCount");
            browser.page().locator("form:has(#f-measure) button").click();
            browser.page().waitForURL("**measure=webPublicationCount**");
            browser.isAtHomeHere();
            browser.page()
                    .locator("section:has(#compare) .columns td a")
                    .first()
                    .click();
            browser.page().waitForURL("**bin=**");
            browser.isAtHomeHere();
            for (var path : List.of(
                    "/work/returns/%s/%d/forumCount/TOTAL/without"
                            .formatted(county.county().code(), year()),
                    "/work/catalogs/of/%s/coverage/%d/MISSING"
                            .formatted(county.county().code(), year()),
                    "/work/duties?below=true&status=OVERDUE&organization="
                            + county.county().code())) {
                assertThat(browser.go(path)).as(path).isEqualTo(200);
                browser.isAtHomeHere();
            }
        }
    }

    private String address(Organization organization) {
        return "/work/dashboard/%s/%d".formatted(organization.code(), year());
    }

    private int year() {
        return LocalDate.now(clock).getYear();
    }
}
