package io.gongkai.request;

/** How a request came in. */
public enum RequestDoor {
    ONLINE,
    COUNTER,
    PHONE,
    PAPER
}
