package io.gongkai.request;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a person, with the one next action.
 *
 * @param nearest nobody nearer to the organization than this person could do it
 * @param dueOn of the request; of waiting for somebody else the last day that has
 */
public record RequestTask(
        UUID request,
        String organizationName,
        String title,
        Action action,
        boolean nearest,
        @Nullable LocalDate dueOn) {

    /** The next action. */
    public enum Action {
        /** Look whether it is complete, and accept it. */
        ACCEPT,
        ANSWER,
        DECIDE,
        DELIVER,
        /** The applicant has not added in time what was missing. */
        CLOSE_INCOMPLETE,
        /** The third party has not answered in time. */
        CLOSE_HEARING,
        REVIEW,
        /** A subordinate's request is overdue. */
        URGE
    }
}
