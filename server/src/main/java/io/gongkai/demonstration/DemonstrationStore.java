package io.gongkai.demonstration;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far the filling has come. */
@Component
class DemonstrationStore {

    private final JdbcClient jdbc;

    DemonstrationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Set<String> done() {
        return jdbc.sql("select step from demonstration.progress")
                .query(String.class)
                .set();
    }

    /**
     * This transaction does not wait until the disk has it. The log is written in order, so whatever is lost with the power is
     * lost from the end, each step with its note that it was done; the last note waits, and all before it are safe with it.
     */
    void hurry() {
        jdbc.sql("set local synchronous_commit = off").update();
    }

    void markDone(String step, Instant at) {
        jdbc.sql("insert into demonstration.progress (step, done_at) values (:step, :at)")
                .param("step", step)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }
}
