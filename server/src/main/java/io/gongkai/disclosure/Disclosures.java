package io.gongkai.disclosure;

import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * The front door: one method for each thing a person does. A wrong person gets {@link
 * io.gongkai.account.NotPermittedException}, a step the present status does not allow {@link WrongStatusException};
 * everything else that stands in the way comes back as refusals, all at once.
 */
@Service
public class Disclosures {

    public Outcome<Disclosure> draft(Draft draft, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    /** Keeps what was typed; {@code version} is the one the clerk saw. */
    public Outcome<Disclosure> edit(UUID disclosure, Draft draft, int version, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    public Outcome<Disclosure> propose(UUID disclosure, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    /** Passes one of the three reviews; a refusal of the review is {@link #returnForRevision}. */
    public Outcome<Disclosure> review(UUID disclosure, ReviewKind kind, String remark, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    /** A reviewer (of the kind named) or approver (kind null) sends it back with a reason of at least 5 characters. */
    public Outcome<Disclosure> returnForRevision(
            UUID disclosure, @org.jspecify.annotations.Nullable ReviewKind kind, String reason, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    public Outcome<Disclosure> approve(UUID disclosure, String remark, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    /** Beyond one's power: the superior organization's approver decides. */
    public Outcome<Disclosure> escalate(UUID disclosure, String reason, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    public Outcome<Disclosure> publish(UUID disclosure, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    /** Publishes a draft at once on a stated emergency; it stays open until a second person has reviewed it. */
    public Outcome<Disclosure> publishInEmergency(UUID disclosure, String reason, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    /** Starts a correction: a new draft that goes the whole way while the old version stands. */
    public Outcome<Disclosure> correct(UUID disclosure, String whatWasWrong, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    public Outcome<Disclosure> withdraw(UUID disclosure, String reason, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    /** Takes down whose display has ended before today; run daily and at start. Returns how many. */
    public int expire() {
        throw new UnsupportedOperationException("stub");
    }

    /** For staff: refuses who may not see work in progress there. */
    public Disclosure get(UUID disclosure, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    /** As recorded, whatever its scope; for the portal's projector and the ledger's evidence, not for pages. */
    public Publication publication(UUID publication) {
        throw new UnsupportedOperationException("stub");
    }

    /** Whether a person may read a publication by its scope: the one rule behind every inner page, list and call. */
    public boolean mayRead(Publication publication, @org.jspecify.annotations.Nullable PersonId reader) {
        throw new UnsupportedOperationException("stub");
    }

    /** The next-higher organization that approves what is beyond this one's power; itself at the top. */
    OrganizationId approverAbove(OrganizationId organization) {
        throw new UnsupportedOperationException("stub");
    }
}
