package io.gongkai.catalog;

import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.shared.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * SQL of guidelines, versions and their entries. Lists of entries travel as one JSON parameter, so that a whole guideline is
 * written with one statement.
 *
 * <p>Reads {@code organization.ancestry}, {@code organization.parentage} and {@code account.person}: a list over every
 * catalog of a county cannot ask the tree catalog by catalog.
 */
@Repository
class CatalogStore {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final JdbcClient jdbc;

    CatalogStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    // Guidelines

    /** Items of the issuer's earlier guidelines for any of the kinds, by title; the latest wins. */
    Map<String, UUID> itemsOfGuidelines(OrganizationId issuer, Set<OrganizationKind> kinds) {
        return items(jdbc.sql("""
                        select e.title, e.item
                          from catalog.guideline g
                          join catalog.guideline_entry e on e.guideline_id = g.id
                         where g.issuer_id = :issuer
                           and g.kinds && cast(:kinds as text[])
                         order by g.issued_on, g.id
                        """).param("issuer", issuer.value()).param("kinds", names(kinds)));
    }

    UUID insertGuideline(
            OrganizationId issuer,
            String title,
            Set<OrganizationKind> kinds,
            List<EntryRow> rows,
            PersonId by,
            LocalDate on,
            Instant at) {
        return jdbc.sql("""
                        with issued as (
                            insert into catalog.guideline (issuer_id, title, kinds, issued_on, issued_by, recorded_at)
                            values (:issuer, :title, cast(:kinds as text[]), :on, :by, :at)
                         returning id
                        ), written as (
                            insert into catalog.guideline_entry
                                   (guideline_id, item, no, heading, title, elements, scope, audience, channels, time_code,
                                    rules, responsible, category, pii_class, mandatory, basis, display_days, retention,
                                    related, beyond_power, state_owned_only, remark)
                            select i.id, r.item, r.no, r.heading, r.title, r.elements, r.scope, r.audience, r.channels,
                                   r.time_code, r.rules, r.responsible, r.category, r.pii_class, r.mandatory, r.basis,
                                   r.display_days, r.retention, r.related, r.beyond_power, r.state_owned_only, r.remark
                              from issued i
                             cross join jsonb_to_recordset(cast(:rows as jsonb)) as r
                                   (item uuid, no integer, heading text, title text, elements text[], scope text,
                                    audience text, channels text[], time_code text, rules text[], responsible text,
                                    category text, pii_class integer, mandatory boolean, basis text, display_days integer,
                                    retention text, related text, beyond_power boolean, state_owned_only boolean,
                                    remark text)
                        )
                        select id from issued
                        """)
                .param("issuer", issuer.value())
                .param("title", title)
                .param("kinds", names(kinds))
                .param("on", on)
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("rows", JSON.writeValueAsString(rows))
                .query(UUID.class)
                .single();
    }

    /** Guidelines that any of the issuers gave for the kind, the latest first. */
    List<Catalogs.Guideline> guidelines(List<OrganizationId> issuers, OrganizationKind kind) {
        return jdbc.sql("""
                        select g.id, g.issuer_id, g.title, g.kinds, g.issued_on
                          from catalog.guideline g
                         where g.issuer_id in (:issuers)
                           and :kind = any (g.kinds)
                         order by g.issued_on desc, g.id desc
                        """)
                .param("issuers", ids(issuers))
                .param("kind", kind.name())
                .query(CatalogStore::toGuideline)
                .list();
    }

    List<Catalogs.Guideline> guidelinesOf(Collection<OrganizationId> issuers) {
        return jdbc.sql("""
                        select g.id, g.issuer_id, g.title, g.kinds, g.issued_on
                          from catalog.guideline g
                         where g.issuer_id in (:issuers)
                         order by g.issued_on desc, g.id desc
                        """)
                .param("issuers", ids(issuers))
                .query(CatalogStore::toGuideline)
                .list();
    }

    Optional<Catalogs.Guideline> guideline(UUID id) {
        return jdbc.sql("""
                        select g.id, g.issuer_id, g.title, g.kinds, g.issued_on
                          from catalog.guideline g
                         where g.id = :id
                        """).param("id", id).query(CatalogStore::toGuideline).optional();
    }

