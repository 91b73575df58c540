package io.gongkai.request;

/** What moves a request on. */
public enum RequestStep {
    RECEIVE,
    ASK_COMPLETION,
    COMPLETE,
    /** Passed on, before it is accepted, to the unit that holds what is asked for (转办). */
    FORWARD,
    ACCEPT,
    EXTEND,
    CONSULT,
    /** The third party has answered, or its time is over. */
    HEAR,
    DRAFT,
    SEND_BACK,
    DECIDE,
    /** Settled by whoever receives it: explained on the spot, or a duplicate. */
    SETTLE,
    /** The applicant did not add in time what was missing. */
    LAPSE,
    WITHDRAW,
    DELIVER,
    RATE,
    ESCALATE,
    /** The superior decides that the reply stands. */
    UPHOLD,
    /** The superior decides that the organization has to answer anew, or at last. */
    REVERSE,
    /** The superior answers itself. */
    TAKE_OVER;

    /** Whether its applicant is told of it; the office's drafts are its own business. */
    boolean isTold() {
        return this != DRAFT && this != SEND_BACK;
    }
}
