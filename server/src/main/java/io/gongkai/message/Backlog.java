package io.gongkai.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the outbox stands.
 *
 * @param waiting messages that are to be sent
 * @param oldest since when the one waits that waits longest; null when none does
 * @param dead those that failed, or of which nobody knows, in the last thirty days
 * @param resting gateways that could not be reached and are left alone for a while
 */
public record Backlog(long waiting, @Nullable Instant oldest, long dead, long resting) {}
