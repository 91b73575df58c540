package io.gongkai.opinion.survey.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads what was typed; what cannot be read is null or -1, and refused beside its field. */
final class Typed {

    private Typed() {}

    static int number(String typed) {
        return typed.strip().matches("[0-9]{1,9}") ? Integer.parseInt(typed.strip()) : -1;
    }

    static @Nullable LocalDate day(String typed) {
        try {
            return LocalDate.parse(typed.strip());
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    static <E extends Enum<E>> @Nullable E of(Class<E> type, String typed) {
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().equals(typed))
                .findFirst()
                .orElse(null);
    }
}
