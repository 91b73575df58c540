package io.gongkai.request;

import io.gongkai.intake.TrackingCode;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of requests. Whoever changes one locks it first, so that two at once come one after the other. */
@Repository
class RequestStore {

    private static final Set<RequestStatus> ALL = Set.of(RequestStatus.values());

    private final JdbcClient jdbc;

    RequestStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    // ------------------------------------------------------------------ writing

    /** Next number in the register of an organization and year. */
    int nextNumber(OrganizationId organization, int year) {
        return jdbc.sql("""
                        insert into request.numbering (organization_id, year, last)
                        values (:organization, :year, 1)
                            on conflict (organization_id, year) do update set last = numbering.last + 1
                        returning last
                        """)
                .param("organization", organization.value())
                .param("year", year)
                .query(Integer.class)
                .single();
    }

    UUID insert(
            Application application, TrackingCode code, OrganizationId county, int number, UUID deadline, Instant at) {
        var id = jdbc.sql("""
                        with made as (
                            insert into request.request (
                                   code, county_id, organization_id, handler_id, year, number, door, applicant, way, title, text,
                                   grams, received_on, status, status_since, deadline_id)
                            values (:code, :county, :organization, :organization, :year, :number, :door, :applicant, :way,
                                    :title, :text, :grams, :receivedOn, 'RECEIVED', :at, :deadline)
                         returning id
                        ), who as (
                            insert into request.applicant (request_id, name, branch, contact)
                            select id, :name, :branch, :contact
                              from made
                        ), clock as (
                            insert into request.clock (request_id, position, deadline_id)
                            select id, 0, :deadline
                              from made
                        ), files as (
                            insert into request.file (request_id, attachment_id, kind, added_at)
                            select m.id, f.id, 'SENT', :at
                              from made m
                             cross join unnest(cast(:files as uuid[])) as f (id)
                        )
                        select id
                          from made
                        """)
                .param("code", code.text())
                .param("county", county.value())
                .param("organization", application.organization().value())
                .param("year", application.receivedOn().getYear())
                .param("number", number)
                .param("door", application.door().name())
                .param("applicant", application.applicant().name())
                .param("way", application.way().name())
                .param("title", application.title())
                .param("text", application.text())
                .param(
                        "grams",
                        Likeness.grams(application.title(), application.text()).toArray(String[]::new))
                .param("receivedOn", application.receivedOn())
                .param("at", at(at))
                .param("deadline", deadline)
                .param("name", application.name())
                .param("branch", application.branch())
                .param("contact", application.contact())
                .param("files", ids(application.files()))
                .query(UUID.class)
                .single();
        return id;
    }

    /** Into the register of another organization; the one that passes it on keeps the number that it had there. */
    void forward(DisclosureRequest seen, OrganizationId to, int number) {
        jdbc.sql("""
                        with passed as (
                            insert into request.forwarding (request_id, from_id, to_id, number)
                            values (:request, :from, :to, :before)
                        )
                        update request.request
                           set organization_id = :to, number = :number
                         where id = :request
                        """)
                .param("request", seen.id())
                .param("from", seen.organization().value())
                .param("to", to.value())
                .param("before", seen.number())
                .param("number", number)
                .update();
    }

    /** Links it to those of the same organization or its superiors that are there already and ask much the same. */
    void linkKin(UUID request, Collection<OrganizationId> organizations, int worthALook) {
        jdbc.sql("""
                        insert into request.kin (request_id, earlier_id, likeness)
                        select n.id, e.id, s.percent
                          from request.request n
                          join request.request e on e.organization_id = any (cast(:organizations as uuid[]))
                               and e.id <> n.id
                               and e.grams && n.grams
                         cross join lateral (
                               select 100 * count(*) / greatest(1, cardinality(e.grams) + cardinality(n.grams) - count(*)) as percent
                                 from unnest(e.grams) as g (gram)
                                where g.gram = any (n.grams)) s
                         where n.id = :request
                           and s.percent >= :worthALook
                           and not exists (
                               select from request.kin k
                                where (k.request_id, k.earlier_id) in ((n.id, e.id), (e.id, n.id)))
                         order by s.percent desc, e.id desc
                         limit 5
                        """)
                .param("request", request)
                .param(
                        "organizations",
                        ids(organizations.stream().map(OrganizationId::value).toList()))
                .param("worthALook", worthALook)
                .update();
    }

