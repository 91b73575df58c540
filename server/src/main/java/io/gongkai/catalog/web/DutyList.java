package io.gongkai.catalog.web;

import io.gongkai.catalog.Duties.Summary;
import io.gongkai.catalog.Duty;
import io.gongkai.catalog.DutyStatus;
import io.gongkai.organization.Organization;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Duties of one organization, or what waits in several.
 *
 * @param organization null where the list is what waits in all the reader's organizations
 * @param below whether the duties of all units below it are among them
 * @param summary of the year, null without an organization
 * @param more whether some did not find a place
 * @param paged whether this is a later page
 * @param next cursor of the next page, null where there is none
 */
public record DutyList(
        @Nullable Organization organization,
        boolean below,
        List<Row> rows,
        Set<DutyStatus> statuses,
        int year,
        @Nullable Summary summary,
        boolean mayWrite,
        boolean more,
        boolean paged,
        @Nullable String next) {

    /** A duty with the name of whose it is. */
    public record Row(Duty duty, String organizationName) {}

    public DutyList {
        rows = List.copyOf(rows);
        statuses = Collections.unmodifiableSet(EnumSet.copyOf(statuses));
    }

    public boolean ofEveryStatus() {
        return statuses.size() == DutyStatus.values().length;
    }

    /** Whether it is of this status and no other. */
    public boolean isOnly(DutyStatus status) {
        return statuses.equals(EnumSet.of(status));
    }

    /** Whether each row must say whose it is. */
    public boolean ofMany() {
        return organization == null || below;
    }

    /** How many there are on all pages; only where that is known. */
    public int total() {
        return below && summary != null ? summary.of(statuses) : rows.size();
    }
}
