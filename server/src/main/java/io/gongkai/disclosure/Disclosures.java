package io.gongkai.disclosure;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.NotPermittedException;
import io.gongkai.account.Permission;
import io.gongkai.account.Role;
import io.gongkai.calendar.Calendars;
import io.gongkai.catalog.CatalogEntry;
import io.gongkai.catalog.Catalogs;
import io.gongkai.catalog.ContentCategory;
import io.gongkai.catalog.DisclosureScope;
import io.gongkai.catalog.Duties;
import io.gongkai.document.Attachment;
import io.gongkai.document.Attachments;
import io.gongkai.document.RichText;
import io.gongkai.ledger.Fact;
import io.gongkai.ledger.Ledger;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Source;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.Slice;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The front door: one method for each thing a person does. A wrong person gets {@link
 * io.gongkai.account.NotPermittedException}, a step the present status does not allow {@link WrongStatusException};
 * everything else that stands in the way comes back as refusals, all at once.
 */
@Service
public class Disclosures {

    private static final int LONGEST_PAGE = 1000;

    /** How often a step is looked at anew when somebody else was faster: two reviewers at once both get through. */
    private static final int ATTEMPTS = 3;

    private static final int EXPIRY_BATCH = 200;

    private final DisclosureStore store;
    private final Authority authority;
    private final Organizations organizations;
    private final Catalogs catalogs;
    private final Duties duties;
    private final Calendars calendars;
    private final Attachments attachments;
    private final Ledger ledger;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    /** Only entries of catalogs in force, which never change again. */
    private final Cache<UUID, CatalogEntry> entries = Caffeine.newBuilder()
            .maximumSize(20_000)
            .expireAfterAccess(Duration.ofMinutes(30))
            .build();

