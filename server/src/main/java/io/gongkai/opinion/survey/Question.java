package io.gongkai.opinion.survey;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One question of a round.
 *
 * @param name within its round, for instance {@code q3}; answers are kept by it
 * @param required a sheet that is answered on a telephone must answer it; paper may leave out anything
 * @param measured the rate to which it counts, null for none
 * @param options in order; empty for a text
 */
public record Question(
        String name,
        Type type,
        String text,
        boolean required,
        @Nullable Measured measured,
        List<Option> options) {

    public enum Type {
        ONE,
        SEVERAL,
        /** One of a row from best to worst. */
        SCALE,
        TEXT;

        public boolean hasOptions() {
            return this != TEXT;
        }
    }

    /** How choosing an option counts for the question's rate. */
    public enum Worth {
        FAVORABLE,
        UNFAVORABLE,
        /** "I do not know": answered, but not a valid answer for the rate. */
        NOT_VALID
    }

    /** @param name within its question, what an answer says when this is chosen */
    public record Option(String name, String text, Worth worth) {}

    /** Longest answer in characters. */
    public static final int TEXT_LENGTH_MAX = 1000;

    /** Stands between the names of several chosen options. */
    static final String AND = ",";

    public Question {
        options = List.copyOf(options);
    }

    public Optional<Option> option(String chosen) {
        return options.stream().filter(option -> option.name().equals(chosen)).findFirst();
    }

    /** Names of the options that an answer chooses; empty where it says nothing. */
    public List<String> chosen(String answer) {
        return answer.isEmpty() || !type.hasOptions() ? List.of() : Arrays.asList(answer.split(AND));
    }
}
