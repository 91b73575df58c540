package io.gongkai.disclosure.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.catalog.AudienceKind;
import io.gongkai.catalog.ChannelType;
import io.gongkai.catalog.DisclosureScope;
import io.gongkai.disclosure.Disclosure;
import io.gongkai.disclosure.DisclosureKind;
import io.gongkai.disclosure.DisclosureStatus;
import io.gongkai.disclosure.Disclosures;
import io.gongkai.disclosure.Draft;
import io.gongkai.disclosure.ReviewKind;
import io.gongkai.disclosure.Step;
import io.gongkai.document.Attachment;
import io.gongkai.document.Attachments;
import io.gongkai.document.HandOut;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.web.RefusedException;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** The staff's calls for one matter, each the same service as its button. */
@RestController
class DisclosureApi {

    /**
     * What a clerk writes; absent parts are empty.
     *
     * @param organization code
     * @param version the one that was seen, for changing a draft
     */
    record Written(
            @Nullable String organization,
            @Nullable DisclosureKind kind,
            @Nullable UUID entry,
            @Nullable UUID duty,
            @Nullable String outsideGround,
            @Nullable String title,
            @Nullable String summary,
            @Nullable Map<String, String> elements,
            @Nullable String body,
            @Nullable DisclosureScope scope,
            @Nullable AudienceKind audience,
            @Nullable List<ChannelType> channels,
            @Nullable Integer noticeDays,
            @Nullable String objectionContact,
            @Nullable LocalDate displayUntil,
            @Nullable List<UUID> attachments,
            @Nullable Integer version) {}

    record Reviewed(
            @Nullable ReviewKind kind,
            @Nullable Boolean passed,
            @Nullable String remark) {}

    record Returned(@Nullable ReviewKind kind, @Nullable String reason) {}

    record Approved(@Nullable String remark) {}

    record Reason(@Nullable String reason) {}

    record ReviewView(ReviewKind kind, boolean passed, String ground, PersonId by, Instant at) {}

    record StepView(
            Step step,
            @Nullable ReviewKind review,
            DisclosureStatus from,
            DisclosureStatus to,
            @Nullable PersonId by,
            Instant at,
            String reason) {}

    record View(
            UUID id,
            String organization,
            DisclosureStatus status,
            Instant statusSince,
            String at,
            int round,
            int version,
            @Nullable UUID publication,
            boolean corrects,
            String whatWasWrong,
            DisclosureKind kind,
            @Nullable UUID entry,
            @Nullable UUID duty,
            String outsideGround,
            String title,
            String summary,
            Map<String, String> elements,
            String body,
            DisclosureScope scope,
            @Nullable AudienceKind audience,
            List<ChannelType> channels,
            @Nullable Integer noticeDays,
            String objectionContact,
            @Nullable LocalDate displayUntil,
            List<UUID> attachments,
            List<ReviewView> reviews,
            List<StepView> history) {}

    private final Disclosures disclosures;
    private final Organizations organizations;
    private final Attachments attachments;

    DisclosureApi(Disclosures disclosures, Organizations organizations, Attachments attachments) {
        this.disclosures = disclosures;
        this.organizations = organizations;
        this.attachments = attachments;
    }

    @PostMapping("/api/v1/disclosures")
    @Requires(Permission.WRITE_DISCLOSURE)
    @ResponseStatus(HttpStatus.CREATED)
    View draft(@RequestBody Written written, Actor actor) {
        return answer(disclosures.draft(draftOf(written), actor.id()));
    }

    @GetMapping("/api/v1/disclosures/{id}")
    @Requires(Permission.READ_WORK)
    View get(@PathVariable UUID id, Actor actor) {
        return view(disclosures.get(id, actor.id()));
    }

    @PutMapping("/api/v1/disclosures/{id}")
    @Requires(Permission.WRITE_DISCLOSURE)
    View edit(@PathVariable UUID id, @RequestBody Written written, Actor actor) {
        var version = written.version();
        if (version == null) {
            throw new RefusedException(List.of(Refusal.at("version", "disclosure.api.version")));
        }
        return answer(disclosures.edit(id, draftOf(written), version, actor.id()));
    }

    /** A file to hang on a draft of one's own. */
    @PostMapping("/api/v1/attachments")
    @Requires(Permission.WRITE_DISCLOSURE)
    @ResponseStatus(HttpStatus.CREATED)
    Attachment attach(@RequestParam MultipartFile file, Actor actor) throws IOException {
        var name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
        return switch (attachments.store(name, file.getBytes(), actor.id())) {
            case Outcome.Done<Attachment>(var stored) -> stored;
            case Outcome.Refused<Attachment>(var refusals) -> throw new RefusedException(refusals);
        };
    }

    @GetMapping("/api/v1/disclosures/{id}/attachments/{attachment}")
    @Requires(Permission.READ_WORK)
    ResponseEntity<byte[]> attachment(@PathVariable UUID id, @PathVariable UUID attachment, Actor actor) {
        return HandOut.of(disclosures.attachment(id, attachment, actor.id()), attachments.bytes(attachment));
    }

    @PostMapping("/api/v1/disclosures/{id}/propose")
    @Requires(Permission.WRITE_DISCLOSURE)
    View propose(@PathVariable UUID id, Actor actor) {
        return answer(disclosures.propose(id, actor.id()));
    }

