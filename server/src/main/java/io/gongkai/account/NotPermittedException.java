package io.gongkai.account;

/** The person may not do this there: answered with 403, never with what the object looks like. */
public class NotPermittedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotPermittedException(String message) {
        super(message);
    }
}
