package io.gongkai.portal;

import io.gongkai.catalog.ChannelType;
import io.gongkai.catalog.ContentCategory;
import io.gongkai.disclosure.DisclosureKind;
import io.gongkai.ledger.Cell;
import io.gongkai.ledger.Count;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Sums;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.statistics.Form;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL that public pages ask. It runs as the portal role, which can read nothing but the schema {@code portal}. */
@Repository
class PortalStore {

    private static final String[] COLUMNS = Arrays.stream(OrganizationKind.values())
            .filter(OrganizationKind::standsInReturn)
            .map(Enum::name)
            .toArray(String[]::new);

    private final JdbcClient jdbc;
    private final Elements elements;

    PortalStore(@Qualifier("portalJdbc") JdbcClient jdbc, Elements elements) {
        this.jdbc = jdbc;
        this.elements = elements;
    }

    /** Which publications are meant; null and empty components do not narrow. */
    record Which(
            @Nullable UUID county,
            @Nullable UUID unit,
            @Nullable UUID under,
            @Nullable ContentCategory category,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            List<String> terms) {}

    record Position(Instant publishedAt, UUID id) {}

    record FileBytes(String name, String mediaType, byte[] bytes, String sha256) {}

    record Text(Matter matter, String plain) {}

    record Neighbour(UUID id, String title, boolean newer) {}

    // --- units

    List<Unit> counties() {
        return jdbc.sql("""
                        select o.id, o.code, o.name, o.kind, o.county_id, o.path, o.valid_until, o.group_name, o.catalog_number,
                               o.catalog_filed_on, o.catalog_filing_number
                          from portal.organization o
                         where o.parent_id is null
                         order by (select count(*) from portal.publication p where p.county_id = o.id and p.standing) desc, o.code
                        """).query(PortalStore::toUnit).list();
    }

    Optional<Unit> unit(String code) {
        return jdbc.sql("""
                        select o.id, o.code, o.name, o.kind, o.county_id, o.path, o.valid_until, o.group_name, o.catalog_number,
                               o.catalog_filed_on, o.catalog_filing_number
                          from portal.organization o
                         where o.code = :code
                        """).param("code", code).query(PortalStore::toUnit).optional();
    }

    /** In the order of the ids. */
    List<Unit> units(List<UUID> ids) {
        return jdbc.sql("""
                        select o.id, o.code, o.name, o.kind, o.county_id, o.path, o.valid_until, o.group_name, o.catalog_number,
                               o.catalog_filed_on, o.catalog_filing_number
                          from unnest(:ids::text[]::uuid[]) with ordinality as i (id, position)
                          join portal.organization o on o.id = i.id
                         order by i.position
                        """).param("ids", array(ids)).query(PortalStore::toUnit).list();
    }

    List<Unit> children(UUID parent) {
        return jdbc.sql("""
                        select o.id, o.code, o.name, o.kind, o.county_id, o.path, o.valid_until, o.group_name, o.catalog_number,
                               o.catalog_filed_on, o.catalog_filing_number
                          from portal.organization o
                         where o.parent_id = :parent
                           and (o.valid_until is null or o.valid_until > current_date)
                         order by o.kind, o.code
                        """).param("parent", parent).query(PortalStore::toUnit).list();
    }

    List<Unit> units(UUID county, @Nullable OrganizationKind kind, List<String> terms, String afterCode, int limit) {
        return jdbc.sql("""
                        select o.id, o.code, o.name, o.kind, o.county_id, o.path, o.valid_until, o.group_name, o.catalog_number,
                               o.catalog_filed_on, o.catalog_filing_number
                          from portal.organization o
                         where o.county_id = :county
                           and (o.valid_until is null or o.valid_until > current_date)
                           and (cast(:kind as text) is null or o.kind = :kind)
                           and not exists (select from unnest(:terms::text[]) as t (term) where strpos(lower(o.name), t.term) = 0)
                           and o.code > :after
                         order by o.code
                         limit :limit
                        """)
                .param("county", county)
                .param("kind", kind == null ? null : kind.name())
                .param("terms", terms.toArray(String[]::new))
                .param("after", afterCode)
                .param("limit", limit)
                .query(PortalStore::toUnit)
                .list();
    }

    List<Unit> unitsNamed(List<String> terms, int limit) {
        return jdbc.sql("""
                        select o.id, o.code, o.name, o.kind, o.county_id, o.path, o.valid_until, o.group_name, o.catalog_number,
                               o.catalog_filed_on, o.catalog_filing_number
                          from portal.organization o
                         where not exists (select from unnest(:terms::text[]) as t (term) where strpos(lower(o.name), t.term) = 0)
                           and (o.valid_until is null or o.valid_until > current_date)
                         order by cardinality(o.path), length(o.name), o.code
                         limit :limit
                        """)
                .param("terms", terms.toArray(String[]::new))
                .param("limit", limit)
                .query(PortalStore::toUnit)
                .list();
    }

