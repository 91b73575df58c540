package io.gongkai.opinion;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.ledger.Measure;
import io.gongkai.organization.Organization;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import io.gongkai.statistics.RecordedFacts;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whatever people do with opinions in whatever order: only the moves of the table happen, and the return counts what stands. */
@CountyTest
class OpinionLivesTest {

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    Opinions opinions;

    @Autowired
    Forums forums;

    @Autowired
    OpinionMaker maker;

    @Autowired
    RecordedFacts facts;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    MadeUpCounty county;

    @BeforeEach
    void aCounty() {
        county = founder.establish();
    }

    @Test
    void aThousandStepsByChanceFollowTheTableAndCountAsTheyStand() {
        var random = new Random(20261128);
        var places = List.of(county.village(), county.town(), county.county());
        var moves = new TreeMap<String, Integer>();
        for (var i = 0; i < 36; i++) {
            var place = places.get(i % places.size());
            var opinion = i % 4 == 0 ? maker.anonymous(place, "匿名第" + i + "件") : opinionAt(place, i);
            for (var step = 0; step < 28; step++) {
                take(opinion.id(), OpinionStep.values()[random.nextInt(OpinionStep.values().length)], moves);
            }
        }

        assertThat(moves.keySet())
                .as("every move of the table was made, and no other")
                .containsExactlyInAnyOrderElementsOf(Lifecycle.MOVES.stream()
                        .map(move -> move.from() + " " + move.step() + " " + move.to())
                        .collect(Collectors.toSet()));
        for (var place : places) {
            assertThat(counted(place)).as(place.name()).isEqualTo(standing(place));
        }
    }

