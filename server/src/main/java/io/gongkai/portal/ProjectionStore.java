package io.gongkai.portal;

import io.gongkai.document.Attachment;
import io.gongkai.opinion.PublicOpinions;
import io.gongkai.opinion.survey.SampleRule;
import io.gongkai.portal.ProjectionQueue.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * All SQL that writes the schema {@code portal}, as the work role. It reads the tables of the modules below: two thousand
 * organizations and their publications cannot be copied by asking for them one by one. What may be copied is decided in these
 * statements and nowhere else: publications whose scope is society, versions that were released to society, duties of entries
 * for society, words of facts that are open.
 */
@Repository
class ProjectionStore {

    record Pending(Kind kind, String key) {}

    /** A file of a publication's standing version. */
    record File(UUID publication, UUID attachment, int position) {}

    /** What a publication is found by is made of these. */
    record Text(
            UUID id,
            String title,
            String summary,
            String entryTitle,
            String organizationName,
            Map<String, String> elements,
            String body) {}

    /** {@code grams} separated by U+001F. */
    record Found(UUID id, String plain, String words, String titleWords, String grams) {}

    private final JdbcClient jdbc;
    private final Elements elements;

    ProjectionStore(JdbcClient jdbc, Elements elements) {
        this.jdbc = jdbc;
        this.elements = elements;
    }

    void enqueue(Collection<Pending> notes) {
        jdbc.sql("""
                        insert into portal.pending (kind, key)
                        select n.kind, n.key
                          from unnest(:kinds::text[], :keys::text[]) as n (kind, key)
                        """)
                .param(
                        "kinds",
                        array(notes.stream().map(note -> note.kind().name()).toList()))
                .param("keys", array(notes.stream().map(Pending::key).toList()))
                .update();
    }

    Projector.Backlog backlog() {
        return jdbc.sql("""
                        select p.waiting + e.waiting as waiting, least(p.oldest, e.oldest) as oldest
                          from (select count(*) as waiting, min(since) as oldest
                                  from portal.pending) p
                         cross join (
                               select count(e.id) as waiting, min(e.recorded_at) as oldest
                                 from portal.copied c
                                 join ledger.entry e on e.id > c.entry) e
                        """)
                .query((row, n) -> {
                    var oldest = row.getObject("oldest", OffsetDateTime.class);
                    return new Projector.Backlog(row.getLong("waiting"), oldest == null ? null : oldest.toInstant());
                })
                .single();
    }

    void enqueueOrganizations() {
        jdbc.sql("""
                        insert into portal.pending (kind, key)
                        select 'ORGANIZATION', o.id::text
                          from organization.organization o
                         order by o.code
                        """).update();
    }

    /** Of what began or ended since this was last asked for; and what tops of trees promise, which moves on with the days. */
    void enqueueOrganizationsOf(LocalDate today) {
        jdbc.sql("""
                        with days as (
                            select least(day, :today) as after, greatest(day, :today) as until
                              from portal.copied
                        ), changed as (
                            select o.id
                              from days d
                              join organization.organization o
                                on (o.valid_from > d.after and o.valid_from <= d.until)
                                or (o.valid_until > d.after and o.valid_until <= d.until)
                             union
                            select s.organization_id
                              from days d
                              join organization.state s on s.valid_from > d.after and s.valid_from <= d.until
                             union
                            select p.organization_id
                              from days d
                              join organization.parentage p on p.valid_from > d.after and p.valid_from <= d.until
                             union
                            select f.organization_id
                              from days d
                              join organization.facility f
                                on (f.valid_from > d.after and f.valid_from <= d.until)
                                or (f.valid_until > d.after and f.valid_until <= d.until)
                             union
                            select g.organization_id
                              from days d
                              join organization.leading_group g
                                on (g.valid_from > d.after and g.valid_from <= d.until)
                                or (g.valid_until > d.after and g.valid_until <= d.until)
                             union
                            select g.organization_id
                              from days d
                              join organization.post p
                                on (p.valid_from > d.after and p.valid_from <= d.until)
                                or (p.valid_until > d.after and p.valid_until <= d.until)
                              join organization.leading_group g on g.id = p.leading_group_id
                        )
                        insert into portal.pending (kind, key)
                        (select 'ORGANIZATION', o.id::text
                           from changed c
                           join organization.organization o on o.id = c.id
                          order by o.code)
                        union all
                        select 'PROMISES', o.id::text
                          from portal.organization o
                         where o.parent_id is null
                        """).param("today", today).update();
        jdbc.sql("update portal.copied set day = :today").param("today", today).update();
    }

