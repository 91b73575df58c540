package io.gongkai.statistics;

import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A manual correction of a figure (手工更正): the exception, for what the records cannot be made to show.
 *
 * @param column code of the unit's own column: nobody corrects a figure of somebody else's
 * @param effectiveOn day of its entry in the ledger
 * @param was what the records showed when it was proposed; of a rate the satisfied answers
 * @param becomes what the figure is to be, likewise
 * @param wasBase of a rate the valid answers, null for counts
 * @param words why it was refused or withdrawn, empty otherwise
 */
public record Correction(
        UUID id,
        String form,
        OrganizationId organization,
        String organizationCode,
        String organizationName,
        ReturnPeriod period,
        String row,
        String column,
        LocalDate effectiveOn,
        long was,
        long becomes,
        @Nullable Long wasBase,
        @Nullable Long becomesBase,
        String reason,
        UUID attachment,
        CorrectionStatus status,
        PersonId proposedBy,
        String proposer,
        Instant proposedAt,
        @Nullable String decider,
        @Nullable Instant decidedAt,
        @Nullable String withdrawer,
        @Nullable Instant withdrawnAt,
        String words) {}
