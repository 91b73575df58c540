package io.gongkai.opinion;

/** Where an opinion stands (domain.md 6.1), with the wait for a second person when it is closed without a solution. */
public enum OpinionStatus {
    RECEIVED,
    ASSIGNED,
    IN_PROGRESS,
    /** Somebody proposes to close it without a solution; a second person has to agree. */
    TO_COUNTERSIGN,
    /** Dealt with, which is not the same as solved; the sender has no answer yet. */
    CLOSED,
    REPLIED,
    /** The sender has said what the answer is worth. */
    RATED;

    public boolean isClosed() {
        return this == CLOSED || this == REPLIED || this == RATED;
    }
}
