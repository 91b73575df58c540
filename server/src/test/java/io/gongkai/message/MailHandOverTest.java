package io.gongkai.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.message.GatewaySettings.Encryption;
import io.gongkai.message.MadeUpAuthority.Identity;
import java.io.IOException;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the county's mail server hears, in clear and encrypted, and what a mail comes to by what it answers. */
@CountyTest
class MailHandOverTest {

    /** All that may be said before it is known to whom. */
    private static final String GREETING = "EHLO .*|STARTTLS|QUIT";

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    Outbox outbox;

    @Autowired
    Gateways gateways;

    @Autowired
    PlatformTransactionManager transactions;

    private MadeUpCounty county;
    private MailServer server;
    private String cause;
    private String address;

    @BeforeEach
    void aCounty() {
        county = founder.establish();
        cause = "trial:" + UUID.randomUUID();
        address = "wang.hua@%s.example".formatted(county.mark());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void listen(Encryption offers, Identity identity) throws IOException {
        if (server != null) {
            server.close();
        }
        server = new MailServer(offers, MadeUpAuthority.context(identity));
    }

    private void set(Encryption encryption) {
        set(encryption, MadeUpAuthority.certificate());
    }

    private void set(Encryption encryption, String certificate) {
        gateways.set(
                        county.county().id(),
                        new GatewaySettings.Smtp(
                                "127.0.0.1", server.port(), encryption, "office", "office@qinghe.example", certificate),
                        Map.of(GatewaySettings.PASSWORD, "mail-password"),
                        true,
                        county.systemAdmin().id())
                .orThrow();
    }

    private void aServerInClear() throws IOException {
        listen(Encryption.NONE, Identity.SERVER);
        set(Encryption.NONE);
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTTLS", "TLS"})
    void passwordAndMailGoEncryptedToAServerForWhichTheCountysOwnAuthorityVouches(Encryption encryption)
            throws IOException {
        listen(encryption, Identity.SERVER);
        set(encryption);
        queue();
        await().until(() -> sent().status() == MessageStatus.HANDED_OVER);

        assertThat(server.inClear()).allMatch(line -> line.matches(GREETING));
        assertThat(server.inSecret())
                .anyMatch(line -> line.startsWith("AUTH PLAIN"))
                .anyMatch(line -> line.startsWith("RCPT TO:<%s>".formatted(address)));
    }

    @Test
    void aServerThatHasSignedForItselfIsBelievedWhereItsOwnCertificateIsNamed() throws IOException {
        listen(Encryption.TLS, Identity.STRANGER);
        set(Encryption.TLS, MadeUpAuthority.certificate(Identity.STRANGER));
        queue();

        await().until(() -> sent().status() == MessageStatus.HANDED_OVER);
    }

    @ParameterizedTest
    @CsvSource({
        "STARTTLS, STRANGER",
        "STARTTLS, ELSEWHERE",
        "STARTTLS, EXPIRED",
        "TLS, STRANGER",
        "TLS, ELSEWHERE",
        "TLS, EXPIRED"
    })
    void whoCannotShowThatHeIsTheCountysServerHearsNothingAndTheMailWaitsForTheRightOne(
            Encryption encryption, Identity identity) throws IOException {
        listen(encryption, identity);
        set(encryption);
        queue();
        await().until(() -> problem() == Ground.NOT_TRUSTED);

        assertThat(server.callers())
                .as("nobody else is asked whether he is to be believed")
                .isEqualTo(1);
        assertThat(server.inClear()).allMatch(line -> line.matches(GREETING));
        assertThat(server.inSecret()).isEmpty();
        waitsUntouched();

        listen(encryption, Identity.SERVER);
        set(encryption);
        await().until(() -> sent().status() == MessageStatus.HANDED_OVER);
    }

    /** Whoever stands between can take the offer out of the greeting. */
    @Test
    void whereEncryptionIsDemandedAndNotOfferedNothingIsSaidInClear() throws IOException {
        listen(Encryption.NONE, Identity.SERVER);
        set(Encryption.STARTTLS);
        queue();
        await().until(() -> problem() == Ground.NOT_ENCRYPTED);

        assertThat(server.inClear()).isNotEmpty().allMatch(line -> line.matches(GREETING));
        waitsUntouched();
    }

    @Test
    void whereEncryptionIsOfferedAndThenDeniedNothingIsSaidInClear() throws IOException {
        listen(Encryption.STARTTLS, Identity.SERVER);
        server.answer("STARTTLS", "454 Not now");
        set(Encryption.STARTTLS);
        queue();
        await().until(() -> problem() == Ground.NOT_ENCRYPTED);

        assertThat(server.inClear()).contains("STARTTLS").allMatch(line -> line.matches(GREETING));
        waitsUntouched();
    }

    @Test
    void aServerThatSpeaksInClearWhereItShouldEncryptFromTheFirstByteIsSaidToDoSo() throws IOException {
        listen(Encryption.NONE, Identity.SERVER);
        set(Encryption.TLS);
        queue();
        await().until(() -> problem() == Ground.NOT_ENCRYPTED);

        assertThat(server.inClear()).noneMatch(line -> line.matches("(AUTH|MAIL|RCPT) .*"));
        waitsUntouched();
    }

    /** Nobody tells the program whether a mail arrived; who reads the mailbox can tell which one was returned. */
    @Test
    void aMailThatTheServerHasTakenIsHandedOverAndStaysSo() throws IOException {
        aServerInClear();
        queue();
        await().until(() -> sent().status() == MessageStatus.HANDED_OVER);

        assertThat(server.inClear())
                .anyMatch(line -> line.startsWith("MAIL FROM:<office@qinghe.example>"))
                .anyMatch(line -> line.matches("Message-ID: <%s-\\d+@qinghe\\.example>".formatted(sent().id())));
        assertThatThrownBy(() -> gateways.renewReceiptSecret(
                        county.county().id(), county.systemAdmin().id()))
                .as("nobody is given a way to report that a mail arrived")
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void anAddressThatTheServerDoesNotKnowIsGivenUpAtOnceWithoutRepeatingIt() throws IOException {
        aServerInClear();
        server.answer("RCPT", "550 5.1.1 <%s>: no such user".formatted(address));
        queue();
        await().until(() -> sent().status() == MessageStatus.FAILED);

        assertThat(sent().ground()).isEqualTo(Ground.NO_SUCH_ADDRESS);
        assertThat(sent().detail()).contains("5.1.1").doesNotContain("wang.hua");
        assertThat(server.inClear()).filteredOn(line -> line.startsWith("RCPT")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"MAIL, 553 5.7.1 Not your address", "DATA, 554 5.5.1 Nobody is left", "., 552 5.3.4 Too large"})
    void whatTheServerRefusesForGoodIsGivenUpAtOnce(String command, String answer) throws IOException {
        aServerInClear();
        server.answer(command, answer);
        queue();
        await().until(() -> sent().status() == MessageStatus.FAILED);

        assertThat(sent().ground()).isEqualTo(Ground.REJECTED);
        assertThat(sent().detail()).contains(answer.substring(4, 9));
    }

    @ParameterizedTest
    @CsvSource({"MAIL, 451 4.3.0 Try later", "RCPT, 450 4.2.1 Grey", "DATA, 421 4.3.2 Closing", "., 452 4.3.1 Disk full"
    })
    void whatTheServerPutsOffIsGivenAgainUntilItIsTaken(String command, String answer) throws IOException {
        aServerInClear();
        server.answer(command, answer);
        queue();
        await().until(() -> sent().ground() == Ground.BUSY);
        assertThat(sent().status()).isEqualTo(MessageStatus.QUEUED);
        assertThat(sent().tries()).isEqualTo(1);
        assertThat(sent().dueAt()).isAfter(sent().queuedAt());

        server.answer(command, command.equals("DATA") ? "354 Go on" : "250 Well");
        outbox.tryNow(county.county().id(), county.systemAdmin().id());
        await().until(() -> sent().status() == MessageStatus.HANDED_OVER);
    }

    /** That is about the settings: no mail shall be lost over it, and it shall not be asked every other second. */
    @Test
    void aServerThatWantsToBeSpokenToInAnotherWayCostsNoMail() throws IOException {
        aServerInClear();
        server.answer("MAIL", "530 5.7.0 Must issue a STARTTLS command first");
        queue();
        await().until(() -> gateway().failures() == 1);
        assertThat(problem()).isEqualTo(Ground.NOT_LET_IN);
        waitsUntouched();

        outbox.tryNow(county.county().id(), county.systemAdmin().id());
        await().until(() -> gateway().failures() == 2);

        server.answer("MAIL", "250 Well");
        outbox.tryNow(county.county().id(), county.systemAdmin().id());
        await().until(() -> sent().status() == MessageStatus.HANDED_OVER);
        await().until(() -> gateway().failures() == 0);
    }

    /** Nothing counts against a mail that nobody could be told of. */
    private void waitsUntouched() {
        await().until(() -> sent().status() == MessageStatus.QUEUED);
        assertThat(sent().tries()).isZero();
    }

    private void queue() {
        new TransactionTemplate(transactions)
                .executeWithoutResult(_ -> outbox.queue(new NewMessage(
                        TrialKinds.RECEIPT,
                        county.village().id(),
                        Recipient.of(address).orElseThrow(),
                        Map.of("number", "2026-017", "title", "修路"),
                        "/track/abc",
                        cause)));
    }

    private SentMessage sent() {
        return outbox.about(cause).getFirst();
    }

    private Gateway gateway() {
        return gateways.of(county.county().id()).getFirst();
    }

    private Ground problem() {
        return gateway().problem();
    }
}