    List<Unit.KindCount> kinds(UUID county) {
        return jdbc.sql("""
                        select o.kind, count(*) as count
                          from portal.organization o
                         where o.county_id = :county
                           and (o.valid_until is null or o.valid_until > current_date)
                         group by o.kind
                        """)
                .param("county", county)
                .query((row, n) ->
                        new Unit.KindCount(OrganizationKind.valueOf(row.getString("kind")), row.getInt("count")))
                .list();
    }

    List<Unit.Post> posts(UUID unit) {
        return jdbc.sql("""
                        select title, holder, duties
                          from portal.post
                         where organization_id = :unit
                         order by position
                        """)
                .param("unit", unit)
                .query((row, n) ->
                        new Unit.Post(row.getString("title"), row.getString("holder"), row.getString("duties")))
                .list();
    }

    UnitOpinions opinions(UUID organization, int year) {
        var answers = jdbc.sql("""
                        select a.answered_on, a.question, a.closing, a.answer
                          from portal.public_answer a
                         where a.organization_id = :organization
                         order by a.position
                        """)
                .param("organization", organization)
                .query((row, _) -> new UnitOpinions.Answer(
                        row.getObject("answered_on", LocalDate.class),
                        row.getString("question"),
                        row.getString("closing"),
                        row.getString("answer")))
                .list();
        return jdbc.sql("""
                        select f.received, f.handled, f.not_possible, f.referred, f.answered, f.in_time, f.removed
                          from portal.opinion_figure f
                         where f.organization_id = :organization
                           and f.year = :year
                        """)
                .param("organization", organization)
                .param("year", year)
                .query((row, _) -> new UnitOpinions(
                        row.getObject("received") == null
                                ? null
                                : new UnitOpinions.Figures(
                                        row.getInt("received"),
                                        row.getInt("handled"),
                                        row.getInt("not_possible"),
                                        row.getInt("referred"),
                                        row.getInt("answered"),
                                        row.getInt("in_time")),
                        row.getInt("removed"),
                        answers))
                .optional()
                .orElseGet(() -> new UnitOpinions(null, 0, answers));
    }

    List<Unit.Facility> facilities(UUID unit) {
        return jdbc.sql("""
                        select kind, name, place
                          from portal.facility
                         where organization_id = :unit
                         order by array_position(array['HOTLINE', 'BOARD', 'SCREEN', 'READING_ROOM', 'WEBSITE'], kind), name
                        """)
                .param("unit", unit)
                .query((row, n) ->
                        new Unit.Facility(row.getString("kind"), row.getString("name"), row.getString("place")))
                .list();
    }

    List<String> unitCodes() {
        return jdbc.sql("""
                        select code
                          from portal.organization
                         where valid_until is null or valid_until > current_date
                         order by code
                        """).query(String.class).list();
    }

    // --- catalog and duties

    List<CatalogItem> catalog(UUID unit, LocalDate today) {
        return jdbc.sql("""
                        select e.item, e.no, e.heading, e.title, e.category, e.time_code, e.elements, e.reach, e.applicable,
                               d.overdue_on, d.next_on, d.warn_on, d.unchanged_on, p.id as publication_id, p.published_on
                          from portal.catalog_entry e
                          left join lateral (
                                select min(d.due_on) filter (where d.done_on is null and d.due_on < :today) as overdue_on,
                                       min(d.due_on) filter (where d.done_on is null and d.due_on >= :today) as next_on,
                                       min(d.warn_on) filter (where d.done_on is null and d.due_on >= :today) as warn_on,
                                       max(d.done_on) filter (where d.no_change) as unchanged_on
                                  from portal.duty d
                                 where d.organization_id = e.organization_id
                                   and d.item = e.item) d on true
                          left join lateral (
                                select p.id, p.published_on
                                  from portal.publication p
                                 where p.organization_id = e.organization_id
                                   and p.item = e.item
                                   and p.standing
                                 order by p.published_on desc, p.id desc
                                 limit 1) p on true
                         where e.organization_id = :unit
                         order by e.no
                        """)
                .param("unit", unit)
                .param("today", today)
                .query((row, n) -> toCatalogItem(row, today))
                .list();
    }

    DutyCounts duties(UUID county, LocalDate first, LocalDate last, LocalDate today) {
        return jdbc.sql("""
                        select count(*) as all_duties,
                               count(*) filter (where done_on is not null) as done,
                               count(*) filter (where done_on is null and due_on < :today) as overdue
                          from portal.duty
                         where county_id = :county
                           and due_on <= :last
                           and (due_on >= :first or done_on is null)
                        """)
                .param("county", county)
                .param("first", first)
                .param("last", last)
                .param("today", today)
                .query((row, n) -> new DutyCounts(row.getInt("all_duties"), row.getInt("done"), row.getInt("overdue")))
                .single();
    }

    List<DutyCounts.OverdueUnit> overdueUnits(UUID county, LocalDate today) {
        return jdbc.sql("""
                        select o.code, o.name, count(*) as count
                          from portal.duty d
                          join portal.organization o on o.id = d.organization_id
                         where d.county_id = :county
                           and d.done_on is null
                           and d.due_on < :today
                         group by o.code, o.name
                         order by count(*) desc, o.code
                        """)
                .param("county", county)
                .param("today", today)
                .query((row, n) ->
                        new DutyCounts.OverdueUnit(row.getString("code"), row.getString("name"), row.getInt("count")))
                .list();
    }

