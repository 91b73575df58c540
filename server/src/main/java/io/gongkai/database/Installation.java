package io.gongkai.database;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The database of an installation as its owner sees it, for commands that run beside the program or without it: the running
 * embedded server if there is one, else the same server started for as long as this is open, or the given external one.
 */
public final class Installation implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DataDirectory data;
    private final OwnerUrl url;
    private final @Nullable EmbeddedPostgres started;

    private Installation(DataDirectory data, OwnerUrl url, @Nullable EmbeddedPostgres started) {
        this.data = data;
        this.url = url;
        this.started = started;
    }

    /**
     * @param external address of a PostgreSQL that somebody else runs; empty for the embedded one
     * @throws DatabaseUnavailableException with a sentence for the person at the keyboard
     */
    public static Installation open(Path folder, String external) {
        var data = new DataDirectory(folder);
        if (!external.isEmpty()) {
            return new Installation(data, OwnerUrl.parse(external), null);
        }
        var time = InstantSource.system();
        for (Instant deadline = time.instant().plus(PATIENCE); ; ) {
            if (data.tryLock()) {
                try {
                    var postgres = EmbeddedPostgres.start(data);
                    return new Installation(data, postgres.ownerUrl(), postgres);
                } catch (RuntimeException e) {
                    data.close();
                    throw e;
                }
            }
            var running = EmbeddedPostgres.running(data);
            if (running.isPresent()) {
                return new Installation(data, running.get(), null);
            }
            if (time.instant().isAfter(deadline)) {
                throw new DatabaseUnavailableException(
                        "The program that uses %s is just starting or stopping; try again in a moment."
                                .formatted(data.path()));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailableException("Interrupted.", e);
        }
    }

    public Connection connect() {
        try {
            return url.connect();
        } catch (SQLException e) {
            throw new DatabaseUnavailableException(
                    "The database %s cannot be used: %s".formatted(url.jdbc(), e.getMessage()), e);
        }
    }

    /** For {@code gongkai.db} of a program that is to work on this database. */
    public String address() {
        var password = url.password();
        return url.jdbc()
                + (url.jdbc().contains("?") ? "&" : "?")
                + "user=" + encoded(url.user())
                + (password == null ? "" : "&password=" + encoded(password));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    void noteBackup(Path file) {
        data.noteBackup(file);
    }

    OwnerUrl url() {
        return url;
    }

    @Override
    public void close() throws IOException {
        if (started != null) {
            started.close();
        }
        data.close();
    }
}