    @PostMapping("/api/v1/disclosures/{id}/reviews")
    @Requires({Permission.REVIEW_SECRECY, Permission.REVIEW_PRIVACY, Permission.REVIEW_ACCURACY})
    View review(@PathVariable UUID id, @RequestBody Reviewed reviewed, Actor actor) {
        var kind = reviewed.kind();
        var passed = reviewed.passed();
        if (kind == null || passed == null) {
            throw new RefusedException(List.of(Refusal.at("kind", "disclosure.api.review")));
        }
        return answer(
                passed
                        ? disclosures.review(id, kind, text(reviewed.remark()), actor.id())
                        : disclosures.returnForRevision(id, kind, text(reviewed.remark()), actor.id()));
    }

    @PostMapping("/api/v1/disclosures/{id}/return")
    @Requires({
        Permission.REVIEW_SECRECY,
        Permission.REVIEW_PRIVACY,
        Permission.REVIEW_ACCURACY,
        Permission.APPROVE_DISCLOSURE
    })
    View returnForRevision(@PathVariable UUID id, @RequestBody Returned returned, Actor actor) {
        return answer(disclosures.returnForRevision(id, returned.kind(), text(returned.reason()), actor.id()));
    }

    @PostMapping("/api/v1/disclosures/{id}/approve")
    @Requires(Permission.APPROVE_DISCLOSURE)
    View approve(@PathVariable UUID id, @RequestBody(required = false) @Nullable Approved approved, Actor actor) {
        return answer(disclosures.approve(id, approved == null ? "" : text(approved.remark()), actor.id()));
    }

    @PostMapping("/api/v1/disclosures/{id}/escalate")
    @Requires(Permission.APPROVE_DISCLOSURE)
    View escalate(@PathVariable UUID id, @RequestBody Reason reason, Actor actor) {
        return answer(disclosures.escalate(id, text(reason.reason()), actor.id()));
    }

    @PostMapping("/api/v1/disclosures/{id}/publish")
    @Requires(Permission.PUBLISH_DISCLOSURE)
    View publish(@PathVariable UUID id, Actor actor) {
        return answer(disclosures.publish(id, actor.id()));
    }

    @PostMapping("/api/v1/disclosures/{id}/emergency")
    @Requires({Permission.APPROVE_DISCLOSURE, Permission.PUBLISH_DISCLOSURE})
    View publishInEmergency(@PathVariable UUID id, @RequestBody Reason reason, Actor actor) {
        return answer(disclosures.publishInEmergency(id, text(reason.reason()), actor.id()));
    }

    /** Answers with the correction, a draft of its own. */
    @PostMapping("/api/v1/disclosures/{id}/correct")
    @Requires(Permission.WRITE_DISCLOSURE)
    @ResponseStatus(HttpStatus.CREATED)
    View correct(@PathVariable UUID id, @RequestBody Reason reason, Actor actor) {
        return answer(disclosures.correct(id, text(reason.reason()), actor.id()));
    }

    @PostMapping("/api/v1/disclosures/{id}/withdraw")
    @Requires({
        Permission.WRITE_DISCLOSURE,
        Permission.PUBLISH_DISCLOSURE,
        Permission.APPROVE_DISCLOSURE,
        Permission.REVIEW_SECRECY,
        Permission.REVIEW_PRIVACY,
        Permission.REVIEW_ACCURACY
    })
    View withdraw(@PathVariable UUID id, @RequestBody Reason reason, Actor actor) {
        return answer(disclosures.withdraw(id, text(reason.reason()), actor.id()));
    }

    private Draft draftOf(Written written) {
        var organization = organizations
                .find(text(written.organization()))
                .orElseThrow(
                        () -> new RefusedException(List.of(Refusal.at("organization", "disclosure.api.organization"))));
        var scope = written.scope() == null ? DisclosureScope.LOCAL_UNIT : written.scope();
        var audience =
                written.audience() == null && written.scope() == null ? AudienceKind.MEMBERS : written.audience();
        return new Draft(
                organization.id(),
                written.kind() == null ? DisclosureKind.REGULAR : written.kind(),
                written.entry(),
                written.duty(),
                text(written.outsideGround()),
                text(written.title()),
                text(written.summary()),
                written.elements() == null ? Map.of() : written.elements(),
                text(written.body()),
                scope,
                audience,
                written.channels() == null ? List.of() : written.channels(),
                written.noticeDays(),
                text(written.objectionContact()),
                written.displayUntil(),
                written.attachments() == null ? List.of() : written.attachments());
    }

    private View answer(Outcome<Disclosure> outcome) {
        return switch (outcome) {
            case Outcome.Done<Disclosure>(var disclosure) -> view(disclosure);
            case Outcome.Refused<Disclosure>(var refusals) -> throw new RefusedException(refusals);
        };
    }

    private View view(Disclosure disclosure) {
        var draft = disclosure.draft();
        return new View(
                disclosure.id(),
                code(draft.organization()),
                disclosure.status(),
                disclosure.statusSince(),
                code(disclosure.at()),
                disclosure.round(),
                disclosure.version(),
                disclosure.publication(),
                disclosure.corrects(),
                disclosure.whatWasWrong(),
                draft.kind(),
                draft.entry(),
                draft.duty(),
                draft.outsideGround(),
                draft.title(),
                draft.summary(),
                draft.elements(),
                draft.body(),
                draft.scope(),
                draft.audience(),
                draft.channels(),
                draft.noticeDays(),
                draft.objectionContact(),
                draft.displayUntil(),
                draft.attachments(),
                disclosure.reviews().stream()
                        .map(review -> new ReviewView(
                                review.kind(), review.passed(), review.ground(), review.by(), review.at()))
                        .toList(),
                disclosure.history().stream()
                        .map(step -> new StepView(
                                step.step(),
                                step.review(),
                                step.from(),
                                step.to(),
                                step.by(),
                                step.at(),
                                step.reason()))
                        .toList());
    }

    private String code(OrganizationId organization) {
        return organizations.get(organization).code();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