    List<DutyCounts.Overdue> overdue(UUID county, @Nullable UUID under, LocalDate today, int offset, int limit) {
        return jdbc.sql("""
                        select d.id, o.code, o.name, d.entry_no, d.title, d.subject, d.due_on, d.extended, d.county_id
                          from portal.duty d
                          join portal.organization o on o.id = d.organization_id
                         where d.county_id = :county
                           and d.done_on is null
                           and d.due_on < :today
                           and (cast(:under as uuid) is null or cast(:under as uuid) = any(o.path))
                         order by d.due_on, o.code, d.entry_no, d.id
                        offset :offset
                         limit :limit
                        """)
                .param("county", county)
                .param("under", under)
                .param("today", today)
                .param("offset", offset)
                .param("limit", limit)
                .query((row, n) -> {
                    var due = row.getObject("due_on", LocalDate.class);
                    return new DutyCounts.Overdue(
                            row.getObject("id", UUID.class),
                            row.getString("code"),
                            row.getString("name"),
                            row.getInt("entry_no"),
                            row.getString("title"),
                            row.getString("subject"),
                            due,
                            row.getBoolean("extended"),
                            today.toEpochDay() - due.toEpochDay(),
                            row.getObject("county_id", UUID.class));
                })
                .list();
    }

    // --- publications

    List<Matter> matters(Which which, @Nullable Position after, int limit) {
        return narrowed(jdbc.sql("""
                                select p.id, p.title, p.summary, o.code, o.name, p.category, p.kind, p.published_at, p.changed_at,
                                       p.notice_until, p.versions
                                  from portal.publication p
                                  join portal.organization o on o.id = p.organization_id
                                 where p.standing
                                   and (cast(:county as uuid) is null or p.county_id = :county)
                                   and (cast(:unit as uuid) is null or p.organization_id = :unit)
                                   and (cast(:under as uuid) is null or cast(:under as uuid) = any(o.path))
                                   and (cast(:category as text) is null or p.category = :category)
                                   and (cast(:from as date) is null or p.published_on >= :from)
                                   and (cast(:to as date) is null or p.published_on <= :to)
                                   and p.grams @> :grams::text[]
                                   and not exists (select from unnest(:terms::text[]) as t (term) where strpos(p.words, t.term) = 0)
                                   and (cast(:afterAt as timestamptz) is null
                                        or (p.published_at, p.id) < (cast(:afterAt as timestamptz), cast(:afterId as uuid)))
                                 order by p.published_at desc, p.id desc
                                 limit :limit
                                """), which)
                .param("afterAt", after == null ? null : after.publishedAt().atOffset(ZoneOffset.UTC))
                .param("afterId", after == null ? null : after.id())
                .param("limit", limit)
                .query(PortalStore::toMatter)
                .list();
    }

    /** Matters with all terms, those with a term in the title first. */
    List<Text> search(Which which, int offset, int limit) {
        return narrowed(jdbc.sql("""
                                select p.id, p.title, p.summary, o.code, o.name, p.category, p.kind, p.published_at, p.changed_at,
                                       p.notice_until, p.versions, p.plain
                                  from portal.publication p
                                  join portal.organization o on o.id = p.organization_id
                                 where p.standing
                                   and (cast(:county as uuid) is null or p.county_id = :county)
                                   and (cast(:unit as uuid) is null or p.organization_id = :unit)
                                   and (cast(:under as uuid) is null or cast(:under as uuid) = any(o.path))
                                   and (cast(:category as text) is null or p.category = :category)
                                   and (cast(:from as date) is null or p.published_on >= :from)
                                   and (cast(:to as date) is null or p.published_on <= :to)
                                   and p.grams @> :grams::text[]
                                   and not exists (select from unnest(:terms::text[]) as t (term) where strpos(p.words, t.term) = 0)
                                 order by (select count(*) from unnest(:terms::text[]) as t (term) where strpos(p.title_words, t.term) > 0) desc,
                                          p.published_at desc, p.id desc
                                offset :offset
                                 limit :limit
                                """), which)
                .param("offset", offset)
                .param("limit", limit)
                .query((row, n) -> new Text(toMatter(row, n), row.getString("plain")))
                .list();
    }

    List<SearchResult.CategoryCount> counts(Which which) {
        return narrowed(jdbc.sql("""
                                select p.category, count(*) as count
                                  from portal.publication p
                                  join portal.organization o on o.id = p.organization_id
                                 where p.standing
                                   and (cast(:county as uuid) is null or p.county_id = :county)
                                   and (cast(:unit as uuid) is null or p.organization_id = :unit)
                                   and (cast(:under as uuid) is null or cast(:under as uuid) = any(o.path))
                                   and (cast(:category as text) is null or p.category = :category)
                                   and (cast(:from as date) is null or p.published_on >= :from)
                                   and (cast(:to as date) is null or p.published_on <= :to)
                                   and p.grams @> :grams::text[]
                                   and not exists (select from unnest(:terms::text[]) as t (term) where strpos(p.words, t.term) = 0)
                                 group by p.category
                                 order by p.category
                                """), which)
                .query((row, n) -> new SearchResult.CategoryCount(row.getString("category"), row.getLong("count")))
                .list();
    }

