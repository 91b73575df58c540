package io.gongkai.opinion;

import java.time.Instant;

/**
 * Somebody looked at who had sent an opinion.
 *
 * @param who empty where the program itself did, to tell the sender something
 */
public record Look(String who, String reason, Instant at) {}
