package io.gongkai.disclosure;

import io.gongkai.shared.Refusal;
import io.gongkai.shared.WrongStateException;

/** The step is not allowed in the present status: answered with 409. */
public class WrongStatusException extends WrongStateException {

    private static final long serialVersionUID = 1L;

    private final transient DisclosureStatus status;
    private final transient Step step;

    public WrongStatusException(DisclosureStatus status, Step step) {
        super(Refusal.of("disclosure.wrongStatus", step, status));
        this.status = status;
        this.step = step;
    }

    public DisclosureStatus status() {
        return status;
    }

    public Step step() {
        return step;
    }
}
