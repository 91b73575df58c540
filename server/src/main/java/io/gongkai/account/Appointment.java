package io.gongkai.account;

import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A role in an organization and everything below it, for a period.
 *
 * @param validUntil first day on which it no longer holds, null while open-ended
 */
public record Appointment(
        UUID id,
        PersonId person,
        OrganizationId organization,
        Role role,
        LocalDate validFrom,
        @Nullable LocalDate validUntil) {

    public boolean isValidOn(LocalDate day) {
        return !day.isBefore(validFrom) && (validUntil == null || day.isBefore(validUntil));
    }
}
