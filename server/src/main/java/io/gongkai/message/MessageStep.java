package io.gongkai.message;

/** What may happen to a message. */
public enum MessageStep {
    /** A node takes it up to send it. */
    CLAIM,
    /** It was surely not taken and will be tried again. */
    DEFER,
    /** The gateway has taken it. */
    ACCEPT,
    /** The gateway will never take it. */
    REFUSE,
    /** Whether the gateway has taken it cannot be known. */
    LOSE,
    /** A receipt says that it arrived. */
    CONFIRM,
    /** A receipt says that it will not arrive. */
    BOUNCE,
    /** It was tried often enough, or has become old. */
    GIVE_UP,
    /** A person has it sent again. */
    SEND_AGAIN
}
