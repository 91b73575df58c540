package io.gongkai.opinion;

import io.gongkai.account.Role;
import io.gongkai.intake.TrackingCode;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of opinions. */
@Repository
class OpinionStore {

    private static final String COLUMNS =
            "deadline.county_id uuid, deadline.due_on date, deadline.ended_on date, deadline.id uuid,"
                    + " deadline.limit_code text, deadline.provisional boolean, event.happened_on date, event.note text,"
                    + " event.opinion_id uuid, event.position integer, event.removed text, event.removed_by uuid,"
                    + " event.step text, event.taken_at timestamp with time zone, event.taken_by uuid, event.text text,"
                    + " opinion.answer_public boolean, opinion.closing text, opinion.code text, opinion.county_id uuid,"
                    + " opinion.deadline_id uuid, opinion.handling_id uuid, opinion.holder_id uuid, opinion.id uuid,"
                    + " opinion.mode text, opinion.number text, opinion.organization_id uuid, opinion.proposed_by uuid,"
                    + " opinion.public_answer boolean, opinion.question text, opinion.received_on date, opinion.reopened"
                    + " boolean, opinion.source text, opinion.status text, opinion.status_on date, opinion.title text,"
                    + " segment.cause text, segment.deadline_id uuid, segment.evidence text, segment.from_on date,"
                    + " segment.kind text, segment.position integer, segment.until_on date, segment.working_days integer";

    private final JdbcClient jdbc;

    OpinionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An opinion that has just come in. */
    record New(
            UUID id,
            TrackingCode code,
            OrganizationId county,
            OrganizationId organization,
            String number,
            OpinionSource source,
            SpeakingMode mode,
            String title,
            LocalDate receivedOn,
            boolean answerPublic,
            UUID deadline) {}

    int nextNumber(OrganizationId organization, int year) {
        return jdbc.sql("""
                        insert into opinion.register as r (organization_id, year, last)
                        values (:organization, :year, 1)
                            on conflict (organization_id, year) do update set last = r.last + 1
                        returning last
                        """)
                .param("organization", organization.value())
                .param("year", year)
                .query(Integer.class)
                .single();
    }

    /** Whether it was not open yet. */
    boolean openBook(OrganizationId county, LocalDate since) {
        return jdbc.sql("""
                                insert into opinion.book (county_id, since)
                                values (:county, :since)
                                    on conflict (county_id) do nothing
                                """)
                        .param("county", county.value())
                        .param("since", since)
                        .update()
                == 1;
    }

    Optional<LocalDate> bookSince(OrganizationId county) {
        return jdbc.sql("select b.since from opinion.book b where b.county_id = :county")
                .param("county", county.value())
                .query(LocalDate.class)
                .optional();
    }

    void insert(New opinion) {
        jdbc.sql("""
                        insert into opinion.opinion (
                               id, code, county_id, organization_id, handling_id, number, source, mode, title, received_on,
                               answer_public, status, status_on, deadline_id)
                        values (:id, :code, :county, :organization, :organization, :number, :source, :mode, :title, :receivedOn,
                               :answerPublic, 'RECEIVED', :receivedOn, :deadline)
                        """)
                .param("id", opinion.id())
                .param("code", opinion.code().text())
                .param("county", opinion.county().value())
                .param("organization", opinion.organization().value())
                .param("number", opinion.number())
                .param("source", opinion.source().name())
                .param("mode", opinion.mode().name())
                .param("title", opinion.title())
                .param("receivedOn", opinion.receivedOn())
                .param("answerPublic", opinion.answerPublic())
                .param("deadline", opinion.deadline())
                .update();
    }

    void insertIdentity(UUID opinion, Sender sender) {
        jdbc.sql("""
                        insert into opinion.identity (opinion_id, name, contact, home)
                        values (:opinion, :name, :contact, :home)
                        """)
                .param("opinion", opinion)
                .param("name", sender.name())
                .param("contact", sender.contact())
                .param("home", sender.home())
                .update();
    }