    /** As entries of nobody's catalog; origin TAKEN_OVER, id the item's. */
    List<CatalogEntry> guidelineEntries(UUID guideline) {
        return jdbc.sql("""
                        select e.item as id, e.item, e.no, e.heading, e.title, e.elements, e.scope, e.audience, e.channels,
                               e.time_code, e.responsible, e.category, e.pii_class, e.mandatory, 'TAKEN_OVER' as origin,
                               '' as reason, e.basis, e.display_days, e.retention, e.related, e.beyond_power, e.remark
                          from catalog.guideline_entry e
                         where e.guideline_id = :guideline
                         order by e.no
                        """)
                .param("guideline", guideline)
                .query(CatalogStore::toEntry)
                .list();
    }

    // Versions

    /**
     * A new draft with nothing in it; empty while the organization already has a version in work.
     *
     * @param guideline what it is to be compared with, null for none
     */
    Optional<CatalogVersion> start(OrganizationId organization, @Nullable UUID guideline, PersonId by, Instant at) {
        return jdbc.sql("""
                        with started as (
                            insert into catalog.version (organization_id, number, guideline_id, created_by, created_at)
                            select :organization, coalesce(max(v.number), 0) + 1, :guideline, :by, :at
                              from catalog.version v
                             where v.organization_id = :organization
                            on conflict do nothing
                         returning id, organization_id, number, status, guideline_id, submitted_on, filed_on,
                                   filing_number, effective_on, remark
                        ), taken as (
                            insert into catalog.step (version_id, step, taken_by, taken_at)
                            select id, 'START', :by, :at
                              from started
                        )
                        select id, organization_id, number, status, guideline_id, submitted_on, filed_on, filing_number,
                               effective_on, remark
                          from started
                        """)
                .param("organization", organization.value())
                .param("guideline", guideline)
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(CatalogStore::toVersion)
                .optional();
    }

    /**
     * Copies a guideline whole. An item of the same title in the organization's latest earlier version stays the same item.
     *
     * @param notStateOwned reason under which rows for state-owned enterprises do not apply, null where they do
     */
    void copyGuideline(UUID version, UUID guideline, @Nullable String notStateOwned) {
        jdbc.sql("""
                        insert into catalog.entry
                               (version_id, item, no, heading, title, elements, scope, audience, channels, time_code, rules,
                                responsible, category, pii_class, mandatory, origin, reason, basis, display_days,
                                retention, related, beyond_power, remark)
                        select v.id, coalesce(known.item, g.item), g.no, g.heading, g.title, g.elements, g.scope,
                               g.audience, g.channels, g.time_code, g.rules, g.responsible, g.category, g.pii_class,
                               g.mandatory,
                               case when g.state_owned_only and cast(:reason as text) is not null
                                    then 'NOT_APPLICABLE' else 'TAKEN_OVER' end,
                               case when g.state_owned_only then coalesce(cast(:reason as text), '') else '' end,
                               g.basis, g.display_days, g.retention, g.related, g.beyond_power, g.remark
                          from catalog.version v
                          join catalog.guideline_entry g on g.guideline_id = :guideline
                          left join catalog.version before
                            on before.organization_id = v.organization_id
                           and before.number = v.number - 1
                          left join catalog.entry known
                            on known.version_id = before.id
                           and known.title = g.title
                         where v.id = :version
                        """)
                .param("version", version)
                .param("guideline", guideline)
                .param("reason", notStateOwned)
                .update();
    }

    void copyEntries(UUID from, UUID to) {
        jdbc.sql("""
                        insert into catalog.entry
                               (version_id, item, no, heading, title, elements, scope, audience, channels, time_code, rules,
                                responsible, category, pii_class, mandatory, origin, reason, basis, display_days,
                                retention, related, beyond_power, remark)
                        select :to, e.item, e.no, e.heading, e.title, e.elements, e.scope, e.audience, e.channels,
                               e.time_code, e.rules, e.responsible, e.category, e.pii_class, e.mandatory, e.origin,
                               e.reason, e.basis, e.display_days, e.retention, e.related, e.beyond_power, e.remark
                          from catalog.entry e
                         where e.version_id = :from
                        """).param("from", from).param("to", to).update();
    }

    void removeEntries(UUID version) {
        jdbc.sql("""
                        delete from catalog.entry
                         where version_id = :version
                        """).param("version", version).update();
    }

    void removeEntry(UUID entry) {
        jdbc.sql("""
                        delete from catalog.entry
                         where id = :entry
                        """).param("entry", entry).update();
    }

