package io.gongkai.ledger;

import io.gongkai.organization.OrganizationId;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of the way from a figure down to its entries. */
@Repository
class TrailStore {

    /**
     * An organization below another in a stretch of days.
     *
     * @param stretch which one of those that were asked about
     * @param since first day there, null when it stood there from the stretch's first
     * @param until last day there, null when it stood there to the stretch's last
     * @param elsewhere whether it also stood somewhere else in the time that is asked about
     */
    record Child(
            int stretch,
            OrganizationId organization,
            @Nullable LocalDate since,
            @Nullable LocalDate until,
            boolean elsewhere) {}

    /** @param superior whether anything ever stood below it */
    record Rank(String code, boolean superior) {}

    /**
     * Entries of one measure of one organization, newest first, before a day and number.
     *
     * @param beforeDay only what lies before this day, or on it with a number below {@code beforeEntry}
     */
    record Stretch(
            OrganizationId organization, Measure measure, LocalDate since, LocalDate beforeDay, long beforeEntry) {}

    /** Where a page ended. */
    record Last(Measure measure, OrganizationId organization, LocalDate occurredOn) {}

    private final JdbcClient jdbc;

    TrailStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What stood directly below in some stretches of days, and when. */
    List<Child> children(
            List<OrganizationId> parents,
            List<LocalDate> since,
            List<LocalDate> until,
            LocalDate first,
            LocalDate last) {
        return jdbc.sql("""
                        select k.stretch, p.organization_id,
                               nullif(greatest(p.valid_from, k.since), k.since) as since,
                               nullif(least(p.valid_until - 1, k.until), k.until) as until,
                               (p.valid_from > :first or coalesce(p.valid_until <= :last, false))
                               and exists (
                                       select
                                         from organization.parentage other
                                        where other.organization_id = p.organization_id
                                          and other.valid_from <> p.valid_from
                                          and other.valid_from <= :last
                                          and (other.valid_until is null or other.valid_until > :first)) as elsewhere
                          from unnest(cast(:parents as uuid[]), cast(:since as date[]), cast(:until as date[]))
                               with ordinality as k (parent_id, since, until, stretch)
                          join organization.parentage p
                            on p.parent_id = k.parent_id
                           and p.valid_from <= k.until
                           and (p.valid_until is null or p.valid_until > k.since)
                        """)
                .param("parents", texts(parents, OrganizationId::toString))
                .param("since", texts(since, LocalDate::toString))
                .param("until", texts(until, LocalDate::toString))
                .param("first", first)
                .param("last", last)
                .query((row, _) -> new Child(
                        row.getInt("stretch") - 1,
                        new OrganizationId(row.getObject("organization_id", UUID.class)),
                        row.getObject("since", LocalDate.class),
                        row.getObject("until", LocalDate.class),
                        row.getBoolean("elsewhere")))
                .list();
    }

