package io.gongkai.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.support.TestPropertySourceUtils;

/**
 * One PostgreSQL for all tests of this run, started at the first need and removed at the end; each application context gets
 * a database of its own on it, through {@code gongkai.db}, as an external database would come.
 */
public final class TestPostgres implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Path FOLDER = Path.of("target/test-data").toAbsolutePath();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertySourceUtils.addInlinedPropertiesToEnvironment(
                context,
                "gongkai.db=" + newDatabase(),
                "gongkai.data=" + Server.DATA.path().resolve("data-" + DATABASES.get()));
    }

    /** Address, with owner and password, of a new empty database. */
    public static String newDatabase() {
        var name = "county_" + DATABASES.incrementAndGet();
        var owner = Server.POSTGRES.ownerUrl();
        try (var superuser = Server.POSTGRES.superuser()) {
            Roles.ensureOwner(superuser, owner.user(), String.valueOf(owner.password()), name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return "postgresql://%s:%s@127.0.0.1:%d/%s"
                .formatted(owner.user(), owner.password(), Server.POSTGRES.port(), name);
    }

    private static final class Server {

        static final DataDirectory DATA;
        static final EmbeddedPostgres POSTGRES;

        static {
            try {
                Files.createDirectories(FOLDER);
                removeDeadRuns();
                DATA = new DataDirectory(FOLDER.resolve(UUID.randomUUID().toString()));
                DATA.lock();
                // A test run need not survive the machine; everything else is as in the product.
                POSTGRES = EmbeddedPostgres.start(
                        DATA,
                        Path.of("target/postgres-bin").toAbsolutePath(),
                        List.of("fsync = off", "max_connections = 100"));
                Runtime.getRuntime().addShutdownHook(new Thread(Server::remove));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void remove() {
            try {
                POSTGRES.close();
                Folders.delete(DATA.path());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void removeDeadRuns() throws IOException {
            try (var runs = Files.newDirectoryStream(FOLDER)) {
                for (var run : runs) {
                    var data = new DataDirectory(run);
                    if (data.tryLock()) {
                        if (Files.exists(run.resolve("postgres"))) {
                            EmbeddedPostgres.start(
                                            data, Path.of("target/postgres-bin").toAbsolutePath(), List.of())
                                    .close();
                        }
                        Folders.delete(run);
                        data.close();
                    }
                }
            }
        }
    }
}
