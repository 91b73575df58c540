package io.gongkai.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.message.GatewaySettings.Encryption;
import io.gongkai.message.GatewaySettings.LongText;
import io.gongkai.message.MadeUpAuthority.Identity;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A county that sends SMS through an operator's SMPP server, which runs as a program of its own and gets killed. */
@CountyTest
class SmppTest {

    /** What the operator took. */
    private record Taken(String name, String destination, int coding, byte[] header, String text) {}

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    Outbox outbox;

    @Autowired
    Gateways gateways;

    @Autowired
    PlatformTransactionManager transactions;

    @TempDir
    Path folder;

    private MadeUpCounty county;
    private String cause;
    private String number;
    private int port;
    private Encryption encryption = Encryption.NONE;
    private Process operator;
    private BufferedReader says;
    private BufferedWriter hears;

    @BeforeEach
    void aCountyWithAnOperator() throws IOException {
        county = founder.establish();
        cause = "trial:" + UUID.randomUUID();
        number = "139%08d".formatted(ThreadLocalRandom.current().nextInt(90_000_000));
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        start();
        set(LongText.PARTS, "right-pw");
    }

    @AfterEach
    void stop() {
        operator.destroyForcibly();
        gateways.set(
                        county.county().id(),
                        settings(LongText.PARTS),
                        Map.of(),
                        false,
                        county.systemAdmin().id())
                .orThrow();
    }

