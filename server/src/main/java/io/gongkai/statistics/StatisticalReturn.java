package io.gongkai.statistics;

import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A return (统计表) of a form, an organization and a period on its way upward.
 *
 * @param id null while nobody has begun
 * @param round 1; a restatement (更正报表) is 2 and on
 * @param reason why it restates an earlier round, empty for the first
 * @param since when it came to its status, null while nobody has begun
 * @param hands who computed, confirmed, signed and submitted the present snapshot
 * @param firstSubmittedOn null until it was submitted for the first time; in time is judged by it
 * @param submittedOn when the present snapshot was submitted, null until it is
 */
public record StatisticalReturn(
        @Nullable UUID id,
        String form,
        OrganizationId organization,
        ReturnPeriod period,
        int round,
        String reason,
        ReturnStatus status,
        @Nullable Instant since,
        @Nullable Snapshot snapshot,
        Set<PersonId> hands,
        @Nullable LocalDate firstSubmittedOn,
        @Nullable LocalDate submittedOn) {

    /**
     * The figures as they stood at a number of the ledger.
     *
     * @param watermark number of the last entry that is in it
     * @param content the canonical text that is signed
     * @param digest SHA-256 of the content, in hexadecimal
     * @param hard cross-checks that it did not meet when it was computed
     * @param soft those of them that want a remark
     * @param signature null until it is signed
     */
    public record Snapshot(
            UUID id,
            LocalDate cutOff,
            long watermark,
            String content,
            String digest,
            int hard,
            int soft,
            Instant computedAt,
            PersonId computedBy,
            @Nullable Signature signature) {}

    /** Who stands for it, since when. What is signed is the snapshot's digest. */
    public record Signature(PersonId by, String name, Instant at) {}

    /** A step that was taken. */
    public record Taken(
            ReturnStep step,
            ReturnStatus from,
            ReturnStatus to,
            String reason,
            String by,
            Instant at,
            List<CellRemark> remarks) {

        public Taken {
            remarks = List.copyOf(remarks);
        }
    }

    /** What is to be mended in a cell; the column may be the total. */
    public record CellRemark(String row, String column, String remark) {

        public CellRemark {
            remark = remark.strip();
        }
    }

    public StatisticalReturn {
        hands = Set.copyOf(hands);
    }

    /** What is known of a return that nobody has begun. */
    static StatisticalReturn open(Reporting.Which which) {
        return new StatisticalReturn(
                null,
                which.form(),
                which.organization(),
                which.period(),
                1,
                "",
                ReturnStatus.OPEN,
                null,
                null,
                Set.of(),
                null,
                null);
    }

    /** Whether figures of it were handed in and stand. */
    public boolean isReported() {
        return status.isReported();
    }
}