    void insertEntries(UUID version, List<EntryRow> rows) {
        jdbc.sql("""
                        insert into catalog.entry
                               (version_id, item, no, heading, title, elements, scope, audience, channels, time_code, rules,
                                responsible, category, pii_class, mandatory, origin, reason, basis, display_days,
                                retention, related, beyond_power, remark)
                        select :version, r.item, r.no, r.heading, r.title, r.elements, r.scope, r.audience, r.channels,
                               r.time_code, r.rules, r.responsible, r.category, r.pii_class, r.mandatory, r.origin, r.reason,
                               r.basis, r.display_days, r.retention, r.related, r.beyond_power, r.remark
                          from jsonb_to_recordset(cast(:rows as jsonb)) as r
                               (item uuid, no integer, heading text, title text, elements text[], scope text, audience text,
                                channels text[], time_code text, rules text[], responsible text, category text,
                                pii_class integer, mandatory boolean, origin text, reason text, basis text,
                                display_days integer, retention text, related text, beyond_power boolean, remark text)
                        """)
                .param("version", version)
                .param("rows", JSON.writeValueAsString(rows))
                .update();
    }

    /** Writes an entry of a draft; one of the same item is replaced and keeps its id. */
    CatalogEntry put(UUID version, EntryRow row) {
        return jdbc.sql("""
                        insert into catalog.entry as e
                               (version_id, item, no, heading, title, elements, scope, audience, channels, time_code, rules,
                                responsible, category, pii_class, mandatory, origin, reason, basis, display_days,
                                retention, related, beyond_power, remark)
                        select :version, r.item, r.no, r.heading, r.title, r.elements, r.scope, r.audience, r.channels,
                               r.time_code, r.rules, r.responsible, r.category, r.pii_class, r.mandatory, r.origin, r.reason,
                               r.basis, r.display_days, r.retention, r.related, r.beyond_power, r.remark
                          from jsonb_to_record(cast(:row as jsonb)) as r
                               (item uuid, no integer, heading text, title text, elements text[], scope text, audience text,
                                channels text[], time_code text, rules text[], responsible text, category text,
                                pii_class integer, mandatory boolean, origin text, reason text, basis text,
                                display_days integer, retention text, related text, beyond_power boolean, remark text)
                        on conflict (version_id, item) do update
                           set no = excluded.no,
                               heading = excluded.heading,
                               title = excluded.title,
                               elements = excluded.elements,
                               scope = excluded.scope,
                               audience = excluded.audience,
                               channels = excluded.channels,
                               time_code = excluded.time_code,
                               rules = excluded.rules,
                               responsible = excluded.responsible,
                               category = excluded.category,
                               pii_class = excluded.pii_class,
                               mandatory = excluded.mandatory,
                               origin = excluded.origin,
                               reason = excluded.reason,
                               basis = excluded.basis,
                               display_days = excluded.display_days,
                               retention = excluded.retention,
                               related = excluded.related,
                               beyond_power = excluded.beyond_power,
                               remark = excluded.remark
                     returning e.id, e.item, e.no, e.heading, e.title, e.elements, e.scope, e.audience, e.channels,
                               e.time_code, e.responsible, e.category, e.pii_class, e.mandatory, e.origin, e.reason,
                               e.basis, e.display_days, e.retention, e.related, e.beyond_power, e.remark
                        """)
                .param("version", version)
                .param("row", JSON.writeValueAsString(row))
                .query(CatalogStore::toEntry)
                .single();
    }

    Optional<CatalogVersion> version(UUID id) {
        return jdbc.sql("""
                        select v.id, v.organization_id, v.number, v.status, v.guideline_id, v.submitted_on, v.filed_on,
                               v.filing_number, v.effective_on, v.remark
                          from catalog.version v
                         where v.id = :id
                        """).param("id", id).query(CatalogStore::toVersion).optional();
    }

    /** Holds the version for this transaction: who comes second sees what the first made of it. */
    Optional<CatalogVersion> lock(UUID id) {
        return jdbc.sql("""
                        select v.id, v.organization_id, v.number, v.status, v.guideline_id, v.submitted_on, v.filed_on,
                               v.filing_number, v.effective_on, v.remark
                          from catalog.version v
                         where v.id = :id
                           for update
                        """).param("id", id).query(CatalogStore::toVersion).optional();
    }

    Optional<PersonId> submitter(UUID version) {
        return jdbc.sql("""
                        select v.submitted_by
                          from catalog.version v
                         where v.id = :version
                           and v.submitted_by is not null
                        """)
                .param("version", version)
                .query((row, _) -> new PersonId(row.getObject("submitted_by", UUID.class)))
                .optional();
    }

