package io.gongkai.statistics;

import io.gongkai.ledger.Count;
import io.gongkai.ledger.Measure;
import io.gongkai.organization.OrganizationId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fact as it was recorded by hand.
 *
 * @param base of a rate the number of valid answers, {@code quantity} being the satisfied ones; null for counts
 * @param until of a stock the first day without it, null while it lasts
 * @param cancelReason why it was taken back, null while it counts
 */
public record RecordedFact(
        UUID id,
        OrganizationId organization,
        String organizationCode,
        String organizationName,
        Count count,
        LocalDate on,
        long quantity,
        @Nullable Long base,
        @Nullable LocalDate until,
        String title,
        String evidence,
        @Nullable UUID attachment,
        Instant recordedAt,
        String recordedBy,
        @Nullable Instant cancelledAt,
        @Nullable String cancelReason) {

    public Measure measure() {
        return count.measure();
    }

    public boolean counts() {
        return cancelledAt == null;
    }
}
