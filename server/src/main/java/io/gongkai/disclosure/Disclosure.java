package io.gongkai.disclosure;

import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One matter on its way.
 *
 * @param publication the publication it made, or that it corrects; null before the first publication
 * @param corrects true when it is the correction of a publication that stands
 * @param at organization whose approver decides now: its own, or a superior after escalation
 * @param round how many times it has been proposed; 0 for a first draft
 * @param version for optimistic locking
 */
public record Disclosure(
        UUID id,
        Draft draft,
        DisclosureStatus status,
        Instant statusSince,
        @Nullable UUID publication,
        boolean corrects,
        OrganizationId at,
        int round,
        @Nullable PersonId proposedBy,
        List<Review> reviews,
        List<StepTaken> history,
        int version) {

    /** A review of the current round. */
    public record Review(ReviewKind kind, boolean passed, String ground, PersonId by, Instant at) {}

    /** A line of the history, never changed. */
    public record StepTaken(
            Step step, DisclosureStatus from, DisclosureStatus to, PersonId by, Instant at, String reason) {}

    public Disclosure {
        reviews = List.copyOf(reviews);
        history = List.copyOf(history);
    }
}