    List<CatalogVersion> versions(OrganizationId organization) {
        return jdbc.sql("""
                        select v.id, v.organization_id, v.number, v.status, v.guideline_id, v.submitted_on, v.filed_on,
                               v.filing_number, v.effective_on, v.remark
                          from catalog.version v
                         where v.organization_id = :organization
                         order by v.number desc
                        """)
                .param("organization", organization.value())
                .query(CatalogStore::toVersion)
                .list();
    }

    Optional<CatalogVersion> inForce(OrganizationId organization) {
        return jdbc.sql("""
                        select v.id, v.organization_id, v.number, v.status, v.guideline_id, v.submitted_on, v.filed_on,
                               v.filing_number, v.effective_on, v.remark
                          from catalog.version v
                         where v.organization_id = :organization
                           and v.status = 'EFFECTIVE'
                        """)
                .param("organization", organization.value())
                .query(CatalogStore::toVersion)
                .optional();
    }

    Optional<CatalogVersion> inWork(OrganizationId organization) {
        return jdbc.sql("""
                        select v.id, v.organization_id, v.number, v.status, v.guideline_id, v.submitted_on, v.filed_on,
                               v.filing_number, v.effective_on, v.remark
                          from catalog.version v
                         where v.organization_id = :organization
                           and v.status in ('DRAFT', 'SUBMITTED', 'FILED')
                        """)
                .param("organization", organization.value())
                .query(CatalogStore::toVersion)
                .optional();
    }

    /** Versions whose day has come. */
    List<UUID> filedUpTo(LocalDate today) {
        return jdbc.sql("""
                        select v.id
                          from catalog.version v
                         where v.status = 'FILED'
                           and v.effective_on <= :today
                         order by v.effective_on, v.id
                        """).param("today", today).query(UUID.class).list();
    }

    /**
     * Submitted versions that wait for someone with a seat in one of the organizations, that is: whose superior of today (or
     * which themselves, at the top) lie in or under one of them. The longest waiting first.
     */
    List<Catalogs.Waiting> awaitingFiling(Collection<OrganizationId> seats, LocalDate today, int limit) {
        return jdbc.sql("""
                        select v.id, v.organization_id, v.number, v.status, v.guideline_id, v.submitted_on, v.filed_on,
                               v.filing_number, v.effective_on, v.remark, o.code, s.name
                          from catalog.version v
                          join organization.organization o on o.id = v.organization_id
                          join organization.state s
                            on s.organization_id = v.organization_id
                           and s.valid_from <= :today
                           and (s.valid_until is null or :today < s.valid_until)
                          join organization.parentage p
                            on p.organization_id = v.organization_id
                           and p.valid_from <= :today
                           and (p.valid_until is null or :today < p.valid_until)
                         where v.status = 'SUBMITTED'
                           and exists (select 1
                                         from organization.ancestry a
                                        where a.descendant_id = coalesce(p.parent_id, p.organization_id)
                                          and a.ancestor_id in (:seats)
                                          and a.valid_from <= :today
                                          and (a.valid_until is null or :today < a.valid_until))
                         order by v.submitted_on, o.code
                         limit :limit
                        """)
                .param("seats", ids(seats))
                .param("today", today)
                .param("limit", limit)
                .query(CatalogStore::toWaiting)
                .list();
    }

    /** The newest version that was not given up of each organization in or under one of the seats, drafts first. */
    List<Catalogs.Waiting> newestUnder(Collection<OrganizationId> seats, LocalDate today, String words, int limit) {
        return jdbc.sql("""
                        select v.id, v.organization_id, v.number, v.status, v.guideline_id, v.submitted_on, v.filed_on,
                               v.filing_number, v.effective_on, v.remark, o.code, s.name
                          from (select distinct on (n.organization_id)
                                       n.id, n.organization_id, n.number, n.status, n.guideline_id, n.submitted_on,
                                       n.filed_on, n.filing_number, n.effective_on, n.remark
                                  from catalog.version n
                                 where n.status <> 'DISCARDED'
                                   and exists (select 1
                                                 from organization.ancestry a
                                                where a.descendant_id = n.organization_id
                                                  and a.ancestor_id in (:seats)
                                                  and a.valid_from <= :today
                                                  and (a.valid_until is null or :today < a.valid_until))
                                 order by n.organization_id, n.number desc) v
                          join organization.organization o on o.id = v.organization_id
                          join organization.state s
                            on s.organization_id = v.organization_id
                           and s.valid_from <= :today
                           and (s.valid_until is null or :today < s.valid_until)
                         where (:words = '' or position(:words in s.name) > 0 or o.code = :words)
                         order by case v.status when 'DRAFT' then 0 when 'SUBMITTED' then 1 when 'FILED' then 2 else 3 end,
                                  o.code
                         limit :limit
                        """)
                .param("seats", ids(seats))
                .param("today", today)
                .param("words", words)
                .param("limit", limit)
                .query(CatalogStore::toWaiting)
                .list();
    }

