package io.gongkai.statistics;

import io.gongkai.shared.Refusal;
import io.gongkai.shared.WrongStateException;

/** The step is not allowed in the present status: answered with 409. */
public class WrongReturnStatusException extends WrongStateException {

    private static final long serialVersionUID = 1L;

    WrongReturnStatusException(ReturnStatus status, ReturnStep step) {
        super(Refusal.of("reporting.wrongStatus", step, status));
    }
}