    private static JdbcClient.StatementSpec narrowed(JdbcClient.StatementSpec statement, Which which) {
        return statement
                .param("county", which.county())
                .param("unit", which.unit())
                .param("under", which.under())
                .param(
                        "category",
                        which.category() == null ? null : which.category().name())
                .param("from", which.from())
                .param("to", which.to())
                .param("terms", which.terms().toArray(String[]::new))
                .param("grams", Words.gramsAsked(which.terms()).toArray(String[]::new));
    }

    /** Notices and pre-disclosures whose period runs, the one that ends first at the top. */
    List<Matter> running(@Nullable UUID county, @Nullable UUID unit, LocalDate today, int limit) {
        return jdbc.sql("""
                        select p.id, p.title, p.summary, o.code, o.name, p.category, p.kind, p.published_at, p.changed_at,
                               p.notice_until, p.versions
                          from portal.publication p
                          join portal.organization o on o.id = p.organization_id
                         where p.standing
                           and p.notice_until >= :today
                           and (cast(:county as uuid) is null or p.county_id = :county)
                           and (cast(:unit as uuid) is null or p.organization_id = :unit)
                         order by p.notice_until, p.published_at desc
                         limit :limit
                        """)
                .param("county", county)
                .param("unit", unit)
                .param("today", today)
                .param("limit", limit)
                .query(PortalStore::toMatter)
                .list();
    }

    Optional<PublishedMatter> publication(UUID id) {
        var versions = jdbc.sql("""
                        select number, title, summary, body, elements, published_at, correction
                          from portal.publication_version
                         where publication_id = :id
                         order by number
                        """)
                .param("id", id)
                .query((row, n) -> new PublishedMatter.Version(
                        row.getInt("number"),
                        row.getString("title"),
                        row.getString("summary"),
                        row.getString("body"),
                        elements.read(row.getString("elements")),
                        instant(row, "published_at"),
                        row.getString("correction")))
                .list();
        var files = jdbc.sql("""
                        select id, name, media_type, size, sha256
                          from portal.attachment
                         where publication_id = :id
                         order by position
                        """)
                .param("id", id)
                .query((row, n) -> new PublishedMatter.File(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("media_type"),
                        row.getLong("size"),
                        row.getString("sha256")))
                .list();
        var shown = jdbc.sql("""
                        select d.id, d.channel, d.delivered_on, d.issue_no, d.place, i.id as issue_id
                          from portal.delivery d
                          left join portal.issue i on i.id = d.issue_id
                         where d.publication_id = :id
                         order by d.delivered_on, d.channel, d.id
                        """)
                .param("id", id)
                .query((row, n) -> new PublishedMatter.Shown(
                        row.getObject("id", UUID.class),
                        ChannelType.valueOf(row.getString("channel")),
                        row.getObject("delivered_on", LocalDate.class),
                        (Integer) row.getObject("issue_no"),
                        row.getObject("issue_id", UUID.class),
                        row.getString("place")))
                .list();
        return jdbc.sql("""
                        select p.id, p.organization_id, o.code, o.name, p.item, p.entry_no, p.entry_title, p.basis, p.category, p.kind,
                               p.published_at, p.changed_at, p.period, p.notice_until, p.objection_contact, p.objections, p.conclusion,
                               p.display_until, p.standing, p.withdrawn, p.ended_at, p.ended_because, p.title, p.summary, p.elements,
                               p.body, p.versions
                          from portal.publication p
                          join portal.organization o on o.id = p.organization_id
                         where p.id = :id
                        """)
                .param("id", id)
                .query((row, n) -> new PublishedMatter(
                        row.getObject("id", UUID.class),
                        row.getObject("organization_id", UUID.class),
                        row.getString("code"),
                        row.getString("name"),
                        row.getObject("item", UUID.class),
                        row.getInt("entry_no"),
                        row.getString("entry_title"),
                        row.getString("basis"),
                        ContentCategory.valueOf(row.getString("category")),
                        DisclosureKind.valueOf(row.getString("kind")),
                        instant(row, "published_at"),
                        instant(row, "changed_at"),
                        row.getString("period"),
                        row.getObject("notice_until", LocalDate.class),
                        row.getString("objection_contact"),
                        (Integer) row.getObject("objections"),
                        row.getString("conclusion"),
                        row.getObject("display_until", LocalDate.class),
                        row.getBoolean("standing"),
                        row.getBoolean("withdrawn"),
                        row.getObject("ended_at") == null ? null : instant(row, "ended_at"),
                        row.getString("ended_because"),
                        row.getString("title"),
                        row.getString("summary"),
                        elements.read(row.getString("elements")),
                        row.getString("body"),
                        row.getInt("versions"),
                        versions,
                        files,
                        shown))
                .optional();
    }

