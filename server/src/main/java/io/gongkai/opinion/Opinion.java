package io.gongkai.opinion;

import io.gongkai.intake.TrackingCode;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody had to say (意见建议), without who it was.
 *
 * @param organization to whom it was sent: counts it, and knows its sender where anybody does
 * @param handling who deals with it; at first the same
 * @param number in the register of that organization and year, for instance 2026-0017
 * @param receivedOn of an anonymous one the day on which it was carried in together with others
 * @param answerPublic whether the sender agrees to a public answer
 * @param holder who deals with it in person, null while nobody does
 * @param closing how it was closed, null while it is open
 * @param proposedBy who proposed to close it without a solution
 * @param reopened whether the sender has used that right
 * @param publicAnswer whether the public reads the answer
 * @param question what the public reads as the question; empty where the answer is private
 * @param events everything that happened, the first first
 * @param files ids of what was sent along
 */
public record Opinion(
        UUID id,
        TrackingCode code,
        OrganizationId county,
        OrganizationId organization,
        String organizationCode,
        String organizationName,
        OrganizationId handling,
        String handlingCode,
        String handlingName,
        String number,
        OpinionSource source,
        SpeakingMode mode,
        String title,
        LocalDate receivedOn,
        boolean answerPublic,
        OpinionStatus status,
        @Nullable PersonId holder,
        @Nullable String holderName,
        UUID deadline,
        @Nullable ClosingKind closing,
        @Nullable PersonId proposedBy,
        boolean reopened,
        boolean publicAnswer,
        String question,
        List<Event> events,
        List<UUID> files) {

    /**
     * Something that happened.
     *
     * @param text said to or by the sender
     * @param note said among the staff
     * @param by null for the sender
     * @param at null for the sender, of whom no time is kept
     * @param removed why something was taken out of the sender's words, null where they stand as they came
     */
    public record Event(
            int position,
            OpinionStep step,
            LocalDate on,
            String text,
            String note,
            @Nullable PersonId by,
            @Nullable String byName,
            @Nullable Instant at,
            @Nullable String removed) {}

    public Opinion {
        events = List.copyOf(events);
        files = List.copyOf(files);
    }

    /** What was said at the beginning. */
    public String text() {
        return events.getFirst().text();
    }

    /** The last answer, null while there is none. */
    public @Nullable Event answer() {
        return events.stream()
                .filter(event -> event.step() == OpinionStep.REPLY)
                .reduce((_, last) -> last)
                .filter(_ -> status == OpinionStatus.REPLIED || status == OpinionStatus.RATED)
                .orElse(null);
    }

    /** Whether this step may be taken now, by whoever may. */
    public boolean may(OpinionStep step) {
        return Lifecycle.after(status, step).isPresent() && (step != OpinionStep.REOPEN || !reopened);
    }
}