    /** Every key there is, on both sides: what is no longer inside has to go from the portal too. */
    void enqueueEverything() {
        enqueueOrganizations();
        jdbc.sql("""
                        insert into portal.pending (kind, key)
                        select 'CATALOG', o.id::text from organization.organization o
                        union all
                        select 'DUTIES', o.id::text from organization.organization o
                        union all
                        (select 'PUBLICATION', p.id::text from disclosure.publication p
                         union
                         select 'PUBLICATION', p.id::text from portal.publication p)
                        union all
                        (select 'RETURN', r.id::text from statistics.statistical_return r
                         union
                         select 'RETURN', r.id::text from portal.reported_return r)
                        union all
                        select distinct 'ANSWER', r.request_id::text from request.release r
                        union all
                        select 'TOPIC', t.id::text from request.topic t
                        union all
                        (select 'SURVEY', r.id::text from opinion.round_for_society r
                         union
                         select 'SURVEY', s.id::text from portal.survey s)
                        union all
                        select 'RATINGS', r.organization_id::text from opinion.rating_for_society r
                        """).update();
        jdbc.sql("delete from portal.fact").update();
        copiedUpTo(0);
    }

    /**
     * Makes one work at a time on all nodes, until the end of the transaction: two could otherwise copy an older state over a
     * newer one, or the same facts twice.
     */
    void lock() {
        jdbc.sql("select 1 from pg_advisory_xact_lock(hashtext('portal.projector'))")
                .query(Integer.class)
                .single();
    }

    /** Takes notes away and tells what they say. */
    List<Pending> take(int size) {
        return jdbc.sql("""
                        with taken as (
                            delete from portal.pending
                             where id in (
                                       select id
                                         from portal.pending
                                        order by id
                                        limit :size
                                          for update skip locked)
                         returning kind, key
                        )
                        select distinct kind, key
                          from taken
                        """)
                .param("size", size)
                .query((row, n) -> new Pending(Kind.valueOf(row.getString("kind")), row.getString("key")))
                .list();
    }

    List<String> counties() {
        return jdbc.sql("select id::text from portal.organization where parent_id is null")
                .query(String.class)
                .list();
    }

    /** Of the organizations that were copied, those at the top of a tree: what they promise moves on with the days. */
    void enqueuePromises(List<String> organizations) {
        jdbc.sql("""
                        insert into portal.pending (kind, key)
                        select 'PROMISES', o.id::text
                          from portal.organization o
                         where o.id = any(:ids::text[]::uuid[])
                           and o.parent_id is null
                        """).param("ids", array(organizations)).update();
    }

    void promise(UUID county, String door, Map<LocalDate, LocalDate> dueByReceipt) {
        jdbc.sql("delete from portal.promise where county_id = :county and door = :door")
                .param("county", county)
                .param("door", door)
                .update();
        jdbc.sql("""
                        insert into portal.promise (county_id, door, received_on, due_on)
                        select :county, :door, p.received_on, p.due_on
                          from unnest(:received::text[]::date[], :due::text[]::date[]) as p (received_on, due_on)
                        """)
                .param("county", county)
                .param("door", door)
                .param(
                        "received",
                        array(dueByReceipt.keySet().stream()
                                .map(LocalDate::toString)
                                .toList()))
                .param(
                        "due",
                        array(dueByReceipt.values().stream()
                                .map(LocalDate::toString)
                                .toList()))
                .update();
    }

    void rule(UUID county, String form, String rules) {
        jdbc.sql("""
                        insert into portal.desk_rule (county_id, form, rules)
                        values (:county, :form, :rules::json)
                        on conflict (county_id, form) do update set rules = excluded.rules
                        """)
                .param("county", county)
                .param("form", form)
                .param("rules", rules)
                .update();
    }

