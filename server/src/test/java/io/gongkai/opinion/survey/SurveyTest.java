package io.gongkai.opinion.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.account.NotPermittedException;
import io.gongkai.account.People;
import io.gongkai.account.Role;
import io.gongkai.ledger.Measure;
import io.gongkai.organization.Organization;
import io.gongkai.portal.Collector;
import io.gongkai.portal.Projector;
import io.gongkai.portal.PublicSurveys;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.WrongStateException;
import io.gongkai.statistics.RecordedFacts;
import io.gongkai.statistics.Returns;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Surveys and opinion forms of a made-up county, from the first slip to the return and the public page. */
@CountyTest
class SurveyTest {

    private static final String FORM = "annual-disclosure-return";
    private static final Map<String, String> SATISFIED = Map.of("q1", "1", "q2", "2", "q3", "1");

    @Autowired
    Surveys surveys;

    @Autowired
    Handouts handouts;

    @Autowired
    Keyings keyings;

    @Autowired
    Points points;

    @Autowired
    SurveyMaker maker;

    @Autowired
    PublicSurveys publicSurveys;

    @Autowired
    Projector projector;

    @Autowired
    Collector collector;

    @Autowired
    Returns returns;

    @Autowired
    RecordedFacts facts;

    @Autowired
    People people;

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private MadeUpCounty county;
    private PersonId clerk;
    private int year;

    @BeforeEach
    void aCountyStands() {
        county = founder.establish();
        clerk = county.countyClerk().id();
        year = LocalDate.now(clock).getYear();
    }

    @Test
    void whatIsAnsweredStandsInRow42AsAnIndependentCountHasIt() {
        var villages = List.of(county.village(), county.secondVillage(), county.thirdVillage());
        var round = maker.running(
                RoundKind.SATISFACTION,
                county.town(),
                villages.stream().collect(Collectors.toMap(village -> village, _ -> 300)),
                clerk);
        var chance = new Random(42);
        var favorable = new HashMap<Organization, Integer>();
        var valid = new HashMap<Organization, Integer>();
        for (var village : villages) {
            for (var code : maker.slips(round, village, 30 + chance.nextInt(9), clerk)) {
                var answers = new HashMap<String, String>();
                for (var question : List.of("q1", "q2", "q3")) {
                    var chosen = 1 + chance.nextInt(5);
                    answers.put(question, String.valueOf(chosen));
                    favorable.merge(village, chosen <= 2 ? 1 : 0, Integer::sum);
                    valid.merge(village, chosen <= 4 ? 1 : 0, Integer::sum);
                }
                maker.answer(code, answers);
            }
        }

        surveys.close(round, clerk).orThrow();

        for (var village : villages) {
            assertThat(satisfaction(village)).isEqualTo(percent(favorable.get(village), valid.get(village)));
        }
        var all = percent(
                favorable.values().stream().mapToInt(i -> i).sum(),
                valid.values().stream().mapToInt(i -> i).sum());
        assertThat(satisfaction(county.town())).isEqualTo(all);
        assertThat(satisfaction(county.county())).isEqualTo(all);
        assertThat(satisfaction(county.otherTown())).isNull();
        var evidence = returns.evidence(FORM, county.county().id(), year, "publicSatisfactionRate", null, 50, null);
        assertThat(evidence.items()).hasSize(3).allSatisfy(item -> {
            assertThat(item.source().type()).isEqualTo("SURVEY");
            assertThat(surveys.roundBehind(item.source().id())).isEqualTo(round);
        });
    }

