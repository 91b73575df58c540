package io.gongkai.statistics;

/** How far a return has come on its way upward (domain.md 6.1, with the signature, the receipt and the acceptance between). */
public enum ReturnStatus {
    OPEN,
    COMPUTED,
    CONFIRMED,
    SIGNED,
    SUBMITTED,
    RECEIVED,
    ACCEPTED,
    RETURNED,
    CONSOLIDATED,
    FROZEN;

    /** Whether its figures lie with the superior: signed, handed in and not sent back. */
    public boolean isReported() {
        return switch (this) {
            case SUBMITTED, RECEIVED, ACCEPTED, CONSOLIDATED, FROZEN -> true;
            case OPEN, COMPUTED, CONFIRMED, SIGNED, RETURNED -> false;
        };
    }

    /** Whether the superior has nothing left to look at. */
    public boolean isSettled() {
        return this == ACCEPTED || this == CONSOLIDATED || this == FROZEN;
    }

    /** Whether the unit itself may still write its remarks. */
    public boolean isBeingWritten() {
        return this == OPEN || this == COMPUTED || this == RETURNED;
    }
}
