package io.gongkai.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.message.GatewaySettings;
import io.gongkai.message.GatewaySettings.Encryption;
import io.gongkai.message.Gateways;
import io.gongkai.message.Outbox;
import io.gongkai.message.SentMessage;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Who asked is told when it was received, when it takes longer and when it is answered; by what they left as their contact. */
@CountyTest
class ApplicantNoticesTest {

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    Requests requests;

    @Autowired
    Gateways gateways;

    @Autowired
    Outbox outbox;

    @Autowired
    Clock clock;

    private MadeUpCounty county;
    private GreenMail server;

    @BeforeEach
    void aCountyThatWritesMail() {
        county = founder.establish();
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        gateways.set(
                        county.county().id(),
                        new GatewaySettings.Smtp(
                                "127.0.0.1",
                                server.getSmtp().getPort(),
                                Encryption.NONE,
                                "",
                                "office@qinghe.example",
                                ""),
                        Map.of(),
                        true,
                        county.systemAdmin().id())
                .orThrow();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void theApplicantIsToldOfReceiptExtensionAndAnswerWithTheLinkToTheCase() throws Exception {
        var clerk = county.villageClerk().id();
        var approver = county.villageApprover().id();
        var request = entered("zhou@%s.example".formatted(county.mark()));
        requests.accept(request.id(), "", clerk).orThrow();
        requests.extend(request.id(), 3, "账目正在核对", approver).orThrow();
        requests.draft(request.id(), new Reply.Words(RequestOutcome.DISCLOSED, "明细见附件", "", ""), List.of(), clerk)
                .orThrow();
        requests.decide(request.id(), approver).orThrow();

        assertThat(kinds(request)).containsExactly("request.received", "request.extended", "request.answered");
        await().until(() -> server.getReceivedMessages().length == 3);
        var first = server.getReceivedMessages()[0];
        assertThat(first.getSubject()).contains(request.registered());
        assertThat((String) first.getContent())
                .contains("/track/" + request.code().text(), county.village().name(), "去年党费的收支情况");
    }

    @Test
    void theApplicantIsToldWhoAnswersInstead() throws Exception {
        var request = entered("zhou@%s.example".formatted(county.mark()));
        requests.forward(
                        request.id(),
                        county.town().code(),
                        "党费由镇党委统一管理",
                        county.villageClerk().id())
                .orThrow();

        assertThat(kinds(request)).containsExactly("request.received", "request.forwarded");
        await().until(() -> server.getReceivedMessages().length == 2);
        assertThat((String) server.getReceivedMessages()[1].getContent())
                .contains(county.town().name(), "/track/" + request.code().text())
                .doesNotContain("统一管理");
    }

    @Test
    void whoLeftNoAddressIsToldAtTheCounter() {
        assertThat(kinds(entered("东河村二组"))).isEmpty();
    }

    private DisclosureRequest entered(String contact) {
        return requests.enter(
                        county.village().id(),
                        RequestDoor.COUNTER,
                        LocalDate.now(clock),
                        Map.of(
                                "who", "MEMBER",
                                "branch", "东河村党支部",
                                "title", "去年党费的收支情况",
                                "content", "请公开去年党费收了多少、用在哪里",
                                "way", "COLLECT",
                                "name", "周建国",
                                "contact", contact),
                        List.of(),
                        county.villageClerk().id())
                .orThrow();
    }

    private List<String> kinds(DisclosureRequest request) {
        return outbox.about("request:" + request.id()).stream()
                .map(SentMessage::kind)
                .toList();
    }
}
