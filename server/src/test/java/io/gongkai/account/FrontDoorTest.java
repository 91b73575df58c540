package io.gongkai.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Who gets in by login and password, and who does not. */
@CountyTest
class FrontDoorTest {

    @LocalServerPort
    int port;

    @Autowired
    People people;

    @Autowired
    SignIns signIns;

    @Autowired
    AccountStore store;

    @Autowired
    MadeUpCounty.Founder founder;

    final String login = "door-" + UUID.randomUUID().toString().substring(24);

    @Test
    void whoKnowsThePasswordGetsInAndIsGreetedByName() {
        people.register(login, "何开门", "a good pass phrase").orThrow();

        var browser = new Browser(port).signIn(login, "a good pass phrase");

        var account = browser.get("/work/account");
        assertThat(account.statusCode()).isEqualTo(200);
        assertThat(account.body()).contains("何开门");
    }

    @Test
    void theFifthFailureLocksTheLoginAndSaysUntilWhen() {
        people.register(login, "何开门", "a good pass phrase").orThrow();
        var browser = new Browser(port);
        for (var i = 1; i < SignIns.FAILURES; i++) {
            assertThat(attempt(browser, "wrong wrong wrong")).contains("账号或密码不对");
        }

        assertThat(attempt(browser, "wrong wrong wrong")).contains("暂时锁定").containsPattern("\\d{2}:\\d{2} 后可以再试");
        assertThat(attempt(browser, "a good pass phrase")).contains("暂时锁定");
    }

    @Test
    void aLoginThatNobodyHasIsAnsweredAndLockedLikeAnyOther() {
        var browser = new Browser(port);
        for (var i = 1; i < SignIns.FAILURES; i++) {
            assertThat(attempt(browser, "wrong wrong wrong")).contains("账号或密码不对");
        }

        assertThat(attempt(browser, "wrong wrong wrong")).contains("暂时锁定");
    }

    @Test
    void failuresAtTheSameMomentAreAllCounted() throws Exception {
        people.register(login, "何开门", "a good pass phrase").orThrow();

        try (var thieves = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var attempt : thieves.invokeAll(
                    Collections.nCopies(4, () -> signIns.signIn(login, "wrong wrong wrong", "10.0.0.1")))) {
                attempt.get();
            }
        }

        assertThat(store.lock(login).orElseThrow().failures()).isEqualTo(4);
    }

    @Test
    void gettingInForgetsTheFailuresBefore() {
        people.register(login, "何开门", "a good pass phrase").orThrow();
        signIns.signIn(login, "wrong wrong wrong", "10.0.0.1");

        signIns.signIn(login, "a good pass phrase", "10.0.0.1").orThrow();

        assertThat(store.lock(login)).isEmpty();
    }

    @Test
    void signingInGivesANewSessionSoThatOneLaidOutBeforehandIsWorthNothing() {
        people.register(login, "何开门", "a good pass phrase").orThrow();
        var browser = new Browser(port);
        var before = browser.get("/sign-in").headers().firstValue("Set-Cookie").orElseThrow();

        browser.formToken();
        var answer = browser.post("/sign-in", Map.of("login", login, "password", "a good pass phrase"));

        var after = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(after).isNotEqualTo(before).contains("HttpOnly").contains("SameSite=Lax");
        assertThat(before.split(";")[0]).isNotEqualTo(after.split(";")[0]);
    }

    @Test
    void signingOutEndsTheSession() {
        people.register(login, "何开门", "a good pass phrase").orThrow();
        var browser = new Browser(port).signIn(login, "a good pass phrase");
        browser.get("/work/account");

        assertThat(browser.post("/sign-out", Map.of()).statusCode()).isEqualTo(302);

        var account = browser.get("/work/account");
        assertThat(account.statusCode()).isEqualTo(303);
        assertThat(account.headers().firstValue("Location")).hasValue("/sign-in?from=%2Fwork%2Faccount");
    }

    @Test
    void afterSigningInOneIsWhereOneWantedToBeButNeverElsewhere() {
        people.register(login, "何开门", "a good pass phrase").orThrow();

        assertThat(cameTo("/work/audit?act=SIGNED_IN")).endsWith("/work/audit?act=SIGNED_IN");
        assertThat(cameTo("//elsewhere.example/")).isEqualTo("/");
        assertThat(cameTo("https://elsewhere.example/")).isEqualTo("/");
        assertThat(cameTo("/\\elsewhere.example")).isEqualTo("/");
    }

    @Test
    void aFormFromAnotherSiteIsRefused() {
        var person = founder.establish().villageClerk();
        var browser = new Browser(port).signIn(person);

        var answer = browser.send(HttpRequest.newBuilder(URI.create(browser.root() + "/sign-out"))
                .POST(HttpRequest.BodyPublishers.ofString("_csrf=guessed"))
                .header("Content-Type", "application/x-www-form-urlencoded"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(browser.get("/work/account").statusCode()).isEqualTo(200);
    }

    private String cameTo(String from) {
        var browser = new Browser(port);
        browser.formToken();
        return browser.post("/sign-in", Map.of("login", login, "password", "a good pass phrase", "from", from))
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private String attempt(Browser browser, String password) {
        browser.formToken();
        var answer = browser.post("/sign-in", Map.of("login", login, "password", password));
        assertThat(answer.statusCode()).isEqualTo(422);
        return Browser.page(answer).select("[role=alert]").text();
    }
}
