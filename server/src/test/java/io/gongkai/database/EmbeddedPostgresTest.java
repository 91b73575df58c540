package io.gongkai.database;

import static io.gongkai.database.EmbeddedPostgresTest.Moment.FIRST_ROW;
import static io.gongkai.database.EmbeddedPostgresTest.Moment.MANY_ROWS;
import static io.gongkai.database.EmbeddedPostgresTest.Moment.SERVER_STARTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The PostgreSQL that comes along keeps what it acknowledged, and the next start always works or says why not. */
class EmbeddedPostgresTest {

    private static final Path BINARIES = Path.of("target/postgres-bin").toAbsolutePath();

    @TempDir
    Path folder;

    private DataDirectory data;
    private EmbeddedPostgres postgres;

    @BeforeEach
    void open() {
        data = new DataDirectory(folder);
    }

    @AfterEach
    void close() {
        if (postgres != null) {
            postgres.close();
        }
        data.close();
    }

    private EmbeddedPostgres start() {
        data.lock();
        postgres = EmbeddedPostgres.start(data, BINARIES, List.of());
        return postgres;
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var column = new ArrayList<String>();
            while (rows.next()) {
                column.add(rows.getString(1));
            }
            return column;
        }
    }

    @Test
    void nothingThatKeepsDataIsSwitchedOff() throws Exception {
        try (var owner = start().ownerUrl().connect()) {
            assertThat(column(owner, "show fsync")).containsExactly("on");
            assertThat(column(owner, "show full_page_writes")).containsExactly("on");
            assertThat(column(owner, "show synchronous_commit")).containsExactly("on");
            assertThat(column(owner, "show data_checksums")).containsExactly("on");
        }
    }

    @Test
    void aCountyBeginsWithLittleMemoryAndItsServerTakesMoreOnlyAsTheTablesGrow() throws Exception {
        try (var owner = start().ownerUrl().connect()) {
            assertThat(column(owner, "show shared_buffers")).containsExactly("128MB");
        }
        var mib = 1L << 20;
        assertThat(EmbeddedPostgres.buffersMib(300 * mib, 24_000 * mib)).isEqualTo(128);
        assertThat(EmbeddedPostgres.buffersMib(4_000 * mib, 24_000 * mib)).isEqualTo(1000);
        assertThat(EmbeddedPostgres.buffersMib(40_000 * mib, 24_000 * mib)).isEqualTo(3000);
        assertThat(EmbeddedPostgres.buffersMib(40_000 * mib, 800 * mib)).isEqualTo(128);
    }

    @Test
    void chineseIsLettersAndCanBeOrderedByPinyin() throws Exception {
        try (var owner = start().ownerUrl().connect()) {
            assertThat(column(owner, "select '党务' ~ '^[[:alpha:]]+$'")).containsExactly("t");
            assertThat(column(owner, """
                            select word
                              from (values ('周'), ('安'), ('李')) as town (word)
                             order by word collate "zh-Hans-CN-x-icu"
                            """)).containsExactly("安", "李", "周");
        }
    }

    @Test
    void itAnswersOnlyFromThisMachineAndOnlyWithThePassword() throws Exception {
        start();
        assertThatThrownBy(() -> new OwnerUrl(postgres.ownerUrl().jdbc(), "gongkai_owner", "guess").connect())
                .hasMessageContaining("password authentication failed");
        try (var owner = postgres.ownerUrl().connect()) {
            assertThat(column(owner, "show listen_addresses")).containsExactly("127.0.0.1");
        }
        assertThat(Files.getPosixFilePermissions(folder.resolve("secret"))).hasSize(2);
    }

    /** Moments in the life of a program at which it is killed; told apart by what lies in its folder and what it said. */
    enum Moment {
        MAKING_THE_CLUSTER {
            @Override
            boolean isReached(Path folder, Path said, String before) throws IOException {
                try (var fresh = Files.newDirectoryStream(folder, "postgres-new*")) {
                    return fresh.iterator().hasNext();
                }
            }
        },
        COPYING_THE_FIRST_DATABASE {
            @Override
            boolean isReached(Path folder, Path said, String before) throws IOException {
                try (var fresh = Files.newDirectoryStream(folder, "postgres-new*")) {
                    for (var cluster : fresh) {
                        if (Files.exists(cluster.resolve("base/4"))) {
                            return true;
                        }
                    }
                    return Files.exists(folder.resolve("postgres"));
                }
            }
        },
        CLUSTER_MADE {
            @Override
            boolean isReached(Path folder, Path said, String before) {
                return Files.exists(folder.resolve("postgres"));
            }
        },
        SERVER_STARTING {
            @Override
            boolean isReached(Path folder, Path said, String before) throws IOException {
                var now = server(folder);
                return !now.isEmpty() && !now.equals(before);
            }
        },
        FIRST_ROW {
            @Override
            boolean isReached(Path folder, Path said, String before) throws IOException {
                return Files.size(said) > 0;
            }
        },
        MANY_ROWS {
            @Override
            boolean isReached(Path folder, Path said, String before) throws IOException {
                return Files.size(said) > 500;
            }
        };

        /** @param before the server that was running when the program started, from the program before it */
        abstract boolean isReached(Path folder, Path said, String before) throws IOException;
    }

    @Test
    void aProgramKilledAtAnyMomentLosesNothingAndTheNextOneStarts() throws Exception {
        var said = new ArrayList<Long>();
        for (var moment : Moment.values()) {
            said.addAll(runAndKill(moment));
        }
        // Now each start meets a server that is still running, or still starting, from the one before.
        for (var moment : List.of(SERVER_STARTING, SERVER_STARTING, MANY_ROWS, FIRST_ROW, SERVER_STARTING, MANY_ROWS)) {
            said.addAll(runAndKill(moment));
        }

        assertThat(said).hasSizeGreaterThan(300).doesNotHaveDuplicates();
        try (var owner = start().ownerUrl().connect()) {
            var kept = column(owner, "select number from said").stream()
                    .map(Long::valueOf)
                    .toList();
            assertThat(kept).containsAll(said);
        }
    }

    private static String server(Path folder) throws IOException {
        try {
            return Files.readString(folder.resolve("postgres/postmaster.pid"))
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (NoSuchFileException notRunning) {
            return "";
        }
    }

    private List<Long> runAndKill(Moment moment) throws Exception {
        var output = Files.createTempFile(folder, "said", ".txt");
        var before = server(folder);
        var program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledProgram.class.getName(),
                        folder.toString(),
                        BINARIES.toString(),
                        output.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        while (!moment.isReached(folder, output, before)) {
            assertThat(program.waitFor(5, TimeUnit.MILLISECONDS))
                    .as("it ends by itself before %s", moment)
                    .isFalse();
        }
        program.destroyForcibly().waitFor();
        // The last line may have been cut off in the middle.
        var text = Files.readString(output);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(Long::valueOf)
                .toList();
    }

    @Test
    void aPidFileWhoseNumberNowBelongsToAnotherProgramIsNoHindrance() throws Exception {
        start().close();
        Files.write(
                folder.resolve("postgres/postmaster.pid"),
                List.of(
                        String.valueOf(ProcessHandle.current().pid()),
                        folder.resolve("postgres").toString(),
                        "1",
                        "5432",
                        "",
                        "127.0.0.1",
                        "1 1",
                        "ready"));
        postgres = EmbeddedPostgres.start(data, BINARIES, List.of());
        try (var owner = postgres.ownerUrl().connect()) {
            assertThat(column(owner, "select 1")).containsExactly("1");
        }
    }

    @Test
    void twoProgramsOnOneDataDirectoryAreRefused() {
        data.lock();
        var second = new DataDirectory(folder);
        assertThatThrownBy(second::lock)
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("already running");
        data.close();
        second.lock();
        second.close();
    }

    @Test
    void dataOfANewerPostgresIsRefusedInOneSentence() throws Exception {
        Files.createDirectories(folder.resolve("postgres"));
        Files.writeString(folder.resolve("postgres/PG_VERSION"), "19\n");
        assertThatThrownBy(this::start)
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("written by PostgreSQL 19")
                .hasMessageContaining("use the newer version of Gongkai");
    }

    @Test
    void dataOfAnOlderPostgresIsRefusedWithWhatToDo() throws Exception {
        Files.createDirectories(folder.resolve("postgres"));
        Files.writeString(folder.resolve("postgres/PG_VERSION"), "17\n");
        assertThatThrownBy(this::start)
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("backup")
                .hasMessageContaining("restore");
    }

    @Test
    void aLostSecretIsNamed() throws Exception {
        start().close();
        Files.delete(folder.resolve("secret"));
        assertThatThrownBy(() -> EmbeddedPostgres.start(data, BINARIES, List.of()))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("secret is missing");
    }

    @Test
    void noSuperuserIsLeftConnected() throws Exception {
        start();
        try (var superuser = postgres.superuser()) {
            assertThat(column(superuser, """
                            select activity.usename
                              from pg_stat_activity as activity
                              join pg_roles as role on role.oid = activity.usesysid
                             where activity.backend_type = 'client backend'
                               and role.rolsuper
                               and activity.pid <> pg_backend_pid()
                            """)).isEmpty();
        }
    }
}
