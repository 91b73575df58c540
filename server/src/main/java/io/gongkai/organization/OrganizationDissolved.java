package io.gongkai.organization;

import java.time.LocalDate;

/** An organization ceased; {@code on} is the first day without it. Heard in the same transaction. */
public record OrganizationDissolved(OrganizationId organization, String name, LocalDate on) {}
