package io.gongkai.portal;

import io.gongkai.intake.TrackingCode;
import io.gongkai.opinion.survey.RatingCount;
import io.gongkai.opinion.survey.SurveyAnswer;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Rounds of questions on the public side: answered with the code of a slip, and read once they are released. */
@Service
public class PublicSurveys {

    private final PublicSurveyStore store;
    private final Letterbox letterbox;
    private final Clock clock;

    PublicSurveys(PublicSurveyStore store, Letterbox letterbox, Clock clock) {
        this.store = store;
        this.letterbox = letterbox;
        this.clock = clock;
    }

    /** What a code opens now; used is also one whose answer is still on its way inward. */
    public Optional<PublicSurvey.Slip> slip(TrackingCode code) {
        return store.slip(code.hash())
                .filter(slip -> slip.survey().asking())
                .filter(slip -> !LocalDate.now(clock).isAfter(slip.survey().closesOn()))
                .map(slip -> new PublicSurvey.Slip(
                        slip.survey(),
                        slip.used() || !letterbox.onTheirWay(code).isEmpty()));
    }

    /** Sends the answers inward, or says everything that is wrong with them. */
    public Outcome<PublicSurvey> answer(TrackingCode code, Map<String, String> answers) {
        var slip = slip(code);
        if (slip.isEmpty()) {
            return Outcome.refused(Refusal.of("survey.code.ended"));
        }
        if (slip.get().used()) {
            return Outcome.refused(Refusal.of("survey.code.used"));
        }
        var survey = slip.get().survey();
        var refusals = survey.questionnaire().refusals(answers);
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        letterbox.answer(SurveyAnswer.FORM, code, answers);
        return Outcome.done(survey);
    }

    /** @throws NoSuchElementException unless its result was released */
    public PublicSurvey released(UUID id) {
        return store.survey(id)
                .filter(survey -> survey.told() != null)
                .orElseThrow(() -> new NoSuchElementException("No released round " + id));
    }

    /** What senders said after closings in a year, of a unit and everything below it. */
    public RatingCount ratings(Unit unit, int year) {
        return store.ratings(unit.id(), year).orElse(new RatingCount(0, 0, 0));
    }

    /** Released results of rounds that a unit held or was asked in, the newest first. */
    public List<PublicSurvey> of(Unit unit, int limit) {
        return store.releasedOf(unit.id(), unit.code(), limit);
    }
}
