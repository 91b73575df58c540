package io.gongkai.web;

import java.time.Duration;

/** Somebody asks more often than is good for the others: answered with 429 and the time to wait. */
public class TooManyRequestsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration wait;

    public TooManyRequestsException(Duration wait) {
        super("Asked again " + wait + " too early");
        this.wait = wait;
    }

    public Duration waitFor() {
        return wait;
    }
}
