package io.gongkai.disclosure;

import io.gongkai.catalog.AudienceKind;
import io.gongkai.catalog.CatalogEntry;
import io.gongkai.catalog.ChannelType;
import io.gongkai.catalog.ContentCategory;
import io.gongkai.catalog.DisclosureScope;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * All SQL of the module. Every step is one statement that moves the matter on, if it still is as it was seen, and writes the
 * history with it; what depends on it (review, approval, version) hangs on the same statement.
 */
@Repository
class DisclosureStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    DisclosureStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    // ------------------------------------------------------------------ writing

    UUID insert(Draft draft, PersonId by, Instant at, @Nullable UUID corrected, String whatWasWrong) {
        return content(jdbc.sql("""
                                insert into disclosure.disclosure (
                                       organization_id, status, status_since, at_organization_id, kind, entry_id, duty_id,
                                       outside_ground, title, summary, elements, body, scope, audience, channels, notice_days,
                                       objection_contact, display_until, attachments, publication_id, corrects, what_was_wrong,
                                       hands, created_by, created_at)
                                values (:organization, 'DRAFT', :at, :organization, :kind, :entry, :duty,
                                       :outsideGround, :title, :summary, cast(:elements as json), :body, :scope, :audience,
                                       cast(:channels as text[]), :noticeDays, :objectionContact, :displayUntil,
                                       cast(:attachments as uuid[]), :corrected, :corrects, :whatWasWrong,
                                       array[cast(:by as uuid)], :by, :at)
                                returning id
                                """), draft)
                .param("corrected", corrected)
                .param("corrects", corrected != null)
                .param("whatWasWrong", whatWasWrong)
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .single();
    }

    /** Keeps what was typed, if nobody else wrote meanwhile; whoever writes has a hand in it from then on. */
    void update(UUID id, int version, Draft draft, PersonId by) {
        var rows = content(jdbc.sql("""
                                update disclosure.disclosure
                                   set kind = :kind, entry_id = :entry, duty_id = :duty, outside_ground = :outsideGround,
                                       title = :title, summary = :summary, elements = cast(:elements as json), body = :body,
                                       scope = :scope, audience = :audience, channels = cast(:channels as text[]),
                                       notice_days = :noticeDays, objection_contact = :objectionContact,
                                       display_until = :displayUntil, attachments = cast(:attachments as uuid[]),
                                       hands = case when :by = any (hands) then hands
                                                    else hands || cast(:by as uuid) end,
                                       version = version + 1
                                 where id = :id
                                   and version = :version
                                   and organization_id = :organization
                                   and status in ('DRAFT', 'RETURNED')
                                """), draft)
                .param("by", by.value())
                .param("id", id)
                .param("version", version)
                .update();
        if (rows == 0) {
            throw stale(id, version);
        }
    }

    /**
     * Makes the unchangeable proposal of a new round and moves the matter on. Without a step the matter stays where it is: that
     * is how an emergency publication gets its record.
     */
    UUID propose(
            Disclosure seen,
            @Nullable Step step,
            DisclosureStatus to,
            @Nullable CatalogEntry entry,
            BeyondPower beyondPower,
            Map<String, String> elements,
            PersonId by,
            Instant at) {
        return jdbc.sql("""
                        with fresh as materialized (
                            select uuidv7() as id
                        ), moved as (
                            update disclosure.disclosure d
                               set status = :to, status_since = :at, round = d.round + 1, proposal_id = fresh.id,
                                   elements = cast(:elements as json), at_organization_id = d.organization_id,
                                   hands = case when :by = any (d.hands) then d.hands else d.hands || cast(:by as uuid) end,
                                   version = d.version + 1
                              from fresh
                             where d.id = :id
                               and d.version = :version
                         returning d.id, d.proposal_id, d.round, d.organization_id, d.kind, d.entry_id, d.duty_id,
                                   d.outside_ground, d.title, d.summary, d.elements, d.body, d.scope, d.audience, d.channels,
                                   d.notice_days, d.objection_contact, d.display_until, d.attachments, d.hands
                        ), proposed as (
                            insert into disclosure.proposal (
                                   id, disclosure_id, round, organization_id, kind, entry_id, item, entry_no, entry_title, basis,
                                   category, duty_id, outside_ground, title, summary, elements, body, scope, audience, channels,
                                   notice_days, objection_contact, display_until, display_days, attachments, beyond_power,
                                   proposed_by, proposed_at, hands)
                            select m.proposal_id, m.id, m.round, m.organization_id, m.kind, m.entry_id, :item, :entryNo,
                                   :entryTitle, :basis, :category, m.duty_id, m.outside_ground, m.title, m.summary, m.elements,
                                   m.body, m.scope, m.audience, m.channels, m.notice_days, m.objection_contact, m.display_until,
                                   :displayDays, m.attachments, :beyondPower, :by, :at, m.hands
                              from moved m
                        ), taken as (
                            insert into disclosure.step (
                                   disclosure_id, step, from_status, to_status, taken_by, taken_at, reason)
                            select m.id, :step, :from, :to, :by, :at, ''
                              from moved m
                             where cast(:step as text) is not null
                        )
                        select proposal_id from moved
                        """)
                .param("id", seen.id())
                .param("version", seen.version())
                .param("from", seen.status().name())
                .param("step", step == null ? null : step.name())
                .param("to", to.name())
                .param("elements", JSON.writeValueAsString(elements))
                .param("item", entry == null ? null : entry.item())
                .param("entryNo", entry == null ? 0 : entry.no())
                .param("entryTitle", entry == null ? "" : entry.title())
                .param("basis", entry == null ? seen.draft().outsideGround() : entry.basis())
                .param("category", (entry == null ? ContentCategory.OTHER : entry.category()).name())
                .param("displayDays", entry == null ? null : entry.displayDays())
                .param("beyondPower", beyondPower.name())
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> stale(seen.id(), seen.version()));
    }

    void review(
            Disclosure seen,
            ReviewKind kind,
            boolean passed,
            String ground,
            Step step,
            DisclosureStatus to,
            PersonId by,
            Instant at) {
        moved(
                seen,
                jdbc.sql("""
                                with moved as (
                                    update disclosure.disclosure d
                                       set status = :to,
                                           status_since = case when d.status = :to then d.status_since else :at end,
                                           version = d.version + 1
                                     where d.id = :id
                                       and d.version = :version
                                 returning d.id, d.proposal_id
                                ), reviewed as (
                                    insert into disclosure.review (
                                           proposal_id, hands, kind, passed, ground, reviewed_by, reviewed_at)
                                    select m.proposal_id, p.hands, :kind, :passed, :ground, :by, :at
                                      from moved m
                                      join disclosure.proposal p on p.id = m.proposal_id
                                ), taken as (
                                    insert into disclosure.step (
                                           disclosure_id, step, review, from_status, to_status, taken_by, taken_at, reason)
                                    select m.id, :step, :kind, :from, :to, :by, :at, :ground
                                      from moved m
                                )
                                select id from moved
                                """).param("kind", kind.name()).param("passed", passed).param("ground", ground),
                step,
                to,
                by,
                at);
    }

    void approve(Disclosure seen, DisclosureStatus to, String remark, PersonId by, Instant at) {
        moved(seen, jdbc.sql("""
                                with moved as (
                                    update disclosure.disclosure d
                                       set status = :to, status_since = :at, version = d.version + 1
                                     where d.id = :id
                                       and d.version = :version
                                 returning d.id, d.proposal_id, d.at_organization_id
                                ), approved as (
                                    insert into disclosure.approval (
                                           proposal_id, hands, organization_id, remark, approved_by, approved_at)
                                    select m.proposal_id, p.hands, m.at_organization_id, :reason, :by, :at
                                      from moved m
                                      join disclosure.proposal p on p.id = m.proposal_id
                                ), taken as (
                                    insert into disclosure.step (
                                           disclosure_id, step, from_status, to_status, taken_by, taken_at, reason)
                                    select m.id, :step, :from, :to, :by, :at, :reason
                                      from moved m
                                )
                                select id from moved
                                """).param("reason", remark), Step.APPROVE, to, by, at);
    }

    /** A step that changes nothing but where the matter stands and, with escalation, who decides. */
    void move(
            Disclosure seen,
            Step step,
            DisclosureStatus to,
            OrganizationId deciding,
            String reason,
            PersonId by,
            Instant at) {
        moved(seen, jdbc.sql("""
                                with moved as (
                                    update disclosure.disclosure d
                                       set status = :to, status_since = :at, at_organization_id = :deciding,
                                           version = d.version + 1
                                     where d.id = :id
                                       and d.version = :version
                                 returning d.id
                                ), taken as (
                                    insert into disclosure.step (
                                           disclosure_id, step, from_status, to_status, taken_by, taken_at, reason)
                                    select m.id, :step, :from, :to, :by, :at, :reason
                                      from moved m
                                )
                                select id from moved
                                """).param("deciding", deciding.value()).param("reason", reason), step, to, by, at);
    }

    /** Makes the publication and its first version from the proposal, word for word. */
    UUID publish(
            Disclosure seen,
            Step step,
            DisclosureStatus to,
            @Nullable String emergencyGround,
            @Nullable LocalDate noticeUntil,
            PersonId by,
            Instant at,
            LocalDate today) {
        return moved(
                seen,
                jdbc.sql("""
                                with fresh as materialized (
                                    select uuidv7() as id
                                ), moved as (
                                    update disclosure.disclosure d
                                       set status = :to, status_since = :at, publication_id = fresh.id, version = d.version + 1
                                      from fresh
                                     where d.id = :id
                                       and d.version = :version
                                 returning d.id, d.proposal_id, d.publication_id
                                ), published as (
                                    insert into disclosure.publication (
                                           id, disclosure_id, organization_id, item, entry_id, entry_no, entry_title, basis,
                                           category, kind, scope, audience, channels, title, summary, published_at,
                                           published_on, notice_until, objection_contact, display_until)
                                    select m.publication_id, m.id, p.organization_id, p.item, p.entry_id, p.entry_no,
                                           p.entry_title, p.basis, p.category, p.kind, p.scope, p.audience, p.channels, p.title,
                                           p.summary, :at, :today, :noticeUntil, p.objection_contact,
                                           coalesce(p.display_until, cast(:today as date) + p.display_days)
                                      from moved m
                                      join disclosure.proposal p on p.id = m.proposal_id
                                ), versioned as (
                                    insert into disclosure.version (
                                           publication_id, number, proposal_id, approved_proposal_id, emergency_ground,
                                           correction, published_by, published_at)
                                    select m.publication_id, 1, m.proposal_id,
                                           case when cast(:emergencyGround as text) is null then m.proposal_id end,
                                           :emergencyGround, '', :by, :at
                                      from moved m
                                ), taken as (
                                    insert into disclosure.step (
                                           disclosure_id, step, from_status, to_status, taken_by, taken_at, reason)
                                    select m.id, :step, :from, :to, :by, :at, coalesce(:emergencyGround, '')
                                      from moved m
                                )
                                select publication_id from moved
                                """)
                        .param("emergencyGround", emergencyGround)
                        .param("noticeUntil", noticeUntil)
                        .param("today", today),
                step,
                to,
                by,
                at);
    }

    /** Adds a version to the publication corrected; the matter that bore the former version is CORRECTED from now on. */
    int publishCorrection(
            Disclosure seen,
            DisclosureStatus to,
            @Nullable LocalDate noticeUntil,
            PersonId by,
            Instant at,
            LocalDate today) {
        return jdbc.sql("""
                        with moved as (
                            update disclosure.disclosure d
                               set status = :to, status_since = :at, version = d.version + 1
                             where d.id = :id
                               and d.version = :version
                         returning d.id, d.proposal_id, d.publication_id, d.what_was_wrong
                        ), corrected as (
                            update disclosure.publication pub
                               set current_version = pub.current_version + 1, category = p.category, entry_id = p.entry_id,
                                   entry_no = p.entry_no, entry_title = p.entry_title, basis = p.basis, kind = p.kind,
                                   scope = p.scope, audience = p.audience, channels = p.channels, title = p.title,
                                   summary = p.summary, notice_until = :noticeUntil, objection_contact = p.objection_contact,
                                   display_until = coalesce(p.display_until, cast(:today as date) + p.display_days)
                              from moved m
                              join disclosure.proposal p on p.id = m.proposal_id
                             where pub.id = m.publication_id
                               and pub.ending is null
                         returning pub.id, pub.current_version
                        ), versioned as (
                            insert into disclosure.version (
                                   publication_id, number, proposal_id, approved_proposal_id, correction, published_by,
                                   published_at)
                            select c.id, c.current_version, m.proposal_id, m.proposal_id, m.what_was_wrong, :by, :at
                              from moved m
                              join corrected c on c.id = m.publication_id
                        ), former as (
                            update disclosure.disclosure f
                               set status = 'CORRECTED', status_since = :at, version = f.version + 1
                              from moved m
                             where f.publication_id = m.publication_id
                               and f.id <> m.id
                               and f.status = 'PUBLISHED'
                         returning f.id, m.what_was_wrong
                        ), taken as (
                            insert into disclosure.step (
                                   disclosure_id, step, from_status, to_status, taken_by, taken_at, reason)
                            select m.id, 'PUBLISH', :from, :to, :by, :at, ''
                              from moved m
                            union all
                            select f.id, 'CORRECT', 'PUBLISHED', 'CORRECTED', :by, :at, f.what_was_wrong
                              from former f
                        )
                        select c.current_version
                          from moved m
                          join corrected c on c.id = m.publication_id
                        """)
                .param("id", seen.id())
                .param("version", seen.version())
                .param("from", seen.status().name())
                .param("to", to.name())
                .param("noticeUntil", noticeUntil)
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("today", today)
                .query(Integer.class)
                .optional()
                .orElseThrow(() -> stale(seen.id(), seen.version()));
    }

    /** Takes the publication down together with the matter. */
    void withdraw(Disclosure seen, DisclosureStatus to, String reason, PersonId by, Instant at) {
        moved(seen, jdbc.sql("""
                                with moved as (
                                    update disclosure.disclosure d
                                       set status = :to, status_since = :at, version = d.version + 1
                                     where d.id = :id
                                       and d.version = :version
                                 returning d.id, d.publication_id
                                ), ended as (
                                    update disclosure.publication pub
                                       set ending = 'WITHDRAWN', ended_at = :at, ended_because = :reason
                                      from moved m
                                     where pub.id = m.publication_id
                                       and pub.ending is null
                                ), taken as (
                                    insert into disclosure.step (
                                           disclosure_id, step, from_status, to_status, taken_by, taken_at, reason)
                                    select m.id, :step, :from, :to, :by, :at, :reason
                                      from moved m
                                )
                                select id from moved
                                """).param("reason", reason), Step.WITHDRAW, to, by, at);
    }

    /** A publication taken down because its display has ended. */
    record Expired(UUID publication, OrganizationId organization) {}

    /** Rows that another node has in hand are left to it. */
    List<Expired> expire(LocalDate today, Instant at, int batch) {
        return jdbc.sql("""
                        with due as (
                            select p.id
                              from disclosure.publication p
                             where p.ending is null
                               and p.display_until < :today
                             order by p.display_until, p.id
                             limit :batch
                               for update skip locked
                        ), ended as (
                            update disclosure.publication p
                               set ending = 'EXPIRED', ended_at = :at
                              from due
                             where p.id = due.id
                         returning p.id, p.organization_id
                        ), moved as (
                            update disclosure.disclosure d
                               set status = 'EXPIRED', status_since = :at, version = d.version + 1
                              from ended e
                             where d.publication_id = e.id
                               and d.status in ('PUBLISHED', 'EMERGENCY_PUBLISHED')
                         returning d.id, old.status as from_status
                        ), taken as (
                            insert into disclosure.step (disclosure_id, step, from_status, to_status, taken_at, reason)
                            select m.id, 'EXPIRE', m.from_status, 'EXPIRED', :at, ''
                              from moved m
                        )
                        select id, organization_id from ended
                        """)
                .param("today", today)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("batch", batch)
                .query((row, n) -> new Expired(
                        row.getObject("id", UUID.class),
                        new OrganizationId(row.getObject("organization_id", UUID.class))))
                .list();
    }

    /** False when the outcome has been recorded already. */
    boolean recordOutcome(UUID publication, int objections, String conclusion, PersonId by, Instant at) {
        return jdbc.sql("""
                                insert into disclosure.notice_outcome (
                                       publication_id, objections, conclusion, recorded_by, recorded_at)
                                values (:publication, :objections, :conclusion, :by, :at)
                                    on conflict (publication_id) do nothing
                                """)
                        .param("publication", publication)
                        .param("objections", objections)
                        .param("conclusion", conclusion)
                        .param("by", by.value())
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }

    // ------------------------------------------------------------------ reading one

    /**
     * Reads everything that a step looks at in one statement, so that all of it is of one moment; whatever changed meanwhile
     * changed the version too, and the step is refused. Joins {@code catalog.entry}, {@code catalog.version} and {@code
     * catalog.duty}: asking for each by itself would make three statements of every step.
     */
    Matter get(UUID id) {
        return jdbc.sql("""
                        select d.id, d.organization_id, d.status, d.status_since, d.at_organization_id, d.kind, d.entry_id,
                               d.duty_id, d.outside_ground, d.title, d.summary, d.elements, d.body, d.scope, d.audience,
                               d.channels, d.notice_days, d.objection_contact, d.display_until, d.attachments, d.publication_id,
                               d.corrects, d.what_was_wrong, d.round, d.proposal_id, d.hands, d.created_by, d.created_at,
                               d.version,
                               p.beyond_power, p.proposed_by,
                               e.item as entry_item, coalesce(v.status = 'EFFECTIVE', false) as entry_in_force,
                               du.organization_id as duty_organization, du.item as duty_item, du.rule as duty_rule,
                               du.done_on is not null as duty_done, coalesce(du.extended_to, du.due_on) as duty_due_on,
                               pub.standing, pub.item as publication_item, pub.category as publication_category,
                               pub.scope as publication_scope, pub.published_on, pub.notice_until,
                               exists (select from disclosure.notice_outcome o where o.publication_id = d.publication_id)
                                   as outcome_recorded,
                               (select json_agg(json_build_array(r.kind, r.passed, r.ground, r.reviewed_by, r.reviewed_at)
                                                order by r.reviewed_at, r.id)
                                  from disclosure.review r
                                 where r.proposal_id = d.proposal_id) as reviews,
                               (select json_agg(json_build_array(s.step, s.review, s.from_status, s.to_status, s.taken_by,
                                                                 s.taken_at, s.reason) order by s.id)
                                  from disclosure.step s
                                 where s.disclosure_id = d.id) as history
                          from disclosure.disclosure d
                          left join disclosure.proposal p on p.id = d.proposal_id
                          left join disclosure.publication pub on pub.id = d.publication_id
                          left join catalog.entry e on e.id = d.entry_id
                          left join catalog.version v on v.id = e.version_id and v.organization_id = d.organization_id
                          left join catalog.duty du on du.id = d.duty_id
                         where d.id = :id
                        """)
                .param("id", id)
                .query(DisclosureStore::toMatter)
                .optional()
                .orElseThrow(() -> new NoSuchElementException("No disclosure " + id));
    }

    /** Whether an entry stands in the organization's catalog in force, and a duty is the organization's own. */
    record Belongings(boolean entry, boolean duty) {}

    Belongings belongings(OrganizationId organization, @Nullable UUID entry, @Nullable UUID duty) {
        return jdbc.sql("""
                        select cast(:entry as uuid) is null or exists (
                                   select from catalog.entry e
                                     join catalog.version v on v.id = e.version_id
                                    where e.id = :entry
                                      and v.organization_id = :organization
                                      and v.status = 'EFFECTIVE') as entry,
                               cast(:duty as uuid) is null or exists (
                                   select from catalog.duty d
                                    where d.id = :duty
                                      and d.organization_id = :organization) as duty
                        """)
                .param("organization", organization.value())
                .param("entry", entry)
                .param("duty", duty)
                .query((row, n) -> new Belongings(row.getBoolean("entry"), row.getBoolean("duty")))
                .single();
    }

    /** The entry of the catalog in force for an item: what a correction rests on when the catalog was revised meanwhile. */
    Optional<UUID> entryInForce(OrganizationId organization, UUID item) {
        return jdbc.sql("""
                        select e.id
                          from catalog.entry e
                          join catalog.version v on v.id = e.version_id
                         where v.organization_id = :organization
                           and v.status = 'EFFECTIVE'
                           and e.item = :item
                        """)
                .param("organization", organization.value())
                .param("item", item)
                .query(UUID.class)
                .optional();
    }

    boolean hasOpenCorrection(UUID publication) {
        return jdbc.sql("""
                        select exists (
                               select from disclosure.disclosure d
                                where d.publication_id = :publication
                                  and d.corrects
                                  and d.status in ('DRAFT', 'PROPOSED', 'UNDER_REVIEW', 'RETURNED', 'ESCALATED', 'APPROVED'))
                        """)
                .param("publication", publication)
                .query(Boolean.class)
                .single();
    }

    Set<UUID> begun(Collection<UUID> duties) {
        return jdbc.sql("""
                        select distinct d.duty_id
                          from disclosure.disclosure d
                         where d.duty_id = any (cast(:duties as uuid[]))
                           and d.status in ('DRAFT', 'PROPOSED', 'UNDER_REVIEW', 'RETURNED', 'ESCALATED', 'APPROVED')
                        """).param("duties", texts(duties)).query(UUID.class).set();
    }

    /** Whether the organization published anything in the year that was not withdrawn. */
    boolean publishedIn(OrganizationId organization, int year) {
        return jdbc.sql("""
                        select exists (
                               select from disclosure.publication p
                                where p.organization_id = :organization
                                  and p.published_on between make_date(:year, 1, 1) and make_date(:year, 12, 31)
                                  and p.ending is distinct from 'WITHDRAWN')
                        """)
                .param("organization", organization.value())
                .param("year", year)
                .query(Boolean.class)
                .single();
    }

    /** A version as proposed, for comparing with an earlier one. */
    record Wording(
            int round, String title, String summary, Map<String, String> elements, String body, Instant proposedAt) {}

    /** The rounds of a matter, the first one first. */
    List<Wording> rounds(UUID disclosure) {
        return jdbc.sql("""
                        select p.round, p.title, p.summary, p.elements, p.body, p.proposed_at
                          from disclosure.proposal p
                         where p.disclosure_id = :disclosure
                         order by p.round
                        """)
                .param("disclosure", disclosure)
                .query((row, n) -> new Wording(
                        row.getInt("round"),
                        row.getString("title"),
                        row.getString("summary"),
                        elements(row.getString("elements")),
                        row.getString("body"),
                        instant(row, "proposed_at")))
                .list();
    }

    /** Whether a file hangs on the matter now or hung on it in an earlier round. */
    boolean bears(UUID disclosure, UUID attachment) {
        return jdbc.sql("""
                        select exists (
                               select from disclosure.disclosure d
                                where d.id = :disclosure
                                  and :attachment = any (d.attachments))
                            or exists (
                               select from disclosure.proposal p
                                where p.disclosure_id = :disclosure
                                  and :attachment = any (p.attachments))
                        """)
                .param("disclosure", disclosure)
                .param("attachment", attachment)
                .query(Boolean.class)
                .single();
    }

    // ------------------------------------------------------------------ publications

    List<Publication> publications(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        select p.id, p.organization_id, p.item, p.entry_no, p.entry_title, p.basis, p.category, p.kind, p.scope,
                               p.audience, p.channels, p.published_at, p.notice_until, p.objection_contact, p.display_until,
                               p.standing, p.ended_at, p.ended_because,
                               o.objections, o.conclusion, o.recorded_at,
                               exists (select from disclosure.disclosure d
                                        where d.publication_id = p.id
                                          and d.status = 'EMERGENCY_PUBLISHED') as under_review,
                               (select json_agg(json_build_array(v.number, pr.title, pr.summary, pr.body, pr.elements,
                                                                 v.published_at, v.correction, to_json(pr.attachments))
                                                order by v.number)
                                  from disclosure.version v
                                  join disclosure.proposal pr on pr.id = v.proposal_id
                                 where v.publication_id = p.id) as versions
                          from unnest(cast(:ids as uuid[])) with ordinality as asked (id, position)
                          join disclosure.publication p on p.id = asked.id
                          left join disclosure.notice_outcome o on o.publication_id = p.id
                         order by asked.position
                        """)
                .param("ids", texts(ids))
                .query(DisclosureStore::toPublication)
                .list();
    }

    /** Where a reader's appointments let him read; the sets of organizations are those of his permissions. */
    record Reach(Set<OrganizationId> work, Set<OrganizationId> inner, Set<OrganizationId> local) {}

    /**
     * The rule of scope as a query, the same as {@link Disclosures#mayRead}: a test holds the two together. It filters before
     * anything is counted or paged, so that neither a number nor a cursor tells of what may not be read.
     */
    List<UUID> readable(
            Reach reach,
            PublicationFilter filter,
            LocalDate today,
            int limit,
            @Nullable Instant beforeAt,
            @Nullable UUID before) {
        return readers(jdbc.sql("""
                                with inner_reach as (
                                    select a.descendant_id as id
                                      from organization.ancestry a
                                     where a.ancestor_id = any (cast(:inner as uuid[]))
                                       and a.valid_from <= :today and (a.valid_until is null or :today < a.valid_until)
                                    union
                                    select a.ancestor_id
                                      from organization.ancestry a
                                     where a.descendant_id = any (cast(:inner as uuid[]))
                                       and a.valid_from <= :today and (a.valid_until is null or :today < a.valid_until)
                                ), local_reach as (
                                    select a.descendant_id as id
                                      from organization.ancestry a
                                     where a.ancestor_id = any (cast(:local as uuid[]))
                                       and a.valid_from <= :today and (a.valid_until is null or :today < a.valid_until)
                                    union
                                    select a.ancestor_id
                                      from organization.ancestry a
                                     where a.descendant_id = any (cast(:local as uuid[]))
                                       and a.valid_from <= :today and (a.valid_until is null or :today < a.valid_until)
                                ), work_reach as (
                                    select distinct a.descendant_id as id
                                      from organization.ancestry a
                                     where a.ancestor_id = any (cast(:work as uuid[]))
                                       and a.valid_from <= :today and (a.valid_until is null or :today < a.valid_until)
                                )
                                select p.id
                                  from disclosure.publication p
                                 where (p.organization_id in (select id from work_reach)
                                        or (p.standing
                                            and (p.scope = 'SOCIETY'
                                                 or (p.scope = 'WHOLE_PARTY' and :anyInner)
                                                 or (p.scope = 'LOCAL_UNIT'
                                                     and p.organization_id in (select id from inner_reach))
                                                 or (p.scope = 'LOCAL_UNIT' and p.audience = 'MEMBERS_AND_MASSES'
                                                     and p.organization_id in (select id from local_reach)))))
                                   and (cast(:organization as uuid) is null or p.organization_id = :organization)
                                   and (cast(:under as uuid) is null or p.organization_id in (
                                           select a.descendant_id
                                             from organization.ancestry a
                                            where a.ancestor_id = :under
                                              and a.valid_from <= :today
                                              and (a.valid_until is null or :today < a.valid_until)))
                                   and (cast(:category as text) is null or p.category = :category)
                                   and (cast(:from as date) is null or p.published_on >= :from)
                                   and (cast(:to as date) is null or p.published_on <= :to)
                                   and not exists (
                                           select from unnest(cast(:words as text[])) as w (word)
                                            where position(lower(w.word) in lower(p.title || ' ' || p.summary)) = 0)
                                   and (cast(:beforeAt as timestamptz) is null or (p.published_at, p.id) < (:beforeAt, :before))
                                 order by p.published_at desc, p.id desc
                                 limit :limit
                                """), reach, filter, today)
                .param("beforeAt", beforeAt == null ? null : beforeAt.atOffset(ZoneOffset.UTC))
                .param("before", before)
                .param("limit", limit)
                .query(UUID.class)
                .list();
    }

    // ------------------------------------------------------------------ lists for staff

    List<DisclosureLine> lines(
            Set<OrganizationId> work,
            DisclosureFilter filter,
            LocalDate today,
            int limit,
            @Nullable Instant beforeAt,
            @Nullable UUID before) {
        return jdbc.sql("""
                        select d.id, d.organization_id, s.name, d.title, d.status, d.status_since, d.scope,
                               coalesce(du.extended_to, du.due_on) as due_on
                          from disclosure.disclosure d
                          join organization.state s on s.organization_id = d.organization_id
                               and s.valid_from <= :today and (s.valid_until is null or :today < s.valid_until)
                          left join catalog.duty du on du.id = d.duty_id
                         where d.organization_id in (
                                   select a.descendant_id
                                     from organization.ancestry a
                                    where a.ancestor_id = any (cast(:work as uuid[]))
                                      and a.valid_from <= :today and (a.valid_until is null or :today < a.valid_until))
                           and (cast(:under as uuid) is null or d.organization_id in (
                                   select a.descendant_id
                                     from organization.ancestry a
                                    where a.ancestor_id = :under
                                      and a.valid_from <= :today and (a.valid_until is null or :today < a.valid_until)))
                           and (cast(:status as text) is null or d.status = :status)
                           and not exists (
                                   select from unnest(cast(:words as text[])) as w (word)
                                    where position(lower(w.word) in lower(d.title || ' ' || s.name)) = 0)
                           and (cast(:beforeAt as timestamptz) is null or (d.status_since, d.id) < (:beforeAt, :before))
                         order by d.status_since desc, d.id desc
                         limit :limit
                        """)
                .param("work", organizations(work))
                .param("today", today)
                .param("under", value(filter.under()))
                .param(
                        "status",
                        filter.status() == null ? null : filter.status().name())
                .param("words", words(filter.words()))
                .param("beforeAt", beforeAt == null ? null : beforeAt.atOffset(ZoneOffset.UTC))
                .param("before", before)
                .param("limit", limit)
                .query((row, n) -> new DisclosureLine(
                        row.getObject("id", UUID.class),
                        new OrganizationId(row.getObject("organization_id", UUID.class)),
                        row.getString("name"),
                        row.getString("title"),
                        DisclosureStatus.valueOf(row.getString("status")),
                        instant(row, "status_since"),
                        DisclosureScope.valueOf(row.getString("scope")),
                        row.getObject("due_on", LocalDate.class)))
                .list();
    }

    /**
     * What waits for a person in one kind of action.
     *
     * @param where the organizations at which he holds the permission for it
     * @param roles every role that carries the permission: who holds one nearer by comes first
     */
    List<Task> tasks(
            Task.Action action,
            Set<OrganizationId> where,
            List<String> roles,
            PersonId person,
            LocalDate today,
            int limit) {
        var review = switch (action) {
            case REVIEW_SECRECY -> "SECRECY";
            case REVIEW_PRIVACY -> "PRIVACY";
            case REVIEW_ACCURACY -> "ACCURACY";
            default -> null;
        };
        var statuses = switch (action) {
            case FINISH -> List.of("DRAFT");
            case REVISE -> List.of("RETURNED");
            case REVIEW_SECRECY, REVIEW_PRIVACY, REVIEW_ACCURACY ->
                List.of("PROPOSED", "UNDER_REVIEW", "EMERGENCY_PUBLISHED");
            case APPROVE -> List.of("UNDER_REVIEW", "ESCALATED");
            case PUBLISH -> List.of("APPROVED");
            case RECORD_OUTCOME -> List.of("PUBLISHED");
        };
        return jdbc.sql("""
                        with reach as (
                            select a.descendant_id as id, min(a.distance) as distance
                              from organization.ancestry a
                             where a.ancestor_id = any (cast(:where as uuid[]))
                               and a.valid_from <= :today and (a.valid_until is null or :today < a.valid_until)
                             group by a.descendant_id
                        ), waiting as (
                            select d.id, d.organization_id, d.title, d.status_since, d.hands, d.at_organization_id,
                                   case when :action = 'RECORD_OUTCOME' then pub.notice_until
                                        else coalesce(du.extended_to, du.due_on) end as due_on,
                                   r.distance
                              from disclosure.disclosure d
                              join reach r on r.id = case when :action = 'APPROVE' then d.at_organization_id
                                                          else d.organization_id end
                              left join catalog.duty du on du.id = d.duty_id
                              left join disclosure.publication pub on pub.id = d.publication_id
                             where d.status = any (cast(:statuses as text[]))
                               and (not :others or :person <> all (d.hands))
                               and (cast(:review as text) is null or not exists (
                                       select from disclosure.review rv
                                        where rv.proposal_id = d.proposal_id
                                          and rv.kind = :review))
                               and (:action <> 'APPROVE' or 3 = (
                                       select count(rv.id)
                                         from disclosure.review rv
                                        where rv.proposal_id = d.proposal_id
                                          and rv.passed))
                               and (:action <> 'RECORD_OUTCOME' or (
                                       pub.standing
                                       and pub.notice_until < :today
                                       and not exists (
                                           select from disclosure.notice_outcome o where o.publication_id = pub.id)))
                        )
                        select w.id, w.organization_id, s.name, w.title, w.status_since, w.due_on,
                               not exists (
                                   select from organization.ancestry a
                                     join account.appointment ap on ap.organization_id = a.ancestor_id
                                    where a.descendant_id = case when :action = 'APPROVE' then w.at_organization_id
                                                                 else w.organization_id end
                                      and a.distance < w.distance
                                      and a.valid_from <= :today and (a.valid_until is null or :today < a.valid_until)
                                      and ap.role = any (cast(:roles as text[]))
                                      and ap.valid_from <= :today and (ap.valid_until is null or :today < ap.valid_until)
                                      and (not :others or ap.person_id <> all (w.hands))) as nearest
                          from waiting w
                          join organization.state s on s.organization_id = w.organization_id
                               and s.valid_from <= :today and (s.valid_until is null or :today < s.valid_until)
                         order by nearest desc, w.due_on nulls last, w.status_since, w.id
                         limit :limit
                        """)
                .param("action", action.name())
                .param("review", review)
                .param("statuses", statuses.toArray(String[]::new))
                .param("others", review != null || action == Task.Action.APPROVE)
                .param("where", organizations(where))
                .param("roles", roles.toArray(String[]::new))
                .param("person", person.value())
                .param("today", today)
                .param("limit", limit)
                .query((row, n) -> new Task(
                        row.getObject("id", UUID.class),
                        new OrganizationId(row.getObject("organization_id", UUID.class)),
                        row.getString("name"),
                        row.getString("title"),
                        action,
                        row.getBoolean("nearest"),
                        instant(row, "status_since"),
                        row.getObject("due_on", LocalDate.class)))
                .list();
    }

    // ------------------------------------------------------------------ helpers

    private static UUID moved(
            Disclosure seen,
            JdbcClient.StatementSpec statement,
            Step step,
            DisclosureStatus to,
            PersonId by,
            Instant at) {
        return statement
                .param("id", seen.id())
                .param("version", seen.version())
                .param("from", seen.status().name())
                .param("step", step.name())
                .param("to", to.name())
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> stale(seen.id(), seen.version()));
    }

    private static JdbcClient.StatementSpec content(JdbcClient.StatementSpec statement, Draft draft) {
        return statement
                .param("organization", draft.organization().value())
                .param("kind", draft.kind().name())
                .param("entry", draft.entry())
                .param("duty", draft.duty())
                .param("outsideGround", draft.outsideGround())
                .param("title", draft.title())
                .param("summary", draft.summary())
                .param("elements", JSON.writeValueAsString(draft.elements()))
                .param("body", draft.body())
                .param("scope", draft.scope().name())
                .param(
                        "audience",
                        draft.audience() == null ? null : draft.audience().name())
                .param("channels", draft.channels().stream().map(Enum::name).toArray(String[]::new))
                .param("noticeDays", draft.noticeDays())
                .param("objectionContact", draft.objectionContact())
                .param("displayUntil", draft.displayUntil())
                .param("attachments", texts(draft.attachments()));
    }

    private static JdbcClient.StatementSpec readers(
            JdbcClient.StatementSpec statement, Reach reach, PublicationFilter filter, LocalDate today) {
        return statement
                .param("work", organizations(reach.work()))
                .param("inner", organizations(reach.inner()))
                .param("local", organizations(reach.local()))
                .param("anyInner", !reach.inner().isEmpty())
                .param("today", today)
                .param("organization", value(filter.organization()))
                .param("under", value(filter.under()))
                .param(
                        "category",
                        filter.category() == null ? null : filter.category().name())
                .param("from", filter.from())
                .param("to", filter.to())
                .param("words", words(filter.words()));
    }

    private static Matter toMatter(ResultSet row, int n) throws SQLException {
        var organization = new OrganizationId(row.getObject("organization_id", UUID.class));
        var audience = row.getString("audience");
        var draft = new Draft(
                organization,
                DisclosureKind.valueOf(row.getString("kind")),
                row.getObject("entry_id", UUID.class),
                row.getObject("duty_id", UUID.class),
                row.getString("outside_ground"),
                row.getString("title"),
                row.getString("summary"),
                elements(row.getString("elements")),
                row.getString("body"),
                DisclosureScope.valueOf(row.getString("scope")),
                audience == null ? null : AudienceKind.valueOf(audience),
                channels(row.getArray("channels")),
                row.getObject("notice_days", Integer.class),
                row.getString("objection_contact"),
                row.getObject("display_until", LocalDate.class),
                uuids(row.getArray("attachments")));
        var beyond = row.getString("beyond_power");
        var proposedBy = row.getObject("proposed_by", UUID.class);
        var disclosure = new Disclosure(
                row.getObject("id", UUID.class),
                draft,
                DisclosureStatus.valueOf(row.getString("status")),
                instant(row, "status_since"),
                row.getObject("publication_id", UUID.class),
                row.getBoolean("corrects"),
                row.getString("what_was_wrong"),
                new OrganizationId(row.getObject("at_organization_id", UUID.class)),
                row.getInt("round"),
                row.getObject("proposal_id", UUID.class),
                beyond == null ? BeyondPower.NO : BeyondPower.valueOf(beyond),
                proposedBy == null ? null : new PersonId(proposedBy),
                uuids(row.getArray("hands")).stream().map(PersonId::new).collect(Collectors.toSet()),
                array(row.getString("reviews")).map(DisclosureStore::toReview).toList(),
                array(row.getString("history")).map(DisclosureStore::toStep).toList(),
                new PersonId(row.getObject("created_by", UUID.class)),
                instant(row, "created_at"),
                row.getInt("version"));
        var dutyOrganization = row.getObject("duty_organization", UUID.class);
        var category = row.getString("publication_category");
        return new Matter(
                disclosure,
                row.getObject("entry_item", UUID.class),
                row.getBoolean("entry_in_force"),
                dutyOrganization == null
                        ? null
                        : new ProposalCheck.DutyFacts(
                                dutyOrganization,
                                row.getObject("duty_item", UUID.class),
                                row.getString("duty_rule"),
                                row.getBoolean("duty_done")),
                row.getObject("duty_due_on", LocalDate.class),
                row.getBoolean("standing"),
                row.getObject("publication_item", UUID.class),
                category == null ? null : ContentCategory.valueOf(category),
                "SOCIETY".equals(row.getString("publication_scope")),
                row.getObject("published_on", LocalDate.class),
                row.getObject("notice_until", LocalDate.class),
                row.getBoolean("outcome_recorded"));
    }

    private static Publication toPublication(ResultSet row, int n) throws SQLException {
        var audience = row.getString("audience");
        var endedAt = row.getObject("ended_at", OffsetDateTime.class);
        var outcomeAt = row.getObject("recorded_at", OffsetDateTime.class);
        return new Publication(
                row.getObject("id", UUID.class),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getObject("item", UUID.class),
                row.getInt("entry_no"),
                row.getString("entry_title"),
                row.getString("basis"),
                ContentCategory.valueOf(row.getString("category")),
                DisclosureKind.valueOf(row.getString("kind")),
                DisclosureScope.valueOf(row.getString("scope")),
                audience == null ? null : AudienceKind.valueOf(audience),
                channels(row.getArray("channels")),
                instant(row, "published_at"),
                row.getObject("notice_until", LocalDate.class),
                row.getString("objection_contact"),
                row.getObject("display_until", LocalDate.class),
                row.getBoolean("standing"),
                endedAt == null ? null : endedAt.toInstant(),
                row.getString("ended_because"),
                row.getBoolean("under_review"),
                outcomeAt == null
                        ? null
                        : new Publication.NoticeOutcome(
                                row.getInt("objections"), row.getString("conclusion"), outcomeAt.toInstant()),
                array(row.getString("versions")).map(DisclosureStore::toVersion).toList());
    }

    private static Publication.Version toVersion(JsonNode version) {
        return new Publication.Version(
                version.get(0).asInt(),
                version.get(1).asString(),
                version.get(2).asString(),
                version.get(3).asString(),
                JSON.convertValue(version.get(4), new TypeReference<LinkedHashMap<String, String>>() {}),
                at(version.get(5)),
                version.get(6).asString(),
                version.get(7)
                        .valueStream()
                        .map(id -> UUID.fromString(id.asString()))
                        .toList());
    }

    private static Disclosure.Review toReview(JsonNode review) {
        return new Disclosure.Review(
                ReviewKind.valueOf(review.get(0).asString()),
                review.get(1).asBoolean(),
                review.get(2).asString(),
                PersonId.of(review.get(3).asString()),
                at(review.get(4)));
    }

    private static Disclosure.StepTaken toStep(JsonNode step) {
        return new Disclosure.StepTaken(
                Step.valueOf(step.get(0).asString()),
                step.get(1).isNull() ? null : ReviewKind.valueOf(step.get(1).asString()),
                DisclosureStatus.valueOf(step.get(2).asString()),
                DisclosureStatus.valueOf(step.get(3).asString()),
                step.get(4).isNull() ? null : PersonId.of(step.get(4).asString()),
                at(step.get(5)),
                step.get(6).asString());
    }

    private static java.util.stream.Stream<JsonNode> array(@Nullable String json) {
        return json == null ? java.util.stream.Stream.of() : JSON.readTree(json).valueStream();
    }

    private static Map<String, String> elements(String json) {
        return JSON.readValue(json, new TypeReference<LinkedHashMap<String, String>>() {});
    }

    private static Instant at(JsonNode text) {
        return OffsetDateTime.parse(text.asString()).toInstant();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static List<ChannelType> channels(Array array) throws SQLException {
        return Arrays.stream((String[]) array.getArray())
                .map(ChannelType::valueOf)
                .toList();
    }

    private static List<UUID> uuids(Array array) throws SQLException {
        return List.of((UUID[]) array.getArray());
    }

    private static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    private static String[] organizations(Collection<OrganizationId> ids) {
        return ids.stream().map(OrganizationId::toString).toArray(String[]::new);
    }

    private static @Nullable UUID value(@Nullable OrganizationId id) {
        return id == null ? null : id.value();
    }

    private static String[] words(@Nullable String words) {
        return words == null || words.isBlank() ? new String[0] : words.strip().split("\\s+");
    }

    private static OptimisticLockingFailureException stale(UUID id, int version) {
        return new OptimisticLockingFailureException("Disclosure %s is no longer at version %d".formatted(id, version));
    }
}
