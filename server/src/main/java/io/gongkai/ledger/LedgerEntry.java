package io.gongkai.ledger;

import io.gongkai.organization.OrganizationId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A fact as it was entered (台账记录).
 *
 * @param open whether society may read the summary
 * @param reverses number of the entry that this one takes back, null for an entry of its own
 */
public record LedgerEntry(
        long id,
        Count count,
        OrganizationId organization,
        LocalDate occurredOn,
        long quantity,
        Source source,
        String summary,
        boolean open,
        @Nullable Long reverses,
        Instant recordedAt) {

    public Measure measure() {
        return count.measure();
    }
}
