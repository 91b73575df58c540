package io.gongkai.request;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.NotPermittedException;
import io.gongkai.account.Permission;
import io.gongkai.account.Role;
import io.gongkai.calendar.Deadlines;
import io.gongkai.calendar.DueDateMoved;
import io.gongkai.calendar.Limit;
import io.gongkai.catalog.CatalogEntry;
import io.gongkai.catalog.CatalogStatus;
import io.gongkai.catalog.CatalogVersion;
import io.gongkai.catalog.Catalogs;
import io.gongkai.intake.PersonalNumbers;
import io.gongkai.intake.Question;
import io.gongkai.intake.TrackedChanged;
import io.gongkai.intake.TrackingCode;
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
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Topics that members and residents want to see disclosed (点题公开): explained on the spot, or answered for everybody within
 * the county's limit, three working days where it has set none (seed fact 79).
 */
@Service
public class Topics {

    /** So many have to ask before a topic is worth an entry of the catalog. */
    public static final int OFTEN = 3;

    private static final int WORDS_MIN = 4;
    private static final int WORDS_MAX = 3000;
    private static final int TITLE_MAX = 60;
    private static final int LONGEST_PAGE = 1000;

    private final TopicStore store;
    private final Authority authority;
    private final Organizations organizations;
    private final Deadlines deadlines;
    private final Catalogs catalogs;
    private final Ledger ledger;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Topics(
            TopicStore store,
            Authority authority,
            Organizations organizations,
            Deadlines deadlines,
            Catalogs catalogs,
            Ledger ledger,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.authority = authority;
        this.organizations = organizations;
        this.deadlines = deadlines;
        this.catalogs = catalogs;
        this.ledger = ledger;
        this.events = events;
        this.clock = clock;
    }

    /** What somebody wants to see disclosed. Nobody is asked for a name: the answer is for everybody. */
    public record Nomination(
            OrganizationId organization,
            RequestDoor door,
            ApplicantKind applicant,
            String title,
            String text,
            LocalDate receivedOn) {}

    // ------------------------------------------------------------------ coming in

    /** Enters what somebody nominates at the counter, by telephone or on paper. */
    @Transactional
    public Outcome<Topic> enter(
            OrganizationId organization,
            RequestDoor door,
            LocalDate receivedOn,
            Map<String, String> answers,
            PersonId by) {
        authority.require(by, Permission.HANDLE_REQUEST, organization);
        var asked = organizations.get(organization);
        var given = new HashMap<String, String>();
        answers.forEach((name, answer) -> given.put(name, answer.strip()));
        given.put(TopicForm.UNIT, asked.code());
        var refusals = new ArrayList<>(Question.refusals(TopicForm.questions(), given));
        if (receivedOn.isAfter(today()) || receivedOn.isBefore(asked.validFrom())) {
            refusals.add(Refusal.at("receivedOn", "request.enter.day", asked.validFrom()));
        }
        return refusals.isEmpty()
                ? Outcome.done(
                        receive(TopicForm.read(organization, door, given, receivedOn), TrackingCode.random(random), by))
                : Outcome.refused(refusals);
    }

    Topic receive(Nomination nomination, TrackingCode code, @Nullable PersonId by) {
        var organization = nomination.organization();
        var county = organizations.path(organization).getFirst();
        var on = nomination.receivedOn();
        var number = store.nextNumber(organization, on.getYear());
        var deadline = deadlines.start(
                county.value(), Limit.TOPIC_ANSWER, on, "topic.clock.nominated", on.getYear() + "-" + number);
        var id = store.insert(nomination, code, county, number, deadline.id(), now());
        store.insertStep(id, TopicStep.NOMINATE, TopicStatus.NOMINATED, on, "", "", by, now());
        events.publishEvent(new TrackedChanged(code));
        return store.get(id);
    }

