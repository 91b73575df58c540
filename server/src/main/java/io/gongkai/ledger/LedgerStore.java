package io.gongkai.ledger;

import io.gongkai.database.BulkRows;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
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

    LedgerStore(JdbcClient jdbc, JdbcOperations connection) {
        this.jdbc = jdbc;
        this.connection = connection;
    }

    /** A new entry, and whether the yearly standing that follows from it counts already. */
    record Appended(long number, boolean standing) {}

    /**
     * A single fact, as most come: most organizations have their standing from the year's first one, so one plain insert does.
     * Whether they have is read where the entry goes, in the organization's own stretch of the index.
     *
     * @param standing measure of the yearly standing that follows from it, null where none does
     */
    Appended append(Fact fact, @Nullable Measure standing, Instant at) {
        return jdbc.sql("""
                        insert into ledger.entry (
                               measure, detail, nature, organization_id, occurred_on, quantity, facts, source_type, source_id,
                               summary, open, recorded_at, recorded_by)
                        values (:measure, :detail, :nature, :organization, :on, :quantity, 1, :sourceType, :source, :summary,
                                :open, :at, cast(:by as uuid))
                        returning id,
                                  (select sum(s.facts)
                                     from ledger.entry s
                                    where s.organization_id = entry.organization_id
                                      and s.measure = cast(:standing as text)
                                      and s.occurred_on between :newYear and :newYearsEve) > 0 as standing
                        """)
                .param("measure", fact.measure().name())
                .param("detail", fact.count().detail())
                .param("nature", fact.measure().nature().name())
                .param("organization", fact.organization().value())
                .param("on", fact.occurredOn())
                .param("quantity", fact.quantity())
                .param("sourceType", fact.source().type())
                .param("source", fact.source().id())
                .param("summary", fact.summary())
                .param("open", fact.open())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("by", fact.by() == null ? null : fact.by().value())
                .param("standing", standing == null ? null : standing.name())
                .param("newYear", fact.occurredOn().with(TemporalAdjusters.firstDayOfYear()))
                .param("newYearsEve", fact.occurredOn().with(TemporalAdjusters.lastDayOfYear()))
                .query((row, _) -> new Appended(row.getLong("id"), row.getBoolean("standing")))
                .single();
    }

    /**
     * One statement for the whole batch. A standing that already counts is passed over: with the same round two
     * transactions at once meet in the unique index, and the second adds nothing.
     */
    List<Long> append(List<Fact> facts, Instant at) {
        if (facts.isEmpty()) {
            return List.of();
        }
        var told = toldWithTheirWhole(facts);
        return jdbc.sql("""
                        insert into ledger.entry (
                               measure, detail, nature, organization_id, occurred_on, quantity, facts, source_type, source_id,
                               summary, open, round, recorded_at, recorded_by)
                        select f.measure, f.detail, f.nature, f.organization_id, f.occurred_on, f.quantity, f.facts,
                               f.source_type, f.source_id, f.summary, f.open, coalesce(standing.taken_back, 0), :at, f.recorded_by
                          from unnest(
                                   :measures::text[], :details::text[], :natures::text[], :organizations::text[]::uuid[],
                                   :days::text[]::date[], :quantities::bigint[], :facts::int[], :sourceTypes::text[],
                                   :sources::text[]::uuid[], :summaries::text[], :opens::text[]::boolean[],
                                   :people::text[]::uuid[])
                               with ordinality as f (
                                   measure, detail, nature, organization_id, occurred_on, quantity, facts, source_type, source_id,
                                   summary, open, recorded_by, position)
                          left join lateral (
                                   select count(r.id)::int as taken_back, count(e.id) filter (where r.id is null) as counting
                                     from ledger.entry e
                                     left join ledger.entry r on r.reverses = e.id
                                    where f.nature = 'YEARLY'
                                      and e.source_id = f.source_id
                                      and e.reverses is null) standing on true
                         where f.nature <> 'YEARLY'
                            or standing.counting = 0
                         order by f.position
                            on conflict (source_id, round) where nature = 'YEARLY' and reverses is null do nothing
                        returning id
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
                .param(
                        "people",
                        each(facts, fact -> fact.by() == null ? null : fact.by().toString()))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .list();
    }

    /** Many facts at once, none of them a yearly standing. */
    void copyIn(List<Fact> facts, Instant at) {
        var told = toldWithTheirWhole(facts);
        BulkRows.copy(connection, """
                copy ledger.entry (
                     measure, detail, nature, organization_id, occurred_on, quantity, facts, source_type, source_id, summary, open,
                     recorded_at, recorded_by)
                from stdin
                """, rows -> {
            for (var fact : facts) {
                rows.row(
                        fact.measure(),
                        fact.count().detail(),
                        fact.measure().nature(),
                        fact.organization(),
                        fact.occurredOn(),
                        fact.quantity(),
                        told.contains(fact) ? 0 : 1,
                        fact.source().type(),
                        fact.source().id(),
                        fact.summary(),
                        fact.open(),
                        at,
                        fact.by());
            }
        });
    }

    /** Which of some organizations have a yearly standing already. */
    Set<OrganizationId> standing(Measure measure, int year, List<OrganizationId> organizations) {
        return jdbc.sql("""
                        select o.id
                          from unnest(cast(:organizations as uuid[])) as o (id)
                         where (select sum(e.facts)
                                  from ledger.entry e
                                 where e.organization_id = o.id
                                   and e.measure = :measure
                                   and e.occurred_on between make_date(:year, 1, 1) and make_date(:year, 12, 31)) > 0
                        """)
                .param("organizations", each(organizations, OrganizationId::toString))
                .param("measure", measure.name())
                .param("year", year)
                .query((row, _) -> new OrganizationId(row.getObject("id", UUID.class)))
                .set();
    }

    /** The last number that was given to an entry, committed or not. */
    long lastGiven() {
        return jdbc.sql("select case when is_called then last_value else last_value - 1 end from ledger.entry_id_seq")
                .query(Long.class)
                .single();
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

    /** Makes those who reverse or end the same source wait for each other; freed at the end of the transaction. */
    void lock(Source source) {
        jdbc.sql("""
                        select 1
                          from pg_advisory_xact_lock(hashtext('ledger.source'), hashtext(:source))
                        """)
                .param("source", source.type() + source.id())
                .query(Integer.class)
                .single();
    }

    List<Long> reverse(Source source, @Nullable PersonId by, Instant at) {
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
                        returning id
                        """)
                .param("source", source.id())
                .param("type", source.type())
                .param("by", by == null ? null : by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .list();
    }

    List<Long> end(Source source, LocalDate on, @Nullable PersonId by, Instant at) {
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
                        returning id
                        """)
                .param("source", source.id())
                .param("type", source.type())
                .param("on", on)
                .param("by", by == null ? null : by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .list();
    }

    long watermark() {
        return jdbc.sql("select ledger.watermark()").query(Long.class).single();
    }

    boolean hasSource(Source source) {
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

    private static <T> @Nullable String[] each(List<T> facts, Function<T, @Nullable String> part) {
        return facts.stream().map(part).toArray(String[]::new);
    }
}
