package io.gongkai.disclosure;

/** How far a disclosure has come (domain.md 6.1). */
public enum DisclosureStatus {
    DRAFT,
    PROPOSED,
    UNDER_REVIEW,
    RETURNED,
    ESCALATED,
    APPROVED,
    /** Published at once on a stated emergency; open until a second person has reviewed it. */
    EMERGENCY_PUBLISHED,
    PUBLISHED,
    CORRECTED,
    WITHDRAWN,
    EXPIRED
}
