package io.gongkai.shared;

import java.util.UUID;

/** Identifies a person who works with the program. */
public record PersonId(UUID value) {

    public static PersonId of(String text) {
        return new PersonId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
