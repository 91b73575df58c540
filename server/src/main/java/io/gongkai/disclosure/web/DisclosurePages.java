package io.gongkai.disclosure.web;

import io.gongkai.account.Actor;
import io.gongkai.account.NotPermittedException;
import io.gongkai.account.People;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.catalog.AudienceKind;
import io.gongkai.catalog.CatalogEntry;
import io.gongkai.catalog.Catalogs;
import io.gongkai.catalog.DisclosureScope;
import io.gongkai.catalog.Duties;
import io.gongkai.catalog.Duty;
import io.gongkai.catalog.DutyStatus;
import io.gongkai.catalog.EntryOrigin;
import io.gongkai.disclosure.Disclosure;
import io.gongkai.disclosure.DisclosureFilter;
import io.gongkai.disclosure.DisclosureStatus;
import io.gongkai.disclosure.Disclosures;
import io.gongkai.disclosure.ReviewKind;
import io.gongkai.disclosure.Step;
import io.gongkai.document.Attachment;
import io.gongkai.document.Attachments;
import io.gongkai.document.HandOut;
import io.gongkai.document.Previews;
import io.gongkai.document.RichText;
import io.gongkai.document.TextDifference;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** The list of matters, and the one page on which a matter goes its whole way. */
@Controller
class DisclosurePages {

    private static final int PAGE = 50;

    private final Disclosures disclosures;
    private final Organizations organizations;
    private final Catalogs catalogs;
    private final Duties duties;
    private final Attachments attachments;
    private final Previews previews;
    private final People people;
    private final Clock clock;

    DisclosurePages(
            Disclosures disclosures,
            Organizations organizations,
            Catalogs catalogs,
            Duties duties,
            Attachments attachments,
            Previews previews,
            People people,
            Clock clock) {
        this.disclosures = disclosures;
        this.organizations = organizations;
        this.catalogs = catalogs;
        this.duties = duties;
        this.attachments = attachments;
        this.previews = previews;
        this.people = people;
        this.clock = clock;
    }

    // ------------------------------------------------------------------ list and new

