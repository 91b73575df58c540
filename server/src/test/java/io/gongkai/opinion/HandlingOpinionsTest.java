package io.gongkai.opinion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.account.Authority;
import io.gongkai.account.NotPermittedException;
import io.gongkai.account.People;
import io.gongkai.account.Role;
import io.gongkai.ledger.Ledger;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Source;
import io.gongkai.portal.Collector;
import io.gongkai.portal.Letterbox;
import io.gongkai.portal.Projector;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import io.gongkai.statistics.Returns;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An opinion goes its way from the door to its answer, and what was promised to its sender is kept on it. */
@CountyTest
class HandlingOpinionsTest {

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    Opinions opinions;

    @Autowired
    OpinionMaker maker;

    @Autowired
    Letterbox letterbox;

    @Autowired
    Collector collector;

    @Autowired
    Projector projector;

    @Autowired
    Authority authority;

    @Autowired
    People people;

    @Autowired
    Ledger ledger;

    @Autowired
    Returns returns;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @LocalServerPort
    int port;

    MadeUpCounty county;

    @BeforeEach
    void aCounty() {
        county = founder.establish();
    }

    @Test
    void fromTheWebToTheAnswerOnTheTrackingPage() {
        projector.drain();
        var receipt = letterbox
                .send(
                        "opinion",
                        Map.of(
                                "unit", county.village().code(),
                                "title", "村口公开栏两个月没有更新",
                                "words", "九月以后没有换过内容。",
                                "open", "YES",
                                "name", "王先生",
                                "contact", "13812345678"),
                        List.of())
                .orThrow();
        collector.drain();
        var clerk = county.villageClerk().id();
        var task = opinions.tasks(authority.actor(clerk).orElseThrow(), 10).getFirst();
        assertThat(task.action()).isEqualTo(OpinionTask.Action.ASSIGN);
        assertThat(task.dueOn()).isEqualTo(receipt.dueOn());

        opinions.assign(task.opinion(), county.village().id(), clerk, "请本周内更新", clerk)
                .orThrow();
        opinions.takeUp(task.opinion(), clerk);
        opinions.close(task.opinion(), ClosingKind.HANDLED, "公开栏已更新到十一月", clerk).orThrow();
        opinions.reply(task.opinion(), "王先生您好，公开栏已经更新，请您再看看。", true, "公开栏多久更新一次", clerk)
                .orThrow();
        projector.drain();

        var page = Browser.page(new Browser(port).get("/track/" + receipt.code().text()));
        assertThat(page.select("#answer").parents().first().text()).contains("已办理", "公开栏已经更新");
        assertThat(page.select(".course").text()).contains("您提出了意见", "开始办理").doesNotContain("请本周内更新");
        assertThat(counted(task.opinion(), Measure.OPINION_COLLECTED)).isEqualTo(1);
        assertThat(counted(task.opinion(), Measure.OPINION_CLOSED)).isEqualTo(1);
        assertThat(counted(task.opinion(), Measure.OPINION_REPLIED)).isEqualTo(1);
    }

    @Test
    void closingWithoutASolutionNeedsASecondPerson() {
        var opinion = maker.received(county.village(), "把村道再加宽一米");
        var clerk = county.villageClerk().id();
        var approver = county.villageApprover().id();
        opinions.takeUp(opinion.id(), clerk);

        var proposed = opinions.close(opinion.id(), ClosingKind.NOT_POSSIBLE, "今年没有这项资金", clerk)
                .orThrow();

        assertThat(proposed.status()).isEqualTo(OpinionStatus.TO_COUNTERSIGN);
        assertThat(counted(opinion.id(), Measure.OPINION_CLOSED)).isZero();
        assertThatThrownBy(() -> opinions.countersign(opinion.id(), clerk)).isInstanceOf(NotPermittedException.class);
        opinions.sendBack(opinion.id(), "请先问一下交通局", approver).orThrow();
        assertThat(counted(opinion.id(), Measure.OPINION_CLOSED)).isZero();
        var both = founder.person(county, "both", "一人兼两职").id();
        for (var role : List.of(Role.CLERK, Role.APPROVER)) {
            people.appoint(both, county.village().id(), role, MadeUpCounty.SINCE, null);
        }
        opinions.close(opinion.id(), ClosingKind.REFERRED, "已转县交通局，由其答复", both).orThrow();
        assertThat(((Outcome.Refused<?>) opinions.countersign(opinion.id(), both)).refusals())
                .extracting(Refusal::code)
                .containsExactly("opinion.countersign.same");
        assertThat(opinions.countersign(opinion.id(), approver).orThrow().status())
                .isEqualTo(OpinionStatus.CLOSED);
        assertThat(counted(opinion.id(), Measure.OPINION_CLOSED)).isEqualTo(1);
    }

