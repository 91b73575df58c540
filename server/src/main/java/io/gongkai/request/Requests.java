package io.gongkai.request;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.NotPermittedException;
import io.gongkai.account.Permission;
import io.gongkai.account.Role;
import io.gongkai.calendar.Deadline;
import io.gongkai.calendar.Deadlines;
import io.gongkai.calendar.DueDateMoved;
import io.gongkai.calendar.Limit;
import io.gongkai.calendar.Limits;
import io.gongkai.document.Attachment;
import io.gongkai.document.Attachments;
import io.gongkai.intake.DeskRulesChanged;
import io.gongkai.intake.Question;
import io.gongkai.intake.TrackedChanged;
import io.gongkai.intake.TrackingCode;
import io.gongkai.ledger.Count;
import io.gongkai.ledger.Fact;
import io.gongkai.ledger.Ledger;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Source;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.request.RequestStore.State;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.Slice;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The front door: one method for each thing that is done with a request. A wrong person gets {@link NotPermittedException}, a
 * step that is no move {@link WrongRequestStatusException}; everything else that stands in the way comes back as refusals, all at
 * once. A request counts once, for the organization that was asked, or to which it was passed on before it was accepted, wherever
 * it is decided afterwards.
 */
@Service
public class Requests {

    private static final int WORDS_MIN = 4;
    private static final int ANSWER_MIN = 2;
    private static final int WORDS_MAX = 2000;
    private static final int LONGEST_PAGE = 1000;

    /** Enough from a village to the office that knows, and no more: it is not sent around. */
    private static final int FORWARDINGS_MAX = 2;

    private final RequestStore store;
    private final ReleaseStore releases;
    private final Authority authority;
    private final Organizations organizations;
    private final Deadlines deadlines;
    private final Limits limits;
    private final Attachments attachments;
    private final ReplyLetters letters;
    private final Ledger ledger;
    private final ApplicantNotices notices;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Requests(
            RequestStore store,
            ReleaseStore releases,
            Authority authority,
            Organizations organizations,
            Deadlines deadlines,
            Limits limits,
            Attachments attachments,
            ReplyLetters letters,
            Ledger ledger,
            ApplicantNotices notices,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.releases = releases;
        this.authority = authority;
        this.organizations = organizations;
        this.deadlines = deadlines;
        this.limits = limits;
        this.attachments = attachments;
        this.letters = letters;
        this.ledger = ledger;
        this.notices = notices;
        this.events = events;
        this.clock = clock;
    }

    // ------------------------------------------------------------------ coming in

    /**
     * Enters what somebody asks at the counter, by telephone or on paper, word for word.
     *
     * @param answers to {@link RequestForm#questions}; the organization stands apart
     * @param receivedOn day on which it was asked: the clock counts from then
     */
    @Transactional
    public Outcome<DisclosureRequest> enter(
            OrganizationId organization,
            RequestDoor door,
            LocalDate receivedOn,
            Map<String, String> answers,
            List<UUID> files,
            PersonId by) {
        authority.require(by, Permission.HANDLE_REQUEST, organization);
        var asked = organizations.get(organization);
        var given = new HashMap<String, String>();
        answers.forEach((name, answer) -> given.put(name, answer.strip()));
        given.put(RequestForm.UNIT, asked.code());
        var refusals = new ArrayList<>(Question.refusals(RequestForm.questions(given), given));
        if (refusals.isEmpty()) {
            refusals.addAll(RequestForm.refusals(given, circle(asked.path().getFirst())));
        }
        if (receivedOn.isAfter(today()) || receivedOn.isBefore(asked.validFrom())) {
            refusals.add(Refusal.at("receivedOn", "request.enter.day", asked.validFrom()));
        }
        if (!attachments.storedBy(files, by).containsAll(files)) {
            throw new NotPermittedException("%s did not store these files".formatted(by));
        }
        return refusals.isEmpty()
                ? Outcome.done(receive(
                        RequestForm.read(organization, door, given, receivedOn, files),
                        TrackingCode.random(random),
                        by))
                : Outcome.refused(refusals);
    }

    /** Takes in what is in order; nothing of it is refused any more. */
    DisclosureRequest receive(Application application, TrackingCode code, @Nullable PersonId by) {
        var organization = application.organization();
        var path = organizations.path(organization);
        var county = path.getFirst();
        var on = application.receivedOn();
        var number = store.nextNumber(organization, on.getYear());
        var deadline = deadlines.start(
                county.value(), Limit.REQUEST_DECISION, on, "request.clock.received", on.getYear() + "-" + number);
        var id = store.insert(application, code, county, number, deadline.id(), now());
        store.insertStep(
                id,
                RequestStep.RECEIVE,
                RequestStatus.RECEIVED,
                RequestStatus.RECEIVED,
                organization,
                on,
                "",
                "",
                by == null,
                by,
                now());
        store.linkKin(id, path, Likeness.WORTH_A_LOOK);
        var received = store.get(id);
        ledger.record(countsOf(received));
        tell(received);
        notices.received(received);
        return received;
    }

