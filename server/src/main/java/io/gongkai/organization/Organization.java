package io.gongkai.organization;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An organization as it stands on the day asked for.
 *
 * @param code natural code: the division's code where one hangs on it, else the superior's with a suffix; never reused
 * @param parent null for the top of a county
 * @param path from the top of the tree down to and including itself
 * @param divisionCode statistical code of the division it is linked to, null where none is
 * @param validUntil first day on which it no longer exists, null while it does
 */
public record Organization(
        OrganizationId id,
        String code,
        String name,
        OrganizationKind kind,
        OrganizationForm form,
        @Nullable OrganizationId parent,
        List<OrganizationId> path,
        @Nullable String divisionCode,
        LocalDate validFrom,
        @Nullable LocalDate validUntil) {

    public Organization {
        path = List.copyOf(path);
    }
}
