package io.gongkai.message;

/** Why a message stands where it stands, or a gateway rests. */
public enum Ground {
    /** Nobody answers there. */
    UNREACHABLE,
    /** The gateway does not believe our name and password. */
    NOT_LET_IN,
    /** We do not believe the gateway's certificate. */
    NOT_TRUSTED,
    /** It is to be spoken to in secret, and that did not come about. */
    NOT_ENCRYPTED,
    /** The gateway has put it off. */
    BUSY,
    /** The gateway does not take it. */
    REJECTED,
    /** The gateway does not know the address. */
    NO_SUCH_ADDRESS,
    /** It was given and nothing came back. */
    NO_ANSWER,
    /** The program ended while it was being given. */
    INTERRUPTED,
    /** It was put off too often. */
    TOO_OFTEN,
    /** It waited until it was of no use any more. */
    TOO_OLD,
    /** This address has been told enough for one day. */
    ENOUGH_FOR_TODAY,
    /** It was sealed by another installation: a backup was restored without its secret. */
    UNREADABLE,
    /** The gateway says that it did not arrive. */
    NOT_DELIVERED
}
