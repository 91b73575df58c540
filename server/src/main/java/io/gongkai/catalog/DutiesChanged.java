package io.gongkai.catalog;

import io.gongkai.organization.OrganizationId;

/** Duties of an organization arose, were fulfilled, moved or fell away. Heard in the same transaction. */
public record DutiesChanged(OrganizationId organization) {}