    /** Rounds that ask, with their codes as nobody can read them, and results that were released. */
    void copySurveys(List<String> rounds) {
        jdbc.sql("""
                        delete from portal.survey s
                         where s.id = any(:ids::text[]::uuid[])
                           and not exists (select from opinion.round_for_society r where r.id = s.id)
                        """).param("ids", array(rounds)).update();
        jdbc.sql("""
                        insert into portal.survey (
                               id, organization_id, kind, title, intro, closes_on, questions, asking, told, released_on)
                        select r.id, r.organization_id, r.kind, r.title, r.intro, r.closes_on, r.questions, r.asking, r.told,
                               r.released_on
                          from opinion.round_for_society r
                         where r.id = any(:ids::text[]::uuid[])
                            on conflict (id) do update
                           set title = excluded.title, intro = excluded.intro, closes_on = excluded.closes_on,
                               questions = excluded.questions, asking = excluded.asking, told = excluded.told,
                               released_on = excluded.released_on
                        """).param("ids", array(rounds)).update();
        jdbc.sql("""
                        delete from portal.survey_slip p
                         where p.survey_id = any(:ids::text[]::uuid[])
                           and not exists (select from opinion.asking_slip s where s.code_hash = p.code_hash)
                        """).param("ids", array(rounds)).update();
        jdbc.sql("""
                        insert into portal.survey_slip (code_hash, survey_id, used)
                        select s.code_hash, s.round_id, s.used
                          from opinion.asking_slip s
                         where s.round_id = any(:ids::text[]::uuid[])
                            on conflict (code_hash) do update
                           set used = excluded.used
                         where portal.survey_slip.used <> excluded.used
                        """).param("ids", array(rounds)).update();
    }

    /** Of the organizations and of each of their superiors; what few have said is not told. */
    void copyRatings(List<String> organizations, LocalDate today) {
        jdbc.sql("""
                        with above as (
                            select distinct a.ancestor_id
                              from organization.ancestry a
                             where a.descendant_id = any(:ids::text[]::uuid[])
                               and a.valid_from <= :today
                               and (a.valid_until is null or :today < a.valid_until)
                        ), summed as (
                            select u.ancestor_id, r.year, sum(r.asked) as asked, sum(r.rated) as rated, sum(r.satisfied) as satisfied
                              from above u
                              join organization.ancestry a
                                on a.ancestor_id = u.ancestor_id
                               and a.valid_from <= :today
                               and (a.valid_until is null or :today < a.valid_until)
                              join opinion.rating_for_society r on r.organization_id = a.descendant_id
                             group by u.ancestor_id, r.year
                        )
                        insert into portal.rating (organization_id, year, asked, rated, satisfied)
                        select s.ancestor_id, s.year, s.asked, s.rated, case when s.rated >= :least then s.satisfied else 0 end
                          from summed s
                            on conflict (organization_id, year) do update
                           set asked = excluded.asked, rated = excluded.rated, satisfied = excluded.satisfied
                        """)
                .param("ids", array(organizations))
                .param("today", today)
                .param("least", SampleRule.LEAST_GROUP)
                .update();
    }

    /** Takes the place of what was shown before, files included. */
    void track(byte[] hash, byte[] sealed, Map<UUID, byte[]> files) {
        jdbc.sql("delete from portal.tracked where code_hash = :hash")
                .param("hash", hash)
                .update();
        jdbc.sql("insert into portal.tracked (code_hash, sealed) values (:hash, :sealed)")
                .param("hash", hash)
                .param("sealed", sealed)
                .update();
        files.forEach((id, bytes) -> jdbc.sql(
                        "insert into portal.tracked_file (code_hash, id, sealed) values (:hash, :id, :sealed)")
                .param("hash", hash)
                .param("id", id)
                .param("sealed", bytes)
                .update());
    }

