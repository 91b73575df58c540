package io.gongkai.ledger;

import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of the counters. Who changes them holds the {@link #lock}. */
@Repository
class CounterStore {

    static final int MONTHS = 12;

    /** By how much a cell of a counter changes. */
    record Effect(UUID organization, LocalDate on, Cell cell, long sum, long count) {}

    /** A cell as the database has it. */
    record Written(String kind, String measure, String detail) {

        static Written of(Cell cell) {
            return new Written(
                    cell.kind().name(),
                    cell.count().measure().name(),
                    cell.count().detail());
        }
    }

    /**
     * A row of counters.
     *
     * @param months January first; null where it was not asked for, or stays as it is
     */
    record Row(UUID organization, int year, byte[] flows, byte[] stocks, byte[] @Nullable [] months) {}

    /**
     * A row of what is asked for.
     *
     * @param organization null on a row that only says how far the counting has come
     * @param day of what had not come when it was counted; null for a whole year
     * @param cells what was asked for, by month or one for all; of a day its cells
     */
    record Read(
            long watermark,
            Instant countedAt,
            @Nullable UUID organization,
            int year,
            @Nullable LocalDate day,
            byte[] stocks,
            byte[][] cells) {}

    record Ahead(UUID organization, LocalDate day, byte[] cells) {}

    private final JdbcClient jdbc;
    private final JdbcOperations connection;

    CounterStore(JdbcClient jdbc, JdbcOperations connection) {
        this.jdbc = jdbc;
        this.connection = connection;
    }

    // ---- cells

    /** Gives numbers to those that have none. */
    void numberCells(List<Cell> cells) {
        var written = cells.stream().map(Written::of).toList();
        jdbc.sql("""
                        insert into ledger.cell (measure, detail, kind)
                        select given.measure, given.detail, given.kind
                          from unnest(:measures::text[], :details::text[], :kinds::text[]) with ordinality
                               as given (measure, detail, kind, position)
                         where not exists (
                                   select
                                     from ledger.cell c
                                    where c.measure = given.measure
                                      and c.detail = given.detail
                                      and c.kind = given.kind)
                         order by given.position
                            on conflict (measure, detail, kind) do nothing
                        """)
                .param("measures", texts(written, Written::measure))
                .param("details", texts(written, Written::detail))
                .param("kinds", texts(written, Written::kind))
                .update();
    }

    Map<Written, Integer> cells() {
        return jdbc
                .sql("select number, measure, detail, kind from ledger.cell")
                .query((row, _) -> Map.entry(
                        new Written(row.getString("kind"), row.getString("measure"), row.getString("detail")),
                        row.getInt("number")))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    // ---- how far

    /** Whoever changes counters, or the tree under them, does so alone until the end of the transaction. */
    void lock() {
        jdbc.sql("""
                        select 1
                          from pg_advisory_xact_lock(hashtextextended('ledger.counting', 0))
                        """).query(Integer.class).single();
    }

    long counted() {
        return jdbc.sql("select watermark from ledger.counted")
                .query(Long.class)
                .single();
    }

    void countedUpTo(long watermark, Instant at) {
        jdbc.sql("""
                        update ledger.counted
                           set watermark = :watermark,
                               counted_at = :at
                        """)
                .param("watermark", watermark)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    // ---- what entries change

    /** What entries with numbers above one and up to another bring. Days up to {@code today} are given as their months. */
    List<Effect> effectsOf(long after, long upTo, LocalDate today) {
        return jdbc.sql("""
                        select f.ancestor_id,
                               case when f.day <= :today then date_trunc('month', f.day)::date else f.day end as on_day,
                               f.kind, e.measure, e.detail,
                               sum(f.turn * e.quantity) as sum, sum(f.turn * e.facts) as count
                          from ledger.entry e
                         cross join lateral ledger.effects(e.organization_id, e.nature, e.occurred_on) f
                         where e.id > :after
                           and e.id <= :upTo
                         group by 1, 2, 3, 4, 5
                        having sum(f.turn * e.quantity) <> 0
                            or sum(f.turn * e.facts) <> 0
                        """)
                .param("after", after)
                .param("upTo", upTo)
                .param("today", today)
                .query(CounterStore::toEffect)
                .list();
    }

    /**
     * What the counted entries of some organizations bring from a day on, as the tree stands in this transaction. What lies
     * before the day is left out.
     *
     * <p>{@code offset 0} keeps each unit's entries, and each entry's superiors, together. Without it the planner, which
     * thinks that a unit has thousands of entries, reads the whole ledger and the whole tree for a city's share of them.
     *
     * @param toOneAnother whether it is also asked what they bring to one another, not only to those above all of them
     */
    List<Effect> effectsOf(
            Collection<OrganizationId> organizations,
            boolean toOneAnother,
            LocalDate from,
            long upTo,
            LocalDate today) {
        return jdbc.sql("""
                        with o as materialized (
                            select unnest(cast(:organizations as uuid[])) as id
                        )
                        select f.ancestor_id,
                               case when f.day <= :today then date_trunc('month', f.day)::date else f.day end as on_day,
                               f.kind, e.measure, e.detail,
                               sum(f.turn * e.quantity) as sum, sum(f.turn * e.facts) as count
                          from o
                         cross join lateral (
                               select nature, occurred_on, measure, detail, quantity, facts
                                 from ledger.entry
                                where organization_id = o.id
                                  and id <= :upTo
                               offset 0) e
                         cross join lateral (
                               select ancestor_id, kind, day, turn
                                 from ledger.effects(o.id, e.nature, e.occurred_on)
                                where :toOneAnother
                                   or ancestor_id not in (select id from o)
                               offset 0) f
                         where f.day >= :from
                         group by 1, 2, 3, 4, 5
                        having sum(f.turn * e.quantity) <> 0
                            or sum(f.turn * e.facts) <> 0
                        """)
                .param("organizations", texts(organizations, OrganizationId::toString))
                .param("toOneAnother", toOneAnother)
                .param("from", from)
                .param("upTo", upTo)
                .param("today", today)
                .query(CounterStore::toEffect)
                .list();
    }

    /** @param below whether what stands below them on {@code on} is meant too */
    Map<OrganizationId, Sums> brought(
            Collection<OrganizationId> organizations,
            boolean below,
            LocalDate on,
            LocalDate from,
            LocalDate last,
            long upTo) {
        var sums = new HashMap<OrganizationId, Sums>();
        jdbc.sql("""
                        with unit as materialized (
                            select distinct a.descendant_id as id
                              from organization.ancestry a
                             where a.ancestor_id = any(cast(:organizations as uuid[]))
                               and (a.descendant_id = a.ancestor_id
                                    or (:below
                                        and a.valid_from <= :on
                                        and (a.valid_until is null or :on < a.valid_until)))
                        )
                        select a.ancestor_id, s.kind, e.measure, e.detail, sum(e.quantity) as sum, sum(e.facts) as count
                          from unit u
                         cross join lateral (
                               select nature, occurred_on, measure, detail, quantity, facts
                                 from ledger.entry
                                where organization_id = u.id
                                  and id <= :upTo
                               offset 0) e
                         cross join lateral (
                               values (case when e.nature = 'FLOW' then e.occurred_on else cast(:last as date) end)) deciding (day)
                          join organization.ancestry a
                            on a.descendant_id = u.id
                           and a.valid_from <= deciding.day
                           and (a.valid_until is null or deciding.day < a.valid_until)
                          join organization.state s
                            on s.organization_id = u.id
                           and s.valid_from <= deciding.day
                           and (s.valid_until is null or deciding.day < s.valid_until)
                         where e.occurred_on <= :last
                           and (e.nature = 'STOCK'
                                or (e.nature = 'YEARLY' and e.occurred_on >= date_trunc('year', cast(:last as date)))
                                or (e.nature = 'FLOW' and e.occurred_on >= :from))
                           and (a.ancestor_id = any(cast(:organizations as uuid[]))
                                or a.ancestor_id not in (select id from unit))
                         group by a.ancestor_id, s.kind, e.measure, e.detail
                        """)
                .param("organizations", texts(organizations, OrganizationId::toString))
                .param("below", below)
                .param("on", on)
                .param("from", from)
                .param("last", last)
                .param("upTo", upTo)
                .query(row -> {
                    sums.computeIfAbsent(new OrganizationId(row.getObject("ancestor_id", UUID.class)), _ -> new Sums())
                            .add(cell(row), row.getLong("sum"), row.getLong("count"));
                });
        return sums;
    }

    // ---- counters

    /** Rows as they stand, of each month only those that are marked: bit 0 is January. */
    List<Row> rows(List<UUID> organizations, List<Integer> years, List<Integer> months) {
        return jdbc.sql("""
                        select c.organization_id, c.year, c.flows, c.stocks,
                               case when k.months & 1 <> 0 then c.m1 end as m1,
                               case when k.months & 2 <> 0 then c.m2 end as m2,
                               case when k.months & 4 <> 0 then c.m3 end as m3,
                               case when k.months & 8 <> 0 then c.m4 end as m4,
                               case when k.months & 16 <> 0 then c.m5 end as m5,
                               case when k.months & 32 <> 0 then c.m6 end as m6,
                               case when k.months & 64 <> 0 then c.m7 end as m7,
                               case when k.months & 128 <> 0 then c.m8 end as m8,
                               case when k.months & 256 <> 0 then c.m9 end as m9,
                               case when k.months & 512 <> 0 then c.m10 end as m10,
                               case when k.months & 1024 <> 0 then c.m11 end as m11,
                               case when k.months & 2048 <> 0 then c.m12 end as m12
                          from unnest(cast(:organizations as uuid[]), cast(:years as int[]), cast(:months as int[]))
                               as k (organization_id, year, months)
                          join ledger.counter c
                            on c.organization_id = k.organization_id
                           and c.year = k.year::smallint
                        """)
                .param("organizations", texts(organizations, UUID::toString))
                .param("years", years.toArray(Integer[]::new))
                .param("months", months.toArray(Integer[]::new))
                .query((row, _) -> new Row(
                        row.getObject("organization_id", UUID.class),
                        row.getInt("year"),
                        row.getBytes("flows"),
                        row.getBytes("stocks"),
                        months(row)))
                .list();
    }

    void insert(List<Row> rows) {
        jdbc.sql("""
                        insert into ledger.counter (
                               organization_id, year, flows, stocks, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12)
                        select cast(organization_id as uuid), year, flows, stocks,
                               coalesce(m1, ''), coalesce(m2, ''), coalesce(m3, ''), coalesce(m4, ''), coalesce(m5, ''),
                               coalesce(m6, ''), coalesce(m7, ''), coalesce(m8, ''), coalesce(m9, ''), coalesce(m10, ''),
                               coalesce(m11, ''), coalesce(m12, '')
                          from unnest(
                                   cast(:organizations as text[]), cast(:years as int[]), :flows, :stocks,
                                   :m1, :m2, :m3, :m4, :m5, :m6, :m7, :m8, :m9, :m10, :m11, :m12)
                               as r (organization_id, year, flows, stocks,
                                     m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12)
                        """).params(parameters(rows)).update();
    }

    /** A month that is null stays as it is; where it lies outside the row it is not even read. */
    void update(List<Row> rows) {
        jdbc.sql("""
                        update ledger.counter c
                           set flows = r.flows,
                               stocks = r.stocks,
                               m1 = coalesce(r.m1, c.m1),
                               m2 = coalesce(r.m2, c.m2),
                               m3 = coalesce(r.m3, c.m3),
                               m4 = coalesce(r.m4, c.m4),
                               m5 = coalesce(r.m5, c.m5),
                               m6 = coalesce(r.m6, c.m6),
                               m7 = coalesce(r.m7, c.m7),
                               m8 = coalesce(r.m8, c.m8),
                               m9 = coalesce(r.m9, c.m9),
                               m10 = coalesce(r.m10, c.m10),
                               m11 = coalesce(r.m11, c.m11),
                               m12 = coalesce(r.m12, c.m12)
                          from unnest(
                                   cast(:organizations as uuid[]), cast(:years as int[]), :flows, :stocks,
                                   :m1, :m2, :m3, :m4, :m5, :m6, :m7, :m8, :m9, :m10, :m11, :m12)
                               as r (organization_id, year, flows, stocks,
                                     m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12)
                         where c.organization_id = r.organization_id
                           and c.year = r.year::smallint
                        """).params(parameters(rows)).update();
    }

    // ---- what has not come yet

    /** Takes away, and gives, what lies ahead no longer. */
    List<Ahead> takeAhead(LocalDate today) {
        return jdbc.sql("""
                        delete from ledger.ahead
                         where day <= :today
                     returning organization_id, day, cells
                        """).param("today", today).query(CounterStore::toAhead).list();
    }

    List<Ahead> ahead(List<UUID> organizations, List<LocalDate> days) {
        return jdbc.sql("""
                        select a.organization_id, a.day, a.cells
                          from unnest(cast(:organizations as uuid[]), cast(:days as date[])) as k (organization_id, day)
                          join ledger.ahead a
                            on a.organization_id = k.organization_id
                           and a.day = k.day
                        """)
                .param("organizations", texts(organizations, UUID::toString))
                .param("days", texts(days, LocalDate::toString))
                .query(CounterStore::toAhead)
                .list();
    }

    void putAhead(List<Ahead> ahead) {
        jdbc.sql("""
                        insert into ledger.ahead (organization_id, day, cells)
                        select cast(organization_id as uuid), cast(day as date), cells
                          from unnest(cast(:organizations as text[]), cast(:days as text[]), :cells)
                               as r (organization_id, day, cells)
                            on conflict (organization_id, day) do update
                           set cells = excluded.cells
                        """)
                .param("organizations", texts(ahead, one -> one.organization().toString()))
                .param("days", texts(ahead, one -> one.day().toString()))
                .param("cells", ahead.stream().map(Ahead::cells).toArray(byte[][]::new))
                .update();
        jdbc.sql("delete from ledger.ahead where cells = ''").update();
    }

    // ---- reading

    /** Flows of the year, and changes of levels of all years up to it; one row at least. */
    List<Read> ofYear(Collection<OrganizationId> organizations, int year, LocalDate last) {
        return jdbc.sql("""
                        select w.watermark, w.counted_at, c.organization_id, c.year, cast(null as date) as day, c.stocks,
                               case when c.year = :year then c.flows end as cells
                          from ledger.counted w
                          left join ledger.counter c
                            on c.organization_id = any(cast(:organizations as uuid[]))
                           and c.year <= :year
                         union all
                        select w.watermark, w.counted_at, a.organization_id, extract(year from a.day)::int, a.day, '', a.cells
                          from ledger.counted w
                          join ledger.ahead a
                            on a.organization_id = any(cast(:organizations as uuid[]))
                           and a.day <= :last
                        """)
                .param("organizations", texts(organizations, OrganizationId::toString))
                .param("year", year)
                .param("last", last)
                .query((row, _) -> toRead(row, new byte[][] {bytes(row, "cells")}))
                .list();
    }

    /** Flows and changes of levels of all years up to one; one row at least. */
    List<Read> ofYears(Collection<OrganizationId> organizations, int last) {
        return jdbc.sql("""
                        select w.watermark, w.counted_at, c.organization_id, c.year, cast(null as date) as day, c.stocks,
                               c.flows as cells
                          from ledger.counted w
                          left join ledger.counter c
                            on c.organization_id = any(cast(:organizations as uuid[]))
                           and c.year <= :last
                         union all
                        select w.watermark, w.counted_at, a.organization_id, extract(year from a.day)::int, a.day, '', a.cells
                          from ledger.counted w
                          join ledger.ahead a
                            on a.organization_id = any(cast(:organizations as uuid[]))
                           and a.day <= make_date(:last, 12, 31)
                        """)
                .param("organizations", texts(organizations, OrganizationId::toString))
                .param("last", last)
                .query((row, _) -> toRead(row, new byte[][] {bytes(row, "cells")}))
                .list();
    }

    /** Hears packed cells of organizations, several times of one. */
    interface CellsReader {
        void cells(OrganizationId organization, byte[] packed);
    }

    /** The cells behind flows and yearly standings of the year, or behind levels, alone; others may be among them. */
    void ofYear(
            Collection<OrganizationId> organizations, int year, LocalDate last, boolean levels, CellsReader reader) {
        jdbc.sql("""
                        select c.organization_id, case when :levels then c.stocks else c.flows end as cells
                          from ledger.counter c
                         where c.organization_id = any(cast(:organizations as uuid[]))
                           and c.year between case when :levels then 0 else :year end and :year
                         union all
                        select a.organization_id, a.cells
                          from ledger.ahead a
                         where a.organization_id = any(cast(:organizations as uuid[]))
                           and a.day between case when :levels then '-infinity' else make_date(:year, 1, 1) end and :last
                        """)
                .param("organizations", texts(organizations, OrganizationId::toString))
                .param("year", year)
                .param("last", last)
                .param("levels", levels)
                .query((RowCallbackHandler) row -> reader.cells(
                        new OrganizationId(row.getObject("organization_id", UUID.class)), row.getBytes("cells")));
    }

    /** The months of the year, and changes of levels of all years before it; one row at least. */
    List<Read> ofMonths(Collection<OrganizationId> organizations, int year, LocalDate last) {
        return jdbc.sql("""
                        select w.watermark, w.counted_at, c.organization_id, c.year, cast(null as date) as day,
                               case when c.year < :year then c.stocks end as stocks, cast('' as bytea) as cells,
                               case when c.year = :year then c.m1 end as m1,
                               case when c.year = :year then c.m2 end as m2,
                               case when c.year = :year then c.m3 end as m3,
                               case when c.year = :year then c.m4 end as m4,
                               case when c.year = :year then c.m5 end as m5,
                               case when c.year = :year then c.m6 end as m6,
                               case when c.year = :year then c.m7 end as m7,
                               case when c.year = :year then c.m8 end as m8,
                               case when c.year = :year then c.m9 end as m9,
                               case when c.year = :year then c.m10 end as m10,
                               case when c.year = :year then c.m11 end as m11,
                               case when c.year = :year then c.m12 end as m12
                          from ledger.counted w
                          left join ledger.counter c
                            on c.organization_id = any(cast(:organizations as uuid[]))
                           and c.year <= :year
                         union all
                        select w.watermark, w.counted_at, a.organization_id, extract(year from a.day)::int, a.day, '', a.cells,
                               '', '', '', '', '', '', '', '', '', '', '', ''
                          from ledger.counted w
                          join ledger.ahead a
                            on a.organization_id = any(cast(:organizations as uuid[]))
                           and a.day <= :last
                        """)
                .param("organizations", texts(organizations, OrganizationId::toString))
                .param("year", year)
                .param("last", last)
                .query((row, _) ->
                        toRead(row, row.getObject("day") == null ? months(row) : new byte[][] {bytes(row, "cells")}))
                .list();
    }

    // ---- counting everything again

    /** Years in which something was entered or stands in a counter. */
    List<Integer> years(long upTo) {
        return jdbc.sql("""
                        select extract(year from occurred_on)::int as year
                          from ledger.entry
                         where id <= :upTo
                         union
                        select year
                          from ledger.counter
                        """).param("upTo", upTo).query(Integer.class).list();
    }

    /** Id, superior (itself for a top), the number of its kind, first day: of all organizations, as they last stood. */
    void copyUnits(BinaryRows.Reader reader) {
        copyOut("""
                copy (
                    select o.id, coalesce(p.parent_id, o.id), coalesce(k.number, 0), o.valid_from
                      from organization.organization o
                      left join organization.parentage p on p.organization_id = o.id and p.valid_until is null
                      left join organization.state s on s.organization_id = o.id and s.valid_until is null
                      left join (select kind, min(number) as number from ledger.cell group by kind) k on k.kind = s.kind
                ) to stdout (format binary)
                """, reader);
    }

    /**
     * Organization, superior (or itself), the number of its kind, first day and first day after: of all that ever stood below
     * one that moved, changed its kind or is gone.
     */
    void copyHistories(BinaryRows.Reader reader) {
        copyOut("""
                copy (
                    with unsettled as (
                        select id
                          from organization.organization
                         where valid_until is not null
                         union
                        select p.organization_id
                          from organization.parentage p
                          join organization.parentage other on other.organization_id = p.organization_id
                         where p.valid_until is not null
                           and other.parent_id is distinct from p.parent_id
                         union
                        select s.organization_id
                          from organization.state s
                          join organization.state other on other.organization_id = s.organization_id
                         where s.valid_until is not null
                           and other.kind <> s.kind
                    ), below as (
                        select distinct a.descendant_id
                          from unsettled u
                          join organization.ancestry a on a.ancestor_id = u.id
                    )
                    select a.descendant_id, a.ancestor_id, k.number, greatest(a.valid_from, s.valid_from),
                           coalesce(least(a.valid_until, s.valid_until), 'infinity')
                      from below b
                      join organization.ancestry a on a.descendant_id = b.descendant_id
                      join organization.state s
                        on s.organization_id = a.descendant_id
                       and s.valid_from < coalesce(a.valid_until, 'infinity')
                       and a.valid_from < coalesce(s.valid_until, 'infinity')
                      join (select kind, min(number) as number from ledger.cell group by kind) k on k.kind = s.kind
                ) to stdout (format binary)
                """, reader);
    }

    /** Organization, the number of its count, day, quantity and facts: of the entries of a year up to a number. */
    void copyEntries(int year, long upTo, BinaryRows.Reader reader) {
        copyOut("""
                copy (
                    select e.organization_id, c.number, e.occurred_on, e.quantity, e.facts::int
                      from ledger.entry e
                      join (select measure, detail, min(number) as number from ledger.cell group by measure, detail) c
                        on c.measure = e.measure
                       and c.detail = e.detail
                     where e.occurred_on between make_date(%1$d, 1, 1) and make_date(%1$d, 12, 31)
                       and e.id <= %2$d
                ) to stdout (format binary)
                """.formatted(year, upTo), reader);
    }

    /** Organization, then all columns as they stand. */
    void copyCounters(int year, BinaryRows.Reader reader) {
        copyOut("""
                copy (
                    select organization_id, organization_id, year, flows, stocks, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12
                      from ledger.counter
                     where year = %d
                ) to stdout (format binary)
                """.formatted(year), reader);
    }

    void remove(Collection<UUID> organizations, int year) {
        jdbc.sql("""
                        delete from ledger.counter
                         where organization_id = any(cast(:organizations as uuid[]))
                           and year = :year
                        """)
                .param("organizations", texts(organizations, UUID::toString))
                .param("year", year)
                .update();
    }

    /** @param rows all columns, as {@link #copyCounters} gives them */
    void copyIn(Collection<byte[]> rows) {
        connection.execute((ConnectionCallback<Long>) one -> {
            var copy = one.unwrap(PGConnection.class).getCopyAPI().copyIn("""
                    copy ledger.counter (
                         organization_id, year, flows, stocks, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12)
                    from stdin (format binary)
                    """);
            copy.writeToCopy(BinaryRows.HEADER, 0, BinaryRows.HEADER.length);
            for (var row : rows) {
                copy.writeToCopy(row, 0, row.length);
            }
            copy.writeToCopy(BinaryRows.TRAILER, 0, BinaryRows.TRAILER.length);
            return copy.endCopy();
        });
    }

    List<Ahead> ahead() {
        return jdbc.sql("select organization_id, day, cells from ledger.ahead")
                .query(CounterStore::toAhead)
                .list();
    }

    private void copyOut(String copy, BinaryRows.Reader reader) {
        connection.execute((ConnectionCallback<Long>) one -> {
            try (var rows = new BinaryRows(reader)) {
                return one.unwrap(PGConnection.class).getCopyAPI().copyOut(copy, rows);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Read toRead(ResultSet row, byte[][] cells) throws SQLException {
        return new Read(
                row.getLong("watermark"),
                row.getObject("counted_at", OffsetDateTime.class).toInstant(),
                row.getObject("organization_id", UUID.class),
                row.getInt("year"),
                row.getObject("day", LocalDate.class),
                bytes(row, "stocks"),
                cells);
    }

    private static Ahead toAhead(ResultSet row, int n) throws SQLException {
        return new Ahead(
                row.getObject("organization_id", UUID.class),
                row.getObject("day", LocalDate.class),
                row.getBytes("cells"));
    }

    private static Effect toEffect(ResultSet row, int n) throws SQLException {
        return new Effect(
                row.getObject("ancestor_id", UUID.class),
                row.getObject("on_day", LocalDate.class),
                cell(row),
                row.getLong("sum"),
                row.getLong("count"));
    }

    private static Cell cell(ResultSet row) throws SQLException {
        return new Cell(
                OrganizationKind.valueOf(row.getString("kind")),
                Count.of(Measure.valueOf(row.getString("measure")), row.getString("detail")));
    }

    private static Map<String, Object> parameters(List<Row> rows) {
        var parameters = new HashMap<String, Object>();
        parameters.put("organizations", texts(rows, row -> row.organization().toString()));
        parameters.put("years", rows.stream().map(Row::year).toArray(Integer[]::new));
        parameters.put("flows", rows.stream().map(Row::flows).toArray(byte[][]::new));
        parameters.put("stocks", rows.stream().map(Row::stocks).toArray(byte[][]::new));
        for (var month = 0; month < MONTHS; month++) {
            var at = month;
            parameters.put(
                    "m" + (month + 1),
                    rows.stream().map(row -> row.months()[at]).toArray(byte[][]::new));
        }
        return parameters;
    }

    private static <T> String[] texts(Collection<T> values, Function<T, String> text) {
        return values.stream().map(text).toArray(String[]::new);
    }

    private static byte[][] months(ResultSet row) throws SQLException {
        var months = new byte[MONTHS][];
        for (var i = 0; i < MONTHS; i++) {
            months[i] = bytes(row, "m" + (i + 1));
        }
        return months;
    }

    private static byte[] bytes(ResultSet row, String column) throws SQLException {
        var bytes = row.getBytes(column);
        return bytes == null ? new byte[0] : bytes;
    }
}
