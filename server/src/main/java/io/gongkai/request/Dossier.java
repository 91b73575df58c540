package io.gongkai.request;

import io.gongkai.calendar.KeptDeadline;
import io.gongkai.document.Attachment;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request with everything that belongs to it, but for who asks.
 *
 * @param clocks every deadline it had, the present one last
 * @param release as everybody may read it, or will after a second person; null where nobody has proposed it
 * @param kin others that ask much the same, the likest first
 */
public record Dossier(
        DisclosureRequest request,
        List<Taken> steps,
        List<Reply> replies,
        List<File> files,
        List<KeptDeadline> clocks,
        List<Kin> kin,
        List<Look> looks,
        @Nullable Rating rating,
        @Nullable Release release) {

    /**
     * A step that was taken.
     *
     * @param at the organization with which it lay
     * @param told what the applicant reads of it, or wrote
     * @param note for the office
     * @param by null for the applicant and for the program
     * @param passed where it went from there; null unless it was passed on
     */
    public record Taken(
            RequestStep step,
            RequestStatus to,
            OrganizationId at,
            LocalDate on,
            String told,
            String note,
            boolean bySender,
            @Nullable PersonId by,
            @Nullable Passed passed) {}

    /** @param registered as the register of the one that passed it on has it */
    public record Passed(OrganizationId to, String registered) {}

    /** @param kind SENT by the applicant; NOTICE, REPLY and ENCLOSED go to the applicant */
    public record File(
            Kind kind, Attachment attachment, @Nullable UUID reply) {

        public enum Kind {
            SENT,
            ENCLOSED,
            NOTICE,
            REPLY
        }
    }

    /** @param likeness in percent */
    public record Kin(UUID request, String registered, String title, RequestStatus status, int likeness) {}

    /** Somebody saw who asks. */
    public record Look(PersonId by, Instant at) {}

    public record Rating(boolean satisfied, String remark, LocalDate on) {}

    public Dossier {
        steps = List.copyOf(steps);
        replies = List.copyOf(replies);
        files = List.copyOf(files);
        clocks = List.copyOf(clocks);
        kin = List.copyOf(kin);
        looks = List.copyOf(looks);
    }

    public KeptDeadline clock() {
        return clocks.getLast();
    }

    /** Null for an unknown or no id. */
    public @Nullable Reply reply(@Nullable UUID id) {
        return replies.stream()
                .filter(reply -> reply.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** The reply that stands; null while there is none. */
    public @Nullable Reply decision() {
        return reply(request.decision());
    }

    /** The reply that waits for a second person; null where none does. */
    public @Nullable Reply draft() {
        return reply(request.draft());
    }
}