    @Test
    void theSenderReopensOnceAndTheClosingNoLongerCounts() {
        var opinion = answered("水费单看不懂");

        maker.act(opinion.code(), "opinion-again", "说的不是这个月的水费");

        var reopened = opinions.get(opinion.id(), county.villageClerk().id());
        assertThat(reopened.status()).isEqualTo(OpinionStatus.RECEIVED);
        assertThat(reopened.closing()).isNull();
        assertThat(counted(opinion.id(), Measure.OPINION_COLLECTED)).isEqualTo(1);
        assertThat(counted(opinion.id(), Measure.OPINION_CLOSED)).isZero();
        assertThat(counted(opinion.id(), Measure.OPINION_REPLIED)).isZero();
        assertThat(opinions.deadline(reopened).runs()).isTrue();

        answer(opinion);
        assertThat(counted(opinion.id(), Measure.OPINION_CLOSED)).isEqualTo(1);
        assertThat(counted(opinion.id(), Measure.OPINION_REPLIED)).isEqualTo(1);
        assertThatThrownBy(() -> maker.act(opinion.code(), "opinion-again", "还是不满意"))
                .hasMessage("intake.act.closed");
    }

    @Test
    void onlyTheAcceptingOfficeKnowsTheSenderAndEveryLookIsWrittenDown() {
        var opinion = maker.received(county.village(), "反映村账公布不及时");
        var clerk = county.villageClerk().id();

        assertThatThrownBy(() -> opinions.sender(
                        opinion.id(), "想知道是谁", county.countyClerk().id()))
                .isInstanceOf(NotPermittedException.class);
        assertThat(opinions.looks(opinion.id(), clerk)).isEmpty();
        assertThat(opinions.sender(opinion.id(), "", clerk)).isInstanceOf(Outcome.Refused.class);
        var sender = opinions.sender(opinion.id(), "电话答复办理结果", clerk).orThrow();
        assertThat(sender).contains(new Sender("王先生", "13812345678", "三组"));
        assertThat(opinions.looks(opinion.id(), clerk))
                .singleElement()
                .satisfies(look -> assertThat(look.reason()).isEqualTo("电话答复办理结果"));
        assertThatThrownBy(() -> jdbc.sql("select name from opinion.identity")
                        .query(String.class)
                        .list())
                .as("not even the program reads the names past the record")
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void anAnonymousSenderHasNoNameAndGetsNone() {
        var opinion = maker.anonymous(county.village(), "有人多领了补贴");

        assertThatThrownBy(() -> opinions.sender(
                        opinion.id(), "想知道是谁", county.villageClerk().id()))
                .isInstanceOf(NotPermittedException.class);
        assertThatThrownBy(() -> jdbc.sql("""
                                insert into opinion.identity (opinion_id, name, contact) values (:id, '张三', '1')
                                """).param("id", opinion.id()).update())
                .hasStackTraceContaining("an_identity_belongs_to_a_confidential_opinion");
        assertThatThrownBy(() -> jdbc.sql("update opinion.opinion set mode = 'CONFIDENTIAL' where id = :id")
                        .param("id", opinion.id())
                        .update())
                .hasStackTraceContaining("never changed");
    }

    @Test
    void whatWasTypedIsOnlyTakenOutWithAReason() {
        var opinion = maker.received(county.village(), "张三的身份证号不该贴出来");
        var clerk = county.villageClerk().id();

        assertThat(opinions.remove(opinion.id(), 0, "没有这几个字", "x", clerk))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusals()).hasSize(2));
        var removed = opinions.remove(opinion.id(), 0, "张三", "第三人的姓名", clerk).orThrow();
        assertThat(removed.text()).startsWith("██的身份证号");
        assertThat(removed.events().getFirst().removed()).isEqualTo("第三人的姓名");
        for (var statement : List.of(
                "delete from opinion.event", "delete from opinion.opinion", "update opinion.event set text = ''")) {
            assertThatThrownBy(() -> jdbc.sql(statement).update()).isInstanceOf(DataAccessException.class);
        }
    }

    @Test
    void aNumberInAPublicAnswerIsRefusedAndWhoDoesNotAgreeIsAnsweredAlone() {
        var opinion = maker.received(county.village(), "问医保怎么交");
        var clerk = county.villageClerk().id();
        opinions.takeUp(opinion.id(), clerk);
        opinions.close(opinion.id(), ClosingKind.HANDLED, "已经解释", clerk).orThrow();

        assertThat(opinions.reply(opinion.id(), "请打 13912345678 问会计", true, "医保怎么交", clerk))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(opinions.reply(opinion.id(), "请打 13912345678 问会计", false, "", clerk))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void ofTwoWhoTakeItUpAtOnceOneDoes() {
        var opinion = maker.received(county.village(), "两个人同时点了办理");
        var clerk = county.villageClerk().id();

        var outcomes = IntStream.range(0, 2)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> {
                    try {
                        opinions.takeUp(opinion.id(), clerk);
                        return "taken";
                    } catch (WrongOpinionStatusException late) {
                        return "late";
                    }
                }))
                .toList()
                .stream()
                .map(CompletableFuture::join);

        assertThat(outcomes).containsExactlyInAnyOrder("taken", "late");
    }

    @Test
    void twoCallersAtOnceAreBothWrittenDownUnderNumbersOfTheirOwn() {
        var clerk = county.villageClerk().id();

        var numbers = IntStream.range(0, 6)
                .mapToObj(caller -> CompletableFuture.supplyAsync(() -> opinions.writeDown(
                                new WrittenDown(
                                        county.village().id(),
                                        OpinionSource.HOTLINE,
                                        LocalDate.now(clock),
                                        "第" + caller + "位来电人的事",
                                        "同时打进来的电话",
                                        false,
                                        new Sender("", "", "")),
                                clerk)
                        .orThrow()
                        .number()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(numbers).doesNotHaveDuplicates().hasSize(6);
    }

    @Test
    void aCallAnsweredAtOnceIsClosedAndFoundAgainByTheNumber() {
        var clerk = county.villageClerk().id();
        var call = opinions.answerAtOnce(
                        new WrittenDown(
                                county.village().id(),
                                OpinionSource.HOTLINE,
                                LocalDate.now(clock),
                                "问党费什么时候公布",
                                "来电人问本季度党费公布时间",
                                false,
                                new Sender("李女士", "0376-7920 001", "")),
                        "每季度末公布，本季度已经贴出",
                        clerk)
                .orThrow();

        assertThat(call.status()).isEqualTo(OpinionStatus.REPLIED);
        var actor = authority.actor(clerk).orElseThrow();
        assertThat(opinions.earlier("03767920001", actor))
                .extracting(OpinionLine::id)
                .containsExactly(call.id());
        assertThat(opinions.looks(call.id(), clerk))
                .as("the program looked for the address to write to, and then the clerk")
                .extracting(Look::reason)
                .containsExactly("opinion.look.notice", "opinion.look.call");
        assertThat(opinions.earlier("110", actor)).isEmpty();
    }

    @Test
    void anOpinionByHotlineCountsOnceInRow39AndAsTheHotlinesAndIsTakenBackWithBoth() {
        var clerk = county.villageClerk().id();
        maker.received(county.village(), "网上说的一件事");
        var call = opinions.writeDown(
                        new WrittenDown(
                                county.village().id(),
                                OpinionSource.HOTLINE,
                                LocalDate.now(clock),
                                "热线里说的一件事",
                                "村口路灯不亮",
                                false,
                                new Sender("", "", "")),
                        clerk)
                .orThrow();

        assertThat(collected()).as("row 39").isEqualTo("2");
        assertThat(counted(call.id(), Measure.OPINION_COLLECTED)).isEqualTo(1);
        assertThat(counted(call.id(), Measure.HOTLINE_OPINION)).isEqualTo(1);

        new TransactionTemplate(transactions)
                .executeWithoutResult(_ -> ledger.reverse(new Source("OPINION", call.id()), clerk));

        assertThat(collected()).isEqualTo("1");
        assertThat(counted(call.id(), Measure.OPINION_COLLECTED)).isZero();
        assertThat(counted(call.id(), Measure.HOTLINE_OPINION)).isZero();
    }

    private BigDecimal collected() {
        return returns.compute(
                        "annual-disclosure-return",
                        county.village().id(),
                        LocalDate.now(clock).getYear())
                .line("opinionCollectedCount")
                .total();
    }

    private Opinion answered(String title) {
        return answer(maker.received(county.village(), title));
    }

    private Opinion answer(Opinion opinion) {
        var clerk = county.villageClerk().id();
        opinions.takeUp(opinion.id(), clerk);
        opinions.close(opinion.id(), ClosingKind.HANDLED, "已经查过并且说明", clerk).orThrow();
        return opinions.reply(opinion.id(), "您反映的事已经查清。", false, "", clerk).orThrow();
    }

    private long counted(UUID opinion, Measure measure) {
        return jdbc.sql("""
                        select coalesce(sum(e.quantity), 0)
                          from ledger.entry e
                         where e.source_id = :id
                           and e.measure = :measure
                        """)
                .param("id", opinion)
                .param("measure", measure.name())
                .query(Long.class)
                .single();
    }
}
