package io.gongkai.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.message.GatewaySettings.Verb;
import io.gongkai.message.MadeUpAuthority.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A county that sends SMS through a gateway that is spoken to by HTTP and reports to an address with a secret. */
@CountyTest
class HttpGatewayTest {

    private static final String PASSWORD = "k\"ey&1";

    private enum Mood {
        OK,
        BUSY,
        LOCKED,
        /** Takes the message and breaks the connection. */
        SILENT,
        REPORTS_FIRST
    }

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    Outbox outbox;

    @Autowired
    Gateways gateways;

    @Autowired
    Moves moves;

    @Autowired
    PlatformTransactionManager transactions;

    @LocalServerPort
    int port;

    private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final JsonMapper json = JsonMapper.builder().build();
    private volatile Mood mood = Mood.OK;
    private MadeUpCounty county;
    private HttpServer server;
    private String where;
    private String certificate = "";
    private UUID gateway;
    private String secret;
    private String cause;
    private String number;

    @BeforeEach
    void aCountyWithAGateway() throws IOException {
        county = founder.establish();
        cause = "trial:" + UUID.randomUUID();
        number = "135%08d".formatted(ThreadLocalRandom.current().nextInt(90_000_000));
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/send", this::take);
        server.start();
        where = "http://127.0.0.1:%d/send?to={phone}"
                .formatted(server.getAddress().getPort());
        set("\"msgid\":\"(\\w+)\"", false);
        secret = gateways.renewReceiptSecret(
                county.county().id(), county.systemAdmin().id());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void set(String reference, boolean repeatable) {
        gateway = gateways.set(
                        county.county().id(),
                        new GatewaySettings.Http(
                                where,
                                Verb.POST_JSON,
                                "X-Key: {password}",
                                "{\"mobile\":\"{phone}\",\"content\":\"{text}\",\"ref\":\"{id}\"}",
                                "\"code\":0\\b",
                                reference,
                                repeatable,
                                reference.isEmpty() ? "ref" : "msgid",
                                "state",
                                "DELIVRD OK",
                                "UNDELIV EXPIRED",
                                certificate),
                        Map.of(GatewaySettings.PASSWORD, PASSWORD),
                        true,
                        county.systemAdmin().id())
                .orThrow();
    }

    private void take(HttpExchange exchange) throws IOException {
        var message = json.readTree(exchange.getRequestBody().readAllBytes());
        keys.add(exchange.getRequestHeaders().getFirst("X-Key"));
        if (mood == Mood.LOCKED) {
            answer(exchange, 401, "who are you");
            return;
        }
        if (mood == Mood.BUSY) {
            answer(exchange, 503, "busy");
            return;
        }
        // What the gateway knows already it takes once.
        if (taken.stream().noneMatch(before -> before.path("ref").equals(message.path("ref")))) {
            taken.add(message);
        }
        if (mood == Mood.REPORTS_FIRST) {
            report(secret, "{\"msgid\":\"%s\",\"state\":\"DELIVRD\"}".formatted(name(message)));
        }
        if (mood == Mood.SILENT) {
            exchange.close();
            return;
        }
        answer(exchange, 200, "{\"code\":0,\"msgid\":\"%s\"}".formatted(name(message)));
    }

    private static String name(JsonNode message) {
        return "m" + message.path("ref").asString().replace("-", "");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void theTextArrivesAsItStandsWhateverSignsAreInIt() {
        queue("修“路”\\ \"报价\" {phone} & 100%");
        await().until(() -> status().equals(Set.of(MessageStatus.HANDED_OVER)));

        assertThat(taken.getFirst().path("mobile").asString()).isEqualTo(number);
        assertThat(taken.getFirst().path("content").asString())
                .startsWith("【柳泉镇东河村党支部】已收到您的申请“修“路”\\ \"报价\" {phone} & 100%”");
        assertThat(keys).containsExactly(PASSWORD);
    }

    @Test
    void receiptsMayComeTwiceAndBackwardsAndFromNobodyElse() {
        queue("修路");
        await().until(() -> status().equals(Set.of(MessageStatus.HANDED_OVER)));
        var name = name(taken.getFirst());

        assertThat(report("wrong-secret", "{\"msgid\":\"%s\",\"state\":\"DELIVRD\"}".formatted(name)))
                .isEqualTo(404);
        assertThat(report(secret, "{")).isEqualTo(400);
        assertThat(report(secret, "[{\"msgid\":\"%s\",\"state\":\"ROUTING\"},{\"other\":1}]".formatted(name)))
                .isEqualTo(200);
        assertThat(status()).containsExactly(MessageStatus.HANDED_OVER);

        assertThat(report(secret, "{\"reports\":[{\"msgid\":\"%s\",\"state\":\"DELIVRD\"}]}".formatted(name)))
                .isEqualTo(200);
        assertThat(report(secret, "{\"msgid\":\"%s\",\"state\":\"DELIVRD\"}".formatted(name)))
                .isEqualTo(200);
        assertThat(report(secret, "{\"msgid\":\"%s\",\"state\":\"UNDELIV\"}".formatted(name)))
                .isEqualTo(200);
        assertThat(status()).containsExactly(MessageStatus.DELIVERED);
    }

    @Test
    void aReceiptAsAFormThatIsFasterThanTheAnswerIsNotLost() {
        mood = Mood.REPORTS_FIRST;
        queue("修路");

        await().until(() -> status().equals(Set.of(MessageStatus.DELIVERED)));
    }

    @Test
    void aBusyGatewayIsAskedAgainAndTakesItOnce() {
        mood = Mood.BUSY;
        queue("修路");
        await().until(() -> outbox.about(cause).getFirst().ground() == Ground.BUSY);
        assertThat(status()).containsExactly(MessageStatus.QUEUED);

        mood = Mood.OK;
        tryNow();
        await().until(() -> status().equals(Set.of(MessageStatus.HANDED_OVER)));
        assertThat(taken).hasSize(1);
    }

    @Test
    void whereWeAreNotLetInTheMessageWaitsForRightSettingsAndIsNotGivenUp() {
        mood = Mood.LOCKED;
        queue("修路");
        await().until(() -> gateways.of(county.county().id()).getFirst().problem() == Ground.NOT_LET_IN);
        assertThat(status()).containsExactly(MessageStatus.QUEUED);

        mood = Mood.OK;
        set("\"msgid\":\"(\\w+)\"", false);
        await().until(() -> status().equals(Set.of(MessageStatus.HANDED_OVER)));
    }

    @Test
    void whatWasTakenInSilenceIsUnknownUntilAPersonDecidesOrAReceiptComes() {
        set("", false);
        mood = Mood.SILENT;
        queue("修路");
        await().until(() -> status().equals(Set.of(MessageStatus.UNKNOWN)));
        mood = Mood.OK;
        tryNow();
        assertThat(taken).as("nobody sends it again by himself").hasSize(1);

        report(
                secret,
                "{\"ref\":\"%s\",\"state\":\"OK\"}"
                        .formatted(taken.getFirst().path("ref").asString()));
        assertThat(status()).containsExactly(MessageStatus.DELIVERED);
    }

    @Test
    void aGatewayThatTakesOneNameOnceIsAskedAgainAfterASilence() {
        set("", true);
        mood = Mood.SILENT;
        queue("修路");
        await().until(() -> outbox.about(cause).getFirst().tries() > 0);
        mood = Mood.OK;

        await().until(() -> {
            tryNow();
            return status().equals(Set.of(MessageStatus.HANDED_OVER));
        });
        assertThat(taken).hasSize(1);
        assertThat(keys).as("it was asked more than once").hasSizeGreaterThan(1);
    }

    @Test
    void aGatewayThatIsNotThereLetsEverythingWaitAndCountsNothingAgainstTheMessages() {
        server.stop(0);
        queue("修路");
        await().until(() -> gateways.of(county.county().id()).getFirst().problem() == Ground.UNREACHABLE);

        assertThat(outbox.about(cause)).singleElement().satisfies(sent -> {
            assertThat(sent.status()).isEqualTo(MessageStatus.QUEUED);
            assertThat(sent.tries()).isZero();
        });
    }

    /** The same gateway, by HTTPS. */
    private void encrypted(Identity identity) throws IOException {
        server.stop(0);
        var https = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(MadeUpAuthority.context(identity)));
        https.createContext("/send", this::take);
        https.start();
        server = https;
        setEncrypted(https.getAddress().getPort());
    }

    private void setEncrypted(int port) {
        where = "https://127.0.0.1:%d/send?to={phone}".formatted(port);
        certificate = MadeUpAuthority.certificate();
        set("", false);
    }

    @Test
    void aMessageGoesEncryptedToAGatewayForWhichTheCountysOwnAuthorityVouches() throws IOException {
        encrypted(Identity.SERVER);
        queue("修路");
        await().until(() -> status().equals(Set.of(MessageStatus.HANDED_OVER)));

        assertThat(taken.getFirst().path("mobile").asString()).isEqualTo(number);
        assertThat(keys).containsExactly(PASSWORD);
    }

    @ParameterizedTest
    @EnumSource(names = {"STRANGER", "ELSEWHERE", "EXPIRED"})
    void whoCannotShowThatHeIsTheGatewayHearsNothingAndNoMessageIsEvenTakenUp(Identity identity) throws IOException {
        encrypted(identity);
        queue("修路");
        await().until(() -> gateways.of(county.county().id()).getFirst().problem() == Ground.NOT_TRUSTED);

        assertThat(keys).isEmpty();
        assertThat(status()).containsExactly(MessageStatus.QUEUED);
        var details = outbox.details(
                outbox.about(cause).getFirst().id(), county.systemAdmin().id());
        assertThat(details.moves()).extracting(MessageMove::step).containsExactly("QUEUE");

        encrypted(Identity.SERVER);
        await().until(() -> status().equals(Set.of(MessageStatus.HANDED_OVER)));
    }

    /** He may have read it: a second SMS about a refusal is worse than a look at a list. */
    @Test
    void whatWasGivenWhenTheEncryptionBrokeIsUnknownAndNotGivenAgain() throws IOException {
        try (var cut = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            var requests = new AtomicInteger();
            Thread.ofVirtual().start(() -> readAndGoOnInClear(cut, requests));
            setEncrypted(cut.getLocalPort());
            queue("修路");

            await().until(() -> status().equals(Set.of(MessageStatus.UNKNOWN)));
            assertThat(requests).hasValue(1);
        }
    }

    /** As if somebody in between put in words of his own: whoever hears them hangs up. */
    private static void readAndGoOnInClear(ServerSocket cut, AtomicInteger requests) {
        var sockets = MadeUpAuthority.context(Identity.SERVER).getSocketFactory();
        while (!cut.isClosed()) {
            try (var plain = cut.accept();
                    var secret = sockets.createSocket(plain, null, true)) {
                var in = secret.getInputStream();
                for (var read = in.read(); read >= 0; read = in.read()) {
                    // The end of the body: there is no other in a request.
                    if (read == '}') {
                        requests.incrementAndGet();
                        plain.getOutputStream().write("words in clear".getBytes(StandardCharsets.US_ASCII));
                    }
                }
            } catch (IOException e) {
                // One has hung up; the next may call.
            }
        }
    }

    private void queue(String title) {
        new TransactionTemplate(transactions)
                .executeWithoutResult(_ -> outbox.queue(new NewMessage(
                        TrialKinds.RECEIPT,
                        county.village().id(),
                        Recipient.of(number).orElseThrow(),
                        Map.of("number", "2026-017", "title", title),
                        "/track/abc",
                        cause)));
    }

    private int report(String with, String body) {
        return new Browser(port)
                .send(HttpRequest.newBuilder(URI.create(
                                "http://localhost:%d/api/v1/message-receipts/%s/%s".formatted(port, gateway, with)))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)))
                .statusCode();
    }

    private void tryNow() {
        outbox.tryNow(county.county().id(), county.systemAdmin().id());
    }

    private Set<MessageStatus> status() {
        return outbox.about(cause).stream().map(SentMessage::status).collect(Collectors.toSet());
    }
}