    /** With everything below them, since a name or a place in the tree shows there too. */
    void copyOrganizations(List<String> changed, LocalDate today) {
        var ids = array(jdbc.sql("""
                        select distinct a.descendant_id::text
                          from organization.ancestry a
                         where a.ancestor_id = any(:ids::text[]::uuid[])
                           and (a.valid_until is null or :today < a.valid_until)
                        union
                        select k.key from unnest(:ids::text[]) as k (key)
                        """)
                .param("ids", array(changed))
                .param("today", today)
                .query(String.class)
                .list());
        jdbc.sql("""
                        insert into portal.pending (kind, key)
                        select 'PUBLICATION', p.id::text
                          from portal.publication p
                          join portal.organization o on o.id = p.organization_id
                          join organization.state s
                            on s.organization_id = o.id
                           and s.valid_from <= :today
                           and (s.valid_until is null or :today < s.valid_until)
                         where o.id = any(:ids::text[]::uuid[])
                           and s.name <> o.name
                        """).param("ids", ids).param("today", today).update();
        for (var emptied : List.of(
                "delete from portal.organization where id = any(:ids::text[]::uuid[])",
                "delete from portal.post where organization_id = any(:ids::text[]::uuid[])",
                "delete from portal.facility where organization_id = any(:ids::text[]::uuid[])",
                "delete from portal.kind_period where organization_id = any(:ids::text[]::uuid[])",
                "delete from portal.ancestry where descendant_id = any(:ids::text[]::uuid[])")) {
            jdbc.sql(emptied).param("ids", ids).update();
        }
        // One that is gone is shown as it last stood: its publications remain.
        jdbc.sql("""
                        with day as (
                            select o.id, o.code, o.valid_from, o.valid_until,
                                   greatest(o.valid_from, least(:today::date, o.valid_until - 1)) as shown_on
                              from organization.organization o
                             where o.id = any(:ids::text[]::uuid[])
                               and o.valid_from <= :today
                        ), line as (
                            select d.id,
                                   array_agg(a.ancestor_id order by a.distance desc) as path
                              from day d
                              join organization.ancestry a
                                on a.descendant_id = d.id
                               and a.valid_from <= d.shown_on
                               and (a.valid_until is null or d.shown_on < a.valid_until)
                             group by d.id
                        )
                        insert into portal.organization (
                               id, code, name, kind, parent_id, county_id, path, valid_from, valid_until, group_name,
                               catalog_number, catalog_filed_on, catalog_filing_number)
                        select d.id, d.code, s.name, s.kind, p.parent_id, l.path[1], l.path, d.valid_from, d.valid_until, g.name,
                               v.number, v.filed_on, v.filing_number
                          from day d
                          join line l on l.id = d.id
                          join organization.state s
                            on s.organization_id = d.id
                           and s.valid_from <= d.shown_on
                           and (s.valid_until is null or d.shown_on < s.valid_until)
                          join organization.parentage p
                            on p.organization_id = d.id
                           and p.valid_from <= d.shown_on
                           and (p.valid_until is null or d.shown_on < p.valid_until)
                          left join organization.leading_group g
                            on g.organization_id = d.id
                           and g.valid_from <= :today
                           and (g.valid_until is null or :today < g.valid_until)
                          left join catalog.version v
                            on v.organization_id = d.id
                           and v.status = 'EFFECTIVE'
                        on conflict (id) do nothing
                        """).param("ids", ids).param("today", today).update();
        jdbc.sql("""
                        insert into portal.post (organization_id, position, title, holder, duties)
                        select g.organization_id, row_number() over (partition by g.organization_id order by p.position, p.id),
                               p.title, p.holder, p.duties
                          from organization.leading_group g
                          join organization.post p on p.leading_group_id = g.id
                         where g.organization_id = any(:ids::text[]::uuid[])
                           and g.valid_from <= :today
                           and (g.valid_until is null or :today < g.valid_until)
                           and p.valid_from <= :today
                           and (p.valid_until is null or :today < p.valid_until)
                        """).param("ids", ids).param("today", today).update();
        jdbc.sql("""
                        insert into portal.facility (id, organization_id, kind, name, place)
                        select f.id, f.organization_id, f.kind, f.name, f.place
                          from organization.facility f
                         where f.organization_id = any(:ids::text[]::uuid[])
                           and f.valid_from <= :today
                           and (f.valid_until is null or :today < f.valid_until)
                        """).param("ids", ids).param("today", today).update();
        jdbc.sql("""
                        insert into portal.kind_period (organization_id, kind, valid_from, valid_until)
                        select s.organization_id, s.kind, s.valid_from, s.valid_until
                          from organization.state s
                         where s.organization_id = any(:ids::text[]::uuid[])
                        """).param("ids", ids).update();
        jdbc.sql("""
                        insert into portal.ancestry (ancestor_id, descendant_id, valid_from, valid_until)
                        select a.ancestor_id, a.descendant_id, a.valid_from, a.valid_until
                          from organization.ancestry a
                         where a.descendant_id = any(:ids::text[]::uuid[])
                        """).param("ids", ids).update();
        for (var moved : List.of("""
                update portal.publication p
                   set county_id = o.county_id
                  from portal.organization o
                 where o.id = p.organization_id
                   and o.county_id <> p.county_id
                   and o.id = any(:ids::text[]::uuid[])
                """, """
                update portal.duty d
                   set county_id = o.county_id
                  from portal.organization o
                 where o.id = d.organization_id
                   and o.county_id <> d.county_id
                   and o.id = any(:ids::text[]::uuid[])
                """)) {
            jdbc.sql(moved).param("ids", ids).update();
        }
    }

