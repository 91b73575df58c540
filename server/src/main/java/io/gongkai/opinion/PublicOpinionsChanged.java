package io.gongkai.opinion;

import io.gongkai.organization.OrganizationId;

/** What everybody may know of the opinions of a unit has changed; told in the transaction of the change. */
public record PublicOpinionsChanged(OrganizationId organization) {}
