package io.gongkai.request;

/** Where a request stands (domain.md 6.1). */
public enum RequestStatus {
    RECEIVED,
    /** The applicant was asked to add something; the clock stands still. */
    NEEDS_COMPLETION,
    ACCEPTED,
    EXTENDED,
    /** A third party whose interests it touches was asked; the clock stands still. */
    THIRD_PARTY_CONSULTED,
    /** Decided, and the reply is not with the applicant yet. */
    DECIDED,
    DELIVERED,
    RATED,
    /** The applicant has turned to the next-higher organization, which reviews it or answers itself. */
    ESCALATED;

    /** Whether nothing is owed any more. */
    public boolean isAnswered() {
        return this == DECIDED || this == DELIVERED || this == RATED;
    }
}
