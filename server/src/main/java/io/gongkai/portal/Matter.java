package io.gongkai.portal;

import io.gongkai.catalog.ContentCategory;
import io.gongkai.disclosure.DisclosureKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A publication as a line of a list.
 *
 * @param versions number of the current version: above 1 it was corrected
 * @param changedAt when its current version was published
 */
public record Matter(
        UUID id,
        String title,
        String summary,
        String unitCode,
        String unitName,
        ContentCategory category,
        DisclosureKind kind,
        Instant publishedAt,
        Instant changedAt,
        @Nullable LocalDate noticeUntil,
        int versions) {

    public boolean corrected() {
        return versions > 1;
    }
}
