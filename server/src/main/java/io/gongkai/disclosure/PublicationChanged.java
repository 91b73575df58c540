package io.gongkai.disclosure;

import io.gongkai.organization.OrganizationId;
import java.util.UUID;

/** A publication was made, corrected, withdrawn or taken down, or the outcome of its notice was recorded. Heard in the same transaction. */
public record PublicationChanged(UUID publication, OrganizationId organization, Change change) {

    /** What happened to it. */
    public enum Change {
        PUBLISHED,
        CORRECTED,
        WITHDRAWN,
        EXPIRED,
        OUTCOME_RECORDED
    }
}
