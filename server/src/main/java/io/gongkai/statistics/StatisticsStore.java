package io.gongkai.statistics;

import io.gongkai.ledger.Count;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Source;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.shared.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * All SQL of the module. Sums {@code ledger.entry} over {@code organization.ancestry} and {@code organization.state}: a
 * roll-up over a county cannot ask organization by organization.
 */
@Repository
class StatisticsStore {

    private final JdbcClient jdbc;

    StatisticsStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What something adds up to among the organizations of one kind below one organization. */
    record Sum(OrganizationId organization, OrganizationKind kind, Count count, long quantity) {

        Sheet.Amount amount(boolean opening) {
            return new Sheet.Amount(kind, count, opening, quantity);
        }
    }

    /** One fact of a figure, with the count and sums of all of them. */
    record FactRow(
            long count,
            long quantities,
            long bases,
            Evidence.@Nullable Item item,
            @Nullable UUID organization) {}

    /**
     * Everything that stands in the returns of these organizations, in one statement. Flows are summed under the parents
     * and kind of the day on which they happened; stocks and yearly standings under those of the last day. A standing counts
     * from its day on to the end of its year.
     */
    List<Sum> amounts(
            Collection<OrganizationId> organizations,
            Collection<OrganizationKind> kinds,
            LocalDate first,
            LocalDate last) {
        return jdbc.sql("""
                        with member as materialized (
                            select a.ancestor_id, a.descendant_id, s.kind,
                                   greatest(a.valid_from, s.valid_from) as since,
                                   coalesce(least(a.valid_until, s.valid_until), 'infinity') as until
                              from organization.ancestry a
                              join organization.state s on s.organization_id = a.descendant_id
                             where a.ancestor_id = any(cast(:organizations as uuid[]))
                               and s.kind = any(:kinds)
                               and s.valid_from < coalesce(a.valid_until, 'infinity')
                               and a.valid_from < coalesce(s.valid_until, 'infinity')
                        )
                        select m.ancestor_id, m.kind, e.measure, e.detail, sum(e.quantity) as quantity
                          from member m
                          join ledger.entry e on e.organization_id = m.descendant_id
                         where e.nature = 'FLOW'
                           and e.occurred_on >= greatest(m.since, cast(:first as date))
                           and e.occurred_on < least(m.until, cast(:last as date) + 1)
                         group by m.ancestor_id, m.kind, e.measure, e.detail
                         union all
                        select m.ancestor_id, m.kind, e.measure, e.detail, sum(e.quantity) as quantity
                          from member m
                          join ledger.entry e on e.organization_id = m.descendant_id
                         where m.since <= :last
                           and m.until > :last
                           and e.occurred_on <= :last
                           and (e.nature = 'STOCK' or (e.nature = 'YEARLY' and e.occurred_on >= date_trunc('year', cast(:last as date))))
                         group by m.ancestor_id, m.kind, e.measure, e.detail
                        """)
                .param(
                        "organizations",
                        organizations.stream().map(OrganizationId::toString).toArray(String[]::new))
                .param("kinds", kinds.stream().map(Enum::name).toArray(String[]::new))
                .param("first", first)
                .param("last", last)
                .query((row, n) -> new Sum(
                        new OrganizationId(row.getObject("ancestor_id", UUID.class)),
                        OrganizationKind.valueOf(row.getString("kind")),
                        Count.of(Measure.valueOf(row.getString("measure")), row.getString("detail")),
                        row.getLong("quantity")))
                .list();
    }

    /** What a flow adds up to in one month below an organization. */
    record MonthSum(Month month, Sheet.Amount amount) {}

