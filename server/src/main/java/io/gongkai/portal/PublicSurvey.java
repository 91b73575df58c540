package io.gongkai.portal;

import io.gongkai.opinion.survey.Questionnaire;
import io.gongkai.opinion.survey.RoundKind;
import io.gongkai.opinion.survey.Told;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A round of questions as the public sees it.
 *
 * @param asking answers are taken, up to and including {@code closesOn}
 * @param told the result, null before it is released
 */
public record PublicSurvey(
        UUID id,
        String unitCode,
        String unitName,
        RoundKind kind,
        String title,
        String intro,
        LocalDate closesOn,
        boolean asking,
        Questionnaire questionnaire,
        @Nullable Told told,
        @Nullable LocalDate releasedOn) {

    /** What the code of a slip opens. */
    public record Slip(PublicSurvey survey, boolean used) {}
}
