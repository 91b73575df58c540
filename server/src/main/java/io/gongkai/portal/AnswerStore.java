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

/** What public pages ask of answered requests, through the role that may read nothing else. */
@Repository
class AnswerStore {

    private final JdbcClient jdbc;

    AnswerStore(@Qualifier("portalJdbc") JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<PublicAnswer> find(UUID id) {
        return jdbc.sql("""
                        select a.id, o.code, o.name, a.title, a.question, a.answer, a.outcome, a.asked_on, a.answered_on
                          from portal.answer a
                          join portal.organization o on o.id = a.organization_id
                         where a.id = :id
                        """).param("id", id).query(AnswerStore::toAnswer).optional();
    }

    /** The last answered first. */
    List<PublicAnswer> list(
            @Nullable UUID county, @Nullable UUID unit, String words, @Nullable PublicAnswer after, int limit) {
        return jdbc.sql("""
                        select a.id, o.code, o.name, a.title, a.question, a.answer, a.outcome, a.asked_on, a.answered_on
                          from portal.answer a
                          join portal.organization o on o.id = a.organization_id
                         where (cast(:county as uuid) is null or a.county_id = :county)
                           and (cast(:unit as uuid) is null or a.organization_id = :unit)
                           and (:words = '' or strpos(a.title || a.question || a.answer, :words) > 0)
                           and (cast(:afterOn as date) is null or (a.answered_on, a.id) < (:afterOn, :afterId))
                         order by a.answered_on desc, a.id desc
                         limit :limit
                        """)
                .param("county", county)
                .param("unit", unit)
                .param("words", words)
                .param("afterOn", after == null ? null : after.answeredOn())
                .param("afterId", after == null ? null : after.id())
                .param("limit", limit)
                .query(AnswerStore::toAnswer)
                .list();
    }

    private static PublicAnswer toAnswer(ResultSet row, int n) throws SQLException {
        return new PublicAnswer(
                row.getObject("id", UUID.class),
                row.getString("code"),
                row.getString("name"),
                row.getString("title"),
                row.getString("question"),
                row.getString("answer"),
                row.getString("outcome"),
                row.getObject("asked_on", LocalDate.class),
                row.getObject("answered_on", LocalDate.class));
    }
}
