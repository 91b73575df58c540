package io.gongkai.opinion;

import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a step may change about an opinion; the rest is as it came. */
record Standing(
        OrganizationId handling,
        @Nullable PersonId holder,
        UUID deadline,
        @Nullable ClosingKind closing,
        @Nullable PersonId proposedBy,
        boolean reopened,
        boolean publicAnswer,
        String question) {

    static Standing of(Opinion opinion) {
        return new Standing(
                opinion.handling(),
                opinion.holder(),
                opinion.deadline(),
                opinion.closing(),
                opinion.proposedBy(),
                opinion.reopened(),
                opinion.publicAnswer(),
                opinion.question());
    }

    Standing heldBy(OrganizationId to, @Nullable PersonId person) {
        return new Standing(to, person, deadline, closing, proposedBy, reopened, publicAnswer, question);
    }

    Standing closed(@Nullable ClosingKind kind, @Nullable PersonId proposer) {
        return new Standing(handling, holder, deadline, kind, proposer, reopened, publicAnswer, question);
    }

    Standing answered(boolean inPublic, String asked) {
        return new Standing(handling, holder, deadline, closing, proposedBy, reopened, inPublic, asked);
    }

    /** Received anew: nobody holds it, nothing is closed, and its public answer is no longer the last word. */
    Standing openedAgain(UUID newDeadline) {
        return new Standing(handling, null, newDeadline, null, null, true, false, "");
    }
}
