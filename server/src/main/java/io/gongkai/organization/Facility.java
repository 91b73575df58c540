package io.gongkai.organization;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A board, screen, site, reading room or hotline of an organization.
 *
 * @param place where it stands, its address or its number
 * @param validUntil first day on which it is gone, null while it stands
 */
public record Facility(
        UUID id,
        OrganizationId organization,
        FacilityKind kind,
        String name,
        String place,
        LocalDate validFrom,
        @Nullable LocalDate validUntil) {}
