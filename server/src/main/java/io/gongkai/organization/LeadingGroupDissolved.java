package io.gongkai.organization;

/** A leading group is gone from {@link LeadingGroup#validUntil()} on. Heard in the same transaction. */
public record LeadingGroupDissolved(LeadingGroup group) {}
