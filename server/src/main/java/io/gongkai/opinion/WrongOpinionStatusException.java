package io.gongkai.opinion;

import io.gongkai.shared.Refusal;
import io.gongkai.shared.WrongStateException;

/** The step is not allowed in the present status: answered with 409. */
public class WrongOpinionStatusException extends WrongStateException {

    private static final long serialVersionUID = 1L;

    public WrongOpinionStatusException(OpinionStatus status, OpinionStep step) {
        super(Refusal.of("opinion.wrongStatus", step, status));
    }
}
