package io.gongkai.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.calendar.Calendars;
import io.gongkai.catalog.CatalogEntry;
import io.gongkai.catalog.Catalogs;
import io.gongkai.disclosure.CatalogInForce;
import io.gongkai.intake.TrackingCode;
import io.gongkai.portal.Collector;
import io.gongkai.portal.Letterbox;
import io.gongkai.portal.Projector;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.WrongStateException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people want to know is answered for everybody in three days, and what many want to know comes into the catalog. */
@CountyTest
class TopicsTest {

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    CatalogInForce catalogInForce;

    @Autowired
    Topics topics;

    @Autowired
    Catalogs catalogs;

    @Autowired
    Letterbox letterbox;

    @Autowired
    Collector collector;

    @Autowired
    Projector projector;

    @Autowired
    Calendars calendars;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    MadeUpCounty county;
    PersonId clerk;
    PersonId approver;

    @BeforeEach
    void aCounty() {
        county = founder.establish();
        projector.drain();
        projector.drain();
        clerk = county.villageClerk().id();
        approver = county.villageApprover().id();
    }

    @Test
    void aTopicIsAnsweredForEverybodyInTheWordsOfTheOffice() {
        var code = nominated("张老三家的水塘承包给了谁");
        var topic = topics.find(code).orElseThrow().id();
        assertThat(letterbox.tracked(code).orElseThrow().deadline().dueOn())
                .isEqualTo(calendars.current().dueAfter(LocalDate.now(clock), 3).on());

        topics.draft(topic, "村东水塘的承包", "水塘由两户联合承包，期限五年，每年承包费六千元。", clerk).orThrow();
        projector.drain();
        assertThat(get("/topics/" + topic).statusCode())
                .as("a draft is shown to nobody")
                .isEqualTo(404);
        topics.answer(topic, approver).orThrow();
        projector.drain();

        assertThat(get("/topics/" + topic).body()).contains("村东水塘的承包", "六千元").doesNotContain("张老三");
        assertThat(letterbox.tracked(code).orElseThrow().answer().text()).contains("六千元");
    }

    @Test
    void nobodyElsesWordsOrNumbersComeBeforeEverybody() {
        var topic = topics.find(nominated("低保户是怎么评的")).orElseThrow().id();

        assertThat(topics.draft(topic, "低保评定", "有疑问请打 13812345678", clerk)).isInstanceOf(Outcome.Refused.class);
        topics.draft(topic, "低保评定", "评议会由三十一人参加，票数当场公布。", clerk).orThrow();
        var townClerkDrafts = county.townApprover().id();
        assertThat(topics.openTo(
                        topics.find(topics.dossier(topic, clerk).topic().code()).orElseThrow(), clerk))
                .doesNotContain(TopicStep.ANSWER);
        topics.answer(topic, townClerkDrafts).orThrow();
        assertThatThrownBy(() -> topics.explain(topic, "已经说明", clerk)).isInstanceOf(WrongStateException.class);
    }

    @Test
    void onePersonSecondsOnceAndNobodyCanReadWho() {
        var topic = topics.find(nominated("路灯什么时候修")).orElseThrow().id();
        assertThat(second(topic, "周大娘", "13800000001"))
                .as("not before it is shown")
                .isFalse();
        topics.list(topic, "村里路灯的维修", approver).orThrow();

        assertThat(second(topic, "周大娘", "138 0000 0001")).isTrue();
        assertThat(second(topic, "周 大娘", "13800000001")).as("the same person").isFalse();
        assertThat(second(topic, "李大爷", "13800000002")).isTrue();
        projector.drain();

        assertThat(topics.dossier(topic, clerk).topic().askedBy()).isEqualTo(3);
        assertThat(get("/topics").body()).contains("村里路灯的维修", "3 人想知道");
        assertThat(jdbc.sql("select string_agg(encode(mark, 'escape') || code, ' ') from request.second")
                        .query(String.class)
                        .single())
                .doesNotContain("周", "1380000");
    }

    @Test
    void whatManyAskBecomesAnEntryOfTheCatalogsDraftWithItsHistory() {
        catalogInForce.of(county, county.village(), county.town());
        var topic = topics.find(nominated("集体林地的收益")).orElseThrow().id();
        topics.list(topic, "集体林地的收益", approver).orThrow();
        assertThat(topics.proposeEntry(topic, clerk)).as("one is not many").isInstanceOf(Outcome.Refused.class);
        second(topic, "甲某", "13800000011");
        second(topic, "乙某", "13800000012");

        var proposed = topics.proposeEntry(topic, clerk).orThrow();

        assertThat(catalogs.entries(proposed.catalogVersion()))
                .extracting(CatalogEntry::title)
                .contains("集体林地的收益");
        assertThat(topics.dossier(topic, clerk).steps())
                .extracting(Topic.Taken::step)
                .endsWith(TopicStep.PROPOSE_ENTRY);
        assertThat(topics.proposeEntry(topic, clerk)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void whatAsksTheSameIsJoinedAndBothAreTold() {
        var first = topics.find(nominated("今年修路的钱从哪里来")).orElseThrow().id();
        var code = nominated("今年修路的钱从哪里来的");
        var second = topics.find(code).orElseThrow().id();
        assertThat(topics.dossier(second, clerk).kin())
                .extracting(Topic.Kin::topic)
                .containsExactly(first);

        topics.join(second, first, clerk).orThrow();
        topics.draft(first, "修路资金来源", "县里补助和村集体各出一半。", clerk).orThrow();
        topics.answer(first, approver).orThrow();
        projector.drain();

        assertThat(topics.dossier(first, clerk).topic().askedBy()).isEqualTo(2);
        assertThat(letterbox.tracked(code).orElseThrow().answer().text()).contains("各出一半");
    }

    @Test
    void aRatingCountsInRow42Once() {
        var code = nominated("图书室几点开门");
        topics.explain(topics.find(code).orElseThrow().id(), "当面说了，每天八点到六点", clerk)
                .orThrow();
        projector.drain();
        letterbox.act(code, "topic-rate", Map.of("satisfied", "YES"), List.of()).orThrow();
        letterbox.act(code, "topic-rate", Map.of("satisfied", "YES"), List.of());
        collector.drain();

        assertThat(jdbc.sql("""
                        select sum(quantity)
                          from ledger.entry
                         where organization_id = :village
                           and measure = 'SATISFACTION_SATISFIED'
                        """)
                        .param("village", county.village().id().value())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    private TrackingCode nominated(String title) {
        var receipt = letterbox
                .send("topic", Map.of("unit", county.village().code(), "who", "RESIDENT", "title", title), List.of())
                .orThrow();
        collector.drain();
        projector.drain();
        return receipt.code();
    }

    /** Whether it counted. */
    private boolean second(UUID topic, String name, String contact) {
        var before = topics.dossier(topic, clerk).topic().askedBy();
        letterbox
                .send("topic-second", Map.of("about", topic.toString(), "name", name, "contact", contact), List.of())
                .orThrow();
        collector.drain();
        return topics.dossier(topic, clerk).topic().askedBy() > before;
    }

    private HttpResponse<String> get(String path) {
        return new Browser(port)
                .get(path
                        + (path.equals("/topics") ? "?county=" + county.county().code() : ""));
    }
}