    @Test
    void ofTwoWhoUseTheSameCodeAtOnceOneCounts() throws Exception {
        var round = village(RoundKind.SATISFACTION, 60);
        var code = maker.slips(round, county.village(), 1, clerk).getFirst();

        Callable<Optional<Refusal>> caller = () -> maker.receive(code, SATISFIED);
        var said = new ArrayList<Optional<Refusal>>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : callers.invokeAll(Collections.nCopies(8, caller))) {
                said.add(answer.get());
            }
        }

        assertThat(said).filteredOn(Optional::isEmpty).hasSize(1);
        assertThat(said)
                .filteredOn(Optional::isPresent)
                .allSatisfy(refusal -> assertThat(refusal.get().code()).isEqualTo("survey.code.used"));
        assertThat(sheets(round)).isEqualTo(1);
    }

    @Test
    void twoOnThePortalWithTheSameCodeAreToldApartInside() {
        var round = village(RoundKind.SATISFACTION, 60);
        var code = maker.slips(round, county.village(), 1, clerk).getFirst().tracking();
        projector.drain();

        assertThat(publicSurveys.answer(code, SATISFIED)).isInstanceOf(Outcome.Done.class);
        assertThat(code(publicSurveys.answer(code, SATISFIED))).isEqualTo("survey.code.used");
        collector.drain();
        projector.drain();

        assertThat(sheets(round)).isEqualTo(1);
        assertThat(publicSurveys.slip(code).orElseThrow().used()).isTrue();
        assertThat(code(publicSurveys.answer(code, SATISFIED))).isEqualTo("survey.code.used");
    }

    @Test
    void aSampleThatIsTooSmallGetsNoRateButItsRawCountsAddUpAbove() {
        var round = village(RoundKind.SATISFACTION, 60);
        maker.slips(round, county.village(), 9, clerk).forEach(code -> maker.answer(code, SATISFIED));
        surveys.close(round, clerk).orThrow();

        var told = surveys.get(round, clerk).told();

        assertThat(told.least()).isEqualTo(10);
        assertThat(told.isEnough()).isFalse();
        assertThat(told.rate(Measured.SATISFACTION)).isEqualTo(new Rate(27, 27));
        assertThat(satisfaction(county.town())).isEqualTo(new BigDecimal("100.0"));
    }

    @Test
    void aHandfulOfAnswersIsToldNowhere() {
        var round = village(RoundKind.SATISFACTION, 60);
        maker.slips(round, county.village(), 4, clerk).forEach(code -> maker.answer(code, SATISFIED));
        surveys.close(round, clerk).orThrow();
        surveys.release(round, county.countyApprover().id()).orThrow();
        projector.drain();

        assertThat(surveys.get(round, clerk).told().parts()).isEmpty();
        assertThat(publicSurveys.released(round).told().sheets()).isZero();
        assertThat(satisfaction(county.village())).isNull();
    }

    @Test
    void smallVillagesAreToldTogether() {
        var round = maker.running(
                RoundKind.SATISFACTION,
                county.town(),
                Map.of(county.village(), 60, county.secondVillage(), 60, county.thirdVillage(), 60),
                clerk);
        maker.slips(round, county.village(), 12, clerk).forEach(code -> maker.answer(code, SATISFIED));
        maker.slips(round, county.secondVillage(), 3, clerk).forEach(code -> maker.answer(code, SATISFIED));
        maker.slips(round, county.thirdVillage(), 4, clerk).forEach(code -> maker.answer(code, SATISFIED));
        surveys.close(round, clerk).orThrow();

        assertThat(surveys.get(round, clerk).told().parts())
                .extracting(Told.Part::code, Told.Part::sheets)
                .containsExactly(tuple(county.village().code(), 12), tuple(null, 7));
        assertThat(satisfaction(county.secondVillage())).isNull();
        assertThat(counted(county.county(), Measure.SATISFACTION_VALID)).isEqualTo(19 * 3);
    }

    @Test
    void nothingKeptLeadsFromASheetToItsSlip() {
        var round = village(RoundKind.SATISFACTION, 60);
        var codes = maker.slips(round, county.village(), 12, clerk);
        codes.forEach(code -> maker.answer(code, SATISFIED));

        var texts = everyText();
        assertThat(texts).anyMatch(text -> text.contains(round.toString()));
        assertThat(codes)
                .noneMatch(code -> texts.stream()
                        .anyMatch(text -> text.contains(code.text())
                                || text.contains(code.tracking().text())));

        var before = places(round);
        surveys.close(round, clerk).orThrow();
        assertThat(before).hasSize(12);
        assertThat(places(round)).hasSize(12).doesNotContainAnyElementsOf(before);
        assertThat(jdbc.sql("select count(distinct xmin::text) from opinion.sheet where round_id = :round")
                        .param("round", round)
                        .query(Integer.class)
                        .single())
                .as("all written at once")
                .isEqualTo(1);
        assertThat(jdbc.sql("select count(*) from opinion.slip where round_id = :round")
                        .param("round", round)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void whoeverCountsDoesNotRelease() {
        var both = founder.person(county, "both", "身兼两职");
        people.appoint(both.id(), county.county().id(), Role.CLERK, MadeUpCounty.SINCE, null);
        people.appoint(both.id(), county.county().id(), Role.APPROVER, MadeUpCounty.SINCE, null);
        var round = village(RoundKind.AWARENESS, 60);
        surveys.close(round, both.id()).orThrow();

        assertThat(code(surveys.release(round, both.id()))).isEqualTo("survey.release.self");
        assertThatThrownBy(() -> surveys.release(round, clerk)).isInstanceOf(NotPermittedException.class);
        surveys.release(round, county.countyApprover().id()).orThrow();
        assertThatThrownBy(() -> surveys.release(round, county.countyApprover().id()))
                .isInstanceOf(WrongStateException.class);
    }

    @Test
    void anAnnulledRoundTakesBackWhatItCounted() {
        var round = village(RoundKind.SATISFACTION, 60);
        maker.slips(round, county.village(), 12, clerk).forEach(code -> maker.answer(code, SATISFIED));
        surveys.close(round, clerk).orThrow();
        surveys.release(round, county.countyApprover().id()).orThrow();
        projector.drain();
        assertThat(satisfaction(county.village())).isEqualTo(new BigDecimal("100.0"));
        assertThat(publicSurveys.released(round)).isNotNull();

        surveys.annul(round, "问卷码发给了同一个人", county.countyApprover().id()).orThrow();
        projector.drain();

        assertThat(satisfaction(county.village())).isNull();
        assertThatThrownBy(() -> publicSurveys.released(round)).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void aVoidBatchOpensNothingAndNoLongerCountsAsHandedOut() {
        var round = village(RoundKind.SATISFACTION, 60);
        var spoiled = maker.slips(round, county.village(), 5, clerk);
        maker.answer(spoiled.getFirst(), SATISFIED);

        assertThat(handouts.voidSlips(round, 1, clerk)).isEqualTo(4);

        assertThat(maker.receive(spoiled.getLast(), SATISFIED)).isPresent();
        assertThat(surveys.groups(surveys.get(round, clerk))).singleElement().satisfies(group -> {
            assertThat(group.slips()).isEqualTo(1);
            assertThat(group.answered()).isEqualTo(1);
        });
    }

    @Test
    void copiesOfAnOpinionFormStandInRow38() {
        var round = form(county.town());
        var first = handouts.issue(round, county.village().code(), 40, LocalDate.now(clock), "村民代表", clerk)
                .orThrow();
        handouts.issue(round, county.secondVillage().code(), 25, LocalDate.now(clock), "党员大会", clerk)
                .orThrow();

        assertThat(first.first()).isEqualTo(1);
        assertThat(figure(county.village(), "opinionFormIssuedCount")).isEqualTo(40);
        assertThat(figure(county.town(), "opinionFormIssuedCount")).isEqualTo(65);

        handouts.cancelIssue(first.id(), "登记到了别的村", clerk).orThrow();
        assertThat(figure(county.town(), "opinionFormIssuedCount")).isEqualTo(25);
        assertThat(handouts.issue(round, county.village().code(), 1, LocalDate.now(clock), "党员大会", clerk)
                        .orThrow()
                        .first())
                .isEqualTo(66);
    }

    @Test
    void twoClerksKeyTheSamePaperWithOneDifferenceAndAThirdDecides() {
        var round = form(county.village());
        maker.back(round, county.village(), 2, clerk);
        var one = county.villageClerk().id();
        var other = county.townClerk().id();
        var third = county.who(Role.RECEPTIONIST, county.county()).id();
        maker.key(round, 2, Map.of("q1", "1"), one, other);

        assertThat(keyings.key(round, 1, Map.of("q1", "2", "q2", "路灯坏了"), one))
                .isEqualTo(Outcome.done(CopyState.KEYED_ONCE));
        assertThat(code(keyings.key(round, 1, Map.of("q1", "2"), one))).isEqualTo("survey.keying.self");
        assertThat(keyings.key(round, 1, Map.of("q1", "3", "q2", "路灯坏了"), other))
                .isEqualTo(Outcome.done(CopyState.DIFFERENT));
        assertThat(sheets(round)).isEqualTo(1);
        assertThat(code(surveys.close(round, clerk))).isEqualTo("survey.close.unkeyed");

        var asked = surveys.get(round, clerk);
        assertThat(keyings.differences(asked, 1)).singleElement().satisfies(difference -> {
            assertThat(difference.question().name()).isEqualTo("q1");
            assertThat(difference.first()).isEqualTo("2");
            assertThat(difference.second()).isEqualTo("3");
        });
        assertThat(code(keyings.settle(round, 1, Map.of("q1", "3"), other))).isEqualTo("survey.settling.self");
        keyings.settle(round, 1, Map.of("q1", "3"), third).orThrow();
        surveys.close(round, clerk).orThrow();

        var tally = surveys.tally(surveys.get(round, clerk));
        assertThat(tally.sheets()).isEqualTo(2);
        assertThat(tally.questions().getFirst().chosen()).isEqualTo(Map.of("1", 1, "2", 0, "3", 1));
        assertThat(surveys.texts(asked(round), asked.questionnaire().named("q2").orElseThrow()))
                .containsExactly("路灯坏了");
    }

    @Test
    void whatIsWrittenOnFormsBecomesOpinionsOnce() {
        var round = form(county.village());
        maker.back(round, county.village(), 3, clerk);
        var one = county.villageClerk().id();
        var other = county.townClerk().id();
        maker.key(round, 1, Map.of("q2", "公开栏的字太小", "q3", "希望多用广播"), one, other);
        maker.key(round, 2, Map.of("q1", "1"), one, other);
        maker.key(round, 3, Map.of("q2", "路灯"), one, other);
        var asked = surveys.get(round, clerk);
        var titles = points.of(asked, clerk).stream().collect(Collectors.toMap(Points.Point::key, Points.Point::title));
        assertThat(titles.keySet()).containsExactlyInAnyOrder("1-q2", "1-q3", "3-q2");

        // The third is too short for an opinion: nothing is made until it is left out.
        assertThat(((Outcome.Refused<?>) points.turnIntoOpinions(asked, titles, clerk)).refusals())
                .isNotEmpty()
                .allSatisfy(refusal -> assertThat(refusal.field()).isEqualTo("3-q2"));
        assertThat(figure(county.village(), "opinionCollectedCount")).isZero();
        titles.remove("3-q2");
        assertThat(points.turnIntoOpinions(asked, titles, clerk)).isEqualTo(Outcome.done(2));
        assertThat(points.turnIntoOpinions(asked, titles, clerk)).isEqualTo(Outcome.done(0));

        assertThat(figure(county.village(), "opinionCollectedCount")).isEqualTo(2);
        assertThat(points.of(asked, clerk))
                .filteredOn(point -> point.opinion() != null)
                .hasSize(2);
    }

    @Test
    void whoKeysSecondIsTheSecondHoweverBothBegan() throws Exception {
        var round = form(county.village());
        maker.back(round, county.village(), 1, clerk);
        var both = List.of(county.villageClerk().id(), county.townClerk().id());

        List<Callable<Outcome<CopyState>>> two = both.stream()
                .<Callable<Outcome<CopyState>>>map(by -> () -> keyings.key(round, 1, Map.of("q1", "2"), by))
                .toList();

        try (var clerks = Executors.newVirtualThreadPerTaskExecutor()) {
            var keyed = clerks.invokeAll(two);
            assertThat(List.of(keyed.getFirst().get(), keyed.getLast().get()))
                    .containsExactlyInAnyOrder(Outcome.done(CopyState.KEYED_ONCE), Outcome.done(CopyState.COUNTED));
        }
        assertThat(sheets(round)).isEqualTo(1);
    }

    @Test
    void questionsAreSetInADraftAndStandStillAfterwards() {
        var round = maker.draft(RoundKind.SATISFACTION, county.village(), clerk);
        var draft = new QuestionDraft(
                Question.Type.SCALE, "对公开栏满意吗？", true, Measured.SATISFACTION, "满意\n一般\n不满意\n没看过", 1, 1);

        assertThat(codes(surveys.ask(
                        round,
                        new QuestionDraft(Question.Type.TEXT, "?", true, Measured.SATISFACTION, "", 1, 0),
                        clerk)))
                .containsExactlyInAnyOrder("survey.question.text", "survey.question.measured.type");
        surveys.ask(round, draft, clerk).orThrow();
        surveys.unask(round, "q1", clerk);
        assertThat(code(surveys.open(round, clerk))).isEqualTo("survey.open.frame");
        surveys.frame(round, county.village().code(), 320, clerk).orThrow();
        surveys.open(round, clerk).orThrow();

        var asked = surveys.get(round, clerk).questionnaire();
        assertThat(asked.questions()).extracting(Question::name).containsExactly("q2", "q3", "q4", "q5");
        assertThat(asked.questions().getLast().options())
                .extracting(Question.Option::worth)
                .containsExactly(
                        Question.Worth.FAVORABLE,
                        Question.Worth.UNFAVORABLE,
                        Question.Worth.UNFAVORABLE,
                        Question.Worth.NOT_VALID);
        assertThatThrownBy(() -> surveys.ask(round, draft, clerk)).isInstanceOf(WrongStateException.class);
    }

    @Test
    void whatRoundsCountIsNoLongerRecordedByHand() {
        var today = LocalDate.now(clock);
        var copies = new RecordedFacts.Recording(
                county.village().id(), Measure.OPINION_FORM_ISSUED, today, 40, null, null, "发放征求意见表", "登记册第 3 页", null);
        var before = new RecordedFacts.Recording(
                county.village().id(),
                Measure.OPINION_FORM_ISSUED,
                today.minusDays(1),
                40,
                null,
                null,
                "发放征求意见表",
                "登记册第 3 页",
                null);

        assertThat(codes(facts.record(copies, clerk))).containsExactly("statistics.fact.givenWay");
        facts.record(before, clerk).orThrow();
    }

    @Test
    void everyMoveOfARoundIsInTheTableAndEveryStatusIsReached() {
        assertThat(RoundLifecycle.MOVES)
                .extracting(move -> move.from() + " " + move.step())
                .doesNotHaveDuplicates();
        assertThat(Arrays.stream(RoundStatus.values()).filter(status -> status != RoundStatus.DRAFT))
                .allSatisfy(status -> assertThat(RoundLifecycle.MOVES).anyMatch(move -> move.to() == status));
    }

    private UUID village(RoundKind kind, int population) {
        return maker.running(kind, county.village(), Map.of(county.village(), population), clerk);
    }

    private UUID form(Organization holder) {
        return surveys.open(maker.draft(RoundKind.OPINION_FORM, holder, clerk), clerk)
                .orThrow();
    }

    private Round asked(UUID round) {
        return surveys.get(round, clerk);
    }

    private BigDecimal satisfaction(Organization at) {
        return returns.compute(FORM, at.id(), year)
                .line("publicSatisfactionRate")
                .total();
    }

    private long figure(Organization at, String row) {
        return returns.compute(FORM, at.id(), year).line(row).total().longValueExact();
    }

    private long counted(Organization below, Measure measure) {
        return jdbc.sql("""
                        select coalesce(sum(e.quantity), 0)
                          from ledger.entry e
                          join organization.ancestry a on a.descendant_id = e.organization_id
                         where a.ancestor_id = :below
                           and e.measure = :measure
                        """)
                .param("below", below.id().value())
                .param("measure", measure.name())
                .query(Long.class)
                .single();
    }

    private int sheets(UUID round) {
        return jdbc.sql("select count(*) from opinion.sheet where round_id = :round")
                .param("round", round)
                .query(Integer.class)
                .single();
    }

    private List<String> places(UUID round) {
        return jdbc.sql("select id::text from opinion.sheet where round_id = :round")
                .param("round", round)
                .query(String.class)
                .list();
    }

    /** Every row of the schemas that could hold a code, as text. */
    private List<String> everyText() {
        return jdbc.sql("""
                        select r::text from opinion.round r
                        union all select s::text from opinion.slip s
                        union all select h::text from opinion.sheet h
                        union all select f::text from opinion.frame_line f
                        union all select k::text from opinion.keying k
                        union all select p::text from portal.survey_slip p
                        union all select i::text from portal.intake i where i.form = 'survey-answer'
                        union all select q::text from portal.pending q
                        """).query(String.class).list();
    }

    private static BigDecimal percent(int favorable, int valid) {
        return new Rate(favorable, valid).percent();
    }

    private static String code(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<?>) outcome).refusals().getFirst().code();
    }

    private static List<String> codes(Outcome<?> outcome) {
        return ((Outcome.Refused<?>) outcome)
                .refusals().stream().map(Refusal::code).toList();
    }
}
