package io.gongkai.catalog.web;

import io.gongkai.catalog.Duties.Summary;
import io.gongkai.catalog.Duty;
import io.gongkai.catalog.DutyStatus;
import io.gongkai.organization.Organization;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Duties of one organization, or what waits in several.
 *
 * @param organization null where the list is what waits in all the reader's organizations
 * @param status null for all
 * @param summary of the year, null without an organization
 */
public record DutyList(
        @Nullable Organization organization,
        List<Row> rows,
        @Nullable DutyStatus status,
        int year,
        @Nullable Summary summary,
        boolean mayWrite,
        boolean more) {

    /** A duty with the name of whose it is. */
    public record Row(Duty duty, String organizationName) {}
}
