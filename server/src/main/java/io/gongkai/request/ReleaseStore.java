package io.gongkai.request;

import io.gongkai.shared.PersonId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of texts for everybody. */
@Repository
class ReleaseStore {

    private final JdbcClient jdbc;

    ReleaseStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    UUID insert(UUID request, UUID reply, String title, String question, String answer, PersonId by, Instant at) {
        return jdbc.sql("""
                        insert into request.release (request_id, reply_id, title, question, answer, proposed_by, proposed_at)
                        values (:request, :reply, :title, :question, :answer, :by, :at)
                        returning id
                        """)
                .param("request", request)
                .param("reply", reply)
                .param("title", title)
                .param("question", question)
                .param("answer", answer)
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .single();
    }

    void release(UUID release, PersonId by, Instant at) {
        jdbc.sql("update request.release set released_by = :by, released_at = :at where id = :release")
                .param("release", release)
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void end(UUID release, PersonId by, String reason, Instant at) {
        jdbc.sql("""
                        update request.release
                           set ended_by = :by, ended_at = :at, ended_because = :reason
                         where id = :release
                        """)
                .param("release", release)
                .param("by", by.value())
                .param("reason", reason)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The one that is proposed or released and has not ended. */
    Optional<Release> standing(UUID request) {
        return jdbc.sql("""
                        select id, title, question, answer, proposed_by, proposed_at, released_by, released_at
                          from request.release
                         where request_id = :request
                           and ended_at is null
                        """)
                .param("request", request)
                .query((row, n) -> new Release(
                        row.getObject("id", UUID.class),
                        row.getString("title"),
                        row.getString("question"),
                        row.getString("answer"),
                        new PersonId(row.getObject("proposed_by", UUID.class)),
                        row.getObject("proposed_at", OffsetDateTime.class).toInstant(),
                        person(row.getObject("released_by", UUID.class)),
                        instant(row.getObject("released_at", OffsetDateTime.class))))
                .optional();
    }

    private static @Nullable PersonId person(@Nullable UUID id) {
        return id == null ? null : new PersonId(id);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
