package io.gongkai.statistics;

import io.gongkai.ledger.Cell;
import io.gongkai.ledger.Count;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Source;
import io.gongkai.ledger.Sums;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.shared.PersonId;
import io.gongkai.statistics.StatisticalReturn.CellRemark;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the returns' way upward: what was computed, who took which step, what waits where. */
@Repository
class ReportingStore {

    private static final String[] COLUMNS = Arrays.stream(OrganizationKind.values())
            .filter(OrganizationKind::standsInReturn)
            .map(Enum::name)
            .toArray(String[]::new);

    private final JdbcClient jdbc;

    ReportingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    // ------------------------------------------------------------------ figures of a moment

    /**
     * What stands below some organizations, from the entries up to a number alone. It reads the entries themselves, whatever
     * else keeps count of them: what is signed can be counted again from the ledger at any time.
     */
    Map<OrganizationId, Sums> sumsUpTo(
            Collection<OrganizationId> organizations,
            Collection<OrganizationKind> kinds,
            LocalDate first,
            LocalDate last,
            long watermark) {
        var sums = new HashMap<OrganizationId, Sums>();
        jdbc.sql("""
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
                        select m.ancestor_id, m.kind, e.measure, e.detail, sum(e.quantity) as quantity, sum(e.facts) as facts
                          from member m
                          join ledger.entry e on e.organization_id = m.descendant_id
                         where e.id <= :watermark
                           and e.nature = 'FLOW'
                           and e.occurred_on >= greatest(m.since, cast(:first as date))
                           and e.occurred_on < least(m.until, cast(:last as date) + 1)
                         group by m.ancestor_id, m.kind, e.measure, e.detail
                         union all
                        select m.ancestor_id, m.kind, e.measure, e.detail, sum(e.quantity) as quantity, sum(e.facts) as facts
                          from member m
                          join ledger.entry e on e.organization_id = m.descendant_id
                         where e.id <= :watermark
                           and m.since <= :last
                           and m.until > :last
                           and e.occurred_on <= :last
                           and (e.nature = 'STOCK'
                                or (e.nature = 'YEARLY' and e.occurred_on >= date_trunc('year', cast(:last as date))))
                         group by m.ancestor_id, m.kind, e.measure, e.detail
                        """)
                .param("organizations", ids(organizations))
                .param("kinds", kinds.stream().map(Enum::name).toArray(String[]::new))
                .param("first", first)
                .param("last", last)
                .param("watermark", watermark)
                .query(row -> {
                    sums.computeIfAbsent(organization(row, "ancestor_id"), _ -> new Sums())
                            .add(
                                    new Cell(OrganizationKind.valueOf(row.getString("kind")), count(row)),
                                    row.getLong("quantity"),
                                    row.getLong("facts"));
                });
        return sums;
    }

    /** Entries of a return's period that were recorded after a number, the oldest first, so many of each measure and column. */
    List<LateFact> lateFacts(
            OrganizationId organization,
            Collection<OrganizationKind> kinds,
            Collection<Measure> measures,
            LocalDate first,
            LocalDate last,
            long after,
            long upTo,
            int each) {
        return jdbc.sql("""
                        with member as materialized (
                            select a.descendant_id, s.kind, s.name, o.code,
                                   greatest(a.valid_from, s.valid_from) as since,
                                   coalesce(least(a.valid_until, s.valid_until), 'infinity') as until
                              from organization.ancestry a
                              join organization.state s on s.organization_id = a.descendant_id
                              join organization.organization o on o.id = a.descendant_id
                             where a.ancestor_id = :organization
                               and s.kind = any(:kinds)
                               and s.valid_from < coalesce(a.valid_until, 'infinity')
                               and a.valid_from < coalesce(s.valid_until, 'infinity')
                        ), late as (
                            select e.id, m.kind, e.measure, e.detail, e.occurred_on, e.quantity, m.code, m.name, e.summary, e.source_type,
                                   e.source_id, e.recorded_at,
                                   count(*) over (partition by m.kind, e.measure, e.detail) as together,
                                   sum(e.quantity) over (partition by m.kind, e.measure, e.detail) as total,
                                   row_number() over (partition by m.kind, e.measure, e.detail order by e.id) as position
                              from ledger.entry e
                              join member m on m.descendant_id = e.organization_id
                             where e.id > :after
                               and e.id <= :upTo
                               and e.measure = any(:measures)
                               and case when e.nature = 'FLOW'
                                        then e.occurred_on >= greatest(m.since, cast(:first as date))
                                             and e.occurred_on < least(m.until, cast(:last as date) + 1)
                                        else m.since <= :last
                                             and m.until > :last
                                             and e.occurred_on <= :last
                                             and (e.nature = 'STOCK' or e.occurred_on >= date_trunc('year', cast(:last as date))) end
                        )
                        select id, kind, measure, detail, occurred_on, quantity, code, name, summary, source_type, source_id, recorded_at,
                               together, total
                          from late
                         where position <= :each
                         order by id
                        """)
                .param("organization", organization.value())
                .param("kinds", kinds.stream().map(Enum::name).toArray(String[]::new))
                .param("measures", names(measures))
                .param("first", first)
                .param("last", last)
                .param("after", after)
                .param("upTo", upTo)
                .param("each", each)
                .query((row, n) -> new LateFact(
                        row.getLong("id"),
                        OrganizationKind.valueOf(row.getString("kind")),
                        count(row),
                        row.getObject("occurred_on", LocalDate.class),
                        row.getLong("quantity"),
                        row.getString("code"),
                        row.getString("name"),
                        row.getString("summary"),
                        new Source(row.getString("source_type"), row.getObject("source_id", UUID.class)),
                        instant(row, "recorded_at"),
                        row.getLong("together"),
                        row.getLong("total")))
                .list();
    }

