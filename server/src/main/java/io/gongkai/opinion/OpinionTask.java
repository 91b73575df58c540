package io.gongkai.opinion;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An opinion that waits for a person, with the one next action.
 *
 * @param nearest nobody nearer to the organization than this person could do it
 */
public record OpinionTask(
        UUID opinion,
        String title,
        String organizationName,
        Action action,
        boolean nearest,
        @Nullable LocalDate dueOn) {

    /** The next action. */
    public enum Action {
        ASSIGN,
        HANDLE,
        COUNTERSIGN,
        REPLY
    }
}
