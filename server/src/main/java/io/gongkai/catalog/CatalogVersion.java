package io.gongkai.catalog;

import io.gongkai.organization.OrganizationId;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An edition of an organization's catalog; unchangeable once submitted.
 *
 * @param filingNumber given by the superior at filing (备案号)
 * @param remark the superior's words when it was sent back; empty otherwise
 */
public record CatalogVersion(
        UUID id,
        OrganizationId organization,
        int number,
        CatalogStatus status,
        @Nullable UUID guideline,
        @Nullable LocalDate submittedOn,
        @Nullable LocalDate filedOn,
        @Nullable String filingNumber,
        @Nullable LocalDate effectiveOn,
        String remark) {}
