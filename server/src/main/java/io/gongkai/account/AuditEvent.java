package io.gongkai.account;

import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit record (审计记录).
 *
 * @param actor who did it; null when nobody was signed in
 * @param subject on whom it was done; null when on nobody
 * @param address network address it came from; empty for the program's own acts
 * @param detail login, role, route … whatever the act names; never a secret
 */
public record AuditEvent(
        long id,
        Instant happenedAt,
        Act act,
        @Nullable PersonId actor,
        @Nullable PersonId subject,
        @Nullable OrganizationId organization,
        String address,
        String detail) {

    /** What is worth recording. */
    public enum Act {
        SIGNED_IN,
        SIGN_IN_FAILED,
        SIGN_IN_LOCKED,
        SIGNED_OUT,
        SESSION_ENDED,
        PASSWORD_CHANGED,
        PASSWORD_RESET,
        REGISTERED,
        DISABLED,
        ENABLED,
        UNLOCKED,
        APPOINTED,
        APPOINTMENT_ENDED,
        TOKEN_CREATED,
        TOKEN_REVOKED,
        ACCESS_REFUSED
    }

    record New(
            Act act,
            @Nullable PersonId actor,
            @Nullable PersonId subject,
            @Nullable OrganizationId organization,
            String address,
            String detail) {}
}
