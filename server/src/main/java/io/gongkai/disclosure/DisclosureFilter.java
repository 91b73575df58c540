package io.gongkai.disclosure;

import io.gongkai.organization.OrganizationId;
import org.jspecify.annotations.Nullable;

/** A filter for the staff's list of matters; null components do not filter. */
public record DisclosureFilter(
        @Nullable DisclosureStatus status,
        @Nullable OrganizationId under,
        @Nullable String words) {}