    /**
     * Where a request stands after a step. Fields that a step does not speak of are the ones it was seen with.
     *
     * @param deadline the one that runs from now on
     */
    record State(
            RequestStatus status,
            OrganizationId handler,
            @Nullable OrganizationId returnsTo,
            @Nullable OrganizationId upheldBy,
            UUID deadline,
            @Nullable LocalDate extendedOn,
            @Nullable LocalDate completeUntil,
            @Nullable LocalDate hearUntil,
            @Nullable UUID draft,
            @Nullable UUID decision) {

        State to(RequestStatus changed) {
            return new State(
                    changed,
                    handler,
                    returnsTo,
                    upheldBy,
                    deadline,
                    extendedOn,
                    completeUntil,
                    hearUntil,
                    draft,
                    decision);
        }

        State with(OrganizationId changed) {
            return new State(
                    status,
                    changed,
                    returnsTo,
                    upheldBy,
                    deadline,
                    extendedOn,
                    completeUntil,
                    hearUntil,
                    draft,
                    decision);
        }

        State returnsTo(@Nullable OrganizationId changed) {
            return new State(
                    status,
                    handler,
                    changed,
                    upheldBy,
                    deadline,
                    extendedOn,
                    completeUntil,
                    hearUntil,
                    draft,
                    decision);
        }

        State upheldBy(@Nullable OrganizationId changed) {
            return new State(
                    status,
                    handler,
                    returnsTo,
                    changed,
                    deadline,
                    extendedOn,
                    completeUntil,
                    hearUntil,
                    draft,
                    decision);
        }

        State deadline(UUID changed) {
            return new State(
                    status,
                    handler,
                    returnsTo,
                    upheldBy,
                    changed,
                    extendedOn,
                    completeUntil,
                    hearUntil,
                    draft,
                    decision);
        }

        State extendedOn(@Nullable LocalDate changed) {
            return new State(
                    status, handler, returnsTo, upheldBy, deadline, changed, completeUntil, hearUntil, draft, decision);
        }

        State completeUntil(@Nullable LocalDate changed) {
            return new State(
                    status, handler, returnsTo, upheldBy, deadline, extendedOn, changed, hearUntil, draft, decision);
        }

        State hearUntil(@Nullable LocalDate changed) {
            return new State(
                    status,
                    handler,
                    returnsTo,
                    upheldBy,
                    deadline,
                    extendedOn,
                    completeUntil,
                    changed,
                    draft,
                    decision);
        }

        State draft(@Nullable UUID changed) {
            return new State(
                    status,
                    handler,
                    returnsTo,
                    upheldBy,
                    deadline,
                    extendedOn,
                    completeUntil,
                    hearUntil,
                    changed,
                    decision);
        }

        State decision(@Nullable UUID changed) {
            return new State(
                    status,
                    handler,
                    returnsTo,
                    upheldBy,
                    deadline,
                    extendedOn,
                    completeUntil,
                    hearUntil,
                    draft,
                    changed);
        }
    }

    void move(UUID request, State state, Instant at) {
        jdbc.sql("""
                        with moved as (
                            update request.request
                               set status = :status, status_since = case when status = :status then status_since else :at end,
                                   handler_id = :handler, returns_to_id = :returnsTo, upheld_by_id = :upheldBy,
                                   deadline_id = :deadline, extended_on = :extendedOn, complete_until = :completeUntil,
                                   hear_until = :hearUntil, draft_id = :draft, decision_id = :decision
                             where id = :request
                         returning id
                        )
                        insert into request.clock (request_id, position, deadline_id)
                        select m.id, (select count(*) from request.clock c where c.request_id = m.id), :deadline
                          from moved m
                         where not exists (
                               select from request.clock c where c.request_id = m.id and c.deadline_id = :deadline)
                        """)
                .param("request", request)
                .param("status", state.status().name())
                .param("at", at(at))
                .param("handler", state.handler().value())
                .param("returnsTo", value(state.returnsTo()))
                .param("upheldBy", value(state.upheldBy()))
                .param("deadline", state.deadline())
                .param("extendedOn", state.extendedOn())
                .param("completeUntil", state.completeUntil())
                .param("hearUntil", state.hearUntil())
                .param("draft", state.draft())
                .param("decision", state.decision())
                .update();
    }