    CatalogVersion submit(UUID version, LocalDate on, PersonId by, Instant at) {
        return jdbc.sql("""
                        with moved as (
                            update catalog.version
                               set status = 'SUBMITTED',
                                   submitted_on = :on,
                                   submitted_by = :by,
                                   remark = ''
                             where id = :version
                               and status = 'DRAFT'
                         returning id, organization_id, number, status, guideline_id, submitted_on, filed_on,
                                   filing_number, effective_on, remark
                        ), taken as (
                            insert into catalog.step (version_id, step, taken_by, taken_at)
                            select id, 'SUBMIT', :by, :at
                              from moved
                        )
                        select id, organization_id, number, status, guideline_id, submitted_on, filed_on, filing_number,
                               effective_on, remark
                          from moved
                        """)
                .param("version", version)
                .param("on", on)
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(CatalogStore::toVersion)
                .optional()
                .orElseThrow(() -> new WrongCatalogStatusException("catalog.movedOn"));
    }

    CatalogVersion discard(UUID version, String reason, PersonId by, Instant at) {
        return jdbc.sql("""
                        with moved as (
                            update catalog.version
                               set status = 'DISCARDED',
                                   remark = :reason
                             where id = :version
                               and status = 'DRAFT'
                         returning id, organization_id, number, status, guideline_id, submitted_on, filed_on,
                                   filing_number, effective_on, remark
                        ), taken as (
                            insert into catalog.step (version_id, step, taken_by, taken_at, remark)
                            select id, 'DISCARD', :by, :at, :reason
                              from moved
                        )
                        select id, organization_id, number, status, guideline_id, submitted_on, filed_on, filing_number,
                               effective_on, remark
                          from moved
                        """)
                .param("version", version)
                .param("reason", reason)
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(CatalogStore::toVersion)
                .optional()
                .orElseThrow(() -> new WrongCatalogStatusException("catalog.movedOn"));
    }

    CatalogVersion sendBack(UUID version, String remark, PersonId by, Instant at) {
        return jdbc.sql("""
                        with moved as (
                            update catalog.version
                               set status = 'DRAFT',
                                   submitted_on = null,
                                   submitted_by = null,
                                   remark = :remark
                             where id = :version
                               and status = 'SUBMITTED'
                         returning id, organization_id, number, status, guideline_id, submitted_on, filed_on,
                                   filing_number, effective_on, remark
                        ), taken as (
                            insert into catalog.step (version_id, step, taken_by, taken_at, remark)
                            select id, 'SEND_BACK', :by, :at, :remark
                              from moved
                        )
                        select id, organization_id, number, status, guideline_id, submitted_on, filed_on, filing_number,
                               effective_on, remark
                          from moved
                        """)
                .param("version", version)
                .param("remark", remark)
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(CatalogStore::toVersion)
                .optional()
                .orElseThrow(() -> new WrongCatalogStatusException("catalog.movedOn"));
    }

    /** The next filing number an organization gives this year; holds its count until the transaction ends. */
    int nextFiling(OrganizationId filer, int year) {
        return jdbc.sql("""
                        insert into catalog.filing_count as c (organization_id, year, last)
                        values (:filer, :year, 1)
                        on conflict (organization_id, year) do update
                           set last = c.last + 1
                     returning c.last
                        """)
                .param("filer", filer.value())
                .param("year", year)
                .query(Integer.class)
                .single();
    }

