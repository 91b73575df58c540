package io.gongkai.disclosure;

/** What sort of publication it is to be. */
public enum DisclosureKind {
    REGULAR,
    /** Before a decision, to hear opinions (预公开). */
    PRE_DISCLOSURE,
    /** With an objection period before something takes effect (公示). */
    PUBLIC_NOTICE
}
