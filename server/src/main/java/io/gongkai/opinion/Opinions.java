package io.gongkai.opinion;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.NotPermittedException;
import io.gongkai.account.Permission;
import io.gongkai.account.Role;
import io.gongkai.calendar.Deadlines;
import io.gongkai.calendar.KeptDeadline;
import io.gongkai.calendar.Limit;
import io.gongkai.document.Attachments;
import io.gongkai.intake.Incoming;
import io.gongkai.intake.PersonalNumbers;
import io.gongkai.intake.TrackedChanged;
import io.gongkai.intake.TrackingCode;
import io.gongkai.ledger.Fact;
import io.gongkai.ledger.Ledger;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Source;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.Slice;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes opinions in and carries them to their answer. Every counted fact (return rows 35 and 39 to 41) enters the ledger in the
 * same transaction.
 */
@Service
public class Opinions {

    public static final int TITLE_MIN = 4;
    public static final int TITLE_MAX = 60;
    public static final int TEXT_MAX = 2000;
    private static final int WORDS_MIN = 4;
    private static final int WORDS_MAX = 2000;
    private static final int REASON_MAX = 300;
    private static final int LONGEST_PAGE = 1000;

    private final OpinionStore store;
    private final Deadlines deadlines;
    private final Ledger ledger;
    private final Organizations organizations;
    private final Attachments attachments;
    private final Authority authority;
    private final SenderNotices notices;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Opinions(
            OpinionStore store,
            Deadlines deadlines,
            Ledger ledger,
            Organizations organizations,
            Attachments attachments,
            Authority authority,
            SenderNotices notices,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.deadlines = deadlines;
        this.ledger = ledger;
        this.organizations = organizations;
        this.attachments = attachments;
        this.authority = authority;
        this.notices = notices;
        this.events = events;
        this.clock = clock;
    }

    // ------------------------------------------------------------------ coming in

    /** From the public side, checked at the door. */
    void take(Incoming incoming, SpeakingMode mode) {
        var organization =
                organizations.findEver(incoming.answer("unit")).orElseThrow().id();
        var opinion = open(
                incoming.code(),
                organization,
                OpinionSource.WEB,
                mode,
                incoming.receivedOn(),
                incoming.answer("title"),
                incoming.answer("words"),
                incoming.answer("open").equals("YES"));
        if (mode == SpeakingMode.CONFIDENTIAL) {
            store.insertIdentity(
                    opinion, new Sender(incoming.answer("name"), incoming.answer("contact"), incoming.answer("home")));
            var position = 0;
            for (var file : incoming.files()) {
                store.insertFile(
                        opinion,
                        position++,
                        attachments
                                .store(file.name(), file.bytes(), null)
                                .orThrow()
                                .id());
            }
        }
    }

    /** Writes down what somebody has said, or says everything that is wrong with it. */
    @Transactional
    public Outcome<Opinion> writeDown(WrittenDown written, PersonId by) {
        authority.require(by, Permission.RECEIVE_OPINION, written.organization());
        var refusals = refusals(written);
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var id = open(
                TrackingCode.random(random),
                written.organization(),
                written.source(),
                SpeakingMode.CONFIDENTIAL,
                written.receivedOn(),
                written.title(),
                written.text(),
                written.answerPublic());
        if (!written.sender().isUnknown()) {
            store.insertIdentity(id, written.sender());
        }
        return Outcome.done(found(id));
    }

