package io.gongkai.statistics;

import io.gongkai.database.BulkRows;
import io.gongkai.ledger.Count;
import io.gongkai.ledger.Measure;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.shared.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * All SQL of the module. Sums {@code ledger.entry} over {@code organization.ancestry} and {@code organization.state}: a
 * roll-up over a county cannot ask organization by organization.
 */
@Repository
class StatisticsStore {

    private final JdbcClient jdbc;
    private final JdbcOperations connection;

    StatisticsStore(JdbcClient jdbc, JdbcOperations connection) {
        this.jdbc = jdbc;
        this.connection = connection;
    }

    /** Organizations that stand in some columns on the last day and have nothing of a row themselves, in order of code. */
    Lacking lacking(
            OrganizationId organization,
            Form.Row row,
            Collection<Form.Column> columns,
            LocalDate first,
            LocalDate last,
            String afterCode,
            int size) {
        record Found(long count, Lacking.@Nullable Unit unit) {}
        var rows = jdbc.sql("""
                        with lacking as materialized (
                            select o.code, s.name, s.kind
                              from organization.ancestry a
                              join organization.organization o on o.id = a.descendant_id
                              join organization.state s on s.organization_id = o.id
                             where a.ancestor_id = :organization
                               and s.kind = any(:kinds)
                               and a.valid_from <= :last
                               and (a.valid_until is null or :last < a.valid_until)
                               and s.valid_from <= :last
                               and (s.valid_until is null or :last < s.valid_until)
                               and 0 = (select coalesce(sum(e.quantity), 0)
                                          from ledger.entry e
                                         where e.measure = any(:measures)
                                           and e.organization_id = o.id
                                           and s.kind || '/' || e.measure || '/' || e.detail = any(:cells)
                                           and e.occurred_on <= :last
                                           and e.occurred_on >= case e.nature when 'FLOW' then cast(:first as date)
                                                                              when 'YEARLY' then date_trunc('year', cast(:last as date))
                                                                              else '-infinity'
                                                                end)
                        )
                        select t.count, p.code, p.name, p.kind
                          from (select count(*) as count from lacking) t
                          left join (
                                select l.code, l.name, l.kind
                                  from lacking l
                                 where l.code > :after
                                 order by l.code
                                 limit :limit) p on true
                         order by p.code
                        """)
                .param("organization", organization.value())
                .param("kinds", Form.kinds(columns).stream().map(Enum::name).toArray(String[]::new))
                .param("measures", row.measures().stream().map(Enum::name).toArray(String[]::new))
                .param("cells", Form.cells(row, columns))
                .param("first", first)
                .param("last", last)
                .param("after", afterCode)
                .param("limit", size + 1)
                .query((line, n) -> {
                    var code = line.getString("code");
                    return new Found(
                            line.getLong("count"),
                            code == null
                                    ? null
                                    : new Lacking.Unit(
                                            code,
                                            line.getString("name"),
                                            OrganizationKind.valueOf(line.getString("kind"))));
                })
                .list();
        var units = rows.stream()
                .map(Found::unit)
                .filter(Objects::nonNull)
                .limit(size)
                .toList();
        return new Lacking(
                rows.getFirst().count(),
                units,
                rows.size() > size ? units.getLast().code() : null);
    }

    /** What the program counts by itself, and from which day on. */
    Map<Measure, LocalDate> givenWay() {
        return jdbc
                .sql("select measure, since from statistics.given_way")
                .query((row, n) ->
                        Map.entry(Measure.valueOf(row.getString("measure")), row.getObject("since", LocalDate.class)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
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

    /** @return their ids, in the order given */
    List<UUID> insertFacts(List<RecordedFacts.Recording> recordings, Instant at, PersonId by) {
        // Counted up from one, as RFC 9562 (6.2, method 2) lets ids of one moment be.
        var first = jdbc.sql("select uuidv7()").query(UUID.class).single();
        var ids = IntStream.range(0, recordings.size())
                .mapToObj(n -> new UUID(first.getMostSignificantBits(), first.getLeastSignificantBits() + n))
                .toList();
        BulkRows.copy(connection, """
                statistics.fact (
                     id, organization_id, measure, detail, occurred_on, quantity, base, valid_until, title, evidence, attachment_id,
                     recorded_at, recorded_by)
                """, rows -> {
            for (var i = 0; i < ids.size(); i++) {
                var recording = recordings.get(i);
                rows.row(
                        ids.get(i),
                        recording.organization().value(),
                        recording.measure(),
                        recording.count().detail(),
                        recording.on(),
                        recording.quantity(),
                        recording.base(),
                        recording.until(),
                        recording.title(),
                        recording.evidence(),
                        recording.attachment(),
                        at,
                        by.value());
            }
        });
        return ids;
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
