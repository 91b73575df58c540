package io.gongkai.statistics;

import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How far the return of one unit has come, as its superior sees it.
 *
 * @param hasUnits whether others report to it in turn
 * @param since null while nobody has begun
 * @param by who took the last step, empty while nobody has
 * @param firstSubmittedOn of the first round, null until it was submitted
 * @param hard cross-checks that its present snapshot did not meet
 * @param soft those of them that want a remark
 * @param corrections cells of its own that are corrected by hand
 */
public record ReportingLine(
        OrganizationId organization,
        String code,
        String name,
        OrganizationKind kind,
        boolean hasUnits,
        ReturnStatus status,
        int round,
        @Nullable Instant since,
        String by,
        @Nullable LocalDate firstSubmittedOn,
        int hard,
        int soft,
        int corrections) {

    /** Whether a superior can take it as it is, without looking twice. */
    public boolean isPlain() {
        return hard == 0 && soft == 0 && corrections == 0;
    }
}