    void copyCatalogs(List<String> organizations) {
        var ids = array(organizations);
        jdbc.sql("delete from portal.catalog_entry where organization_id = any(:ids::text[]::uuid[])")
                .param("ids", ids)
                .update();
        jdbc.sql("""
                        insert into portal.catalog_entry (
                               organization_id, item, no, heading, title, reach, applicable, time_code, category, basis, elements)
                        select v.organization_id, e.item, e.no, e.heading, e.title,
                               case
                                   when e.scope <> 'LOCAL_UNIT' then e.scope
                                   when e.audience = 'MEMBERS' then 'LOCAL_MEMBERS'
                                   else 'LOCAL_EVERYBODY'
                               end,
                               e.origin <> 'NOT_APPLICABLE',
                               case when e.scope = 'SOCIETY' then e.time_code else '' end,
                               e.category,
                               case when e.scope = 'SOCIETY' then e.basis else '' end,
                               case when e.scope = 'SOCIETY' then e.elements else '{}' end
                          from catalog.version v
                          join catalog.entry e on e.version_id = v.id
                         where v.organization_id = any(:ids::text[]::uuid[])
                           and v.status = 'EFFECTIVE'
                        """).param("ids", ids).update();
        jdbc.sql("""
                        update portal.organization o
                           set catalog_number = v.number,
                               catalog_filed_on = v.filed_on,
                               catalog_filing_number = v.filing_number
                          from catalog.version v
                         where v.organization_id = o.id
                           and v.status = 'EFFECTIVE'
                           and o.id = any(:ids::text[]::uuid[])
                        """).param("ids", ids).update();
    }

    /** The matter of a duty that follows an event was named by a clerk and released by nobody: its subject stays inside. */
    void copyDuties(List<String> organizations) {
        var ids = array(organizations);
        jdbc.sql("delete from portal.duty where organization_id = any(:ids::text[]::uuid[])")
                .param("ids", ids)
                .update();
        jdbc.sql("""
                        insert into portal.duty (
                               id, organization_id, county_id, item, entry_no, title, subject, arises_on, due_on, extended, warn_on,
                               done_on, no_change, publication_id)
                        select d.id, d.organization_id, o.county_id, d.item, e.no, e.title,
                               case when d.rule = 'CADENCE' then d.subject else '' end,
                               d.arises_on, coalesce(d.extended_to, d.due_on), d.extended_to is not null,
                               'infinity', d.done_on, d.no_change, d.publication_id
                          from catalog.duty d
                          join catalog.entry e on e.id = d.entry_id
                          join portal.organization o on o.id = d.organization_id
                         where d.organization_id = any(:ids::text[]::uuid[])
                           and d.cancelled_on is null
                           and e.scope = 'SOCIETY'
                           and not exists (
                                   select
                                     from portal.catalog_entry now
                                    where now.organization_id = d.organization_id
                                      and now.item = d.item
                                      and now.reach <> 'SOCIETY')
                        """).param("ids", ids).update();
    }

    List<LocalDate> dueDaysWithoutWarning(List<String> organizations) {
        return jdbc.sql("""
                        select distinct due_on
                          from portal.duty
                         where organization_id = any(:ids::text[]::uuid[])
                           and warn_on = 'infinity'
                        """)
                .param("ids", array(organizations))
                .query(LocalDate.class)
                .list();
    }

    void warn(List<String> organizations, Map<LocalDate, LocalDate> warnings) {
        jdbc.sql("""
                        update portal.duty d
                           set warn_on = w.warn_on
                          from unnest(:due::text[]::date[], :warn::text[]::date[]) as w (due_on, warn_on)
                         where d.due_on = w.due_on
                           and d.warn_on = 'infinity'
                           and d.organization_id = any(:ids::text[]::uuid[])
                        """)
                .param("ids", array(organizations))
                .param(
                        "due",
                        array(warnings.keySet().stream()
                                .map(LocalDate::toString)
                                .toList()))
                .param(
                        "warn",
                        array(warnings.values().stream()
                                .map(LocalDate::toString)
                                .toList()))
                .update();
    }

