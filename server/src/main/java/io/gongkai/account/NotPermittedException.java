package io.gongkai.account;

import org.springframework.security.access.AccessDeniedException;

/** The person may not do this there: answered with 403, never with what the object looks like. */
public class NotPermittedException extends AccessDeniedException {

    private static final long serialVersionUID = 1L;

    public NotPermittedException(String message) {
        super(message);
    }
}
