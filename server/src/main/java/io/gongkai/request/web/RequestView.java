package io.gongkai.request.web;

import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationId;
import io.gongkai.request.Applicant;
import io.gongkai.request.DisclosureRequest;
import io.gongkai.request.Dossier;
import io.gongkai.request.Reply;
import io.gongkai.request.RequestOutcome;
import io.gongkai.request.RequestStatus;
import io.gongkai.request.RequestStep;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request as its page shows it.
 *
 * @param places every organization that had to do with it
 * @param open steps that the reader may take now
 * @param elsewhere units to which it can be passed on, code to name
 * @param applicant who asks, only after the reader asked for it
 * @param mayHandle handle it here: print its receipt, write what everybody may read of it
 * @param mayRelease let everybody read what somebody else wrote
 * @param tried step that was just refused, with what was typed
 */
public record RequestView(
        Dossier dossier,
        Map<OrganizationId, Organization> places,
        Map<PersonId, String> names,
        Set<RequestStep> open,
        Map<String, String> elsewhere,
        boolean mayLook,
        boolean mayHandle,
        boolean mayRelease,
        @Nullable Applicant applicant,
        @Nullable RequestStep tried,
        Map<String, String> typed,
        List<Refusal> refusals,
        String done) {

    /** Which requests the list shows. */
    public enum Shown {
        OPEN,
        LATE,
        ANSWERED,
        ALL
    }

    public DisclosureRequest request() {
        return dossier.request();
    }

    public Organization place(@Nullable OrganizationId id) {
        return Objects.requireNonNull(places.get(id));
    }

    public String name(@Nullable PersonId person) {
        return person == null ? "" : names.getOrDefault(person, "");
    }

    public boolean offers(RequestStep step) {
        return open.contains(step);
    }

    public List<Refusal> refusalsOf(RequestStep step) {
        return step == tried ? refusals : List.of();
    }

    /** What was typed into the form of a step that came back; otherwise what a draft holds already. */
    public String typed(RequestStep step, String field, String otherwise) {
        return step == tried ? typed.getOrDefault(field, "") : otherwise;
    }

    /** The words of the draft that waits, or of the reply that was reversed last, to go on from. */
    public @Nullable Reply begun() {
        var draft = dossier.draft();
        if (draft != null) {
            return draft;
        }
        return dossier.replies().isEmpty() ? null : dossier.replies().getLast();
    }

    /** Index of the running one of the four steps shown at the top, 4 when all are done. */
    public int now() {
        return switch (request().status()) {
            case RECEIVED, NEEDS_COMPLETION -> 1;
            case ACCEPTED, EXTENDED, THIRD_PARTY_CONSULTED, ESCALATED -> 2;
            case DECIDED -> 3;
            case DELIVERED, RATED -> 4;
        };
    }

    /** Whether its reply is out, so that others may be let read it. */
    public boolean isOut() {
        var decision = dossier.decision();
        return decision != null
                && (request().status() == RequestStatus.DELIVERED || request().status() == RequestStatus.RATED)
                && decision.outcome() != RequestOutcome.WITHDRAWN
                && decision.outcome() != RequestOutcome.DUPLICATE;
    }

    /** Refusals of a text for everybody. */
    public List<Refusal> refusalsOfRelease() {
        return tried == null ? refusals : List.of();
    }

    /** What was typed into the text for everybody, or what there is to begin with. */
    public String begunRelease(String field, String otherwise) {
        return tried == null ? typed.getOrDefault(field, otherwise) : otherwise;
    }
}
