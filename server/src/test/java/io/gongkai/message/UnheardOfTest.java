package io.gongkai.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.message.GatewaySettings.Encryption;
import io.gongkai.message.GatewaySettings.Verb;
import io.gongkai.shared.Outcome;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A node takes a message up and is not heard of again; and what the database tells whoever reads it. */
@CountyTest
class UnheardOfTest {

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    Outbox outbox;

    @Autowired
    Gateways gateways;

    @Autowired
    Moves moves;

    @Autowired
    OutboxStore store;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Autowired
    PlatformTransactionManager transactions;

    private MadeUpCounty county;
    private String cause;
    private int nobodyThere;

    @BeforeEach
    void aCountyWhoseGatewaysAnswerNothing() throws IOException {
        county = founder.establish();
        cause = "trial:" + UUID.randomUUID();
        try (var free = new ServerSocket(0)) {
            nobodyThere = free.getLocalPort();
        }
    }

    private Gateway mail() {
        return set(
                new GatewaySettings.Smtp("127.0.0.1", nobodyThere, Encryption.NONE, "", "office@qinghe.example", ""));
    }

    private Gateway sms(boolean repeatable) {
        return set(new GatewaySettings.Http(
                "http://127.0.0.1:%d/{phone}/{text}/{id}".formatted(nobodyThere),
                Verb.GET,
                "",
                "",
                "",
                "",
                repeatable,
                "",
                "",
                "",
                "",
                ""));
    }

    private Gateway set(GatewaySettings settings) {
        gateways.set(
                        county.county().id(),
                        settings,
                        Map.of(GatewaySettings.PASSWORD, "gateway-password"),
                        true,
                        county.systemAdmin().id())
                .orThrow();
        return gateways.of(county.county().id()).getFirst();
    }