    /** The flows of a stretch of days of one year, month by month, under the parents of their day. */
    List<MonthSum> monthly(
            OrganizationId organization, Collection<OrganizationKind> kinds, LocalDate first, LocalDate last) {
        return jdbc.sql("""
                        with member as materialized (
                            select a.descendant_id, s.kind,
                                   greatest(a.valid_from, s.valid_from) as since,
                                   coalesce(least(a.valid_until, s.valid_until), 'infinity') as until
                              from organization.ancestry a
                              join organization.state s on s.organization_id = a.descendant_id
                             where a.ancestor_id = :organization
                               and s.kind = any(:kinds)
                               and s.valid_from < coalesce(a.valid_until, 'infinity')
                               and a.valid_from < coalesce(s.valid_until, 'infinity')
                        )
                        select cast(extract(month from e.occurred_on) as int) as month, m.kind, e.measure, e.detail,
                               sum(e.quantity) as quantity
                          from member m
                          join ledger.entry e on e.organization_id = m.descendant_id
                         where e.nature = 'FLOW'
                           and e.occurred_on >= greatest(m.since, cast(:first as date))
                           and e.occurred_on < least(m.until, cast(:last as date) + 1)
                         group by 1, m.kind, e.measure, e.detail
                        """)
                .param("organization", organization.value())
                .param("kinds", kinds.stream().map(Enum::name).toArray(String[]::new))
                .param("first", first)
                .param("last", last)
                .query((row, n) -> new MonthSum(
                        Month.of(row.getInt("month")),
                        new Sheet.Amount(
                                OrganizationKind.valueOf(row.getString("kind")),
                                Count.of(Measure.valueOf(row.getString("measure")), row.getString("detail")),
                                false,
                                row.getLong("quantity"))))
                .list();
    }

    /** The last fact of the page before, in the order of the list. */
    record Position(LocalDate occurredOn, UUID source, UUID organization) {}

