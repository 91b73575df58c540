package io.gongkai.opinion.survey;

/** Where a round stands; the moves between are in {@link RoundLifecycle}. */
public enum RoundStatus {
    DRAFT,
    RUNNING,
    CLOSED,
    RELEASED,
    ANNULLED;

    /** Whether there is a result that counts. */
    public boolean isCounted() {
        return this == CLOSED || this == RELEASED;
    }
}
