package io.gongkai.opinion.survey;

import io.gongkai.calendar.Limit;
import io.gongkai.intake.Desk;
import io.gongkai.intake.Incoming;
import io.gongkai.intake.Question;
import io.gongkai.intake.Tracked;
import io.gongkai.intake.TrackingCode;
import io.gongkai.shared.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Takes in what was answered with the code of a slip: the first answer counts. The answers are asked on a page of their own,
 * since its questions are the round's.
 */
@Component
class SurveyDesk implements Desk {

    private final SurveyStore store;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SurveyDesk(SurveyStore store, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public List<String> doors() {
        return List.of();
    }

    @Override
    public List<String> acts() {
        return List.of(SurveyAnswer.FORM);
    }

    @Override
    public List<Question> questions(String form, Map<String, String> answers) {
        return List.of();
    }

    @Override
    public @Nullable Limit promise(String door) {
        return null;
    }

    @Override
    public boolean takesFiles(String form) {
        return false;
    }

    @Override
    public Optional<Refusal> receive(Incoming incoming) {
        var known = store.roundOf(incoming.code());
        if (known.isEmpty()) {
            return Optional.of(Refusal.of("survey.code.ended"));
        }
        // First the round, as closing does: it finds this answer, or this finds that it is closed.
        store.lockShared(known.get());
        var slip = store.lockSlip(incoming.code());
        var round = store.round(known.get(), LocalDate.now(clock)).orElseThrow();
        if (slip.isEmpty()
                || round.status() != RoundStatus.RUNNING
                || incoming.receivedOn().isAfter(round.closesOn())) {
            return Optional.of(Refusal.of("survey.code.ended"));
        }
        if (slip.get().used()) {
            return Optional.of(Refusal.of("survey.code.used"));
        }
        var answers = incoming.answers();
        if (!round.questionnaire().refusals(answers).isEmpty()) {
            return Optional.of(Refusal.of("survey.answer.unreadable"));
        }
        store.useSlip(incoming.code());
        store.addSheet(round.id(), slip.get().organization(), null, answers, false);
        events.publishEvent(new RoundChanged(round.id()));
        return Optional.empty();
    }

    @Override
    public Optional<Tracked> tracked(TrackingCode code) {
        return Optional.empty();
    }

    @Override
    public List<TrackingCode> codes() {
        return List.of();
    }
}