    /**
     * The facts behind a figure, newest first: entries of one source at one organization are one fact, and one whose
     * entries cancel out is none. The first columns are the same on every row and there even when the page is empty.
     *
     * @param columns those that are opened
     */
    List<FactRow> facts(
            OrganizationId organization,
            Form.Row line,
            Collection<Form.Column> columns,
            LocalDate first,
            LocalDate last,
            @Nullable Position after,
            int limit) {
        return jdbc.sql("""
                        with member as materialized (
                            select a.descendant_id, s.name, s.kind, o.code,
                                   greatest(a.valid_from, s.valid_from) as since,
                                   coalesce(least(a.valid_until, s.valid_until), 'infinity') as until
                              from organization.ancestry a
                              join organization.state s on s.organization_id = a.descendant_id
                              join organization.organization o on o.id = a.descendant_id
                             where a.ancestor_id = :organization
                               and s.kind = any(:kinds)
                               and s.valid_from < coalesce(a.valid_until, 'infinity')
                               and a.valid_from < coalesce(s.valid_until, 'infinity')
                        ), counted as (
                            select e.id, e.measure, e.organization_id, e.occurred_on, e.quantity, e.source_type, e.source_id,
                                   e.summary, e.open, m.code, m.name
                              from member m
                              join ledger.entry e on e.organization_id = m.descendant_id
                             where e.measure = any(:measures)
                               and concat_ws('/', m.kind, e.measure, e.detail) = any(:cells)
                               and e.nature = 'FLOW'
                               and e.occurred_on >= greatest(m.since, cast(:first as date))
                               and e.occurred_on < least(m.until, cast(:last as date) + 1)
                             union all
                            select e.id, e.measure, e.organization_id, e.occurred_on, e.quantity, e.source_type, e.source_id,
                                   e.summary, e.open, m.code, m.name
                              from member m
                              join ledger.entry e on e.organization_id = m.descendant_id
                             where e.measure = any(:measures)
                               and concat_ws('/', m.kind, e.measure, e.detail) = any(:cells)
                               and m.since <= :last
                               and m.until > :last
                               and e.occurred_on <= :last
                               and (e.nature = 'STOCK' or (e.nature = 'YEARLY' and e.occurred_on >= date_trunc('year', cast(:last as date))))
                        ), fact as materialized (
                            select c.source_type, c.source_id, c.organization_id,
                                   max(c.code) as code,
                                   max(c.name) as name,
                                   min(c.occurred_on) as occurred_on,
                                   (array_agg(c.summary order by c.id desc))[1] as summary,
                                   bool_and(c.open) as open,
                                   coalesce(sum(c.quantity) filter (where c.measure = :measure), 0) as quantity,
                                   coalesce(sum(c.quantity) filter (where c.measure <> :measure), 0) as base
                              from counted c
                             group by c.source_type, c.source_id, c.organization_id
                            having sum(c.quantity) filter (where c.measure = :measure) <> 0
                                or sum(c.quantity) filter (where c.measure <> :measure) <> 0
                        )
                        select t.count, t.quantities, t.bases, p.source_type, p.source_id, p.organization_id, p.code, p.name,
                               p.occurred_on, p.summary, p.open, p.quantity, p.base
                          from (select count(*) as count, coalesce(sum(f.quantity), 0) as quantities,
                                       coalesce(sum(f.base), 0) as bases
                                  from fact f) t
                          left join (
                                select f.source_type, f.source_id, f.organization_id, f.code, f.name, f.occurred_on, f.summary,
                                       f.open, f.quantity, f.base
                                  from fact f
                                 where cast(:afterDay as date) is null
                                    or (f.occurred_on, f.source_id, f.organization_id)
                                     < (cast(:afterDay as date), cast(:afterSource as uuid), cast(:afterOrganization as uuid))
                                 order by f.occurred_on desc, f.source_id desc, f.organization_id desc
                                 limit :limit) p on true
                         order by p.occurred_on desc, p.source_id desc, p.organization_id desc
                        """)
                .param("organization", organization.value())
                .param("kinds", Form.kinds(columns).stream().map(Enum::name).toArray(String[]::new))
                .param("measures", line.measures().stream().map(Enum::name).toArray(String[]::new))
                .param("cells", Form.cells(line, columns))
                .param("measure", line.measure().name())
                .param("first", first)
                .param("last", last)
                .param("afterDay", after == null ? null : after.occurredOn(), Types.DATE)
                .param("afterSource", after == null ? null : after.source(), Types.OTHER)
                .param("afterOrganization", after == null ? null : after.organization(), Types.OTHER)
                .param("limit", limit)
                .query((row, n) -> {
                    var source = row.getObject("source_id", UUID.class);
                    var item = source == null
                            ? null
                            : new Evidence.Item(
                                    line.measure(),
                                    row.getObject("occurred_on", LocalDate.class),
                                    row.getString("code"),
                                    row.getString("name"),
                                    row.getString("summary"),
                                    row.getLong("quantity"),
                                    row.getLong("base"),
                                    new Source(row.getString("source_type"), source),
                                    row.getBoolean("open"));
                    return new FactRow(
                            row.getLong("count"),
                            row.getLong("quantities"),
                            row.getLong("bases"),
                            item,
                            row.getObject("organization_id", UUID.class));
                })
                .list();
    }

    UUID insertFact(RecordedFacts.Recording recording, Instant at, PersonId by) {
        return jdbc.sql("""
                        insert into statistics.fact (
                               organization_id, measure, detail, occurred_on, quantity, base, valid_until, title, evidence,
                               attachment_id, recorded_at, recorded_by)
                        values (:organization, :measure, :detail, :on, :quantity, :base, :until, :title, :evidence, :attachment, :at, :by)
                        returning id
                        """)
                .param("organization", recording.organization().value())
                .param("measure", recording.measure().name())
                .param("detail", recording.count().detail())
                .param("on", recording.on())
                .param("quantity", recording.quantity())
                .param("base", recording.base(), Types.BIGINT)
                .param("until", recording.until(), Types.DATE)
                .param("title", recording.title())
                .param("evidence", recording.evidence())
                .param("attachment", recording.attachment(), Types.OTHER)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("by", by.value())
                .query(UUID.class)
                .single();
    }