    /**
     * Removes the publications and copies those that society may know: standing ones whole, ended ones with their title line
     * alone. A correction may have narrowed or widened the scope, so each version answers for itself.
     */
    void copyPublications(List<String> publications) {
        var ids = array(publications);
        jdbc.sql("delete from portal.publication where id = any(:ids::text[]::uuid[])")
                .param("ids", ids)
                .update();
        jdbc.sql("""
                        insert into portal.publication (
                               id, organization_id, county_id, item, entry_no, entry_title, basis, category, kind, published_at,
                               published_on, changed_at, period, channels, notice_until, objection_contact, objections, conclusion,
                               display_until, standing, withdrawn, ended_at, ended_because, title, summary, elements, body, versions)
                        select p.id, p.organization_id, o.county_id, p.item, p.entry_no, p.entry_title, p.basis, p.category, p.kind,
                               p.published_at, p.published_on, coalesce(p.ended_at, v.published_at),
                               coalesce((
                                   select max(d.subject)
                                     from catalog.duty d
                                    where d.publication_id = p.id
                                      and d.rule = 'CADENCE'), ''),
                               p.channels,
                               case when p.standing then p.notice_until end,
                               case when p.standing then p.objection_contact else '' end,
                               case when p.standing then n.objections end,
                               case when p.standing then n.conclusion end,
                               p.display_until, p.standing, coalesce(p.ending = 'WITHDRAWN', false), p.ended_at,
                               case when p.ending = 'WITHDRAWN' then p.ended_because else '' end,
                               r.title,
                               case when p.standing then r.summary else '' end,
                               case when p.standing then r.elements else '{}'::json end,
                               case when p.standing then r.body else '' end,
                               p.current_version
                          from disclosure.publication p
                          join portal.organization o on o.id = p.organization_id
                          join disclosure.version v on v.publication_id = p.id and v.number = p.current_version
                          join disclosure.proposal r on r.id = v.proposal_id
                          left join disclosure.notice_outcome n on n.publication_id = p.id
                         where p.id = any(:ids::text[]::uuid[])
                           and p.scope = 'SOCIETY'
                           and r.scope = 'SOCIETY'
                        """).param("ids", ids).update();
        jdbc.sql("""
                        insert into portal.publication_version (
                               publication_id, number, title, summary, body, elements, published_at, correction)
                        select v.publication_id, v.number, r.title, r.summary, r.body, r.elements, v.published_at, v.correction
                          from portal.publication p
                          join disclosure.version v on v.publication_id = p.id
                          join disclosure.proposal r on r.id = v.proposal_id
                         where p.id = any(:ids::text[]::uuid[])
                           and p.standing
                           and r.scope = 'SOCIETY'
                        """).param("ids", ids).update();
    }

    List<File> attachmentsToCopy(List<String> publications) {
        return jdbc.sql("""
                        select p.id, f.attachment_id, f.position
                          from portal.publication p
                          join disclosure.version v on v.publication_id = p.id and v.number = p.versions
                          join disclosure.proposal r on r.id = v.proposal_id
                         cross join unnest(r.attachments) with ordinality as f (attachment_id, position)
                         where p.id = any(:ids::text[]::uuid[])
                           and p.standing
                        """)
                .param("ids", array(publications))
                .query((row, n) -> new File(
                        row.getObject("id", UUID.class),
                        row.getObject("attachment_id", UUID.class),
                        row.getInt("position")))
                .list();
    }

    void copyAttachment(UUID publication, int position, Attachment attachment, byte[] bytes) {
        jdbc.sql("""
                        insert into portal.attachment (id, publication_id, position, name, media_type, size, sha256, bytes)
                        values (:id, :publication, :position, :name, :mediaType, :size, :sha256, :bytes)
                            on conflict (publication_id, id) do nothing
                        """)
                .param("id", attachment.id())
                .param("publication", publication)
                .param("position", position)
                .param("name", attachment.name())
                .param("mediaType", attachment.mediaType())
                .param("size", attachment.size())
                .param("sha256", attachment.sha256())
                .param("bytes", bytes)
                .update();
    }

    List<Text> texts(List<String> publications) {
        return jdbc.sql("""
                        select p.id, p.title, p.summary, p.entry_title, o.name, p.elements, p.body
                          from portal.publication p
                          join portal.organization o on o.id = p.organization_id
                         where p.id = any(:ids::text[]::uuid[])
                           and p.standing
                        """)
                .param("ids", array(publications))
                .query(this::toText)
                .list();
    }

