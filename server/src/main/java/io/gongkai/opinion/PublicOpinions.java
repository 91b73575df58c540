package io.gongkai.opinion;

import io.gongkai.organization.OrganizationId;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What everybody may know of the opinions that a unit received in a year.
 *
 * @param figures null where there are fewer than {@link #SMALLEST_GROUP}: few could be told apart
 * @param removed how often staff took something out of a sender's words
 * @param answers what was answered in public, the latest first
 */
public record PublicOpinions(
        OrganizationId organization, int year, @Nullable Figures figures, int removed, List<Answer> answers) {

    /** Opinions; below it no figure is shown to anybody outside. */
    public static final int SMALLEST_GROUP = 5;

    /**
     * Closed is told by how, never as solved.
     *
     * @param inTime answered by the day that was promised
     */
    public record Figures(int received, int handled, int notPossible, int referred, int answered, int inTime) {}

    /** @param question in the words of the office */
    public record Answer(LocalDate on, String question, ClosingKind closing, String text) {}

    public PublicOpinions {
        answers = List.copyOf(answers);
        if (figures != null && figures.received() < SMALLEST_GROUP) {
            throw new IllegalArgumentException("Too few to be told: " + figures.received());
        }
    }
}
