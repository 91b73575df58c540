package io.gongkai.organization;

import java.time.LocalDate;

/** Name, kind, form or place in the tree changed from a day on. Heard in the same transaction. */
public record OrganizationChanged(OrganizationId organization, LocalDate on) {}
