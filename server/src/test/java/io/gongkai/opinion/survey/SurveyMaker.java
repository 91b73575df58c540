package io.gongkai.opinion.survey;

import io.gongkai.MadeUpCounty;
import io.gongkai.intake.Incoming;
import io.gongkai.opinion.ClosingKind;
import io.gongkai.opinion.OpinionMaker;
import io.gongkai.opinion.Opinions;
import io.gongkai.organization.Organization;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Holds rounds of questions in a made-up county, through the services that people use. */
@Component
public class SurveyMaker {

    private final Surveys surveys;
    private final Handouts handouts;
    private final Keyings keyings;
    private final SurveyDesk desk;
    private final RatingDesk ratings;
    private final OpinionMaker opinionMaker;
    private final Opinions opinions;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SurveyMaker(
            Surveys surveys,
            Handouts handouts,
            Keyings keyings,
            SurveyDesk desk,
            RatingDesk ratings,
            OpinionMaker opinionMaker,
            Opinions opinions,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.surveys = surveys;
        this.handouts = handouts;
        this.keyings = keyings;
        this.desk = desk;
        this.ratings = ratings;
        this.opinionMaker = opinionMaker;
        this.opinions = opinions;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    public UUID draft(RoundKind kind, Organization holder, PersonId by) {
        var texts = new RoundTexts(
                "2026年党务公开测评",
                "请如实填写，交到村委会。",
                FrameUnit.HOUSEHOLDS,
                LocalDate.now(clock).plusDays(20));
        return surveys.draft(kind, holder.id(), texts, by).orThrow();
    }

    /** A survey that runs, held by the holder among the households of some. */
    public UUID running(RoundKind kind, Organization holder, Map<Organization, Integer> frame, PersonId by) {
        var id = draft(kind, holder, by);
        frame.forEach((organization, population) ->
                surveys.frame(id, organization.code(), population, by).orThrow());
        return surveys.open(id, by).orThrow();
    }

    public List<SlipCode> slips(UUID round, Organization to, int count, PersonId by) {
        return handouts.printSlips(round, to.code(), count, by).orThrow().codes();
    }

    /** What the desk says to an answer, in a transaction of its own. */
    Optional<Refusal> receive(SlipCode code, Map<String, String> answers) {
        return transaction.execute(_ -> desk.receive(
                new Incoming(SurveyAnswer.FORM, code.tracking(), LocalDate.now(clock), answers, List.of())));
    }

    public void answer(SlipCode code, Map<String, String> answers) {
        receive(code, answers).ifPresent(refusal -> {
            throw new IllegalStateException("Refused: " + refusal);
        });
    }

    /** Copies that went out and came back. */
    public CopyIssue back(UUID round, Organization to, int count, PersonId by) {
        var today = LocalDate.now(clock);
        var issue = handouts.issue(round, to.code(), count, today, "村民代表", by).orThrow();
        handouts.takeBack(round, issue.first() + "-" + issue.last(), today, by).orThrow();
        return issue;
    }

    public void key(UUID round, int number, Map<String, String> answers, PersonId one, PersonId other) {
        keyings.key(round, number, answers, one).orThrow();
        keyings.key(round, number, answers, other).orThrow();
    }

    /** One of everything for the pages: a draft, a running round with papers in all states, a closed and a released one. */
    public Map<String, String> furnish(MadeUpCounty county) {
        var clerk = county.countyClerk().id();
        var village = county.village();
        var frame = Map.of(village, 320);
        var draft = draft(RoundKind.SATISFACTION, village, clerk);
        surveys.frame(draft, village.code(), 320, clerk).orThrow();
        var running = running(RoundKind.SATISFACTION, village, frame, clerk);
        slips(running, village, 2, clerk);
        var issue = back(running, village, 4, clerk);
        var town = county.townClerk().id();
        var villageClerk = county.villageClerk().id();
        keyings.key(running, 2, Map.of("q1", "1"), town).orThrow();
        keyings.key(running, 3, Map.of("q1", "1", "q2", "2"), villageClerk).orThrow();
        keyings.key(running, 3, Map.of("q1", "1", "q2", "3"), town).orThrow();
        var out = handouts.issue(running, village.code(), 3, LocalDate.now(clock), "党员大会", clerk)
                .orThrow();
        var closed = counted(county, RoundKind.AWARENESS);
        var released = counted(county, RoundKind.SATISFACTION);
        surveys.release(released, county.countyApprover().id()).orThrow();
        var form = draft(RoundKind.OPINION_FORM, village, clerk);
        surveys.open(form, clerk).orThrow();
        var copies = back(form, village, 6, clerk);
        for (var number = 1; number <= 6; number++) {
            key(form, number, Map.of("q1", "2", "q2", "公开栏的字太小"), villageClerk, town);
        }
        var opinion = opinionMaker.received(village, "路灯坏了没有人修");
        opinions.takeUp(opinion.id(), villageClerk);
        opinions.close(opinion.id(), ClosingKind.HANDLED, "已经换了新灯", villageClerk)
                .orThrow();
        transaction.executeWithoutResult(_ -> ratings.receive(new Incoming(
                RatingDesk.FORM, opinion.code(), LocalDate.now(clock), Map.of(RatingDesk.WORTH, "FAIR"), List.of())));
        var rating = jdbc.sql("select id::text from opinion.rating where opinion_id = :opinion")
                .param("opinion", opinion.id())
                .query(String.class)
                .single();
        return Map.of(
                "rating", rating,
                "draftRound", draft.toString(),
                "discardedRound", draft(RoundKind.AWARENESS, village, clerk).toString(),
                "runningRound", running.toString(),
                "closedRound", closed.toString(),
                "releasedRound", released.toString(),
                "formRound", form.toString(),
                "copyIssue", out.id().toString(),
                "returnedIssue", issue.id().toString(),
                "formIssue", copies.id().toString());
    }

    private UUID counted(MadeUpCounty county, RoundKind kind) {
        var clerk = county.countyClerk().id();
        var village = county.village();
        var round = running(kind, village, Map.of(village, 60), clerk);
        slips(round, village, 12, clerk).forEach(code -> answer(code, Map.of("q1", "1", "q2", "2", "q3", "3")));
        return surveys.close(round, clerk).orThrow();
    }
}
