package io.gongkai.opinion.survey;

import io.gongkai.organization.OrganizationId;

/**
 * Slips that were printed at one time for one organization.
 *
 * @param number counted from 1 in its round
 * @param slips that were not made void
 * @param used how many of them have been answered with
 */
public record SlipBatch(int number, OrganizationId organization, int slips, int used) {}
