package io.gongkai.account;

import io.gongkai.shared.PersonId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person as the security administrator's list shows him.
 *
 * @param withoutPassword was registered or imported and cannot sign in yet
 * @param lockedUntil may lie in the past; null when nothing failed
 */
public record AccountLine(
        PersonId id,
        String login,
        String name,
        boolean disabled,
        boolean withoutPassword,
        @Nullable Instant lockedUntil) {

    public boolean isLockedAt(Instant now) {
        return lockedUntil != null && now.isBefore(lockedUntil);
    }
}