    /** In one transaction with the stopping of the gateway, so that nobody but the test takes anything up. */
    private void queueAndStop(Gateway gateway, String... addresses) {
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            for (var address : addresses) {
                outbox.queue(new NewMessage(
                        TrialKinds.RECEIPT,
                        county.village().id(),
                        Recipient.of(address).orElseThrow(),
                        Map.of("number", "2026-017", "title", "修路"),
                        "/track/abc",
                        cause));
            }
            gateways.use(
                    county.county().id(),
                    gateway.medium(),
                    false,
                    county.systemAdmin().id());
        });
    }

    @Test
    void whatWasTakenUpWhenANodeDiedIsUnknownAndNotSentAgain() {
        var gateway = mail();
        queueAndStop(gateway, "wang@example.cn");
        moves.claim(gateway).orElseThrow();

        moves.clearUp(clock.instant().plus(Moves.CLAIM).minusSeconds(5));
        assertThat(one().status()).as("may still be at it").isEqualTo(MessageStatus.SENDING);
        moves.clearUp(clock.instant().plus(Moves.CLAIM).plusSeconds(5));
        assertThat(one().status()).isEqualTo(MessageStatus.UNKNOWN);
        assertThat(one().ground()).isEqualTo(Ground.INTERRUPTED);
        assertThat(moves.claim(gateway)).isEmpty();
    }

    @Test
    void aGatewayThatTakesANameOnceIsGivenItAgainUnderTheSameName() {
        var gateway = sms(true);
        queueAndStop(gateway, number());
        var first = moves.claim(gateway).orElseThrow();
        moves.clearUp(clock.instant().plus(Moves.CLAIM).plusSeconds(5));

        assertThat(moves.claim(gateway).orElseThrow().reference()).isEqualTo(first.reference());
    }

    /** A node that was only slow says what it knows; but not about what a person has sent again meanwhile. */
    @Test
    void anAnswerThatComesLateIsBelievedUnlessItIsTooLate() {
        var gateway = mail();
        queueAndStop(gateway, "wang@example.cn");
        var first = moves.claim(gateway).orElseThrow();
        moves.clearUp(clock.instant().plus(Moves.CLAIM).plusSeconds(5));
        outbox.sendAgain(one().id(), county.systemAdmin().id()).orThrow();
        var second = moves.claim(gateway).orElseThrow();
        moves.record(gateway, first, new HandOver.Refused(Ground.REJECTED, ""));
        assertThat(one().status()).isEqualTo(MessageStatus.SENDING);

        moves.clearUp(clock.instant().plus(Moves.CLAIM).plusSeconds(5));
        assertThat(one().status()).isEqualTo(MessageStatus.UNKNOWN);
        moves.record(gateway, second, new HandOver.Accepted(List.of()));
        assertThat(one().status()).isEqualTo(MessageStatus.HANDED_OVER);
    }

    @Test
    void nodesThatWorkOnOneQueueNeverTakeTheSameMessageUp() throws Exception {
        var gateway = mail();
        queueAndStop(
                gateway,
                Stream.iterate(0, n -> n + 1)
                        .limit(40)
                        .map("wang%d@example.cn"::formatted)
                        .toArray(String[]::new));
        var taken = new ArrayList<UUID>();
        try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<List<UUID>> node = () -> Stream.generate(() -> moves.claim(gateway))
                    .takeWhile(Optional::isPresent)
                    .map(parcel -> parcel.get().id())
                    .toList();
            for (var result : nodes.invokeAll(List.of(node, node, node, node))) {
                taken.addAll(result.get());
            }
        }

        assertThat(taken).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void aGatewayThatPutsEverythingOffIsAskedTwelveTimesAtMost() {
        var gateway = mail();
        queueAndStop(gateway, "wang@example.cn");
        for (var i = 1; i <= Moves.MOST_TRIES; i++) {
            store.hurry(county.county().id().value(), clock.instant());
            moves.record(
                    gateway, moves.claim(gateway).orElseThrow(), HandOver.Deferred.whole(Ground.BUSY, "451 later"));
        }

        assertThat(one().status()).isEqualTo(MessageStatus.FAILED);
        assertThat(one().ground()).isEqualTo(Ground.TOO_OFTEN);
        assertThat(Stream.of(1, 2, 3, 8, 12).map(Moves::wait))
                .containsExactly(
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(2),
                        Duration.ofHours(1),
                        Duration.ofHours(1));
    }

    @Test
    void whatNobodyCouldSendInThreeDaysIsGivenUpAndSaysSo() {
        queueAndStop(mail(), "wang@example.cn");
        jdbc.sql("update message.message set expires_at = :past where id = :id")
                .param("past", clock.instant().minusSeconds(1).atOffset(ZoneOffset.UTC))
                .param("id", one().id())
                .update();
        moves.clearUp(clock.instant());

        assertThat(one().status()).isEqualTo(MessageStatus.FAILED);
        assertThat(one().ground()).isEqualTo(Ground.TOO_OLD);
    }

    @Test
    void nobodyIsFloodedByAStrangersFingers() {
        var number = number();
        queueAndStop(
                sms(false),
                Stream.generate(() -> number).limit(Medium.SMS.mostADay() + 2L).toArray(String[]::new));

        assertThat(outbox.about(cause))
                .filteredOn(sent -> sent.ground() == Ground.ENOUGH_FOR_TODAY)
                .hasSize(2)
                .allMatch(sent -> sent.status() == MessageStatus.FAILED);
    }

    @Test
    void whoeverReadsTheDatabaseReadsNoAddressNoTextAndNoPassword() {
        queueAndStop(mail(), "wang.dongdong@example.cn");
        var everything = String.join(
                "\n", jdbc.sql("""
                                select (to_jsonb(m) || jsonb_build_object('sealed', encode(m.sealed, 'escape')))::text
                                  from message.message m
                                 where m.cause = :cause
                                union all
                                select (to_jsonb(g) || jsonb_build_object('secrets', encode(g.secrets, 'escape')))::text
                                  from message.gateway g
                                """).param("cause", cause).query(String.class).list());

        assertThat(everything)
                .contains("w***@example.cn")
                .doesNotContain("wang.dongdong", "/track/abc", "2026-017", "gateway-password");
    }

    /** A backup was restored into another data directory. */
    @Test
    void whatAnotherInstallationHasSealedIsGivenUpAsUnreadable() {
        var gateway = mail();
        queueAndStop(gateway, "wang@example.cn", "li@example.cn");
        jdbc.sql("update message.message set sealed = :other where id = :id")
                .param("other", new byte[60])
                .param("id", one().id())
                .update();

        assertThat(moves.claim(gateway).orElseThrow().letter().address()).isEqualTo("li@example.cn");
        assertThat(one().ground()).isEqualTo(Ground.UNREADABLE);
    }

    @Test
    void afterThirtyDaysAddressAndTextAreForgottenAndNobodySendsThemAgain() {
        var gateway = mail();
        queueAndStop(gateway, "wang@example.cn");
        moves.record(gateway, moves.claim(gateway).orElseThrow(), new HandOver.Refused(Ground.REJECTED, ""));
        jdbc.sql("update message.message set changed_at = changed_at - interval '31 days' where id = :id")
                .param("id", one().id())
                .update();
        store.forget(clock.instant().minus(Duration.ofDays(30)));

        assertThat(store.isReadable(one().id())).isFalse();
        assertThat(outbox.sendAgain(one().id(), county.systemAdmin().id())).isInstanceOf(Outcome.Refused.class);
    }

    private static String number() {
        return "136%08d".formatted(ThreadLocalRandom.current().nextInt(90_000_000));
    }

    private SentMessage one() {
        return outbox.about(cause).getFirst();
    }
}