    /**
     * Somebody else wants to know it too; one person once.
     *
     * @param name and {@code contact} tell only whether the same person comes again, and are not kept
     */
    Optional<Refusal> second(UUID topic, TrackingCode code, String name, String contact, LocalDate on) {
        var seen = store.locked(topic);
        if (seen.status() != TopicStatus.LISTED && seen.status() != TopicStatus.ANSWERED) {
            return Optional.of(Refusal.of("intake.act.closed"));
        }
        if (!store.second(topic, code, folded(name) + "|" + folded(contact), on)) {
            return Optional.of(Refusal.of("topic.second.once"));
        }
        events.publishEvent(new TopicChanged(topic));
        events.publishEvent(new TrackedChanged(code));
        return Optional.empty();
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]", "");
    }

    // ------------------------------------------------------------------ answering

    /** Explained to whoever asked, on the spot; nothing is shown to others. */
    @Transactional
    public Outcome<Topic> explain(UUID topic, String how, PersonId by) {
        var seen = handling(topic, by);
        var to = TopicLifecycle.next(seen.status(), TopicStep.EXPLAIN);
        var refusals = words("answer", how, WORDS_MAX);
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        deadlines.end(seen.deadline(), today());
        return Outcome.done(
                take(seen, TopicStep.EXPLAIN, to, "", how.strip(), null, by, today(), null, null, how.strip(), "", by));
    }

    /** Asks the same as another topic: whoever nominated it counts there and is told what comes of it. */
    @Transactional
    public Outcome<Topic> join(UUID topic, UUID other, PersonId by) {
        var seen = handling(topic, by);
        var to = TopicLifecycle.next(seen.status(), TopicStep.JOIN);
        var kept = store.get(other);
        if (!kept.organization().equals(seen.organization())
                || kept.id().equals(topic)
                || kept.status() == TopicStatus.JOINED) {
            return Outcome.refused(Refusal.of("topic.join.other"));
        }
        deadlines.end(seen.deadline(), today());
        var joined = take(
                seen, TopicStep.JOIN, to, "", "", null, null, null, other, null, kept.title(), kept.registered(), by);
        events.publishEvent(new TopicChanged(other));
        return Outcome.done(joined);
    }

    /** Shows it to everybody under a title of the office's own, so that others may second it before it is answered. */
    @Transactional
    public Outcome<Topic> list(UUID topic, String publicTitle, PersonId by) {
        var seen = deciding(topic, by);
        var to = TopicLifecycle.next(seen.status(), TopicStep.LIST);
        var refusals = words("publicTitle", publicTitle, TITLE_MAX);
        numbers(refusals, publicTitle);
        return refusals.isEmpty()
                ? Outcome.done(take(
                        seen,
                        TopicStep.LIST,
                        to,
                        publicTitle.strip(),
                        seen.answer(),
                        seen.draftedBy(),
                        null,
                        null,
                        null,
                        null,
                        publicTitle.strip(),
                        "",
                        by))
                : Outcome.refused(refusals);
    }

    /** Drafts title and answer as everybody will read them; a second person decides. */
    @Transactional
    public Outcome<Topic> draft(UUID topic, String publicTitle, String answer, PersonId by) {
        var seen = handling(topic, by);
        var to = TopicLifecycle.next(seen.status(), TopicStep.DRAFT);
        var refusals = words("publicTitle", publicTitle, TITLE_MAX);
        refusals.addAll(words("answer", answer, WORDS_MAX));
        numbers(refusals, publicTitle + "\n" + answer);
        return refusals.isEmpty()
                ? Outcome.done(take(
                        seen,
                        TopicStep.DRAFT,
                        to,
                        publicTitle.strip(),
                        answer.strip(),
                        by,
                        null,
                        null,
                        null,
                        null,
                        "",
                        "",
                        by))
                : Outcome.refused(refusals);
    }

    /** From now on everybody reads the answer as it was drafted. */
    @Transactional
    public Outcome<Topic> answer(UUID topic, PersonId by) {
        var seen = deciding(topic, by);
        var to = TopicLifecycle.next(seen.status(), TopicStep.ANSWER);
        if (seen.draftedBy() == null) {
            return Outcome.refused(Refusal.of("topic.answer.noDraft"));
        }
        if (seen.draftedBy().equals(by)) {
            throw new NotPermittedException("%s drafted the answer to %s".formatted(by, topic));
        }
        deadlines.end(seen.deadline(), today());
        return Outcome.done(take(
                seen,
                TopicStep.ANSWER,
                to,
                seen.publicTitle(),
                seen.answer(),
                seen.draftedBy(),
                by,
                today(),
                null,
                null,
                "",
                "",
                by));
    }

    /** Cannot be disclosed; whoever nominated it is told why. */
    @Transactional
    public Outcome<Topic> decline(UUID topic, String reason, PersonId by) {
        var seen = deciding(topic, by);
        var to = TopicLifecycle.next(seen.status(), TopicStep.DECLINE);
        var refusals = words("reason", reason, WORDS_MAX);
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        deadlines.end(seen.deadline(), today());
        return Outcome.done(
                take(seen, TopicStep.DECLINE, to, "", "", null, null, today(), null, null, reason.strip(), "", by));
    }

    /**
     * Proposes it as an entry of the organization's catalog: into the draft that is being written, or a new one made from the
     * catalog in force. It is modeled on the last entry there, and completed by whoever writes the draft, which goes the way of
     * every catalog.
     */
    @Transactional
    public Outcome<Topic> proposeEntry(UUID topic, PersonId by) {
        var seen = store.locked(topic);
        authority.require(by, Permission.WRITE_CATALOG, seen.organization());
        var to = TopicLifecycle.next(seen.status(), TopicStep.PROPOSE_ENTRY);
        var refusals = new ArrayList<Refusal>();
        if (seen.askedBy() < OFTEN) {
            refusals.add(Refusal.of("topic.propose.few", OFTEN));
        }
        if (seen.catalogVersion() != null) {
            refusals.add(Refusal.of("topic.propose.already"));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var draft = catalogs.versions(seen.organization()).stream()
                .filter(version -> version.status() == CatalogStatus.DRAFT)
                .findFirst();
        var version = draft.<Outcome<CatalogVersion>>map(Outcome::done)
                .orElseGet(() -> catalogs.revise(seen.organization(), by));
        return switch (version) {
            case Outcome.Refused<CatalogVersion>(var grounds) -> Outcome.refused(grounds);
            case Outcome.Done<CatalogVersion>(var made) -> put(seen, to, made, by);
        };
    }

    private Outcome<Topic> put(Topic seen, TopicStatus to, CatalogVersion version, PersonId by) {
        var model = catalogs.entries(version.id()).getLast();
        var entry = new CatalogEntry(
                UUID.randomUUID(),
                UUID.randomUUID(),
                0,
                model.group(),
                seen.publicTitle(),
                List.of(seen.publicTitle()), // what was asked for is what a text under it must tell
                model.scope(),
                model.audience(),
                model.channels(),
                model.time(),
                model.responsible(),
                model.category(),
                model.piiClass(),
                false,
                model.origin(),
                "",
                "",
                model.displayDays(),
                model.retention(),
                "",
                false,
                "");
        return switch (catalogs.save(version.id(), entry, by)) {
            case Outcome.Refused<CatalogEntry>(var grounds) -> Outcome.refused(grounds);
            case Outcome.Done<CatalogEntry> _ ->
                Outcome.done(take(
                        seen,
                        TopicStep.PROPOSE_ENTRY,
                        to,
                        seen.publicTitle(),
                        seen.answer(),
                        seen.draftedBy(),
                        seen.answeredBy(),
                        seen.answeredOn(),
                        null,
                        version.id(),
                        "",
                        "",
                        by));
        };
    }

    /** Whether the answer satisfied, asked once; it counts in row 42. */
    Optional<Refusal> rate(TrackingCode code, boolean satisfied, String remark, LocalDate on) {
        var seen =
                store.locked(store.find(code).orElseThrow(() -> new NoSuchElementException("No topic of this code")));
        var move = TopicLifecycle.move(seen.status(), TopicStep.RATE);
        if (move.isEmpty() || !mayRate(seen, code)) {
            return Optional.of(Refusal.of("intake.act.closed"));
        }
        var source = new Source("TOPIC", seen.id());
        var facts = new ArrayList<Fact>();
        facts.add(new Fact(Measure.SATISFACTION_VALID, seen.organization(), on, 1, source, seen.title(), false, null));
        if (satisfied) {
            facts.add(new Fact(
                    Measure.SATISFACTION_SATISFIED, seen.organization(), on, 1, source, seen.title(), false, null));
        }
        ledger.record(facts);
        store.insertStep(seen.id(), TopicStep.RATE, seen.status(), on, remark, satisfied ? "YES" : "NO", null, now());
        tell(seen);
        return Optional.empty();
    }

    /** Only whoever nominated it, once. */
    boolean mayRate(Topic topic, TrackingCode code) {
        return topic.code().equals(code)
                && TopicLifecycle.move(topic.status(), TopicStep.RATE).isPresent()
                && store.steps(topic.id()).stream().noneMatch(taken -> taken.step() == TopicStep.RATE);
    }

    // ------------------------------------------------------------------ reading

    @Transactional(readOnly = true)
    public Topic.Dossier dossier(UUID topic, PersonId by) {
        var seen = store.get(topic);
        authority.require(by, Permission.READ_WORK, seen.organization());
        return dossier(seen);
    }

    Topic.Dossier dossier(Topic topic) {
        return new Topic.Dossier(
                topic,
                store.steps(topic.id()),
                store.kin(topic.id(), Likeness.WORTH_A_LOOK),
                deadlines.get(topic.deadline()));
    }

    Optional<Topic> find(TrackingCode code) {
        return store.find(code).map(store::get);
    }

    Topic byId(UUID topic) {
        return store.get(topic);
    }

    List<TrackingCode> codes() {
        return store.codes();
    }

    /** The newest first, keyset-paged. */
    @Transactional(readOnly = true)
    public Slice<TopicLine> list(boolean openOnly, String words, int size, @Nullable String cursor, Actor actor) {
        var limit = Math.clamp(size, 1, LONGEST_PAGE);
        var found = store.list(
                actor.where(Permission.READ_WORK),
                openOnly,
                words.strip(),
                today(),
                cursor == null || cursor.isEmpty() ? null : idOf(cursor),
                limit + 1);
        return found.size() <= limit
                ? new Slice<>(found, null)
                : new Slice<>(found.subList(0, limit), found.get(limit - 1).id().toString());
    }

    /** What of topics waits for a person, nearest first. */
    @Transactional(readOnly = true)
    public List<TopicTask> tasks(Actor actor, int limit) {
        var tasks = new ArrayList<TopicTask>();
        for (var action : TopicTask.Action.values()) {
            var permission = switch (action) {
                case ANSWER -> Permission.HANDLE_REQUEST;
                case DECIDE, URGE -> Permission.DECIDE_REQUEST;
                case PROPOSE -> Permission.WRITE_CATALOG;
            };
            var where = actor.where(permission);
            if (!where.isEmpty()) {
                var roles = Arrays.stream(Role.values())
                        .filter(role -> role.permits(permission))
                        .map(Role::name)
                        .toList();
                tasks.addAll(store.tasks(action, where, roles, actor.id(), OFTEN, today(), limit));
            }
        }
        tasks.sort(Comparator.comparing(TopicTask::nearest)
                .reversed()
                .thenComparing(TopicTask::dueOn, Comparator.nullsLast(Comparator.naturalOrder())));
        return tasks.stream().limit(limit).toList();
    }

    /** Steps that this person may take now, whatever else may stand in their way. */
    public Set<TopicStep> openTo(Topic topic, PersonId by) {
        return TopicLifecycle.MOVES.stream()
                .filter(move -> move.from() == topic.status())
                .filter(move -> switch (move.hand()) {
                    case NOMINATOR -> false;
                    case HANDLER -> authority.may(by, Permission.HANDLE_REQUEST, topic.organization());
                    case DECIDER -> authority.may(by, Permission.DECIDE_REQUEST, topic.organization());
                    case CATALOGER ->
                        topic.askedBy() >= OFTEN
                                && topic.catalogVersion() == null
                                && authority.may(by, Permission.WRITE_CATALOG, topic.organization());
                })
                .map(TopicLifecycle.Move::step)
                .filter(step -> step != TopicStep.ANSWER || topic.draftedBy() != null && !by.equals(topic.draftedBy()))
                .collect(Collectors.toUnmodifiableSet());
    }

    @EventListener
    void on(DueDateMoved moved) {
        store.ofDeadline(moved.deadline()).map(store::get).ifPresent(this::tell);
    }

    // ------------------------------------------------------------------ within

    private Topic take(
            Topic seen,
            TopicStep step,
            TopicStatus to,
            String publicTitle,
            String answer,
            @Nullable PersonId draftedBy,
            @Nullable PersonId answeredBy,
            @Nullable LocalDate answeredOn,
            @Nullable UUID joinedTo,
            @Nullable UUID catalogVersion,
            String told,
            String note,
            PersonId by) {
        store.move(
                seen.id(), to, publicTitle, answer, draftedBy, answeredBy, answeredOn, joinedTo, catalogVersion, now());
        store.insertStep(seen.id(), step, to, today(), told, note, by, now());
        events.publishEvent(new TopicChanged(seen.id()));
        if (step.isTold()) {
            tell(seen);
        }
        return store.get(seen.id());
    }

    private void tell(Topic topic) {
        store.codesOf(topic.id()).forEach(code -> events.publishEvent(new TrackedChanged(code)));
    }

    private Topic handling(UUID topic, PersonId by) {
        var seen = store.locked(topic);
        authority.require(by, Permission.HANDLE_REQUEST, seen.organization());
        return seen;
    }

    private Topic deciding(UUID topic, PersonId by) {
        var seen = store.locked(topic);
        authority.require(by, Permission.DECIDE_REQUEST, seen.organization());
        return seen;
    }

    private static ArrayList<Refusal> words(String field, String text, int most) {
        var refusals = new ArrayList<Refusal>();
        var length = text.strip().length();
        if (length < WORDS_MIN || length > most) {
            refusals.add(Refusal.at(field, "request.words", WORDS_MIN, most));
        }
        return refusals;
    }

    private static void numbers(List<Refusal> refusals, String text) {
        PersonalNumbers.in(text).forEach(found -> refusals.add(Refusal.of("request.release.number", found.text())));
    }

    private static UUID idOf(String cursor) {
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
