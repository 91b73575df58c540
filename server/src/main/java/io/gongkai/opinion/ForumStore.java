package io.gongkai.opinion;

import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of forums. */
@Repository
class ForumStore {

    private final JdbcClient jdbc;

    ForumStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    UUID insert(NewForum forum, PersonId by, Instant at) {
        return jdbc.sql("""
                        insert into opinion.forum (
                               organization_id, held_on, place, topic, host, members, masses, minutes, recorded_by, recorded_at)
                        values (:organization, :heldOn, :place, :topic, :host, :members, :masses, :minutes, :by, :at)
                        returning id
                        """)
                .param("organization", forum.organization().value())
                .param("heldOn", forum.heldOn())
                .param("place", forum.place())
                .param("topic", forum.topic())
                .param("host", forum.host())
                .param("members", forum.members())
                .param("masses", forum.masses())
                .param("minutes", forum.minutes())
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .single();
    }

    void insertPoint(UUID forum, UUID opinion) {
        jdbc.sql("insert into opinion.point (forum_id, opinion_id) values (:forum, :opinion)")
                .param("forum", forum)
                .param("opinion", opinion)
                .update();
    }

    List<UUID> points(UUID forum) {
        return jdbc.sql("select p.opinion_id from opinion.point p where p.forum_id = :forum")
                .param("forum", forum)
                .query(UUID.class)
                .list();
    }

    /** Whether it still counted. */
    boolean cancel(UUID forum, String reason, PersonId by) {
        return jdbc.sql("""
                                update opinion.forum
                                   set cancelled = :reason, cancelled_by = :by
                                 where id = :forum
                                   and cancelled is null
                                """)
                        .param("forum", forum)
                        .param("reason", reason)
                        .param("by", by.value())
                        .update()
                == 1;
    }

    Optional<Forum> find(UUID id) {
        return jdbc.sql("""
                        select f.id, f.organization_id, o.code, s.name, f.held_on, f.place, f.topic, f.host, f.members, f.masses,
                               f.minutes, f.cancelled
                          from opinion.forum f
                          join organization.organization o on o.id = f.organization_id
                          join lateral (
                               select s.name from organization.state s
                                where s.organization_id = f.organization_id
                                order by s.valid_from desc limit 1) s on true
                         where f.id = :id
                        """).param("id", id).query((row, _) -> forum(row)).optional();
    }

    /** Below any of the organizations, the latest first. */
    List<Forum> list(Collection<OrganizationId> where, LocalDate today, int limit) {
        return jdbc.sql("""
                        select f.id, f.organization_id, o.code, s.name, f.held_on, f.place, f.topic, f.host, f.members, f.masses,
                               f.minutes, f.cancelled
                          from opinion.forum f
                          join organization.organization o on o.id = f.organization_id
                          join organization.state s on s.organization_id = f.organization_id
                               and s.valid_from <= :today and (s.valid_until is null or :today < s.valid_until)
                         where f.organization_id in (
                                   select a.descendant_id
                                     from organization.ancestry a
                                    where a.ancestor_id = any (cast(:where as uuid[]))
                                      and a.valid_from <= :today and (a.valid_until is null or :today < a.valid_until))
                         order by f.held_on desc, f.id desc
                         limit :limit
                        """)
                .param("where", where.stream().map(OrganizationId::value).toArray(UUID[]::new))
                .param("today", today)
                .param("limit", limit)
                .query((row, _) -> forum(row))
                .list();
    }

    private static Forum forum(ResultSet row) throws SQLException {
        return new Forum(
                row.getObject("id", UUID.class),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getString("code"),
                row.getString("name"),
                row.getObject("held_on", LocalDate.class),
                row.getString("place"),
                row.getString("topic"),
                row.getString("host"),
                row.getInt("members"),
                row.getInt("masses"),
                row.getString("minutes"),
                row.getString("cancelled"),
                List.of());
    }
}
