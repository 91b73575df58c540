package io.gongkai.opinion.survey;

import org.jspecify.annotations.Nullable;

/** What a round is for. Surveys ask a sample that is known beforehand; an opinion form goes to whoever is asked for advice. */
public enum RoundKind {
    SATISFACTION(Measured.SATISFACTION),
    AWARENESS(Measured.AWARENESS),
    OPINION_FORM(null);

    private final @Nullable Measured measured;

    RoundKind(@Nullable Measured measured) {
        this.measured = measured;
    }

    /** The rate for whose sake it is held; null for an opinion form. */
    public @Nullable Measured measured() {
        return measured;
    }

    /** Whether it has a sampling frame, codes to answer with, and a smallest sample. */
    public boolean isSurvey() {
        return measured != null;
    }
}
