package io.gongkai.ledger;

import io.gongkai.shared.PersonId;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The one way to enter facts. Must be called inside the transaction that records the fact itself. */
@Service
public class Ledger {

    /** Appends the facts, and the LEDGER_SET and similar yearly standings that follow from them. */
    public void record(List<Fact> facts) {
        throw new UnsupportedOperationException("stub");
    }

    public void record(Fact fact) {
        record(List.of(fact));
    }

    /**
     * Takes back whatever still counts from a source, with entries of opposite sign on the days of the originals: the
     * period in which a withdrawn publication was counted no longer counts it.
     */
    public void reverse(Source source, @Nullable PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    /** Ends what a source holds in stock, from a day on. */
    public void end(Source source, LocalDate on, @Nullable PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    /** Number of the last entry that every reader sees; figures computed now include all up to it. */
    public long watermark() {
        throw new UnsupportedOperationException("stub");
    }
}
