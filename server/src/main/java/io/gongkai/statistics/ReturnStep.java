package io.gongkai.statistics;

/** What a person does with a return. */
public enum ReturnStep {
    COMPUTE,
    CONFIRM,
    SIGN,
    SUBMIT,
    RECEIVE,
    ACCEPT,
    RETURN,
    CONSOLIDATE,
    FREEZE,
    /** Begins a further round; the old one stays as it is. */
    RESTATE
}