    /** @param by null for the applicant and for the program */
    void insertStep(
            UUID request,
            RequestStep step,
            RequestStatus from,
            RequestStatus to,
            OrganizationId with,
            LocalDate on,
            String told,
            String note,
            boolean bySender,
            @Nullable PersonId by,
            Instant at) {
        jdbc.sql("""
                        insert into request.step (
                               request_id, step, from_status, to_status, at_id, taken_on, told, note, by_sender, taken_by, taken_at)
                        values (:request, :step, :from, :to, :with, :on, :told, :note, :bySender, :by, :at)
                        """)
                .param("request", request)
                .param("step", step.name())
                .param("from", from.name())
                .param("to", to.name())
                .param("with", with.value())
                .param("on", on)
                .param("told", told)
                .param("note", note)
                .param("bySender", bySender)
                .param("by", by == null ? null : by.value())
                .param("at", at(at))
                .update();
    }

    UUID insertReply(UUID request, Reply.Words words, @Nullable PersonId by, Instant at) {
        return jdbc.sql("""
                        insert into request.reply (request_id, round, outcome, text, ground, pointer, drafted_by, drafted_at)
                        select :request, 1 + count(*), :outcome, :text, :ground, :pointer, :by, :at
                          from request.reply
                         where request_id = :request
                           and decided_at is not null
                        returning id
                        """)
                .param("request", request)
                .param("outcome", words.outcome().name())
                .param("text", words.text())
                .param("ground", words.ground())
                .param("pointer", words.pointer())
                .param("by", by == null ? null : by.value())
                .param("at", at(at))
                .query(UUID.class)
                .single();
    }

    void decide(UUID reply, @Nullable PersonId by, OrganizationId organization, LocalDate on, Instant at) {
        jdbc.sql("""
                        update request.reply
                           set decided_by = :by, decided_for = :organization, decided_on = :on, decided_at = :at
                         where id = :reply
                        """)
                .param("reply", reply)
                .param("by", by == null ? null : by.value())
                .param("organization", organization.value())
                .param("on", on)
                .param("at", at(at))
                .update();
    }

    void makeVoid(UUID reply) {
        jdbc.sql("update request.reply set void = true where id = :reply")
                .param("reply", reply)
                .update();
    }

    void addFile(UUID request, UUID attachment, Dossier.File.Kind kind, @Nullable UUID reply, Instant at) {
        jdbc.sql("""
                        insert into request.file (request_id, attachment_id, kind, reply_id, added_at)
                        values (:request, :attachment, :kind, :reply, :at)
                        """)
                .param("request", request)
                .param("attachment", attachment)
                .param("kind", kind.name())
                .param("reply", reply)
                .param("at", at(at))
                .update();
    }

    /** False when it was rated before. */
    boolean rate(UUID request, UUID reply, boolean satisfied, String remark, LocalDate on) {
        return jdbc.sql("""
                        insert into request.rating (request_id, reply_id, satisfied, remark, rated_on)
                        values (:request, :reply, :satisfied, :remark, :on)
                            on conflict (request_id) do nothing
                        """)
                        .param("request", request)
                        .param("reply", reply)
                        .param("satisfied", satisfied)
                        .param("remark", remark)
                        .param("on", on)
                        .update()
                == 1;
    }

    void look(UUID request, PersonId by, Instant at) {
        jdbc.sql("insert into request.look (request_id, seen_by, seen_at) values (:request, :by, :at)")
                .param("request", request)
                .param("by", by.value())
                .param("at", at(at))
                .update();
    }

    void insertCircle(OrganizationId county, Set<ApplicantKind> applicants, String reason, PersonId by, Instant at) {
        jdbc.sql("""
                        insert into request.circle (county_id, applicants, reason, decided_by, decided_at)
                        values (:county, :applicants, :reason, :by, :at)
                        """)
                .param("county", county.value())
                .param("applicants", applicants.stream().map(Enum::name).toArray(String[]::new))
                .param("reason", reason)
                .param("by", by.value())
                .param("at", at(at))
                .update();
    }

