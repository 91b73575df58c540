package io.gongkai.disclosure;

import io.gongkai.catalog.DisclosureScope;
import io.gongkai.organization.OrganizationId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A matter in a list.
 *
 * @param dueOn when the duty that it is to fulfil is due; null without a duty
 */
public record DisclosureLine(
        UUID id,
        OrganizationId organization,
        String organizationName,
        String title,
        DisclosureStatus status,
        Instant since,
        DisclosureScope scope,
        @Nullable LocalDate dueOn) {}
