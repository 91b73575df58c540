package io.gongkai.intake;

import static io.gongkai.Browser.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.calendar.Calendars;
import io.gongkai.portal.Collector;
import io.gongkai.portal.Letterbox;
import io.gongkai.portal.Projector;
import io.gongkai.shared.Outcome;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the public sends gets in once, and its sender alone sees what becomes of it. */
@CountyTest
class IntakeTest {

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    Letterbox letterbox;

    @Autowired
    Collector collector;

    @Autowired
    Projector projector;

    @Autowired
    Guestbook guestbook;

    @Autowired
    Calendars calendars;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    MadeUpCounty county;

    @BeforeEach
    void aCounty() {
        county = founder.establish();
        projector.drain();
        projector.drain();
    }

    @Test
    void oneQuestionAfterTheOtherWithoutScriptAndWithoutACookie() {
        var visitor = new Visitor();

        var first = page(visitor.get("/ask/guestbook?org=" + county.village().code()));
        assertThat(first.select("h1").text()).contains("您是谁");
        var branch = visitor.answer(first, "a.who", "MEMBER");
        assertThat(branch.select("input[type=text]").attr("name")).isEqualTo("a.branch");
        var title = visitor.answer(branch, "a.branch", "东河村党支部");
        var missing = visitor.answer(title, "a.title", "  ");
        assertThat(missing.select(".problem").text()).contains("请填写");
        var text = visitor.answer(missing, "a.title", "打井的钱用在哪里");
        var check = visitor.answer(text, "a.text", "找 13812345678 问过");

        assertThat(check.select(".notice.soon").text()).contains("13812345678");
        assertThat(check.select(".answers").text()).contains("东河村", "打井的钱用在哪里");
        var wrongSum = visitor.send(check, "99");
        assertThat(wrongSum.statusCode()).isEqualTo(422);
        var sent = visitor.send(page(wrongSum), sumAsked(page(wrongSum)));
        assertThat(sent.statusCode()).isEqualTo(302);
        var address = sent.headers().firstValue("Location").orElseThrow();
        assertThat(sent.headers().firstValue("Set-Cookie")).isEmpty();

        collector.drain();
        projector.drain();
        var tracked = page(visitor.get(address.replaceFirst("\\?.*", "")));
        assertThat(tracked.select("h1").text()).isEqualTo("打井的钱用在哪里");
        assertThat(tracked.select(".code").text())
                .isEqualTo(address.replaceFirst(".*/track/", "").replaceFirst("\\?.*", ""));
    }

    @Test
    void aQuestionOnceAnsweredOpensOrClosesWithTheChange() {
        var visitor = new Visitor();
        var first = page(visitor.get("/ask/guestbook?org=" + county.village().code()));
        var title = visitor.answer(first, "a.who", "OTHER");
        var check = visitor.answer(visitor.answer(title, "a.title", "题目写长一点"), "a.text", "");

        var who = visitor.press(check, Map.of("go", "change-who"));
        assertThat(who.select("input[value=OTHER]").hasAttr("checked")).isTrue();
        var branch = visitor.answer(who, "a.who", "MEMBER");
        assertThat(branch.select("input[type=text]").attr("name")).isEqualTo("a.branch");
        assertThat(visitor.answer(branch, "a.branch", "支部").select(".answers").text())
                .contains("题目写长一点");
    }

    @Test
    void aReceiptCarriesTheDayOfTheAnswerBeforeTheWorkSideHasSeenIt() {
        var receipt = send("关于修路");

        assertThat(receipt.dueOn())
                .isEqualTo(calendars.current().dueAfter(LocalDate.now(clock), 3).on());
    }