    /** What stands beside the figures of these organizations' returns: remarks of the latest round, corrected cells. */
    ReturnNotes notes(String form, Collection<OrganizationId> organizations, ReturnPeriod period) {
        return new ReturnNotes(jdbc.sql("""
                        select o.code, m.row_code, '' as column_code, m.remark
                          from statistics.statistical_return r
                          join statistics.remark m on m.return_id = r.id
                          join organization.organization o on o.id = r.organization_id
                         where r.organization_id = any(cast(:organizations as uuid[]))
                           and r.form_code = :form
                           and r.period = :period
                           and not exists (
                               select from statistics.statistical_return later
                                where later.organization_id = r.organization_id
                                  and later.form_code = r.form_code
                                  and later.period = r.period
                                  and later.round > r.round)
                         union all
                        select o.code, c.row_code, c.column_code, ''
                          from statistics.correction c
                          join organization.ancestry a on a.descendant_id = c.organization_id
                               and a.valid_from <= c.effective_on
                               and (a.valid_until is null or c.effective_on < a.valid_until)
                          join organization.organization o on o.id = a.ancestor_id
                         where a.ancestor_id = any(cast(:organizations as uuid[]))
                           and c.form_code = :form
                           and c.period = :period
                           and c.status = 'IN_FORCE'
                        """)
                .param("organizations", ids(organizations))
                .param("form", form)
                .param("period", period.toString())
                .query((row, n) -> new ReturnNotes.Note(
                        row.getString("code"),
                        row.getString("row_code"),
                        row.getString("column_code"),
                        row.getString("remark")))
                .list());
    }

    /**
     * What is written of a period.
     *
     * @param paper the return that it was taken over as, null for one that was reported here
     */
    record Known(ReturnPeriod period, @Nullable UUID paper, String content) {}

