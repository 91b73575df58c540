package io.gongkai.request;

import io.gongkai.shared.PersonId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An answered request as everybody may read it.
 *
 * @param releasedBy somebody other than who wrote it; null while nobody has released it
 */
public record Release(
        UUID id,
        String title,
        String question,
        String answer,
        PersonId proposedBy,
        Instant proposedAt,
        @Nullable PersonId releasedBy,
        @Nullable Instant releasedAt) {}
