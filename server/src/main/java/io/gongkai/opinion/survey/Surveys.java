package io.gongkai.opinion.survey;

import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.ledger.Fact;
import io.gongkai.ledger.Ledger;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Source;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.Slice;
import io.gongkai.shared.WrongStateException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Rounds of questions, from the draft to the released result. */
@Service
public class Surveys {

    private static final int REASON_LENGTH_MIN = 4;
    private static final int REASON_LENGTH_MAX = 200;
    private static final int POPULATION_MAX = 1_000_000;

    private final SurveyStore store;
    private final StandardQuestions standard;
    private final Organizations organizations;
    private final Authority authority;
    private final Ledger ledger;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Surveys(
            SurveyStore store,
            StandardQuestions standard,
            Organizations organizations,
            Authority authority,
            Ledger ledger,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.standard = standard;
        this.organizations = organizations;
        this.authority = authority;
        this.ledger = ledger;
        this.events = events;
        this.clock = clock;
    }

    // --- reading

    /** Rounds of an organization and of everything below it, the newest first. */
    public Slice<RoundLine> list(OrganizationId under, int size, @Nullable String cursor, PersonId by) {
        authority.require(by, Permission.READ_WORK, under);
        var page = Math.clamp(size, 1, 1000);
        var found = store.rounds(
                under, today(), cursor == null || cursor.isEmpty() ? null : UUID.fromString(cursor), page + 1);
        return found.size() <= page
                ? new Slice<>(found, null)
                : new Slice<>(found.subList(0, page), found.get(page - 1).id().toString());
    }

    public Round get(UUID id, PersonId by) {
        var round = round(id);
        authority.require(by, Permission.READ_WORK, round.organization());
        return round;
    }

    /** Whom a round asks and what has come back so far; says nothing of what was answered. */
    public List<Group> groups(Round round) {
        return store.groups(round.id(), today());
    }

    /** The counts of a closed round's sheets, all groups among them, for those who may read the work. */
    public Tally tally(Round round) {
        if (!round.status().isCounted()) {
            throw new WrongStateException(Refusal.of("survey.notCounted"));
        }
        return Tally.of(
                round.questionnaire(),
                store.sheets(round.id()).stream().map(Sheet::answers).toList());
    }