    CatalogVersion file(
            UUID version,
            OrganizationId filer,
            String number,
            LocalDate effectiveOn,
            LocalDate on,
            PersonId by,
            Instant at) {
        return jdbc.sql("""
                        with moved as (
                            update catalog.version
                               set status = 'FILED',
                                   filed_on = :on,
                                   filed_by = :by,
                                   filed_at_id = :filer,
                                   filing_number = :number,
                                   effective_on = :effectiveOn
                             where id = :version
                               and status = 'SUBMITTED'
                         returning id, organization_id, number, status, guideline_id, submitted_on, filed_on,
                                   filing_number, effective_on, remark
                        ), taken as (
                            insert into catalog.step (version_id, step, taken_by, taken_at, remark)
                            select id, 'FILE', :by, :at, :number
                              from moved
                        )
                        select id, organization_id, number, status, guideline_id, submitted_on, filed_on, filing_number,
                               effective_on, remark
                          from moved
                        """)
                .param("version", version)
                .param("filer", filer.value())
                .param("number", number)
                .param("effectiveOn", effectiveOn)
                .param("on", on)
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(CatalogStore::toVersion)
                .optional()
                .orElseThrow(() -> new WrongCatalogStatusException("catalog.movedOn"));
    }

    /** Ends the version in force up to now, if there is one; returns its id. */
    Optional<UUID> supersede(OrganizationId organization, LocalDate on, Instant at) {
        return jdbc.sql("""
                        with moved as (
                            update catalog.version
                               set status = 'SUPERSEDED',
                                   superseded_on = :on
                             where organization_id = :organization
                               and status = 'EFFECTIVE'
                         returning id
                        ), taken as (
                            insert into catalog.step (version_id, step, taken_at)
                            select id, 'SUPERSEDE', :at
                              from moved
                        )
                        select id from moved
                        """)
                .param("organization", organization.value())
                .param("on", on)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .optional();
    }

    CatalogVersion takeEffect(UUID version, Instant at) {
        return jdbc.sql("""
                        with moved as (
                            update catalog.version
                               set status = 'EFFECTIVE'
                             where id = :version
                               and status = 'FILED'
                         returning id, organization_id, number, status, guideline_id, submitted_on, filed_on,
                                   filing_number, effective_on, remark
                        ), taken as (
                            insert into catalog.step (version_id, step, taken_at)
                            select id, 'TAKE_EFFECT', :at
                              from moved
                        )
                        select id, organization_id, number, status, guideline_id, submitted_on, filed_on, filing_number,
                               effective_on, remark
                          from moved
                        """)
                .param("version", version)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(CatalogStore::toVersion)
                .optional()
                .orElseThrow(() -> new WrongCatalogStatusException("catalog.movedOn"));
    }

    /** The version that stands in the ledger for the organization's having a catalog: the first it ever put on file. */
    Optional<UUID> firstFiled(OrganizationId organization) {
        return jdbc.sql("""
                        select v.id
                          from catalog.version v
                         where v.organization_id = :organization
                           and v.filed_on is not null
                         order by v.number
                         limit 1
                        """)
                .param("organization", organization.value())
                .query(UUID.class)
                .optional();
    }

    /** Who did what with a version, in order. */
    List<Catalogs.Step> steps(UUID version) {
        return jdbc.sql("""
                        select s.step, p.name, s.taken_at, s.remark
                          from catalog.step s
                          left join account.person p on p.id = s.taken_by
                         where s.version_id = :version
                         order by s.id
                        """)
                .param("version", version)
                .query((row, _) -> new Catalogs.Step(
                        row.getString("step"),
                        row.getString("name"),
                        row.getObject("taken_at", java.time.OffsetDateTime.class)
                                .toInstant(),
                        row.getString("remark")))
                .list();
    }

    // Entries

    List<CatalogEntry> entries(UUID version) {
        return jdbc.sql("""
                        select e.id, e.item, e.no, e.heading, e.title, e.elements, e.scope, e.audience, e.channels,
                               e.time_code, e.responsible, e.category, e.pii_class, e.mandatory, e.origin, e.reason, e.basis,
                               e.display_days, e.retention, e.related, e.beyond_power, e.remark
                          from catalog.entry e
                         where e.version_id = :version
                         order by e.no
                        """)
                .param("version", version)
                .query(CatalogStore::toEntry)
                .list();
    }

    Optional<CatalogEntry> entry(UUID id) {
        return jdbc.sql("""
                        select e.id, e.item, e.no, e.heading, e.title, e.elements, e.scope, e.audience, e.channels,
                               e.time_code, e.responsible, e.category, e.pii_class, e.mandatory, e.origin, e.reason, e.basis,
                               e.display_days, e.retention, e.related, e.beyond_power, e.remark
                          from catalog.entry e
                         where e.id = :id
                        """).param("id", id).query(CatalogStore::toEntry).optional();
    }

