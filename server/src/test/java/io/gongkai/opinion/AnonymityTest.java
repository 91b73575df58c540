package io.gongkai.opinion;

import static io.gongkai.Browser.page;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.database.Backup;
import io.gongkai.database.Installation;
import io.gongkai.intake.Envelope;
import io.gongkai.intake.TrackingCode;
import io.gongkai.portal.Collector;
import io.gongkai.portal.Letterbox;
import io.gongkai.portal.NightMail;
import io.gongkai.portal.Projector;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who speaks without a name is found by nobody, not even by somebody who holds the database, its write-ahead log, the logs of the
 * servers and a backup; and what would change that is noticed.
 */
@CountyTest
class AnonymityTest {

    private static final int SENDERS = 40;
    private static final List<String> NUMBERS = List.of("零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十");

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    Opinions opinions;

    @Autowired
    Letterbox letterbox;

    @Autowired
    NightMail mail;

    @Autowired
    Collector collector;

    @Autowired
    Projector projector;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Value("${gongkai.db}")
    String database;

    @Value("${gongkai.data}")
    Path data;

    @LocalServerPort
    int port;

    @TempDir
    Path folder;

    MadeUpCounty county;

    @BeforeEach
    void aCounty() {
        county = founder.establish();
        mail.carryNow();
        projector.drain();
    }

    @Test
    void noSenderIsFoundByAnybodyWhoHoldsEverything() throws Exception {
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        ((Logger) LoggerFactory.getLogger("ROOT")).addAppender(log);
        var people = new ArrayList<>(List.of(
                county.villageClerk(), county.townClerk(), county.countyClerk(), county.member(), county.resident()));
        var browsers = people.stream()
                .map(person -> new Browser(port).signIn(person.login(), MadeUpCounty.PASSWORD))
                .toList();
        var active = lastActive();
        var begun = clock.instant();
        var from = place();
        var codes = new ArrayList<TrackingCode>();
        for (var i = 0; i < SENDERS; i++) {
            codes.add(send(browsers.get(i % browsers.size()), marker(i)));
        }
        var named = letterbox
                .send(
                        "opinion",
                        Map.of(
                                "unit", county.village().code(),
                                "title", "有名字的" + marker(99),
                                "words", "对照",
                                "open", "NO",
                                "name", "对照",
                                "contact", "1"),
                        List.of())
                .orThrow();
        var to = place();
        var envelopes = envelopes();
        var keys = keyFiles();
        assertThat(envelopes).hasSizeGreaterThanOrEqualTo(SENDERS);
        assertThat(readable(envelopes, keys))
                .as("as long as the key is there somebody who takes it can read: the control")
                .contains(marker(0));
        assertThat(lastActive())
                .as("whoever was signed in beside it left no trace in the session")
                .isEqualTo(active);
        var before = Adversary.log(wal(), from, to);
        var backupBefore = backup("before.zip");
        var ended = clock.instant();

        mail.carryNow();
        collector.drain();
        projector.drain();
        projector.drain();

        var after = Adversary.log(wal(), to, place());
        var targets = targets(codes);
        var adversary = new Adversary(
                targets,
                begun,
                ended,
                people.stream()
                        .flatMap(person -> List.of(person.id().toString(), person.login(), "127.0.0.1").stream())
                        .toList());
        var findings = new ArrayList<String>();
        findings.addAll(adversary.mentions("the log of the database while they were sent", before));
        findings.addAll(adversary.mentions("a backup while they were waiting", backupBefore));
        findings.addAll(adversary.mentions("the log of the database server", Adversary.everything(serverLogs())));
        findings.addAll(adversary.mentions(
                "the log of the program",
                log.list.stream()
                        .map(event -> event.getFormattedMessage() + event.getThrowableProxy())
                        .collect(Collectors.joining("\n"))
                        .getBytes(StandardCharsets.UTF_8)));
        findings.addAll(adversary.inBytes("the log of the database when they were carried in", after));
        findings.addAll(adversary.inBytes("a backup", backup("after.zip")));
        try (var owner = owner()) {
            findings.addAll(adversary.inTheDatabase(owner));
        }
        assertThat(findings).isEmpty();
        assertThat(readable(envelopes, keyFiles()))
                .as("what the log still holds of the envelopes is opened by nothing any more")
                .isEmpty();

        // The controls: with a name one is found in the same places, and a time put there on purpose is.
        assertThat(new String(before, StandardCharsets.UTF_8)).contains(marker(99));
        assertThat(new String(before, StandardCharsets.UTF_8))
                .contains(named.code().text());
        try (var owner = owner();
                var statement = owner.createStatement()) {
            statement.execute("create table opinion.leak (opinion uuid, at timestamptz)");
            try {
                for (var i = 0; i < SENDERS; i++) {
                    statement.execute("insert into opinion.leak values ('%s', '%s')"
                            .formatted(id(codes.get(i)), begun.plusMillis(i)));
                }
                assertThat(adversary.inTheDatabase(owner))
                        .anyMatch(finding -> finding.contains("opinion.leak.at holds a time"))
                        .anyMatch(finding -> finding.contains("opinion.leak.at follows the order"))
                        .anyMatch(finding -> finding.contains("opinion.leak where it lies follows the order"));
            } finally {
                statement.execute("drop table opinion.leak");
            }
        }
        ((Logger) LoggerFactory.getLogger("ROOT")).detachAppender(log);
    }

