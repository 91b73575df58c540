package io.gongkai.database;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Everything an installation knows, in one file: a zip with one {@code COPY} text per table, taken in one snapshot while people
 * work, and a list of contents with the number of rows and the SHA-256 of each.
 *
 * <p>It holds personal data and password hashes; keep it as you keep the database. Sessions are left out: after a restore
 * people sign in anew.
 */
public final class Backup {

    private static final String CONTENTS = "contents.properties";
    private static final String FORMAT = "gongkai-backup-1";

    private Backup() {}

    /**
     * @param rows in all tables together
     * @param version of the schema, as the newest migration is named
     */
    public record Summary(int tables, long rows, String version) {}

    private record Table(String schema, String name, List<String> columns) {

        String entry() {
            return "data/" + schema + "." + name + ".copy";
        }

        String quoted() {
            return quote(schema) + "." + quote(name);
        }

        String quotedColumns() {
            return String.join(", ", columns.stream().map(Backup::quote).toList());
        }
    }

    private record ForeignKey(String table, String name, String definition) {}

    /** Writes the file beside its place and moves it there when it is complete. */
    public static Summary write(Installation installation, Path file) throws IOException {
        var target = file.toAbsolutePath();
        var partial = Files.createTempFile(target.getParent(), "backup", ".partial");
        try (var connection = installation.connect()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            Summary summary;
            try (var zip = new ZipOutputStream(Files.newOutputStream(partial))) {
                summary = write(connection, zip);
            }
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            installation.noteBackup(target);
            return summary;
        } catch (SQLException e) {
            throw new DatabaseUnavailableException("The backup could not be made: " + e.getMessage(), e);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static Summary write(Connection connection, ZipOutputStream zip) throws SQLException, IOException {
        var version = version(connection)
                .orElseThrow(
                        () -> new DatabaseUnavailableException("There is nothing to back up: the database is empty."));
        var copies = connection.unwrap(PGConnection.class).getCopyAPI();
        var contents = new TreeMap<String, String>();
        contents.put("format", FORMAT);
        contents.put("version", version);
        contents.put("postgres", connection.getMetaData().getDatabaseProductVersion());
        contents.put("takenAt", texts(connection, "select now()::text").getFirst());
        long rows = 0;
        var tables = tables(connection);
        for (var table : tables) {
            zip.putNextEntry(new ZipEntry(table.entry()));
            var digest = sha256();
            var copied = copies.copyOut(
                    "copy %s (%s) to stdout".formatted(table.quoted(), table.quotedColumns()),
                    new DigestOutputStream(new Unclosable(zip), digest));
            zip.closeEntry();
            rows += copied;
            contents.put(table.entry() + ".rows", String.valueOf(copied));
            contents.put(table.entry() + ".columns", String.join(",", table.columns()));
            contents.put(table.entry() + ".sha256", HexFormat.of().formatHex(digest.digest()));
        }
        for (var sequence : texts(connection, """
                select schemaname || '.' || sequencename || '=' || last_value
                  from pg_sequences
                 where schemaname not like 'pg\\_%'
                   and last_value is not null
                 order by 1
                """)) {
            contents.put(
                    "sequence." + sequence.substring(0, sequence.indexOf('=')),
                    sequence.substring(sequence.indexOf('=') + 1));
        }
        zip.putNextEntry(new ZipEntry(CONTENTS));
        for (var line : contents.entrySet()) {
            zip.write((line.getKey() + "=" + line.getValue() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        zip.closeEntry();
        return new Summary(tables.size(), rows, version);
    }

    /**
     * Fills an empty database. The file is checked in full before anything is written; the rows are loaded at the version they
     * were saved at, with every constraint checked at the end, and then brought to this program's version.
     *
     * @throws DatabaseUnavailableException when the file is damaged or newer, or the database is not empty
     */
    public static Summary restore(Installation installation, Path file) throws IOException {
        try (var zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            var contents = checked(zip);
            var version = contents.getProperty("version");
            try (var connection = installation.connect()) {
                if (version(connection).isPresent()) {
                    throw new DatabaseUnavailableException(
                            "The database is not empty; restore into a new data directory or an empty database.");
                }
                migrate(installation, connection, version);
                try {
                    var summary = load(connection, zip, contents);
                    Database.flyway(installation.url()).load().migrate();
                    return summary;
                } catch (SQLException | IOException | RuntimeException e) {
                    connection.rollback();
                    removeEverything(connection);
                    throw e;
                }
            }
        } catch (ZipException e) {
            throw damaged(file, e);
        } catch (SQLException | FlywayException e) {
            throw new DatabaseUnavailableException(
                    "The backup could not be restored, and the database was left empty: " + e.getMessage(), e);
        }
    }

    private static DatabaseUnavailableException damaged(Path file, @Nullable Throwable cause) {
        return new DatabaseUnavailableException(
                "%s is not a whole backup; nothing was changed.".formatted(file), cause);
    }

    private static Properties checked(ZipFile zip) throws IOException {
        var contents = new Properties();
        var list = zip.getEntry(CONTENTS);
        if (list == null) {
            throw damaged(Path.of(zip.getName()), null);
        }
        try (var in = zip.getInputStream(list)) {
            contents.load(in);
        }
        if (!FORMAT.equals(contents.getProperty("format"))) {
            throw new DatabaseUnavailableException("%s is of a kind that this program does not know: %s."
                    .formatted(zip.getName(), contents.getProperty("format")));
        }
        for (var name : contents.stringPropertyNames()) {
            if (name.endsWith(".sha256")) {
                var entry = zip.getEntry(name.substring(0, name.length() - ".sha256".length()));
                if (entry == null || !contents.getProperty(name).equals(digest(zip, entry))) {
                    throw damaged(Path.of(zip.getName()), null);
                }
            }
        }
        return contents;
    }

    private static String digest(ZipFile zip, ZipEntry entry) throws IOException {
        var digest = sha256();
        try (var in = new DigestInputStream(zip.getInputStream(entry), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void migrate(Installation installation, Connection connection, String version) throws SQLException {
        var newest = MigrationVersion.fromVersion(version);
        var known = List.of(Database.flyway(installation.url()).load().info().all()).stream()
                .anyMatch(migration -> newest.equals(migration.getVersion()));
        if (!known) {
            throw new DatabaseUnavailableException(
                    "The backup was made by a newer Gongkai (%s); restore it with that version.".formatted(version));
        }
        // The grants in the migrations need the logins; their passwords are set anew when the program starts.
        Roles.ensureLogins(
                connection,
                DataDirectory.derive(sha256().digest(version.getBytes(StandardCharsets.UTF_8)), Roles.WORK),
                DataDirectory.derive(sha256().digest(version.getBytes(StandardCharsets.UTF_8)), Roles.PORTAL));
        Flyway atVersion = Database.flyway(installation.url()).target(newest).load();
        atVersion.migrate();
    }

    /** With foreign keys away and triggers silent the order of tables does not matter; putting the keys back checks every row. */
    private static Summary load(Connection connection, ZipFile zip, Properties contents)
            throws SQLException, IOException {
        connection.setAutoCommit(false);
        var copies = connection.unwrap(PGConnection.class).getCopyAPI();
        var keys = foreignKeys(connection);
        for (var key : keys) {
            execute(connection, "alter table %s drop constraint %s".formatted(key.table(), quote(key.name())));
        }
        var tables = tables(connection);
        for (var table : tables) {
            execute(connection, "alter table %s disable trigger user".formatted(table.quoted()));
        }
        if (!tables.isEmpty()) {
            execute(
                    connection,
                    "truncate table "
                            + String.join(
                                    ", ", tables.stream().map(Table::quoted).toList()));
        }
        long rows = 0;
        for (var table : tables) {
            var expected = contents.getProperty(table.entry() + ".rows");
            if (expected == null) {
                throw new DatabaseUnavailableException(
                        "The backup lacks the table %s.%s.".formatted(table.schema(), table.name()));
            }
            var columns = new Table(
                    table.schema(),
                    table.name(),
                    List.of(contents.getProperty(table.entry() + ".columns").split(",", -1)));
            try (var in = zip.getInputStream(zip.getEntry(table.entry()))) {
                var copied = copies.copyIn(
                        "copy %s (%s) from stdin".formatted(columns.quoted(), columns.quotedColumns()), in);
                if (copied != Long.parseLong(expected)) {
                    throw new DatabaseUnavailableException("The table %s.%s took %d rows instead of %s."
                            .formatted(table.schema(), table.name(), copied, expected));
                }
                rows += copied;
            }
        }
        for (var name : contents.stringPropertyNames()) {
            if (name.startsWith("sequence.")) {
                var parts = name.substring("sequence.".length()).split("\\.", 2);
                try (var statement = connection.prepareStatement("select setval(format('%I.%I', ?, ?)::regclass, ?)")) {
                    statement.setString(1, parts[0]);
                    statement.setString(2, parts[1]);
                    statement.setLong(3, Long.parseLong(contents.getProperty(name)));
                    statement.execute();
                }
            }
        }
        for (var key : keys) {
            execute(
                    connection,
                    "alter table %s add constraint %s %s".formatted(key.table(), quote(key.name()), key.definition()));
        }
        for (var table : tables) {
            execute(connection, "alter table %s enable trigger user".formatted(table.quoted()));
        }
        connection.commit();
        connection.setAutoCommit(true);
        execute(connection, "analyze");
        return new Summary(tables.size(), rows, contents.getProperty("version"));
    }

    private static Optional<String> version(Connection connection) throws SQLException {
        if (texts(connection, "select to_regclass('migration.flyway_schema_history')::text")
                        .getFirst()
                == null) {
            return Optional.empty();
        }
        return texts(connection, """
                        select version
                          from migration.flyway_schema_history
                         where success
                           and version is not null
                         order by installed_rank desc
                         limit 1
                        """).stream().findFirst();
    }

    /** Every table with rows of its own, except the migration's own record, the sessions, and envelopes whose keys no backup holds; generated columns left out. */
    private static List<Table> tables(Connection connection) throws SQLException {
        var columns = new LinkedHashMap<List<String>, List<String>>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select space.nspname, class.relname, attribute.attname
                          from pg_class as class
                          join pg_namespace as space on space.oid = class.relnamespace
                          join pg_attribute as attribute on attribute.attrelid = class.oid
                         where class.relkind = 'r'
                           and class.relpersistence = 'p'
                           and space.nspname not in ('pg_catalog', 'information_schema', 'migration')
                           and class.relname not like 'spring\\_session%'
                           and class.relname not in ('sealing_key', 'sealed_intake')
                           and attribute.attnum > 0
                           and not attribute.attisdropped
                           and attribute.attgenerated = ''
                         order by space.nspname, class.relname, attribute.attnum
                        """)) {
            while (rows.next()) {
                columns.computeIfAbsent(List.of(rows.getString(1), rows.getString(2)), key -> new ArrayList<>())
                        .add(rows.getString(3));
            }
        }
        return columns.entrySet().stream()
                .map((Map.Entry<List<String>, List<String>> table) ->
                        new Table(table.getKey().getFirst(), table.getKey().getLast(), List.copyOf(table.getValue())))
                .toList();
    }

    private static List<ForeignKey> foreignKeys(Connection connection) throws SQLException {
        var keys = new ArrayList<ForeignKey>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select format('%I.%I', space.nspname, class.relname), key.conname, pg_get_constraintdef(key.oid)
                          from pg_constraint as key
                          join pg_class as class on class.oid = key.conrelid
                          join pg_namespace as space on space.oid = class.relnamespace
                         where key.contype = 'f'
                           and key.conparentid = 0
                         order by 1, 2
                        """)) {
            while (rows.next()) {
                keys.add(new ForeignKey(rows.getString(1), rows.getString(2), rows.getString(3)));
            }
        }
        return keys;
    }

    private static void removeEverything(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        for (var schema : texts(connection, """
                select quote_ident(nspname)
                  from pg_namespace
                 where pg_get_userbyid(nspowner) = current_user
                   and nspname <> 'public'
                """)) {
            execute(connection, "drop schema " + schema + " cascade");
        }
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        var texts = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The copying closes what it writes to; the zip goes on. */
    private static final class Unclosable extends FilterOutputStream {

        Unclosable(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
