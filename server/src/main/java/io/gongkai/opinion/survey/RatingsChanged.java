package io.gongkai.opinion.survey;

import io.gongkai.organization.OrganizationId;

/** What an organization's opinions are said to be worth has changed; told in the transaction of the change. */
public record RatingsChanged(OrganizationId organization) {}
