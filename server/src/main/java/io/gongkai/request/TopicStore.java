package io.gongkai.request;

import io.gongkai.intake.TrackingCode;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of topics. Whoever changes one locks it first. */
@Repository
class TopicStore {

    private final JdbcClient jdbc;

    TopicStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    // ------------------------------------------------------------------ writing

    int nextNumber(OrganizationId organization, int year) {
        return jdbc.sql("""
                        insert into request.topic_numbering (organization_id, year, last)
                        values (:organization, :year, 1)
                            on conflict (organization_id, year) do update set last = topic_numbering.last + 1
                        returning last
                        """)
                .param("organization", organization.value())
                .param("year", year)
                .query(Integer.class)
                .single();
    }

    UUID insert(
            Topics.Nomination nomination,
            TrackingCode code,
            OrganizationId county,
            int number,
            UUID deadline,
            Instant at) {
        return jdbc.sql("""
                        insert into request.topic (
                               code, county_id, organization_id, year, number, door, applicant, title, text, grams, salt,
                               received_on, status, status_since, deadline_id)
                        values (:code, :county, :organization, :year, :number, :door, :applicant, :title, :text, :grams,
                               uuid_send(gen_random_uuid()), :receivedOn, 'NOMINATED', :at, :deadline)
                        returning id
                        """)
                .param("code", code.text())
                .param("county", county.value())
                .param("organization", nomination.organization().value())
                .param("year", nomination.receivedOn().getYear())
                .param("number", number)
                .param("door", nomination.door().name())
                .param("applicant", nomination.applicant().name())
                .param("title", nomination.title())
                .param("text", nomination.text())
                .param(
                        "grams",
                        Likeness.grams(nomination.title(), nomination.text()).toArray(String[]::new))
                .param("receivedOn", nomination.receivedOn())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("deadline", deadline)
                .query(UUID.class)
                .single();
    }

