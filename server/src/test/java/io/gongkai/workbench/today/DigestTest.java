package io.gongkai.workbench.today;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.account.Authority;
import io.gongkai.calendar.Calendars;
import io.gongkai.catalog.Duties;
import io.gongkai.disclosure.Disclosures;
import io.gongkai.disclosure.MatterMaker;
import io.gongkai.message.Chosen;
import io.gongkai.message.GatewaySettings;
import io.gongkai.message.GatewaySettings.Encryption;
import io.gongkai.message.Gateways;
import io.gongkai.message.Preferences;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Reminders: one a day, of what is due, to those who want them, and to those above when it has been overdue for days. */
@CountyTest
class DigestTest {

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    MatterMaker matters;

    @Autowired
    Duties duties;

    @Autowired
    Disclosures disclosures;

    @Autowired
    Authority authority;

    @Autowired
    Calendars calendars;

    @Autowired
    Gateways gateways;

    @Autowired
    Preferences preferences;

    @Autowired
    Clock clock;

    @Autowired
    Digest digest;

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
    void theHolderHearsFirstAndTheSuperiorWhenNothingHasHappenedForThreeWorkingDays() throws Exception {
        var entry = matters.catalog(county).get(MatterMaker.FOR_THE_VILLAGE);
        var today = LocalDate.now(clock);
        var clerk = county.villageClerk().id();
        duties.occurred(entry.id(), "早就该公开的决议", workingDaysAgo(today, 30), clerk)
                .orThrow();
        var draft = matters.content(county, entry, MatterMaker.Words.all("还没有公开的标题"), null, List.of());
        disclosures.draft(draft, clerk).orThrow();
        listen(clerk, "village");
        listen(county.townClerk().id(), "town");

        digest.tellAll();
        digest.tellAll();

        await().until(() -> server.getReceivedMessages().length >= 2);
        var village = to("village");
        assertThat(village.getSubject()).contains("超期 1 件");
        assertThat((String) village.getContent())
                .contains("【超期】", county.village().name(), "/work")
                .doesNotContain("还没有公开的标题");
        assertThat((String) to("town").getContent())
                .contains("【下级超期】")
                .contains(county.village().name());
        assertThat(server.getReceivedMessages()).as("one a day").hasSize(2);
    }

    @Test
    void whoHasNothingDueOrWantsNoMessagesHearsNothing() {
        matters.catalog(county);
        listen(county.resident().id(), "resident");

        digest.tellAll();

        assertThat(digest.said(authority.actor(county.resident().id()).orElseThrow())
                        .isNothing())
                .isTrue();
        assertThat(preferences.listening()).doesNotContain(county.villageClerk().id());
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    private LocalDate workingDaysAgo(LocalDate today, int days) {
        var calendar = calendars.current();
        var day = today;
        while (calendar.workingDaysBetween(day, today) < days) {
            day = day.minusDays(1);
        }
        return day;
    }

    private void listen(io.gongkai.shared.PersonId person, String name) {
        preferences
                .choose(person, new Chosen(name + "@" + county.mark() + ".example", "", true, false))
                .orThrow();
    }

    private MimeMessage to(String name) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(mail -> recipient(mail).startsWith(name + "@"))
                .findFirst()
                .orElseThrow();
    }

    private static String recipient(MimeMessage mail) {
        try {
            return mail.getAllRecipients()[0].toString();
        } catch (jakarta.mail.MessagingException e) {
            throw new AssertionError(e);
        }
    }
}
