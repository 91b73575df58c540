package io.gongkai.portal;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a unit did with what people said to it this year.
 *
 * @param figures null where there are too few to be told
 * @param removed how often something was taken out of a sender's words
 */
public record UnitOpinions(@Nullable Figures figures, int removed, List<Answer> answers) {

    public record Figures(int received, int handled, int notPossible, int referred, int answered, int inTime) {}

    /** @param closing name of how it was closed */
    public record Answer(LocalDate on, String question, String closing, String text) {}

    public UnitOpinions {
        answers = List.copyOf(answers);
    }
}