    void makeFindable(List<Found> found) {
        jdbc.sql("""
                        update portal.publication p
                           set plain = f.plain,
                               words = f.words,
                               title_words = f.title_words,
                               grams = string_to_array(f.grams, chr(31))
                          from unnest(
                                   :ids::text[]::uuid[], :plain::text[], :words::text[], :titles::text[], :grams::text[])
                               as f (id, plain, words, title_words, grams)
                         where p.id = f.id
                        """)
                .param("ids", array(found.stream().map(f -> f.id().toString()).toList()))
                .param("plain", array(found.stream().map(Found::plain).toList()))
                .param("words", array(found.stream().map(Found::words).toList()))
                .param("titles", array(found.stream().map(Found::titleWords).toList()))
                .param("grams", array(found.stream().map(Found::grams).toList()))
                .update();
    }

    void copyDeliveries(List<String> publications) {
        var ids = array(publications);
        jdbc.sql("delete from portal.delivery where publication_id = any(:ids::text[]::uuid[])")
                .param("ids", ids)
                .update();
        jdbc.sql("""
                        insert into portal.delivery (id, publication_id, channel, delivered_on, issue_id, issue_no, place)
                        select d.id, d.publication_id, d.channel, d.delivered_on, i.id, i.number, d.place
                          from portal.publication p
                          join channel.delivery d on d.publication_id = p.id
                          left join channel.issue i on i.id = d.issue_id
                         where p.id = any(:ids::text[]::uuid[])
                           and p.standing
                        """).param("ids", ids).update();
    }

    /** Returns as they were reported; those that were sent back, or are not reported yet, are not the public's. */
    void copyReturns(List<String> returns) {
        jdbc.sql("""
                        delete from portal.reported_return
                         where id = any(:ids::text[]::uuid[])
                        """).param("ids", array(returns)).update();
        jdbc.sql("""
                        insert into portal.reported_return (
                               id, organization_id, form_code, period, round, reported_on, digest, content)
                        select r.id, r.organization_id, r.form_code, r.period, r.round, r.submitted_on, s.digest, s.content
                          from statistics.statistical_return r
                          join statistics.snapshot s on s.id = r.snapshot_id
                         where r.id = any(:ids::text[]::uuid[])
                           and r.status in ('SUBMITTED', 'RECEIVED', 'ACCEPTED', 'CONSOLIDATED', 'FROZEN')
                        """).param("ids", array(returns)).update();
    }

    /** Only what a second person has released, and only while it stands. Nothing of the request itself comes here but two days. */
    void copyAnswers(List<String> requests) {
        jdbc.sql("""
                        delete from portal.answer
                         where id in (
                               select r.id
                                 from request.release r
                                where r.request_id = any(:ids::text[]::uuid[]))
                        """).param("ids", array(requests)).update();
        jdbc.sql("""
                        insert into portal.answer (
                               id, organization_id, county_id, title, question, answer, outcome, asked_on, answered_on)
                        select r.id, q.organization_id, q.county_id, r.title, r.question, r.answer, p.outcome, q.received_on,
                               p.decided_on
                          from request.release r
                          join request.request q on q.id = r.request_id
                          join request.reply p on p.id = r.reply_id
                         where r.request_id = any(:ids::text[]::uuid[])
                           and r.released_at is not null
                           and r.ended_at is null
                           and not p.void
                        """).param("ids", array(requests)).update();
    }

    /** Only what the office has listed or answered, in the office's words. An answer waits for its second reader. */
    void copyTopics(List<String> topics) {
        jdbc.sql("delete from portal.topic where id = any(:ids::text[]::uuid[])")
                .param("ids", array(topics))
                .update();
        jdbc.sql("""
                        insert into portal.topic (
                               id, organization_id, county_id, title, answer, asked_on, due_on, answered_on, asked_by, in_catalog)
                        select t.id, t.organization_id, t.county_id, t.public_title,
                               case when t.status = 'ANSWERED' then t.answer else '' end,
                               t.received_on, d.due_on, t.answered_on,
                               1 + (select count(*) from request.second s where s.topic_id = t.id)
                                 + (select count(*) from request.topic j where j.joined_to_id = t.id),
                               t.catalog_version_id is not null
                          from request.topic t
                          join calendar.deadline d on d.id = t.deadline_id
                         where t.id = any(:ids::text[]::uuid[])
                           and t.status in ('LISTED', 'ANSWERED')
                        """).param("ids", array(topics)).update();
    }

