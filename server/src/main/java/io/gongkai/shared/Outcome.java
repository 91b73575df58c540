package io.gongkai.shared;

import java.util.List;

/** What came of something a person asked for: it was done, or it was refused with every ground at once. */
public sealed interface Outcome<T> {

    record Done<T>(T value) implements Outcome<T> {}

    record Refused<T>(List<Refusal> refusals) implements Outcome<T> {

        public Refused {
            refusals = List.copyOf(refusals);
            if (refusals.isEmpty()) {
                throw new IllegalArgumentException("A refusal needs a ground");
            }
        }
    }

    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Outcome<T> refused(List<Refusal> refusals) {
        return new Refused<>(refusals);
    }

    static <T> Outcome<T> refused(Refusal refusal) {
        return new Refused<>(List.of(refusal));
    }

    /** The value, for callers that have made sure of it; a refusal here is our mistake. */
    default T orThrow() {
        return switch (this) {
            case Done<T> done -> done.value();
            case Refused<T> refused -> throw new IllegalStateException("Refused: " + refused.refusals());
        };
    }
}