    /** The next newer and the next older matter of the same unit. */
    List<Neighbour> neighbours(UUID id) {
        return jdbc.sql("""
                        with here as (
                            select id, organization_id, published_at
                              from portal.publication
                             where id = :id
                        )
                        (select p.id, p.title, true as newer
                           from here h
                           join portal.publication p on p.organization_id = h.organization_id
                          where p.standing
                            and (p.published_at, p.id) > (h.published_at, h.id)
                          order by p.published_at, p.id
                          limit 1)
                         union all
                        (select p.id, p.title, false
                           from here h
                           join portal.publication p on p.organization_id = h.organization_id
                          where p.standing
                            and (p.published_at, p.id) < (h.published_at, h.id)
                          order by p.published_at desc, p.id desc
                          limit 1)
                        """)
                .param("id", id)
                .query((row, n) ->
                        new Neighbour(row.getObject("id", UUID.class), row.getString("title"), row.getBoolean("newer")))
                .list();
    }

    Optional<FileBytes> file(UUID publication, UUID attachment) {
        return jdbc.sql("""
                        select a.name, a.media_type, a.bytes, a.sha256
                          from portal.attachment a
                          join portal.publication p on p.id = a.publication_id
                         where a.publication_id = :publication
                           and a.id = :attachment
                           and p.standing
                        """)
                .param("publication", publication)
                .param("attachment", attachment)
                .query((row, n) -> new FileBytes(
                        row.getString("name"),
                        row.getString("media_type"),
                        row.getBytes("bytes"),
                        row.getString("sha256")))
                .optional();
    }

    Optional<PublicIssue> issue(UUID issue) {
        return jdbc.sql("""
                        select i.id, i.channel, i.number, i.issued_on, i.place, i.carries, i.whole, o.code
                          from portal.issue i
                          join portal.organization o on o.id = i.organization_id
                         where i.id = :issue
                        """)
                .param("issue", issue)
                .query((row, n) -> new PublicIssue(
                        row.getObject("id", UUID.class),
                        row.getString("code"),
                        ChannelType.valueOf(row.getString("channel")),
                        row.getInt("number"),
                        row.getObject("issued_on", LocalDate.class),
                        row.getString("place"),
                        row.getInt("carries"),
                        row.getBoolean("whole")))
                .optional();
    }

    /** What an edition carried and still stands, in its order. */
    List<Matter> carriedBy(UUID issue) {
        return jdbc.sql("""
                        select p.id, p.title, p.summary, o.code, o.name, p.category, p.kind, p.published_at, p.changed_at,
                               p.notice_until, p.versions
                          from portal.delivery d
                          join portal.publication p on p.id = d.publication_id
                          join portal.organization o on o.id = p.organization_id
                         where d.issue_id = :issue
                           and p.standing
                         order by d.id
                        """).param("issue", issue).query(PortalStore::toMatter).list();
    }

    /** What a showing that was counted showed; empty when it is not known to the public. */
    Optional<UUID> publicationShownIn(UUID delivery) {
        return jdbc.sql("""
                        select f.publication_id
                          from portal.fact f
                         where f.source_type = 'DELIVERY'
                           and f.source_id = :delivery
                           and f.publication_id is not null
                         limit 1
                        """).param("delivery", delivery).query(UUID.class).optional();
    }

    List<Position> standing(int limit) {
        return jdbc.sql("""
                        select id, changed_at
                          from portal.publication
                         where standing
                         order by published_at desc, id desc
                         limit :limit
                        """)
                .param("limit", limit)
                .query((row, n) -> new Position(instant(row, "changed_at"), row.getObject("id", UUID.class)))
                .list();
    }

    List<SearchResult.Suggestion> items(List<String> terms, int limit) {
        return jdbc.sql("""
                        select p.entry_title as text, '' as href, count(*) as count
                          from portal.publication p
                         where p.standing
                           and p.entry_title <> ''
                           and not exists (
                                   select from unnest(:terms::text[]) as t (term) where strpos(lower(p.entry_title), t.term) = 0)
                         group by p.entry_title
                         order by count(*) desc, p.entry_title
                         limit :limit
                        """)
                .param("terms", terms.toArray(String[]::new))
                .param("limit", limit)
                .query((row, n) ->
                        new SearchResult.Suggestion(row.getString("text"), row.getString("href"), row.getLong("count")))
                .list();
    }

    // --- the return