    /** What was written in answer to a question for text, in random order. */
    public List<String> texts(Round round, Question question) {
        if (!round.status().isCounted()) {
            throw new WrongStateException(Refusal.of("survey.notCounted"));
        }
        return store.sheets(round.id()).stream()
                .map(sheet -> sheet.answers().getOrDefault(question.name(), ""))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /**
     * The round to which an entry of the ledger leads.
     *
     * @throws NoSuchElementException when there is none
     */
    public UUID roundBehind(UUID source) {
        return store.roundBehind(source).orElseThrow(() -> new NoSuchElementException("No count " + source));
    }

    // --- designing

    @Transactional
    public Outcome<UUID> draft(RoundKind kind, OrganizationId organization, RoundTexts texts, PersonId by) {
        authority.require(by, Permission.RUN_SURVEY, organization);
        var refusals = texts.refusals(today());
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var id = store.insert(kind, organization, texts, standard.of(kind), by, clock.instant());
        return Outcome.done(id);
    }

    @Transactional
    public Outcome<UUID> rewrite(UUID id, RoundTexts texts, PersonId by) {
        lockDraft(id, by);
        var refusals = texts.refusals(today());
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        store.setTexts(id, texts);
        return Outcome.done(id);
    }

    /** Puts a question after the others. */
    @Transactional
    public Outcome<UUID> ask(UUID id, QuestionDraft draft, PersonId by) {
        var round = lockDraft(id, by);
        var refusals = draft.refusals();
        if (round.questionnaire().questions().size() >= Questionnaire.MOST_QUESTIONS) {
            refusals.add(Refusal.of("survey.question.most", Questionnaire.MOST_QUESTIONS));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        store.setQuestions(
                id,
                round.questionnaire().with(draft.question(round.questionnaire().nextName())));
        return Outcome.done(id);
    }

    @Transactional
    public void unask(UUID id, String question, PersonId by) {
        var round = lockDraft(id, by);
        store.setQuestions(id, round.questionnaire().without(question));
    }

    /** How many households or members of an organization could be asked; 0 takes it out of the frame. */
    @Transactional
    public Outcome<UUID> frame(UUID id, String organizationCode, int population, PersonId by) {
        var round = lockDraft(id, by);
        var refusals = new ArrayList<Refusal>();
        var organization = organizations.find(organizationCode.strip());
        if (!round.kind().isSurvey()) {
            refusals.add(Refusal.of("survey.frame.none"));
        }
        if (organization.isEmpty() || !organizations.isWithin(organization.get().id(), round.organization())) {
            refusals.add(Refusal.at("organization", "survey.frame.organization", round.organizationName()));
        }
        if (population < 0 || population > POPULATION_MAX) {
            refusals.add(Refusal.at("population", "survey.frame.population", POPULATION_MAX));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        store.setFrame(id, organization.orElseThrow().id(), population);
        return Outcome.done(id);
    }

    /** Throws a draft away: nobody was asked anything yet. */
    @Transactional
    public void discard(UUID id, PersonId by) {
        lockDraft(id, by);
        store.discard(id);
    }

    // --- running

    /** From now on slips and copies go out; questions and frame stay as they are. */
    @Transactional
    public Outcome<UUID> open(UUID id, PersonId by) {
        var round = locked(id, RoundStep.OPEN, Permission.RUN_SURVEY, by);
        var refusals = new ArrayList<Refusal>();
        if (round.questionnaire().questions().isEmpty()) {
            refusals.add(Refusal.of("survey.open.questions"));
        }
        var measured = round.kind().measured();
        if (measured != null && !round.questionnaire().measures(measured)) {
            refusals.add(Refusal.of("survey.open.measured", measured));
        }
        if (round.kind().isSurvey() && store.groups(id, today()).isEmpty()) {
            refusals.add(Refusal.of("survey.open.frame"));
        }
        if (round.closesOn().isBefore(today())) {
            refusals.add(Refusal.of("survey.round.closesOn"));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        store.open(id, by, clock.instant());
        events.publishEvent(new RoundChanged(id));
        return Outcome.done(id);
    }

    /**
     * Counts. No answer comes in any more, and what is told of the round is fixed; of satisfaction the ledger is told for each
     * group that is large enough, in this transaction. From here on nothing says which code or copy a sheet was.
     */
    @Transactional
    public Outcome<UUID> close(UUID id, PersonId by) {
        var round = locked(id, RoundStep.CLOSE, Permission.RUN_SURVEY, by);
        var unkeyed = store.unkeyed(id);
        if (unkeyed > 0) {
            return Outcome.refused(Refusal.of("survey.close.unkeyed", unkeyed));
        }
        var form = organizations.get(round.organization()).form();
        var told = Told.of(form, round.questionnaire(), store.groups(id, today()), store.sheets(id));
        store.close(id, told, by, clock.instant());
        if (round.kind().isSurvey()) {
            store.shuffle(id);
            record(round, told, by);
        }
        events.publishEvent(new RoundChanged(id));
        return Outcome.done(id);
    }

    private void record(Round round, Told told, PersonId by) {
        for (var part : told.parts()) {
            var code = part.code();
            var others = code == null;
            var organization = code == null
                    ? round.organization()
                    : organizations
                            .findEver(code)
                            .orElseThrow(() -> new IllegalStateException("No organization " + code))
                            .id();
            part.rates().forEach((measured, rate) -> {
                var count = store.insertCount(round.id(), organization, measured, others, rate);
                if (measured == Measured.SATISFACTION) {
                    ledger.record(facts(round, organization, rate, new Source("SURVEY", count), by));
                }
            });
        }
    }

    /** Row 42 as numerator and denominator. Not open: what the public may read of a round is what was released of it. */
    private List<Fact> facts(Round round, OrganizationId organization, Rate rate, Source source, PersonId by) {
        var facts = new ArrayList<Fact>();
        if (rate.favorable() > 0) {
            facts.add(fact(Measure.SATISFACTION_SATISFIED, round, organization, rate.favorable(), source, by));
        }
        facts.add(fact(Measure.SATISFACTION_VALID, round, organization, rate.valid(), source, by));
        return facts;
    }

    private Fact fact(
            Measure measure, Round round, OrganizationId organization, long quantity, Source source, PersonId by) {
        return new Fact(measure, organization, today(), quantity, source, round.title(), false, by);
    }

    /** Makes the result public. Whoever counted does not also release. */
    @Transactional
    public Outcome<UUID> release(UUID id, PersonId by) {
        var round = locked(id, RoundStep.RELEASE, Permission.RELEASE_RESULT, by);
        if (by.equals(round.closedBy())) {
            return Outcome.refused(Refusal.of("survey.release.self"));
        }
        store.release(id, by, clock.instant());
        events.publishEvent(new RoundChanged(id));
        return Outcome.done(id);
    }

    /** Takes a whole round back, with what it counted. */
    @Transactional
    public Outcome<UUID> annul(UUID id, String why, PersonId by) {
        locked(id, RoundStep.ANNUL, Permission.RELEASE_RESULT, by);
        var reason = why.strip();
        if (reason.length() < REASON_LENGTH_MIN || reason.length() > REASON_LENGTH_MAX) {
            return Outcome.refused(Refusal.at("reason", "survey.reason", REASON_LENGTH_MIN, REASON_LENGTH_MAX));
        }
        store.annul(id, reason, by, clock.instant());
        store.counts(id).forEach(count -> ledger.reverse(new Source("SURVEY", count), by));
        store.copyIssues(id, today()).stream()
                .filter(issue -> issue.cancelReason() == null)
                .forEach(issue -> ledger.reverse(new Source("OPINION_FORM", issue.id()), by));
        events.publishEvent(new RoundChanged(id));
        return Outcome.done(id);
    }

    /** The buttons that this person is offered. */
    public List<RoundStep> steps(Round round, PersonId person) {
        return List.of(RoundStep.values()).stream()
                .filter(step -> RoundLifecycle.after(round.status(), step).isPresent())
                .filter(step -> authority.may(
                        person,
                        step == RoundStep.OPEN || step == RoundStep.CLOSE
                                ? Permission.RUN_SURVEY
                                : Permission.RELEASE_RESULT,
                        round.organization()))
                .filter(step -> step != RoundStep.RELEASE || !person.equals(round.closedBy()))
                .toList();
    }

    private Round lockDraft(UUID id, PersonId by) {
        var status = store.lock(id).orElseThrow(() -> noSuch(id));
        var round = round(id);
        authority.require(by, Permission.RUN_SURVEY, round.organization());
        if (status != RoundStatus.DRAFT) {
            throw new WrongStateException(Refusal.of("survey.notDraft"));
        }
        return round;
    }

    private Round locked(UUID id, RoundStep step, Permission permission, PersonId by) {
        var status = store.lock(id).orElseThrow(() -> noSuch(id));
        var round = round(id);
        authority.require(by, permission, round.organization());
        RoundLifecycle.next(status, step);
        return round;
    }

    private Round round(UUID id) {
        return store.round(id, today()).orElseThrow(() -> noSuch(id));
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private static NoSuchElementException noSuch(UUID id) {
        return new NoSuchElementException("No round " + id);
    }
}
