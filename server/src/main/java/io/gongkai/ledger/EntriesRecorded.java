package io.gongkai.ledger;

/**
 * Entries were appended, in this transaction.
 *
 * @param first number of the first of them
 * @param last number of the last; entries of other transactions may lie between
 */
public record EntriesRecorded(long first, long last) {}