    /**
     * What stands in the return of a unit: as {@code statistics} computes it, from what the public may count. Flows under the
     * parents and in the column of their day, stocks and yearly standings under those of the last day.
     */
    Sums sums(UUID unit, Collection<OrganizationKind> kinds, LocalDate first, LocalDate last) {
        var sums = new Sums();
        jdbc.sql("""
                        with member as materialized (
                            select a.descendant_id, s.kind,
                                   greatest(a.valid_from, s.valid_from) as since,
                                   coalesce(least(a.valid_until, s.valid_until), 'infinity') as until
                              from portal.ancestry a
                              join portal.kind_period s on s.organization_id = a.descendant_id
                             where a.ancestor_id = :unit
                               and s.kind = any(:kinds)
                               and s.valid_from < coalesce(a.valid_until, 'infinity')
                               and a.valid_from < coalesce(s.valid_until, 'infinity')
                        )
                        select m.kind, f.measure, f.detail, sum(f.quantity) as quantity
                          from member m
                          join portal.fact f on f.organization_id = m.descendant_id
                         where f.nature = 'FLOW'
                           and f.occurred_on >= greatest(m.since, cast(:first as date))
                           and f.occurred_on < least(m.until, cast(:last as date) + 1)
                         group by m.kind, f.measure, f.detail
                         union all
                        select m.kind, f.measure, f.detail, sum(f.quantity) as quantity
                          from member m
                          join portal.fact f on f.organization_id = m.descendant_id
                         where m.since <= :last
                           and m.until > :last
                           and f.occurred_on <= :last
                           and (f.nature = 'STOCK' or (f.nature = 'YEARLY' and f.occurred_on >= :first))
                         group by m.kind, f.measure, f.detail
                        """)
                .param("unit", unit)
                .param("kinds", kinds.stream().map(Enum::name).toArray(String[]::new))
                .param("first", first)
                .param("last", last)
                .query(row -> {
                    sums.add(
                            new Cell(
                                    OrganizationKind.valueOf(row.getString("kind")),
                                    Count.of(Measure.valueOf(row.getString("measure")), row.getString("detail"))),
                            row.getLong("quantity"),
                            0);
                });
        return sums;
    }

    /** What in a unit's figures contains a manual correction that stands. */
    Set<Cell> corrected(UUID unit, Collection<OrganizationKind> kinds, LocalDate first, LocalDate last) {
        return jdbc.sql("""
                        select s.kind, f.measure, f.detail
                          from portal.ancestry a
                          join portal.kind_period s on s.organization_id = a.descendant_id
                          join portal.fact f on f.organization_id = a.descendant_id
                         where f.source_type = 'CORRECTION'
                           and a.ancestor_id = :unit
                           and s.kind = any(:kinds)
                           and f.occurred_on between :first and :last
                           and f.occurred_on >= greatest(a.valid_from, s.valid_from)
                           and f.occurred_on < coalesce(least(a.valid_until, s.valid_until), 'infinity')
                         group by s.kind, f.measure, f.detail
                        having sum(f.quantity) <> 0
                        """)
                .param("unit", unit)
                .param("kinds", kinds.stream().map(Enum::name).toArray(String[]::new))
                .param("first", first)
                .param("last", last)
                .query((row, n) -> new Cell(
                        OrganizationKind.valueOf(row.getString("kind")),
                        Count.of(Measure.valueOf(row.getString("measure")), row.getString("detail"))))
                .set();
    }

    /** A unit's returns of a period as they were reported, the latest round first. */
    List<Portal.Reported> reported(UUID unit, String form, String period) {
        return jdbc.sql("""
                        select r.round, r.reported_on, r.digest, r.content
                          from portal.reported_return r
                         where r.organization_id = :unit
                           and r.form_code = :form
                           and r.period = :period
                         order by r.round desc
                        """)
                .param("unit", unit)
                .param("form", form)
                .param("period", period)
                .query((row, n) -> new Portal.Reported(
                        row.getInt("round"),
                        row.getObject("reported_on", LocalDate.class),
                        row.getString("digest"),
                        row.getString("content")))
                .list();
    }

    /** Year of the first publication that stands, or of a unit's first return that was reported; null before either. */
    @Nullable
    Integer firstYear(UUID unit, String form) {
        return jdbc.sql("""
                        select least(
                               (select extract(year from p.published_at at time zone 'Asia/Shanghai')::int
                                  from portal.publication p
                                 where p.standing
                                 order by p.published_at, p.id
                                 limit 1),
                               (select min(left(r.period, 4))::int
                                  from portal.reported_return r
                                 where r.organization_id = :unit
                                   and r.form_code = :form))
                        """)
                .param("unit", unit)
                .param("form", form)
                .query((row, _) -> row.getObject(1, Integer.class))
                .optional()
                .orElse(null);
    }

    /** Sums of some measures by month, flows only; the months without facts are missing. */
    List<MonthSum> months(UUID unit, Collection<Measure> measures, LocalDate first, LocalDate last) {
        return jdbc.sql("""
                        select extract(month from f.occurred_on)::int as month, sum(f.quantity) as quantity
                          from portal.ancestry a
                          join portal.kind_period s on s.organization_id = a.descendant_id
                          join portal.fact f on f.organization_id = a.descendant_id
                         where a.ancestor_id = :unit
                           and s.kind = any(:columns)
                           and f.measure = any(:measures)
                           and f.nature = 'FLOW'
                           and f.occurred_on between :first and :last
                           and f.occurred_on >= greatest(a.valid_from, s.valid_from)
                           and f.occurred_on < coalesce(least(a.valid_until, s.valid_until), 'infinity')
                         group by 1
                         order by 1
                        """)
                .param("unit", unit)
                .param("columns", COLUMNS)
                .param("measures", measures.stream().map(Enum::name).toArray(String[]::new))
                .param("first", first)
                .param("last", last)
                .query((row, n) -> new MonthSum(row.getInt("month"), row.getLong("quantity")))
                .list();
    }

