package io.gongkai.database;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The one database of this program, ready for use: started if it is ours to start, its roles made, its schemas migrated.
 *
 * <p>The owner's connection is closed before anybody else connects.
 */
final class Database implements AutoCloseable {

    private final OwnerUrl url;
    private final String workPassword;
    private final String portalPassword;
    private final Vault vault;
    private final AutoCloseable server;

    private Database(OwnerUrl url, byte[] passwordKey, AutoCloseable server) {
        this.url = url;
        this.workPassword = DataDirectory.derive(passwordKey, Roles.WORK);
        this.portalPassword = DataDirectory.derive(passwordKey, Roles.PORTAL);
        this.vault = new Vault(passwordKey);
        this.server = server;
    }

    /**
     * Opens the database of a data directory, or the given one.
     *
     * @param external address of a PostgreSQL that somebody else runs; empty for the embedded one
     */
    static Database open(Path data, String external) {
        var directory = new DataDirectory(data);
        if (!external.isEmpty()) {
            return prepared(atAddress(directory, OwnerUrl.parse(external)));
        }
        directory.lock();
        EmbeddedPostgres postgres = null;
        try {
            postgres = EmbeddedPostgres.start(directory);
            return prepared(embedded(directory, postgres));
        } catch (RuntimeException e) {
            if (postgres != null) {
                postgres.close();
            }
            directory.close();
            throw e;
        }
    }

    private static Database embedded(DataDirectory directory, EmbeddedPostgres postgres) {
        return new Database(postgres.ownerUrl(), key(directory.password("logins")), () -> {
            postgres.close();
            directory.close();
        });
    }

    /** Several programs may share one database, so its logins hang on what they share: the owner's password. */
    private static Database atAddress(DataDirectory directory, OwnerUrl url) {
        var password = url.password();
        return new Database(url, key(password == null ? directory.password("logins") : password), () -> {});
    }

    private static byte[] key(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Database prepared(Database database) {
        try (var owner = database.url.connect()) {
            database.refuseUnsuitable(owner);
            // One program at a time makes roles and migrates; the lock goes with the connection.
            try (var statement = owner.createStatement()) {
                statement.execute("select pg_advisory_lock(7041984)");
            }
            Roles.ensureLogins(owner, database.workPassword, database.portalPassword);
            database.flyway().migrate();
            return database;
        } catch (SQLException e) {
            throw new DatabaseUnavailableException(
                    "The database %s cannot be used: %s".formatted(database.url.jdbc(), e.getMessage()), e);
        } catch (FlywayException e) {
            throw new DatabaseUnavailableException(
                    "The database %s cannot be brought to this version: %s"
                            .formatted(database.url.jdbc(), e.getMessage()),
                    e);
        }
    }

    private void refuseUnsuitable(Connection owner) throws SQLException {
        if (owner.getMetaData().getDatabaseMajorVersion() < PostgresBinaries.MAJOR) {
            throw new DatabaseUnavailableException(
                    "The database %s is PostgreSQL %s; Gongkai needs PostgreSQL %d or newer."
                            .formatted(
                                    url.jdbc(),
                                    owner.getMetaData().getDatabaseProductVersion(),
                                    PostgresBinaries.MAJOR));
        }
        var encoding = text(owner, "show server_encoding");
        if (!"UTF8".equals(encoding)) {
            throw new DatabaseUnavailableException(
                    "The database %s is encoded in %s; Gongkai needs UTF8.".formatted(url.jdbc(), encoding));
        }
    }

    private static @Nullable String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private Flyway flyway() {
        return flyway(url).load();
    }

    static FluentConfiguration flyway(OwnerUrl url) {
        return Flyway.configure()
                .dataSource(url.jdbc(), url.user(), url.password())
                .locations("classpath:db/migration")
                .defaultSchema("migration")
                .createSchemas(true);
    }

    String jdbcUrl() {
        return url.jdbc();
    }

    String workPassword() {
        return workPassword;
    }

    String portalPassword() {
        return portalPassword;
    }

    Vault vault() {
        return vault;
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
