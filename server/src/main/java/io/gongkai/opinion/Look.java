package io.gongkai.opinion;

import java.time.Instant;

/** Somebody looked at who had sent an opinion. */
public record Look(String who, String reason, Instant at) {}
