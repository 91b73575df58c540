package io.gongkai.workbench.imports;

import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.ImportReport.RejectedRow;
import io.gongkai.shared.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An uploaded table on its way in.
 *
 * @param processed rows looked at so far; kinds that are taken over in one stroke jump from 0 to all
 */
public record ImportJob(
        UUID id,
        ImportKind kind,
        OrganizationId organization,
        String fileName,
        PersonId requestedBy,
        Instant requestedAt,
        ImportState state,
        int total,
        int processed,
        int accepted,
        @Nullable Instant finishedAt,
        List<RejectedRow> rejected) {

    public ImportJob {
        rejected = List.copyOf(rejected);
    }

    public boolean finished() {
        return finishedAt != null;
    }
}
