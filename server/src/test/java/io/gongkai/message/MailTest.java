package io.gongkai.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.message.GatewaySettings.Encryption;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A county that writes mail, and a mail server that comes and goes. */
@CountyTest
class MailTest {

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    Outbox outbox;

    @Autowired
    Gateways gateways;

    @Autowired
    Preferences preferences;

    @Autowired
    PlatformTransactionManager transactions;

    private MadeUpCounty county;
    private GreenMail server;
    private int port;
    private String cause;

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void whatIsLoggedIsRead() {
        logged.start();
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(logged);
    }

    @AfterEach
    void noAddressAndNoPasswordIsLogged() {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).detachAppender(logged);
        assertThat(logged.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.matches("(?s).*(wang|clerk@|-password).*"));
    }

    @BeforeEach
    void aCountyWithAMailServer() {
        county = founder.establish();
        server = started(0);
        port = server.getSmtp().getPort();
        cause = "trial:" + UUID.randomUUID();
        set("", "");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private static GreenMail started(int port) {
        var server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    private void set(String user, String password) {
        gateways.set(
                        county.county().id(),
                        new GatewaySettings.Smtp("127.0.0.1", port, Encryption.NONE, user, "office@qinghe.example", ""),
                        Map.of(GatewaySettings.PASSWORD, password),
                        true,
                        county.systemAdmin().id())
                .orThrow();
    }

    @Test
    void whoAskedIsToldInTheVillagesNameWithTheLink() throws Exception {
        queue("wang.hua@example.cn", "2026-017", "修路资金去向");

        await().until(() -> status().equals(Set.of(MessageStatus.HANDED_OVER)));
        var mail = received().getFirst();
        assertThat(mail.getSubject()).isEqualTo("已收到您的申请：2026-017");
        assertThat(mail.getFrom()[0])
                .isEqualTo(new jakarta.mail.internet.InternetAddress("office@qinghe.example", "柳泉镇东河村党支部", "UTF-8"));
        assertThat(mail.getRecipients(Message.RecipientType.TO)[0]).hasToString("wang.hua@example.cn");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat((String) mail.getContent())
                .contains("柳泉镇东河村党支部已收到您的申请“修路资金去向”，编号 2026-017")
                .contains("/track/abc");
        assertThat(outbox.about(cause)).singleElement().satisfies(sent -> {
            assertThat(sent.masked()).isEqualTo("w***@example.cn");
            assertThat(sent.templateVersion()).isZero();
        });
    }

    @Test
    void aMessageExistsExactlyIfTheFactDoes() {
        assertThatThrownBy(() -> new TransactionTemplate(transactions).executeWithoutResult(_ -> {
                    outbox.queue(message("wang.hua@example.cn", "1", "x"));
                    throw new IllegalStateException("the fact fell through");
                }))
                .hasMessage("the fact fell through");

        assertThat(outbox.about(cause)).isEmpty();
        assertThatThrownBy(() -> outbox.queue(message("wang.hua@example.cn", "1", "x")))
                .isInstanceOf(org.springframework.transaction.IllegalTransactionStateException.class);
    }

    /** What waits when the server dies is sent by the next, once each; only what was being given just then may be unknown. */
    @Test
    void aServerKilledInMidStreamGetsEachMailOnceAfterItsReturn() {
        var taken = new CopyOnWriteArrayList<String>();
        record(taken);
        for (var i = 0; i < 150; i++) {
            queue("wang%d@%s.example".formatted(i, county.mark()), "2026-" + i, "修路资金去向");
        }
        await().until(() -> taken.size() >= 5);
        server.stop();
        server = started(port);
        record(taken);

        await().until(() -> {
            outbox.tryNow(county.county().id(), county.systemAdmin().id());
            return outbox.about(cause).stream()
                    .noneMatch(sent -> sent.status() == MessageStatus.QUEUED || sent.status() == MessageStatus.SENDING);
        });
        assertThat(taken).doesNotHaveDuplicates();
        var handedOver = count(MessageStatus.HANDED_OVER);
        var unknown = count(MessageStatus.UNKNOWN);
        assertThat(handedOver + unknown).isEqualTo(150);
        assertThat(unknown).isLessThanOrEqualTo(1);
        assertThat((long) taken.size()).isBetween(handedOver, handedOver + unknown);
    }

    /** What a server has taken outlives it. */
    private void record(List<String> taken) {
        var users = server.getUserManager();
        users.setMessageDeliveryHandler((mail, address) -> {
            taken.add(subject(mail.getMessage()));
            var user = users.getUserByEmail(address.getEmail());
            return user != null ? user : users.createUser(address.getEmail(), address.getEmail(), "");
        });
    }

    private long count(MessageStatus status) {
        return outbox.about(cause).stream()
                .filter(sent -> sent.status() == status)
                .count();
    }

    @Test
    void aWrongPasswordLetsEverythingWaitAndIsNeverShown() {
        server.setUser("office@qinghe.example", "office", "right-password");
        server.getUserManager().setAuthRequired(true);
        set("office", "wrong-password");
        queue("wang.hua@example.cn", "2026-017", "修路资金去向");

        await().until(() -> gateways.of(county.county().id()).getFirst().problem() == Ground.NOT_LET_IN);
        assertThat(status()).containsExactly(MessageStatus.QUEUED);
        assertThat(gateways.of(county.county().id()).toString()).doesNotContain("wrong-password");

        set("office", "right-password");
        await().until(() -> status().equals(Set.of(MessageStatus.HANDED_OVER)));
    }

    @Test
    void whoWorksHereIsToldAsTheyHaveChosen() {
        var clerk = county.villageClerk().id();
        var nothing = inTransaction(() -> outbox.queue(about(new Recipient.Staff(clerk), "1", "x")));
        preferences
                .choose(clerk, new Chosen("Clerk@Example.CN", "138 0013 8000", true, true))
                .orThrow();
        var mail = inTransaction(() -> outbox.queue(about(new Recipient.Staff(clerk), "2", "x")));

        assertThat(nothing).as("chose nothing").isEmpty();
        assertThat(mail).as("the county has no gateway for SMS").hasSize(1);
        await().until(() -> status().equals(Set.of(MessageStatus.HANDED_OVER)));
        assertThat(outbox.about(cause))
                .singleElement()
                .satisfies(sent -> assertThat(sent.person()).isEqualTo(clerk));
    }

    private void queue(String address, String number, String title) {
        inTransaction(() -> outbox.queue(message(address, number, title)));
    }

    private <T> T inTransaction(java.util.function.Supplier<T> work) {
        return new TransactionTemplate(transactions).execute(_ -> work.get());
    }

    private NewMessage message(String address, String number, String title) {
        return about(Recipient.of(address).orElseThrow(), number, title);
    }

    private NewMessage about(Recipient to, String number, String title) {
        return new NewMessage(
                TrialKinds.RECEIPT,
                county.village().id(),
                to,
                Map.of("number", number, "title", title),
                "/track/abc",
                cause);
    }

    private Set<MessageStatus> status() {
        return outbox.about(cause).stream().map(SentMessage::status).collect(Collectors.toSet());
    }

    private List<MimeMessage> received() {
        return Arrays.asList(server.getReceivedMessages());
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (jakarta.mail.MessagingException e) {
            throw new AssertionError(e);
        }
    }
}