    // ------------------------------------------------------------------ before the decision

    @Transactional
    public Outcome<DisclosureRequest> accept(UUID request, String note, PersonId by) {
        var seen = handling(request, by);
        var to = Lifecycle.next(seen.status(), RequestStep.ACCEPT);
        return Outcome.done(take(seen, RequestStep.ACCEPT, state(seen).to(to), "", note, by));
    }

    /**
     * Passes on what has come to the wrong unit: it stands in the register of the other one and counts for that one. The clock goes
     * on from the day of receipt, for who asked does not pay for our order.
     *
     * @param unit code of the other one
     * @param reason read by the applicant
     */
    @Transactional
    public Outcome<DisclosureRequest> forward(UUID request, String unit, String reason, PersonId by) {
        var seen = handling(request, by);
        var next = Lifecycle.next(seen.status(), RequestStep.FORWARD);
        var refusals = words("told", reason);
        var passedOnBy = store.passedOnBy(request);
        var to = organizations
                .find(unit.strip())
                .filter(found -> found.path().getFirst().equals(seen.county()))
                .orElse(null);
        if (to == null || to.id().equals(seen.handler())) {
            refusals.add(Refusal.at("to", "request.forward.unit"));
        } else if (passedOnBy.contains(to.id())) {
            refusals.add(Refusal.at("to", "request.forward.back", to.name()));
        } else if (organizations.get(to.id(), seen.receivedOn()).validFrom().isAfter(seen.receivedOn())) {
            refusals.add(Refusal.at("to", "request.forward.younger", to.name(), seen.receivedOn()));
        }
        if (passedOnBy.size() >= FORWARDINGS_MAX) {
            refusals.add(Refusal.of("request.forward.often", FORWARDINGS_MAX));
        }
        if (deadlines.get(seen.deadline()).isLate(today())) {
            refusals.add(Refusal.of("request.forward.late"));
        }
        if (to == null || !refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        ledger.reverse(source(request), by);
        store.forward(seen, to.id(), store.nextNumber(to.id(), seen.year()));
        store.linkKin(request, to.path(), Likeness.WORTH_A_LOOK);
        var forwarded = take(seen, RequestStep.FORWARD, state(seen).to(next).with(to.id()), reason, "", by);
        ledger.record(countsOf(forwarded));
        return Outcome.done(forwarded);
    }

    /**
     * Says what is missing, once, within the county's limit for it; the clock stands still until it comes and then begins anew.
     *
     * @param until last day for the applicant
     */
    @Transactional
    public Outcome<DisclosureRequest> askCompletion(UUID request, String missing, LocalDate until, PersonId by) {
        var seen = handling(request, by);
        var to = Lifecycle.next(seen.status(), RequestStep.ASK_COMPLETION);
        var refusals = words("told", missing);
        var last = deadlines
                .promised(seen.county().value(), Limit.REQUEST_COMPLETION, countingSince(seen))
                .on();
        if (last != null && today().isAfter(last)) {
            refusals.add(Refusal.of("request.completion.late", last));
        }
        if (!until.isAfter(today())) {
            refusals.add(Refusal.at("until", "request.until"));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        deadlines.stop(seen.deadline(), today(), "request.clock.completion", seen.registered());
        letters.notice(seen, RequestStep.ASK_COMPLETION, missing.strip(), until, today(), now());
        return Outcome.done(
                take(seen, RequestStep.ASK_COMPLETION, state(seen).to(to).completeUntil(until), missing, "", by));
    }

    /** Once; by no more than the county's limit, before the day has passed, with a notice to the applicant. */
    @Transactional
    public Outcome<DisclosureRequest> extend(UUID request, int workingDays, String reason, PersonId by) {
        var seen = deciding(request, by);
        var to = Lifecycle.next(seen.status(), RequestStep.EXTEND);
        var refusals = words("told", reason);
        var most = limits.inForce(seen.county().value(), Limit.REQUEST_EXTENSION, countingSince(seen));
        if (workingDays < 1 || workingDays > most) {
            refusals.add(Refusal.at("workingDays", "request.extend.days", most));
        }
        if (seen.extendedOn() != null) {
            refusals.add(Refusal.of("request.extend.once", seen.extendedOn()));
        }
        if (deadlines.get(seen.deadline()).isLate(today())) {
            refusals.add(Refusal.of("request.extend.late"));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var extended =
                deadlines.extend(seen.deadline(), today(), workingDays, "request.clock.extended", seen.registered());
        letters.notice(seen, RequestStep.EXTEND, reason.strip(), extended.dueOn(), today(), now());
        return Outcome.done(take(seen, RequestStep.EXTEND, state(seen).to(to).extendedOn(today()), reason, "", by));
    }

    /**
     * Asks a third party whose interests it touches; the clock stands still until it answers or its time is over.
     *
     * @param whom for the office only: the applicant reads that somebody was asked, not who
     */
    @Transactional
    public Outcome<DisclosureRequest> consult(UUID request, String whom, PersonId by) {
        var seen = handling(request, by);
        var to = Lifecycle.next(seen.status(), RequestStep.CONSULT);
        var refusals = words("note", whom);
        if (deadlines.get(seen.deadline()).isLate(today())) {
            refusals.add(Refusal.of("request.consult.late"));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var until = deadlines
                .promised(seen.county().value(), Limit.REQUEST_THIRD_PARTY, today())
                .on();
        deadlines.stop(seen.deadline(), today(), "request.clock.thirdParty", seen.registered());
        return Outcome.done(take(seen, RequestStep.CONSULT, state(seen).to(to).hearUntil(until), "", whom, by));
    }

    /**
     * The third party has answered, or its time is over.
     *
     * @param answered false where it kept silent until its last day
     */
    @Transactional
    public Outcome<DisclosureRequest> hear(UUID request, boolean answered, String answer, PersonId by) {
        var seen = handling(request, by);
        var to = Lifecycle.next(seen.status(), RequestStep.HEAR);
        var refusals = answered ? words("note", answer, ANSWER_MIN) : new ArrayList<Refusal>();
        if (!answered && seen.hearUntil() != null && !today().isAfter(seen.hearUntil())) {
            refusals.add(Refusal.of("request.hear.early", seen.hearUntil()));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        deadlines.resume(seen.deadline(), today(), "request.clock.heard");
        return Outcome.done(take(seen, RequestStep.HEAR, state(seen).to(to).hearUntil(null), "", answer.strip(), by));
    }

    // ------------------------------------------------------------------ the reply

    /**
     * Drafts the reply, which a second person decides; an earlier draft is replaced.
     *
     * @param enclosed files for the applicant, stored by the same person
     */
    @Transactional
    public Outcome<DisclosureRequest> draft(UUID request, Reply.Words words, List<UUID> enclosed, PersonId by) {
        var seen = handling(request, by);
        var to = Lifecycle.next(seen.status(), RequestStep.DRAFT);
        var refusals = refusals(words);
        if (!words.outcome().isDecision()) {
            refusals.add(Refusal.at("outcome", "request.outcome.notDecision", words.outcome()));
        }
        if (!attachments.storedBy(enclosed, by).containsAll(enclosed)) {
            throw new NotPermittedException("%s did not store these files".formatted(by));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var reply = store.insertReply(request, words, by, now());
        enclosed.forEach(file -> store.addFile(request, file, Dossier.File.Kind.ENCLOSED, reply, now()));
        return Outcome.done(take(seen, RequestStep.DRAFT, state(seen).to(to).draft(reply), "", "", by));
    }

    /** The draft goes back to whoever handles it, with what has to change. */
    @Transactional
    public Outcome<DisclosureRequest> sendBack(UUID request, String reason, PersonId by) {
        var seen = deciding(request, by);
        var to = Lifecycle.next(seen.status(), RequestStep.SEND_BACK);
        requireOtherThanDrafter(seen, RequestStep.SEND_BACK, by);
        var refusals = words("note", reason);
        return refusals.isEmpty()
                ? Outcome.done(
                        take(seen, RequestStep.SEND_BACK, state(seen).to(to).draft(null), "", reason.strip(), by))
                : Outcome.refused(refusals);
    }

    /** Decides as drafted. A reply that is read online is delivered with that. */
    @Transactional
    public Outcome<DisclosureRequest> decide(UUID request, PersonId by) {
        var seen = deciding(request, by);
        var to = Lifecycle.next(seen.status(), RequestStep.DECIDE);
        var reply = requireOtherThanDrafter(seen, RequestStep.DECIDE, by);
        var decided = conclude(seen, RequestStep.DECIDE, to, reply.id(), reply.outcome(), by);
        var enclosures = attachments
                .find(store.files(request).stream()
                        .filter(file -> reply.id().equals(file.reply()))
                        .map(RequestStore.FileRow::attachment)
                        .toList())
                .stream()
                .map(Attachment::name)
                .toList();
        letters.reply(seen, reply, enclosures, today(), now());
        return Outcome.done(
                decided.way() == ReplyWay.ONLINE
                        ? take(
                                decided,
                                RequestStep.DELIVER,
                                state(decided).to(Lifecycle.next(decided.status(), RequestStep.DELIVER)),
                                "",
                                "",
                                null)
                        : decided);
    }

    /** Settles at once what needs no decision: explained on the spot, or asked before. */
    @Transactional
    public Outcome<DisclosureRequest> settle(UUID request, Reply.Words words, PersonId by) {
        var seen = handling(request, by);
        var to = Lifecycle.next(seen.status(), RequestStep.SETTLE);
        var refusals = refusals(words);
        if (!words.outcome().isSettledAtOnce()) {
            refusals.add(Refusal.at("outcome", "request.outcome.needsDecision", words.outcome()));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var reply = store.insertReply(request, words, by, now());
        return Outcome.done(conclude(seen, RequestStep.SETTLE, to, reply, words.outcome(), by));
    }

    /** Closes a request whose applicant has not added in time what was missing; it counts as withdrawn. */
    @Transactional
    public Outcome<DisclosureRequest> lapse(UUID request, PersonId by) {
        var seen = handling(request, by);
        var to = Lifecycle.next(seen.status(), RequestStep.LAPSE);
        if (seen.completeUntil() != null && !today().isAfter(seen.completeUntil())) {
            return Outcome.refused(Refusal.of("request.lapse.early", seen.completeUntil()));
        }
        var words = new Reply.Words(RequestOutcome.WITHDRAWN, "", "", "");
        var reply = store.insertReply(request, words, by, now());
        return Outcome.done(conclude(seen, RequestStep.LAPSE, to, reply, words.outcome(), by));
    }

    /** The reply is with the applicant: handed over or posted. */
    @Transactional
    public Outcome<DisclosureRequest> deliver(UUID request, String how, PersonId by) {
        var seen = handling(request, by);
        var to = Lifecycle.next(seen.status(), RequestStep.DELIVER);
        var refusals = words("told", how);
        return refusals.isEmpty()
                ? Outcome.done(take(seen, RequestStep.DELIVER, state(seen).to(to), how.strip(), "", by))
                : Outcome.refused(refusals);
    }

    // ------------------------------------------------------------------ the superior

    /** The reply stands. Who is still not satisfied may turn to the next organization above. */
    @Transactional
    public Outcome<DisclosureRequest> uphold(UUID request, String finding, PersonId by) {
        var seen = reviewing(request, RequestStep.UPHOLD, by);
        var to = Lifecycle.next(seen.status(), RequestStep.UPHOLD);
        var refusals = words("told", finding);
        if (seen.decision() == null) {
            refusals.add(Refusal.of("request.review.unanswered"));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        letters.review(seen, RequestStep.UPHOLD, finding.strip(), today(), now());
        deadlines.end(seen.deadline(), today());
        var state = state(seen).to(to).with(below(seen)).upheldBy(seen.handler());
        return Outcome.done(take(seen, RequestStep.UPHOLD, state, finding.strip(), "", by));
    }

    /** The organization has to answer anew, or at last; what it decided is void and no longer counts. */
    @Transactional
    public Outcome<DisclosureRequest> reverse(UUID request, String finding, PersonId by) {
        var seen = reviewing(request, RequestStep.REVERSE, by);
        return again(seen, RequestStep.REVERSE, below(seen), finding, by);
    }

    /** The superior answers itself. */
    @Transactional
    public Outcome<DisclosureRequest> takeOver(UUID request, String finding, PersonId by) {
        var seen = reviewing(request, RequestStep.TAKE_OVER, by);
        return again(seen, RequestStep.TAKE_OVER, seen.handler(), finding, by);
    }

    private Outcome<DisclosureRequest> again(
            DisclosureRequest seen, RequestStep step, OrganizationId with, String finding, PersonId by) {
        var to = Lifecycle.next(seen.status(), step);
        var refusals = words("told", finding);
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        if (seen.decision() != null) {
            store.makeVoid(seen.decision());
            takeBack(seen, by);
            ledger.reverse(decisionSource(seen.decision()), by);
        }
        letters.review(seen, step, finding.strip(), today(), now());
        deadlines.end(seen.deadline(), today());
        var cause = step == RequestStep.REVERSE ? "request.clock.reversed" : "request.clock.takenOver";
        var fresh = deadlines.start(seen.county().value(), Limit.REQUEST_DECISION, today(), cause, seen.registered());
        var state = state(seen)
                .to(to)
                .with(with)
                .upheldBy(null)
                .decision(null)
                .draft(null)
                .extendedOn(null)
                .deadline(fresh.id());
        return Outcome.done(take(seen, step, state, finding.strip(), "", by));
    }

    /** Nobody goes on reading a reply that is void. */
    private void takeBack(DisclosureRequest seen, PersonId by) {
        releases.standing(seen.id()).ifPresent(release -> {
            releases.end(release.id(), by, "", now());
            events.publishEvent(new ReleaseChanged(seen.id()));
        });
    }

    // ------------------------------------------------------------------ what its applicant does

    /** Adds what was missing: the clock begins anew. */
    Optional<Refusal> complete(TrackingCode code, String text, List<UUID> files, LocalDate on) {
        var seen = open(code, RequestStep.COMPLETE);
        if (seen.isEmpty()) {
            return Optional.of(closed());
        }
        var request = seen.get();
        files.forEach(file -> store.addFile(request.id(), file, Dossier.File.Kind.SENT, null, now()));
        deadlines.restart(request.deadline(), on, "request.clock.completed", request.registered());
        take(
                request,
                RequestStep.COMPLETE,
                state(request)
                        .to(Lifecycle.next(request.status(), RequestStep.COMPLETE))
                        .completeUntil(null),
                text,
                "",
                null);
        return Optional.empty();
    }

    Optional<Refusal> withdraw(TrackingCode code, String text) {
        var seen = open(code, RequestStep.WITHDRAW);
        if (seen.isEmpty()) {
            return Optional.of(closed());
        }
        var words = new Reply.Words(RequestOutcome.WITHDRAWN, text, "", "");
        var reply = store.insertReply(seen.get().id(), words, null, now());
        conclude(
                seen.get(),
                RequestStep.WITHDRAW,
                Lifecycle.next(seen.get().status(), RequestStep.WITHDRAW),
                reply,
                RequestOutcome.WITHDRAWN,
                null);
        return Optional.empty();
    }

    /** Turns to the next-higher organization: with no answer in time, or with one that does not satisfy (domain.md 2.3). */
    Optional<Refusal> escalate(TrackingCode code, String reason) {
        var seen = open(code, RequestStep.ESCALATE);
        if (seen.isEmpty() || !mayEscalate(seen.get())) {
            return Optional.of(closed());
        }
        var request = seen.get();
        var superior = superior(request).orElseThrow();
        deadlines.end(request.deadline(), today());
        var review = deadlines.start(
                request.county().value(),
                Limit.REQUEST_REVIEW,
                today(),
                "request.clock.escalated",
                request.registered());
        take(
                request,
                RequestStep.ESCALATE,
                state(request)
                        .to(Lifecycle.next(request.status(), RequestStep.ESCALATE))
                        .returnsTo(request.handler())
                        .with(superior)
                        .draft(null)
                        .deadline(review.id()),
                reason,
                "",
                null);
        return Optional.empty();
    }

    /** Whether the reply satisfied, asked once whatever it was. */
    Optional<Refusal> rate(TrackingCode code, boolean satisfied, String remark, LocalDate on) {
        var seen = open(code, RequestStep.RATE);
        if (seen.isEmpty()) {
            return Optional.of(closed());
        }
        var request = seen.get();
        var decision = Objects.requireNonNull(request.decision());
        if (!store.rate(request.id(), decision, satisfied, remark, on)) {
            return Optional.of(closed());
        }
        var member = request.applicant() == ApplicantKind.MEMBER;
        var source = new Source("RATING", request.id());
        var facts = new ArrayList<Fact>();
        facts.add(fact(
                Count.of(member ? Measure.MEMBER_REQUEST_RATED : Measure.SATISFACTION_VALID), request, on, 1, source));
        if (satisfied) {
            facts.add(fact(
                    Count.of(member ? Measure.MEMBER_REQUEST_SATISFIED : Measure.SATISFACTION_SATISFIED),
                    request,
                    on,
                    1,
                    source));
        }
        ledger.record(facts);
        take(
                request,
                RequestStep.RATE,
                state(request).to(Lifecycle.next(request.status(), RequestStep.RATE)),
                remark,
                "",
                null);
        return Optional.empty();
    }

    /** Unanswered after its day, or answered, and somebody above to turn to. */
    private boolean mayEscalate(DisclosureRequest request) {
        if (superior(request).isEmpty()) {
            return false;
        }
        if (request.decision() != null) {
            return store.replies(request.id()).stream()
                    .filter(reply -> reply.id().equals(request.decision()))
                    .noneMatch(reply -> reply.outcome() == RequestOutcome.WITHDRAWN);
        }
        return deadlines.get(request.deadline()).isLate(today());
    }

    /** What the applicant may do now. */
    Set<RequestStep> openToApplicant(DisclosureRequest request) {
        return Lifecycle.MOVES.stream()
                .filter(move -> move.from() == request.status() && move.hand() == Lifecycle.Hand.APPLICANT)
                .map(Lifecycle.Move::step)
                .filter(step -> step != RequestStep.ESCALATE || mayEscalate(request))
                .filter(step ->
                        step != RequestStep.RATE || store.rating(request.id()).isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    // ------------------------------------------------------------------ reading

    @Transactional(readOnly = true)
    public DisclosureRequest get(UUID request, PersonId by) {
        var found = store.get(request);
        requireSight(found, by);
        return found;
    }

    @Transactional(readOnly = true)
    public Dossier dossier(UUID request, PersonId by) {
        return dossier(get(request, by));
    }

    Dossier dossier(DisclosureRequest request) {
        var id = request.id();
        var rows = store.files(id);
        var files = attachments
                .find(rows.stream().map(RequestStore.FileRow::attachment).toList())
                .stream()
                .collect(Collectors.toMap(Attachment::id, file -> file));
        var clocks = store.clocks(id);
        var kept = deadlines.of(clocks);
        return new Dossier(
                request,
                store.steps(id),
                store.replies(id),
                rows.stream()
                        .map(row -> new Dossier.File(
                                row.kind(), Objects.requireNonNull(files.get(row.attachment())), row.reply()))
                        .toList(),
                clocks.stream()
                        .map(one -> Objects.requireNonNull(kept.get(one)))
                        .toList(),
                store.kin(id),
                store.looks(id),
                store.rating(id).orElse(null),
                releases.standing(id).orElse(null));
    }

    Optional<DisclosureRequest> find(TrackingCode code) {
        return store.find(code).map(store::get);
    }

    List<TrackingCode> codes() {
        return store.codes();
    }

    /** The request whose reply it is; for links from the evidence. */
    @Transactional(readOnly = true)
    public UUID ofReply(UUID reply, PersonId by) {
        return get(store.ofReply(reply).orElseThrow(() -> new NoSuchElementException("No reply " + reply)), by)
                .id();
    }

    /** Who asks; that this person looked is written down. */
    @Transactional
    public Applicant applicant(UUID request, PersonId by) {
        var seen = store.get(request);
        requireAny(by, seen.handler(), Permission.HANDLE_REQUEST, Permission.DECIDE_REQUEST);
        store.look(request, by, now());
        return store.applicant(request);
    }

    /** @throws NotPermittedException unless the person may see the request; @throws NoSuchElementException unless it bears the file */
    @Transactional(readOnly = true)
    public Attachment file(UUID request, UUID attachment, PersonId by) {
        get(request, by);
        return store.files(request).stream()
                .map(RequestStore.FileRow::attachment)
                .filter(attachment::equals)
                .flatMap(id -> attachments.find(List.of(id)).stream())
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("No file " + attachment));
    }

    /** What to list. */
    public record Filter(
            @Nullable Set<RequestStatus> statuses,
            boolean late,
            @Nullable OrganizationId under,
            String words) {}

    /** The newest first, keyset-paged. */
    @Transactional(readOnly = true)
    public Slice<RequestLine> list(Filter filter, int size, @Nullable String cursor, Actor actor) {
        var limit = Math.clamp(size, 1, LONGEST_PAGE);
        var found = store.list(
                actor.where(Permission.READ_WORK),
                filter.under(),
                filter.statuses(),
                filter.late(),
                filter.words().strip(),
                today(),
                cursor == null || cursor.isEmpty() ? null : cursorOf(cursor),
                limit + 1);
        return found.size() <= limit
                ? new Slice<>(found, null)
                : new Slice<>(found.subList(0, limit), found.get(limit - 1).id().toString());
    }

    /** What waits for a person, nearest first, then by due date. */
    @Transactional(readOnly = true)
    public List<RequestTask> tasks(Actor actor, int limit) {
        var tasks = new ArrayList<RequestTask>();
        for (var action : RequestTask.Action.values()) {
            var permission = switch (action) {
                case ACCEPT, ANSWER, DELIVER, CLOSE_INCOMPLETE, CLOSE_HEARING -> Permission.HANDLE_REQUEST;
                case DECIDE, REVIEW, URGE -> Permission.DECIDE_REQUEST;
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
        tasks.sort(Comparator.comparing(RequestTask::nearest)
                .reversed()
                .thenComparing(RequestTask::dueOn, Comparator.nullsLast(Comparator.naturalOrder())));
        return tasks.stream().limit(limit).toList();
    }

    /** Steps that this person may take now, whatever else may stand in their way. */
    public Set<RequestStep> openTo(DisclosureRequest request, PersonId by) {
        var handles = authority.may(by, Permission.HANDLE_REQUEST, request.handler());
        var decides = authority.may(by, Permission.DECIDE_REQUEST, request.handler());
        return Lifecycle.MOVES.stream()
                .filter(move -> move.from() == request.status())
                .filter(move -> switch (move.hand()) {
                    case APPLICANT -> false;
                    case HANDLER -> handles;
                    case DECIDER -> decides && !hasAHand(request, move.step(), by);
                })
                .map(Lifecycle.Move::step)
                .filter(step -> step != RequestStep.EXTEND || request.extendedOn() == null)
                .filter(step -> step != RequestStep.FORWARD
                        || store.passedOnBy(request.id()).size() < FORWARDINGS_MAX)
                .filter(step -> step != RequestStep.UPHOLD || request.decision() != null)
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean hasAHand(DisclosureRequest request, RequestStep step, PersonId by) {
        var about = step == RequestStep.DECIDE || step == RequestStep.SEND_BACK ? request.draft() : request.decision();
        if (about == null) {
            return step == RequestStep.DECIDE || step == RequestStep.SEND_BACK;
        }
        return store.replies(request.id()).stream()
                .filter(reply -> reply.id().equals(about))
                .anyMatch(reply -> by.equals(reply.draftedBy()) || by.equals(reply.decidedBy()));
    }

    // ------------------------------------------------------------------ who may ask

    /** Who may ask in a county: what it decided last, Party members and residents where it decided nothing. */
    public Set<ApplicantKind> circle(OrganizationId county) {
        return store.circle(county).orElse(RequestForm.CIRCLE);
    }

    /** Party members always may. */
    @Transactional
    public Outcome<Set<ApplicantKind>> setCircle(
            OrganizationId county, Set<ApplicantKind> applicants, String reason, PersonId by) {
        authority.require(by, Permission.MANAGE_CALENDAR, county);
        var refusals = words("reason", reason);
        if (!applicants.contains(ApplicantKind.MEMBER)) {
            refusals.add(Refusal.at("applicants", "request.circle.members"));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        store.insertCircle(county, applicants, reason.strip(), by, now());
        events.publishEvent(new DeskRulesChanged(county.value()));
        return Outcome.done(applicants);
    }

    // ------------------------------------------------------------------ what time brings

    /** Whose day has passed may turn to the superior from now on, and is told so. */
    @Scheduled(cron = "0 5 0 * * *", zone = "Asia/Shanghai")
    @Transactional
    void offerTheSuperior() {
        store.becameLate(today()).forEach(code -> events.publishEvent(new TrackedChanged(code)));
    }

    @EventListener
    void on(DueDateMoved moved) {
        store.ofDeadline(moved.deadline()).map(store::get).ifPresent(request -> {
            tell(request);
            notices.moved(request);
        });
    }

    // ------------------------------------------------------------------ within

    private DisclosureRequest take(
            DisclosureRequest seen, RequestStep step, State state, String told, String note, @Nullable PersonId by) {
        store.move(seen.id(), state, now());
        store.insertStep(
                seen.id(),
                step,
                seen.status(),
                state.status(),
                seen.handler(),
                today(),
                told.strip(),
                note.strip(),
                by == null && step != RequestStep.DELIVER,
                by,
                now());
        var taken = store.get(seen.id());
        if (step.isTold()) {
            tell(taken);
        }
        notices.taken(taken, step);
        return taken;
    }

    /** What was asked has its answer: the clock ends and it counts. */
    private DisclosureRequest conclude(
            DisclosureRequest seen,
            RequestStep step,
            RequestStatus to,
            UUID reply,
            RequestOutcome outcome,
            @Nullable PersonId by) {
        store.decide(reply, by, seen.handler(), today(), now());
        deadlines.end(seen.deadline(), today());
        var facts = new ArrayList<Fact>();
        var source = decisionSource(reply);
        facts.add(fact(
                new Count(
                        Measure.REQUEST_DECIDED,
                        List.of(outcome.detail(), seen.applicant().detail())),
                seen,
                today(),
                1,
                source));
        facts.add(fact(open(seen), seen, today(), -1, source));
        if (seen.applicant() == ApplicantKind.MEMBER) {
            facts.add(fact(Count.of(Measure.MEMBER_REQUEST_HANDLED), seen, today(), 1, source));
        }
        ledger.record(facts);
        var state = state(seen)
                .to(to)
                .decision(reply)
                .draft(null)
                .completeUntil(null)
                .hearUntil(null);
        return take(seen, step, state, "", "", by);
    }

    private static List<Fact> countsOf(DisclosureRequest request) {
        var source = source(request.id());
        var facts = new ArrayList<Fact>();
        facts.add(fact(
                new Count(Measure.REQUEST_RECEIVED, List.of(request.applicant().detail())),
                request,
                request.receivedOn(),
                1,
                source));
        facts.add(fact(open(request), request, request.receivedOn(), 1, source));
        if (request.applicant() == ApplicantKind.MEMBER) {
            facts.add(fact(Count.of(Measure.MEMBER_REQUEST), request, request.receivedOn(), 1, source));
        }
        return facts;
    }

    private static Count open(DisclosureRequest request) {
        return new Count(Measure.REQUEST_OPEN, List.of(request.applicant().detail()));
    }

    /** Not open: nobody has reviewed the words for the public. */
    private static Fact fact(Count count, DisclosureRequest request, LocalDate on, long quantity, Source source) {
        return new Fact(count, request.organization(), on, quantity, source, request.title(), false, null);
    }

    private static Source source(UUID request) {
        return new Source("REQUEST", request);
    }

    private static Source decisionSource(UUID reply) {
        return new Source("REPLY", reply);
    }

    private void tell(DisclosureRequest request) {
        events.publishEvent(new TrackedChanged(request.code()));
    }

    private DisclosureRequest handling(UUID request, PersonId by) {
        var seen = store.locked(request);
        authority.require(by, Permission.HANDLE_REQUEST, seen.handler());
        return seen;
    }

    private DisclosureRequest deciding(UUID request, PersonId by) {
        var seen = store.locked(request);
        authority.require(by, Permission.DECIDE_REQUEST, seen.handler());
        return seen;
    }

    /** Whoever had a hand in the reply does not review it. */
    private DisclosureRequest reviewing(UUID request, RequestStep step, PersonId by) {
        var seen = deciding(request, by);
        Lifecycle.next(seen.status(), step);
        if (hasAHand(seen, step, by)) {
            throw new NotPermittedException("%s had a hand in the reply to %s".formatted(by, request));
        }
        return seen;
    }

    private Reply requireOtherThanDrafter(DisclosureRequest seen, RequestStep step, PersonId by) {
        if (seen.draft() == null) {
            throw new WrongRequestStatusException(seen.status(), step);
        }
        var draft = store.replies(seen.id()).stream()
                .filter(reply -> reply.id().equals(seen.draft()))
                .findFirst()
                .orElseThrow();
        if (by.equals(draft.draftedBy())) {
            throw new NotPermittedException("%s drafted the reply to %s".formatted(by, seen.id()));
        }
        return draft;
    }

    /** Empty when the applicant came too late for the step. */
    private Optional<DisclosureRequest> open(TrackingCode code, RequestStep step) {
        var id = store.find(code).orElseThrow(() -> new NoSuchElementException("No request of this code"));
        var seen = store.locked(id);
        return Lifecycle.move(seen.status(), step).map(_ -> seen);
    }

    /** Also for those who passed it on: whoever asked them first asks them again what has become of it. */
    private void requireSight(DisclosureRequest request, PersonId by) {
        if (!authority.may(by, Permission.READ_WORK, request.organization())
                && store.passedOnBy(request.id()).stream()
                        .noneMatch(one -> authority.may(by, Permission.READ_WORK, one))) {
            authority.require(by, Permission.READ_WORK, request.handler());
        }
    }

    private void requireAny(PersonId by, OrganizationId at, Permission... any) {
        if (Arrays.stream(any).noneMatch(permission -> authority.may(by, permission, at))) {
            throw new NotPermittedException("%s may none of %s at %s".formatted(by, Arrays.toString(any), at));
        }
    }

    private static OrganizationId below(DisclosureRequest request) {
        return Objects.requireNonNull(request.returnsTo());
    }

    private Optional<OrganizationId> superior(DisclosureRequest request) {
        var lastAsked = request.upheldBy() == null ? request.handler() : request.upheldBy();
        return Optional.ofNullable(organizations.get(lastAsked).parent());
    }

    /** Day from which the present count runs: of receipt, or of what was added later. */
    private LocalDate countingSince(DisclosureRequest request) {
        var segments = deadlines.get(request.deadline()).deadline().segments();
        return segments.stream()
                .filter(segment -> segment.kind() == Deadline.Kind.COUNTING)
                .reduce((_, last) -> last)
                .orElseThrow()
                .from();
    }

    private static State state(DisclosureRequest seen) {
        return new State(
                seen.status(),
                seen.handler(),
                seen.returnsTo(),
                seen.upheldBy(),
                seen.deadline(),
                seen.extendedOn(),
                seen.completeUntil(),
                seen.hearUntil(),
                seen.draft(),
                seen.decision());
    }

    /** Everything that a reply of its kind still has to say. */
    private static ArrayList<Refusal> refusals(Reply.Words words) {
        var refusals = new ArrayList<Refusal>();
        var outcome = words.outcome();
        if (outcome.asksText()) {
            refusals.addAll(words("text", words.text()));
        }
        if (outcome.asksGround()) {
            refusals.addAll(words("ground", words.ground()));
        }
        if (outcome.asksPointer()) {
            refusals.addAll(words("pointer", words.pointer()));
        }
        for (var text : List.of(words.text(), words.ground(), words.pointer())) {
            if (text.length() > WORDS_MAX) {
                refusals.add(Refusal.of("request.words.long", WORDS_MAX));
            }
        }
        return refusals;
    }

    private static ArrayList<Refusal> words(String field, String text) {
        return words(field, text, WORDS_MIN);
    }

    private static ArrayList<Refusal> words(String field, String text, int least) {
        var refusals = new ArrayList<Refusal>();
        var length = text.strip().length();
        if (length < least || length > WORDS_MAX) {
            refusals.add(Refusal.at(field, "request.words", least, WORDS_MAX));
        }
        return refusals;
    }

    private static Refusal closed() {
        return Refusal.of("intake.act.closed");
    }

    private static UUID cursorOf(String cursor) {
        try {
            return UUID.fromString(cursor);
        } catch (IllegalArgumentException e) {
            throw new NoSuchElementException("No such page: " + cursor, e);
        }
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
