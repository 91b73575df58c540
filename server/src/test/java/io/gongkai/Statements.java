package io.gongkai;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Counts what is asked of the database, by reading along in the log of those who ask. */
public final class Statements {

    private Statements() {}

    /** How many statements a piece of work sends from its own thread; at least one. */
    public static long of(Runnable work) {
        var log = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
        var before = log.getLevel();
        var mine = Thread.currentThread().getName();
        var seen = new ListAppender<ILoggingEvent>();
        seen.start();
        log.setLevel(Level.DEBUG);
        log.addAppender(seen);
        try {
            work.run();
        } finally {
            log.detachAppender(seen);
            log.setLevel(before);
        }
        var statements = List.copyOf(seen.list).stream()
                .filter(event -> event.getThreadName().equals(mine))
                .filter(event -> event.getMessage().startsWith("Executing prepared SQL statement"))
                .count();
        assertThat(statements).isPositive();
        return statements;
    }
}