    @Test
    void aForumCountsOnceAndWhatIsRaisedThereIsAnOpinion() {
        var clerk = county.villageClerk().id();
        var today = LocalDate.now(clock);
        var forum = forums.record(
                        new NewForum(county.village().id(), today, "村部", "听取群众对村账公开的意见", "村党支部书记", 3, 14, ""), clerk)
                .orThrow();

        var raised = forums.raise(forum.id(), "村账要按季度贴", "三组几户都提到这件事", true, new Sender("", "", ""), clerk)
                .orThrow();

        assertThat(raised.source()).isEqualTo(OpinionSource.FORUM);
        assertThat(forums.get(forum.id(), clerk).points())
                .extracting(OpinionLine::id)
                .containsExactly(raised.id());
        assertThat(counted(county.village())).containsEntry("FORUM", 1L).containsEntry("OPINION_COLLECTED", 1L);
        forums.cancel(forum.id(), "记重了，同一次会", clerk).orThrow();
        assertThat(counted(county.village()).getOrDefault("FORUM", 0L)).isZero();
        assertThat(forums.raise(forum.id(), "再提一条意见", "会后又说的", true, new Sender("", "", ""), clerk))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void whatTheBookCountsIsNoLongerRecordedByHand() {
        var today = LocalDate.now(clock);
        assertThat(facts.grounds(byHand(Measure.OPINION_COLLECTED, today))).isEmpty();

        maker.received(county.village(), "第一件登记的意见");

        for (var measure : List.of(
                Measure.SUPERVISOR_OPINION,
                Measure.FORUM,
                Measure.OPINION_COLLECTED,
                Measure.OPINION_CLOSED,
                Measure.OPINION_REPLIED)) {
            assertThat(facts.grounds(byHand(measure, today)))
                    .extracting(Refusal::code)
                    .containsExactly("statistics.fact.givenWay");
            assertThat(facts.grounds(byHand(measure, today.minusDays(1)))).isEmpty();
        }
        assertThat(opinions.refusals(new WrittenDown(
                        county.village().id(),
                        OpinionSource.BOX,
                        today.minusDays(1),
                        "昨天箱子里的一封信",
                        "昨天收到，登记本还没有启用",
                        false,
                        new Sender("", "", ""))))
                .extracting(Refusal::code)
                .containsExactly("opinion.beforeBook");
    }

    private RecordedFacts.Recording byHand(Measure measure, LocalDate on) {
        return new RecordedFacts.Recording(
                county.village().id(), measure, on, 2, null, null, "手工登记的一条", "登记簿第三页", null);
    }

    private Opinion opinionAt(Organization place, int i) {
        if (i % 3 == 0) {
            return maker.received(place, "网上第" + i + "件意见");
        }
        var sources = Arrays.stream(OpinionSource.values())
                .filter(source -> source != OpinionSource.WEB)
                .toList();
        return opinions.writeDown(
                        new WrittenDown(
                                place.id(),
                                sources.get(i % sources.size()),
                                LocalDate.now(clock),
                                "登记的第" + i + "件",
                                "原话照记在这里",
                                true,
                                new Sender("", "", "")),
                        county.countyClerk().id())
                .orThrow();
    }

    /** Tries a step whatever the status; what is not in the table must be refused and change nothing. */
    private void take(UUID id, OpinionStep step, Map<String, Integer> moves) {
        var before = found(id);
        var clerk = county.countyClerk().id();
        var approver = county.countyApprover().id();
        var allowed = Lifecycle.after(before.status(), step).isPresent();
        try {
            switch (step) {
                case RECEIVE -> throw new WrongOpinionStatusException(before.status(), step);
                case ASSIGN ->
                    opinions.assign(id, before.organization(), null, "请办理", clerk)
                            .orThrow();
                case TAKE_UP -> opinions.takeUp(id, clerk);
                case CLOSE ->
                    opinions.close(id, ClosingKind.HANDLED, "已经办理", clerk).orThrow();
                case PROPOSE_CLOSING ->
                    opinions.close(id, ClosingKind.NOT_POSSIBLE, "目前不能办", clerk).orThrow();
                case COUNTERSIGN -> opinions.countersign(id, approver).orThrow();
                case SEND_BACK -> opinions.sendBack(id, "理由不充分", approver).orThrow();
                case REPLY -> opinions.reply(id, "现答复如下", false, "", clerk).orThrow();
                case TELL -> opinions.tell(id, "请补充时间", clerk).orThrow();
                case RATE -> opinions.rated(id, LocalDate.now(clock));
                case ADD, REOPEN -> {
                    var refusal = new TransactionTemplate(transactions)
                            .execute(_ -> opinions.goOn(before.code(), step, LocalDate.now(clock), "再说一句"));
                    if (refusal != null && refusal.isPresent()) {
                        throw new WrongOpinionStatusException(before.status(), step);
                    }
                }
            }
        } catch (WrongOpinionStatusException refused) {
            assertThat(found(id)).as("refused and unchanged").isEqualTo(before);
            assertThat(allowed && (step != OpinionStep.REOPEN || !before.reopened()))
                    .as("%s in %s was refused", step, before.status())
                    .isFalse();
            return;
        }
        var after = found(id);
        var taken = after.events().getLast().step();
        assertThat(Lifecycle.after(before.status(), taken)).hasValue(after.status());
        moves.merge(before.status() + " " + taken + " " + after.status(), 1, Integer::sum);
    }

    private Opinion found(UUID id) {
        return opinions.get(id, county.countyClerk().id());
    }

    /** What the ledger says. */
    private Map<String, Long> counted(Organization place) {
        return jdbc
                .sql("""
                        select e.measure, sum(e.quantity) as total
                          from ledger.entry e
                         where e.organization_id = :place
                           and e.source_type in ('OPINION', 'OPINION_CLOSED', 'OPINION_REPLIED', 'FORUM')
                         group by e.measure
                        having sum(e.quantity) <> 0
                        """)
                .param("place", place.id().value())
                .query((row, _) -> Map.entry(row.getString("measure"), row.getLong("total")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What stands in the register, counted another way: from what happened to each opinion, not from its status. */
    private Map<String, Long> standing(Organization place) {
        var standing = new TreeMap<String, Long>();
        var lives = jdbc.sql("""
                        select o.source, array_agg(e.step order by e.position) as steps
                          from opinion.opinion o
                          join opinion.event e on e.opinion_id = o.id
                         where o.organization_id = :place
                         group by o.id, o.source
                        """)
                .param("place", place.id().value())
                .query((row, _) -> Map.entry(row.getString("source"), List.of((String[])
                        row.getArray("steps").getArray())))
                .list();
        for (var life : lives) {
            standing.merge("OPINION_COLLECTED", 1L, Long::sum);
            if (life.getKey().equals("SUPERVISOR")) {
                standing.merge("SUPERVISOR_OPINION", 1L, Long::sum);
            }
            if (life.getKey().equals("HOTLINE")) {
                standing.merge("HOTLINE_OPINION", 1L, Long::sum);
            }
            var since = life.getValue()
                    .subList(
                            life.getValue().lastIndexOf("REOPEN") + 1,
                            life.getValue().size());
            if (since.contains("CLOSE") || since.contains("COUNTERSIGN")) {
                standing.merge("OPINION_CLOSED", 1L, Long::sum);
            }
            if (since.contains("REPLY")) {
                standing.merge("OPINION_REPLIED", 1L, Long::sum);
            }
        }
        return standing;
    }
}