    /** False when it was taken back or ended before. */
    boolean endFact(UUID fact, LocalDate on) {
        return jdbc.sql("""
                                update statistics.fact
                                   set valid_until = :on
                                 where id = :id
                                   and valid_until is null
                                   and cancelled_at is null
                                """).param("id", fact).param("on", on).update() == 1;
    }

    /** False when it was taken back before. */
    boolean cancelFact(UUID fact, String reason, PersonId by, Instant at) {
        return jdbc.sql("""
                                update statistics.fact
                                   set cancelled_at = :at,
                                       cancelled_by = :by,
                                       cancel_reason = :reason
                                 where id = :id
                                   and cancelled_at is null
                                """)
                        .param("id", fact)
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .param("by", by.value())
                        .param("reason", reason)
                        .update()
                == 1;
    }

    Optional<RecordedFact> fact(UUID id) {
        return jdbc.sql("""
                        select f.id, f.organization_id, o.code, s.name, f.measure, f.detail, f.occurred_on, f.quantity, f.base,
                               f.valid_until, f.title, f.evidence, f.attachment_id, f.recorded_at, p.name as recorded_by,
                               f.cancelled_at, f.cancel_reason
                          from statistics.fact f
                          join organization.organization o on o.id = f.organization_id
                          join account.person p on p.id = f.recorded_by
                          join lateral (
                                select s.name
                                  from organization.state s
                                 where s.organization_id = f.organization_id
                                   and s.valid_from <= f.occurred_on
                                 order by s.valid_from desc
                                 limit 1) s on true
                         where f.id = :id
                        """).param("id", id).query(StatisticsStore::toFact).optional();
    }

    /** Below an organization as the tree stands today, newest first. */
    List<RecordedFact> facts(OrganizationId under, LocalDate today, @Nullable RecordedFact after, int limit) {
        return jdbc.sql("""
                        select f.id, f.organization_id, o.code, s.name, f.measure, f.detail, f.occurred_on, f.quantity, f.base,
                               f.valid_until, f.title, f.evidence, f.attachment_id, f.recorded_at, p.name as recorded_by,
                               f.cancelled_at, f.cancel_reason
                          from organization.ancestry a
                          join statistics.fact f on f.organization_id = a.descendant_id
                          join organization.organization o on o.id = f.organization_id
                          join account.person p on p.id = f.recorded_by
                          join lateral (
                                select s.name
                                  from organization.state s
                                 where s.organization_id = f.organization_id
                                   and s.valid_from <= f.occurred_on
                                 order by s.valid_from desc
                                 limit 1) s on true
                         where a.ancestor_id = :under
                           and a.valid_from <= :today
                           and (a.valid_until is null or :today < a.valid_until)
                           and (cast(:afterDay as date) is null
                                or (f.occurred_on, f.id) < (cast(:afterDay as date), cast(:afterId as uuid)))
                         order by f.occurred_on desc, f.id desc
                         limit :limit
                        """)
                .param("under", under.value())
                .param("today", today)
                .param("afterDay", after == null ? null : after.on(), Types.DATE)
                .param("afterId", after == null ? null : after.id(), Types.OTHER)
                .param("limit", limit)
                .query(StatisticsStore::toFact)
                .list();
    }

    private static RecordedFact toFact(ResultSet row, int n) throws SQLException {
        var cancelledAt = row.getObject("cancelled_at", OffsetDateTime.class);
        return new RecordedFact(
                row.getObject("id", UUID.class),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getString("code"),
                row.getString("name"),
                Count.of(Measure.valueOf(row.getString("measure")), row.getString("detail")),
                row.getObject("occurred_on", LocalDate.class),
                row.getLong("quantity"),
                row.getObject("base", Long.class),
                row.getObject("valid_until", LocalDate.class),
                row.getString("title"),
                row.getString("evidence"),
                row.getObject("attachment_id", UUID.class),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getString("recorded_by"),
                cancelledAt == null ? null : cancelledAt.toInstant(),
                row.getString("cancel_reason"));
    }
}
