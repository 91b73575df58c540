package io.gongkai.organization;

/** A facility is gone from {@link Facility#validUntil()} on. Heard in the same transaction. */
public record FacilityClosed(Facility facility) {}