    // ------------------------------------------------------------------ reading

    /** As it stands once nobody else changes it; @throws NoSuchElementException when there is none. */
    DisclosureRequest locked(UUID request) {
        return jdbc.sql("select id from request.request where id = :request for update")
                .param("request", request)
                .query(UUID.class)
                .optional()
                .map(this::get)
                .orElseThrow(() -> new NoSuchElementException("No request " + request));
    }

    DisclosureRequest get(UUID request) {
        return jdbc.sql("""
                        select r.id, r.code, r.county_id, r.organization_id, r.handler_id, r.returns_to_id, r.upheld_by_id, r.year,
                               r.number, r.door, r.applicant, r.way, r.title, r.text, r.received_on, r.status, r.status_since,
                               r.deadline_id, r.extended_on, r.complete_until, r.hear_until, r.draft_id, r.decision_id
                          from request.request r
                         where r.id = :request
                        """)
                .param("request", request)
                .query(RequestStore::toRequest)
                .optional()
                .orElseThrow(() -> new NoSuchElementException("No request " + request));
    }

    Optional<UUID> find(TrackingCode code) {
        return jdbc.sql("select id from request.request where code = :code")
                .param("code", code.text())
                .query(UUID.class)
                .optional();
    }

    /** The request whose reply it is. */
    Optional<UUID> ofReply(UUID reply) {
        return jdbc.sql("select request_id from request.reply where id = :reply")
                .param("reply", reply)
                .query(UUID.class)
                .optional();
    }

    /** The request whose deadline runs, or ran last. */
    Optional<UUID> ofDeadline(UUID deadline) {
        return jdbc.sql("select id from request.request where deadline_id = :deadline")
                .param("deadline", deadline)
                .query(UUID.class)
                .optional();
    }

    List<TrackingCode> codes() {
        return jdbc.sql("select code from request.request order by id")
                .query((row, n) -> new TrackingCode(row.getString("code")))
                .list();
    }

    /** Those whose due day was the day before: from today on their applicants may turn to the superior. */
    List<TrackingCode> becameLate(LocalDate today) {
        return jdbc.sql("""
                        select r.code
                          from request.request r
                          join calendar.deadline d on d.id = r.deadline_id
                         where r.status in ('RECEIVED', 'ACCEPTED', 'EXTENDED')
                           and d.ended_on is null
                           and d.due_on < :today
                           and d.due_on >= :from
                        """)
                .param("today", today)
                .param("from", today.minusDays(8))
                .query((row, n) -> new TrackingCode(row.getString("code")))
                .list();
    }

    Applicant applicant(UUID request) {
        return jdbc.sql("select name, branch, contact from request.applicant where request_id = :request")
                .param("request", request)
                .query((row, n) ->
                        new Applicant(row.getString("name"), row.getString("branch"), row.getString("contact")))
                .single();
    }

    /** Those that had it and passed it on. */
    List<OrganizationId> passedOnBy(UUID request) {
        return jdbc.sql("select from_id from request.forwarding where request_id = :request")
                .param("request", request)
                .query((row, n) -> new OrganizationId(row.getObject("from_id", UUID.class)))
                .list();
    }

    List<Dossier.Taken> steps(UUID request) {
        return jdbc.sql("""
                        select s.step, s.to_status, s.at_id, s.taken_on, s.told, s.note, s.by_sender, s.taken_by, f.to_id,
                               r.year || '-' || f.number as registered
                          from request.step s
                          join request.request r on r.id = s.request_id
                          left join request.forwarding f on f.request_id = s.request_id and f.from_id = s.at_id
                               and s.step = 'FORWARD'
                         where s.request_id = :request
                         order by s.id
                        """)
                .param("request", request)
                .query((row, n) -> new Dossier.Taken(
                        RequestStep.valueOf(row.getString("step")),
                        RequestStatus.valueOf(row.getString("to_status")),
                        new OrganizationId(row.getObject("at_id", UUID.class)),
                        row.getObject("taken_on", LocalDate.class),
                        row.getString("told"),
                        row.getString("note"),
                        row.getBoolean("by_sender"),
                        person(row, "taken_by"),
                        passed(row)))
                .list();
    }

