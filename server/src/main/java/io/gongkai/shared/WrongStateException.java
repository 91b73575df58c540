package io.gongkai.shared;

/** What is asked for does not fit the state that the thing is in by now: answered with 409. */
public class WrongStateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    public WrongStateException(Refusal refusal) {
        super(refusal.toString());
        this.refusal = refusal;
    }

    /** Why, in words for the person who asked. */
    public Refusal refusal() {
        return refusal;
    }
}
