package io.gongkai.web;

import io.gongkai.shared.Refusal;
import java.util.List;

/**
 * Lets a handler of the API answer 422 with every ground, where it has nothing else to say. Services return {@link
 * io.gongkai.shared.Outcome} instead.
 */
public class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Refusal> refusals;

    public RefusedException(List<Refusal> refusals) {
        super(refusals.toString());
        this.refusals = List.copyOf(refusals);
    }

    public List<Refusal> refusals() {
        return refusals;
    }
}