    @Test
    void aTimeStampAddedOnPurposeClosesTheDoor() throws Exception {
        for (var table : List.of("opinion.opinion", "opinion.event", "portal.sealed_intake")) {
            try (var owner = owner();
                    var statement = owner.createStatement()) {
                statement.execute(
                        "alter table %s add column noted_at timestamptz default clock_timestamp()".formatted(table));
                try {
                    mail.carryNow();
                    assertThat(grounds(anonymous("已经加了时间"))).as(table).containsExactly("intake.unnamed.closed");
                } finally {
                    statement.execute("alter table %s drop column noted_at".formatted(table));
                }
            }
            mail.carryNow();
            assertThat(anonymous("时间又去掉了")).as(table).isInstanceOf(Outcome.Done.class);
        }
    }

    @Test
    void theTriggersThatKeepThePromiseMustStand() throws Exception {
        try (var owner = owner();
                var statement = owner.createStatement()) {
            statement.execute("alter table opinion.opinion disable trigger an_opinion_stays_as_it_came");
            try {
                mail.carryNow();
                assertThat(anonymous("触发器停用了")).isInstanceOf(Outcome.Refused.class);
            } finally {
                statement.execute("alter table opinion.opinion enable trigger an_opinion_stays_as_it_came");
            }
        }
        mail.carryNow();
    }

    @Test
    void whatWaitedWhileTheDoorWasClosedIsCarriedInLater() throws Exception {
        var receipt = anonymous("先等着的").orThrow();
        try (var owner = owner();
                var statement = owner.createStatement()) {
            statement.execute("alter table opinion.event add column seen timestamptz");
            mail.carryNow();
            assertThat(opinions.ofCode(receipt.code())).isEmpty();
            statement.execute("alter table opinion.event drop column seen");
        }

        mail.carryNow();

        assertThat(opinions.ofCode(receipt.code())).isPresent();
    }

    @Test
    void withEightWordsTheSenderComesBackAndTalksOn() {
        var code = send(new Browser(port), "匿名回来" + marker(7));
        var waiting = page(new Browser(port).get("/track/" + code.text() + "?sent=opinion-anonymous"));
        assertThat(waiting.select(".words li").eachText()).isEqualTo(code.words());
        assertThat(waiting.select("main").text()).contains("最迟 7 天");
        assertThat(new Browser(port).get("/track/" + code.text()).statusCode()).isEqualTo(404);
        mail.carryNow();
        projector.drain();
        var opinion = opinions.ofCode(code).orElseThrow();
        opinions.tell(opinion.id(), "请问是哪一个月的账", county.villageClerk().id()).orThrow();
        projector.drain();

        var found = new Browser(port)
                .get("/track?code=" + URLEncoder.encode(String.join(" ", code.words()), StandardCharsets.UTF_8));
        assertThat(found.headers().firstValue("Location")).hasValue("/track/" + code.text());
        assertThat(page(new Browser(port).get("/track/" + code.text()))
                        .select(".course")
                        .text())
                .contains("请问是哪一个月的账");
        assertThat(letterbox.act(code, "opinion-more", Map.of("words", "是九月的"), List.of()))
                .isInstanceOf(Outcome.Done.class);
        assertThat(waitingInTheOpen(code)).isZero();
        mail.carryNow();

        var after = opinions.ofCode(code).orElseThrow();
        assertThat(after.events().getLast().text()).isEqualTo("是九月的");
        assertThat(after.events().getLast().at()).isNull();
    }

    @Test
    void whoIsCarriedInMeanwhileIsNotLostAndNotDoubled() {
        var codes = Collections.synchronizedList(new ArrayList<TrackingCode>());
        var senders = IntStream.range(0, 4)
                .mapToObj(n -> Thread.ofVirtual().start(() -> {
                    for (var i = 0; i < 15; i++) {
                        codes.add(anonymous("同时提交" + n + "-" + i).orThrow().code());
                    }
                }))
                .toList();
        while (senders.stream().anyMatch(Thread::isAlive)) {
            mail.carryNow();
        }
        mail.carryNow();

        assertThat(codes)
                .hasSize(60)
                .allSatisfy(code -> assertThat(opinions.ofCode(code)).isPresent());
    }

    private static List<String> grounds(Outcome<?> outcome) {
        return outcome instanceof Outcome.Refused<?>(var refusals)
                ? refusals.stream().map(Refusal::code).toList()
                : List.of();
    }

    private Outcome<Letterbox.Receipt> anonymous(String title) {
        return letterbox.send(
                "opinion-anonymous",
                Map.of("unit", county.village().code(), "title", title, "words", "说一件事", "open", "NO"),
                List.of());
    }

