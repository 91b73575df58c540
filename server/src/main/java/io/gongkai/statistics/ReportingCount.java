package io.gongkai.statistics;

import io.gongkai.organization.OrganizationKind;

/**
 * Of the units of a kind on one level below a superior: how many returns are expected and how many have come.
 *
 * @param level 1 for those that report to it directly
 * @param received submitted at least once
 * @param onTime of them, first submitted on or before the due day
 * @param settled accepted or beyond
 */
public record ReportingCount(
        int level, OrganizationKind kind, long expected, long received, long onTime, long settled) {}
