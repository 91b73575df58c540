package io.gongkai.disclosure;

import io.gongkai.organization.OrganizationId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a person, with the one next action.
 *
 * @param nearest nobody nearer to the organization than this person could do it
 * @param since from when it waits
 * @param dueOn when the duty behind it is due, or the objection period ended; null where nothing is due
 */
public record Task(
        UUID disclosure,
        OrganizationId organization,
        String organizationName,
        String title,
        Action action,
        boolean nearest,
        Instant since,
        @Nullable LocalDate dueOn) {

    /** The next action. */
    public enum Action {
        /** A draft that is not proposed yet. */
        FINISH,
        REVISE,
        REVIEW_SECRECY,
        REVIEW_PRIVACY,
        REVIEW_ACCURACY,
        APPROVE,
        PUBLISH,
        /** An objection period has ended and its outcome is not recorded. */
        RECORD_OUTCOME
    }
}