    @Test
    void itGetsInOnceHoweverManyCarry() {
        var codes = IntStream.range(0, 30).mapToObj(i -> send("件" + i).code()).toList();

        CompletableFuture.allOf(IntStream.range(0, 3)
                        .mapToObj(_ -> CompletableFuture.runAsync(collector::drain))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(guestbook.received.stream().map(Incoming::code).filter(codes::contains))
                .containsExactlyInAnyOrderElementsOf(codes);
        assertThat(waiting(codes.getFirst())).isZero();
    }

    @Test
    void whatCannotBeTakenInIsKeptAndHoldsNothingUp() {
        var broken = send("坏的", "break");
        var sound = send("好的");

        collector.drain();

        assertThat(guestbook.received).extracting(Incoming::code).contains(sound.code());
        assertThat(waiting(broken.code())).isEqualTo(1);
        var page = page(new Visitor().get("/track/" + broken.code().text()));
        assertThat(page.select("main").text()).contains("正在送往");
    }

    @Test
    void whatComesTooLateIsToldToItsSender() {
        var receipt = send("先前的");
        collector.drain();
        projector.drain();
        assertThat(letterbox.act(receipt.code(), "guestbook-more", Map.of("text", "too late"), List.of()))
                .isInstanceOf(Outcome.Done.class);
        collector.drain();

        var page = page(new Visitor().get("/track/" + receipt.code().text()));
        assertThat(page.select("[role=alert]").text()).contains("现在不能再提交");
    }

    @Test
    void theSenderGoesOnWithTheCodeAlone() {
        var receipt = send("先前的");
        collector.drain();
        projector.drain();
        var visitor = new Visitor();
        var act = "/track/" + receipt.code().text() + "/guestbook-more";

        assertThat(visitor.multipart(act, Map.of("a.text", "")).statusCode()).isEqualTo(422);
        assertThat(visitor.multipart(act, Map.of("a.text", "再补一句")).statusCode())
                .isEqualTo(302);
        collector.drain();
        projector.drain();

        assertThat(page(visitor.get("/track/" + receipt.code().text()))
                        .select(".course")
                        .text())
                .contains("再补一句");
    }

    @Test
    void aCodeThatNobodyHasOpensNothing() {
        var visitor = new Visitor();

        assertThat(visitor.get("/track/7KQM-X2AB-NN4T-9RHE").statusCode()).isEqualTo(404);
        assertThat(visitor.get("/track/" + county.village().code()).statusCode())
                .isEqualTo(404);
        assertThat(visitor.get("/track?code=7kqmx2abnn4t9rhe").statusCode()).isEqualTo(302);
        assertThat(page(visitor.get("/track?code=7kq")).select(".problem").text())
                .contains("16 个");
    }

    @Test
    void whoeverReadsTheWholePublicDatabaseLearnsNothing() {
        var receipt = send("只有我知道的暗语乙丁");
        collector.drain();
        projector.drain();

        var sealed = jdbc.sql("select sealed from portal.tracked where code_hash = :hash")
                .param("hash", receipt.code().hash())
                .query((row, n) -> row.getBytes("sealed"))
                .single();
        assertThat(new String(sealed, StandardCharsets.UTF_8)).doesNotContain("暗语");
        assertThat(jdbc.sql("select count(*) from portal.pending where key = :code")
                        .param("code", receipt.code().text())
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(letterbox.tracked(receipt.code()).orElseThrow().title()).isEqualTo("只有我知道的暗语乙丁");
    }

    @Test
    void aFileThatMayNotComeInIsRefusedAtTheDoor() {
        var refused = letterbox.send(
                "guestbook",
                answers("题目", "内容"),
                List.of(new Incoming.File("照片.exe", new byte[] {1}), new Incoming.File("空.txt", new byte[0])));

        assertThat(((Outcome.Refused<?>) refused).refusals())
                .allSatisfy(refusal -> assertThat(refusal.field()).isEqualTo("files"))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aQuestionAnsweredOnceIsNotAnsweredAgain() {
        var visitor = new Visitor();
        var check = visitor.filledIn(county);

        assertThat(visitor.send(check, sumAsked(check)).statusCode()).isEqualTo(302);
        assertThat(visitor.send(check, sumAsked(check)).statusCode()).isEqualTo(422);
    }

    private Letterbox.Receipt send(String title) {
        return send(title, "内容");
    }

    private Letterbox.Receipt send(String title, String text) {
        return letterbox.send("guestbook", answers(title, text), List.of()).orThrow();
    }

    private Map<String, String> answers(String title, String text) {
        return Map.of("unit", county.village().code(), "who", "OTHER", "title", title, "text", text);
    }

    private long waiting(TrackingCode code) {
        return jdbc.sql("select count(*) from portal.intake where code_hash = :hash")
                .param("hash", code.hash())
                .query(Long.class)
                .single();
    }

    private static String sumAsked(Document page) {
        var words = List.of("零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十");
        var asked =
                page.select("label[for=f-sum]").text().replaceFirst("等于.*", "").split("加");
        return String.valueOf(words.indexOf(asked[0]) + words.indexOf(asked[1]));
    }

    /** Somebody without script, without cookies. */
    private final class Visitor {

        HttpResponse<String> get(String path) {
            return new Browser(port).get(path);
        }

        Document answer(Document question, String name, String answer) {
            return press(question, Map.of(name, answer, "go", "next"));
        }

        Document press(Document page, Map<String, String> typed) {
            var fields = hidden(page, "form");
            fields.putAll(typed);
            return page(multipartOrForm(page.select("main form").first().attr("action"), fields));
        }

        Document filledIn(MadeUpCounty county) {
            var first = page(get("/ask/guestbook?org=" + county.village().code()));
            return answer(answer(answer(first, "a.who", "OTHER"), "a.title", "题目写长一点"), "a.text", "");
        }

        HttpResponse<String> send(Document check, String sum) {
            var fields = hidden(check, "form[enctype]");
            fields.put("sum", sum);
            return multipart(check.select("form[enctype]").attr("action"), fields);
        }

        private Map<String, String> hidden(Document page, String form) {
            var fields = new HashMap<String, String>();
            var shown = page.select("main " + form).first();
            assertThat(shown).as(page.text()).isNotNull();
            shown.select("input[type=hidden]").forEach(input -> fields.put(input.attr("name"), input.attr("value")));
            return fields;
        }

        private HttpResponse<String> multipartOrForm(String path, Map<String, String> fields) {
            return new Browser(port)
                    .send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(fields.entrySet().stream()
                                    .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                                    .collect(java.util.stream.Collectors.joining("&")))));
        }

        HttpResponse<String> multipart(String path, Map<String, String> fields) {
            var body = new StringBuilder();
            fields.forEach((name, value) -> body.append("--x\r\nContent-Disposition: form-data; name=\"")
                    .append(name)
                    .append("\"\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n")
                    .append(value)
                    .append("\r\n"));
            return new Browser(port)
                    .send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .header("Content-Type", "multipart/form-data; boundary=x")
                            .POST(BodyPublishers.ofString(body + "--x--\r\n")));
        }

        private static String encoded(String text) {
            return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }
}
