package io.gongkai.opinion.survey;

/** What a sender says that the handling of an opinion is worth. */
public enum Worth {
    VERY_SATISFIED,
    SATISFIED,
    FAIR,
    DISSATISFIED;

    /** Whether it counts as satisfied in row 42. */
    public boolean isSatisfied() {
        return this == VERY_SATISFIED || this == SATISFIED;
    }
}
