package io.gongkai.request;

/** How the reply is wanted. */
public enum ReplyWay {
    /** Read with the receipt's code. */
    ONLINE,
    COLLECT,
    POST
}
