package io.gongkai.request;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What of topics waits for a person.
 *
 * @param nearest nobody nearer to the organization than this person could do it
 */
public record TopicTask(
        UUID topic,
        String organizationName,
        String title,
        Action action,
        boolean nearest,
        @Nullable LocalDate dueOn) {

    /** The next action. */
    public enum Action {
        ANSWER,
        DECIDE,
        /** It is asked again and again: propose it for the catalog. */
        PROPOSE,
        /** A subordinate's topic is overdue. */
        URGE
    }
}
