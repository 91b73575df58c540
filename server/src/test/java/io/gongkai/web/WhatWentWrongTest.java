package io.gongkai.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whatever goes wrong is answered with the right status, in the reader's words, and tells nothing of the program. */
@CountyTest
class WhatWentWrongTest {

    private static final String UNKNOWN = UUID.randomUUID().toString();

    @LocalServerPort
    int port;

    @Autowired
    MadeUpCounty.Founder founder;

    Browser browser;

    @BeforeEach
    void open() {
        browser = new Browser(port);
    }

    @ParameterizedTest(name = "{0} is answered with {1}")
    @CsvSource(delimiter = '|', textBlock = """
            fails/state                       | 409 | 情况已有变化     | Things have changed meanwhile
            fails/version                     | 409 | 情况已有变化     | Things have changed meanwhile
            fails/unknown                     | 404 | 没有找到这个页面 | This page was not found
            fails/refused                     | 422 | 还有要改的地方   | Something has to be mended
            fails/often                       | 429 | 操作太频繁       | Too many requests
            fails/bug                         | 500 | 程序出了差错     | The program made a mistake
            fails/id                          | 400 | 看不懂           | cannot be read
            no-such-route                     | 404 | 没有找到这个页面 | This page was not found
            typed/not-an-id?day=2026-11-22    | 400 | 看不懂           | cannot be read
            typed/ID?day=22.11.2026           | 400 | 看不懂           | cannot be read
            typed/ID                          | 400 | 看不懂           | cannot be read
            typed/ID?day=2026-11-22%00        | 400 | 看不懂           | cannot be read
            """)
    void asAPageAndAsACall(String route, int status, String chinese, String english) {
        var path = route.replace("ID", UNKNOWN);

        var page = browser.get(TestRoutes.PAGE + path);
        assertThat(page.statusCode()).isEqualTo(status);
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(Browser.page(page).select("h1").text()).contains(chinese);

        var call = browser.get(TestRoutes.API + path, "Accept-Language", "en");
        assertThat(call.statusCode()).isEqualTo(status);
        assertThat(call.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(call.body()).contains("\"status\":" + status).contains(english);
        assertThat(browser.get(TestRoutes.API + path).body()).contains(chinese);

        tellsNothing(page);
        tellsNothing(call);
    }

    /** No browser and no client library of good manners sends these. */
    @ParameterizedTest(name = "{0} is answered in our words")
    @ValueSource(strings = {"/%", "/%zz", "/unit/%E4%", "/a|b", "/a\\b", "/..%2f..%2fetc"})
    void anAddressThatNobodyCanReadIsAnsweredInOurWords(String address) throws Exception {
        var page = raw(address);
        assertThat(page)
                .startsWith("HTTP/1.1 400 ")
                .contains("Content-Security-Policy: ", "看不懂")
                .doesNotContain("Tomcat", "Apache");
    }

    @Test
    void aCallOfAnAddressThatNobodyCanReadIsAnsweredAsACall() throws Exception {
        assertThat(raw("/api/v1/organizations/%zz"))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json", "看不懂")
                .doesNotContain("Tomcat", "Apache");
    }

    private String raw(String address) throws IOException {
        try (var socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n\r\n"
                            .formatted(address, port)
                            .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void everyGroundOfARefusalStandsInTheAnswerWithItsField() {
        assertThat(browser.get(TestRoutes.API + "fails/refused").body())
                .contains("\"errors\":[{\"field\":\"title\",\"code\":\"web.error.malformed\"")
                .contains("{\"field\":\"day\",\"code\":\"web.error.malformed\"");
    }

    @Test
    void whoAsksTooOftenIsToldHowLongToWait() {
        assertThat(browser.get(TestRoutes.API + "fails/often").headers().firstValue("Retry-After"))
                .hasValue("7");
    }

    @Test
    void aMistakeOfOursCarriesANumber() {
        assertThat(Browser.page(browser.get(TestRoutes.PAGE + "fails/bug")).text())
                .containsPattern("\\d{8}-[0-9A-F]{6}")
                .contains("没有丢失");
    }

    @Test
    void aPageThatBreaksWhileItIsDrawnShowsNothingOfItself() {
        var answer = browser.get(TestRoutes.PAGE + "broken-page");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(Browser.page(answer).select("h1").text()).isEqualTo("程序出了差错");
        tellsNothing(answer);
    }

    @Test
    void whatIsSentMustBeReadable() {
        assertThat(post("body", "application/json", "{\"day\":").statusCode()).isEqualTo(400);
        assertThat(post("body", "application/json", "{\"day\":\"yesterday\"}").statusCode())
                .isEqualTo(400);
        assertThat(post("body", "text/csv", "day").statusCode()).isEqualTo(415);
        assertThat(post("fails/bug", "application/json", "{}").statusCode()).isEqualTo(405);
        assertThat(post("file", "multipart/form-data; boundary=x", "--x\r\nbroken")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aFileThatIsTooLargeIsSaidToBe() {
        var file = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
                + "x".repeat(21 * 1024 * 1024) + "\r\n--x--\r\n";

        var answer = post("file", "multipart/form-data; boundary=x", file);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("20 MB");
    }

    /** The token of a form stands in its body, which is read before anybody knows where it goes. */
    @Test
    void aFormWithAFileThatIsTooLargeIsSaidToBe() {
        var form = "--x\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + browser.formToken()
                + "\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
                + "x".repeat(21 * 1024 * 1024) + "\r\n--x--\r\n";

        var answer = browser.send(HttpRequest.newBuilder(URI.create(browser.root() + "/sign-in"))
                .header("Accept", "text/html")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString(form)));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(Browser.page(answer).select("h1").text()).isEqualTo("文件太大");
    }

    @Test
    void aHandlerThatForgotToSayWhoMayCallItAnswersNobody() {
        var clerk = founder.establish().countyClerk();

        assertThat(browser.get(TestRoutes.PAGE + "undeclared").statusCode()).isEqualTo(303);
        assertThat(browser.get(TestRoutes.API + "undeclared").statusCode()).isEqualTo(401);
        assertThat(browser.get(TestRoutes.API + "undeclared", "Authorization", "Bearer " + clerk.token())
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.get(TestRoutes.API + "staff", "Authorization", "Bearer " + clerk.token())
                        .statusCode())
                .isEqualTo(200);
        browser.signIn(clerk);
        assertThat(browser.get(TestRoutes.PAGE + "staff").statusCode()).isEqualTo(200);
        var page = browser.get(TestRoutes.PAGE + "undeclared");
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(Browser.page(page).select("h1").text()).isEqualTo("您没有这项权限");
    }

    @Test
    void whoIsRefusedLearnsNothingOfTheObject() {
        browser.signIn(founder.establish().countyClerk());

        var page = browser.get(TestRoutes.PAGE + "fails/permission");

        assertThat(page.statusCode()).isEqualTo(403);
        tellsNothing(page);
    }

    @Test
    void everyAnswerForbidsTheBrowserWhatWeNeverNeed() {
        for (var path : new String[] {"/sign-in", TestRoutes.PAGE + "fails/bug", TestRoutes.API + "fails/bug"}) {
            var headers = browser.get(path).headers();
            assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'self'")
                    .contains("frame-ancestors 'none'");
            assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(headers.firstValue("Referrer-Policy")).hasValue("same-origin");
        }
    }

    private HttpResponse<String> post(String route, String type, String body) {
        return browser.send(HttpRequest.newBuilder(URI.create(browser.root() + TestRoutes.API + route))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body)));
    }

    private static void tellsNothing(HttpResponse<String> answer) {
        assertThat(answer.body())
                .doesNotContain("secret", "Exception", "io.gongkai", "\tat ", "java.", "org.springframework");
    }
}
