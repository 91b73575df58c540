package io.gongkai.ledger;

/** Entries are appended, in this transaction; some of them only with its commit. */
public record EntriesRecorded() {}
