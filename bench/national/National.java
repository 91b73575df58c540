package national;

import io.gongkai.GongkaiApplication;
import io.gongkai.database.Installation;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Recount;
import io.gongkai.portal.Projector;
import io.gongkai.statistics.Form;
import io.gongkai.statistics.Returns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The whole nation in one tree: all 665,276 divisions as organizations and ten million entries in one year (or ten or a
 * hundred times fewer), built anew and asked everything that a return is asked for, beside PostgreSQL and DuckDB on the same
 * rows. See docs/performance.md.
 */
public final class National {

    private static final int ENTRIES = 10_000_000;

    private record Options(int timesFewer, boolean heavy, long seed, Path tarball, Path data, boolean keep, Set<String> lines) {

        static Options of(String[] arguments) {
            var timesFewer = 1;
            var heavy = false;
            var seed = 20261128L;
            var tarball = Path.of("");
            var data = Path.of("");
            var keep = false;
            var lines = Set.<String>of();
            for (var i = 0; i < arguments.length; i += 2) {
                var value = arguments[i + 1];
                switch (arguments[i]) {
                    case "--scale" -> timesFewer = Integer.parseInt(value.replace("1/", ""));
                    case "--shape" -> heavy = value.equals("W");
                    case "--seed" -> seed = Long.parseLong(value);
                    case "--divisions" -> tarball = Path.of(value);
                    case "--data" -> {
                        data = Path.of(value);
                        keep = true;
                    }
                    case "--only" -> lines = Set.of(value.split(","));
                    default -> throw new IllegalArgumentException(arguments[i]);
                }
            }
            return new Options(timesFewer, heavy, seed, tarball, data, keep, lines);
        }
    }

    private final Options options;
    private final Path data;
    private volatile Installation database;

    private National(Options options, Path data) {
        this.options = options;
        this.data = data;
    }

    public static void main(String[] arguments) throws Exception {
        var options = Options.of(arguments);
        var data = options.keep() ? options.data() : Files.createTempDirectory("gongkai-national");
        var bench = new National(options, data);
        // Also when somebody loses patience: a server and gigabytes would stay behind.
        Runtime.getRuntime().addShutdownHook(new Thread(bench::clear));
        System.exit(bench.run() ? 0 : 1);
    }

    private void clear() {
        try {
            if (database != null) {
                database.close();
            }
            if (!options.keep()) {
                Build.deleteFolder(data);
            }
        } catch (IOException e) {
            LoggerFactory.getLogger(National.class).warn("{} could not be removed", data, e);
        }
    }

    private boolean run() throws Exception {
        var begun = System.nanoTime();
        Files.createDirectories(data);
        var nation =
                new Nation(Divisions.part(Divisions.read(options.tarball()), options.timesFewer(), options.seed()));
        var entries = build(nation);
        // As at the next start of a program that has grown so large: its server then takes memory by the size of its tables.
        database.close();
        var installation = open();
        try (var owner = owner(installation);
                var duck = new Build(owner, nation, entries).duck(data.resolve("baseline.duckdb"));
                var program = program(installation, "--server.port=0")) {
            program.getBean(Projector.class).drain();
            System.out.printf("built in %s%n", Report.seconds(System.nanoTime() - begun));
            entries.forget();
            System.gc();
            var report = new Report();
            var questions = new Questions(program, owner, duck, nation, entries, report, options.timesFewer() == 1, options.lines());
            questions.ask();
            report.print();
            System.out.printf(
                    "whole run %s; heap used at most %,d MiB of %,d%n",
                    Report.seconds(System.nanoTime() - begun), Report.heapPeak() >> 20, Runtime.getRuntime().maxMemory() >> 20);
            return report.isGood();
        }
    }

    private Installation open() {
        var installation = Installation.open(data.resolve("program"), "");
        database = installation;
        return installation;
    }

    /** Builds, and asks PostgreSQL what the program is compared with. */
    private static Connection owner(Installation installation) throws SQLException {
        var owner = installation.connect();
        try (var statement = owner.createStatement()) {
            statement.execute("set work_mem = '256MB'");
        }
        return owner;
    }

    private Entries build(Nation nation) throws Exception {
        var installation = open();
        try (var owner = owner(installation);
                var program = program(installation, "--gongkai.command=true", "--server.port=-1")) {
            var entries = new Entries(
                    nation,
                    measures(program.getBean(Returns.class).form(Questions.FORM)),
                    ENTRIES / options.timesFewer(),
                    options.heavy(),
                    options.seed());
            System.out.printf(
                    "shape %s, 1/%d: %,d organizations, %,d entries%n",
                    options.heavy() ? "W" : "S", options.timesFewer(), nation.size, ENTRIES / options.timesFewer());
            var build = new Build(owner, nation, entries);
            if (Build.isDone(owner)) {
                entries.generate((_, _, _, _, _, _, _, _, _) -> {});
            } else {
                step("organizations", build::organizations);
                step("entries", build::ledger);
                step("vacuum and analyze", build::analyze);
                step("counting", () -> {
                    var counted = program.getBean(Recount.class).mend();
                    System.out.printf("  %,d entries into %,d rows of counters%n", counted.entries(), counted.rows());
                });
                step("baseline in PostgreSQL", build::rawPostgres);
            }
            return entries;
        }
    }

    /** The form's rows; of a rate the satisfied answers, which come with the valid ones. */
    private static List<Measure> measures(Form form) {
        return new ArrayList<>(form.rows().stream().map(Form.Row::measure).toList());
    }

    private ConfigurableApplicationContext program(Installation installation, String... more) {
        var arguments = new ArrayList<>(List.of(
                "--gongkai.db=" + installation.address(),
                "--gongkai.data=" + data.resolve("program"),
                "--gongkai.empty=true",
                "--gongkai.password.memory-kib=256",
                "--gongkai.password.passes=1",
                "--logging.level.root=warn",
                "--logging.level.io.gongkai=warn",
                "--logging.level.org.flywaydb.core.internal.command=warn"));
        arguments.addAll(List.of(more));
        return new SpringApplicationBuilder(GongkaiApplication.class).run(arguments.toArray(String[]::new));
    }

    private interface Step {
        void run() throws Exception;
    }

    private static void step(String name, Step step) throws Exception {
        var begun = System.nanoTime();
        step.run();
        System.out.printf("  %s: %s%n", name, Report.seconds(System.nanoTime() - begun));
    }
}