    Disclosures(
            DisclosureStore store,
            Authority authority,
            Organizations organizations,
            Catalogs catalogs,
            Duties duties,
            Calendars calendars,
            Attachments attachments,
            Ledger ledger,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.store = store;
        this.authority = authority;
        this.organizations = organizations;
        this.catalogs = catalogs;
        this.duties = duties;
        this.calendars = calendars;
        this.attachments = attachments;
        this.ledger = ledger;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    // ------------------------------------------------------------------ step 1: 提出

    @Transactional
    public Outcome<Disclosure> draft(Draft draft, PersonId by) {
        authority.require(by, Permission.WRITE_DISCLOSURE, draft.organization());
        var clean = cleaned(draft);
        var refusals = refusalsToKeep(clean, Set.of(), by);
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var at = now();
        var id = store.insert(clean, by, at, null, "");
        return Outcome.done(new Disclosure(
                id,
                clean,
                DisclosureStatus.DRAFT,
                at,
                null,
                false,
                "",
                clean.organization(),
                0,
                null,
                BeyondPower.NO,
                null,
                Set.of(by),
                List.of(),
                List.of(),
                by,
                at,
                0));
    }

    /** Keeps what was typed; {@code version} is the one the clerk saw. */
    @Transactional
    public Outcome<Disclosure> edit(UUID disclosure, Draft draft, int version, PersonId by) {
        var matter = store.get(disclosure);
        var seen = matter.disclosure();
        authority.require(by, Permission.WRITE_DISCLOSURE, seen.draft().organization());
        if (!seen.isBeingWritten()) {
            throw new WrongStatusException(seen.status(), Step.PROPOSE);
        }
        if (seen.version() != version) {
            throw new OptimisticLockingFailureException(
                    "Disclosure %s is no longer at version %d".formatted(disclosure, version));
        }
        var clean = cleaned(draft);
        var refusals = new ArrayList<Refusal>();
        if (!clean.organization().equals(seen.draft().organization())) {
            refusals.add(Refusal.at("organization", "disclosure.draft.organization"));
        }
        refusals.addAll(refusalsToKeep(clean, Set.copyOf(seen.draft().attachments()), by));
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        store.update(disclosure, version, clean, by);
        return Outcome.done(store.get(disclosure).disclosure());
    }

    @Transactional
    public Outcome<Disclosure> propose(UUID disclosure, PersonId by) {
        return again(() -> {
            var matter = store.get(disclosure);
            var seen = matter.disclosure();
            authority.require(by, Permission.WRITE_DISCLOSURE, seen.draft().organization());
            var to = Lifecycle.next(seen.status(), Step.PROPOSE);
            var entry = entryOf(matter);
            var refusals = refusalsToPropose(matter, entry);
            if (!refusals.isEmpty()) {
                return Outcome.refused(refusals);
            }
            var at = now();
            var beyondPower = ProposalCheck.beyondPower(seen.draft(), entry);
            var elements = inOrder(seen.draft().elements(), entry);
            var proposal = store.propose(seen, Step.PROPOSE, to, entry, beyondPower, elements, by, at);
            return Outcome.done(next(seen)
                    .proposed(proposal, beyondPower, by)
                    .took(Step.PROPOSE, null, to, by, at, "")
                    .reviewed(List.of())
                    .disclosure());
        });
    }

    // ------------------------------------------------------------------ step 2: 审核

    /** Passes one of the three reviews; a refusal of the review is {@link #returnForRevision}. */
    @Transactional
    public Outcome<Disclosure> review(UUID disclosure, ReviewKind kind, String remark, PersonId by) {
        return again(() -> {
            var matter = store.get(disclosure);
            var seen = matter.disclosure();
            authority.require(by, kind.permission(), seen.draft().organization());
            requireOtherEyes(seen, by);
            var to = Lifecycle.next(seen.status(), Step.REVIEW);
            if (!seen.reviewsMissing().contains(kind)) {
                throw new WrongStatusException(seen.status(), Step.REVIEW);
            }
            var refusals = ProposalCheck.reason("remark", remark, 0).stream().toList();
            if (!refusals.isEmpty()) {
                return Outcome.refused(refusals);
            }
            var at = now();
            store.review(seen, kind, true, remark.strip(), Step.REVIEW, to, by, at);
            var reviews = new ArrayList<>(seen.reviews());
            reviews.add(new Disclosure.Review(kind, true, remark.strip(), by, at));
            var reviewed = next(seen)
                    .took(Step.REVIEW, kind, to, by, at, remark.strip())
                    .reviewed(reviews)
                    .disclosure();
            return Outcome.done(
                    to == DisclosureStatus.EMERGENCY_PUBLISHED
                                    && reviewed.reviewsMissing().isEmpty()
                            ? confirm(reviewed, by, at)
                            : reviewed);
        });
    }

    /** A reviewer (of the kind named) or approver (kind null) sends it back with a reason of at least 5 characters. */
    @Transactional
    public Outcome<Disclosure> returnForRevision(
            UUID disclosure, @Nullable ReviewKind kind, String reason, PersonId by) {
        return again(() -> {
            var matter = store.get(disclosure);
            var seen = matter.disclosure();
            if (kind == null) {
                authority.require(by, Permission.APPROVE_DISCLOSURE, seen.at());
            } else {
                authority.require(by, kind.permission(), seen.draft().organization());
            }
            requireOtherEyes(seen, by);
            var to = Lifecycle.next(seen.status(), Step.RETURN);
            if (kind != null && !seen.reviewsMissing().contains(kind)) {
                throw new WrongStatusException(seen.status(), Step.RETURN);
            }
            var refusal = ProposalCheck.reason("reason", reason, ProposalCheck.REASON_MIN);
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            var at = now();
            var text = reason.strip();
            var reviews = new ArrayList<>(seen.reviews());
            if (kind == null) {
                store.move(seen, Step.RETURN, to, seen.draft().organization(), text, by, at);
            } else {
                store.review(seen, kind, false, text, Step.RETURN, to, by, at);
                reviews.add(new Disclosure.Review(kind, false, text, by, at));
            }
            return Outcome.done(next(seen)
                    .took(Step.RETURN, kind, to, by, at, text)
                    .reviewed(reviews)
                    .disclosure());
        });
    }

    // ------------------------------------------------------------------ step 3: 审批

    @Transactional
    public Outcome<Disclosure> approve(UUID disclosure, String remark, PersonId by) {
        return again(() -> {
            var seen = store.get(disclosure).disclosure();
            authority.require(by, Permission.APPROVE_DISCLOSURE, seen.at());
            requireOtherEyes(seen, by);
            var to = Lifecycle.next(seen.status(), Step.APPROVE);
            var refusals = new ArrayList<>(refusalsToApprove(seen));
            ProposalCheck.reason("remark", remark, 0).ifPresent(refusals::add);
            if (!refusals.isEmpty()) {
                return Outcome.refused(refusals);
            }
            var at = now();
            store.approve(seen, to, remark.strip(), by, at);
            return Outcome.done(next(seen)
                    .took(Step.APPROVE, null, to, by, at, remark.strip())
                    .disclosure());
        });
    }

    /** Beyond one's power: the superior organization's approver decides. */
    @Transactional
    public Outcome<Disclosure> escalate(UUID disclosure, String reason, PersonId by) {
        return again(() -> {
            var seen = store.get(disclosure).disclosure();
            authority.require(by, Permission.APPROVE_DISCLOSURE, seen.at());
            requireOtherEyes(seen, by);
            var to = Lifecycle.next(seen.status(), Step.ESCALATE);
            var above = approverAbove(seen.at());
            var refusals = new ArrayList<>(refusalsOfReviews(seen));
            if (above.equals(seen.at())) {
                refusals.add(Refusal.of("disclosure.escalate.top"));
            }
            ProposalCheck.reason("reason", reason, ProposalCheck.REASON_MIN).ifPresent(refusals::add);
            if (!refusals.isEmpty()) {
                return Outcome.refused(refusals);
            }
            var at = now();
            store.move(seen, Step.ESCALATE, to, above, reason.strip(), by, at);
            return Outcome.done(next(seen)
                    .at(above)
                    .took(Step.ESCALATE, null, to, by, at, reason.strip())
                    .disclosure());
        });
    }

    // ------------------------------------------------------------------ step 4: 实施

    @Transactional
    public Outcome<Disclosure> publish(UUID disclosure, PersonId by) {
        return again(() -> {
            var matter = store.get(disclosure);
            var seen = matter.disclosure();
            authority.require(by, Permission.PUBLISH_DISCLOSURE, seen.draft().organization());
            if (seen.status() != DisclosureStatus.APPROVED) {
                // EMERGENCY_PUBLISHED -> PUBLISHED is taken by the last review alone
                throw new WrongStatusException(seen.status(), Step.PUBLISH);
            }
            var to = Lifecycle.next(seen.status(), Step.PUBLISH);
            var refusals = refusalsToPublish(matter);
            if (!refusals.isEmpty()) {
                return Outcome.refused(refusals);
            }
            return Outcome.done(
                    seen.corrects()
                            ? publishCorrection(matter, to, by)
                            : publishFirst(matter, Step.PUBLISH, to, null, by));
        });
    }

    /**
     * Publishes a draft at once on a stated emergency; it stays open until a second person has reviewed it. It may not reach
     * further than the organization's own power, for nobody above has been asked.
     */
    @Transactional
    public Outcome<Disclosure> publishInEmergency(UUID disclosure, String reason, PersonId by) {
        return again(() -> {
            var matter = store.get(disclosure);
            var seen = matter.disclosure();
            requireAny(by, seen.draft().organization(), Permission.APPROVE_DISCLOSURE, Permission.PUBLISH_DISCLOSURE);
            var to = Lifecycle.next(seen.status(), Step.PUBLISH_IN_EMERGENCY);
            var entry = entryOf(matter);
            var beyondPower = ProposalCheck.beyondPower(seen.draft(), entry);
            var refusals = new ArrayList<>(refusalsToPropose(matter, entry));
            if (seen.corrects()) {
                refusals.add(Refusal.of("disclosure.emergency.correction"));
            }
            if (beyondPower != BeyondPower.NO) {
                refusals.add(Refusal.at("scope", "disclosure.emergency.beyondPower"));
            }
            ProposalCheck.reason("reason", reason, ProposalCheck.EMERGENCY_REASON_MIN)
                    .ifPresent(refusals::add);
            if (!refusals.isEmpty()) {
                return Outcome.refused(refusals);
            }
            var at = now();
            var proposal = store.propose(
                    seen,
                    null,
                    seen.status(),
                    entry,
                    beyondPower,
                    inOrder(seen.draft().elements(), entry),
                    by,
                    at);
            var proposed = next(seen)
                    .proposed(proposal, beyondPower, by)
                    .reviewed(List.of())
                    .written()
                    .disclosure();
            var published = publishFirst(with(matter, proposed), Step.PUBLISH_IN_EMERGENCY, to, reason.strip(), by);
            return Outcome.done(published);
        });
    }

    // ------------------------------------------------------------------ afterwards

    /** Starts a correction: a new draft that goes the whole way while the old version stands. */
    @Transactional
    public Outcome<Disclosure> correct(UUID disclosure, String whatWasWrong, PersonId by) {
        var matter = store.get(disclosure);
        var seen = matter.disclosure();
        authority.require(by, Permission.WRITE_DISCLOSURE, seen.draft().organization());
        Lifecycle.next(seen.status(), Step.CORRECT);
        var publication = publicationOf(seen);
        var refusals = new ArrayList<Refusal>();
        if (!matter.publicationStands()) {
            refusals.add(Refusal.of("disclosure.correct.ended"));
        }
        if (store.hasOpenCorrection(publication)) {
            refusals.add(Refusal.of("disclosure.correct.open"));
        }
        ProposalCheck.reason("reason", whatWasWrong, ProposalCheck.REASON_MIN).ifPresent(refusals::add);
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var old = seen.draft();
        var entry = matter.entryInForce() || matter.entryItem() == null
                ? old.entry()
                : store.entryInForce(old.organization(), matter.entryItem()).orElse(old.entry());
        var draft = new Draft(
                old.organization(),
                old.kind(),
                entry,
                null,
                old.outsideGround(),
                old.title(),
                old.summary(),
                old.elements(),
                old.body(),
                old.scope(),
                old.audience(),
                old.channels(),
                old.noticeDays(),
                old.objectionContact(),
                old.displayUntil(),
                old.attachments());
        var id = store.insert(draft, by, now(), publication, whatWasWrong.strip());
        return Outcome.done(store.get(id).disclosure());
    }

    /**
     * Takes a publication down with a reason: it no longer counts, and its duty is open again. A draft is given up in the same
     * way. An emergency publication may also be taken down by whoever may review it.
     */
    @Transactional
    public Outcome<Disclosure> withdraw(UUID disclosure, String reason, PersonId by) {
        return again(() -> {
            var matter = store.get(disclosure);
            var seen = matter.disclosure();
            var organization = seen.draft().organization();
            switch (seen.status()) {
                case DRAFT, RETURNED -> requireAny(by, organization, Permission.WRITE_DISCLOSURE);
                case EMERGENCY_PUBLISHED ->
                    requireAny(
                            by,
                            organization,
                            Permission.PUBLISH_DISCLOSURE,
                            Permission.APPROVE_DISCLOSURE,
                            Permission.REVIEW_SECRECY,
                            Permission.REVIEW_PRIVACY,
                            Permission.REVIEW_ACCURACY);
                default -> requireAny(by, organization, Permission.PUBLISH_DISCLOSURE, Permission.APPROVE_DISCLOSURE);
            }
            var to = Lifecycle.next(seen.status(), Step.WITHDRAW);
            var refusal = ProposalCheck.reason("reason", reason, ProposalCheck.REASON_MIN);
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            var at = now();
            var text = reason.strip();
            if (seen.isBeingWritten()) {
                store.move(seen, Step.WITHDRAW, to, organization, text, by, at);
            } else {
                takeDown(matter, to, text, by, at);
            }
            return Outcome.done(
                    next(seen).took(Step.WITHDRAW, null, to, by, at, text).disclosure());
        });
    }

    /** Takes down whose display has ended before today; run daily and at start. Returns how many. What was counted stays counted. */
    public int expire() {
        var sum = 0;
        while (true) {
            var expired = transaction.execute(_ -> {
                var batch = store.expire(today(), now(), EXPIRY_BATCH);
                batch.forEach(one -> events.publishEvent(new PublicationChanged(
                        one.publication(), one.organization(), PublicationChanged.Change.EXPIRED)));
                return batch.size();
            });
            if (expired == null || expired == 0) {
                return sum;
            }
            sum += expired;
        }
    }

    /** What came of an objection period, once it has ended; shown with the publication. */
    @Transactional
    public Outcome<Publication.NoticeOutcome> recordOutcome(
            UUID publication, int objections, String conclusion, PersonId by) {
        var seen = publication(publication);
        authority.require(by, Permission.WRITE_DISCLOSURE, seen.organization());
        var refusals = new ArrayList<Refusal>();
        if (seen.noticeUntil() == null) {
            refusals.add(Refusal.of("disclosure.outcome.none"));
        } else if (!today().isAfter(seen.noticeUntil())) {
            refusals.add(Refusal.of("disclosure.outcome.early", seen.noticeUntil()));
        }
        if (objections < 0) {
            refusals.add(Refusal.at("objections", "disclosure.outcome.objections"));
        }
        ProposalCheck.reason("conclusion", conclusion, ProposalCheck.REASON_MIN).ifPresent(refusals::add);
        if (seen.outcome() != null) {
            refusals.add(Refusal.of("disclosure.outcome.done"));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var at = now();
        if (!store.recordOutcome(publication, objections, conclusion.strip(), by, at)) {
            return Outcome.refused(Refusal.of("disclosure.outcome.done"));
        }
        events.publishEvent(
                new PublicationChanged(publication, seen.organization(), PublicationChanged.Change.OUTCOME_RECORDED));
        return Outcome.done(new Publication.NoticeOutcome(objections, conclusion.strip(), at));
    }

    // ------------------------------------------------------------------ reading

    /** For staff: refuses who may not see work in progress there. */
    @Transactional(readOnly = true)
    public Disclosure get(UUID disclosure, PersonId by) {
        return readable(disclosure, by).disclosure();
    }

    /** What a matter still lacks before it may be put forward, and what ought to be thought over. */
    public record Readiness(List<Refusal> refusals, List<Refusal> hints) {}

    @Transactional(readOnly = true)
    public Readiness readiness(UUID disclosure, PersonId by) {
        var matter = readable(disclosure, by);
        var entry = entryOf(matter);
        return new Readiness(
                refusalsToPropose(matter, entry),
                ProposalCheck.worthAThought(matter.disclosure().draft(), entry));
    }

    /**
     * The steps that this person may take now as far as his posts go, each with what still stands in its way; empty grounds
     * mean that it can be done. Explains the buttons of the page; the step itself asks again.
     */
    @Transactional(readOnly = true)
    public Map<Step, List<Refusal>> steps(UUID disclosure, PersonId by) {
        var matter = readable(disclosure, by);
        var seen = matter.disclosure();
        var organization = seen.draft().organization();
        var steps = new LinkedHashMap<Step, List<Refusal>>();
        for (var step : Step.values()) {
            if (Lifecycle.after(seen.status(), step).isEmpty() || step == Step.EXPIRE) {
                continue;
            }
            var permissions = switch (step) {
                case PROPOSE, CORRECT -> List.of(Permission.WRITE_DISCLOSURE);
                case REVIEW -> reviewPermissions();
                case RETURN ->
                    seen.status() == DisclosureStatus.PROPOSED
                            ? reviewPermissions()
                            : List.of(
                                    Permission.APPROVE_DISCLOSURE,
                                    Permission.REVIEW_SECRECY,
                                    Permission.REVIEW_PRIVACY,
                                    Permission.REVIEW_ACCURACY);
                case APPROVE, ESCALATE -> List.of(Permission.APPROVE_DISCLOSURE);
                case PUBLISH ->
                    seen.status() == DisclosureStatus.APPROVED
                            ? List.of(Permission.PUBLISH_DISCLOSURE)
                            : List.<Permission>of();
                case PUBLISH_IN_EMERGENCY -> List.of(Permission.APPROVE_DISCLOSURE, Permission.PUBLISH_DISCLOSURE);
                case WITHDRAW ->
                    seen.isBeingWritten()
                            ? List.of(Permission.WRITE_DISCLOSURE)
                            : List.of(Permission.PUBLISH_DISCLOSURE, Permission.APPROVE_DISCLOSURE);
                case EXPIRE -> List.<Permission>of();
            };
            var at = step == Step.APPROVE || step == Step.ESCALATE ? seen.at() : organization;
            if (permissions.stream().noneMatch(permission -> authority.may(by, permission, at))) {
                continue;
            }
            var grounds = new ArrayList<Refusal>();
            var judges = step == Step.REVIEW || step == Step.RETURN || step == Step.APPROVE || step == Step.ESCALATE;
            if (judges && seen.hands().contains(by)) {
                grounds.add(Refusal.of("disclosure.foureyes"));
            }
            switch (step) {
                case PROPOSE, PUBLISH_IN_EMERGENCY -> grounds.addAll(refusalsToPropose(matter, entryOf(matter)));
                case APPROVE -> grounds.addAll(refusalsToApprove(seen));
                case ESCALATE -> grounds.addAll(refusalsOfReviews(seen));
                case PUBLISH -> grounds.addAll(refusalsToPublish(matter));
                default -> {}
            }
            steps.put(step, grounds);
        }
        return steps;
    }

    /** The reviews that still wait and that this person may give. */
    @Transactional(readOnly = true)
    public Set<ReviewKind> reviewsFor(Disclosure disclosure, PersonId by) {
        if (Lifecycle.after(disclosure.status(), Step.REVIEW).isEmpty()
                || disclosure.hands().contains(by)) {
            return Set.of();
        }
        var kinds = disclosure.reviewsMissing();
        kinds.removeIf(
                kind -> !authority.may(by, kind.permission(), disclosure.draft().organization()));
        return kinds;
    }

    /** The wording of each round, the first one first; the text now being written is not among them. */
    public record Round(int number, RoundText text, Instant proposedAt) {}

    /** What is compared between rounds and versions. */
    public record RoundText(String title, String summary, Map<String, String> elements, String bodyHtml) {}

    @Transactional(readOnly = true)
    public List<Round> rounds(UUID disclosure, PersonId by) {
        readable(disclosure, by);
        return store.rounds(disclosure).stream()
                .map(round -> new Round(
                        round.round(),
                        new RoundText(round.title(), round.summary(), round.elements(), round.body()),
                        round.proposedAt()))
                .toList();
    }

    /** A file of a matter for staff who may see it. */
    @Transactional(readOnly = true)
    public Attachment attachment(UUID disclosure, UUID attachment, PersonId by) {
        readable(disclosure, by);
        if (!store.bears(disclosure, attachment)) {
            throw new NoSuchElementException("No attachment %s on disclosure %s".formatted(attachment, disclosure));
        }
        return attachments.find(List.of(attachment)).getFirst();
    }

    /** Matters of the organizations in which the person sees work in progress, the latest moved first. */
    @Transactional(readOnly = true)
    public Slice<DisclosureLine> list(DisclosureFilter filter, int size, @Nullable String cursor, Actor actor) {
        var limit = Math.clamp(size, 1, LONGEST_PAGE);
        var after = Position.of(cursor);
        var lines = store.lines(actor.where(Permission.READ_WORK), filter, today(), limit + 1, after.at(), after.id());
        return lines.size() <= limit
                ? new Slice<>(lines, null)
                : new Slice<>(
                        lines.subList(0, limit),
                        new Position(
                                        lines.get(limit - 1).since(),
                                        lines.get(limit - 1).id())
                                .cursor());
    }

    /**
     * What waits for a person, nearest first: what nobody nearer to the organization could do comes before what somebody there
     * could do as well, then by due date.
     */
    @Transactional(readOnly = true)
    public List<Task> tasks(Actor actor, int limit) {
        var tasks = new ArrayList<Task>();
        for (var action : Task.Action.values()) {
            var permission = switch (action) {
                case FINISH, REVISE, RECORD_OUTCOME -> Permission.WRITE_DISCLOSURE;
                case REVIEW_SECRECY -> Permission.REVIEW_SECRECY;
                case REVIEW_PRIVACY -> Permission.REVIEW_PRIVACY;
                case REVIEW_ACCURACY -> Permission.REVIEW_ACCURACY;
                case APPROVE -> Permission.APPROVE_DISCLOSURE;
                case PUBLISH -> Permission.PUBLISH_DISCLOSURE;
            };
            var where = actor.where(permission);
            if (!where.isEmpty()) {
                var roles = Arrays.stream(Role.values())
                        .filter(role -> role.permits(permission))
                        .map(Role::name)
                        .toList();
                tasks.addAll(store.tasks(action, where, roles, actor.id(), today(), limit));
            }
        }
        tasks.sort(Comparator.comparing(Task::nearest)
                .reversed()
                .thenComparing(Task::dueOn, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(Task::since));
        return tasks.stream().limit(limit).toList();
    }

    /** Those of the duties for which a matter is on its way: written, but not published yet. */
    @Transactional(readOnly = true)
    public Set<UUID> begun(Collection<UUID> duties) {
        return duties.isEmpty() ? Set.of() : store.begun(duties);
    }

    /** As recorded, whatever its scope; for the portal's projector and the ledger's evidence, not for pages. */
    @Transactional(readOnly = true)
    public Publication publication(UUID publication) {
        return publications(List.of(publication)).stream()
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("No publication " + publication));
    }

    /** As {@link #publication(UUID)}, many at once, in the order asked for; unknown ids are passed over. */
    @Transactional(readOnly = true)
    public List<Publication> publications(Collection<UUID> publications) {
        return store.publications(publications);
    }

    /** Whether a person may read a publication by its scope: the one rule behind every inner page, list and call. */
    @Transactional(readOnly = true)
    public boolean mayRead(Publication publication, @Nullable PersonId reader) {
        var actor = reader == null ? Optional.<Actor>empty() : authority.actor(reader);
        if (actor.isEmpty()) {
            return publication.standing() && publication.scope() == DisclosureScope.SOCIETY;
        }
        var organization = publication.organization();
        var path = organizations.path(organization);
        if (actor.get().where(Permission.READ_WORK).stream().anyMatch(path::contains)) {
            return true;
        }
        if (!publication.standing()) {
            return false;
        }
        return switch (publication.scope()) {
            case SOCIETY -> true;
            case WHOLE_PARTY -> actor.get().holds(Permission.READ_INNER);
            case LOCAL_UNIT ->
                isLocal(actor.get().where(Permission.READ_INNER), organization, path)
                        || publication.audience() == io.gongkai.catalog.AudienceKind.MEMBERS_AND_MASSES
                                && isLocal(actor.get().where(Permission.READ_LOCAL), organization, path);
            case SPECIFIC_PARTIES -> false;
        };
    }

    /** What a person may read by its scope, the newest first; the same rule as {@link #mayRead}, applied before paging. */
    @Transactional(readOnly = true)
    public Slice<Publication> readable(
            @Nullable PersonId reader, PublicationFilter filter, int size, @Nullable String cursor) {
        var actor = reader == null ? Optional.<Actor>empty() : authority.actor(reader);
        var reach = actor.map(person -> new DisclosureStore.Reach(
                        person.where(Permission.READ_WORK),
                        person.where(Permission.READ_INNER),
                        person.where(Permission.READ_LOCAL)))
                .orElseGet(() -> new DisclosureStore.Reach(Set.of(), Set.of(), Set.of()));
        var limit = Math.clamp(size, 1, LONGEST_PAGE);
        var after = Position.of(cursor);
        var ids = store.readable(reach, filter, today(), limit + 1, after.at(), after.id());
        var page = store.publications(ids.subList(0, Math.min(limit, ids.size())));
        return new Slice<>(
                page,
                ids.size() <= limit
                        ? null
                        : new Position(
                                        page.getLast().publishedAt(),
                                        page.getLast().id())
                                .cursor());
    }

    /** The next-higher organization that approves what is beyond this one's power; itself at the top. */
    OrganizationId approverAbove(OrganizationId organization) {
        var path = organizations.path(organization);
        return path.size() < 2 ? organization : path.get(path.size() - 2);
    }

    // ------------------------------------------------------------------ grounds

    private List<Refusal> refusalsToKeep(Draft draft, Set<UUID> alreadyThere, PersonId by) {
        var names = draft.attachments().isEmpty() ? List.<Attachment>of() : attachments.find(draft.attachments());
        var refusals = new ArrayList<>(ProposalCheck.neverAllowed(
                draft, names.stream().map(Attachment::name).toList()));
        if (names.size() != draft.attachments().size()) {
            refusals.add(Refusal.at("attachments", "disclosure.draft.attachmentUnknown"));
        } else {
            var fresh = new HashSet<>(draft.attachments());
            fresh.removeAll(alreadyThere);
            if (attachments.storedBy(fresh, by).size() != fresh.size()) {
                refusals.add(Refusal.at("attachments", "disclosure.draft.attachmentUnknown"));
            }
        }
        if (draft.entry() != null || draft.duty() != null) {
            var belongings = store.belongings(draft.organization(), draft.entry(), draft.duty());
            if (!belongings.entry()) {
                refusals.add(Refusal.at("entry", "disclosure.draft.entry"));
            }
            if (!belongings.duty()) {
                refusals.add(Refusal.at("duty", "disclosure.draft.duty"));
            }
        }
        return refusals;
    }

    private List<Refusal> refusalsToPropose(Matter matter, @Nullable CatalogEntry entry) {
        var draft = matter.disclosure().draft();
        var applies = matter.disclosure().corrects()
                ? entry == null || entry.item().equals(matter.publicationItem())
                : matter.entryInForce();
        var against = new ProposalCheck.Against(entry, applies, matter.duty(), noticeEnd(draft), today());
        var names = draft.attachments().isEmpty()
                ? List.<String>of()
                : attachments.find(draft.attachments()).stream()
                        .map(Attachment::name)
                        .toList();
        var refusals = new ArrayList<>(ProposalCheck.neverAllowed(draft, names));
        refusals.addAll(ProposalCheck.notReady(draft, against));
        if (matter.disclosure().corrects() && !matter.publicationStands()) {
            refusals.add(Refusal.of("disclosure.correct.ended"));
        }
        return refusals;
    }

    private List<Refusal> refusalsOfReviews(Disclosure seen) {
        return seen.reviewsMissing().stream()
                .map(kind -> Refusal.of("disclosure.approve.review", kind))
                .toList();
    }

    /** What stands in the way of approving at the organization where it lies now. */
    private List<Refusal> refusalsToApprove(Disclosure seen) {
        var refusals = new ArrayList<>(refusalsOfReviews(seen));
        var ownPower = seen.at().equals(seen.draft().organization())
                && !approverAbove(seen.at()).equals(seen.at());
        if (ownPower && seen.beyondPower() != BeyondPower.NO) {
            refusals.add(Refusal.of("disclosure.approve.beyondPower", seen.beyondPower()));
        }
        return refusals;
    }

    private List<Refusal> refusalsToPublish(Matter matter) {
        var refusals = new ArrayList<Refusal>();
        var draft = matter.disclosure().draft();
        if (draft.displayUntil() != null && draft.displayUntil().isBefore(noticeEnd(draft))) {
            refusals.add(Refusal.of("disclosure.publish.displayOver", draft.displayUntil()));
        }
        if (matter.disclosure().corrects() && !matter.publicationStands()) {
            refusals.add(Refusal.of("disclosure.correct.ended"));
        }
        return refusals;
    }

    /**
     * Four eyes: whoever wrote it, put it forward or published it in an emergency neither reviews nor approves it. The
     * database holds the same.
     */
    private static void requireOtherEyes(Disclosure seen, PersonId by) {
        if (seen.hands().contains(by)) {
            throw new NotPermittedException("disclosure.foureyes: %s had a hand in %s".formatted(by, seen.id()));
        }
    }

    private void requireAny(PersonId by, OrganizationId at, Permission... permissions) {
        if (Arrays.stream(permissions).noneMatch(permission -> authority.may(by, permission, at))) {
            throw new NotPermittedException("%s may not %s at %s".formatted(by, List.of(permissions), at));
        }
    }

    private Matter readable(UUID disclosure, PersonId by) {
        var matter = store.get(disclosure);
        authority.require(by, Permission.READ_WORK, matter.disclosure().draft().organization());
        return matter;
    }

    private boolean isLocal(Set<OrganizationId> where, OrganizationId organization, List<OrganizationId> path) {
        return where.stream().anyMatch(post -> path.contains(post) || organizations.isWithin(post, organization));
    }

    // ------------------------------------------------------------------ effects

    private Disclosure publishFirst(
            Matter matter, Step step, DisclosureStatus to, @Nullable String emergencyGround, PersonId by) {
        var seen = matter.disclosure();
        var draft = seen.draft();
        var at = now();
        var today = today();
        var publication = store.publish(seen, step, to, emergencyGround, noticeUntil(draft, today), by, at, today);
        var entry = entryOf(matter);
        ledger.record(facts(publication, draft, entry, today, by));
        if (draft.duty() != null) {
            duties.fulfil(draft.duty(), today, publication);
        }
        events.publishEvent(
                new PublicationChanged(publication, draft.organization(), PublicationChanged.Change.PUBLISHED));
        return next(seen)
                .published(publication)
                .took(step, null, to, by, at, emergencyGround == null ? "" : emergencyGround)
                .disclosure();
    }

    /**
     * A matter counts once however often it is corrected. Only when the correction moves it to another category, or in or out
     * of what society may read, is the old entry taken back and a new one made, on the day of the first publication.
     */
    private Disclosure publishCorrection(Matter matter, DisclosureStatus to, PersonId by) {
        var seen = matter.disclosure();
        var draft = seen.draft();
        var at = now();
        var today = today();
        var noticeUntil = draft.kind() == DisclosureKind.REGULAR ? matter.noticeUntil() : noticeUntil(draft, today);
        store.publishCorrection(seen, to, noticeUntil, by, at, today);
        var publication = publicationOf(seen);
        var entry = entryOf(matter);
        var category = entry == null ? ContentCategory.OTHER : entry.category();
        var open = draft.scope() == DisclosureScope.SOCIETY;
        if (category != matter.publicationCategory() || open != matter.publicationOpen()) {
            ledger.reverse(new Source("PUBLICATION", publication), by);
            var day = matter.publishedOn() == null ? today : matter.publishedOn();
            ledger.record(content(publication, draft, category, day, by));
        }
        events.publishEvent(
                new PublicationChanged(publication, draft.organization(), PublicationChanged.Change.CORRECTED));
        return next(seen).took(Step.PUBLISH, null, to, by, at, "").disclosure();
    }

    /** The last review of an emergency publication confirms it. */
    private Disclosure confirm(Disclosure reviewed, PersonId by, Instant at) {
        var to = Lifecycle.next(reviewed.status(), Step.PUBLISH);
        store.move(reviewed, Step.PUBLISH, to, reviewed.at(), "", by, at);
        return next(reviewed).took(Step.PUBLISH, null, to, by, at, "").disclosure();
    }

    private void takeDown(Matter matter, DisclosureStatus to, String reason, PersonId by, Instant at) {
        var seen = matter.disclosure();
        var organization = seen.draft().organization();
        var publication = publicationOf(seen);
        store.withdraw(seen, to, reason, by, at);
        ledger.reverse(new Source("PUBLICATION", publication), by);
        if (matter.publishedOn() != null) {
            var year = matter.publishedOn().getYear();
            if (!store.publishedIn(organization, year)) {
                ledger.reverse(Source.standing(Measure.PRACTISING_ORGANIZATION, organization, year), by);
            }
        }
        duties.reopen(publication);
        events.publishEvent(new PublicationChanged(publication, organization, PublicationChanged.Change.WITHDRAWN));
    }

    /** What a publication counts: its category once, and that the organization practises openness this year. */
    private List<Fact> facts(
            UUID publication, Draft draft, @Nullable CatalogEntry entry, LocalDate today, PersonId by) {
        var content = content(publication, draft, entry == null ? ContentCategory.OTHER : entry.category(), today, by);
        // Row 2 counts organizations with a catalog in force and a publication: an entry in force proves the catalog.
        if (entry == null && catalogs.inForce(draft.organization()).isEmpty()) {
            return List.of(content);
        }
        return List.of(
                content,
                new Fact(
                        Measure.PRACTISING_ORGANIZATION,
                        draft.organization(),
                        today,
                        1,
                        Source.standing(Measure.PRACTISING_ORGANIZATION, draft.organization(), today.getYear()),
                        String.valueOf(today.getYear()),
                        true,
                        by));
    }

    private static Fact content(UUID publication, Draft draft, ContentCategory category, LocalDate day, PersonId by) {
        return new Fact(
                category.measure(),
                draft.organization(),
                day,
                1,
                new Source("PUBLICATION", publication),
                draft.title(),
                draft.scope() == DisclosureScope.SOCIETY,
                by);
    }

    // ------------------------------------------------------------------ helpers

    /**
     * Does a step again when somebody else moved the matter between its reading and its writing: by then the rules may say
     * something else. Nothing but the one statement that failed has been written.
     */
    private static <T> T again(Supplier<T> step) {
        for (var attempt = 1; ; attempt++) {
            try {
                return step.get();
            } catch (OptimisticLockingFailureException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private @Nullable CatalogEntry entryOf(Matter matter) {
        var id = matter.disclosure().draft().entry();
        if (id == null) {
            return null;
        }
        return matter.entryInForce() ? entries.get(id, catalogs::entry) : catalogs.entry(id);
    }

    private static UUID publicationOf(Disclosure seen) {
        var publication = seen.publication();
        if (publication == null) {
            throw new IllegalStateException("Published without a publication: " + seen.id());
        }
        return publication;
    }

    private static Draft cleaned(Draft draft) {
        var elements = new LinkedHashMap<String, String>();
        draft.elements().forEach((name, text) -> elements.put(oneLine(name), text.strip()));
        return new Draft(
                draft.organization(),
                draft.kind(),
                draft.entry(),
                draft.duty(),
                draft.outsideGround().strip(),
                oneLine(draft.title()),
                oneLine(draft.summary()),
                elements,
                RichText.clean(draft.body()).html(),
                draft.scope(),
                draft.audience(),
                draft.channels().stream().distinct().sorted().toList(),
                draft.noticeDays(),
                draft.objectionContact().strip(),
                draft.displayUntil(),
                draft.attachments().stream().distinct().toList());
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
    }

    /** The entry's elements in its own order, then whatever the clerk added. */
    private static Map<String, String> inOrder(Map<String, String> elements, @Nullable CatalogEntry entry) {
        var ordered = new LinkedHashMap<String, String>();
        if (entry != null) {
            entry.elements().forEach(name -> {
                var text = elements.get(name);
                if (text != null) {
                    ordered.put(name, text);
                }
            });
        }
        elements.forEach(ordered::putIfAbsent);
        return ordered;
    }

    private LocalDate noticeEnd(Draft draft) {
        var today = today();
        var until = noticeUntil(draft, today);
        return until == null ? today : until;
    }

    /** Working days for a public notice, calendar days for a pre-disclosure; null where there is no such period. */
    private @Nullable LocalDate noticeUntil(Draft draft, LocalDate from) {
        var days = draft.noticeDays();
        if (days == null || days < 1) {
            return null;
        }
        return switch (draft.kind()) {
            case REGULAR -> null;
            case PUBLIC_NOTICE -> calendars.current().dueAfter(from, days).on();
            case PRE_DISCLOSURE -> from.plusDays(days);
        };
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private static List<Permission> reviewPermissions() {
        return Arrays.stream(ReviewKind.values()).map(ReviewKind::permission).toList();
    }

    private static Matter with(Matter matter, Disclosure disclosure) {
        return new Matter(
                disclosure,
                matter.entryItem(),
                matter.entryInForce(),
                matter.duty(),
                matter.dutyDueOn(),
                matter.publicationStands(),
                matter.publicationItem(),
                matter.publicationCategory(),
                matter.publicationOpen(),
                matter.publishedOn(),
                matter.noticeUntil(),
                matter.outcomeRecorded());
    }

    private static Next next(Disclosure seen) {
        return new Next(seen);
    }

    /** How a matter stands after a step, told from what was written, without reading it again. */
    private static final class Next {

        private Disclosure now;

        Next(Disclosure seen) {
            this.now = seen;
        }

        Next took(Step step, @Nullable ReviewKind review, DisclosureStatus to, PersonId by, Instant at, String reason) {
            var history = new ArrayList<>(now.history());
            history.add(new Disclosure.StepTaken(step, review, now.status(), to, by, at, reason));
            var since = now.status() == to ? now.statusSince() : at;
            now = copy(
                    to,
                    since,
                    now.publication(),
                    now.at(),
                    now.round(),
                    now.proposal(),
                    now.beyondPower(),
                    now.proposedBy(),
                    now.hands(),
                    now.reviews(),
                    history,
                    now.version() + 1);
            return this;
        }

        Next proposed(UUID proposal, BeyondPower beyondPower, PersonId by) {
            var hands = new HashSet<>(now.hands());
            hands.add(by);
            now = copy(
                    now.status(),
                    now.statusSince(),
                    now.publication(),
                    now.draft().organization(),
                    now.round() + 1,
                    proposal,
                    beyondPower,
                    by,
                    hands,
                    now.reviews(),
                    now.history(),
                    now.version());
            return this;
        }

        Next reviewed(List<Disclosure.Review> reviews) {
            now = copy(
                    now.status(),
                    now.statusSince(),
                    now.publication(),
                    now.at(),
                    now.round(),
                    now.proposal(),
                    now.beyondPower(),
                    now.proposedBy(),
                    now.hands(),
                    reviews,
                    now.history(),
                    now.version());
            return this;
        }

        Next at(OrganizationId at) {
            now = copy(
                    now.status(),
                    now.statusSince(),
                    now.publication(),
                    at,
                    now.round(),
                    now.proposal(),
                    now.beyondPower(),
                    now.proposedBy(),
                    now.hands(),
                    now.reviews(),
                    now.history(),
                    now.version());
            return this;
        }

        Next published(UUID publication) {
            now = copy(
                    now.status(),
                    now.statusSince(),
                    publication,
                    now.at(),
                    now.round(),
                    now.proposal(),
                    now.beyondPower(),
                    now.proposedBy(),
                    now.hands(),
                    now.reviews(),
                    now.history(),
                    now.version());
            return this;
        }

        /** A statement of its own moved the version without a step. */
        Next written() {
            now = copy(
                    now.status(),
                    now.statusSince(),
                    now.publication(),
                    now.at(),
                    now.round(),
                    now.proposal(),
                    now.beyondPower(),
                    now.proposedBy(),
                    now.hands(),
                    now.reviews(),
                    now.history(),
                    now.version() + 1);
            return this;
        }

        Disclosure disclosure() {
            return now;
        }

        private Disclosure copy(
                DisclosureStatus status,
                Instant since,
                @Nullable UUID publication,
                OrganizationId at,
                int round,
                @Nullable UUID proposal,
                BeyondPower beyondPower,
                @Nullable PersonId proposedBy,
                Set<PersonId> hands,
                List<Disclosure.Review> reviews,
                List<Disclosure.StepTaken> history,
                int version) {
            return new Disclosure(
                    now.id(),
                    now.draft(),
                    status,
                    since,
                    publication,
                    now.corrects(),
                    now.whatWasWrong(),
                    at,
                    round,
                    proposal,
                    beyondPower,
                    proposedBy,
                    hands,
                    reviews,
                    history,
                    now.createdBy(),
                    now.createdAt(),
                    version);
        }
    }

    /** Where a page of a list ended. */
    private record Position(@Nullable Instant at, @Nullable UUID id) {

        static Position of(@Nullable String cursor) {
            if (cursor == null || cursor.isEmpty()) {
                return new Position(null, null);
            }
            try {
                var parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII).split(" ", 2);
                return new Position(Instant.parse(parts[0]), UUID.fromString(parts[1]));
            } catch (RuntimeException e) {
                // A cursor that we did not write begins at the beginning.
                return new Position(null, null);
            }
        }

        String cursor() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((at + " " + id).getBytes(StandardCharsets.US_ASCII));
        }
    }
}