    private void start(String... options) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(options));
        command.addAll(List.of(
                SmppOperator.class.getName(),
                String.valueOf(port),
                folder.resolve("record").toString()));
        operator = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        says = operator.inputReader(StandardCharsets.UTF_8);
        hears = operator.outputWriter(StandardCharsets.UTF_8);
        assertThat(heard()).isEqualTo("listening");
    }

    /** The operator is replaced by one that encrypts and shows another certificate. */
    private void startEncrypted(Identity identity) throws Exception {
        operator.destroyForcibly().waitFor();
        var keys = folder.resolve("keys.p12");
        MadeUpAuthority.save(identity, keys);
        start(
                "-Djavax.net.ssl.keyStore=" + keys,
                "-Djavax.net.ssl.keyStoreType=PKCS12",
                "-Djavax.net.ssl.keyStorePassword=" + MadeUpAuthority.PASSWORD);
        encryption = Encryption.TLS;
        set(LongText.PARTS, "right-pw");
    }

    private GatewaySettings settings(LongText longText) {
        return new GatewaySettings.Smpp(
                "127.0.0.1",
                port,
                encryption,
                "county",
                "",
                "10690000",
                "86",
                longText,
                encryption == Encryption.NONE ? "" : MadeUpAuthority.certificate());
    }

    private void set(LongText longText, String password) {
        gateways.set(
                        county.county().id(),
                        settings(longText),
                        Map.of(GatewaySettings.PASSWORD, password),
                        true,
                        county.systemAdmin().id())
                .orThrow();
    }

    @Test
    void aShortMessageGoesInChineseAndItsReceiptSaysThatItArrived() throws IOException {
        queue("2026-017", "修路");
        await().until(() -> status().equals(Set.of(MessageStatus.HANDED_OVER)));

        var taken = taken().getFirst();
        assertThat(taken.destination()).isEqualTo("86" + number);
        assertThat(taken.coding()).isEqualTo(8);
        assertThat(taken.header()).isEmpty();
        assertThat(taken.text()).startsWith("【柳泉镇东河村党支部】已收到您的申请“修路”，编号 2026-017");
        assertThat(outbox.about(cause).getFirst().masked()).isEqualTo("139****" + number.substring(7));

        tell("receipt " + taken.name() + " ACCEPTD");
        assertThat(status()).as("is on its way").containsExactly(MessageStatus.HANDED_OVER);
        tell("receipt " + taken.name() + " DELIVRD");
        assertThat(status()).containsExactly(MessageStatus.DELIVERED);
        tell("receipt " + taken.name() + " UNDELIV");
        assertThat(status()).as("what has arrived stays arrived").containsExactly(MessageStatus.DELIVERED);
    }

    /** Three parts, receipts twice and backwards: it has arrived when each part has. */
    @Test
    void aLongMessageIsPutTogetherAgainAndArrivesWhenAllItsPartsHave() throws IOException {
        queueLong();
        await().until(() -> status().equals(Set.of(MessageStatus.HANDED_OVER)));

        var parts = taken();
        assertThat(parts).hasSizeGreaterThanOrEqualTo(2);
        assertThat(parts).allSatisfy(part -> assertThat(part.header()).hasSize(6));
        assertThat(parts)
                .extracting(part -> part.header()[3])
                .containsOnly(parts.getFirst().header()[3]);
        assertThat(parts.stream().map(part -> (int) part.header()[4]).distinct())
                .containsExactly(parts.size());
        assertThat(parts.stream().map(Taken::text).collect(Collectors.joining()))
                .startsWith("【柳泉镇东河村党支部】")
                .contains("𠮷")
                .endsWith("/track/abc");

        for (var part : parts.subList(1, parts.size()).reversed()) {
            tell("receipt " + part.name() + " DELIVRD");
            tell("receipt " + part.name() + " DELIVRD");
        }
        assertThat(status()).as("one part is missing").containsExactly(MessageStatus.HANDED_OVER);
        tell("receipt " + parts.getFirst().name() + " DELIVRD");
        assertThat(status()).containsExactly(MessageStatus.DELIVERED);
    }

    @Test
    void aLongMessageGoesWholeWhereTheOperatorTakesItApart() throws IOException {
        set(LongText.PAYLOAD, "");
        queueLong();
        await().until(() -> status().equals(Set.of(MessageStatus.HANDED_OVER)));

        assertThat(taken())
                .singleElement()
                .satisfies(taken -> assertThat(taken.text()).endsWith("/track/abc"));
    }

    @Test
    void aPartThatWasTakenIsNotSentAgainWhenTheNextIsPutOff() throws IOException {
        tell("answer busy-second");
        queueLong();
        await().until(() -> outbox.about(cause).getFirst().ground() == Ground.BUSY);
        assertThat(taken()).hasSize(1);

        tell("answer ok");
        tryNow();
        await().until(() -> status().equals(Set.of(MessageStatus.HANDED_OVER)));
        assertThat(taken().stream().map(part -> (int) part.header()[5])).containsExactly(1, 2, 3);
    }

    @Test
    void aReceiptThatIsFasterThanTheAnswerIsNotLost() throws IOException {
        tell("answer early");
        queue("2026-017", "修路");

        await().until(() -> status().equals(Set.of(MessageStatus.DELIVERED)));
    }

    @Test
    void whatDidNotArriveIsADeadLetterAndAPersonMaySendItAgain() throws IOException {
        queue("2026-017", "修路");
        await().until(() -> status().equals(Set.of(MessageStatus.HANDED_OVER)));
        tell("receipt " + taken().getFirst().name() + " UNDELIV");

        var dead = outbox.about(cause).getFirst();
        assertThat(dead.status()).isEqualTo(MessageStatus.FAILED);
        assertThat(dead.ground()).isEqualTo(Ground.NOT_DELIVERED);

        outbox.sendAgain(dead.id(), county.systemAdmin().id()).orThrow();
        await().until(() -> taken().size() == 2);
        await().until(() -> status().equals(Set.of(MessageStatus.HANDED_OVER)));
        tell("receipt " + taken().getFirst().name() + " UNDELIV");
        assertThat(status())
                .as("the first round says nothing about the second")
                .containsExactly(MessageStatus.HANDED_OVER);
        tell("receipt " + taken().getLast().name() + " DELIVRD");
        assertThat(status()).containsExactly(MessageStatus.DELIVERED);
    }

    /** Killed like a machine that loses power, while it takes one message after another. */
    @Test
    void anOperatorKilledInMidStreamTakesEachMessageOnce() throws Exception {
        for (var i = 0; i < 60; i++) {
            number = "137%08d".formatted(ThreadLocalRandom.current().nextInt(90_000_000));
            queue("2026-%03d".formatted(i), "修路");
        }
        await().until(() -> taken().size() >= 5);
        operator.destroyForcibly().waitFor();
        start();

        await().atMost(Duration.ofMinutes(1)).until(() -> {
            tryNow();
            return outbox.about(cause).stream()
                    .noneMatch(sent -> sent.status() == MessageStatus.QUEUED || sent.status() == MessageStatus.SENDING);
        });
        var texts = taken().stream().map(Taken::text).toList();
        assertThat(texts).doesNotHaveDuplicates();
        var handedOver = count(MessageStatus.HANDED_OVER);
        var unknown = count(MessageStatus.UNKNOWN);
        assertThat(handedOver + unknown).isEqualTo(60);
        assertThat(unknown).as("only what was being given just then").isLessThanOrEqualTo(1);
        assertThat((long) texts.size()).isBetween(handedOver, handedOver + unknown);
    }

    @Test
    void whoGivesTheWrongPasswordSendsNothingAndLosesNothing() throws IOException {
        set(LongText.PARTS, "wrong-pw");
        queue("2026-017", "修路");
        await().until(() -> gateways.of(county.county().id()).getFirst().problem() == Ground.NOT_LET_IN);
        assertThat(status()).containsExactly(MessageStatus.QUEUED);

        set(LongText.PARTS, "right-pw");
        await().until(() -> status().equals(Set.of(MessageStatus.HANDED_OVER)));
        assertThat(taken()).hasSize(1);
    }

    @Test
    void messageAndReceiptGoEncryptedWhereTheCountysOwnAuthorityVouchesForTheOperator() throws Exception {
        startEncrypted(Identity.SERVER);
        queue("2026-017", "修路");
        await().until(() -> status().equals(Set.of(MessageStatus.HANDED_OVER)));

        tell("receipt " + taken().getFirst().name() + " DELIVRD");
        assertThat(status()).containsExactly(MessageStatus.DELIVERED);
    }

    @ParameterizedTest
    @EnumSource(names = {"STRANGER", "ELSEWHERE"})
    void whoCannotShowThatHeIsTheOperatorIsGivenNothingAndTheMessageWaitsForTheRightOne(Identity identity)
            throws Exception {
        startEncrypted(identity);
        queue("2026-017", "修路");
        await().until(() -> gateways.of(county.county().id()).getFirst().problem() == Ground.NOT_TRUSTED);
        assertThat(status()).containsExactly(MessageStatus.QUEUED);
        assertThat(taken()).isEmpty();

        startEncrypted(Identity.SERVER);
        await().until(() -> status().equals(Set.of(MessageStatus.HANDED_OVER)));
        assertThat(taken()).hasSize(1);
    }

    @Test
    void anOperatorThatDoesNotEncryptThoughItShouldIsGivenNothing() {
        encryption = Encryption.TLS;
        set(LongText.PARTS, "right-pw");
        queue("2026-017", "修路");
        await().until(() -> gateways.of(county.county().id()).getFirst().problem() == Ground.NOT_ENCRYPTED);

        assertThat(status()).containsExactly(MessageStatus.QUEUED);
    }

    private long count(MessageStatus status) {
        return outbox.about(cause).stream()
                .filter(sent -> sent.status() == status)
                .count();
    }

    private void queueLong() {
        queue("2026-017-" + "𠮷".repeat(30), "关于村道硬化工程资金使用明细、招投标过程、监理单位和验收结论的公开申请以及后续说明");
    }

    private void queue(String name, String title) {
        new TransactionTemplate(transactions)
                .executeWithoutResult(_ -> outbox.queue(new NewMessage(
                        TrialKinds.RECEIPT,
                        county.village().id(),
                        Recipient.of(number).orElseThrow(),
                        Map.of("number", name, "title", title),
                        "/track/abc",
                        cause)));
    }

    private void tryNow() {
        outbox.tryNow(county.county().id(), county.systemAdmin().id());
    }

    private Set<MessageStatus> status() {
        return outbox.about(cause).stream().map(SentMessage::status).collect(Collectors.toSet());
    }

    private void tell(String command) throws IOException {
        hears.write(command + "\n");
        hears.flush();
        assertThat(heard()).isEqualTo("done");
    }

    private String heard() throws IOException {
        return String.valueOf(says.readLine());
    }

    private List<Taken> taken() throws IOException {
        var record = folder.resolve("record");
        if (!Files.exists(record)) {
            return List.of();
        }
        return Files.readAllLines(record).stream()
                .map(line -> line.split(" ", -1))
                .filter(words -> words.length == 5)
                .map(words -> new Taken(
                        words[0],
                        words[1],
                        Integer.parseInt(words[2]),
                        HexFormat.of().parseHex(words[3].replace("-", "")),
                        new String(HexFormat.of().parseHex(words[4]), StandardCharsets.UTF_16BE)))
                .toList();
    }
}
