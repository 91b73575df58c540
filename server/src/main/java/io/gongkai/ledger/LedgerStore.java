package io.gongkai.ledger;

import io.gongkai.database.BulkRows;
import io.gongkai.database.LastStatement;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of the ledger. */
@Repository
class LedgerStore {

    private final JdbcClient jdbc;
    private final JdbcOperations connection;
    private final LastStatement last;

    LedgerStore(JdbcClient jdbc, JdbcOperations connection, LastStatement last) {
        this.jdbc = jdbc;
        this.connection = connection;
        this.last = last;
    }

    /**
     * A single fact, as most come: one plain insert, and it goes with the commit. Whether the yearly standing that follows from
     * it counts already, as it does for all but an organization's first fact of the year, is read where the entry goes, in the
     * organization's own stretch of the index.
     *
     * @param standing of the organization and the day of the fact; null where none follows
     */
    void appendLast(Fact fact, @Nullable Fact standing, Instant at) {
        var insert = """
                insert into ledger.entry (
                       measure, detail, nature, organization_id, occurred_on, quantity, facts, source_type, source_id, summary, open,
                       recorded_at, recorded_by)
                values (?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?)
                """;
        var on = fact.occurredOn();
        var values = new ArrayList<@Nullable Object>(Arrays.asList(
                fact.measure().name(),
                fact.count().detail(),
                fact.measure().nature().name(),
                fact.organization().value(),
                on,
                fact.quantity(),
                fact.source().type(),
                fact.source().id(),
                fact.summary(),
                fact.open(),
                at.atOffset(ZoneOffset.UTC),
                fact.by() == null ? null : fact.by().value()));
        if (standing == null) {
            last.keepBack(insert, values);
            return;
        }
        values.addAll(Arrays.asList(
                standing.measure().name(),
                on.with(TemporalAdjusters.firstDayOfYear()),
                on.with(TemporalAdjusters.lastDayOfYear()),
                standing.measure().name(),
                standing.source().id(),
                standing.summary(),
                standing.open(),
                standing.by() == null ? null : standing.by().value()));
        last.keepBack(insert + """
                returning case
                          when (select coalesce(sum(s.facts), 0)
                                  from ledger.entry s
                                 where s.organization_id = entry.organization_id
                                   and s.measure = cast(? as text)
                                   and s.occurred_on between ? and ?) = 0
                          then ledger.stand(
                                   cast(? as text), entry.organization_id, entry.occurred_on, cast(? as uuid), cast(? as text),
                                   cast(? as boolean), entry.recorded_at, cast(? as uuid))
                          end
                """, values);
    }

