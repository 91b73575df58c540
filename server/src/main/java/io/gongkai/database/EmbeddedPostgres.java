package io.gongkai.database;

import com.sun.management.OperatingSystemMXBean;
import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL that the program brings along and keeps in its data directory, reachable from this machine only.
 *
 * <p>It outlives a program that was killed. The next start finds it by {@code postmaster.pid}, stops it and starts anew, so
 * that nothing of the dead program (locks, half-done transactions, other settings) lives on. Every step can be cut off at any
 * moment: what is half-made has another name than what is complete.
 */
final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private static final String SUPERUSER = "postgres";
    private static final String DATABASE = "gongkai";
    private static final String OWNER = "gongkai_owner";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    // Nothing acknowledged may be lost; program and database together stay under 1 GiB. The background writer, not
    // whoever asks
    // next, makes room in the buffers after many rows have come in.
    private static final String SETTINGS = """
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            password_encryption = 'scram-sha-256'
            fsync = on
            full_page_writes = on
            synchronous_commit = on
            max_connections = 40
            work_mem = 8MB
            maintenance_work_mem = 64MB
            temp_buffers = 4MB
            effective_cache_size = 512MB
            huge_pages = off
            io_method = sync
            jit = off
            autovacuum_max_workers = 2
            max_parallel_workers_per_gather = 0
            max_wal_senders = 0
            wal_level = minimal
            max_wal_size = 4GB
            checkpoint_timeout = 15min
            bgwriter_lru_maxpages = 1000
            random_page_cost = 1.1
            timezone = 'Asia/Shanghai'
            log_timezone = 'Asia/Shanghai'
            lc_messages = 'C'
            logging_collector = on
            log_directory = '../logs'
            log_filename = 'postgres-%a.log'
            log_truncate_on_rotation = on
            log_rotation_size = 0
            log_line_prefix = '%m [%p] %u '
            """;

    private final DataDirectory data;
    private final Path bin;
    private final Path cluster;
    private final List<String> extraSettings;
    private final InstantSource time = InstantSource.system();
    private int port;

    private EmbeddedPostgres(DataDirectory data, Path binaries, List<String> extraSettings) {
        this.data = data;
        this.bin = PostgresBinaries.in(binaries);
        this.cluster = data.path().resolve("postgres");
        this.extraSettings = extraSettings;
    }

    /** Starts the database of a data directory that this program has locked, creating it on first use. */
    static EmbeddedPostgres start(DataDirectory data) {
        var binaries = data.path().resolve("postgres-bin");
        try {
            if (Files.isDirectory(binaries)) {
                removeLeftovers(binaries, "unpacking*");
            }
        } catch (IOException e) {
            throw new DatabaseUnavailableException("The folder %s cannot be written.".formatted(binaries), e);
        }
        return start(data, binaries, List.of());
    }

    static EmbeddedPostgres start(DataDirectory data, Path binaries, List<String> extraSettings) {
        refuseOtherVersion(data.path().resolve("postgres"));
        var postgres = new EmbeddedPostgres(data, binaries, extraSettings);
        try {
            postgres.stopOrphan();
            postgres.create();
            postgres.launch();
            postgres.prepareDatabase();
            return postgres;
        } catch (IOException e) {
            throw new DatabaseUnavailableException(
                    "The embedded PostgreSQL in %s cannot be started: %s".formatted(data.path(), e.getMessage()), e);
        }
    }

    /** The running server of a data directory that another program owns, if there is one. */
    static Optional<OwnerUrl> running(DataDirectory data) {
        try {
            var lines = Files.readAllLines(data.path().resolve("postgres/postmaster.pid"));
            return lines.size() >= 8 && lines.get(7).strip().equals("ready")
                    ? Optional.of(ownerUrl(data, Integer.parseInt(lines.get(3).strip())))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    OwnerUrl ownerUrl() {
        return ownerUrl(data, port);
    }

    private static OwnerUrl ownerUrl(DataDirectory data, int port) {
        return new OwnerUrl("jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, DATABASE), OWNER, data.password(OWNER));
    }

    int port() {
        return port;
    }

    /** Only for what no one else may do; the program itself never holds such a connection. */
    Connection superuser() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port), SUPERUSER, data.password(SUPERUSER));
    }

    /** Ends all connections, writes everything out and stops. */
    @Override
    public void close() {
        try {
            stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refuseOtherVersion(Path cluster) {
        var file = cluster.resolve("PG_VERSION");
        if (!Files.exists(file)) {
            return;
        }
        try {
            var found = Integer.parseInt(Files.readString(file).strip());
            if (found > PostgresBinaries.MAJOR) {
                throw new DatabaseUnavailableException(
                        "The data in %s was written by PostgreSQL %d, but this program brings PostgreSQL %d; use the newer version of Gongkai that wrote it."
                                .formatted(cluster, found, PostgresBinaries.MAJOR));
            }
            if (found < PostgresBinaries.MAJOR) {
                throw new DatabaseUnavailableException(
                        "The data in %s was written by PostgreSQL %d, but this program brings PostgreSQL %d; make a backup with the Gongkai that wrote it (bin/gongkai backup) and restore it into a new data directory with this one."
                                .formatted(cluster, found, PostgresBinaries.MAJOR));
            }
        } catch (IOException | NumberFormatException e) {
            throw new DatabaseUnavailableException("%s is damaged; restore a backup.".formatted(file), e);
        }
    }

    private void stopOrphan() throws IOException {
        var pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        if (!isOurs(pidFile)) {
            // The number in the file now belongs to some other program, or to none: PostgreSQL did not stop by itself.
            Files.deleteIfExists(pidFile);
            return;
        }
        log.info("A PostgreSQL of a program that was killed is still running; stopping it");
        stop();
    }

    private boolean isOurs(Path pidFile) throws IOException {
        var lines = Files.readAllLines(pidFile);
        if (lines.isEmpty()) {
            return false;
        }
        var process = Path.of("/proc", lines.getFirst().strip().replace("-", ""), "cwd");
        try {
            // A postmaster works in the folder of its data.
            return Files.isSameFile(process, cluster);
        } catch (IOException gone) {
            return false;
        }
    }

    private void create() throws IOException {
        removeLeftovers(data.path(), "postgres-new*");
        if (Files.exists(cluster)) {
            return;
        }
        var fresh = Files.createTempDirectory(data.path(), "postgres-new");
        var password = Files.createTempFile(data.path(), "postgres-new", ".password");
        try {
            Files.writeString(password, data.password(SUPERUSER));
            // Letters by Unicode, order by code point; pages ask for pinyin order where people read it.
            var output = run(
                    "initdb",
                    "--pgdata=" + fresh,
                    "--username=" + SUPERUSER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--locale=C.UTF-8",
                    "--encoding=UTF8",
                    "--data-checksums",
                    "--no-instructions");
            if (output.exit() != 0) {
                throw new IOException("initdb: " + output.text());
            }
        } finally {
            Files.deleteIfExists(password);
        }
        Files.move(fresh, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What a killed program left half-made. Its initdb may still be writing there; then the start after this one removes it. */
    private static void removeLeftovers(Path folder, String names) throws IOException {
        try (var leftovers = Files.newDirectoryStream(folder, names)) {
            for (var leftover : leftovers) {
                Folders.delete(leftover);
            }
        } catch (DirectoryNotEmptyException e) {
            log.debug("{} is still being written by a program that was killed", folder, e);
        }
    }

    private void launch() throws IOException {
        var deadline = time.instant().plus(PATIENCE);
        Files.createDirectories(data.path().resolve("logs"));
        var startLog = data.path().resolve("logs/postgres-start.log");
        while (true) {
            // A starter left behind by a killed program may have been faster.
            stopOrphan();
            port = freePort();
            writeSettings();
            Files.deleteIfExists(startLog);
            var output = run(
                    "pg_ctl",
                    "start",
                    "--pgdata=" + cluster,
                    "--log=" + startLog,
                    "--wait",
                    "--timeout=" + PATIENCE.toSeconds(),
                    "--silent");
            if (output.exit() == 0) {
                return;
            }
            if (time.instant().isAfter(deadline)) {
                throw new IOException(output.text() + tail(startLog));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailableException("The start was interrupted.", e);
        }
    }

    private void writeSettings() throws IOException {
        var settings = new ArrayList<>(List.of(
                SETTINGS, "port = " + port, "shared_buffers = %dMB".formatted(buffersMib(sizeOfTables(), memory()))));
        settings.addAll(extraSettings);
        Files.writeString(cluster.resolve("postgresql.conf"), String.join("\n", settings) + "\n");
        Files.writeString(cluster.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
    }

    /**
     * How much of the tables the server keeps at hand, in MiB: a quarter of them, so that it grows with the years without
     * anybody's doing, but no more than an eighth of the machine. A county begins with 128 and stays under its 1 GiB.
     */
    static long buffersMib(long sizeOfTables, long memory) {
        return Math.max(128, Math.min(sizeOfTables / 4, memory / 8) >> 20);
    }

    private long sizeOfTables() throws IOException {
        try (var files = Files.walk(cluster.resolve("base"))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static long memory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static String tail(Path file) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        var lines = Files.readAllLines(file);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    }

    private void stop() throws IOException {
        var output = run("pg_ctl", "stop", "--pgdata=" + cluster, "--mode=fast", "--wait", "--timeout=60", "--silent");
        if (output.exit() != 0 && Files.exists(cluster.resolve("postmaster.pid"))) {
            log.warn("PostgreSQL does not stop in good order ({}); stopping it at once", output.text());
            run("pg_ctl", "stop", "--pgdata=" + cluster, "--mode=immediate", "--wait", "--timeout=30", "--silent");
        }
    }

    private void prepareDatabase() {
        try (var connection = superuser()) {
            Roles.ensureOwner(connection, OWNER, data.password(OWNER), DATABASE);
        } catch (SQLException e) {
            var sentence = "28P01".equals(e.getSQLState())
                    ? "The file %s does not belong to the database beside it; put the right one back from your backup."
                            .formatted(data.path().resolve("secret"))
                    : "The embedded PostgreSQL does not take connections: " + e.getMessage();
            close();
            throw new DatabaseUnavailableException(sentence, e);
        }
    }

    private record Output(int exit, String text) {}

    private Output run(String program, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        if (new UnixSystem().getUid() == 0) {
            // PostgreSQL refuses to run as root. In a user namespace of its own it is nobody, with root's files still
            // its own.
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(bin.resolve(program).toString());
        command.addAll(List.of(arguments));
        // Through a file: a pipe would stay open for as long as the server that pg_ctl leaves behind.
        var output = Files.createTempFile(data.path(), "postgres-new", ".output");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .directory(data.path().toFile());
            process.environment().keySet().removeIf(name -> name.startsWith("PG"));
            process.environment().put("LC_ALL", "C");
            var exit = process.start().waitFor();
            return new Output(exit, Files.readString(output).strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailableException("The start was interrupted.", e);
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
