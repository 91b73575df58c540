package io.gongkai.message;

import io.gongkai.shared.PersonId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a message.
 *
 * @param step name of a {@link MessageStep}, or {@code QUEUE} for its beginning
 * @param by who decided it; null for what the program does by itself
 */
public record MessageMove(
        Instant at,
        String step,
        MessageStatus status,
        @Nullable Ground ground,
        String detail,
        @Nullable PersonId by) {}
