package io.gongkai.database;

import org.jspecify.annotations.Nullable;

/** The database cannot be used; the message is one sentence for the person who starts the program, and says what to do. */
public class DatabaseUnavailableException extends RuntimeException {

    DatabaseUnavailableException(String sentence) {
        this(sentence, null);
    }

    DatabaseUnavailableException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