    void insertFile(UUID opinion, int position, UUID attachment) {
        jdbc.sql("""
                        insert into opinion.file (opinion_id, position, attachment_id)
                        values (:opinion, :position, :attachment)
                        """)
                .param("opinion", opinion)
                .param("position", position)
                .param("attachment", attachment)
                .update();
    }

    /** Of a step of the sender's neither who nor when is kept. */
    void insertEvent(
            UUID opinion,
            OpinionStep step,
            LocalDate on,
            String text,
            String note,
            @Nullable PersonId by,
            @Nullable Instant at) {
        jdbc.sql("""
                        insert into opinion.event (opinion_id, position, step, happened_on, text, note, taken_by, taken_at)
                        select :opinion, count(e.position), :step, :on, :text, :note, cast(:by as uuid), cast(:at as timestamptz)
                          from opinion.event e
                         where e.opinion_id = :opinion
                        """)
                .param("opinion", opinion)
                .param("step", step.name())
                .param("on", on)
                .param("text", text)
                .param("note", note)
                .param("by", by == null ? null : by.value())
                .param("at", by == null || at == null ? null : at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Whoever else takes a step in it waits until the end of this transaction. */
    Optional<Opinion> lock(UUID id) {
        jdbc.sql("select o.id from opinion.opinion o where o.id = :id for update")
                .param("id", id)
                .query(UUID.class)
                .optional();
        return find(id);
    }

    /** The columns on the way of an anonymous opinion, and what keeps them so; anything else could hold a time or a person. */
    boolean keepsItsPromise() {
        return jdbc.sql("""
                        select (
                               select string_agg(format('%s.%s %s', c.relname, a.attname, format_type(a.atttypid, null)), ', '
                                                 order by c.relname, a.attname)
                                 from pg_attribute a
                                 join pg_class c on c.oid = a.attrelid
                                 join pg_namespace n on n.oid = c.relnamespace
                                where (n.nspname, c.relname) in (
                                          ('opinion', 'opinion'), ('opinion', 'event'), ('calendar', 'deadline'),
                                          ('calendar', 'segment'))
                                  and a.attnum > 0
                                  and not a.attisdropped) = :columns
                           and 3 = (
                               select count(*)
                                 from pg_constraint k
                                where k.conname in (
                                          'an_anonymous_sender_has_no_name', 'an_identity_belongs_to_a_confidential_opinion',
                                          'of_a_sender_no_time_is_kept')
                                  and k.convalidated)
                           and 2 = (
                               select count(*)
                                 from pg_trigger t
                                where t.tgname in ('an_opinion_stays_as_it_came', 'what_was_said_stays')
                                  and t.tgenabled = 'O')
                           and not exists (
                               select from pg_trigger t
                                 join pg_class c on c.oid = t.tgrelid
                                 join pg_namespace n on n.oid = c.relnamespace
                                where n.nspname = 'opinion'
                                  and c.relname in ('opinion', 'event')
                                  and not t.tgisinternal
                                  and t.tgname not in (
                                          'an_opinion_stays_as_it_came', 'what_was_said_stays', 'opinions_stay', 'words_stay'))
                        """).param("columns", COLUMNS).query(Boolean.class).single();
    }

    Optional<UUID> byCode(TrackingCode code) {
        return jdbc.sql("select o.id from opinion.opinion o where o.code = :code")
                .param("code", code.text())
                .query(UUID.class)
                .optional();
    }

    List<TrackingCode> codes() {
        return jdbc.sql("select o.code from opinion.opinion o order by o.code")
                .query((row, _) -> new TrackingCode(row.getString("code")))
                .list();
    }

    Optional<Opinion> find(UUID id) {
        var events = events(id);
        var files = jdbc.sql("""
                        select f.attachment_id
                          from opinion.file f
                         where f.opinion_id = :id
                         order by f.position
                        """).param("id", id).query(UUID.class).list();
        return jdbc.sql("""
                        select o.id, o.code, o.county_id, o.organization_id, oo.code as organization_code,
                               os.name as organization_name, o.handling_id, ho.code as handling_code, hs.name as handling_name,
                               o.number, o.source, o.mode, o.title, o.received_on, o.answer_public, o.status, o.holder_id,
                               p.name as holder_name, o.deadline_id, o.closing, o.proposed_by, o.reopened, o.public_answer,
                               o.question
                          from opinion.opinion o
                          join organization.organization oo on oo.id = o.organization_id
                          join lateral (
                               select s.name from organization.state s
                                where s.organization_id = o.organization_id
                                order by s.valid_from desc limit 1) os on true
                          join organization.organization ho on ho.id = o.handling_id
                          join lateral (
                               select s.name from organization.state s
                                where s.organization_id = o.handling_id
                                order by s.valid_from desc limit 1) hs on true
                          left join account.person p on p.id = o.holder_id
                         where o.id = :id
                        """)
                .param("id", id)
                .query((row, _) -> new Opinion(
                        row.getObject("id", UUID.class),
                        new TrackingCode(row.getString("code")),
                        organization(row, "county_id"),
                        organization(row, "organization_id"),
                        row.getString("organization_code"),
                        row.getString("organization_name"),
                        organization(row, "handling_id"),
                        row.getString("handling_code"),
                        row.getString("handling_name"),
                        row.getString("number"),
                        OpinionSource.valueOf(row.getString("source")),
                        SpeakingMode.valueOf(row.getString("mode")),
                        row.getString("title"),
                        row.getObject("received_on", LocalDate.class),
                        row.getBoolean("answer_public"),
                        OpinionStatus.valueOf(row.getString("status")),
                        person(row, "holder_id"),
                        row.getString("holder_name"),
                        row.getObject("deadline_id", UUID.class),
                        row.getString("closing") == null ? null : ClosingKind.valueOf(row.getString("closing")),
                        person(row, "proposed_by"),
                        row.getBoolean("reopened"),
                        row.getBoolean("public_answer"),
                        row.getString("question"),
                        events,
                        files))
                .optional();
    }

    private List<Opinion.Event> events(UUID opinion) {
        return jdbc.sql("""
                        select e.position, e.step, e.happened_on, e.text, e.note, e.taken_by, p.name, e.taken_at, e.removed
                          from opinion.event e
                          left join account.person p on p.id = e.taken_by
                         where e.opinion_id = :opinion
                         order by e.position
                        """)
                .param("opinion", opinion)
                .query((row, _) -> new Opinion.Event(
                        row.getInt("position"),
                        OpinionStep.valueOf(row.getString("step")),
                        row.getObject("happened_on", LocalDate.class),
                        row.getString("text"),
                        row.getString("note"),
                        person(row, "taken_by"),
                        row.getString("name"),
                        instant(row, "taken_at"),
                        row.getString("removed")))
                .list();
    }

    /** Everything about it that a step may change. */
    void update(UUID id, OpinionStatus status, Standing standing, LocalDate on) {
        jdbc.sql("""
                        update opinion.opinion
                           set status = :status, status_on = :on, handling_id = :handling, holder_id = :holder,
                               deadline_id = :deadline, closing = :closing, proposed_by = :proposedBy, reopened = :reopened,
                               public_answer = :publicAnswer, question = :question
                         where id = :id
                        """)
                .param("id", id)
                .param("status", status.name())
                .param("on", on)
                .param("handling", standing.handling().value())
                .param("holder", value(standing.holder()))
                .param("deadline", standing.deadline())
                .param(
                        "closing",
                        standing.closing() == null ? null : standing.closing().name())
                .param("proposedBy", value(standing.proposedBy()))
                .param("reopened", standing.reopened())
                .param("publicAnswer", standing.publicAnswer())
                .param("question", standing.question())
                .update();
    }

    void removeWords(UUID opinion, int position, String text, String reason, PersonId by) {
        jdbc.sql("""
                        update opinion.event
                           set text = :text, removed = :reason, removed_by = :by
                         where opinion_id = :opinion
                           and position = :position
                        """)
                .param("opinion", opinion)
                .param("position", position)
                .param("text", text)
                .param("reason", reason)
                .param("by", by.value())
                .update();
    }

    Optional<Sender> lookAtIdentity(UUID opinion, PersonId by, String reason, Instant at) {
        return jdbc.sql("""
                        select i.name, i.contact, i.home
                          from opinion.look_at_identity(:opinion, :by, :reason, :at) i
                        """)
                .param("opinion", opinion)
                .param("by", by.value())
                .param("reason", reason)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Sender(row.getString("name"), row.getString("contact"), row.getString("home")))
                .optional();
    }

    /** For a message to the sender; empty where there is none. It counts as a look of the program. */
    String contactForNotice(UUID opinion, Instant at) {
        return jdbc.sql("select opinion.contact_for_notice(:opinion, :at)")
                .param("opinion", opinion)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(String.class)
                .single();
    }

    List<UUID> lookForContact(String contact, PersonId by, String reason, Instant at) {
        return jdbc.sql("select f.id from opinion.look_for_contact(:contact, :by, :reason, :at) f (id)")
                .param("contact", contact)
                .param("by", by.value())
                .param("reason", reason)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .list();
    }

    List<Look> looks(UUID opinion) {
        return jdbc.sql("""
                        select p.name, l.reason, l.looked_at
                          from opinion.look l
                          left join account.person p on p.id = l.person_id
                         where l.opinion_id = :opinion
                         order by l.id
                        """)
                .param("opinion", opinion)
                .query((row, _) -> new Look(
                        row.getString("name") == null ? "" : row.getString("name"),
                        row.getString("reason"),
                        row.getObject("looked_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** What hangs below one of the organizations, by its own or by the handling one; the newest first. */
    List<OpinionLine> lines(
            Collection<OrganizationId> where,
            OpinionFilter filter,
            @Nullable Collection<UUID> among,
            LocalDate today,
            @Nullable LocalDate beforeDay,
            @Nullable UUID before,
            int limit) {
        return jdbc.sql("""
                        with reach as (
                            select distinct a.descendant_id as id
                              from organization.ancestry a
                             where a.ancestor_id = any (cast(:where as uuid[]))
                               and a.valid_from <= :today and (a.valid_until is null or :today < a.valid_until)
                        )
                        select o.id, o.number, o.title, os.name as organization_name, hs.name as handling_name, o.source, o.mode,
                               o.status, o.closing, o.received_on,
                               case when o.status in ('REPLIED', 'RATED') then null else d.due_on end as due_on
                          from opinion.opinion o
                          join organization.state os on os.organization_id = o.organization_id
                               and os.valid_from <= :today and (os.valid_until is null or :today < os.valid_until)
                          join organization.state hs on hs.organization_id = o.handling_id
                               and hs.valid_from <= :today and (hs.valid_until is null or :today < hs.valid_until)
                          left join calendar.deadline d on d.id = o.deadline_id
                         where (o.organization_id in (select r.id from reach r) or o.handling_id in (select r.id from reach r))
                           and (cast(:status as text) is null or o.status = :status)
                           and (cast(:source as text) is null or o.source = :source)
                           and (not :open or o.status not in ('REPLIED', 'RATED'))
                           and (not :overdue or (o.status not in ('REPLIED', 'RATED') and d.due_on < :today))
                           and (cast(:among as uuid[]) is null or o.id = any (cast(:among as uuid[])))
                           and not exists (
                                   select from unnest(cast(:words as text[])) as w (word)
                                    where position(lower(w.word) in lower(o.number || ' ' || o.title || ' ' || os.name)) = 0
                                      and not exists (
                                              select from opinion.event e
                                               where e.opinion_id = o.id
                                                 and position(lower(w.word) in lower(e.text)) > 0))
                           and (cast(:beforeDay as date) is null or (o.received_on, o.id) < (:beforeDay, :before))
                         order by o.received_on desc, o.id desc
                         limit :limit
                        """)
                .param("where", ids(where))
                .param("today", today)
                .param(
                        "status",
                        filter.status() == null ? null : filter.status().name())
                .param(
                        "source",
                        filter.source() == null ? null : filter.source().name())
                .param("open", filter.open())
                .param("overdue", filter.overdue())
                .param("among", among == null ? null : among.toArray(UUID[]::new))
                .param(
                        "words",
                        filter.words().isBlank()
                                ? new String[0]
                                : filter.words().strip().split("\\s+"))
                .param("beforeDay", beforeDay)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> new OpinionLine(
                        row.getObject("id", UUID.class),
                        row.getString("number"),
                        row.getString("title"),
                        row.getString("organization_name"),
                        row.getString("handling_name"),
                        OpinionSource.valueOf(row.getString("source")),
                        SpeakingMode.valueOf(row.getString("mode")),
                        OpinionStatus.valueOf(row.getString("status")),
                        row.getString("closing") == null ? null : ClosingKind.valueOf(row.getString("closing")),
                        row.getObject("received_on", LocalDate.class),
                        row.getObject("due_on", LocalDate.class)))
                .list();
    }

    /** How many are overdue that others handle, strictly below the organizations. */
    int overdueBelow(Collection<OrganizationId> where, LocalDate today) {
        return jdbc.sql("""
                        select count(o.id)
                          from opinion.opinion o
                          join calendar.deadline d on d.id = o.deadline_id
                         where o.status not in ('REPLIED', 'RATED')
                           and d.due_on < :today
                           and o.handling_id <> all (cast(:where as uuid[]))
                           and o.handling_id in (
                                   select a.descendant_id
                                     from organization.ancestry a
                                    where a.ancestor_id = any (cast(:where as uuid[]))
                                      and a.valid_from <= :today and (a.valid_until is null or :today < a.valid_until))
                        """)
                .param("where", ids(where))
                .param("today", today)
                .query(Integer.class)
                .single();
    }

    /** What waits at the organizations for somebody with one of the roles; what is held by somebody waits for that person. */
    List<OpinionTask> tasks(
            OpinionTask.Action action,
            Collection<OrganizationId> where,
            List<Role> roles,
            PersonId person,
            LocalDate today,
            int limit) {
        var statuses = switch (action) {
            case ASSIGN -> List.of("RECEIVED");
            case HANDLE -> List.of("ASSIGNED", "IN_PROGRESS");
            case COUNTERSIGN -> List.of("TO_COUNTERSIGN");
            case REPLY -> List.of("CLOSED");
        };
        return jdbc.sql("""
                        with reach as (
                            select a.descendant_id as id, min(a.distance) as distance
                              from organization.ancestry a
                             where a.ancestor_id = any (cast(:where as uuid[]))
                               and a.valid_from <= :today and (a.valid_until is null or :today < a.valid_until)
                             group by a.descendant_id
                        ), waiting as (
                            select o.id, o.title, o.handling_id, o.holder_id, o.proposed_by, d.due_on, r.distance
                              from opinion.opinion o
                              join reach r on r.id = o.handling_id
                              left join calendar.deadline d on d.id = o.deadline_id
                             where o.status = any (cast(:statuses as text[]))
                               and (:action <> 'COUNTERSIGN' or o.proposed_by is distinct from :person)
                               and (:action not in ('HANDLE', 'REPLY') or o.holder_id is null or o.holder_id = :person)
                        )
                        select w.id, w.title, s.name, w.due_on,
                               (:action in ('HANDLE', 'REPLY') and w.holder_id = :person) or not exists (
                                   select from organization.ancestry a
                                     join account.appointment ap on ap.organization_id = a.ancestor_id
                                    where a.descendant_id = w.handling_id
                                      and a.distance < w.distance
                                      and a.valid_from <= :today and (a.valid_until is null or :today < a.valid_until)
                                      and ap.role = any (cast(:roles as text[]))
                                      and ap.valid_from <= :today and (ap.valid_until is null or :today < ap.valid_until)
                                      and (:action <> 'COUNTERSIGN' or ap.person_id is distinct from w.proposed_by)) as nearest
                          from waiting w
                          join organization.state s on s.organization_id = w.handling_id
                               and s.valid_from <= :today and (s.valid_until is null or :today < s.valid_until)
                         order by nearest desc, w.due_on nulls last, w.id
                         limit :limit
                        """)
                .param("action", action.name())
                .param("where", ids(where))
                .param("statuses", statuses.toArray(String[]::new))
                .param("roles", roles.stream().map(Role::name).toArray(String[]::new))
                .param("person", person.value())
                .param("today", today)
                .param("limit", limit)
                .query((row, _) -> new OpinionTask(
                        row.getObject("id", UUID.class),
                        row.getString("title"),
                        row.getString("name"),
                        action,
                        row.getBoolean("nearest"),
                        row.getObject("due_on", LocalDate.class)))
                .list();
    }

    PublicOpinions publicSide(OrganizationId organization, int year) {
        record Row(PublicOpinions.Figures figures, int removed) {}
        var row = jdbc.sql("""
                        select count(o.id) as received,
                               count(*) filter (where o.status in ('CLOSED', 'REPLIED', 'RATED') and o.closing = 'HANDLED') as handled,
                               count(*) filter (where o.status in ('CLOSED', 'REPLIED', 'RATED') and o.closing = 'NOT_POSSIBLE')
                                   as not_possible,
                               count(*) filter (where o.status in ('CLOSED', 'REPLIED', 'RATED') and o.closing = 'REFERRED') as referred,
                               count(*) filter (where o.status in ('REPLIED', 'RATED')) as answered,
                               count(*) filter (where o.status in ('REPLIED', 'RATED') and d.ended_on <= d.due_on) as in_time,
                               coalesce(sum((
                                   select count(e.removed)
                                     from opinion.event e
                                    where e.opinion_id = o.id)), 0) as removed
                          from opinion.opinion o
                          join calendar.deadline d on d.id = o.deadline_id
                         where o.organization_id = :organization
                           and o.received_on between make_date(:year, 1, 1) and make_date(:year, 12, 31)
                        """)
                .param("organization", organization.value())
                .param("year", year)
                .query((one, _) -> new Row(
                        new PublicOpinions.Figures(
                                one.getInt("received"),
                                one.getInt("handled"),
                                one.getInt("not_possible"),
                                one.getInt("referred"),
                                one.getInt("answered"),
                                one.getInt("in_time")),
                        one.getInt("removed")))
                .single();
        var answers = jdbc.sql("""
                        select a.happened_on, o.question, o.closing, a.text
                          from opinion.opinion o
                          join lateral (
                               select e.happened_on, e.text
                                 from opinion.event e
                                where e.opinion_id = o.id
                                  and e.step = 'REPLY'
                                order by e.position desc
                                limit 1) a on true
                         where o.organization_id = :organization
                           and o.public_answer
                           and o.status in ('REPLIED', 'RATED')
                         order by a.happened_on desc, o.id
                         limit 100
                        """)
                .param("organization", organization.value())
                .query((one, _) -> new PublicOpinions.Answer(
                        one.getObject("happened_on", LocalDate.class),
                        one.getString("question"),
                        ClosingKind.valueOf(one.getString("closing")),
                        one.getString("text")))
                .list();
        return new PublicOpinions(
                organization,
                year,
                row.figures().received() < PublicOpinions.SMALLEST_GROUP ? null : row.figures(),
                row.removed(),
                answers);
    }

    List<UUID> organizations() {
        return jdbc.sql("select distinct o.organization_id from opinion.opinion o")
                .query(UUID.class)
                .list();
    }

    private static UUID[] ids(Collection<OrganizationId> organizations) {
        return organizations.stream().map(OrganizationId::value).toArray(UUID[]::new);
    }

    private static OrganizationId organization(ResultSet row, String column) throws SQLException {
        return new OrganizationId(row.getObject(column, UUID.class));
    }

    private static @Nullable PersonId person(ResultSet row, String column) throws SQLException {
        var id = row.getObject(column, UUID.class);
        return id == null ? null : new PersonId(id);
    }

    private static @Nullable UUID value(@Nullable PersonId person) {
        return person == null ? null : person.value();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
