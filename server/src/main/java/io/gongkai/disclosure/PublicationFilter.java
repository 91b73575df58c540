package io.gongkai.disclosure;

import io.gongkai.catalog.ContentCategory;
import io.gongkai.organization.OrganizationId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A filter for lists of publications; null components do not filter.
 *
 * @param organization of this organization alone
 * @param under of this organization and everything below it today
 * @param from first day of publication
 * @param to last day of publication
 * @param words all of them must stand in title or summary
 */
public record PublicationFilter(
        @Nullable OrganizationId organization,
        @Nullable OrganizationId under,
        @Nullable ContentCategory category,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable String words) {

    public static final PublicationFilter NONE = new PublicationFilter(null, null, null, null, null, null);
}
