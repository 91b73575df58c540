package io.gongkai.request;

import io.gongkai.shared.Refusal;
import io.gongkai.shared.WrongStateException;

/** The step is not allowed where the request stands by now: answered with 409. */
public class WrongRequestStatusException extends WrongStateException {

    private static final long serialVersionUID = 1L;

    WrongRequestStatusException(RequestStatus status, RequestStep step) {
        super(Refusal.of("request.wrongStatus", step, status));
    }
}
