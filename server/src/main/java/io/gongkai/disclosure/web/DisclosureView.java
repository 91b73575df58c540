package io.gongkai.disclosure.web;

import io.gongkai.catalog.CatalogEntry;
import io.gongkai.catalog.Duty;
import io.gongkai.disclosure.Disclosure;
import io.gongkai.disclosure.ReviewKind;
import io.gongkai.disclosure.Step;
import io.gongkai.document.Attachment;
import io.gongkai.document.TextDifference;
import io.gongkai.organization.Organization;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything on the one page of a matter.
 *
 * @param form as it is to be typed on; null when the reader may not write now
 * @param steps what the reader's posts let him do now, each with what still stands in its way
 * @param mayReview the reviews that wait for him
 * @param hints worth a thought, in nobody's way
 * @param as whose eyes the text is shown with: {@code work}, {@code member}, {@code resident} or {@code public}
 * @param visible whether those eyes would see it
 * @param differences what changed since the round or version compared with; empty when nothing is compared
 * @param refusals grounds of the step just tried
 * @param failedStep the step that was refused, so that the right form shows what was typed
 * @param noticeOver the objection period has ended and its outcome is to be recorded by the reader
 */
public record DisclosureView(
        Disclosure matter,
        Organization organization,
        Organization deciding,
        @Nullable CatalogEntry entry,
        @Nullable DraftForm form,
        Choices choices,
        Map<Step, List<Refusal>> steps,
        Set<ReviewKind> mayReview,
        List<Refusal> hints,
        Map<PersonId, String> names,
        List<Attachment> attachments,
        String as,
        boolean visible,
        List<Difference> differences,
        String comparedWith,
        List<Integer> rounds,
        List<Refusal> refusals,
        String failedStep,
        String typedReason,
        @Nullable LocalDate noticeUntil,
        boolean noticeOver,
        @Nullable String done) {

    /** A part of the text with what changed in it. */
    public record Difference(String label, TextDifference difference) {}

    /** What can be chosen on the form: entries by id, with their text, and duties that wait. */
    public record Choices(Map<String, String> entries, List<Duty> duties) {}

    public String name(@Nullable PersonId person) {
        return person == null ? "" : names.getOrDefault(person, "");
    }

    public boolean offers(Step step) {
        return steps.containsKey(step);
    }

    /** Nothing stands in the way of this step. */
    public boolean can(Step step) {
        var grounds = steps.get(step);
        return grounds != null && grounds.isEmpty();
    }

    public List<Refusal> grounds(Step step) {
        return steps.getOrDefault(step, List.of());
    }

    /** Grounds belong to the form that was sent, not to the others on the page. */
    public List<Refusal> refusalsOf(String step) {
        return failedStep.equals(step) ? refusals : List.of();
    }

    public String typed(String step) {
        return failedStep.equals(step) ? typedReason : "";
    }

    /** Index of the running one of the four steps; 4 when all are done. */
    public int now() {
        return switch (matter.status()) {
            case DRAFT, RETURNED -> 0;
            case PROPOSED, EMERGENCY_PUBLISHED -> 1;
            case UNDER_REVIEW -> matter.reviewsMissing().isEmpty() ? 2 : 1;
            case ESCALATED -> 2;
            case APPROVED -> 3;
            case PUBLISHED, CORRECTED, EXPIRED -> 4;
            case WITHDRAWN -> matter.publication() == null || matter.corrects() ? 0 : 4;
        };
    }

    public boolean isBearing(UUID attachment) {
        return matter.draft().attachments().contains(attachment);
    }
}