    Map<OrganizationId, Rank> ranks(Collection<OrganizationId> organizations) {
        return jdbc
                .sql("""
                        select o.id, o.code,
                               exists (
                                   select
                                     from organization.parentage below
                                    where below.parent_id = o.id) as superior
                          from organization.organization o
                         where o.id = any(cast(:organizations as uuid[]))
                        """)
                .param("organizations", texts(organizations, OrganizationId::toString))
                .query((row, _) -> Map.entry(
                        new OrganizationId(row.getObject("id", UUID.class)),
                        new Rank(row.getString("code"), row.getBoolean("superior"))))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** From the node down to the organization, as they stood on the day; empty when it did not stand below the node. */
    List<OrganizationId> way(OrganizationId node, OrganizationId organization, LocalDate day) {
        return jdbc.sql("""
                        select a.ancestor_id
                          from organization.ancestry top
                          join organization.ancestry a
                            on a.descendant_id = top.descendant_id
                           and a.distance <= top.distance
                           and a.valid_from <= :day
                           and (a.valid_until is null or :day < a.valid_until)
                         where top.ancestor_id = :node
                           and top.descendant_id = :organization
                           and top.valid_from <= :day
                           and (top.valid_until is null or :day < top.valid_until)
                         order by a.distance desc
                        """)
                .param("node", node.value())
                .param("organization", organization.value())
                .param("day", day)
                .query((row, _) -> new OrganizationId(row.getObject("ancestor_id", UUID.class)))
                .list();
    }

    Optional<Last> entry(long number) {
        return jdbc.sql("""
                        select measure, organization_id, occurred_on
                          from ledger.entry
                         where id = :number
                        """)
                .param("number", number)
                .query((row, _) -> new Last(
                        Measure.valueOf(row.getString("measure")),
                        new OrganizationId(row.getObject("organization_id", UUID.class)),
                        row.getObject("occurred_on", LocalDate.class)))
                .optional();
    }

    /**
     * What still counts of some stretches, in their order, newest first within each.
     *
     * <p>{@code offset 0} has each entry looked up among the reversals. Without it the planner, which cannot know how few
     * entries a stretch holds, walks through all reversals of the ledger once for each stretch.
     *
     * @param lasting whether the kind of the last day counts, and what has ended by then does not
     * @param upTo number of the last entry that is known of
     */
    List<Trail.Step> steps(
            List<Stretch> stretches, Collection<Cell> cells, boolean lasting, LocalDate last, long upTo, int limit) {
        return jdbc.sql("""
                        select e.id, e.measure, e.detail, e.organization_id, e.occurred_on, e.quantity, e.source_type, e.source_id,
                               e.summary, e.open, e.recorded_at, o.code, e.name
                          from unnest(
                                   cast(:organizations as uuid[]), cast(:measures as text[]), cast(:since as date[]),
                                   cast(:beforeDays as date[]), cast(:beforeEntries as bigint[]))
                               with ordinality
                               as p (organization_id, measure, since, before_day, before_entry, position)
                         cross join lateral (
                               select e.id, e.measure, e.detail, e.organization_id, e.occurred_on, e.quantity, e.source_type,
                                      e.source_id, e.summary, e.open, e.recorded_at, s.name
                                 from ledger.entry e
                                 join organization.state s
                                   on s.organization_id = e.organization_id
                                  and s.valid_from <= case when :lasting then :last else e.occurred_on end
                                  and (s.valid_until is null
                                       or case when :lasting then :last else e.occurred_on end < s.valid_until)
                                where e.organization_id = p.organization_id
                                  and e.measure = p.measure
                                  and e.occurred_on >= p.since
                                  and (e.occurred_on, e.id) < (p.before_day, p.before_entry)
                                  and e.id <= :upTo
                                  and e.reverses is null
                                  and e.ends is null
                                  and e.facts <> 0
                                  and concat_ws('/', s.kind, e.measure, e.detail) = any(:cells)
                                  and not exists (
                                          select
                                            from ledger.entry r
                                           where r.reverses = e.id
                                             and r.id <= :upTo
                                          offset 0)
                                  and not exists (
                                          select
                                            from ledger.entry t
                                           where t.ends = e.id
                                             and t.occurred_on <= :last
                                             and t.id <= :upTo
                                          offset 0)
                                order by e.occurred_on desc, e.id desc
                                limit :limit) e
                          join organization.organization o on o.id = e.organization_id
                         order by p.position, e.occurred_on desc, e.id desc
                         limit :limit
                        """)
                .param(
                        "organizations",
                        texts(stretches, stretch -> stretch.organization().toString()))
                .param("measures", texts(stretches, stretch -> stretch.measure().name()))
                .param("since", texts(stretches, stretch -> stretch.since().toString()))
                .param(
                        "beforeDays",
                        texts(stretches, stretch -> stretch.beforeDay().toString()))
                .param(
                        "beforeEntries",
                        stretches.stream().map(Stretch::beforeEntry).toArray(Long[]::new))
                .param(
                        "cells",
                        texts(
                                cells,
                                cell -> String.join(
                                        "/",
                                        cell.kind().name(),
                                        cell.count().measure().name(),
                                        cell.count().detail())))
                .param("lasting", lasting)
                .param("last", last)
                .param("upTo", upTo)
                .param("limit", limit)
                .query((row, _) ->
                        new Trail.Step(LedgerStore.toEntry(row, null), row.getString("code"), row.getString("name")))
                .list();
    }

    /** What was recorded together with some entries of a whole as its part, by number of the whole; without those of 0. */
    Map<Long, Long> parts(Collection<Long> wholes, Measure part, long upTo) {
        return jdbc
                .sql("""
                        select w.id, sum(p.quantity)::bigint as quantity
                          from ledger.entry w
                          join ledger.entry p
                            on p.source_id = w.source_id
                           and p.source_type = w.source_type
                           and p.organization_id = w.organization_id
                           and p.occurred_on = w.occurred_on
                         where w.id = any(:wholes)
                           and p.measure = :part
                           and p.id <= :upTo
                         group by w.id
                        """)
                .param("wholes", wholes.toArray(Long[]::new))
                .param("part", part.name())
                .param("upTo", upTo)
                .query((row, _) -> Map.entry(row.getLong("id"), row.getLong("quantity")))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static <T> String[] texts(Collection<T> values, Function<T, @Nullable String> text) {
        return values.stream().map(text).toArray(String[]::new);
    }
}
