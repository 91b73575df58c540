package io.gongkai.ledger;

import java.util.List;

/** Entries were appended, in this transaction. */
public record EntriesRecorded(List<Long> entries) {

    public EntriesRecorded {
        entries = List.copyOf(entries);
    }
}