    private static Dossier.@Nullable Passed passed(ResultSet row) throws SQLException {
        var to = organization(row, "to_id");
        return to == null ? null : new Dossier.Passed(to, row.getString("registered"));
    }

    List<Reply> replies(UUID request) {
        return jdbc.sql("""
                        select id, round, outcome, text, ground, pointer, drafted_by, drafted_at, decided_by, decided_on,
                               decided_for, void
                          from request.reply
                         where request_id = :request
                         order by id
                        """)
                .param("request", request)
                .query((row, n) -> new Reply(
                        row.getObject("id", UUID.class),
                        row.getInt("round"),
                        RequestOutcome.valueOf(row.getString("outcome")),
                        row.getString("text"),
                        row.getString("ground"),
                        row.getString("pointer"),
                        person(row, "drafted_by"),
                        instant(row, "drafted_at"),
                        person(row, "decided_by"),
                        row.getObject("decided_on", LocalDate.class),
                        organization(row, "decided_for"),
                        row.getBoolean("void")))
                .list();
    }

    record FileRow(
            Dossier.File.Kind kind,
            UUID attachment,
            @Nullable UUID reply) {}

    List<FileRow> files(UUID request) {
        return jdbc.sql("""
                        select kind, attachment_id, reply_id
                          from request.file
                         where request_id = :request
                         order by added_at, attachment_id
                        """)
                .param("request", request)
                .query((row, n) -> new FileRow(
                        Dossier.File.Kind.valueOf(row.getString("kind")),
                        row.getObject("attachment_id", UUID.class),
                        row.getObject("reply_id", UUID.class)))
                .list();
    }

    List<UUID> clocks(UUID request) {
        return jdbc.sql("select deadline_id from request.clock where request_id = :request order by position")
                .param("request", request)
                .query(UUID.class)
                .list();
    }

    /** Earlier ones that it was linked to, and later ones linked to it. */
    List<Dossier.Kin> kin(UUID request) {
        return jdbc.sql("""
                        select r.id, r.year, r.number, r.title, r.status, k.likeness
                          from (select earlier_id as id, likeness from request.kin where request_id = :request
                                union all
                                select request_id, likeness from request.kin where earlier_id = :request) k
                          join request.request r on r.id = k.id
                         order by k.likeness desc, r.id
                        """)
                .param("request", request)
                .query((row, n) -> new Dossier.Kin(
                        row.getObject("id", UUID.class),
                        row.getInt("year") + "-" + row.getInt("number"),
                        row.getString("title"),
                        RequestStatus.valueOf(row.getString("status")),
                        row.getInt("likeness")))
                .list();
    }

    List<Dossier.Look> looks(UUID request) {
        return jdbc.sql(
                        "select seen_by, seen_at from request.look where request_id = :request order by id desc limit 50")
                .param("request", request)
                .query((row, n) ->
                        new Dossier.Look(new PersonId(row.getObject("seen_by", UUID.class)), instant(row, "seen_at")))
                .list();
    }

    Optional<Dossier.Rating> rating(UUID request) {
        return jdbc.sql("select satisfied, remark, rated_on from request.rating where request_id = :request")
                .param("request", request)
                .query((row, n) -> new Dossier.Rating(
                        row.getBoolean("satisfied"),
                        row.getString("remark"),
                        row.getObject("rated_on", LocalDate.class)))
                .optional();
    }

    /** Who may ask in the county now; empty where it has decided nothing. */
    Optional<Set<ApplicantKind>> circle(OrganizationId county) {
        return jdbc.sql("""
                        select applicants
                          from request.circle
                         where county_id = :county
                         order by id desc
                         limit 1
                        """)
                .param("county", county.value())
                .query((row, n) -> Arrays.stream(
                                (String[]) row.getArray("applicants").getArray())
                        .map(ApplicantKind::valueOf)
                        .collect(Collectors.toUnmodifiableSet()))
                .optional();
    }

