package io.gongkai.portal;

import io.gongkai.intake.Incoming;
import io.gongkai.intake.TrackingCode;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What the work side asks of the intake: takes one thing at a time, on as many nodes as there are. */
@Repository
class CollectorStore {

    /** What has failed so often waits for the next start, so that it does not hold up the rest. */
    private static final int MOST_FAILURES = 3;

    record Waiting(UUID id, Incoming incoming) {}

    private record Row(UUID id, String form, String code, LocalDate receivedOn, String answers) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;

    CollectorStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Optional<Waiting> next() {
        return jdbc.sql("""
                        select i.id, i.form, i.code, i.received_on, i.answers
                          from portal.intake i
                         where i.refused is null
                           and i.failures < :most
                         order by i.failures
                         limit 1
                           for update skip locked
                        """)
                .param("most", MOST_FAILURES)
                .query((row, n) -> new Row(
                        row.getObject("id", UUID.class),
                        row.getString("form"),
                        row.getString("code"),
                        row.getObject("received_on", LocalDate.class),
                        row.getString("answers")))
                .optional()
                .map(this::waiting);
    }

    /** Returns when what others are just taking in is in. */
    void awaitOthers() {
        jdbc.sql("""
                        select i.id
                          from portal.intake i
                         where i.refused is null
                           and i.failures < :most
                           for share
                        """).param("most", MOST_FAILURES).query(UUID.class).list();
    }

    private Waiting waiting(Row row) {
        return new Waiting(
                row.id(),
                new Incoming(
                        row.form(),
                        new TrackingCode(row.code()),
                        row.receivedOn(),
                        json.readValue(row.answers(), new TypeReference<LinkedHashMap<String, String>>() {}),
                        files(row.id())));
    }

    private List<Incoming.File> files(UUID intake) {
        return jdbc.sql("""
                        select name, bytes
                          from portal.intake_file
                         where intake_id = :intake
                         order by position
                        """)
                .param("intake", intake)
                .query((row, n) -> new Incoming.File(row.getString("name"), row.getBytes("bytes")))
                .list();
    }

    void remove(UUID id) {
        jdbc.sql("delete from portal.intake where id = :id").param("id", id).update();
    }

    void refuse(UUID id, String why) {
        jdbc.sql("update portal.intake set refused = :why where id = :id")
                .param("why", why)
                .param("id", id)
                .update();
    }

    void failed(UUID id) {
        jdbc.sql("update portal.intake set failures = failures + 1 where id = :id")
                .param("id", id)
                .update();
    }

    void tryAgain() {
        jdbc.sql("update portal.intake set failures = 0 where failures > 0").update();
    }
}
