package io.gongkai.calendar;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of deadlines. */
@Repository
class DeadlineStore {

    record Row(
            UUID id,
            UUID county,
            Limit limit,
            @Nullable LocalDate dueOn,
            boolean provisional,
            @Nullable LocalDate endedOn) {}

    private final JdbcClient jdbc;

    DeadlineStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    UUID insert(UUID county, Limit limit, Deadline deadline, Deadline.Due due) {
        var first = deadline.segments().getFirst();
        return jdbc.sql("""
                        with made as (
                            insert into calendar.deadline (county_id, limit_code, due_on, provisional)
                            values (:county, :limit, :dueOn, :provisional)
                         returning id
                        ), begun as (
                            insert into calendar.segment (
                                   deadline_id, position, kind, from_on, working_days, cause, evidence)
                            select id, 0, 'COUNTING', :from, :workingDays, :cause, :evidence
                              from made
                        )
                        select id
                          from made
                        """)
                .param("county", county)
                .param("limit", limit.name())
                .param("dueOn", due.on())
                .param("provisional", due.provisional())
                .param("from", first.from())
                .param("workingDays", first.workingDays())
                .param("cause", first.cause())
                .param("evidence", first.evidence())
                .query(UUID.class)
                .single();
    }

    /** Two who change the same deadline at once come one after the other. */
    void lock(UUID id) {
        jdbc.sql("select id from calendar.deadline where id = :id for update")
                .param("id", id)
                .query(UUID.class)
                .single();
    }

    void replaceSegments(UUID id, Deadline deadline) {
        var segments = deadline.segments();
        jdbc.sql("""
                        insert into calendar.segment (
                               deadline_id, position, kind, from_on, until_on, working_days, cause, evidence)
                        select :id, s.position - 1, s.kind, s.from_on, s.until_on, s.working_days, s.cause, s.evidence
                          from unnest(
                                   :kinds::text[], :froms::text[]::date[], :untils::text[]::date[], :days::int[], :causes::text[],
                                   :evidence::text[])
                               with ordinality as s (kind, from_on, until_on, working_days, cause, evidence, position)
                            on conflict (deadline_id, position) do update set until_on = excluded.until_on
                        """)
                .param("id", id)
                .param("kinds", each(segments, segment -> segment.kind().name()))
                .param("froms", each(segments, segment -> segment.from().toString()))
                .param(
                        "untils",
                        each(
                                segments,
                                segment -> segment.until() == null
                                        ? null
                                        : segment.until().toString()))
                .param(
                        "days",
                        segments.stream().map(Deadline.Segment::workingDays).toArray(Integer[]::new))
                .param("causes", each(segments, Deadline.Segment::cause))
                .param("evidence", each(segments, Deadline.Segment::evidence))
                .update();
    }

    /** Writes the new due day, and what moved it where it moved. */
    void move(UUID id, Deadline.Due due, @Nullable LocalDate before, String cause, @Nullable Integer year, Instant at) {
        jdbc.sql("""
                        with moved as (
                            update calendar.deadline
                               set due_on = :after, provisional = :provisional
                             where id = :id
                         returning id
                        )
                        insert into calendar.due_change (deadline_id, changed_at, due_before, due_after, cause, year)
                        select id, :at, :before, :after, :cause, :year
                          from moved
                         where cast(:before as date) is distinct from cast(:after as date)
                        """)
                .param("id", id)
                .param("after", due.on())
                .param("provisional", due.provisional())
                .param("before", before)
                .param("cause", cause)
                .param("year", year)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void confirm(UUID id, boolean provisional) {
        jdbc.sql("update calendar.deadline set provisional = :provisional where id = :id")
                .param("provisional", provisional)
                .param("id", id)
                .update();
    }

    void end(UUID id, LocalDate on) {
        jdbc.sql("update calendar.deadline set ended_on = :on where id = :id and ended_on is null")
                .param("on", on)
                .param("id", id)
                .update();
    }

    List<Row> deadlines(Collection<UUID> ids) {
        return jdbc.sql("""
                        select d.id, d.county_id, d.limit_code, d.due_on, d.provisional, d.ended_on
                          from calendar.deadline d
                         where d.id = any(:ids)
                        """)
                .param("ids", ids.toArray(UUID[]::new))
                .query(DeadlineStore::toRow)
                .list();
    }

    /** Locked, so that nobody stops or extends one while all are counted again. */
    List<Row> running() {
        return jdbc.sql("""
                        select d.id, d.county_id, d.limit_code, d.due_on, d.provisional, d.ended_on
                          from calendar.deadline d
                         where d.ended_on is null
                         order by d.id
                           for update
                        """).query(DeadlineStore::toRow).list();
    }

    Map<UUID, List<Deadline.Segment>> segments(Collection<UUID> ids) {
        var segments = new HashMap<UUID, List<Deadline.Segment>>();
        jdbc.sql("""
                        select s.deadline_id, s.kind, s.from_on, s.until_on, s.working_days, s.cause, s.evidence
                          from calendar.segment s
                         where s.deadline_id = any(:ids)
                         order by s.deadline_id, s.position
                        """).param("ids", ids.toArray(UUID[]::new)).query(row -> {
            segments.computeIfAbsent(row.getObject("deadline_id", UUID.class), _ -> new ArrayList<>())
                    .add(new Deadline.Segment(
                            Deadline.Kind.valueOf(row.getString("kind")),
                            row.getObject("from_on", LocalDate.class),
                            row.getObject("until_on", LocalDate.class),
                            row.getInt("working_days"),
                            row.getString("cause"),
                            row.getString("evidence")));
        });
        return segments;
    }

    Map<UUID, List<KeptDeadline.Change>> changes(Collection<UUID> ids) {
        var changes = new HashMap<UUID, List<KeptDeadline.Change>>();
        jdbc.sql("""
                        select c.deadline_id, c.changed_at, c.due_before, c.due_after, c.cause, c.year
                          from calendar.due_change c
                         where c.deadline_id = any(:ids)
                         order by c.deadline_id, c.id
                        """).param("ids", ids.toArray(UUID[]::new)).query(row -> {
            changes.computeIfAbsent(row.getObject("deadline_id", UUID.class), _ -> new ArrayList<>())
                    .add(new KeptDeadline.Change(
                            row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                            row.getObject("due_before", LocalDate.class),
                            row.getObject("due_after", LocalDate.class),
                            row.getString("cause"),
                            row.getObject("year", Integer.class)));
        });
        return changes;
    }

    private static Row toRow(ResultSet row, int n) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                row.getObject("county_id", UUID.class),
                Limit.valueOf(row.getString("limit_code")),
                row.getObject("due_on", LocalDate.class),
                row.getBoolean("provisional"),
                row.getObject("ended_on", LocalDate.class));
    }

    private static @Nullable String[] each(
            List<Deadline.Segment> segments, Function<Deadline.Segment, @Nullable String> part) {
        return segments.stream().map(part).toArray(String[]::new);
    }
}
