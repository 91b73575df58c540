package io.gongkai.ledger;

import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A counted fact, about to be entered.
 *
 * @param quantity never 0; negative ends a stock
 * @param summary one line for the evidence list, for people who may read the source
 * @param open whether the summary may be read by society; if not the public sees the measure and the day only
 * @param by null where the program itself acted
 */
public record Fact(
        Count count,
        OrganizationId organization,
        LocalDate occurredOn,
        long quantity,
        Source source,
        String summary,
        boolean open,
        @Nullable PersonId by) {

    public Fact {
        if (quantity == 0) {
            throw new IllegalArgumentException("An entry of 0 counts nothing: " + source);
        }
    }

    /** Of a measure that asks for no detail. */
    public Fact(
            Measure measure,
            OrganizationId organization,
            LocalDate occurredOn,
            long quantity,
            Source source,
            String summary,
            boolean open,
            @Nullable PersonId by) {
        this(Count.of(measure), organization, occurredOn, quantity, source, summary, open, by);
    }

    public Measure measure() {
        return count.measure();
    }
}
