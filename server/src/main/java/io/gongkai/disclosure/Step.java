package io.gongkai.disclosure;

/** What moves a disclosure on. */
public enum Step {
    PROPOSE,
    REVIEW,
    RETURN,
    ESCALATE,
    APPROVE,
    PUBLISH,
    PUBLISH_IN_EMERGENCY,
    CORRECT,
    WITHDRAW,
    EXPIRE
}
