package io.gongkai.organization;

import java.time.LocalDate;

/**
 * Name, kind, form or place in the tree changed from a day on. What hangs below it moved along and
 * is not told of again. Heard in the same transaction.
 */
public record OrganizationChanged(OrganizationId organization, LocalDate on) {}