    /** Fields that a step does not speak of are the ones that the topic was seen with. */
    void move(
            UUID topic,
            TopicStatus to,
            String publicTitle,
            String answer,
            @Nullable PersonId draftedBy,
            @Nullable PersonId answeredBy,
            @Nullable LocalDate answeredOn,
            @Nullable UUID joinedTo,
            @Nullable UUID catalogVersion,
            Instant at) {
        jdbc.sql("""
                        update request.topic
                           set status = :to, status_since = case when status = :to then status_since else :at end,
                               public_title = :publicTitle, answer = :answer, drafted_by = :draftedBy, answered_by = :answeredBy,
                               answered_on = :answeredOn, joined_to_id = :joinedTo, catalog_version_id = :catalogVersion
                         where id = :topic
                        """)
                .param("topic", topic)
                .param("to", to.name())
                .param("publicTitle", publicTitle)
                .param("answer", answer)
                .param("draftedBy", draftedBy == null ? null : draftedBy.value())
                .param("answeredBy", answeredBy == null ? null : answeredBy.value())
                .param("answeredOn", answeredOn)
                .param("joinedTo", joinedTo)
                .param("catalogVersion", catalogVersion)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void insertStep(
            UUID topic,
            TopicStep step,
            TopicStatus to,
            LocalDate on,
            String told,
            String note,
            @Nullable PersonId by,
            Instant at) {
        jdbc.sql("""
                        insert into request.topic_step (topic_id, step, to_status, taken_on, told, note, taken_by, taken_at)
                        values (:topic, :step, :to, :on, :told, :note, :by, :at)
                        """)
                .param("topic", topic)
                .param("step", step.name())
                .param("to", to.name())
                .param("on", on)
                .param("told", told)
                .param("note", note)
                .param("by", by == null ? null : by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** False when the same person has seconded it before. The mark is made here, of the person and the topic's own salt. */
    boolean second(UUID topic, TrackingCode code, String person, LocalDate on) {
        return jdbc.sql("""
                        insert into request.second (topic_id, code, mark, on_day)
                        select t.id, :code, sha256(t.salt || convert_to(:person, 'UTF8')), :on
                          from request.topic t
                         where t.id = :topic
                            on conflict (topic_id, mark) do nothing
                        """)
                        .param("topic", topic)
                        .param("code", code.text())
                        .param("person", person)
                        .param("on", on)
                        .update()
                == 1;
    }

    // ------------------------------------------------------------------ reading

    /** As it stands once nobody else changes it; @throws NoSuchElementException when there is none. */
    Topic locked(UUID topic) {
        return jdbc.sql("select id from request.topic where id = :topic for update")
                .param("topic", topic)
                .query(UUID.class)
                .optional()
                .map(this::get)
                .orElseThrow(() -> new NoSuchElementException("No topic " + topic));
    }

    Topic get(UUID topic) {
        return jdbc.sql("""
                        select t.id, t.code, t.county_id, t.organization_id, t.year, t.number, t.door, t.applicant, t.title, t.text,
                               t.received_on, t.status, t.deadline_id, t.public_title, t.answer, t.drafted_by, t.answered_by,
                               t.answered_on, t.joined_to_id, t.catalog_version_id,
                               1 + (select count(*) from request.second s where s.topic_id = t.id)
                                 + (select count(*) from request.topic j where j.joined_to_id = t.id) as asked_by
                          from request.topic t
                         where t.id = :topic
                        """)
                .param("topic", topic)
                .query(TopicStore::toTopic)
                .optional()
                .orElseThrow(() -> new NoSuchElementException("No topic " + topic));
    }

    private static Topic toTopic(ResultSet row, int n) throws SQLException {
        return new Topic(
                row.getObject("id", UUID.class),
                new TrackingCode(row.getString("code")),
                new OrganizationId(row.getObject("county_id", UUID.class)),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getInt("year"),
                row.getInt("number"),
                RequestDoor.valueOf(row.getString("door")),
                ApplicantKind.valueOf(row.getString("applicant")),
                row.getString("title"),
                row.getString("text"),
                row.getObject("received_on", LocalDate.class),
                TopicStatus.valueOf(row.getString("status")),
                row.getObject("deadline_id", UUID.class),
                row.getString("public_title"),
                row.getString("answer"),
                person(row, "drafted_by"),
                person(row, "answered_by"),
                row.getObject("answered_on", LocalDate.class),
                row.getObject("joined_to_id", UUID.class),
                row.getObject("catalog_version_id", UUID.class),
                row.getInt("asked_by"));
    }

    /** The topic of a code: nominated with it, or seconded. */
    Optional<UUID> find(TrackingCode code) {
        return jdbc.sql("""
                        select id from request.topic where code = :code
                        union all
                        select topic_id from request.second where code = :code
                        """).param("code", code.text()).query(UUID.class).optional();
    }

    Optional<UUID> ofDeadline(UUID deadline) {
        return jdbc.sql("select id from request.topic where deadline_id = :deadline")
                .param("deadline", deadline)
                .query(UUID.class)
                .optional();
    }

    /** Codes of everybody who is told of the topic. */
    List<TrackingCode> codesOf(UUID topic) {
        return jdbc.sql("""
                        select code from request.topic where id = :topic
                        union all
                        select code from request.topic where joined_to_id = :topic
                        union all
                        select code from request.second where topic_id = :topic
                        """)
                .param("topic", topic)
                .query((row, n) -> new TrackingCode(row.getString("code")))
                .list();
    }

    List<TrackingCode> codes() {
        return jdbc.sql("select code from request.topic union all select code from request.second")
                .query((row, n) -> new TrackingCode(row.getString("code")))
                .list();
    }

    List<Topic.Taken> steps(UUID topic) {
        return jdbc.sql("""
                        select step, taken_on, told, note, taken_by
                          from request.topic_step
                         where topic_id = :topic
                         order by id
                        """)
                .param("topic", topic)
                .query((row, n) -> new Topic.Taken(
                        TopicStep.valueOf(row.getString("step")),
                        row.getObject("taken_on", LocalDate.class),
                        row.getString("told"),
                        row.getString("note"),
                        person(row, "taken_by")))
                .list();
    }

    /** Others of the same organization that ask much the same, the likest first; joined ones aside. */
    List<Topic.Kin> kin(UUID topic, int worthALook) {
        return jdbc.sql("""
                        select o.id, o.year, o.number, o.title, o.status, s.percent
                          from request.topic t
                          join request.topic o on o.organization_id = t.organization_id and o.id <> t.id and o.grams && t.grams
                         cross join lateral (
                               select 100 * count(*)
                                      / greatest(1, cardinality(o.grams) + cardinality(t.grams) - count(*)) as percent
                                 from unnest(o.grams) as g (gram)
                                where g.gram = any (t.grams)) s
                         where t.id = :topic
                           and o.status <> 'JOINED'
                           and s.percent >= :worthALook
                         order by s.percent desc, o.id
                         limit 5
                        """)
                .param("topic", topic)
                .param("worthALook", worthALook)
                .query((row, n) -> new Topic.Kin(
                        row.getObject("id", UUID.class),
                        row.getInt("year") + "-" + row.getInt("number"),
                        row.getString("title"),
                        TopicStatus.valueOf(row.getString("status")),
                        row.getInt("percent")))
                .list();
    }

    List<TopicLine> list(
            Set<OrganizationId> where,
            boolean openOnly,
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
                        )
                        select t.id, t.year, t.number, s.name, t.title, t.status, t.received_on, d.due_on,
                               d.due_on < coalesce(d.ended_on, :today) as late,
                               1 + (select count(*) from request.second x where x.topic_id = t.id)
                                 + (select count(*) from request.topic j where j.joined_to_id = t.id) as asked_by
                          from request.topic t
                          join reach on reach.id = t.organization_id
                          join organization.state s on s.organization_id = t.organization_id
                               and s.valid_from <= :today and (s.valid_until is null or :today < s.valid_until)
                          join calendar.deadline d on d.id = t.deadline_id
                         where (not :openOnly or t.status in ('NOMINATED', 'LISTED'))
                           and (:words = '' or t.title ilike '%' || :words || '%' or t.text ilike '%' || :words || '%')
                           and (cast(:after as uuid) is null or (t.received_on, t.id) < (
                                   select a.received_on, a.id from request.topic a where a.id = :after))
                         order by t.received_on desc, t.id desc
                         limit :limit
                        """)
                .param("where", ids(where))
                .param("today", today)
                .param("openOnly", openOnly)
                .param("words", words)
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> new TopicLine(
                        row.getObject("id", UUID.class),
                        row.getInt("year") + "-" + row.getInt("number"),
                        row.getString("name"),
                        row.getString("title"),
                        TopicStatus.valueOf(row.getString("status")),
                        row.getObject("received_on", LocalDate.class),
                        row.getObject("due_on", LocalDate.class),
                        row.getBoolean("late"),
                        row.getInt("asked_by")))
                .list();
    }

    /** @param often how many have to ask before it is worth an entry of the catalog */
    List<TopicTask> tasks(
            TopicTask.Action action,
            Set<OrganizationId> where,
            List<String> roles,
            PersonId person,
            int often,
            LocalDate today,
            int limit) {
        return jdbc.sql("""
                        with reach as (
                            select a.descendant_id as id, min(a.distance) as distance
                              from organization.ancestry a
                             where a.ancestor_id = any (cast(:where as uuid[]))
                               and a.valid_from <= :today and (a.valid_until is null or :today < a.valid_until)
                             group by a.descendant_id
                        ), waiting as (
                            select t.id, t.organization_id, t.title, t.drafted_by, t.status_since, reach.distance, d.due_on
                              from request.topic t
                              join reach on reach.id = t.organization_id
                              join calendar.deadline d on d.id = t.deadline_id
                             where case :action
                                       when 'ANSWER' then t.status in ('NOMINATED', 'LISTED') and t.drafted_by is null
                                       when 'DECIDE' then t.status in ('NOMINATED', 'LISTED') and t.drafted_by is not null
                                                          and t.drafted_by <> :person
                                       when 'URGE' then t.status in ('NOMINATED', 'LISTED') and d.due_on < :today
                                                        and reach.distance > 0
                                       else t.status in ('LISTED', 'ANSWERED') and t.catalog_version_id is null
                                            and :often <= 1 + (select count(*) from request.second s where s.topic_id = t.id)
                                                            + (select count(*) from request.topic j where j.joined_to_id = t.id)
                                   end
                        )
                        select w.id, s.name, w.title, case when :action = 'PROPOSE' then null else w.due_on end as due_on,
                               not exists (
                                   select from organization.ancestry a
                                     join account.appointment ap on ap.organization_id = a.ancestor_id
                                    where a.descendant_id = w.organization_id
                                      and a.distance < w.distance
                                      and (:action <> 'URGE' or a.distance > 0)
                                      and a.valid_from <= :today and (a.valid_until is null or :today < a.valid_until)
                                      and ap.role = any (:roles)
                                      and ap.valid_from <= :today and (ap.valid_until is null or :today < ap.valid_until)
                                      and (:action <> 'DECIDE' or ap.person_id <> w.drafted_by)) as nearest
                          from waiting w
                          join organization.state s on s.organization_id = w.organization_id
                               and s.valid_from <= :today and (s.valid_until is null or :today < s.valid_until)
                         order by nearest desc, due_on nulls last, w.status_since, w.id
                         limit :limit
                        """)
                .param("where", ids(where))
                .param("action", action.name())
                .param("roles", roles.toArray(String[]::new))
                .param("person", person.value())
                .param("often", often)
                .param("today", today)
                .param("limit", limit)
                .query((row, n) -> new TopicTask(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("title"),
                        action,
                        row.getBoolean("nearest"),
                        row.getObject("due_on", LocalDate.class)))
                .list();
    }

    private static @Nullable PersonId person(ResultSet row, String column) throws SQLException {
        var id = row.getObject(column, UUID.class);
        return id == null ? null : new PersonId(id);
    }

    private static String[] ids(Collection<OrganizationId> organizations) {
        return organizations.stream().map(OrganizationId::toString).toArray(String[]::new);
    }
}
