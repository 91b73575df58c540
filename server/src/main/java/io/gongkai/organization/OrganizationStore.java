package io.gongkai.organization;

import io.gongkai.organization.Organizations.Filter;
import io.gongkai.organization.Organizations.Found;
import io.gongkai.organization.Organizations.New;
import io.gongkai.shared.PersonId;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * All SQL of the organizations.
 *
 * <p>Lists go in as arrays of text and are unfolded there: a county is established in a handful of statements, not in
 * thousands.
 */
@Repository
class OrganizationStore {

    private final JdbcClient jdbc;

    OrganizationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What an organization was, and when: enough to judge what may hang below it. */
    record Standing(
            OrganizationId id,
            String code,
            LocalDate validFrom,
            @Nullable LocalDate validUntil,
            boolean within,
            List<KindPeriod> kinds) {

        record KindPeriod(OrganizationKind kind, LocalDate from) {}

        boolean standsOn(LocalDate day) {
            return !day.isBefore(validFrom) && (validUntil == null || day.isBefore(validUntil));
        }

        OrganizationKind kindOn(LocalDate day) {
            var kind = kinds.getFirst().kind();
            for (var period : kinds) {
                if (!period.from().isAfter(day)) {
                    kind = period.kind();
                }
            }
            return kind;
        }
    }

    /**
     * Only one change of the tree at a time, held until the transaction ends: two moves that are each harmless may together
     * make a circle, and a unit established below one that is just being moved would miss its new superiors.
     */
    void lockTree() {
        jdbc.sql("""
                        select 1
                          from pg_advisory_xact_lock(hashtextextended('organization.tree', 0))
                        """).query(Integer.class).single();
    }

    Optional<Organization> find(String code, LocalDate day) {
        return jdbc.sql("""
                        select id, code, name, kind, form, parent_id, path, division_code, valid_from, valid_until
                          from organization.standing(:day)
                         where code = :code
                           and valid_from <= :day
                           and (valid_until is null or :day < valid_until)
                        """)
                .param("code", code)
                .param("day", day)
                .query(OrganizationStore::toOrganization)
                .optional();
    }

