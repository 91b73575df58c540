package io.gongkai.statistics;

import io.gongkai.ledger.Count;
import io.gongkai.ledger.Source;
import io.gongkai.organization.OrganizationKind;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A ledger entry of a return's period that was recorded after the return had been computed.
 *
 * @param entry its number
 * @param kind of the organization on the day that decides about the column
 * @param quantity negative where it takes something back or ends it
 * @param together of all such entries of the same kind and count: how many there are, these among them
 * @param sum what they add up to
 */
public record LateFact(
        long entry,
        OrganizationKind kind,
        Count count,
        LocalDate occurredOn,
        long quantity,
        String organizationCode,
        String organizationName,
        String summary,
        Source source,
        Instant recordedAt,
        long together,
        long sum) {

    /** Whether it is counted in a cell of the form. */
    boolean countsIn(Form.Row row, Form.Column column) {
        return column.kinds().contains(kind)
                && row.measures().stream()
                        .anyMatch(measure -> Form.counts(measure, row, column).contains(count));
    }
}
