package io.gongkai.portal;

import io.gongkai.intake.Incoming;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLState;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the public side asks of its intake. It runs as the portal role, which puts in and cannot take out. */
@Repository
class LetterboxStore {

    private final JdbcClient jdbc;

    LetterboxStore(@Qualifier("portalJdbc") JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One statement: a file is never there without what it belongs to. Ids are random, so that none tells when it was made. */
    void insert(Incoming incoming, @Nullable LocalDate dueOn, String answers) {
        var id = UUID.randomUUID();
        var files = incoming.files();
        jdbc.sql("""
                        with sent as (
                            insert into portal.intake (id, form, code, code_hash, received_on, due_on, answers)
                            values (:id, :form, :code, :hash, :receivedOn, :dueOn, :answers::json)
                        )
                        insert into portal.intake_file (intake_id, position, name, bytes)
                        select :id, f.position, f.name, f.bytes
                          from unnest(:positions::int[], :names::text[], :bytes::bytea[]) as f (position, name, bytes)
                        """)
                .param("id", id)
                .param("form", incoming.form())
                .param("code", incoming.code().text())
                .param("hash", incoming.code().hash())
                .param("receivedOn", incoming.receivedOn())
                .param("dueOn", dueOn)
                .param("answers", answers)
                .param("positions", IntStream.range(0, files.size()).boxed().toArray(Integer[]::new))
                .param("names", files.stream().map(Incoming.File::name).toArray(String[]::new))
                .param("bytes", files.stream().map(Incoming.File::bytes).toArray(byte[][]::new))
                .update();
    }

    /** With which an envelope is closed now. */
    @SuppressWarnings("ArrayRecordComponent") // read once, compared never
    record SealingKey(UUID id, byte[] publicKey) {}

    Optional<SealingKey> sealingKey() {
        return jdbc.sql("""
                        select k.id, k.public_key
                          from portal.sealing_key k
                         where not k.retired
                           and k.offered_on > current_date - 4
                         order by random()
                         limit 1
                        """)
                .query((row, _) -> new SealingKey(row.getObject("id", UUID.class), row.getBytes("public_key")))
                .optional();
    }

    /** Whether the key was still there when the envelope was put down. */
    boolean insertSealed(UUID key, byte[] sealed) {
        try {
            jdbc.sql("insert into portal.sealed_intake (id, key_id, sealed) values (:id, :key, :sealed)")
                    .param("id", UUID.randomUUID())
                    .param("key", key)
                    .param("sealed", sealed)
                    .update();
            return true;
        } catch (DataIntegrityViolationException e) {
            if (e.getRootCause() instanceof SQLException cause
                    && PSQLState.FOREIGN_KEY_VIOLATION.getState().equals(cause.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    Optional<byte[]> tracked(byte[] hash) {
        return jdbc.sql("select sealed from portal.tracked where code_hash = :hash")
                .param("hash", hash)
                .query((row, n) -> row.getBytes("sealed"))
                .optional();
    }

    Optional<byte[]> file(byte[] hash, UUID id) {
        return jdbc.sql("select sealed from portal.tracked_file where code_hash = :hash and id = :id")
                .param("hash", hash)
                .param("id", id)
                .query((row, n) -> row.getBytes("sealed"))
                .optional();
    }

    List<Letterbox.OnItsWay> onTheirWay(byte[] hash) {
        return jdbc.sql("""
                        select form, received_on, due_on, refused
                          from portal.intake
                         where code_hash = :hash
                         order by received_on
                        """)
                .param("hash", hash)
                .query((row, n) -> new Letterbox.OnItsWay(
                        row.getString("form"),
                        row.getObject("received_on", LocalDate.class),
                        row.getObject("due_on", LocalDate.class),
                        row.getString("refused")))
                .list();
    }

    Optional<LocalDate> promise(UUID county, String door, LocalDate receivedOn) {
        return jdbc.sql("""
                        select due_on
                          from portal.promise
                         where county_id = :county
                           and door = :door
                           and received_on = :receivedOn
                        """)
                .param("county", county)
                .param("door", door)
                .param("receivedOn", receivedOn)
                .query(LocalDate.class)
                .optional();
    }

    Optional<String> rules(UUID county, String form) {
        return jdbc.sql("select rules from portal.desk_rule where county_id = :county and form = :form")
                .param("county", county)
                .param("form", form)
                .query(String.class)
                .optional();
    }

    byte[] challengeKey() {
        return jdbc.sql("select key from portal.challenge_key")
                .query((row, n) -> row.getBytes("key"))
                .single();
    }
}