    Map<String, Found> found(Collection<String> codes, OrganizationId within, LocalDate day) {
        return jdbc
                .sql("""
                        select o.code, o.id, o.valid_from, o.valid_until,
                               exists (
                                   select
                                     from organization.ancestry a
                                    where a.ancestor_id = :within
                                      and a.descendant_id = o.id
                                      and a.valid_from <= :day
                                      and (a.valid_until is null or :day < a.valid_until)) as within
                          from organization.organization o
                         where o.code = any(:codes)
                           and o.valid_from <= :day
                           and (o.valid_until is null or :day < o.valid_until)
                        """)
                .param("codes", codes.toArray(String[]::new))
                .param("within", within.value())
                .param("day", day)
                .query((row, _) -> Map.entry(
                        row.getString("code"),
                        new Found(
                                new OrganizationId(row.getObject("id", UUID.class)),
                                row.getObject("valid_from", LocalDate.class),
                                row.getObject("valid_until", LocalDate.class),
                                row.getBoolean("within"))))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Also those that are gone: what carries their code stays readable. */
    Optional<Organization> findEver(String code, LocalDate day) {
        return jdbc.sql("""
                        select id, code, name, kind, form, parent_id, path, division_code, valid_from, valid_until
                          from organization.standing(:day)
                         where code = :code
                        """)
                .param("code", code)
                .param("day", day)
                .query(OrganizationStore::toOrganization)
                .optional();
    }

    Optional<Organization> find(OrganizationId id, LocalDate day) {
        return jdbc.sql("""
                        select id, code, name, kind, form, parent_id, path, division_code, valid_from, valid_until
                          from organization.standing(:day)
                         where id = :id
                        """)
                .param("id", id.value())
                .param("day", day)
                .query(OrganizationStore::toOrganization)
                .optional();
    }

    /** In order of code, whether they stand on the day or not. */
    List<Organization> all(Collection<OrganizationId> ids, LocalDate day) {
        return jdbc.sql("""
                        select id, code, name, kind, form, parent_id, path, division_code, valid_from, valid_until
                          from organization.standing(:day)
                         where id = any (cast(:ids as uuid[]))
                         order by code
                        """)
                .param("ids", texts(ids))
                .param("day", day)
                .query(OrganizationStore::toOrganization)
                .list();
    }

    /** The same, and the tops of the trees in which they stand. */
    List<Organization> allWithTops(Collection<OrganizationId> ids, LocalDate day) {
        return jdbc.sql("""
                        select id, code, name, kind, form, parent_id, path, division_code, valid_from, valid_until
                          from organization.standing(:day)
                         where id = any (array(
                                   select unnest(cast(:ids as uuid[]))
                                    union
                                   select asked.path[1]
                                     from organization.standing(:day) asked
                                    where asked.id = any (cast(:ids as uuid[]))))
                         order by code
                        """)
                .param("ids", texts(ids))
                .param("day", day)
                .query(OrganizationStore::toOrganization)
                .list();
    }

    List<Organization> children(OrganizationId parent, LocalDate day) {
        return jdbc.sql("""
                        select id, code, name, kind, form, parent_id, path, division_code, valid_from, valid_until
                          from organization.standing(:day)
                         where parent_id = :parent
                           and valid_from <= :day
                           and (valid_until is null or :day < valid_until)
                         order by code
                        """)
                .param("parent", parent.value())
                .param("day", day)
                .query(OrganizationStore::toOrganization)
                .list();
    }

    List<Organization> roots(LocalDate day) {
        return jdbc.sql("""
                        select id, code, name, kind, form, parent_id, path, division_code, valid_from, valid_until
                          from organization.standing(:day)
                         where parent_id is null
                           and valid_from <= :day
                           and (valid_until is null or :day < valid_until)
                         order by code
                        """)
                .param("day", day)
                .query(OrganizationStore::toOrganization)
                .list();
    }

    List<Organization> list(Filter filter, LocalDate day, @Nullable String after, int limit) {
        return jdbc.sql("""
                        select id, code, name, kind, form, parent_id, path, division_code, valid_from, valid_until
                          from organization.standing(:day) s
                         where valid_from <= :day
                           and (valid_until is null or :day < valid_until)
                           and (cast(:under as uuid) is null or exists (
                                   select 1
                                     from organization.ancestry a
                                    where a.descendant_id = s.id
                                      and a.ancestor_id = cast(:under as uuid)
                                      and a.valid_from <= :day
                                      and (a.valid_until is null or :day < a.valid_until)))
                           and (cast(:kind as text) is null or kind = cast(:kind as text))
                           and (cast(:words as text) is null
                                or strpos(lower(name), lower(cast(:words as text))) > 0
                                or starts_with(code, cast(:words as text)))
                           and (cast(:after as text) is null or code > cast(:after as text))
                         order by code
                         limit :limit
                        """)
                .param("day", day)
                .param("under", filter.under() == null ? null : filter.under().value())
                .param("kind", filter.kind() == null ? null : filter.kind().name())
                .param(
                        "words",
                        filter.words() == null || filter.words().isBlank()
                                ? null
                                : filter.words().strip())
                .param("after", after)
                .param("limit", limit)
                .query(OrganizationStore::toOrganization)
                .list();
    }

    /** Those that were ever called so, at or ever below an organization; at most some twenty. */
    List<OrganizationId> everNamed(OrganizationId within, String name) {
        return jdbc.sql("""
                        select distinct s.organization_id
                          from organization.state s
                          join organization.ancestry a on a.descendant_id = s.organization_id
                         where a.ancestor_id = :within
                           and s.name = :name
                         limit 20
                        """)
                .param("within", within.value())
                .param("name", name)
                .query((row, n) -> new OrganizationId(row.getObject("organization_id", UUID.class)))
                .list();
    }

    /** Everybody who ever stood above it, itself included, from the top down, each for the days on which it did. */
    List<Paths.Rung> rungs(OrganizationId id) {
        return jdbc.sql("""
                        select a.ancestor_id, a.valid_from, a.valid_until,
                               o.valid_from as founded_on, o.valid_until as gone_on
                          from organization.organization o
                          join organization.ancestry a on a.descendant_id = o.id
                         where o.id = :id
                         order by a.distance desc, a.valid_from
                        """)
                .param("id", id.value())
                .query((row, n) -> new Paths.Rung(
                        new OrganizationId(row.getObject("ancestor_id", UUID.class)),
                        row.getObject("valid_from", LocalDate.class),
                        row.getObject("valid_until", LocalDate.class),
                        row.getObject("founded_on", LocalDate.class),
                        row.getObject("gone_on", LocalDate.class)))
                .list();
    }

    /** How many stand below each on the day, itself not counted. */
    int countBelow(Collection<OrganizationId> ids, LocalDate day) {
        return jdbc.sql("""
                        select count(distinct descendant_id)
                          from organization.ancestry
                         where ancestor_id = any (cast(:ids as uuid[]))
                           and distance > 0
                           and valid_from <= :day
                           and (valid_until is null or :day < valid_until)
                        """)
                .param("ids", texts(ids))
                .param("day", day)
                .query(Integer.class)
                .single();
    }

    /** How many stand below each on the day; without those that have nothing below them. */
    Map<OrganizationId, Integer> countsBelow(Collection<OrganizationId> ids, LocalDate day) {
        return jdbc
                .sql("""
                        select ancestor_id, count(*) as below
                          from organization.ancestry
                         where ancestor_id = any (cast(:ids as uuid[]))
                           and distance > 0
                           and valid_from <= :day
                           and (valid_until is null or :day < valid_until)
                         group by ancestor_id
                        """)
                .param("ids", texts(ids))
                .param("day", day)
                .query((row, n) ->
                        Map.entry(new OrganizationId(row.getObject("ancestor_id", UUID.class)), row.getInt("below")))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The organization and everything below it on the day. */
    List<OrganizationId> subtree(OrganizationId id, LocalDate day) {
        return jdbc.sql("""
                        select descendant_id
                          from organization.ancestry
                         where ancestor_id = :id
                           and valid_from <= :day
                           and (valid_until is null or :day < valid_until)
                         order by distance, descendant_id
                        """)
                .param("id", id.value())
                .param("day", day)
                .query((row, n) -> new OrganizationId(row.getObject("descendant_id", UUID.class)))
                .list();
    }

    /** Superiors, or whatever is asked for, by code; {@code within} says whether it hangs below that organization now. */
    Map<String, Standing> standingsByCode(Collection<String> codes, @Nullable OrganizationId within) {
        return standings(codes, List.of(), within).stream()
                .collect(Collectors.toUnmodifiableMap(Standing::code, Function.identity()));
    }

    Map<OrganizationId, Standing> standingsById(Collection<OrganizationId> ids) {
        return standings(List.of(), ids, null).stream()
                .collect(Collectors.toUnmodifiableMap(Standing::id, Function.identity()));
    }

    private List<Standing> standings(
            Collection<String> codes, Collection<OrganizationId> ids, @Nullable OrganizationId within) {
        return jdbc.sql("""
                        select o.id,
                               o.code,
                               o.valid_from,
                               o.valid_until,
                               exists (
                                   select 1
                                     from organization.ancestry a
                                    where a.descendant_id = o.id
                                      and a.ancestor_id = cast(:within as uuid)
                                      and a.valid_until is null) as within,
                               array(
                                   select s.kind
                                     from organization.state s
                                    where s.organization_id = o.id
                                    order by s.valid_from) as kinds,
                               array(
                                   select s.valid_from
                                     from organization.state s
                                    where s.organization_id = o.id
                                    order by s.valid_from) as kinds_from
                          from organization.organization o
                         where o.code = any (:codes)
                            or o.id = any (cast(:ids as uuid[]))
                        """)
                .param("codes", codes.toArray(String[]::new))
                .param("ids", texts(ids))
                .param("within", within == null ? null : within.value())
                .query(OrganizationStore::toStanding)
                .list();
    }

    Set<String> divisionsAmong(Collection<String> codes) {
        return new HashSet<>(jdbc.sql("""
                        select code
                          from organization.division
                         where code = any (:codes)
                        """)
                .param("codes", codes.toArray(String[]::new))
                .query(String.class)
                .list());
    }

    /**
     * Writes new organizations with their first state, their place, their superiors and the note of it. A superior's later
     * moves that are already recorded hold for the newcomer too.
     *
     * @return ids by code
     */
    Map<String, OrganizationId> insert(List<New> organizations, @Nullable PersonId by, Instant at) {
        return jdbc
                .sql("""
                        with given as (
                            select g.code,
                                   g.name,
                                   g.kind,
                                   g.form,
                                   cast(g.parent_id as uuid) as parent_id,
                                   g.division_code,
                                   cast(g.valid_from as date) as valid_from
                              from unnest(:codes, :names, :kinds, :forms, :parents, :divisions, :from)
                                   as g (code, name, kind, form, parent_id, division_code, valid_from)
                        ), made as (
                            insert into organization.organization (code, valid_from)
                            select code, valid_from
                              from given
                         returning id, code, valid_from
                        ), stated as (
                            insert into organization.state
                                   (organization_id, name, kind, form, division_code, valid_from)
                            select made.id, given.name, given.kind, given.form, given.division_code, made.valid_from
                              from made
                              join given using (code)
                        ), placed as (
                            insert into organization.parentage (organization_id, parent_id, valid_from)
                            select made.id, given.parent_id, made.valid_from
                              from made
                              join given using (code)
                        ), itself as (
                            insert into organization.ancestry (ancestor_id, descendant_id, distance, valid_from)
                            select id, id, 0, valid_from
                              from made
                        ), superiors as (
                            insert into organization.ancestry
                                   (ancestor_id, descendant_id, distance, valid_from, valid_until)
                            select a.ancestor_id,
                                   made.id,
                                   a.distance + 1,
                                   greatest(a.valid_from, made.valid_from),
                                   a.valid_until
                              from made
                              join given using (code)
                              join organization.ancestry a
                                on a.descendant_id = given.parent_id
                               and (a.valid_until is null or made.valid_from < a.valid_until)
                        ), noted as (
                            insert into organization.change
                                   (organization_id, kind, effective_on, recorded_at, recorded_by, became)
                            select made.id, 'ESTABLISHED', made.valid_from, :at, cast(:by as uuid), given.name
                              from made
                              join given using (code)
                        )
                        select id, code
                          from made
                        """)
                .param("codes", column(organizations, New::code))
                .param("names", column(organizations, New::name))
                .param(
                        "kinds",
                        column(
                                organizations,
                                organization -> organization.kind().name()))
                .param(
                        "forms",
                        column(
                                organizations,
                                organization -> organization.form().name()))
                .param("parents", column(organizations, OrganizationStore::parentText))
                .param("divisions", column(organizations, New::divisionCode))
                .param(
                        "from",
                        column(
                                organizations,
                                organization -> organization.validFrom().toString()))
                .param("by", by == null ? null : by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, n) ->
                        Map.entry(row.getString("code"), new OrganizationId(row.getObject("id", UUID.class))))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static @Nullable String parentText(New organization) {
        return organization.parent() == null ? null : organization.parent().toString();
    }

    // ---- changes of the tree

    /** The latest day from which something of the organization itself changed or will change. */
    LocalDate lastChangeOf(OrganizationId id) {
        return jdbc.sql("""
                        select max(valid_from)
                          from organization.state
                         where organization_id = :id
                        """).param("id", id.value()).query(LocalDate.class).single();
    }

    /** The latest day on which something above or within the subtree changes after {@code on}, if there is any. */
    Optional<LocalDate> lastTreeChangeAfter(OrganizationId id, LocalDate on) {
        return jdbc.sql("""
                        select max(greatest(valid_from, valid_until))
                          from organization.ancestry
                         where descendant_id in (
                                   select descendant_id
                                     from organization.ancestry
                                    where ancestor_id = :id
                                      and (valid_until is null or :on < valid_until))
                           and (:on < valid_from or :on < valid_until)
                        """)
                .param("id", id.value())
                .param("on", on)
                .query((row, n) -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
                .single();
    }

    /** Whether the second hangs below the first (or is it) on the day or ever after. */
    boolean isBelow(OrganizationId top, OrganizationId id, LocalDate from) {
        return jdbc.sql("""
                        select exists (
                            select 1
                              from organization.ancestry
                             where ancestor_id = :top
                               and descendant_id = :id
                               and (valid_until is null or :from < valid_until))
                        """)
                .param("top", top.value())
                .param("id", id.value())
                .param("from", from)
                .query(Boolean.class)
                .single();
    }

    /** Gives the organization another name, kind, form or division from the day on; there must be no later state. */
    void changeState(Organization changed, LocalDate on) {
        jdbc.sql("""
                        update organization.state
                           set valid_until = :on
                         where organization_id = :id
                           and valid_until is null
                           and valid_from < :on
                        """).param("id", changed.id().value()).param("on", on).update();
        jdbc.sql("""
                        insert into organization.state (organization_id, name, kind, form, division_code, valid_from)
                        values (:id, :name, :kind, :form, :division, :on)
                        on conflict (organization_id, valid_from) do update
                           set name = excluded.name,
                               kind = excluded.kind,
                               form = excluded.form,
                               division_code = excluded.division_code
                        """)
                .param("id", changed.id().value())
                .param("name", changed.name())
                .param("kind", changed.kind().name())
                .param("form", changed.form().name())
                .param("division", changed.divisionCode())
                .param("on", on)
                .update();
    }

    /**
     * Hangs the organization with everything below it elsewhere from the day on. Nothing in that subtree may change later;
     * what the new superior's own superiors do later is taken along.
     */
    void move(OrganizationId id, OrganizationId to, LocalDate on) {
        detach(id, on);
        jdbc.sql("""
                        update organization.parentage
                           set valid_until = :on
                         where organization_id = :id
                           and valid_until is null
                           and valid_from < :on
                        """).param("id", id.value()).param("on", on).update();
        jdbc.sql("""
                        insert into organization.parentage (organization_id, parent_id, valid_from)
                        values (:id, :to, :on)
                        on conflict (organization_id, valid_from) do update
                           set parent_id = excluded.parent_id
                        """)
                .param("id", id.value())
                .param("to", to.value())
                .param("on", on)
                .update();
        jdbc.sql("""
                        insert into organization.ancestry
                               (ancestor_id, descendant_id, distance, valid_from, valid_until)
                        select above.ancestor_id,
                               below.descendant_id,
                               above.distance + below.distance + 1,
                               greatest(:on, above.valid_from, below.valid_from),
                               above.valid_until
                          from organization.ancestry above
                          cross join organization.ancestry below
                         where above.descendant_id = :to
                           and (above.valid_until is null or :on < above.valid_until)
                           and below.ancestor_id = :id
                           and below.valid_until is null
                        """)
                .param("id", id.value())
                .param("to", to.value())
                .param("on", on)
                .update();
    }

    /** Ends every line between what stands above the organization and what stands in its subtree. */
    private void detach(OrganizationId id, LocalDate on) {
        jdbc.sql("""
                        with above as (
                            select ancestor_id
                              from organization.ancestry
                             where descendant_id = :id
                               and distance > 0
                               and valid_until is null
                        ), below as (
                            select descendant_id
                              from organization.ancestry
                             where ancestor_id = :id
                               and valid_until is null
                        ), never_held as (
                            delete from organization.ancestry a
                             using above, below
                             where a.ancestor_id = above.ancestor_id
                               and a.descendant_id = below.descendant_id
                               and a.valid_until is null
                               and a.valid_from >= :on
                        )
                        update organization.ancestry a
                           set valid_until = :on
                          from above, below
                         where a.ancestor_id = above.ancestor_id
                           and a.descendant_id = below.descendant_id
                           and a.valid_until is null
                           and a.valid_from < :on
                        """).param("id", id.value()).param("on", on).update();
    }

    /** Ends organizations on the day; whatever stands below them must be among them or have moved away. */
    void end(Collection<OrganizationId> ids, LocalDate on) {
        jdbc.sql("""
                        with gone as (
                            select unnest(cast(:ids as uuid[])) as id
                        ), ended as (
                            update organization.organization o
                               set valid_until = :on
                              from gone
                             where o.id = gone.id
                        ), states_never_held as (
                            delete from organization.state s
                             using gone
                             where s.organization_id = gone.id
                               and s.valid_until is null
                               and s.valid_from >= :on
                        ), states as (
                            update organization.state s
                               set valid_until = :on
                              from gone
                             where s.organization_id = gone.id
                               and s.valid_until is null
                               and s.valid_from < :on
                        ), places_never_held as (
                            delete from organization.parentage p
                             using gone
                             where p.organization_id = gone.id
                               and p.valid_until is null
                               and p.valid_from >= :on
                        ), places as (
                            update organization.parentage p
                               set valid_until = :on
                              from gone
                             where p.organization_id = gone.id
                               and p.valid_until is null
                               and p.valid_from < :on
                        ), lines_never_held as (
                            delete from organization.ancestry a
                             using gone
                             where a.descendant_id = gone.id
                               and a.valid_until is null
                               and a.valid_from >= :on
                        )
                        update organization.ancestry a
                           set valid_until = :on
                          from gone
                         where a.descendant_id = gone.id
                           and a.valid_until is null
                           and a.valid_from < :on
                        """).param("ids", texts(ids)).param("on", on).update();
    }

    void note(
            OrganizationId id,
            ChangeKind kind,
            LocalDate on,
            @Nullable PersonId by,
            Instant at,
            @Nullable String was,
            @Nullable String became) {
        jdbc.sql("""
                        insert into organization.change
                               (organization_id, kind, effective_on, recorded_at, recorded_by, was, became)
                        values (:id, :kind, :on, :at, :by, :was, :became)
                        """)
                .param("id", id.value())
                .param("kind", kind.name())
                .param("on", on)
                .param("by", by == null ? null : by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("was", was)
                .param("became", became)
                .update();
    }

    /** The latest first. */
    List<RecordedChange> history(OrganizationId id) {
        return jdbc.sql("""
                        select kind, effective_on, recorded_at, recorded_by, was, became
                          from organization.change
                         where organization_id = :id
                         order by effective_on desc, id desc
                         limit 500
                        """)
                .param("id", id.value())
                .query((row, n) -> toChange(row))
                .list();
    }

    private static RecordedChange toChange(ResultSet row) throws SQLException {
        return new RecordedChange(
                ChangeKind.valueOf(row.getString("kind")),
                row.getObject("effective_on", LocalDate.class),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                toPerson(row.getObject("recorded_by", UUID.class)),
                row.getString("was"),
                row.getString("became"));
    }

    /** Of what then stood at or below an organization, or left it that day; the latest first. */
    List<ChangedUnit> placedAnew(OrganizationId id, LocalDate first, LocalDate last, int limit) {
        return jdbc.sql("""
                        select o.code, s.name, c.kind, c.effective_on, c.recorded_at, c.recorded_by, c.was, c.became
                          from organization.change c
                          join organization.organization o on o.id = c.organization_id
                          join organization.state s
                            on s.organization_id = o.id
                           and s.valid_from <= greatest(o.valid_from, least(c.effective_on, o.valid_until - 1))
                           and (s.valid_until is null
                                or greatest(o.valid_from, least(c.effective_on, o.valid_until - 1)) < s.valid_until)
                         cross join lateral (
                               select coalesce(bool_or(a.valid_from < c.effective_on
                                                       and (a.valid_until is null or c.effective_on <= a.valid_until)), false)
                                      as before,
                                      coalesce(bool_or(a.valid_from <= c.effective_on
                                                       and (a.valid_until is null or c.effective_on < a.valid_until)), false)
                                      as after
                                 from organization.ancestry a
                                where a.descendant_id = c.organization_id
                                  and a.ancestor_id = :id) stood
                         where c.effective_on between :first and :last
                           and c.kind in ('MOVED', 'RECLASSIFIED', 'ABSORBED', 'SPLIT_OFF', 'DISSOLVED')
                           and (stood.before or stood.after)
                           and (c.kind <> 'MOVED' or stood.before <> stood.after)
                         order by c.effective_on desc, o.code
                         limit :limit
                        """)
                .param("id", id.value())
                .param("first", first)
                .param("last", last)
                .param("limit", limit)
                .query((row, n) -> new ChangedUnit(row.getString("code"), row.getString("name"), toChange(row)))
                .list();
    }

    // ---- facilities

    Facility insertFacility(OrganizationId organization, FacilityKind kind, String name, String place, LocalDate from) {
        return jdbc.sql("""
                        insert into organization.facility (organization_id, kind, name, place, valid_from)
                        values (:organization, :kind, :name, :place, :from)
                        returning id, organization_id, kind, name, place, valid_from, valid_until
                        """)
                .param("organization", organization.value())
                .param("kind", kind.name())
                .param("name", name)
                .param("place", place)
                .param("from", from)
                .query(OrganizationStore::toFacility)
                .single();
    }

    /** All that an organization ever had, those that stand first. */
    List<Facility> facilities(OrganizationId organization) {
        return jdbc.sql("""
                        select id, organization_id, kind, name, place, valid_from, valid_until
                          from organization.facility
                         where organization_id = :organization
                         order by valid_until desc nulls first, kind, name, id
                        """)
                .param("organization", organization.value())
                .query(OrganizationStore::toFacility)
                .list();
    }

    /** Those of any of the organizations that stand on the day. */
    List<Facility> facilities(Collection<OrganizationId> organizations, LocalDate day) {
        return jdbc.sql("""
                        select id, organization_id, kind, name, place, valid_from, valid_until
                          from organization.facility
                         where organization_id = any (cast(:organizations as uuid[]))
                           and valid_from <= :day
                           and (valid_until is null or :day < valid_until)
                         order by kind, name, id
                        """)
                .param("organizations", texts(organizations))
                .param("day", day)
                .query(OrganizationStore::toFacility)
                .list();
    }

    /** Those of any of the organizations without an end. */
    List<Facility> openFacilities(Collection<OrganizationId> organizations) {
        return jdbc.sql("""
                        select id, organization_id, kind, name, place, valid_from, valid_until
                          from organization.facility
                         where organization_id = any (cast(:organizations as uuid[]))
                           and valid_until is null
                         order by kind, name, id
                        """)
                .param("organizations", texts(organizations))
                .query(OrganizationStore::toFacility)
                .list();
    }

    Optional<Facility> lockFacility(UUID id) {
        return jdbc.sql("""
                        select id, organization_id, kind, name, place, valid_from, valid_until
                          from organization.facility
                         where id = :id
                           for update
                        """)
                .param("id", id)
                .query(OrganizationStore::toFacility)
                .optional();
    }

    Facility closeFacility(UUID id, LocalDate on) {
        return jdbc.sql("""
                        update organization.facility
                           set valid_until = :on
                         where id = :id
                     returning id, organization_id, kind, name, place, valid_from, valid_until
                        """)
                .param("id", id)
                .param("on", on)
                .query(OrganizationStore::toFacility)
                .single();
    }

    // ---- leading groups

    UUID insertGroup(OrganizationId organization, String name, LocalDate from) {
        return jdbc.sql("""
                        insert into organization.leading_group (organization_id, name, valid_from)
                        values (:organization, :name, :from)
                        returning id
                        """)
                .param("organization", organization.value())
                .param("name", name)
                .param("from", from)
                .query(UUID.class)
                .single();
    }

    /** Ends the posts of the group on the day and writes these from the day on; there must be no later ones. */
    void replacePosts(UUID group, LocalDate on, List<LeadingGroup.Post> posts) {
        jdbc.sql("""
                        with never_held as (
                            delete from organization.post
                             where leading_group_id = :group
                               and valid_until is null
                               and valid_from >= :on
                        )
                        update organization.post
                           set valid_until = :on
                         where leading_group_id = :group
                           and valid_until is null
                           and valid_from < :on
                        """).param("group", group).param("on", on).update();
        jdbc.sql("""
                        insert into organization.post
                               (leading_group_id, title, holder, duties, phone, position, valid_from)
                        select :group, title, holder, duties, phone, place, :on
                          from unnest(:titles, :holders, :duties, :phones) with ordinality
                               as given (title, holder, duties, phone, place)
                        """)
                .param("group", group)
                .param("on", on)
                .param("titles", column(posts, LeadingGroup.Post::title))
                .param("holders", column(posts, LeadingGroup.Post::holder))
                .param("duties", column(posts, LeadingGroup.Post::duties))
                .param("phones", column(posts, LeadingGroup.Post::phone))
                .update();
    }

    /** The group that stands on the day, else the one that is to stand after it. */
    Optional<LeadingGroup> group(OrganizationId organization, LocalDate day) {
        return jdbc.sql("""
                        select id, organization_id, name, valid_from, valid_until
                          from organization.leading_group
                         where organization_id = :organization
                           and (valid_until is null or :day < valid_until)
                         order by valid_from
                         limit 1
                        """)
                .param("organization", organization.value())
                .param("day", day)
                .query((row, n) -> toGroup(row, day))
                .optional();
    }

    Optional<LeadingGroup> lockGroup(UUID id, LocalDate day) {
        return jdbc.sql("""
                        select id, organization_id, name, valid_from, valid_until
                          from organization.leading_group
                         where id = :id
                           for update
                        """)
                .param("id", id)
                .query((row, n) -> toGroup(row, day))
                .optional();
    }

    List<LeadingGroup> openGroups(Collection<OrganizationId> organizations, LocalDate day) {
        return jdbc.sql("""
                        select id, organization_id, name, valid_from, valid_until
                          from organization.leading_group
                         where organization_id = any (cast(:organizations as uuid[]))
                           and valid_until is null
                         order by organization_id
                        """)
                .param("organizations", texts(organizations))
                .query((row, n) -> toGroup(row, day))
                .list();
    }

    /** The last day from which posts of the group hold. */
    Optional<LocalDate> lastPostChange(UUID group) {
        return jdbc.sql("""
                        select max(valid_from)
                          from organization.post
                         where leading_group_id = :group
                        """)
                .param("group", group)
                .query((row, n) -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
                .single();
    }

    void endGroup(UUID id, LocalDate on) {
        jdbc.sql("""
                        with posts_never_held as (
                            delete from organization.post
                             where leading_group_id = :id
                               and valid_until is null
                               and valid_from >= :on
                        ), posts as (
                            update organization.post
                               set valid_until = :on
                             where leading_group_id = :id
                               and valid_until is null
                               and valid_from < :on
                        )
                        update organization.leading_group
                           set valid_until = :on
                         where id = :id
                        """).param("id", id).param("on", on).update();
    }

    private List<LeadingGroup.Post> posts(UUID group, LocalDate day) {
        return jdbc.sql("""
                        select title, holder, duties, phone, position
                          from organization.post
                         where leading_group_id = :group
                           and valid_from <= :day
                           and (valid_until is null or :day < valid_until)
                         order by position
                        """)
                .param("group", group)
                .param("day", day)
                .query((row, n) -> new LeadingGroup.Post(
                        row.getString("title"),
                        row.getString("holder"),
                        row.getString("duties"),
                        row.getString("phone"),
                        row.getInt("position")))
                .list();
    }

    // ---- divisions

    boolean hasDivisions() {
        return jdbc.sql("""
                        select exists (
                            select 1
                              from organization.division)
                        """).query(Boolean.class).single();
    }

    /** Superior divisions must come before their parts. */
    void insertDivisions(List<Division> divisions) {
        jdbc.sql("""
                        insert into organization.division (code, parent_code, level, name, kind)
                        select code, parent_code, level, name, kind
                          from unnest(:codes, :parents, :levels, :names, :kinds)
                               as given (code, parent_code, level, name, kind)
                        on conflict (code) do nothing
                        """)
                .param("codes", column(divisions, Division::code))
                .param("parents", column(divisions, Division::parentCode))
                .param("levels", column(divisions, division -> division.level().name()))
                .param("names", column(divisions, Division::name))
                .param("kinds", column(divisions, Division::kind))
                .update();
    }

    Optional<Division> division(String code) {
        return jdbc.sql("""
                        select code, parent_code, level, name, kind
                          from organization.division
                         where code = :code
                        """)
                .param("code", code)
                .query(OrganizationStore::toDivision)
                .optional();
    }

    List<Division> divisionsBelow(String parentCode) {
        return jdbc.sql("""
                        select code, parent_code, level, name, kind
                          from organization.division
                         where parent_code = :parent
                         order by code
                        """)
                .param("parent", parentCode)
                .query(OrganizationStore::toDivision)
                .list();
    }

    // ---- rows

    private static Organization toOrganization(ResultSet row, int n) throws SQLException {
        var parent = row.getObject("parent_id", UUID.class);
        return new Organization(
                new OrganizationId(row.getObject("id", UUID.class)),
                row.getString("code"),
                row.getString("name"),
                OrganizationKind.valueOf(row.getString("kind")),
                OrganizationForm.valueOf(row.getString("form")),
                parent == null ? null : new OrganizationId(parent),
                Arrays.stream((UUID[]) row.getArray("path").getArray())
                        .map(OrganizationId::new)
                        .toList(),
                row.getString("division_code"),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_until", LocalDate.class));
    }

    private static Standing toStanding(ResultSet row, int n) throws SQLException {
        var kinds = (String[]) row.getArray("kinds").getArray();
        var from = (Date[]) row.getArray("kinds_from").getArray();
        var periods = new Standing.KindPeriod[kinds.length];
        for (var i = 0; i < kinds.length; i++) {
            periods[i] = new Standing.KindPeriod(OrganizationKind.valueOf(kinds[i]), from[i].toLocalDate());
        }
        return new Standing(
                new OrganizationId(row.getObject("id", UUID.class)),
                row.getString("code"),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_until", LocalDate.class),
                row.getBoolean("within"),
                List.of(periods));
    }

    private static Facility toFacility(ResultSet row, int n) throws SQLException {
        return new Facility(
                row.getObject("id", UUID.class),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                FacilityKind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getString("place"),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_until", LocalDate.class));
    }

    private LeadingGroup toGroup(ResultSet row, LocalDate day) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var from = row.getObject("valid_from", LocalDate.class);
        return new LeadingGroup(
                id,
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getString("name"),
                from,
                row.getObject("valid_until", LocalDate.class),
                posts(id, day.isBefore(from) ? from : day));
    }

    private static Division toDivision(ResultSet row, int n) throws SQLException {
        return new Division(
                row.getString("code"),
                row.getString("parent_code"),
                Division.Level.valueOf(row.getString("level")),
                row.getString("name"),
                row.getString("kind"));
    }

    private static @Nullable PersonId toPerson(@Nullable UUID id) {
        return id == null ? null : new PersonId(id);
    }

    private static String[] texts(Collection<OrganizationId> ids) {
        return ids.stream().map(OrganizationId::toString).toArray(String[]::new);
    }

    private static <T> @Nullable String[] column(List<T> rows, Function<T, @Nullable String> value) {
        var column = new @Nullable String[rows.size()];
        for (var i = 0; i < column.length; i++) {
            column[i] = value.apply(rows.get(i));
        }
        return column;
    }
}
