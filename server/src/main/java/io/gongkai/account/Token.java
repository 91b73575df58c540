package io.gongkai.account;

import io.gongkai.shared.PersonId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A personal access token (访问令牌) as it can still be seen: the secret itself is shown once and kept nowhere.
 *
 * @param expiresOn first day on which it no longer opens anything
 * @param lastUsedAt to the minute
 */
public record Token(
        UUID id,
        PersonId person,
        String name,
        Instant createdAt,
        LocalDate expiresOn,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt) {

    public boolean opensOn(LocalDate day) {
        return revokedAt == null && day.isBefore(expiresOn);
    }
}
