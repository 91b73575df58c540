package io.gongkai.message;

/** Where a message stands, as far as anybody can know. */
public enum MessageStatus {
    /** Waits to be sent. */
    QUEUED,
    /** Is being given to the gateway; if the program ends now, nobody knows whether it was. */
    SENDING,
    /** The gateway has taken it. Whether it reaches the person is the gateway's knowledge, which mail never shares. */
    HANDED_OVER,
    /** The gateway says that it has arrived. */
    DELIVERED,
    /** It has not been sent, or the gateway says that it did not arrive. */
    FAILED,
    /** The gateway may have taken it or not. Nobody sends it again without a person deciding so. */
    UNKNOWN;

    /** Asks a person to look at it. */
    public boolean isDead() {
        return this == FAILED || this == UNKNOWN;
    }
}