    /**
     * The newest first: of everybody within reach, and what was passed on from there.
     *
     * @param where beginnings of the subtrees that the reader may see
     * @param under cuts it to one subtree, null for all
     * @param after id of the last one on the page before, null for the first page
     */
    List<RequestLine> list(
            Set<OrganizationId> where,
            @Nullable OrganizationId under,
            @Nullable Set<RequestStatus> statuses,
            boolean late,
            String words,
            LocalDate today,
            @Nullable UUID after,
            int limit) {
        return jdbc.sql("""
                        with reach as (
                            select distinct a.descendant_id as id
                              from organization.ancestry a
                             where a.ancestor_id = any (cast(:where as uuid[]))
                               and a.valid_from <= :today and (a.valid_until is null or :today < a.valid_until)
                               and (cast(:under as uuid) is null or exists (
                                       select from organization.ancestry u
                                        where u.ancestor_id = :under and u.descendant_id = a.descendant_id
                                          and u.valid_from <= :today and (u.valid_until is null or :today < u.valid_until)))
                        ), within as (
                            select r.id
                              from request.request r
                              join reach on reach.id = r.organization_id
                             union
                            select f.request_id
                              from request.forwarding f
                              join reach on reach.id = f.from_id
                        )
                        select r.id, r.year, r.number, s.name, r.title, r.applicant, r.status, r.received_on, d.due_on, p.outcome,
                               d.due_on < coalesce(d.ended_on, :today) as late
                          from within
                          join request.request r on r.id = within.id
                          join organization.state s on s.organization_id = r.organization_id
                               and s.valid_from <= :today and (s.valid_until is null or :today < s.valid_until)
                          join calendar.deadline d on d.id = r.deadline_id
                          left join request.reply p on p.id = r.decision_id
                         where r.status = any (:statuses)
                           and (:words = '' or r.title ilike '%' || :words || '%' or r.text ilike '%' || :words || '%'
                                or r.year || '-' || r.number = :words
                                or exists (
                                    select from request.forwarding f
                                     where f.request_id = r.id and r.year || '-' || f.number = :words))
                           and (not :late or d.due_on < coalesce(d.ended_on, :today))
                           and (cast(:after as uuid) is null or r.id < :after)
                         order by r.id desc
                         limit :limit
                        """)
                .param("where", ids(where.stream().map(OrganizationId::value).toList()))
                .param("under", value(under))
                .param(
                        "statuses",
                        (statuses == null ? ALL : statuses)
                                .stream().map(Enum::name).toArray(String[]::new))
                .param("late", late)
                .param("words", words)
                .param("today", today)
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> new RequestLine(
                        row.getObject("id", UUID.class),
                        row.getInt("year") + "-" + row.getInt("number"),
                        row.getString("name"),
                        row.getString("title"),
                        ApplicantKind.valueOf(row.getString("applicant")),
                        RequestStatus.valueOf(row.getString("status")),
                        row.getObject("received_on", LocalDate.class),
                        row.getObject("due_on", LocalDate.class),
                        row.getBoolean("late"),
                        row.getString("outcome") == null ? null : RequestOutcome.valueOf(row.getString("outcome"))))
                .list();
    }

    /**
     * What of one action waits below the organizations, with whether anybody nearer could do it. An overdue one is urged by those
     * above only; whoever drafted a reply does not decide it.
     */
    List<RequestTask> tasks(
            RequestTask.Action action,
            Set<OrganizationId> where,
            List<String> roles,
            PersonId person,
            LocalDate today,
            int limit) {
        var statuses = switch (action) {
            case ACCEPT -> List.of("RECEIVED");
            case ANSWER, DECIDE -> List.of("ACCEPTED", "EXTENDED");
            case DELIVER -> List.of("DECIDED");
            case CLOSE_INCOMPLETE -> List.of("NEEDS_COMPLETION");
            case CLOSE_HEARING -> List.of("THIRD_PARTY_CONSULTED");
            case REVIEW -> List.of("ESCALATED");
            case URGE -> List.of("RECEIVED", "ACCEPTED", "EXTENDED");
        };
        return jdbc.sql("""
                        with reach as (
                            select a.descendant_id as id, min(a.distance) as distance
                              from organization.ancestry a
                             where a.ancestor_id = any (cast(:where as uuid[]))
                               and a.valid_from <= :today and (a.valid_until is null or :today < a.valid_until)
                             group by a.descendant_id
                        ), waiting as (
                            select r.id, r.handler_id, r.title, r.status_since, p.drafted_by, reach.distance,
                                   case :action when 'CLOSE_INCOMPLETE' then r.complete_until
                                                when 'CLOSE_HEARING' then r.hear_until
                                                else d.due_on end as due_on
                              from request.request r
                              join reach on reach.id = r.handler_id
                              join calendar.deadline d on d.id = r.deadline_id
                              left join request.reply p on p.id = r.draft_id
                             where r.status = any (:statuses)
                               and (:action <> 'ANSWER' or r.draft_id is null)
                               and (:action <> 'DECIDE' or r.draft_id is not null and p.drafted_by <> :person)
                               and (:action <> 'CLOSE_INCOMPLETE' or r.complete_until < :today)
                               and (:action <> 'CLOSE_HEARING' or r.hear_until < :today)
                               and (:action <> 'URGE' or d.due_on < :today and reach.distance > 0)
                        )
                        select w.id, s.name, w.title, w.due_on,
                               not exists (
                                   select from organization.ancestry a
                                     join account.appointment ap on ap.organization_id = a.ancestor_id
                                    where a.descendant_id = w.handler_id
                                      and a.distance < w.distance
                                      and (:action <> 'URGE' or a.distance > 0)
                                      and a.valid_from <= :today and (a.valid_until is null or :today < a.valid_until)
                                      and ap.role = any (:roles)
                                      and ap.valid_from <= :today and (ap.valid_until is null or :today < ap.valid_until)
                                      and (:action <> 'DECIDE' or ap.person_id <> w.drafted_by)) as nearest
                          from waiting w
                          join organization.state s on s.organization_id = w.handler_id
                               and s.valid_from <= :today and (s.valid_until is null or :today < s.valid_until)
                         order by nearest desc, w.due_on nulls last, w.status_since, w.id
                         limit :limit
                        """)
                .param("where", ids(where.stream().map(OrganizationId::value).toList()))
                .param("statuses", statuses.toArray(String[]::new))
                .param("action", action.name())
                .param("roles", roles.toArray(String[]::new))
                .param("person", person.value())
                .param("today", today)
                .param("limit", limit)
                .query((row, n) -> new RequestTask(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("title"),
                        action,
                        row.getBoolean("nearest"),
                        row.getObject("due_on", LocalDate.class)))
                .list();
    }

    private static DisclosureRequest toRequest(ResultSet row, int n) throws SQLException {
        return new DisclosureRequest(
                row.getObject("id", UUID.class),
                new TrackingCode(row.getString("code")),
                new OrganizationId(row.getObject("county_id", UUID.class)),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                new OrganizationId(row.getObject("handler_id", UUID.class)),
                organization(row, "returns_to_id"),
                organization(row, "upheld_by_id"),
                row.getInt("year"),
                row.getInt("number"),
                RequestDoor.valueOf(row.getString("door")),
                ApplicantKind.valueOf(row.getString("applicant")),
                ReplyWay.valueOf(row.getString("way")),
                row.getString("title"),
                row.getString("text"),
                row.getObject("received_on", LocalDate.class),
                RequestStatus.valueOf(row.getString("status")),
                instant(row, "status_since"),
                row.getObject("deadline_id", UUID.class),
                row.getObject("extended_on", LocalDate.class),
                row.getObject("complete_until", LocalDate.class),
                row.getObject("hear_until", LocalDate.class),
                row.getObject("draft_id", UUID.class),
                row.getObject("decision_id", UUID.class));
    }

    private static @Nullable OrganizationId organization(ResultSet row, String column) throws SQLException {
        var id = row.getObject(column, UUID.class);
        return id == null ? null : new OrganizationId(id);
    }

    private static @Nullable PersonId person(ResultSet row, String column) throws SQLException {
        var id = row.getObject(column, UUID.class);
        return id == null ? null : new PersonId(id);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable UUID value(@Nullable OrganizationId organization) {
        return organization == null ? null : organization.value();
    }

    private static String[] ids(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
