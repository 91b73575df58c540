package io.gongkai.portal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What public pages ask of topics, through the role that may read nothing else. */
@Repository
class PublicTopicStore {

    private final JdbcClient jdbc;

    PublicTopicStore(@Qualifier("portalJdbc") JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<PublicTopic> find(UUID id) {
        return jdbc.sql("""
                        select t.id, o.code, o.name, t.title, t.answer, t.asked_on, t.due_on, t.answered_on, t.asked_by,
                               t.in_catalog
                          from portal.topic t
                          join portal.organization o on o.id = t.organization_id
                         where t.id = :id
                        """).param("id", id).query(PublicTopicStore::toTopic).optional();
    }

    /** The newest first. */
    List<PublicTopic> list(UUID county, @Nullable PublicTopic after, int limit) {
        return jdbc.sql("""
                        select t.id, o.code, o.name, t.title, t.answer, t.asked_on, t.due_on, t.answered_on, t.asked_by,
                               t.in_catalog
                          from portal.topic t
                          join portal.organization o on o.id = t.organization_id
                         where t.county_id = :county
                           and (cast(:afterOn as date) is null or (t.asked_on, t.id) < (:afterOn, :afterId))
                         order by t.asked_on desc, t.id desc
                         limit :limit
                        """)
                .param("county", county)
                .param("afterOn", after == null ? null : after.askedOn())
                .param("afterId", after == null ? null : after.id())
                .param("limit", limit)
                .query(PublicTopicStore::toTopic)
                .list();
    }

    private static PublicTopic toTopic(ResultSet row, int n) throws SQLException {
        return new PublicTopic(
                row.getObject("id", UUID.class),
                row.getString("code"),
                row.getString("name"),
                row.getString("title"),
                row.getString("answer"),
                row.getObject("asked_on", LocalDate.class),
                row.getObject("due_on", LocalDate.class),
                row.getObject("answered_on", LocalDate.class),
                row.getInt("asked_by"),
                row.getBoolean("in_catalog"));
    }
}