    /** Of each period the latest round that was reported and stands, or else what was taken over from paper. */
    Map<ReturnPeriod, Known> known(String form, OrganizationId organization) {
        return jdbc
                .sql("""
                        select distinct on (k.period) k.period, k.paper, k.content
                          from (
                                select r.period, cast(null as uuid) as paper, s.content, r.round as precedence
                                  from statistics.statistical_return r
                                  join statistics.snapshot s on s.id = r.snapshot_id
                                 where r.organization_id = :organization
                                   and r.form_code = :form
                                   and r.status in ('SUBMITTED', 'RECEIVED', 'ACCEPTED', 'CONSOLIDATED', 'FROZEN')
                                 union all
                                select p.period, p.id, p.content, 0
                                  from statistics.paper_return p
                                 where p.organization_id = :organization
                                   and p.form_code = :form
                                   and p.withdrawn_at is null) k
                         order by k.period, k.precedence desc
                        """)
                .param("organization", organization.value())
                .param("form", form)
                .query((row, _) -> new Known(
                        ReturnPeriod.parse(row.getString("period")),
                        row.getObject("paper", UUID.class),
                        row.getString("content")))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Known::period, Function.identity()));
    }

    // ------------------------------------------------------------------ one return

    /** Makes the first round where there is none; two at once make one. */
    void begin(Reporting.Which which, Instant at) {
        insert(which, 1, "", at);
    }

    void restate(StatisticalReturn old, String reason, Instant at) {
        insert(new Reporting.Which(old.form(), old.organization(), old.period()), old.round() + 1, reason, at);
    }

    private void insert(Reporting.Which which, int round, String reason, Instant at) {
        jdbc.sql("""
                        insert into statistics.statistical_return (form_code, organization_id, period, round, reason, status, status_since)
                        values (:form, :organization, :period, :round, :reason, 'OPEN', :at)
                            on conflict (organization_id, form_code, period, round) do nothing
                        """)
                .param("form", which.form())
                .param("organization", which.organization().value())
                .param("period", which.period().toString())
                .param("round", round)
                .param("reason", reason)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Whoever else wants to move it waits until the end of this transaction, and sees what came of it. */
    void lock(Reporting.Which which) {
        jdbc.sql("""
                        select r.id
                          from statistics.statistical_return r
                         where r.organization_id = :organization
                           and r.form_code = :form
                           and r.period = :period
                         order by r.round
                           for update
                        """)
                .param("organization", which.organization().value())
                .param("form", which.form())
                .param("period", which.period().toString())
                .query(UUID.class)
                .list();
    }

    /** The latest round first. */
    List<StatisticalReturn> rounds(Reporting.Which which) {
        return jdbc.sql("""
                        select r.id, r.form_code, r.organization_id, r.period, r.round, r.reason, r.status, r.status_since, r.hands,
                               r.first_submitted_on, r.submitted_on, r.snapshot_id, s.cut_off, s.watermark, s.content, s.digest,
                               s.hard, s.soft, s.computed_at, s.computed_by, g.signed_by, p.name as signer, g.signed_at
                          from statistics.statistical_return r
                          left join statistics.snapshot s on s.id = r.snapshot_id
                          left join statistics.signature g on g.snapshot_id = r.snapshot_id
                          left join account.person p on p.id = g.signed_by
                         where r.organization_id = :organization
                           and r.form_code = :form
                           and r.period = :period
                         order by r.round desc
                        """)
                .param("organization", which.organization().value())
                .param("form", which.form())
                .param("period", which.period().toString())
                .query(ReportingStore::toReturn)
                .list();
    }

    UUID insertSnapshot(UUID statisticalReturn, StatisticalReturn.Snapshot snapshot) {
        return jdbc.sql("""
                        insert into statistics.snapshot (
                               return_id, cut_off, watermark, content, digest, hard, soft, computed_at, computed_by)
                        values (:return, :cutOff, :watermark, :content, :digest, :hard, :soft, :at, :by)
                        returning id
                        """)
                .param("return", statisticalReturn)
                .param("cutOff", snapshot.cutOff())
                .param("watermark", snapshot.watermark())
                .param("content", snapshot.content())
                .param("digest", snapshot.digest())
                .param("hard", snapshot.hard())
                .param("soft", snapshot.soft())
                .param("at", snapshot.computedAt().atOffset(ZoneOffset.UTC))
                .param("by", snapshot.computedBy().value())
                .query(UUID.class)
                .single();
    }

    void sign(StatisticalReturn.Snapshot snapshot, PersonId by, Instant at) {
        jdbc.sql("""
                        insert into statistics.signature (snapshot_id, computed_by, digest, signed_by, signed_at)
                        values (:snapshot, :computedBy, :digest, :by, :at)
                        """)
                .param("snapshot", snapshot.id())
                .param("computedBy", snapshot.computedBy().value())
                .param("digest", snapshot.digest())
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The same figures with other remarks: the present snapshot gives way to one that bears them. */
    void replaceSnapshot(UUID statisticalReturn, UUID snapshot) {
        jdbc.sql("""
                        update statistics.statistical_return
                           set snapshot_id = :snapshot
                         where id = :id
                        """).param("id", statisticalReturn).param("snapshot", snapshot).update();
    }

    /**
     * Writes what became of a return, and the step that made it so.
     *
     * @return the step
     */
    UUID move(StatisticalReturn seen, Lifecycle.Move move, Moved moved) {
        return jdbc.sql("""
                        with moved as (
                            update statistics.statistical_return
                               set status = :to,
                                   status_since = case when status = :to then status_since else :at end,
                                   snapshot_id = cast(:snapshot as uuid),
                                   hands = cast(:hands as uuid[]),
                                   first_submitted_on = coalesce(first_submitted_on, cast(:submittedOn as date)),
                                   submitted_on = case when :keepsSubmission then submitted_on else cast(:submittedOn as date) end
                             where id = :id
                               and status = :from
                            returning id
                        )
                        insert into statistics.step (return_id, step, from_status, to_status, snapshot_id, reason, taken_by, taken_at)
                        select m.id, :step, :from, :to, cast(:snapshot as uuid), :reason, :by, :at
                          from moved m
                        returning id
                        """)
                .param("id", seen.id())
                .param("from", move.from().name())
                .param("to", move.to().name())
                .param("step", move.step().name())
                .param("at", moved.at().atOffset(ZoneOffset.UTC))
                .param("snapshot", moved.snapshot(), Types.OTHER)
                .param("hands", moved.hands().stream().map(PersonId::toString).toArray(String[]::new))
                .param("submittedOn", moved.submittedOn(), Types.DATE)
                .param("keepsSubmission", move.to().isReported() && move.step() != ReturnStep.SUBMIT)
                .param("reason", moved.reason())
                .param("by", moved.by().value())
                .query(UUID.class)
                .single();
    }

    /** @param submittedOn the day where the step is the submission, null otherwise */
    record Moved(
            @Nullable UUID snapshot,
            Set<PersonId> hands,
            @Nullable LocalDate submittedOn,
            String reason,
            PersonId by,
            Instant at) {}

    void insertCellRemarks(UUID step, List<CellRemark> remarks) {
        jdbc.sql("""
                        insert into statistics.cell_remark (step_id, position, row_code, column_code, remark)
                        select :step, r.position, r.row_code, r.column_code, r.remark
                          from unnest(:positions::int[], :rows::text[], :columns::text[], :remarks::text[])
                               as r (position, row_code, column_code, remark)
                        """)
                .param("step", step)
                .param("positions", IntStream.range(0, remarks.size()).boxed().toArray(Integer[]::new))
                .param("rows", remarks.stream().map(CellRemark::row).toArray(String[]::new))
                .param("columns", remarks.stream().map(CellRemark::column).toArray(String[]::new))
                .param("remarks", remarks.stream().map(CellRemark::remark).toArray(String[]::new))
                .update();
    }

    /** The latest step first. */
    List<StatisticalReturn.Taken> steps(UUID statisticalReturn) {
        var remarks = jdbc
                .sql("""
                        select c.step_id, c.row_code, c.column_code, c.remark
                          from statistics.cell_remark c
                          join statistics.step s on s.id = c.step_id
                         where s.return_id = :return
                         order by c.step_id, c.position
                        """)
                .param("return", statisticalReturn)
                .query((row, n) -> Map.entry(
                        row.getObject("step_id", UUID.class),
                        new CellRemark(
                                row.getString("row_code"), row.getString("column_code"), row.getString("remark"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return jdbc.sql("""
                        select s.id, s.step, s.from_status, s.to_status, s.reason, p.name, s.taken_at
                          from statistics.step s
                          join account.person p on p.id = s.taken_by
                         where s.return_id = :return
                         order by s.id desc
                        """)
                .param("return", statisticalReturn)
                .query((row, n) -> new StatisticalReturn.Taken(
                        ReturnStep.valueOf(row.getString("step")),
                        ReturnStatus.valueOf(row.getString("from_status")),
                        ReturnStatus.valueOf(row.getString("to_status")),
                        row.getString("reason"),
                        row.getString("name"),
                        instant(row, "taken_at"),
                        remarks.getOrDefault(row.getObject("id", UUID.class), List.of())))
                .list();
    }

    void putRemark(UUID statisticalReturn, String row, String remark, PersonId by, Instant at) {
        jdbc.sql("""
                        insert into statistics.remark (return_id, row_code, remark, written_by, written_at)
                        values (:return, :row, :remark, :by, :at)
                            on conflict (return_id, row_code) do update
                           set remark = excluded.remark,
                               written_by = excluded.written_by,
                               written_at = excluded.written_at
                        """)
                .param("return", statisticalReturn)
                .param("row", row)
                .param("remark", remark)
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void dropRemark(UUID statisticalReturn, String row) {
        jdbc.sql("""
                        delete from statistics.remark
                         where return_id = :return
                           and row_code = :row
                        """).param("return", statisticalReturn).param("row", row).update();
    }

    /** A restatement starts from the remarks of the round that it restates. */
    void copyRemarks(UUID from, UUID to) {
        jdbc.sql("""
                        insert into statistics.remark (return_id, row_code, remark, written_by, written_at)
                        select :to, m.row_code, m.remark, m.written_by, m.written_at
                          from statistics.remark m
                         where m.return_id = :from
                        """).param("from", from).param("to", to).update();
    }

    Map<String, String> remarks(UUID statisticalReturn) {
        return jdbc
                .sql("""
                        select m.row_code, m.remark
                          from statistics.remark m
                         where m.return_id = :return
                        """)
                .param("return", statisticalReturn)
                .query((row, n) -> Map.entry(row.getString("row_code"), row.getString("remark")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    // ------------------------------------------------------------------ many returns

    /**
     * The units that report to a superior, in order of code: those that stand in a column of the return, and those to which
     * others report.
     *
     * @param day on which the tree is looked at
     */
    List<ReportingLine> lines(OrganizationId superior, String form, ReturnPeriod period, LocalDate day) {
        return jdbc.sql("""
                        with unit as (
                            select o.id, o.code, s.name, s.kind,
                                   exists (
                                       select from organization.parentage c
                                        where c.parent_id = o.id
                                          and c.valid_from <= :day
                                          and (c.valid_until is null or :day < c.valid_until)) as has_units
                              from organization.parentage p
                              join organization.organization o on o.id = p.organization_id
                              join organization.state s on s.organization_id = o.id
                                   and s.valid_from <= :day
                                   and (s.valid_until is null or :day < s.valid_until)
                             where p.parent_id = :superior
                               and p.valid_from <= :day
                               and (p.valid_until is null or :day < p.valid_until)
                        )
                        select u.id, u.code, u.name, u.kind, u.has_units, coalesce(r.status, 'OPEN') as status,
                               coalesce(r.round, 1) as round, r.status_since, coalesce(t.name, '') as taken_by,
                               f.first_submitted_on, coalesce(s.hard, 0) as hard, coalesce(s.soft, 0) as soft,
                               (select count(*)
                                  from statistics.correction c
                                 where c.organization_id = u.id
                                   and c.form_code = :form
                                   and c.period = :period
                                   and c.status = 'IN_FORCE') as corrections
                          from unit u
                          left join lateral (
                                select r.id, r.status, r.round, r.status_since, r.snapshot_id
                                  from statistics.statistical_return r
                                 where r.organization_id = u.id
                                   and r.form_code = :form
                                   and r.period = :period
                                 order by r.round desc
                                 limit 1) r on true
                          left join statistics.statistical_return f on f.organization_id = u.id
                               and f.form_code = :form
                               and f.period = :period
                               and f.round = 1
                          left join statistics.snapshot s on s.id = r.snapshot_id
                          left join lateral (
                                select p.name
                                  from statistics.step st
                                  join account.person p on p.id = st.taken_by
                                 where st.return_id = r.id
                                 order by st.id desc
                                 limit 1) t on true
                         where u.kind = any(:columns)
                            or u.has_units
                         order by u.code
                        """)
                .param("superior", superior.value())
                .param("form", form)
                .param("period", period.toString())
                .param("day", day)
                .param("columns", COLUMNS)
                .query((row, n) -> new ReportingLine(
                        organization(row, "id"),
                        row.getString("code"),
                        row.getString("name"),
                        OrganizationKind.valueOf(row.getString("kind")),
                        row.getBoolean("has_units"),
                        ReturnStatus.valueOf(row.getString("status")),
                        row.getInt("round"),
                        optionalInstant(row, "status_since"),
                        row.getString("taken_by"),
                        row.getObject("first_submitted_on", LocalDate.class),
                        row.getInt("hard"),
                        row.getInt("soft"),
                        row.getInt("corrections")))
                .list();
    }

    /** How many are expected and have come, by level below the superior and by kind. */
    List<ReportingCount> counts(
            OrganizationId superior, String form, ReturnPeriod period, LocalDate day, LocalDate due) {
        return jdbc.sql("""
                        select a.distance, s.kind, count(*) as expected,
                               count(r.first_submitted_on) as received,
                               count(*) filter (where r.first_submitted_on <= :due) as on_time,
                               count(*) filter (where r.status in ('ACCEPTED', 'CONSOLIDATED', 'FROZEN')) as settled
                          from organization.ancestry a
                          join organization.state s on s.organization_id = a.descendant_id
                               and s.valid_from <= :day
                               and (s.valid_until is null or :day < s.valid_until)
                          left join statistics.statistical_return r on r.organization_id = a.descendant_id
                               and r.form_code = :form
                               and r.period = :period
                               and r.round = 1
                         where a.ancestor_id = :superior
                           and a.distance > 0
                           and a.valid_from <= :day
                           and (a.valid_until is null or :day < a.valid_until)
                           and (s.kind = any(:columns)
                                or exists (
                                   select from organization.parentage c
                                    where c.parent_id = a.descendant_id
                                      and c.valid_from <= :day
                                      and (c.valid_until is null or :day < c.valid_until)))
                         group by a.distance, s.kind
                        """)
                .param("superior", superior.value())
                .param("form", form)
                .param("period", period.toString())
                .param("day", day)
                .param("due", due)
                .param("columns", COLUMNS)
                .query((row, n) -> new ReportingCount(
                        row.getInt("distance"),
                        OrganizationKind.valueOf(row.getString("kind")),
                        row.getLong("expected"),
                        row.getLong("received"),
                        row.getLong("on_time"),
                        row.getLong("settled")))
                .list();
    }

    /** A return that waits at a place within somebody's reach. */
    record Waiting(
            OrganizationId organization,
            String code,
            String name,
            @Nullable OrganizationId superior,
            String superiorCode,
            String superiorName,
            ReturnPeriod period,
            @Nullable Instant since,
            boolean nearest) {}

    /** Whose hands must not do what comes next. */
    enum Barred {
        NOBODY,
        COMPUTER,
        EVERYBODY_WITH_A_HAND_IN_IT
    }

    /**
     * Returns in a status that wait for a person.
     *
     * @param where organizations at which the person holds the permission, each with everything below it
     * @param roles names of the roles that carry it
     * @param desk whether the superior's people act, and not the unit's own
     */
    List<Waiting> waiting(
            String form,
            ReturnStatus status,
            boolean desk,
            Barred barred,
            Set<OrganizationId> where,
            List<String> roles,
            PersonId person,
            LocalDate today,
            int limit) {
        return jdbc.sql("""
                        with reach as (
                            select a.descendant_id as id, min(a.distance) as distance
                              from organization.ancestry a
                             where a.ancestor_id = any(cast(:where as uuid[]))
                               and a.valid_from <= :today
                               and (a.valid_until is null or :today < a.valid_until)
                             group by a.descendant_id
                        ), waiting as (
                            select r.organization_id, r.period, r.status_since, p.parent_id, w.distance, w.id as place,
                                   case when :barred = 'NOBODY' or (:desk and p.parent_id is null) then array[]::uuid[]
                                        when :barred = 'COMPUTER' then array[s.computed_by]
                                        else r.hands end as barred
                              from statistics.statistical_return r
                              join statistics.snapshot s on s.id = r.snapshot_id
                              join organization.parentage p on p.organization_id = r.organization_id
                                   and p.valid_from <= :today
                                   and (p.valid_until is null or :today < p.valid_until)
                              join reach w on w.id = case when :desk then coalesce(p.parent_id, r.organization_id)
                                                          else r.organization_id end
                             where r.form_code = :form
                               and r.status = :status
                        )
                        select w.organization_id, o.code, s.name, w.parent_id, coalesce(po.code, '') as parent_code,
                               coalesce(ps.name, '') as parent_name, w.period, w.status_since,
                               not exists (
                                   select from organization.ancestry a
                                     join account.appointment ap on ap.organization_id = a.ancestor_id
                                    where a.descendant_id = w.place
                                      and a.distance < w.distance
                                      and a.valid_from <= :today
                                      and (a.valid_until is null or :today < a.valid_until)
                                      and ap.role = any(:roles)
                                      and ap.valid_from <= :today
                                      and (ap.valid_until is null or :today < ap.valid_until)
                                      and ap.person_id <> all (w.barred)) as nearest
                          from waiting w
                          join organization.organization o on o.id = w.organization_id
                          join organization.state s on s.organization_id = w.organization_id
                               and s.valid_from <= :today
                               and (s.valid_until is null or :today < s.valid_until)
                          left join organization.organization po on po.id = w.parent_id
                          left join organization.state ps on ps.organization_id = w.parent_id
                               and ps.valid_from <= :today
                               and (ps.valid_until is null or :today < ps.valid_until)
                         where :person <> all (w.barred)
                         order by nearest desc, w.status_since, o.code
                         limit :limit
                        """)
                .param("form", form)
                .param("status", status.name())
                .param("desk", desk)
                .param("barred", barred.name())
                .param("where", ids(where))
                .param("roles", roles.toArray(String[]::new))
                .param("person", person.value())
                .param("today", today)
                .param("limit", limit)
                .query(ReportingStore::toWaiting)
                .list();
    }

    /**
     * Units that have not begun, or whose restatement has not been computed: those at which a person holds the permission, and
     * those directly below them where nobody does.
     */
    List<Waiting> notBegun(
            String form,
            ReturnPeriod period,
            Set<OrganizationId> where,
            List<String> roles,
            LocalDate today,
            int limit) {
        return jdbc.sql("""
                        with candidate as (
                            select own.id
                              from unnest(cast(:where as uuid[])) as own (id)
                             union
                            select p.organization_id
                              from organization.parentage p
                             where p.parent_id = any(cast(:where as uuid[]))
                               and p.valid_from <= :today
                               and (p.valid_until is null or :today < p.valid_until)
                               and not exists (
                                   select from account.appointment ap
                                    where ap.organization_id = p.organization_id
                                      and ap.role = any(:roles)
                                      and ap.valid_from <= :today
                                      and (ap.valid_until is null or :today < ap.valid_until))
                        )
                        select c.id as organization_id, o.code, s.name, p.parent_id, coalesce(po.code, '') as parent_code,
                               coalesce(ps.name, '') as parent_name, cast(:period as text) as period, r.status_since, true as nearest
                          from candidate c
                          join organization.organization o on o.id = c.id
                          join organization.state s on s.organization_id = c.id
                               and s.valid_from <= :today
                               and (s.valid_until is null or :today < s.valid_until)
                          join organization.parentage p on p.organization_id = c.id
                               and p.valid_from <= :today
                               and (p.valid_until is null or :today < p.valid_until)
                          left join organization.organization po on po.id = p.parent_id
                          left join organization.state ps on ps.organization_id = p.parent_id
                               and ps.valid_from <= :today
                               and (ps.valid_until is null or :today < ps.valid_until)
                          left join lateral (
                                select r.status, r.status_since
                                  from statistics.statistical_return r
                                 where r.organization_id = c.id
                                   and r.form_code = :form
                                   and r.period = :period
                                 order by r.round desc
                                 limit 1) r on true
                         where coalesce(r.status, 'OPEN') = 'OPEN'
                           and (s.kind = any(:columns)
                                or exists (
                                   select from organization.parentage u
                                    where u.parent_id = c.id
                                      and u.valid_from <= :today
                                      and (u.valid_until is null or :today < u.valid_until)))
                         order by o.code
                         limit :limit
                        """)
                .param("form", form)
                .param("period", period.toString())
                .param("where", ids(where))
                .param("roles", roles.toArray(String[]::new))
                .param("columns", COLUMNS)
                .param("today", today)
                .param("limit", limit)
                .query(ReportingStore::toWaiting)
                .list();
    }

    // ------------------------------------------------------------------ what would mend a finding

    /** How the sum of one group of measures breaks the rule that holds it against another group's. */
    enum Rule {
        /** The first counts something, the second nothing. */
        WITHOUT,
        /** The first is above the second. */
        ABOVE,
        /** The first is below the second. */
        BELOW
    }

    /**
     * Units of a subtree whose own records break a rule, in order of code.
     *
     * @param carriedOver whether what earlier periods left open is added to the second
     */
    List<Mending.Unit> breaches(
            OrganizationId organization,
            String[] left,
            String[] right,
            Rule rule,
            boolean carriedOver,
            LocalDate first,
            LocalDate last,
            int limit) {
        return jdbc.sql("""
                        with member as materialized (
                            select a.descendant_id, s.kind,
                                   greatest(a.valid_from, s.valid_from) as since,
                                   coalesce(least(a.valid_until, s.valid_until), 'infinity') as until
                              from organization.ancestry a
                              join organization.state s on s.organization_id = a.descendant_id
                             where a.ancestor_id = :organization
                               and s.valid_from < coalesce(a.valid_until, 'infinity')
                               and a.valid_from < coalesce(s.valid_until, 'infinity')
                        ), counted as (
                            select m.descendant_id, m.kind || '/' || e.measure || '/' || e.detail as cell, e.quantity, e.occurred_on >= :first or e.nature = 'STOCK' as current
                              from member m
                              join ledger.entry e on e.organization_id = m.descendant_id
                             where m.kind || '/' || e.measure || '/' || e.detail = any(cast(:left as text[]) || cast(:right as text[]))
                               and case e.nature
                                   when 'FLOW' then e.occurred_on >= m.since
                                        and e.occurred_on < least(m.until, cast(:last as date) + 1)
                                        and (e.occurred_on >= :first or :carriedOver)
                                   when 'STOCK' then m.since <= :last and m.until > :last and e.occurred_on <= :last
                                   else m.since <= :last and m.until > :last
                                        and e.occurred_on between cast(:first as date) and cast(:last as date) end
                        ), unit as (
                            select c.descendant_id,
                                   coalesce(sum(c.quantity) filter (where c.current and c.cell = any(:left)), 0) as left_sum,
                                   coalesce(sum(c.quantity) filter (where c.current and c.cell = any(:right)), 0)
                                   + greatest(0, coalesce(sum(c.quantity) filter (where not c.current and c.cell = any(:right)), 0)
                                               - coalesce(sum(c.quantity) filter (where not c.current and c.cell = any(:left)), 0))
                                       as right_sum
                              from counted c
                             group by c.descendant_id
                        )
                        select o.code, s.name, u.left_sum, u.right_sum
                          from unit u
                          join organization.organization o on o.id = u.descendant_id
                          join lateral (
                                select s.name
                                  from organization.state s
                                 where s.organization_id = u.descendant_id
                                   and s.valid_from <= :last
                                 order by s.valid_from desc
                                 limit 1) s on true
                         where case :rule
                               when 'WITHOUT' then u.left_sum > 0 and u.right_sum = 0
                               when 'ABOVE' then u.left_sum > u.right_sum
                               else u.left_sum < u.right_sum end
                         order by o.code
                         limit :limit
                        """)
                .param("organization", organization.value())
                .param("left", left)
                .param("right", right)
                .param("rule", rule.name())
                .param("carriedOver", carriedOver)
                .param("first", first)
                .param("last", last)
                .param("limit", limit)
                .query((row, n) -> new Mending.Unit(
                        row.getString("code"),
                        row.getString("name"),
                        row.getLong("left_sum"),
                        row.getLong("right_sum")))
                .list();
    }

    /** Facts of one measure whose source has none of another: closed opinions without a reply. The oldest first. */
    List<Evidence.Item> without(
            OrganizationId organization, String[] cells, Measure other, LocalDate first, LocalDate last, int limit) {
        return jdbc.sql("""
                        with member as materialized (
                            select a.descendant_id, s.name, s.kind, o.code,
                                   greatest(a.valid_from, s.valid_from) as since,
                                   coalesce(least(a.valid_until, s.valid_until), 'infinity') as until
                              from organization.ancestry a
                              join organization.state s on s.organization_id = a.descendant_id
                              join organization.organization o on o.id = a.descendant_id
                             where a.ancestor_id = :organization
                               and s.valid_from < coalesce(a.valid_until, 'infinity')
                               and a.valid_from < coalesce(s.valid_until, 'infinity')
                        )
                        select m.code, m.name, e.measure, e.source_type, e.source_id, min(e.occurred_on) as occurred_on,
                               (array_agg(e.summary order by e.id desc))[1] as summary, bool_and(e.open) as open,
                               sum(e.quantity) as quantity
                          from member m
                          join ledger.entry e on e.organization_id = m.descendant_id
                         where m.kind || '/' || e.measure || '/' || e.detail = any(:cells)
                           and e.occurred_on >= greatest(m.since, cast(:first as date))
                           and e.occurred_on < least(m.until, cast(:last as date) + 1)
                           and coalesce((
                                   select sum(r.quantity)
                                     from ledger.entry r
                                    where r.source_id = e.source_id
                                      and r.source_type = e.source_type
                                      and r.measure = :other), 0) <= 0
                         group by m.code, m.name, e.measure, e.source_type, e.source_id
                        having sum(e.quantity) > 0
                         order by min(e.occurred_on), e.source_id
                         limit :limit
                        """)
                .param("organization", organization.value())
                .param("cells", cells)
                .param("other", other.name())
                .param("first", first)
                .param("last", last)
                .param("limit", limit)
                .query((row, n) -> new Evidence.Item(
                        Measure.valueOf(row.getString("measure")),
                        row.getObject("occurred_on", LocalDate.class),
                        row.getString("code"),
                        row.getString("name"),
                        row.getString("summary"),
                        row.getLong("quantity"),
                        0,
                        new Source(row.getString("source_type"), row.getObject("source_id", UUID.class)),
                        row.getBoolean("open")))
                .list();
    }

    // ------------------------------------------------------------------ rows

    private static StatisticalReturn toReturn(ResultSet row, int n) throws SQLException {
        var snapshot = row.getObject("snapshot_id", UUID.class);
        return new StatisticalReturn(
                row.getObject("id", UUID.class),
                row.getString("form_code"),
                organization(row, "organization_id"),
                ReturnPeriod.parse(row.getString("period")),
                row.getInt("round"),
                row.getString("reason"),
                ReturnStatus.valueOf(row.getString("status")),
                instant(row, "status_since"),
                snapshot == null ? null : toSnapshot(snapshot, row),
                people(row.getArray("hands")),
                row.getObject("first_submitted_on", LocalDate.class),
                row.getObject("submitted_on", LocalDate.class));
    }

    private static StatisticalReturn.Snapshot toSnapshot(UUID id, ResultSet row) throws SQLException {
        var signedBy = row.getObject("signed_by", UUID.class);
        return new StatisticalReturn.Snapshot(
                id,
                row.getObject("cut_off", LocalDate.class),
                row.getLong("watermark"),
                row.getString("content"),
                row.getString("digest"),
                row.getInt("hard"),
                row.getInt("soft"),
                instant(row, "computed_at"),
                new PersonId(row.getObject("computed_by", UUID.class)),
                signedBy == null
                        ? null
                        : new StatisticalReturn.Signature(
                                new PersonId(signedBy), row.getString("signer"), instant(row, "signed_at")));
    }

    private static Waiting toWaiting(ResultSet row, int n) throws SQLException {
        var superior = row.getObject("parent_id", UUID.class);
        return new Waiting(
                organization(row, "organization_id"),
                row.getString("code"),
                row.getString("name"),
                superior == null ? null : new OrganizationId(superior),
                row.getString("parent_code"),
                row.getString("parent_name"),
                ReturnPeriod.parse(row.getString("period")),
                optionalInstant(row, "status_since"),
                row.getBoolean("nearest"));
    }

    private static Set<PersonId> people(Array array) throws SQLException {
        return Arrays.stream((Object[]) array.getArray())
                .map(person -> new PersonId((UUID) person))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Count count(ResultSet row) throws SQLException {
        return Count.of(Measure.valueOf(row.getString("measure")), row.getString("detail"));
    }

    private static OrganizationId organization(ResultSet row, String column) throws SQLException {
        return new OrganizationId(row.getObject(column, UUID.class));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant optionalInstant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static String[] ids(Collection<OrganizationId> organizations) {
        return organizations.stream().map(OrganizationId::toString).toArray(String[]::new);
    }

    private static String[] names(Collection<Measure> measures) {
        return measures.stream().map(Enum::name).toArray(String[]::new);
    }
}
