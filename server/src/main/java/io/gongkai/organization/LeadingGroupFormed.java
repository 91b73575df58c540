package io.gongkai.organization;

/** A leading group exists from its first day on. Heard in the same transaction. */
public record LeadingGroupFormed(LeadingGroup group) {}