    Optional<CatalogEntry> entry(UUID version, UUID id) {
        return jdbc.sql("""
                        select e.id, e.item, e.no, e.heading, e.title, e.elements, e.scope, e.audience, e.channels,
                               e.time_code, e.responsible, e.category, e.pii_class, e.mandatory, e.origin, e.reason, e.basis,
                               e.display_days, e.retention, e.related, e.beyond_power, e.remark
                          from catalog.entry e
                         where e.id = :id
                           and e.version_id = :version
                        """)
                .param("id", id)
                .param("version", version)
                .query(CatalogStore::toEntry)
                .optional();
    }

    Optional<CatalogVersion> versionOf(UUID entry) {
        return jdbc.sql("""
                        select v.id, v.organization_id, v.number, v.status, v.guideline_id, v.submitted_on, v.filed_on,
                               v.filing_number, v.effective_on, v.remark
                          from catalog.entry e
                          join catalog.version v on v.id = e.version_id
                         where e.id = :entry
                        """)
                .param("entry", entry)
                .query(CatalogStore::toVersion)
                .optional();
    }

    /** Items of an organization's versions by title; the latest wins. */
    Map<String, UUID> itemsOf(OrganizationId organization) {
        return items(jdbc.sql("""
                        select e.title, e.item
                          from catalog.version v
                          join catalog.entry e on e.version_id = v.id
                         where v.organization_id = :organization
                         order by v.number
                        """).param("organization", organization.value()));
    }

    private static Map<String, UUID> items(JdbcClient.StatementSpec statement) {
        var items = new HashMap<String, UUID>();
        statement.query((ResultSet row) -> {
            items.put(row.getString("title"), row.getObject("item", UUID.class));
        });
        return items;
    }

    private static Set<UUID> ids(Collection<OrganizationId> organizations) {
        return organizations.stream().map(OrganizationId::value).collect(Collectors.toSet());
    }

    private static String[] names(Set<OrganizationKind> kinds) {
        return kinds.stream().map(Enum::name).sorted().toArray(String[]::new);
    }

    private static Catalogs.Guideline toGuideline(ResultSet row, int n) throws SQLException {
        return new Catalogs.Guideline(
                row.getObject("id", UUID.class),
                new OrganizationId(row.getObject("issuer_id", UUID.class)),
                row.getString("title"),
                texts(row, "kinds").stream().map(OrganizationKind::valueOf).collect(Collectors.toUnmodifiableSet()),
                row.getObject("issued_on", LocalDate.class));
    }

    private static CatalogVersion toVersion(ResultSet row, int n) throws SQLException {
        return new CatalogVersion(
                row.getObject("id", UUID.class),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getInt("number"),
                CatalogStatus.valueOf(row.getString("status")),
                row.getObject("guideline_id", UUID.class),
                row.getObject("submitted_on", LocalDate.class),
                row.getObject("filed_on", LocalDate.class),
                row.getString("filing_number"),
                row.getObject("effective_on", LocalDate.class),
                row.getString("remark"));
    }

    private static Catalogs.Waiting toWaiting(ResultSet row, int n) throws SQLException {
        return new Catalogs.Waiting(toVersion(row, n), row.getString("code"), row.getString("name"));
    }

    static CatalogEntry toEntry(ResultSet row, int n) throws SQLException {
        var audience = row.getString("audience");
        return new CatalogEntry(
                row.getObject("id", UUID.class),
                row.getObject("item", UUID.class),
                row.getInt("no"),
                row.getString("heading"),
                row.getString("title"),
                texts(row, "elements"),
                DisclosureScope.valueOf(row.getString("scope")),
                audience == null ? null : AudienceKind.valueOf(audience),
                texts(row, "channels").stream().map(ChannelType::valueOf).toList(),
                TimeLimit.parse(row.getString("time_code")),
                row.getString("responsible"),
                ContentCategory.valueOf(row.getString("category")),
                row.getInt("pii_class"),
                row.getBoolean("mandatory"),
                EntryOrigin.valueOf(row.getString("origin")),
                row.getString("reason"),
                row.getString("basis"),
                row.getObject("display_days", Integer.class),
                row.getString("retention"),
                row.getString("related"),
                row.getBoolean("beyond_power"),
                row.getString("remark"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }
}