    record MonthSum(int month, long quantity) {}

    record Fact(
            long count,
            long quantities,
            long bases,
            PublicEvidence.@Nullable Item item,
            @Nullable UUID source,
            @Nullable UUID organization) {}

    record FactPosition(LocalDate occurredOn, UUID source, UUID organization) {}

    /**
     * The facts behind a figure, newest first. Words and a link only where the publication they speak of stands on the
     * portal, or where they speak of none and are open.
     */
    List<Fact> facts(
            UUID unit,
            Form.Row line,
            Collection<Form.Column> columns,
            LocalDate first,
            LocalDate last,
            @Nullable FactPosition after,
            int limit) {
        return jdbc.sql("""
                        with member as materialized (
                            select a.descendant_id, o.name, o.code, s.kind,
                                   greatest(a.valid_from, s.valid_from) as since,
                                   coalesce(least(a.valid_until, s.valid_until), 'infinity') as until
                              from portal.ancestry a
                              join portal.kind_period s on s.organization_id = a.descendant_id
                              join portal.organization o on o.id = a.descendant_id
                             where a.ancestor_id = :unit
                               and s.kind = any(:kinds)
                               and s.valid_from < coalesce(a.valid_until, 'infinity')
                               and a.valid_from < coalesce(s.valid_until, 'infinity')
                        ), counted as (
                            select f.id, f.measure, f.organization_id, f.occurred_on, f.quantity, f.source_type, f.source_id,
                                   f.publication_id, f.summary, m.code, m.name
                              from member m
                              join portal.fact f on f.organization_id = m.descendant_id
                             where f.measure = any(:measures)
                               and concat_ws('/', m.kind, f.measure, f.detail) = any(:cells)
                               and f.nature = 'FLOW'
                               and f.occurred_on >= greatest(m.since, cast(:first as date))
                               and f.occurred_on < least(m.until, cast(:last as date) + 1)
                             union all
                            select f.id, f.measure, f.organization_id, f.occurred_on, f.quantity, f.source_type, f.source_id,
                                   f.publication_id, f.summary, m.code, m.name
                              from member m
                              join portal.fact f on f.organization_id = m.descendant_id
                             where f.measure = any(:measures)
                               and concat_ws('/', m.kind, f.measure, f.detail) = any(:cells)
                               and m.since <= :last
                               and m.until > :last
                               and f.occurred_on <= :last
                               and (f.nature = 'STOCK' or (f.nature = 'YEARLY' and f.occurred_on >= :first))
                        ), fact as materialized (
                            select c.source_type, c.source_id, c.organization_id,
                                   max(c.code) as code,
                                   max(c.name) as name,
                                   min(c.occurred_on) as occurred_on,
                                   (array_agg(c.publication_id order by c.id desc))[1] as publication_id,
                                   (array_agg(c.summary order by c.id desc))[1] as summary,
                                   coalesce(sum(c.quantity) filter (where c.measure = :measure), 0) as quantity,
                                   coalesce(sum(c.quantity) filter (where c.measure <> :measure), 0) as base
                              from counted c
                             group by c.source_type, c.source_id, c.organization_id
                            having sum(c.quantity) filter (where c.measure = :measure) <> 0
                                or sum(c.quantity) filter (where c.measure <> :measure) <> 0
                        )
                        select t.count, t.quantities, t.bases, p.source_type, p.source_id, p.organization_id, p.code, p.name,
                               p.occurred_on, p.quantity, p.base, b.id as publication_id, i.id as issue_id,
                               i.number as issue_no, i.place as issue_place,
                               case when p.publication_id is null or b.id is not null then p.summary else '' end as summary
                          from (select count(*) as count, coalesce(sum(f.quantity), 0) as quantities,
                                       coalesce(sum(f.base), 0) as bases
                                  from fact f) t
                          left join (
                                select f.source_type, f.source_id, f.organization_id, f.code, f.name, f.occurred_on, f.publication_id,
                                       f.summary, f.quantity, f.base
                                  from fact f
                                 where cast(:afterDay as date) is null
                                    or (f.occurred_on, f.source_id, f.organization_id)
                                     < (cast(:afterDay as date), cast(:afterSource as uuid), cast(:afterOrganization as uuid))
                                 order by f.occurred_on desc, f.source_id desc, f.organization_id desc
                                 limit :limit) p on true
                          left join portal.publication b on b.id = p.publication_id and b.standing
                          left join portal.issue i on p.source_type = 'ISSUE' and i.id = p.source_id
                         order by p.occurred_on desc, p.source_id desc, p.organization_id desc
                        """)
                .param("unit", unit)
                .param("kinds", Form.kinds(columns).stream().map(Enum::name).toArray(String[]::new))
                .param("measures", line.measures().stream().map(Enum::name).toArray(String[]::new))
                .param("cells", Form.cells(line, columns))
                .param("measure", line.measure().name())
                .param("first", first)
                .param("last", last)
                .param("afterDay", after == null ? null : after.occurredOn())
                .param("afterSource", after == null ? null : after.source())
                .param("afterOrganization", after == null ? null : after.organization())
                .param("limit", limit)
                .query(PortalStore::toFact)
                .list();
    }

