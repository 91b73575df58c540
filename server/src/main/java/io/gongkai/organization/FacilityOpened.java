package io.gongkai.organization;

/** A facility stands from its first day on. Heard in the same transaction. */
public record FacilityOpened(Facility facility) {}
