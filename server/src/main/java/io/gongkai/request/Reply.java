package io.gongkai.request;

import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reply to a request (答复), drafted by one person and decided by another.
 *
 * @param round from 1; a reversed reply is followed by another
 * @param draftedBy null where the applicant withdrew
 * @param decidedFor the organization whose reply it is, null for a draft
 * @param isVoid the superior reversed it, or answers itself
 */
public record Reply(
        UUID id,
        int round,
        RequestOutcome outcome,
        String text,
        String ground,
        String pointer,
        @Nullable PersonId draftedBy,
        Instant draftedAt,
        @Nullable PersonId decidedBy,
        @Nullable LocalDate decidedOn,
        @Nullable OrganizationId decidedFor,
        boolean isVoid) {

    /** What a reply is to say; which parts are needed follows from the outcome. */
    public record Words(RequestOutcome outcome, String text, String ground, String pointer) {

        public Words {
            text = text.strip();
            ground = ground.strip();
            pointer = pointer.strip();
        }
    }
}