    /** As a browser without script sends it, with whatever cookies it has. */
    private TrackingCode send(Browser browser, String marker) {
        var answers = new LinkedHashMap<String, String>();
        answers.put("a.unit", county.village().code());
        answers.put("a.title", marker + "的事");
        answers.put("a.words", marker + "想说的话");
        answers.put("a.open", "NO");
        answers.put("checked", "true");
        var check = page(browser.send(post("/ask/opinion-anonymous", answers)));
        answers.put("token", check.select("input[name=token]").attr("value"));
        answers.put("sum", sum(check));
        var sent = browser.send(HttpRequest.newBuilder(URI.create(browser.root() + "/ask/opinion-anonymous/send"))
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString(answers.entrySet().stream()
                        .map(field ->
                                "--x\r\nContent-Disposition: form-data; name=\"%s\"\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n%s\r\n"
                                        .formatted(field.getKey(), field.getValue()))
                        .collect(Collectors.joining("", "", "--x--\r\n")))));
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(302);
        var location = sent.headers().firstValue("Location").orElseThrow();
        assertThat(browser.get(location).statusCode()).isEqualTo(200);
        return TrackingCode.typed(location.replaceFirst(".*/track/", "").replaceFirst("\\?.*", ""))
                .orElseThrow();
    }

    private HttpRequest.Builder post(String path, Map<String, String> fields) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))));
    }

    private static String sum(Document check) {
        var asked =
                check.select("label[for=f-sum]").text().replaceFirst("等于.*", "").split("加");
        return String.valueOf(NUMBERS.indexOf(asked[0]) + NUMBERS.indexOf(asked[1]));
    }

    /**
     * Of this run and no other; short, so that it seldom falls on the border of a page. Its numbers go up and down: what the sender
     * wrote must not tell the order, or everything that repeats it would.
     */
    /** With a letter that no number has: else one in six counties is called as one of its senders. */
    private String marker(int i) {
        return "%sz%02d".formatted(county.mark().substring(0, 8), (i * 37 + 11) % 100);
    }

    private List<Adversary.Target> targets(List<TrackingCode> codes) {
        var targets = new ArrayList<Adversary.Target>();
        for (var i = 0; i < codes.size(); i++) {
            var code = codes.get(i);
            var opinion = opinions.ofCode(code).orElseThrow();
            targets.add(new Adversary.Target(
                    marker(i),
                    List.of(
                            opinion.id().toString(),
                            code.text(),
                            "\\\\x" + HexFormat.of().formatHex(code.hash()),
                            opinion.deadline().toString())));
        }
        return targets;
    }

    private String id(TrackingCode code) {
        return opinions.ofCode(code).orElseThrow().id().toString();
    }

    private Map<String, Long> lastActive() {
        var active = new LinkedHashMap<String, Long>();
        jdbc.sql("""
                        select s.session_id, s.last_access_time
                          from account.spring_session s
                         order by s.session_id
                        """)
                .query((row, _) -> active.put(row.getString(1), row.getLong(2)))
                .list();
        return active;
    }

    private long waitingInTheOpen(TrackingCode code) {
        return jdbc.sql("select count(*) from portal.intake where code_hash = :hash")
                .param("hash", code.hash())
                .query(Long.class)
                .single();
    }

    private List<byte[]> envelopes() {
        return jdbc.sql("select sealed from portal.sealed_intake")
                .query((row, _) -> row.getBytes(1))
                .list();
    }

    private List<String> keyFiles() throws IOException {
        var keys = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(data.resolve("sealing-keys"))) {
            for (var file : files) {
                keys.add(Files.readAllLines(file).getLast());
            }
        }
        return keys;
    }

    private static String readable(List<byte[]> envelopes, List<String> keys) {
        var read = new StringBuilder();
        for (var key : keys) {
            for (var envelope : envelopes) {
                try {
                    read.append(new String(
                            Envelope.open(
                                    Envelope.privateKey(Base64.getDecoder().decode(key)), envelope),
                            StandardCharsets.UTF_8));
                } catch (IllegalArgumentException closed) {
                    // as it should be
                }
            }
        }
        return read.toString();
    }

    private String place() {
        return jdbc.sql("select pg_current_wal_lsn()::text").query(String.class).single();
    }

    private Path wal() {
        return data.getParent().resolve("postgres").resolve("pg_wal");
    }

    private Path serverLogs() {
        return data.getParent().resolve("logs");
    }

    private byte[] backup(String name) throws IOException {
        var file = folder.resolve(name);
        try (var installation = Installation.open(folder.resolve("other"), database)) {
            Backup.write(installation, file);
        }
        var all = new ByteArrayOutputStream();
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : zip.stream().toList()) {
                zip.getInputStream(entry).transferTo(all);
            }
        }
        return all.toByteArray();
    }

    private Connection owner() throws SQLException {
        var uri = URI.create(database);
        var user = uri.getUserInfo().split(":");
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d%s".formatted(uri.getHost(), uri.getPort(), uri.getPath()), user[0], user[1]);
    }
}