    /** One statement for the whole batch, none of them a yearly standing. */
    void append(List<Fact> facts, Instant at) {
        if (facts.isEmpty()) {
            return;
        }
        var told = toldWithTheirWhole(facts);
        jdbc.sql("""
                        insert into ledger.entry (
                               measure, detail, nature, organization_id, occurred_on, quantity, facts, source_type, source_id,
                               summary, open, recorded_at, recorded_by)
                        select f.measure, f.detail, f.nature, f.organization_id, f.occurred_on, f.quantity, f.facts,
                               f.source_type, f.source_id, f.summary, f.open, :at, f.recorded_by
                          from unnest(
                                   :measures::text[], :details::text[], :natures::text[], :organizations::text[]::uuid[],
                                   :days::text[]::date[], :quantities::bigint[], :facts::int[], :sourceTypes::text[],
                                   :sources::text[]::uuid[], :summaries::text[], :opens::text[]::boolean[],
                                   :people::text[]::uuid[])
                               with ordinality as f (
                                   measure, detail, nature, organization_id, occurred_on, quantity, facts, source_type, source_id,
                                   summary, open, recorded_by, position)
                         order by f.position
                        """)
                .param("measures", each(facts, fact -> fact.measure().name()))
                .param("details", each(facts, fact -> fact.count().detail()))
                .param("natures", each(facts, fact -> fact.measure().nature().name()))
                .param("organizations", each(facts, fact -> fact.organization().toString()))
                .param("days", each(facts, fact -> fact.occurredOn().toString()))
                .param("quantities", facts.stream().map(Fact::quantity).toArray(Long[]::new))
                .param(
                        "facts",
                        facts.stream().map(fact -> told.contains(fact) ? 0 : 1).toArray(Integer[]::new))
                .param("sourceTypes", each(facts, fact -> fact.source().type()))
                .param("sources", each(facts, fact -> fact.source().id().toString()))
                .param("summaries", each(facts, Fact::summary))
                .param("opens", each(facts, fact -> String.valueOf(fact.open())))
                .param("people", each(facts, LedgerStore::by))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Those of some yearly standings that do not count yet: with many most do, and need not be tried. */
    List<Ledger.Standing> lacking(List<Ledger.Standing> standings) {
        return jdbc.sql("""
                        select s.position
                          from unnest(:measures::text[], :organizations::text[]::uuid[], :years::int[])
                               with ordinality as s (measure, organization_id, year, position)
                         where (select coalesce(sum(e.facts), 0)
                                  from ledger.entry e
                                 where e.organization_id = s.organization_id
                                   and e.measure = s.measure
                                   and e.occurred_on between make_date(s.year, 1, 1) and make_date(s.year, 12, 31)) = 0
                        """)
                .param(
                        "measures",
                        each(standings, standing -> standing.measure().name()))
                .param(
                        "organizations",
                        each(standings, standing -> standing.organization().toString()))
                .param("years", standings.stream().map(Ledger.Standing::year).toArray(Integer[]::new))
                .query((row, _) -> standings.get(row.getInt("position") - 1))
                .list();
    }

    /** Yearly standings, each passed over if it counts already. */
    void stand(Collection<Fact> standings, Instant at) {
        if (standings.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        select ledger.stand(
                                   s.measure, s.organization_id, s.occurred_on, s.source_id, s.summary, s.open, :at::timestamptz,
                                   s.recorded_by)
                          from unnest(
                                   :measures::text[], :organizations::text[]::uuid[], :days::text[]::date[], :sources::text[]::uuid[],
                                   :summaries::text[], :opens::text[]::boolean[], :people::text[]::uuid[])
                               as s (measure, organization_id, occurred_on, source_id, summary, open, recorded_by)
                        """)
                .param(
                        "measures",
                        each(standings, standing -> standing.measure().name()))
                .param(
                        "organizations",
                        each(standings, standing -> standing.organization().toString()))
                .param("days", each(standings, standing -> standing.occurredOn().toString()))
                .param(
                        "sources",
                        each(standings, standing -> standing.source().id().toString()))
                .param("summaries", each(standings, Fact::summary))
                .param("opens", each(standings, standing -> String.valueOf(standing.open())))
                .param("people", each(standings, LedgerStore::by))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((_, _) -> true)
                .list();
    }

    /** Many facts at once, none of them a yearly standing. */
    void copyIn(List<Fact> facts, Instant at) {
        var told = toldWithTheirWhole(facts);
        BulkRows.copy(connection, """
                ledger.entry (
                     measure, detail, nature, organization_id, occurred_on, quantity, facts, source_type, source_id, summary, open,
                     recorded_at, recorded_by)
                """, rows -> {
            for (var fact : facts) {
                rows.row(
                        fact.measure(),
                        fact.count().detail(),
                        fact.measure().nature(),
                        fact.organization().value(),
                        fact.occurredOn(),
                        fact.quantity(),
                        (short) (told.contains(fact) ? 0 : 1),
                        fact.source().type(),
                        fact.source().id(),
                        fact.summary(),
                        fact.open(),
                        at,
                        fact.by() == null ? null : fact.by().value());
            }
        });
    }

    /** Satisfied answers and the valid ones among which they are make one line of evidence. */
    private static Set<Fact> toldWithTheirWhole(List<Fact> facts) {
        record Told(@Nullable Measure whole, Source source, OrganizationId organization, LocalDate on) {}
        var parts =
                facts.stream().filter(fact -> fact.measure().whole() != null).toList();
        if (parts.isEmpty()) {
            return Set.of();
        }
        var wholes = facts.stream()
                .map(fact -> new Told(fact.measure(), fact.source(), fact.organization(), fact.occurredOn()))
                .collect(Collectors.toSet());
        return parts.stream()
                .filter(part -> wholes.contains(
                        new Told(part.measure().whole(), part.source(), part.organization(), part.occurredOn())))
                .collect(Collectors.toSet());
    }

    /**
     * Makes those who reverse or end the same source wait for each other; freed at the end of the transaction. They see what
     * their own transaction has entered from it.
     */
    void lock(Source source) {
        last.writeNow();
        jdbc.sql("""
                        select 1
                          from pg_advisory_xact_lock(hashtext('ledger.source'), hashtext(:source))
                        """)
                .param("source", source.type() + source.id())
                .query(Integer.class)
                .single();
    }

    boolean reverse(Source source, @Nullable PersonId by, Instant at) {
        return jdbc.sql("""
                        insert into ledger.entry (
                               measure, detail, nature, organization_id, occurred_on, quantity, facts, source_type, source_id,
                               summary, open, reverses, recorded_at, recorded_by)
                        select e.measure, e.detail, e.nature, e.organization_id, e.occurred_on, -e.quantity, -e.facts,
                               e.source_type, e.source_id, e.summary, e.open, e.id, :at, cast(:by as uuid)
                          from ledger.entry e
                         where e.source_id = :source
                           and e.source_type = :type
                           and e.reverses is null
                           and not exists (select from ledger.entry r where r.reverses = e.id)
                         order by e.id
                            on conflict (reverses) where reverses is not null do nothing
                        """)
                        .param("source", source.id())
                        .param("type", source.type())
                        .param("by", by == null ? null : by.value())
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }

    boolean end(Source source, LocalDate on, @Nullable PersonId by, Instant at) {
        return jdbc.sql("""
                        insert into ledger.entry (
                               measure, detail, nature, organization_id, occurred_on, quantity, facts, source_type, source_id,
                               summary, open, ends, recorded_at, recorded_by)
                        select e.measure, e.detail, e.nature, e.organization_id, greatest(e.occurred_on, cast(:on as date)),
                               -e.quantity, -e.facts, e.source_type, e.source_id, e.summary, e.open, e.id, :at,
                               cast(:by as uuid)
                          from ledger.entry e
                         where e.source_id = :source
                           and e.source_type = :type
                           and e.nature = 'STOCK'
                           and e.reverses is null
                           and e.ends is null
                           and not exists (select from ledger.entry r where r.reverses = e.id)
                           and not exists (select from ledger.entry t where t.ends = e.id)
                         order by e.id
                            on conflict (ends) where ends is not null do nothing
                        """)
                        .param("source", source.id())
                        .param("type", source.type())
                        .param("on", on)
                        .param("by", by == null ? null : by.value())
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }

    long watermark() {
        return jdbc.sql("select ledger.watermark()").query(Long.class).single();
    }

    boolean hasSource(Source source) {
        last.writeNow();
        return jdbc.sql("""
                        select exists (
                               select from ledger.entry e where e.source_id = :source and e.source_type = :type)
                        """)
                .param("source", source.id())
                .param("type", source.type())
                .query(Boolean.class)
                .single();
    }

    List<LedgerEntry> after(long id, long upTo, int limit) {
        return jdbc.sql("""
                        select id, measure, detail, organization_id, occurred_on, quantity, source_type, source_id, summary, open,
                               reverses, recorded_at
                          from ledger.entry
                         where id > :id
                           and id <= :upTo
                         order by id
                         limit :limit
                        """)
                .param("id", id)
                .param("upTo", upTo)
                .param("limit", limit)
                .query((row, _) -> toEntry(row, row.getObject("reverses", Long.class)))
                .list();
    }

    List<LedgerEntry> byIds(Collection<Long> ids) {
        return jdbc.sql("""
                        select id, measure, detail, organization_id, occurred_on, quantity, source_type, source_id, summary, open,
                               reverses, recorded_at
                          from ledger.entry
                         where id = any(:ids)
                         order by id
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .query((row, _) -> toEntry(row, row.getObject("reverses", Long.class)))
                .list();
    }

    static LedgerEntry toEntry(ResultSet row, @Nullable Long reverses) throws SQLException {
        return new LedgerEntry(
                row.getLong("id"),
                Count.of(Measure.valueOf(row.getString("measure")), row.getString("detail")),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getObject("occurred_on", LocalDate.class),
                row.getLong("quantity"),
                new Source(row.getString("source_type"), row.getObject("source_id", UUID.class)),
                row.getString("summary"),
                row.getBoolean("open"),
                reverses,
                row.getObject("recorded_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable String by(Fact fact) {
        return fact.by() == null ? null : fact.by().toString();
    }

    private static <T> @Nullable String[] each(Collection<T> values, Function<T, @Nullable String> part) {
        return values.stream().map(part).toArray(String[]::new);
    }
}