    private static PublicEvidence.@Nullable IssueOf toIssueOf(ResultSet row) throws SQLException {
        var id = row.getObject("issue_id", UUID.class);
        return id == null ? null : new PublicEvidence.IssueOf(id, row.getInt("issue_no"), row.getString("issue_place"));
    }

    private static Fact toFact(ResultSet row, int n) throws SQLException {
        var source = row.getObject("source_id", UUID.class);
        var item = source == null
                ? null
                : new PublicEvidence.Item(
                        row.getObject("occurred_on", LocalDate.class),
                        row.getString("code"),
                        row.getString("name"),
                        row.getString("summary"),
                        row.getLong("quantity"),
                        row.getLong("base"),
                        row.getString("source_type"),
                        source,
                        row.getObject("publication_id", UUID.class),
                        toIssueOf(row));
        return new Fact(
                row.getLong("count"),
                row.getLong("quantities"),
                row.getLong("bases"),
                item,
                source,
                row.getObject("organization_id", UUID.class));
    }

    // --- rows

    private static Unit toUnit(ResultSet row, int n) throws SQLException {
        var until = row.getObject("valid_until", LocalDate.class);
        return new Unit(
                row.getObject("id", UUID.class),
                row.getString("code"),
                row.getString("name"),
                OrganizationKind.valueOf(row.getString("kind")),
                row.getObject("county_id", UUID.class),
                List.of((UUID[]) row.getArray("path").getArray()),
                until == null,
                row.getString("group_name"),
                (Integer) row.getObject("catalog_number"),
                row.getObject("catalog_filed_on", LocalDate.class),
                row.getString("catalog_filing_number"));
    }

    private static Matter toMatter(ResultSet row, int n) throws SQLException {
        return new Matter(
                row.getObject("id", UUID.class),
                row.getString("title"),
                row.getString("summary"),
                row.getString("code"),
                row.getString("name"),
                ContentCategory.valueOf(row.getString("category")),
                DisclosureKind.valueOf(row.getString("kind")),
                instant(row, "published_at"),
                instant(row, "changed_at"),
                row.getObject("notice_until", LocalDate.class),
                row.getInt("versions"));
    }

    /** What is said of an item that is not for society, null of one that is. */
    private static CatalogItem.@Nullable State inside(String reach) {
        return switch (reach) {
            case "SOCIETY" -> null;
            case "LOCAL_EVERYBODY" -> CatalogItem.State.LOCAL;
            case "SPECIFIC_PARTIES" -> CatalogItem.State.NAMED;
            default -> CatalogItem.State.INNER;
        };
    }

    private static CatalogItem toCatalogItem(ResultSet row, LocalDate today) throws SQLException {
        var overdueOn = row.getObject("overdue_on", LocalDate.class);
        var nextOn = row.getObject("next_on", LocalDate.class);
        var warnOn = row.getObject("warn_on", LocalDate.class);
        var unchangedOn = row.getObject("unchanged_on", LocalDate.class);
        var publishedOn = row.getObject("published_on", LocalDate.class);
        var publication = row.getObject("publication_id", UUID.class);
        var inside = inside(row.getString("reach"));
        CatalogItem.State state;
        LocalDate on = null;
        var days = 0L;
        if (!row.getBoolean("applicable")) {
            state = CatalogItem.State.NOT_APPLICABLE;
        } else if (inside != null) {
            state = inside;
        } else if (overdueOn != null) {
            state = CatalogItem.State.OVERDUE;
            on = overdueOn;
            days = today.toEpochDay() - overdueOn.toEpochDay();
        } else if (nextOn != null && warnOn != null && !warnOn.isAfter(today)) {
            state = CatalogItem.State.DUE_SOON;
            on = nextOn;
        } else if (publishedOn != null && (unchangedOn == null || !unchangedOn.isAfter(publishedOn))) {
            state = CatalogItem.State.PUBLISHED;
            on = publishedOn;
        } else if (unchangedOn != null) {
            state = CatalogItem.State.UNCHANGED;
            on = unchangedOn;
        } else if (nextOn != null) {
            state = CatalogItem.State.DUE;
            on = nextOn;
        } else {
            state = CatalogItem.State.WAITING;
        }
        Array named = row.getArray("elements");
        return new CatalogItem(
                row.getObject("item", UUID.class),
                row.getInt("no"),
                row.getString("heading"),
                row.getString("title"),
                ContentCategory.valueOf(row.getString("category")),
                row.getString("time_code"),
                List.of((String[]) named.getArray()),
                state,
                on,
                days,
                state == CatalogItem.State.INNER ? null : publication);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static String[] array(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
