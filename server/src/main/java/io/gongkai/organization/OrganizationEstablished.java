package io.gongkai.organization;

import java.time.LocalDate;

/** An organization came into being. Heard in the same transaction. */
public record OrganizationEstablished(OrganizationId organization, String name, LocalDate on) {}
