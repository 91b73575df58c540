package io.gongkai.request;

import io.gongkai.ledger.Detail;
import java.util.Set;

/** How a request ended (domain.md 6.1), and what a reply of that kind has to say. */
public enum RequestOutcome {
    DISCLOSED(Asks.TEXT),
    PARTLY_DISCLOSED(Asks.TEXT, Asks.GROUND),
    /** The pointer says where. */
    ALREADY_PUBLIC(Asks.POINTER),
    REFUSED_SECRET(Asks.GROUND),
    REFUSED_PRIVACY(Asks.GROUND),
    REFUSED_OTHER(Asks.GROUND),
    NOT_HELD(Asks.GROUND),
    /** The pointer names the body and how to reach it. */
    OTHER_BODY(Asks.POINTER),
    /** The pointer is the record of the handing over: office, day, number. */
    TRANSFERRED_TO_GOVERNMENT_INFORMATION(Asks.POINTER),
    EXPLAINED_ON_SPOT(Asks.TEXT),
    /** The pointer is the earlier request's number. */
    DUPLICATE(Asks.POINTER),
    WITHDRAWN();

    private enum Asks {
        TEXT,
        GROUND,
        POINTER
    }

    private final Set<Asks> asks;

    RequestOutcome(Asks... asks) {
        this.asks = Set.of(asks);
    }

    /** What is disclosed or explained, in words. */
    public boolean asksText() {
        return asks.contains(Asks.TEXT);
    }

    /** Why not, by which rule. */
    public boolean asksGround() {
        return asks.contains(Asks.GROUND);
    }

    public boolean asksPointer() {
        return asks.contains(Asks.POINTER);
    }

    /** Whether whoever receives a request may settle it so, without a second person. */
    public boolean isSettledAtOnce() {
        return this == EXPLAINED_ON_SPOT || this == DUPLICATE;
    }

    /** Whether an office decides it so; the others end a request without a decision on it. */
    public boolean isDecision() {
        return !isSettledAtOnce() && this != WITHDRAWN;
    }

    Detail detail() {
        return Detail.valueOf(name());
    }
}
