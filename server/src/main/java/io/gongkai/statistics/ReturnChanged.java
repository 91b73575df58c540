package io.gongkai.statistics;

import java.util.UUID;

/** A return was reported, sent back or computed anew. Heard in the same transaction. */
public record ReturnChanged(UUID id) {}