    void copyOpinions(PublicOpinions opinions) {
        var organization = opinions.organization().value();
        var figures = opinions.figures();
        jdbc.sql("""
                        insert into portal.opinion_figure as f (
                               organization_id, year, received, handled, not_possible, referred, answered, in_time, removed)
                        values (:organization, :year, :received, :handled, :notPossible, :referred, :answered, :inTime, :removed)
                            on conflict (organization_id, year) do update set
                               received = excluded.received, handled = excluded.handled, not_possible = excluded.not_possible,
                               referred = excluded.referred, answered = excluded.answered, in_time = excluded.in_time,
                               removed = excluded.removed
                        """)
                .param("organization", organization)
                .param("year", opinions.year())
                .param("received", figures == null ? null : figures.received(), Types.INTEGER)
                .param("handled", figures == null ? null : figures.handled(), Types.INTEGER)
                .param("notPossible", figures == null ? null : figures.notPossible(), Types.INTEGER)
                .param("referred", figures == null ? null : figures.referred(), Types.INTEGER)
                .param("answered", figures == null ? null : figures.answered(), Types.INTEGER)
                .param("inTime", figures == null ? null : figures.inTime(), Types.INTEGER)
                .param("removed", opinions.removed())
                .update();
        jdbc.sql("delete from portal.public_answer where organization_id = :organization")
                .param("organization", organization)
                .update();
        var answers = opinions.answers();
        jdbc.sql("""
                        insert into portal.public_answer (organization_id, position, answered_on, question, closing, answer)
                        select :organization, a.position, a.answered_on, a.question, a.closing, a.answer
                          from unnest(
                                   :days::text[]::date[], :questions::text[], :closings::text[], :answers::text[])
                               with ordinality as a (answered_on, question, closing, answer, position)
                        """)
                .param("organization", organization)
                .param(
                        "days",
                        answers.stream().map(answer -> answer.on().toString()).toArray(String[]::new))
                .param(
                        "questions",
                        answers.stream().map(PublicOpinions.Answer::question).toArray(String[]::new))
                .param(
                        "closings",
                        answers.stream().map(answer -> answer.closing().name()).toArray(String[]::new))
                .param(
                        "answers",
                        answers.stream().map(PublicOpinions.Answer::text).toArray(String[]::new))
                .update();
    }

    long copied() {
        return jdbc.sql("select entry from portal.copied").query(Long.class).single();
    }

    void copiedUpTo(long entry) {
        jdbc.sql("update portal.copied set entry = :entry")
                .param("entry", entry)
                .update();
    }

    /** Entries with numbers above one and up to another. */
    void copyFacts(long after, long upTo) {
        jdbc.sql("""
                        insert into portal.fact (
                               id, measure, detail, nature, organization_id, occurred_on, quantity, source_type, source_id,
                               publication_id, summary, reverses, ends)
                        select e.id, e.measure, e.detail, e.nature, e.organization_id, e.occurred_on, e.quantity, e.source_type,
                               e.source_id,
                               case e.source_type when 'PUBLICATION' then e.source_id else d.publication_id end,
                               case when e.open then e.summary else '' end,
                               e.reverses, e.ends
                          from ledger.entry e
                          left join channel.delivery d on e.source_type = 'DELIVERY' and d.id = e.source_id
                         where e.id > :after
                           and e.id <= :upTo
                        """).param("after", after).param("upTo", upTo).update();
        jdbc.sql("""
                        insert into portal.issue (id, organization_id, channel, number, issued_on, place, carries, whole)
                        select i.id, i.organization_id, i.channel, i.number, i.issued_on, i.place, c.open_ones,
                               c.all_ones = c.open_ones
                          from ledger.entry e
                          join channel.issue i on i.id = e.source_id
                         cross join lateral (
                               select count(*) as all_ones, count(*) filter (where p.scope = 'SOCIETY') as open_ones
                                 from channel.delivery d
                                 join disclosure.publication p on p.id = d.publication_id
                                where d.issue_id = i.id) c
                         where e.id > :after
                           and e.id <= :upTo
                           and e.source_type = 'ISSUE'
                           and (c.open_ones > 0 or c.all_ones = 0)
                            on conflict (id) do nothing
                        """).param("after", after).param("upTo", upTo).update();
    }

    private Text toText(ResultSet row, int n) throws SQLException {
        return new Text(
                row.getObject("id", UUID.class),
                row.getString("title"),
                row.getString("summary"),
                row.getString("entry_title"),
                row.getString("name"),
                elements.read(row.getString("elements")),
                row.getString("body"));
    }

    private static String[] array(List<String> values) {
        return values.toArray(String[]::new);
    }
}
