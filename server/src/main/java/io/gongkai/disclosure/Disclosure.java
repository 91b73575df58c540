package io.gongkai.disclosure;

import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One matter on its way.
 *
 * @param publication the publication it made, or that it corrects; null before the first publication
 * @param corrects true when it is the correction of a publication that stands
 * @param whatWasWrong what a correction puts right; empty otherwise
 * @param at organization whose approver decides now: its own, or a superior after escalation
 * @param round how many times it has been proposed; 0 for a first draft
 * @param proposal what was put forward in this round, unchangeable; null for a first draft
 * @param proposedBy null before the first proposal
 * @param hands everybody who wrote it, put it forward or published it in an emergency: none of them may review or approve it
 * @param reviews of this round
 * @param version for optimistic locking
 */
public record Disclosure(
        UUID id,
        Draft draft,
        DisclosureStatus status,
        Instant statusSince,
        @Nullable UUID publication,
        boolean corrects,
        String whatWasWrong,
        OrganizationId at,
        int round,
        @Nullable UUID proposal,
        BeyondPower beyondPower,
        @Nullable PersonId proposedBy,
        Set<PersonId> hands,
        List<Review> reviews,
        List<StepTaken> history,
        PersonId createdBy,
        Instant createdAt,
        int version) {

    /** A review of the current round. */
    public record Review(ReviewKind kind, boolean passed, String ground, PersonId by, Instant at) {}

    /**
     * A line of the history, never changed.
     *
     * @param review which review it was; null for other steps
     * @param by null where the program itself acted: at the end of display
     */
    public record StepTaken(
            Step step,
            @Nullable ReviewKind review,
            DisclosureStatus from,
            DisclosureStatus to,
            @Nullable PersonId by,
            Instant at,
            String reason) {}

    public Disclosure {
        hands = Set.copyOf(hands);
        reviews = List.copyOf(reviews);
        history = List.copyOf(history);
    }

    /** The reviews that have not been passed in this round. */
    public Set<ReviewKind> reviewsMissing() {
        var missing = EnumSet.allOf(ReviewKind.class);
        missing.removeAll(
                reviews.stream().filter(Review::passed).map(Review::kind).collect(Collectors.toSet()));
        return missing;
    }

    public boolean isBeingWritten() {
        return status == DisclosureStatus.DRAFT || status == DisclosureStatus.RETURNED;
    }
}
