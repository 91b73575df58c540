package io.gongkai.catalog;

import io.gongkai.organization.OrganizationId;
import java.util.UUID;

/** A catalog version is in force. Heard in the same transaction. */
public record CatalogTookEffect(OrganizationId organization, UUID version) {}
