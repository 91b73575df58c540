package io.gongkai.opinion;

/** What can happen to an opinion. */
public enum OpinionStep {
    RECEIVE,
    ASSIGN,
    TAKE_UP,
    CLOSE,
    PROPOSE_CLOSING,
    COUNTERSIGN,
    SEND_BACK,
    REPLY,
    /** The sender says more. */
    ADD,
    /** The office asks the sender, or says how far it is. */
    TELL,
    /** The sender is not satisfied; once. */
    REOPEN,
    RATE;

    /** Whether the sender takes it. */
    public boolean isTheSenders() {
        return this == RECEIVE || this == ADD || this == REOPEN || this == RATE;
    }

    /** Whether its words are meant for the sender. */
    public boolean isTold() {
        return this != ASSIGN && this != TAKE_UP && this != PROPOSE_CLOSING && this != SEND_BACK;
    }
}
