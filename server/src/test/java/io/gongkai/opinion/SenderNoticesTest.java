package io.gongkai.opinion;

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

/** Who left a contact is told that there is an answer, and that look is written down too; who gave no name is told by nobody. */
@CountyTest
class SenderNoticesTest {

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    Opinions opinions;

    @Autowired
    OpinionMaker maker;

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
    void theSenderIsToldThatThereIsAnAnswerAndNotWhat() throws Exception {
        var opinion = opinions.writeDown(
                        new WrittenDown(
                                county.village().id(),
                                OpinionSource.VISIT,
                                LocalDate.now(clock),
                                "低保复核的结果",
                                "想知道复核的结果",
                                false,
                                new Sender("周女士", "zhou@%s.example".formatted(county.mark()), "")),
                        county.villageClerk().id())
                .orThrow();

        answer(opinion);

        assertThat(told(opinion)).containsExactly("opinion.asked", "opinion.answered");
        await().until(() -> server.getReceivedMessages().length == 2);
        assertThat((String) server.getReceivedMessages()[1].getContent())
                .contains("/track/" + opinion.code().text(), opinion.number())
                .doesNotContain("低保", "周女士");
        assertThat(opinions.looks(opinion.id(), county.villageClerk().id()))
                .extracting(Look::reason)
                .containsExactly("opinion.look.notice", "opinion.look.notice");
    }

    @Test
    void nobodyTellsWhoGaveNoName() {
        var opinion = maker.anonymous(county.village(), "没有名字的意见");

        answer(opinion);

        assertThat(told(opinion)).isEmpty();
        assertThat(opinions.looks(opinion.id(), county.villageClerk().id())).isEmpty();
    }

    private void answer(Opinion opinion) {
        var clerk = county.villageClerk().id();
        opinions.tell(opinion.id(), "请问是哪一次复核", clerk).orThrow();
        opinions.takeUp(opinion.id(), clerk);
        opinions.close(opinion.id(), ClosingKind.HANDLED, "已经查明", clerk).orThrow();
        opinions.reply(opinion.id(), "复核结果已在公开栏", false, "", clerk).orThrow();
    }

    private List<String> told(Opinion opinion) {
        return outbox.about("opinion:" + opinion.id()).stream()
                .map(SentMessage::kind)
                .toList();
    }
}
