package io.gongkai.ledger;

import java.util.UUID;

/**
 * The record behind an entry.
 *
 * @param type ORGANIZATION, LEADING_GROUP, FACILITY, CATALOG_VERSION, PUBLICATION, DELIVERY, ISSUE or FACT
 */
public record Source(String type, UUID id) {}
