package io.gongkai.statistics;

import io.gongkai.ledger.Measure;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Facts recorded by hand with date, quantity and evidence: inspections, forums, articles and whatever else has no module of
 * its own yet. Facts that the program records itself cannot be entered here.
 */
@Service
public class RecordedFacts {

    /**
     * A fact to record.
     *
     * @param quantity at least 1; of a rate the number of satisfied answers, which may be 0
     * @param base of a rate the number of valid answers; null for counts
     * @param until of a stock (supervisors, contact points, rules) the first day without it; null while it lasts
     * @param title one line that says what it was
     * @param evidence where the record is kept: document number, minutes, register
     */
    public record Recording(
            OrganizationId organization,
            Measure measure,
            LocalDate on,
            long quantity,
            @Nullable Long base,
            @Nullable LocalDate until,
            String title,
            String evidence,
            @Nullable UUID attachment) {}

    public Outcome<UUID> record(Recording recording, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    /** Takes a fact back with a reason; its ledger entries are reversed. */
    public Outcome<UUID> cancel(UUID fact, String reason, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }
}