    @GetMapping("/work/disclosures")
    @Requires(Permission.READ_WORK)
    ModelAndView list(
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "") String organization,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String cursor,
            Actor actor) {
        var chosen = Arrays.stream(DisclosureStatus.values())
                .filter(one -> one.name().equals(status))
                .findFirst()
                .orElse(null);
        var under = organizations.find(organization);
        var found = disclosures.list(
                new DisclosureFilter(chosen, under.map(Organization::id).orElse(null), q), PAGE, cursor, actor);
        return new ModelAndView("disclosure/list")
                .addObject("list", found)
                .addObject("status", status)
                .addObject("organization", organization)
                .addObject("words", q)
                .addObject("under", under.map(Organization::name).orElse(""))
                .addObject("paged", cursor != null)
                .addObject("mayWrite", actor.holds(Permission.WRITE_DISCLOSURE));
    }

    /** Chooses where and what first; with both it is the empty form, filled with what the catalog says. */
    @GetMapping("/work/disclosures/new")
    @Requires(Permission.WRITE_DISCLOSURE)
    ModelAndView begin(
            @RequestParam(defaultValue = "") String organization,
            @RequestParam(defaultValue = "") String entry,
            @RequestParam(defaultValue = "") String duty,
            Actor actor) {
        if (!duty.isEmpty() && entry.isEmpty()) {
            var owed = duties.get(UUID.fromString(duty));
            return new ModelAndView("redirect:/work/disclosures/new?organization="
                    + organizations.get(owed.organization()).code() + "&entry="
                    + currentEntry(owed.organization(), owed.item())
                            .map(CatalogEntry::id)
                            .orElse(owed.entry())
                    + "&duty=" + duty);
        }
        var own = own(actor);
        var where = organization.isEmpty() ? own.stream().findFirst() : organizations.find(organization);
        if (where.isPresent()
                && where.get().path().stream().noneMatch(actor.where(Permission.WRITE_DISCLOSURE)::contains)) {
            throw new NotPermittedException("%s writes nothing for %s"
                    .formatted(actor.login(), where.get().code()));
        }
        var choices = choices(where, entry);
        var catalogEntry = entry.isEmpty() || entry.equals("-")
                ? Optional.<CatalogEntry>empty()
                : Optional.of(catalogs.entry(UUID.fromString(entry)));
        return fresh(
                where,
                own,
                choices,
                catalogEntry.orElse(null),
                DraftForm.begun(catalogEntry.orElse(null), duty),
                !entry.isEmpty(),
                List.of(),
                HttpStatus.OK);
    }

    @PostMapping("/work/disclosures")
    @Requires(Permission.WRITE_DISCLOSURE)
    ModelAndView create(
            @RequestParam MultiValueMap<String, String> typed,
            @RequestParam(required = false) @Nullable List<MultipartFile> files,
            Actor actor)
            throws IOException {
        var form = DraftForm.typed(typed);
        var where = organizations
                .find(Objects.requireNonNullElse(typed.getFirst("organization"), ""))
                .orElseThrow();
        var refusals = new ArrayList<Refusal>();
        var stored = store(files, actor.id(), refusals);
        var read = form.read(where.id(), stored);
        refusals.addAll(read.refusals());
        if (refusals.isEmpty()) {
            switch (disclosures.draft(read.draft(), actor.id())) {
                case Outcome.Done<Disclosure>(var made) -> {
                    return "propose".equals(typed.getFirst("do")) ? propose(made.id(), actor) : saved(made.id());
                }
                case Outcome.Refused<Disclosure>(var grounds) -> refusals.addAll(grounds);
            }
        }
        return fresh(
                Optional.of(where),
                own(actor),
                choices(Optional.of(where), form.entry()),
                form.entry().isEmpty() ? null : catalogs.entry(UUID.fromString(form.entry())),
                form,
                true,
                refusals,
                HttpStatus.UNPROCESSABLE_CONTENT);
    }

    // ------------------------------------------------------------------ the one page

    @GetMapping("/work/disclosures/{id}")
    @Requires(Permission.READ_WORK)
    ModelAndView show(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "work") String as,
            @RequestParam(defaultValue = "") String compare,
            @RequestParam(required = false) @Nullable String done,
            Actor actor) {
        return page(id, actor, as, compare, done, null, List.of(), "", "", HttpStatus.OK);
    }

    @PostMapping("/work/disclosures/{id}")
    @Requires(Permission.WRITE_DISCLOSURE)
    ModelAndView edit(
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> typed,
            @RequestParam(required = false) @Nullable List<MultipartFile> files,
            @RequestParam int version,
            Actor actor)
            throws IOException {
        var seen = disclosures.get(id, actor.id());
        var form = DraftForm.typed(typed);
        var refusals = new ArrayList<Refusal>();
        var stored = store(files, actor.id(), refusals);
        var read = form.read(seen.draft().organization(), stored);
        refusals.addAll(read.refusals());
        if (refusals.isEmpty()) {
            try {
                switch (disclosures.edit(id, read.draft(), version, actor.id())) {
                    case Outcome.Done<Disclosure> _ -> {
                        return "propose".equals(typed.getFirst("do")) ? propose(id, actor) : saved(id);
                    }
                    case Outcome.Refused<Disclosure>(var grounds) -> refusals.addAll(grounds);
                }
            } catch (OptimisticLockingFailureException e) {
                return page(
                        id,
                        actor,
                        "work",
                        "",
                        null,
                        form,
                        List.of(Refusal.of("disclosure.form.changedMeanwhile")),
                        "edit",
                        "",
                        HttpStatus.CONFLICT);
            }
        }
        return page(id, actor, "work", "", null, form, refusals, "edit", "", HttpStatus.UNPROCESSABLE_CONTENT);
    }

    @PostMapping("/work/disclosures/{id}/propose")
    @Requires(Permission.WRITE_DISCLOSURE)
    ModelAndView propose(@PathVariable UUID id, Actor actor) {
        return after(id, actor, "edit", "", "PROPOSE", disclosures.propose(id, actor.id()));
    }

    @PostMapping("/work/disclosures/{id}/reviews")
    @Requires({Permission.REVIEW_SECRECY, Permission.REVIEW_PRIVACY, Permission.REVIEW_ACCURACY})
    ModelAndView review(
            @PathVariable UUID id,
            @RequestParam ReviewKind kind,
            @RequestParam(defaultValue = "") String verdict,
            @RequestParam(defaultValue = "") String reason,
            Actor actor) {
        var step = "review-" + kind;
        return switch (verdict) {
            case "pass" -> after(id, actor, step, reason, "REVIEW", disclosures.review(id, kind, reason, actor.id()));
            case "return" ->
                after(id, actor, step, reason, "RETURN", disclosures.returnForRevision(id, kind, reason, actor.id()));
            default -> refused(id, actor, step, reason, List.of(Refusal.at("verdict", "disclosure.form.verdict")));
        };
    }

    @PostMapping("/work/disclosures/{id}/return")
    @Requires(Permission.APPROVE_DISCLOSURE)
    ModelAndView returnForRevision(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason, Actor actor) {
        return after(
                id, actor, "return", reason, "RETURN", disclosures.returnForRevision(id, null, reason, actor.id()));
    }

    @PostMapping("/work/disclosures/{id}/approve")
    @Requires(Permission.APPROVE_DISCLOSURE)
    ModelAndView approve(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason, Actor actor) {
        return after(id, actor, "approve", reason, "APPROVE", disclosures.approve(id, reason, actor.id()));
    }

    @PostMapping("/work/disclosures/{id}/escalate")
    @Requires(Permission.APPROVE_DISCLOSURE)
    ModelAndView escalate(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason, Actor actor) {
        return after(id, actor, "escalate", reason, "ESCALATE", disclosures.escalate(id, reason, actor.id()));
    }

    @PostMapping("/work/disclosures/{id}/publish")
    @Requires(Permission.PUBLISH_DISCLOSURE)
    ModelAndView publish(@PathVariable UUID id, Actor actor) {
        return after(id, actor, "publish", "", "PUBLISH", disclosures.publish(id, actor.id()));
    }

    @PostMapping("/work/disclosures/{id}/emergency")
    @Requires({Permission.APPROVE_DISCLOSURE, Permission.PUBLISH_DISCLOSURE})
    ModelAndView publishInEmergency(
            @PathVariable UUID id, @RequestParam(defaultValue = "") String reason, Actor actor) {
        return after(
                id,
                actor,
                "emergency",
                reason,
                "PUBLISH_IN_EMERGENCY",
                disclosures.publishInEmergency(id, reason, actor.id()));
    }

    @PostMapping("/work/disclosures/{id}/correct")
    @Requires(Permission.WRITE_DISCLOSURE)
    ModelAndView correct(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason, Actor actor) {
        return switch (disclosures.correct(id, reason, actor.id())) {
            case Outcome.Done<Disclosure>(var correction) -> done(correction.id(), "CORRECT");
            case Outcome.Refused<Disclosure>(var refusals) -> refused(id, actor, "correct", reason, refusals);
        };
    }

    @PostMapping("/work/disclosures/{id}/withdraw")
    @Requires({
        Permission.WRITE_DISCLOSURE,
        Permission.PUBLISH_DISCLOSURE,
        Permission.APPROVE_DISCLOSURE,
        Permission.REVIEW_SECRECY,
        Permission.REVIEW_PRIVACY,
        Permission.REVIEW_ACCURACY
    })
    ModelAndView withdraw(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason, Actor actor) {
        return after(id, actor, "withdraw", reason, "WITHDRAW", disclosures.withdraw(id, reason, actor.id()));
    }

    @PostMapping("/work/disclosures/{id}/outcome")
    @Requires(Permission.WRITE_DISCLOSURE)
    ModelAndView outcome(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String objections,
            @RequestParam(defaultValue = "") String reason,
            Actor actor) {
        var matter = disclosures.get(id, actor.id());
        var publication = matter.publication();
        if (publication == null || !objections.strip().matches("[0-9]{1,5}")) {
            return refused(id, actor, "outcome", reason, List.of(Refusal.at("objections", "disclosure.form.number")))
                    .addObject("objections", objections);
        }
        return switch (disclosures.recordOutcome(
                publication, Integer.parseInt(objections.strip()), reason, actor.id())) {
            case Outcome.Done<?> _ -> done(id, "OUTCOME");
            case Outcome.Refused<?>(var refusals) ->
                refused(id, actor, "outcome", reason, refusals).addObject("objections", objections);
        };
    }

    @GetMapping("/work/disclosures/{id}/attachments/{attachment}")
    @Requires(Permission.READ_WORK)
    ResponseEntity<byte[]> attachment(@PathVariable UUID id, @PathVariable UUID attachment, Actor actor) {
        return HandOut.of(disclosures.attachment(id, attachment, actor.id()), attachments.bytes(attachment));
    }

    @GetMapping("/work/disclosures/{id}/attachments/{attachment}/preview")
    @Requires(Permission.READ_WORK)
    ModelAndView preview(@PathVariable UUID id, @PathVariable UUID attachment, Actor actor) {
        var file = disclosures.attachment(id, attachment, actor.id());
        var title = disclosures.get(id, actor.id()).draft().title();
        return new ModelAndView("disclosure/preview")
                .addObject("back", "/work/disclosures/" + id)
                .addObject("title", title)
                .addObject("active", "disclosures")
                .addObject("file", file)
                .addObject("preview", previews.of(file.mediaType(), file.sha256(), () -> attachments.bytes(file.id())));
    }

    // ------------------------------------------------------------------ helpers

    private ModelAndView after(
            UUID id, Actor actor, String step, String typed, String done, Outcome<Disclosure> outcome) {
        return switch (outcome) {
            case Outcome.Done<Disclosure> _ -> done(id, done);
            case Outcome.Refused<Disclosure>(var refusals) -> refused(id, actor, step, typed, refusals);
        };
    }

    private ModelAndView refused(UUID id, Actor actor, String step, String typed, List<Refusal> refusals) {
        return page(id, actor, "work", "", null, null, refusals, step, typed, HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private static ModelAndView done(UUID id, String what) {
        return new ModelAndView("redirect:/work/disclosures/" + id + "?done=" + what);
    }

    private static ModelAndView saved(UUID id) {
        return done(id, "SAVED");
    }

    private ModelAndView page(
            UUID id,
            Actor actor,
            String as,
            String compare,
            @Nullable String done,
            @Nullable DraftForm typed,
            List<Refusal> refusals,
            String failedStep,
            String typedReason,
            HttpStatus status) {
        var matter = disclosures.get(id, actor.id());
        var draft = matter.draft();
        var organization = organizations.get(draft.organization());
        var steps = disclosures.steps(id, actor.id());
        var writing = matter.isBeingWritten() && steps.containsKey(Step.PROPOSE) && as.equals("work");
        var form = typed != null ? typed : writing ? DraftForm.of(draft) : null;
        var rounds = disclosures.rounds(id, actor.id());
        var known = new HashSet<PersonId>(matter.hands());
        matter.history().stream()
                .map(Disclosure.StepTaken::by)
                .filter(Objects::nonNull)
                .forEach(known::add);
        var publication = matter.publication() == null ? null : disclosures.publication(matter.publication());
        var noticeUntil =
                publication == null || matter.corrects() && !matter.status().equals(DisclosureStatus.PUBLISHED)
                        ? null
                        : publication.noticeUntil();
        var noticeOver = publication != null
                && noticeUntil != null
                && publication.standing()
                && publication.outcome() == null
                && matter.status() == DisclosureStatus.PUBLISHED
                && LocalDate.now(clock).isAfter(noticeUntil)
                && steps.containsKey(Step.CORRECT);
        var earlier = earlier(matter, rounds, compare, publication);
        var view = new DisclosureView(
                matter,
                organization,
                organizations.get(matter.at()),
                draft.entry() == null ? null : catalogs.entry(draft.entry()),
                form,
                form == null
                        ? new DisclosureView.Choices(Map.of(), List.of())
                        : choices(Optional.of(organization), form.entry()),
                steps,
                disclosures.reviewsFor(matter, actor.id()),
                matter.isBeingWritten() || steps.containsKey(Step.REVIEW) || steps.containsKey(Step.APPROVE)
                        ? disclosures.readiness(id, actor.id()).hints()
                        : List.of(),
                people.names(known),
                attachments.find(draft.attachments()),
                as,
                isSeenBy(as, draft.scope(), draft.audience()),
                earlier.map(text -> differences(text, matter)).orElse(List.of()),
                compare,
                rounds.stream()
                        .map(Disclosures.Round::number)
                        .filter(number -> number < matter.round() || matter.isBeingWritten() && matter.round() > 0)
                        .toList(),
                refusals,
                failedStep,
                typedReason,
                noticeUntil,
                noticeOver,
                done);
        return new ModelAndView("disclosure/show", status).addObject("view", view);
    }

    /** What the present text is held against: an earlier round, or the version that a correction puts right. */
    private static Optional<Disclosures.RoundText> earlier(
            Disclosure matter,
            List<Disclosures.Round> rounds,
            String compare,
            io.gongkai.disclosure.@Nullable Publication publication) {
        if (compare.equals("published") && publication != null && matter.corrects()) {
            var published = publication.versions().stream()
                    .filter(version -> matter.status() != DisclosureStatus.PUBLISHED
                            || version.number() < publication.current().number())
                    .reduce((_, last) -> last);
            return published.map(version -> new Disclosures.RoundText(
                    version.title(), version.summary(), version.elements(), version.bodyHtml()));
        }
        return rounds.stream()
                .filter(round -> String.valueOf(round.number()).equals(compare))
                .map(Disclosures.Round::text)
                .findFirst();
    }

    private static List<DisclosureView.Difference> differences(Disclosures.RoundText before, Disclosure matter) {
        var after = matter.draft();
        var differences = new ArrayList<DisclosureView.Difference>();
        differences.add(new DisclosureView.Difference("title", TextDifference.between(before.title(), after.title())));
        differences.add(
                new DisclosureView.Difference("summary", TextDifference.between(before.summary(), after.summary())));
        var names = new LinkedHashMap<>(before.elements());
        after.elements().forEach(names::putIfAbsent);
        names.keySet()
                .forEach(name -> differences.add(new DisclosureView.Difference(
                        name,
                        TextDifference.between(
                                before.elements().getOrDefault(name, ""),
                                after.elements().getOrDefault(name, "")))));
        differences.add(new DisclosureView.Difference(
                "body",
                TextDifference.between(new RichText(before.bodyHtml()).plain(), new RichText(after.body()).plain())));
        return differences;
    }

    private static boolean isSeenBy(String as, DisclosureScope scope, @Nullable AudienceKind audience) {
        return switch (as) {
            case "public" -> scope == DisclosureScope.SOCIETY;
            case "resident" -> scope == DisclosureScope.SOCIETY || audience == AudienceKind.MEMBERS_AND_MASSES;
            case "member" -> scope != DisclosureScope.SPECIFIC_PARTIES;
            default -> true;
        };
    }

    private List<UUID> store(@Nullable List<MultipartFile> files, PersonId by, List<Refusal> refusals)
            throws IOException {
        var stored = new ArrayList<UUID>();
        for (var file : files == null ? List.<MultipartFile>of() : files) {
            var name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
            if (name.isEmpty() && file.isEmpty()) {
                continue; // a browser sends the empty file field too
            }
            switch (attachments.store(name, file.getBytes(), by)) {
                case Outcome.Done<Attachment>(var attachment) -> stored.add(attachment.id());
                case Outcome.Refused<Attachment>(var grounds) -> refusals.addAll(grounds);
            }
        }
        return stored;
    }

    private List<Organization> own(Actor actor) {
        return actor.where(Permission.WRITE_DISCLOSURE).stream()
                .map(organizations::get)
                .toList();
    }

    private ModelAndView fresh(
            Optional<Organization> where,
            List<Organization> own,
            DisclosureView.Choices choices,
            @Nullable CatalogEntry entry,
            DraftForm form,
            boolean chosen,
            List<Refusal> refusals,
            HttpStatus status) {
        return new ModelAndView("disclosure/fresh", status)
                .addObject("where", where.orElse(null))
                .addObject("own", own)
                .addObject("choices", choices)
                .addObject("entry", entry)
                .addObject("form", form)
                .addObject("chosen", chosen)
                .addObject("refusals", refusals);
    }

    private DisclosureView.Choices choices(Optional<Organization> where, String entry) {
        var version = where.flatMap(organization -> catalogs.inForce(organization.id()));
        if (where.isEmpty() || version.isEmpty()) {
            return new DisclosureView.Choices(Map.of(), List.of());
        }
        var entries = new LinkedHashMap<String, String>();
        var items = new LinkedHashMap<UUID, String>();
        for (var one : catalogs.entries(version.get().id())) {
            if (one.origin() != EntryOrigin.NOT_APPLICABLE) {
                entries.put(one.id().toString(), one.no() + "  " + one.title());
                items.put(one.item(), one.id().toString());
            }
        }
        var today = LocalDate.now(clock);
        var open = new ArrayList<Duty>();
        for (var duty : duties.of(where.get().id(), today.minusMonths(1), today.plusMonths(3))) {
            var isOpen = duty.status() == DutyStatus.DUE
                    || duty.status() == DutyStatus.UPCOMING
                    || duty.status() == DutyStatus.OVERDUE;
            if (isOpen && (entry.isEmpty() || entry.equals(items.get(duty.item())))) {
                open.add(duty);
            }
        }
        return new DisclosureView.Choices(entries, open);
    }

    private Optional<CatalogEntry> currentEntry(OrganizationId organization, UUID item) {
        return catalogs.inForce(organization).stream()
                .flatMap(version -> catalogs.entries(version.id()).stream())
                .filter(entry -> entry.item().equals(item))
                .findFirst();
    }
}