    /** Writes down what a caller said and was told at once: handled and answered in the same breath. */
    @Transactional
    public Outcome<Opinion> answerAtOnce(WrittenDown written, String answer, PersonId by) {
        authority.require(by, Permission.RECEIVE_OPINION, written.organization());
        var refusals = refusals(written);
        if (outside(answer.strip(), WORDS_MIN, WORDS_MAX)) {
            refusals.add(Refusal.at("answer", "opinion.words.length", WORDS_MIN, WORDS_MAX));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var opinion = writeDown(written, by).orThrow();
        takeUp(opinion.id(), by);
        close(opinion.id(), ClosingKind.HANDLED, answer, by).orThrow();
        return reply(opinion.id(), answer, false, "", by);
    }

    /** Everything for which {@link #writeDown} would refuse it. */
    public List<Refusal> refusals(WrittenDown written) {
        var refusals = new ArrayList<Refusal>();
        if (outside(written.title(), TITLE_MIN, TITLE_MAX)) {
            refusals.add(Refusal.at("title", "opinion.title.length", TITLE_MIN, TITLE_MAX));
        }
        if (outside(written.text(), WORDS_MIN, TEXT_MAX)) {
            refusals.add(Refusal.at("text", "opinion.text.length", WORDS_MIN, TEXT_MAX));
        }
        if (written.receivedOn().isAfter(today())) {
            refusals.add(Refusal.at("receivedOn", "opinion.receivedOn.future"));
        }
        beforeBook(written.organization(), written.receivedOn())
                .ifPresent(since -> refusals.add(Refusal.at("receivedOn", "opinion.beforeBook", since)));
        if (outside(written.sender().name(), 0, Sender.NAME_MAX)) {
            refusals.add(Refusal.at("name", "opinion.sender.length", Sender.NAME_MAX));
        }
        if (outside(written.sender().contact(), 0, Sender.CONTACT_MAX)) {
            refusals.add(Refusal.at("contact", "opinion.sender.length", Sender.CONTACT_MAX));
        }
        if (outside(written.sender().home(), 0, Sender.HOME_MAX)) {
            refusals.add(Refusal.at("home", "opinion.sender.length", Sender.HOME_MAX));
        }
        return refusals;
    }

    private UUID open(
            TrackingCode code,
            OrganizationId organization,
            OpinionSource source,
            SpeakingMode mode,
            LocalDate receivedOn,
            String title,
            String text,
            boolean answerPublic) {
        var county = organizations.path(organization).getFirst();
        // A random id, not one that tells when it was made.
        var id = UUID.randomUUID();
        var deadline =
                deadlines.start(county.value(), Limit.OPINION_REPLY, receivedOn, "opinion.deadline.received", "");
        store.openBook(county, receivedOn);
        var year = receivedOn.getYear();
        store.insert(new OpinionStore.New(
                id,
                code,
                county,
                organization,
                "%d-%04d".formatted(year, store.nextNumber(organization, year)),
                source,
                mode,
                title,
                receivedOn,
                answerPublic,
                deadline.id()));
        store.insertEvent(id, OpinionStep.RECEIVE, receivedOn, text, "", null, null);
        var facts = new ArrayList<Fact>();
        facts.add(fact(Measure.OPINION_COLLECTED, organization, receivedOn, "OPINION", id, title, null));
        if (source == OpinionSource.SUPERVISOR) {
            facts.add(fact(Measure.SUPERVISOR_OPINION, organization, receivedOn, "OPINION", id, title, null));
        }
        if (source == OpinionSource.HOTLINE) {
            facts.add(fact(Measure.HOTLINE_OPINION, organization, receivedOn, "OPINION", id, title, null));
        }
        ledger.record(facts);
        events.publishEvent(new TrackedChanged(code));
        events.publishEvent(new OpinionMoved(id, OpinionStep.RECEIVE, OpinionStatus.RECEIVED));
        events.publishEvent(new PublicOpinionsChanged(organization));
        return id;
    }

    // ------------------------------------------------------------------ from when on

    /**
     * From which day on a county keeps its opinions and forums here; empty while it does not. What lies before is recorded by
     * hand, what lies after is not, so that nothing is counted twice.
     */
    @Transactional(readOnly = true)
    public Optional<LocalDate> bookSince(OrganizationId organization) {
        return store.bookSince(organizations.path(organization).getFirst());
    }

    /**
     * Opens the county's book from a day on, before anything stands in it; without this it opens with what comes first.
     *
     * @return whether it was not open yet
     */
    @Transactional
    public boolean openBook(OrganizationId county, LocalDate since, PersonId by) {
        authority.require(by, Permission.RECEIVE_OPINION, county);
        return store.openBook(county, since);
    }

    /** Opens the county's book today, where it is not open yet. */
    void openBook(OrganizationId organization) {
        store.openBook(organizations.path(organization).getFirst(), today());
    }

    /** The first day of the book, where this one lies before it. */
    Optional<LocalDate> beforeBook(OrganizationId organization, LocalDate day) {
        return Optional.of(bookSince(organization).orElse(today())).filter(day::isBefore);
    }

    // ------------------------------------------------------------------ what the sender does

    /** The opinion of this code, for whoever has the code or acts for its sender; empty where there is none. */
    @Transactional(readOnly = true)
    public Optional<Opinion> ofCode(TrackingCode code) {
        return store.byCode(code).flatMap(store::find);
    }

    /** Whether nothing has been added to the tables that could tell when or by whom something was said without a name. */
    boolean keepsItsPromise() {
        return store.keepsItsPromise();
    }

    List<TrackingCode> codes() {
        return store.codes();
    }

    /** The sender says more, or takes the closing up again; what can no longer be done is refused. */
    Optional<Refusal> goOn(TrackingCode code, OpinionStep step, LocalDate on, String text) {
        var opinion = store.byCode(code).flatMap(store::lock).orElseThrow();
        if (!opinion.may(step)) {
            if (opinion.mode() == SpeakingMode.CONFIDENTIAL) {
                return Optional.of(Refusal.of("intake.act.closed"));
            }
            // There is no way to tell the sender, and every word is kept: what cannot be a step any more is said all
            // the same.
            move(opinion, OpinionStep.ADD, on, text, "", null);
            return Optional.empty();
        }
        if (step == OpinionStep.REOPEN) {
            ledger.reverse(new Source("OPINION_CLOSED", opinion.id()), null);
            ledger.reverse(new Source("OPINION_REPLIED", opinion.id()), null);
            if (deadlines.get(opinion.deadline()).runs()) {
                deadlines.end(opinion.deadline(), on);
            }
            var again =
                    deadlines.start(opinion.county().value(), Limit.OPINION_REPLY, on, "opinion.deadline.reopened", "");
            move(opinion, Standing.of(opinion).openedAgain(again.id()), step, on, text, "", null);
        } else {
            move(opinion, step, on, text, "", null);
        }
        return Optional.empty();
    }

    /**
     * The sender has said what the closing or the answer is worth; the words of it are kept by whoever asked.
     *
     * @throws WrongOpinionStatusException while it is not closed
     */
    @Transactional
    public void rated(UUID id, LocalDate on) {
        move(locked(id), OpinionStep.RATE, on, "", "", null);
    }

    // ------------------------------------------------------------------ what the office does

    /**
     * Gives it to an organization, and to a person there.
     *
     * @param to the organization it was sent to, or one below it or beside it in the county
     * @param holder somebody who may handle it there; null for whoever is there
     */
    @Transactional
    public Outcome<Opinion> assign(UUID id, OrganizationId to, @Nullable PersonId holder, String note, PersonId by) {
        var opinion = mayReceive(id, by);
        var refusals = new ArrayList<Refusal>();
        if (!organizations.path(to).getFirst().equals(opinion.county())) {
            refusals.add(Refusal.at("to", "opinion.assign.outside"));
        }
        if (holder != null && !authority.may(holder, Permission.HANDLE_OPINION, to)) {
            refusals.add(Refusal.at("holder", "opinion.assign.holder"));
        }
        if (note.strip().length() > REASON_MAX) {
            refusals.add(Refusal.at("note", "opinion.note.length", REASON_MAX));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        return Outcome.done(move(
                opinion, Standing.of(opinion).heldBy(to, holder), OpinionStep.ASSIGN, today(), "", note.strip(), by));
    }

    @Transactional
    public Opinion takeUp(UUID id, PersonId by) {
        var opinion = mayHandle(id, by);
        return move(
                opinion, Standing.of(opinion).heldBy(opinion.handling(), by), OpinionStep.TAKE_UP, today(), "", "", by);
    }

    /** Says something to the sender before it is closed: asks what is not clear, tells how far it is. */
    @Transactional
    public Outcome<Opinion> tell(UUID id, String text, PersonId by) {
        var opinion = mayHandle(id, by);
        if (outside(text.strip(), WORDS_MIN, WORDS_MAX)) {
            return Outcome.refused(Refusal.at("tell", "opinion.words.length", WORDS_MIN, WORDS_MAX));
        }
        var moved = move(opinion, OpinionStep.TELL, today(), text.strip(), "", by);
        notices.tell(moved, SenderNotices.ASKED);
        return Outcome.done(moved);
    }

    /**
     * Closes it. Without a solution it waits for a second person.
     *
     * @param words what was done, why it is not possible, or to whom it was referred; the sender reads it
     */
    @Transactional
    public Outcome<Opinion> close(UUID id, ClosingKind kind, String words, PersonId by) {
        var opinion = mayHandle(id, by);
        if (outside(words.strip(), WORDS_MIN, WORDS_MAX)) {
            return Outcome.refused(Refusal.at("words", "opinion.words.length", WORDS_MIN, WORDS_MAX));
        }
        var step = kind.needsCountersign() ? OpinionStep.PROPOSE_CLOSING : OpinionStep.CLOSE;
        var moved = move(
                opinion,
                Standing.of(opinion).closed(kind, kind.needsCountersign() ? by : null),
                step,
                today(),
                words.strip(),
                "",
                by);
        if (step == OpinionStep.CLOSE) {
            countClosed(moved, by);
        }
        return Outcome.done(moved);
    }

    /** A second person agrees that it is closed without a solution. */
    @Transactional
    public Outcome<Opinion> countersign(UUID id, PersonId by) {
        var opinion = mayCountersign(id, by);
        if (by.equals(opinion.proposedBy())) {
            return Outcome.refused(Refusal.of("opinion.countersign.same"));
        }
        var words = opinion.events().stream()
                .filter(event -> event.step() == OpinionStep.PROPOSE_CLOSING)
                .reduce((_, last) -> last)
                .map(Opinion.Event::text)
                .orElse("");
        var moved = move(opinion, OpinionStep.COUNTERSIGN, today(), words, "", by);
        countClosed(moved, by);
        return Outcome.done(moved);
    }

    @Transactional
    public Outcome<Opinion> sendBack(UUID id, String reason, PersonId by) {
        var opinion = mayCountersign(id, by);
        return outside(reason.strip(), WORDS_MIN, REASON_MAX)
                ? Outcome.refused(Refusal.at("reason", "opinion.reason.length", WORDS_MIN, REASON_MAX))
                : Outcome.done(move(
                        opinion,
                        Standing.of(opinion).closed(null, null),
                        OpinionStep.SEND_BACK,
                        today(),
                        "",
                        reason.strip(),
                        by));
    }

    /**
     * Answers the sender.
     *
     * @param inPublic whether the public reads it too; only where the sender agrees
     * @param question what the public reads as the question, in the office's words
     */
    @Transactional
    public Outcome<Opinion> reply(UUID id, String text, boolean inPublic, String question, PersonId by) {
        var opinion = mayHandle(id, by);
        var refusals = new ArrayList<Refusal>();
        if (outside(text.strip(), WORDS_MIN, WORDS_MAX)) {
            refusals.add(Refusal.at("text", "opinion.words.length", WORDS_MIN, WORDS_MAX));
        }
        if (inPublic) {
            if (!opinion.answerPublic()) {
                refusals.add(Refusal.at("inPublic", "opinion.reply.notAgreed"));
            }
            if (outside(question.strip(), WORDS_MIN, REASON_MAX)) {
                refusals.add(Refusal.at("question", "opinion.reply.question", WORDS_MIN, REASON_MAX));
            }
            if (!PersonalNumbers.in(text).isEmpty()) {
                refusals.add(Refusal.at("text", "opinion.reply.numbers"));
            }
            if (!PersonalNumbers.in(question).isEmpty()) {
                refusals.add(Refusal.at("question", "opinion.reply.numbers"));
            }
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var moved = move(
                opinion,
                Standing.of(opinion).answered(inPublic, inPublic ? question.strip() : ""),
                OpinionStep.REPLY,
                today(),
                text.strip(),
                "",
                by);
        deadlines.end(moved.deadline(), today());
        ledger.record(fact(
                Measure.OPINION_REPLIED,
                moved.organization(),
                today(),
                "OPINION_REPLIED",
                moved.id(),
                moved.title(),
                by));
        notices.tell(moved, SenderNotices.ANSWERED);
        return Outcome.done(moved);
    }

    private void countClosed(Opinion opinion, PersonId by) {
        ledger.record(fact(
                Measure.OPINION_CLOSED,
                opinion.organization(),
                today(),
                "OPINION_CLOSED",
                opinion.id(),
                opinion.title(),
                by));
    }

    /**
     * Takes something out of what the sender typed, for instance a third person's number. The rest stays, the reason is recorded,
     * and the public sees how often it happens.
     *
     * @param words exactly as they stand there
     */
    @Transactional
    public Outcome<Opinion> remove(UUID id, int position, String words, String reason, PersonId by) {
        var opinion = mayReceive(id, by);
        var event = opinion.events().stream()
                .filter(one -> one.position() == position && one.step().isTheSenders())
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("Nothing of the sender's at " + position));
        var refusals = new ArrayList<Refusal>();
        if (words.isBlank() || !event.text().contains(words.strip())) {
            refusals.add(Refusal.at("gone", "opinion.remove.notThere"));
        }
        if (outside(reason.strip(), WORDS_MIN, REASON_MAX)) {
            refusals.add(Refusal.at("why", "opinion.reason.length", WORDS_MIN, REASON_MAX));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var blackened = "█".repeat(words.strip().codePointCount(0, words.strip().length()));
        store.removeWords(id, position, event.text().replace(words.strip(), blackened), reason.strip(), by);
        events.publishEvent(new TrackedChanged(opinion.code()));
        events.publishEvent(new PublicOpinionsChanged(opinion.organization()));
        return Outcome.done(found(id));
    }

    // ------------------------------------------------------------------ who sent it

    /** Whether this person belongs to the accepting office: the nearest to it of those who take opinions in. */
    public boolean mayKnowSender(Opinion opinion, PersonId person) {
        return opinion.mode() == SpeakingMode.CONFIDENTIAL
                && authority
                        .nearestHolders(Permission.RECEIVE_OPINION, opinion.organization(), List.of())
                        .contains(person);
    }

    /**
     * Who sent it; empty where nobody gave a name. Every look is written down with its reason before anything is seen.
     *
     * @throws NotPermittedException for everybody outside the accepting office
     */
    @Transactional
    public Outcome<Optional<Sender>> sender(UUID id, String reason, PersonId by) {
        var opinion = found(id);
        if (!mayKnowSender(opinion, by)) {
            throw new NotPermittedException("%s is not of the office that accepted %s".formatted(by, id));
        }
        return outside(reason.strip(), WORDS_MIN, REASON_MAX)
                ? Outcome.refused(Refusal.at("look", "opinion.reason.length", WORDS_MIN, REASON_MAX))
                : Outcome.done(store.lookAtIdentity(id, by, reason.strip(), clock.instant()));
    }

    /** Who has looked, when and why; for everybody who may read the matter. */
    @Transactional(readOnly = true)
    public List<Look> looks(UUID id, PersonId by) {
        return store.looks(get(id, by).id());
    }

    // ------------------------------------------------------------------ reading

    /** @throws NotPermittedException for whoever reads the work neither where it was sent nor where it is handled */
    @Transactional(readOnly = true)
    public Opinion get(UUID id, PersonId by) {
        var opinion = found(id);
        if (!authority.may(by, Permission.READ_WORK, opinion.organization())) {
            authority.require(by, Permission.READ_WORK, opinion.handling());
        }
        return opinion;
    }

    /** What everybody may know of the opinions that a unit itself received this year; for the portal's projector. */
    @Transactional(readOnly = true)
    public PublicOpinions publicSide(OrganizationId organization) {
        return store.publicSide(organization, today().getYear());
    }

    /** Units that ever received one. */
    public List<OrganizationId> receivers() {
        return store.organizations().stream().map(OrganizationId::new).toList();
    }

    public KeptDeadline deadline(Opinion opinion) {
        return deadlines.get(opinion.deadline());
    }

    /** What this person may read, the newest first. */
    @Transactional(readOnly = true)
    public Slice<OpinionLine> list(OpinionFilter filter, int size, @Nullable String cursor, Actor actor) {
        var limit = Math.clamp(size, 1, LONGEST_PAGE);
        var after = Position.of(cursor);
        var lines = store.lines(
                actor.where(Permission.READ_WORK), filter, null, today(), after.day(), after.id(), limit + 1);
        return lines.size() <= limit
                ? new Slice<>(lines, null)
                : new Slice<>(
                        lines.subList(0, limit),
                        new Position(
                                        lines.get(limit - 1).receivedOn(),
                                        lines.get(limit - 1).id())
                                .cursor());
    }

    /** Earlier opinions from the same telephone, where this person takes opinions in; every hit counts as a look. */
    @Transactional
    public List<OpinionLine> earlier(String contact, Actor actor) {
        var where = actor.where(Permission.RECEIVE_OPINION);
        var asked = new Sender("", contact, "").contact();
        if (asked.isEmpty() || where.isEmpty()) {
            return List.of();
        }
        var found = store.lookForContact(asked, actor.id(), "opinion.look.call", clock.instant());
        return found.isEmpty()
                ? List.of()
                : store.lines(where, new OpinionFilter(null, null, false, false, ""), found, today(), null, null, 20);
    }

    /** Those of them that hang below one of the organizations, the newest first. */
    List<OpinionLine> among(List<UUID> ids, List<OrganizationId> where) {
        return ids.isEmpty()
                ? List.of()
                : store.lines(
                        where, new OpinionFilter(null, null, false, false, ""), ids, today(), null, null, LONGEST_PAGE);
    }

    /** What waits for a person, the most pressing first. */
    @Transactional(readOnly = true)
    public List<OpinionTask> tasks(Actor actor, int limit) {
        var tasks = new ArrayList<OpinionTask>();
        for (var action : OpinionTask.Action.values()) {
            var permission = switch (action) {
                case ASSIGN -> Permission.RECEIVE_OPINION;
                case HANDLE, REPLY -> Permission.HANDLE_OPINION;
                case COUNTERSIGN -> Permission.COUNTERSIGN;
            };
            var where = actor.where(permission);
            if (!where.isEmpty()) {
                var roles = Arrays.stream(Role.values())
                        .filter(role -> role.permits(permission))
                        .toList();
                tasks.addAll(store.tasks(action, where, roles, actor.id(), today(), limit));
            }
        }
        tasks.sort(Comparator.comparing(OpinionTask::nearest)
                .reversed()
                .thenComparing(OpinionTask::dueOn, Comparator.nullsLast(Comparator.naturalOrder())));
        return tasks.stream().limit(limit).toList();
    }

    /** How many opinions are overdue at the units below those where this person countersigns or takes opinions in. */
    @Transactional(readOnly = true)
    public int overdueBelow(Actor actor) {
        var where = new HashSet<>(actor.where(Permission.RECEIVE_OPINION));
        where.addAll(actor.where(Permission.COUNTERSIGN));
        return where.isEmpty() ? 0 : store.overdueBelow(where, today());
    }

    /** People to whom it can be given at an organization. */
    public List<PersonId> handlers(OrganizationId at) {
        return authority.nearestHolders(Permission.HANDLE_OPINION, at, List.of());
    }

    /** Where this person takes opinions in. */
    public List<Organization> receivingAt(Actor actor) {
        return organizations.all(actor.where(Permission.RECEIVE_OPINION));
    }

    // ------------------------------------------------------------------ inside

    /** Where a page of the list ended. */
    private record Position(
            @Nullable LocalDate day, @Nullable UUID id) {

        static Position of(@Nullable String cursor) {
            if (cursor == null || cursor.isEmpty()) {
                return new Position(null, null);
            }
            try {
                var parts = cursor.split("_", 2);
                return new Position(LocalDate.parse(parts[0]), UUID.fromString(parts[1]));
            } catch (DateTimeException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw new NoSuchElementException("No such page: " + cursor, e);
            }
        }

        String cursor() {
            return day + "_" + id;
        }
    }

    private Opinion move(
            Opinion opinion, OpinionStep step, LocalDate on, String text, String note, @Nullable PersonId by) {
        return move(opinion, Standing.of(opinion), step, on, text, note, by);
    }

    private Opinion move(
            Opinion opinion,
            Standing standing,
            OpinionStep step,
            LocalDate on,
            String text,
            String note,
            @Nullable PersonId by) {
        var status = Lifecycle.next(opinion.status(), step);
        store.update(opinion.id(), status, standing, on);
        store.insertEvent(opinion.id(), step, on, text, note, by, by == null ? null : clock.instant());
        events.publishEvent(new TrackedChanged(opinion.code()));
        events.publishEvent(new OpinionMoved(opinion.id(), step, status));
        events.publishEvent(new PublicOpinionsChanged(opinion.organization()));
        return found(opinion.id());
    }

    private Opinion mayReceive(UUID id, PersonId by) {
        var opinion = locked(id);
        authority.require(by, Permission.RECEIVE_OPINION, opinion.organization());
        return opinion;
    }

    private Opinion mayHandle(UUID id, PersonId by) {
        var opinion = locked(id);
        authority.require(by, Permission.HANDLE_OPINION, opinion.handling());
        return opinion;
    }

    private Opinion mayCountersign(UUID id, PersonId by) {
        var opinion = locked(id);
        authority.require(by, Permission.COUNTERSIGN, opinion.handling());
        return opinion;
    }

    private Opinion locked(UUID id) {
        return store.lock(id).orElseThrow(() -> new NoSuchElementException("No opinion " + id));
    }

    private Opinion found(UUID id) {
        return store.find(id).orElseThrow(() -> new NoSuchElementException("No opinion " + id));
    }

    private static Fact fact(
            Measure measure,
            OrganizationId organization,
            LocalDate on,
            String source,
            UUID id,
            String title,
            @Nullable PersonId by) {
        // Not open: these are the sender's words, which nobody has reviewed for the public.
        return new Fact(measure, organization, on, 1, new Source(source, id), title, false, by);
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private static boolean outside(String words, int least, int most) {
        var length = words.codePointCount(0, words.length());
        return length < least || length > most;
    }
}
