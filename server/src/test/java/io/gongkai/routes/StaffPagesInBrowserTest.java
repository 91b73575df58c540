package io.gongkai.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator.WaitForOptions;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.gongkai.Chromium;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.account.Role;
import io.gongkai.routes.Furnishing.Furnished;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every page of the workbench as the people see it who work there: at a desk and on a telephone, before anything is opened and
 * after, and with a form that was sent empty and came back.
 */
@CountyTest
@TestInstance(Lifecycle.PER_CLASS)
class StaffPagesInBrowserTest {

    /** Which pages a role is shown; the county's people unless another level is named. Everything else follows from the routes. */
    private static final Map<Role, List<String>> LOOKED_AT = pages();

    @Autowired
    Furnishing furnishing;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    @LocalServerPort
    int port;

    private Furnished furnished;

    @BeforeAll
    void aCountyAtWork() throws Exception {
        furnished = furnishing.county(port);
    }

    private static Map<Role, List<String>> pages() {
        var pages = new LinkedHashMap<Role, List<String>>();
        pages.put(
                Role.CLERK,
                List.of(
                        "/work",
                        "/work/disclosures",
                        "/work/disclosures/new",
                        "/work/disclosures/new?organization={village}&entry=-",
                        "/work/disclosures/{disclosure}",
                        "/work/disclosures/{publishedDisclosure}",
                        "/work/disclosures/{publishedDisclosure}/attachments/{attachment}/preview",
                        "/work/duties",
                        "/work/duties?organization={village}",
                        "/work/duties/{duty}",
                        "/work/duties/new?organization={village}",
                        "/work/catalogs",
                        "/work/catalogs/of/{village}",
                        "/work/catalogs/{version}",
                        "/work/catalogs/{version}/entries/{entry}",
                        "/work/catalogs/{version}/entries/new",
                        "/work/catalogs/{version}/differences?against={version}",
                        "/work/guidelines",
                        "/work/guidelines/{guideline}",
                        "/work/issues/new?organization={village}",
                        "/work/issues/{issue}",
                        "/work/publications/{publication}/deliveries",
                        "/work/opinions",
                        "/work/opinions/new",
                        "/work/opinions/{opinion}",
                        "/work/hotline",
                        "/work/forums",
                        "/work/forums/new",
                        "/work/forums/{forum}",
                        "/work/facts",
                        "/work/facts/new",
                        "/work/messages/templates",
                        "/work/messages/templates/{village}/{messageKind}/{medium}",
                        "/work/facts/{fact}",
                        "/work/surveys",
                        "/work/surveys/new",
                        "/work/surveys/{draftRound}",
                        "/work/surveys/{runningRound}",
                        "/work/surveys/{closedRound}",
                        "/work/surveys/{formRound}",
                        "/work/surveys/{formRound}/points",
                        "/work/surveys/{draftRound}/texts",
                        "/work/surveys/{draftRound}/questions/new",
                        "/work/surveys/{draftRound}/frame",
                        "/work/surveys/{runningRound}/slips",
                        "/work/surveys/{runningRound}/copies",
                        "/work/surveys/{runningRound}/returned",
                        "/work/surveys/{runningRound}/keying",
                        "/work/surveys/{runningRound}/keying/1",
                        "/work/surveys/{runningRound}/differences/3",
                        "/work/surveys/issues/{returnedIssue}/print",
                        "/work/surveys/issues/{copyIssue}/cancellation",
                        "/work/organizations",
                        "/work/organizations/{village}",
                        "/work/organizations/{village}/units",
                        "/work/organizations/{village}/facilities",
                        "/work/organizations/{village}/facilities/{facility}/closing",
                        "/work/organizations/{village}/leading-group",
                        "/work/organizations/{village}/leading-group/dissolution",
                        "/work/organizations/{village}/changes/name",
                        "/work/organizations/{village}/changes/kind",
                        "/work/organizations/{village}/changes/division",
                        "/work/organizations/{village}/changes/place",
                        "/work/organizations/{village}/changes/merger",
                        "/work/organizations/{village}/changes/split",
                        "/work/organizations/{village}/changes/dissolution",
                        "/work/imports",
                        "/work/imports/{import}",
                        "/work/requests",
                        "/work/requests/new",
                        "/work/requests/{request}",
                        "/work/requests/{request}/receipt",
                        "/work/requests/{draftedRequest}",
                        "/work/topics",
                        "/work/topics/new",
                        "/work/topics/{topic}"));
        pages.put(Role.SECRECY_REVIEWER, List.of("/work", "/work/disclosures/{underReview}"));
        pages.put(
                Role.APPROVER,
                List.of(
                        "/work",
                        "/work/disclosures/{underReview}",
                        "/work/disclosures/{approved}",
                        "/work/surveys/{closedRound}",
                        "/work/surveys/{runningRound}/annulment",
                        "/work/catalogs/{submittedVersion}",
                        "/work/requests/{draftedRequest}",
                        "/work/requests/{answeredRequest}",
                        "/work/topics/{topic}",
                        "/work/catalogs/{version}/entries/{entry}"));
        pages.put(Role.PUBLISHER, List.of("/work", "/work/disclosures/{publishedDisclosure}"));
        pages.put(
                Role.STATISTICIAN,
                List.of(
                        "/work/returns",
                        "/work/returns/{village}/2026",
                        "/work/returns/{village}/2026/reporting",
                        "/work/returns/{village}/2026/checks?check=12",
                        "/work/returns/{village}/2026/correction",
                        "/work/corrections/{correction}",
                        "/work/returns/{village}/papers",
                        "/work/papers/{paper}",
                        "/work/returns/{village}/2026/orgCount/TOTAL",
                        "/work/returns/{village}/2026/orgCount/TOTAL/without",
                        "/work/dashboard",
                        "/work/dashboard/{village}/2026",
                        "/work/catalogs/of/{village}/coverage/2026/WITHOUT"));
        pages.put(
                Role.MEMBER,
                List.of(
                        "/work",
                        "/work/reading",
                        "/work/reading/{innerPublication}",
                        "/work/reading/{innerPublication}/attachments/{attachment}/preview",
                        "/work/account"));
        pages.put(
                Role.SYSTEM_ADMIN,
                List.of(
                        "/work",
                        "/work/calendar",
                        "/work/limits",
                        "/work/forms",
                        "/work/forms/annual-disclosure-return/2011",
                        "/work/applicants",
                        "/work/system",
                        "/work/messages",
                        "/work/messages/{message}",
                        "/work/messages/gateways"));
        pages.put(
                Role.SECURITY_ADMIN,
                List.of(
                        "/work",
                        "/work/accounts",
                        "/work/accounts/new",
                        "/work/accounts/{person}",
                        "/work/imports",
                        "/work/account",
                        "/work/account/messages"));
        pages.put(Role.AUDIT_ADMIN, List.of("/work/audit"));
        return pages;
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void everyPageIsAtHomeAtADeskAndAFormSentEmptyComesBack() {
        try (var desk = Chromium.open(port, Chromium.DESK)) {
            var refused = new AtomicInteger();
            var wrong = new ArrayList<String>();
            // Both languages on both, in turns: what breaks in one breaks for half of the pages.
            forEveryPage(desk, (path, turn) -> {
                note(wrong, () -> look(desk, path, turn == 2));
                note(wrong, () -> refuse(desk, path, refused));
            });
            assertThat(refused).as("forms that were sent empty").hasValueGreaterThan(15);
            assertThat(wrong).isEmpty();
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void everyPageIsAtHomeOnATelephone() {
        try (var phone = Chromium.open(port, Chromium.PHONE)) {
            var wrong = new ArrayList<String>();
            forEveryPage(phone, (path, turn) -> note(wrong, () -> look(phone, path, turn == 0)));
            assertThat(wrong).isEmpty();
        }
    }

    private void forEveryPage(Chromium browser, ObjIntConsumer<String> step) {
        LOOKED_AT.forEach((role, paths) -> {
            var person = furnished.county().who(role, furnished.county().county());
            browser.signIn(person.login(), MadeUpCounty.PASSWORD);
            for (var i = 0; i < paths.size(); i++) {
                step.accept(filled(paths.get(i)), i % 3);
            }
            browser.signOut();
        });
    }

    /** All that is wrong at once: a run takes its time. */
    private static void note(List<String> wrong, Runnable step) {
        try {
            step.run();
        } catch (AssertionError e) {
            wrong.add(String.valueOf(e.getMessage()));
        }
    }

    @Test
    void aNewPageOfTheWorkbenchIsLookedAt() {
        var known = LOOKED_AT.values().stream()
                .flatMap(List::stream)
                .map(path -> path.replaceAll("\\?.*", ""))
                .map(path -> path.replaceAll(
                        "\\{\\w+}|annual-disclosure-return|2011|2026|orgCount|TOTAL|WITHOUT|(?<=/changes/)\\w+"
                                + "|(?<=/(keying|differences)/)[0-9]+",
                        "*"))
                .toList();
        var missing = new TreeSet<String>();
        mapping.getHandlerMethods().forEach((info, handler) -> {
            var isPage = handler.getMethod().getReturnType().getSimpleName().equals("ModelAndView");
            if (isPage && info.getMethodsCondition().getMethods().equals(Set.of(RequestMethod.GET))) {
                info.getPatternValues().stream()
                        .filter(pattern -> pattern.equals("/work") || pattern.startsWith("/work/"))
                        .map(pattern -> pattern.replaceAll("\\{[^{}]*(\\{[^{}]*}[^{}]*)*}", "*"))
                        .filter(pattern -> !known.contains(pattern))
                        .forEach(missing::add);
            }
        });
        assertThat(missing).as("Add it to LOOKED_AT").isEmpty();
    }

    private static void look(Chromium browser, String path, boolean english) {
        browser.inEnglish(english);
        assertThat(browser.go(path)).as(path).isEqualTo(200);
        browser.isAtHomeHere();
        var closed = browser.page().locator("main details:not([open]) > summary");
        if (closed.count() > 0) {
            browser.page()
                    .evaluate(
                            "document.querySelectorAll('main details:not([open]) > summary').forEach(s => s.click())");
            // What is fetched on opening has taken the place of the link that leads there without script.
            browser.page()
                    .locator("main details[open][hx-get] .preview > a[href$='/preview']")
                    .first()
                    .waitFor(new WaitForOptions().setState(WaitForSelectorState.HIDDEN));
            browser.isAtHomeHere();
        }
    }

    /** Sends the first form that requires something without what it requires: it must come back, whole and readable. */
    private static void refuse(Chromium desk, String path, AtomicInteger refused) {
        desk.inEnglish(false);
        desk.go(path);
        var page = desk.page();
        var emptied = (Boolean) page.evaluate("""
                () => {
                    const form = [...document.querySelectorAll('main form[method=post]')]
                        .find(form => form.querySelector('[required]:not(select)'));
                    if (!form) return false;
                    form.querySelectorAll('[required]:not(select)').forEach(field => field.value = '');
                    form.noValidate = true;
                    form.id = 'emptied';
                    return true;
                }
                """);
        if (emptied) {
            Response answer = page.waitForNavigation(
                    () -> page.evaluate(
                            "document.getElementById('emptied').requestSubmit(document.querySelector('#emptied button:not([type=button])'))"));
            refused.incrementAndGet();
            assertThat(answer.status()).as("the empty form of " + path).isEqualTo(422);
            desk.isAtHomeHere();
        }
    }

    private String filled(String path) {
        var filled = path.replace("{village}", furnished.county().village().code());
        for (var thing : new ArrayList<>(furnished.ids().entrySet())) {
            filled = filled.replace("{" + thing.getKey() + "}", thing.getValue());
        }
        assertThat(filled).doesNotContain("{");
        return filled;
    }
}
