package io.gongkai.opinion;

/** How an opinion was closed. None of them says that the sender's trouble is over. */
public enum ClosingKind {
    HANDLED,
    NOT_POSSIBLE,
    /** Another body is competent. */
    REFERRED;

    /** Whether a second person has to agree: closing without having done anything about it. */
    public boolean needsCountersign() {
        return this != HANDLED;
    }
}
