package national;

import io.gongkai.account.People;
import io.gongkai.account.Role;
import io.gongkai.account.Tokens;
import io.gongkai.ledger.Counters;
import io.gongkai.ledger.Counting;
import io.gongkai.ledger.Fact;
import io.gongkai.ledger.Ledger;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Recount;
import io.gongkai.ledger.Source;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import io.gongkai.organization.TreeChange;
import io.gongkai.organization.TreeChanges;
import io.gongkai.portal.Projector;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.statistics.RecordedFacts;
import io.gongkai.statistics.Returns;
import io.gongkai.statistics.Sheet;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.duckdb.DuckDBConnection;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is asked of the program and of the two baselines, on the same rows. */
final class Questions {

    static final String FORM = "annual-disclosure-return";

    private static final String[] LEVELS = {"nation", "province", "prefecture", "county", "town", "village"};
    private static final int[] ASKED_LEVELS = {0, 1, 3, 4, 5};
    private static final int WRITERS = 8;

    private final ConfigurableApplicationContext program;
    private final Connection owner;
    private final DuckDBConnection duck;
    private final Nation nation;
    private final Entries entries;
    private final Report report;
    private final Set<String> only;

    /** Whether it is the whole nation; with less there is less to be quicker than. */
    private final boolean whole;

    private final Returns returns;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String address;
    private final Random random = new Random(1);

    Questions(
            ConfigurableApplicationContext program,
            Connection owner,
            DuckDBConnection duck,
            Nation nation,
            Entries entries,
            Report report,
            boolean whole,
            Set<String> only) {
        this.program = program;
        this.owner = owner;
        this.duck = duck;
        this.nation = nation;
        this.entries = entries;
        this.report = report;
        this.whole = whole;
        this.only = only;
        this.returns = program.getBean(Returns.class);
        this.address = "http://localhost:" + program.getEnvironment().getProperty("local.server.port");
    }

    private interface Line {
        void ask() throws Exception;
    }

    void ask() throws Exception {
        line("return", this::aReturn);
        line("children", this::childrenOfANode);
        line("evidence", this::evidence);
        line("recount", this::recount);
        line("single", this::singleFacts);
        line("fresh", this::freshFacts);
        line("import", this::bulkImport);
        line("move", this::moveOfACity);
        if (only.isEmpty()) {
            var proof = program.getBean(Recount.class).verify();
            report.line(
                    "counters after all of this",
                    Report.format("%,d rows from %,d entries, %d differ", proof.rows(), proof.entries(), proof.differing()),
                    "0 differ",
                    proof.differing() == 0);
        }
    }

    /** What fails is said, and the rest is asked all the same. */
    private void line(String name, Line line) {
        if (only.isEmpty() || only.contains(name)) {
            var begun = System.nanoTime();
            try {
                line.ask();
            } catch (Exception e) {
                LoggerFactory.getLogger(Questions.class).error("{} could not be measured", name, e);
                report.line(name, "failed: " + e, "an answer", false);
            }
            System.out.printf("  (%s: %s)%n", name, Report.seconds(System.nanoTime() - begun));
        }
    }

    private OrganizationId id(int unit) {
        return new OrganizationId(nation.ids[unit]);
    }

    private int[] some(int level, int most) {
        var units = nation.ofLevel.get(level).clone();
        var chosen = new int[Math.min(most, units.length)];
        for (var i = 0; i < chosen.length; i++) {
            var at = i + random.nextInt(units.length - i);
            chosen[i] = units[at];
            units[at] = units[i];
        }
        if (level == 4 && entries.heavyTown() >= 0) {
            chosen[0] = entries.heavyTown();
        }
        return chosen;
    }

    // ---- a whole return

    private void aReturn() throws Exception {
        Report.times(3000, i -> returns.compute(FORM, id(i % 7 == 0 ? 0 : random.nextInt(nation.size)), Entries.YEAR));
        Report.times(10_000, i -> get(i % 7 == 0 ? 0 : random.nextInt(nation.size)));
        for (var level : ASKED_LEVELS) {
            var units = some(level, 500);
            check(units[0]);
            var inService = Report.times(2000, i -> returns.compute(FORM, id(units[i % units.length]), Entries.YEAR));
            var byHttp = Report.times(2000, i -> get(units[i % units.length]));
            var rounds = level == 0 ? 5 : level == 1 ? 10 : 50;
            askPostgres(units[0]);
            var postgres = Report.times(rounds, i -> askPostgres(units[i % units.length]));
            askLedger(units[0]);
            var ledger = Report.times(Math.max(2, rounds / 5), i -> askLedger(units[i % units.length]));
            askDuck(units[0]);
            var duckdb = Report.times(rounds, i -> askDuck(units[i % units.length]));
            var seen = Report.format(
                    "service %s; HTTP %s; PostgreSQL in tree order %.1f ms (%.0f times), over the ledger %.1f ms (%.0f times);"
                            + " DuckDB %.1f ms (%.1f times)",
                    inService,
                    byHttp,
                    postgres.p50(),
                    postgres.p50() / inService.p50(),
                    ledger.p50(),
                    ledger.p50() / inService.p50(),
                    duckdb.p50(),
                    duckdb.p50() / inService.p50());
            var quick = inService.p99() <= 5 && byHttp.p99() <= 10;
            if (level == 0 && whole) {
                report.line(
                        "return: " + LEVELS[level],
                        seen,
                        "p99 5 ms, by HTTP 10 ms; 500 times PostgreSQL, 4 times DuckDB",
                        quick && postgres.p50() >= 500 * inService.p50() && duckdb.p50() >= 4 * inService.p50());
            } else {
                report.line("return: " + LEVELS[level], seen, "p99 5 ms, by HTTP 10 ms", quick);
            }
        }
    }

    private String get(int unit) throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create(address + "/api/v1/returns/" + FORM + "/" + nation.codes[unit] + "/" + Entries.YEAR))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.toString());
        }
        return answer.body();
    }

    private Map<Integer, Long> askPostgres(int unit) throws SQLException {
        return sums(owner.prepareStatement("""
                select cell, sum(quantity), sum(facts)
                  from bench.raw
                 where place >= ?
                   and place < ?
                   and day <= 365
                 group by cell
                """), unit);
    }

    private Map<Integer, Long> askDuck(int unit) throws SQLException {
        return sums(duck.prepareStatement("""
                select cell, sum(quantity), sum(facts)
                  from raw
                 where place >= ?
                   and place < ?
                   and day <= 365
                 group by cell
                """), unit);
    }

    private Map<Integer, Long> sums(PreparedStatement statement, int unit) throws SQLException {
        try (statement) {
            statement.setInt(1, unit);
            statement.setInt(2, nation.end(unit));
            var sums = new HashMap<Integer, Long>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    sums.put(rows.getInt(1), rows.getLong(2));
                }
            }
            return sums;
        }
    }

    private void askLedger(int unit) throws SQLException {
        try (var statement = owner.prepareStatement("""
                select e.measure, s.kind, sum(e.quantity), sum(e.facts)
                  from organization.ancestry a
                  join organization.state s on s.organization_id = a.descendant_id
                  join ledger.entry e on e.organization_id = a.descendant_id
                 where a.ancestor_id = ?
                   and e.occurred_on between ? and ?
                   and e.occurred_on >= a.valid_from and (a.valid_until is null or e.occurred_on < a.valid_until)
                   and e.occurred_on >= s.valid_from and (s.valid_until is null or e.occurred_on < s.valid_until)
                 group by e.measure, s.kind
                """)) {
            statement.setObject(1, nation.ids[unit]);
            statement.setObject(2, LocalDate.of(Entries.YEAR, 1, 1));
            statement.setObject(3, LocalDate.of(Entries.YEAR, 12, 31));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    rows.getLong(3);
                }
            }
        }
    }

    /** The three must say the same before it matters how quickly. */
    private void check(int unit) throws SQLException {
        if (program.getBean(Ledger.class).watermark() > entries.size) {
            // Measured before: the ledger holds more than the baselines.
            return;
        }
        var raw = askPostgres(unit);
        if (!raw.equals(askDuck(unit))) {
            throw new IllegalStateException("The baselines differ at " + nation.codes[unit]);
        }
        var sheet = returns.compute(FORM, id(unit), Entries.YEAR);
        for (var line : sheet.lines()) {
            for (var column : sheet.form().columns()) {
                var sum = 0L;
                var base = 0L;
                for (var kind : column.kinds()) {
                    sum += sum(raw, line.row().measure(), kind);
                    base += line.row().base() == null ? 0 : sum(raw, line.row().base(), kind);
                }
                var right = Sheet.value(line.row(), sum, base);
                if (!java.util.Objects.equals(right, line.cell(column.code()))) {
                    throw new IllegalStateException("%s, %s, %s is %s, not %s"
                            .formatted(
                                    nation.codes[unit], line.row().code(), column.code(), line.cell(column.code()), right));
                }
            }
        }
    }

    private static long sum(Map<Integer, Long> raw, Measure measure, OrganizationKind kind) {
        return raw.getOrDefault(measure.ordinal() * 16 + kind.ordinal(), 0L);
    }

    // ---- the table of what stands below

    private void childrenOfANode() throws Exception {
        for (var level : new int[] {0, 1, 2, 3, 4}) {
            var units = some(level, 100);
            var children = Arrays.stream(units)
                    .mapToObj(unit -> Arrays.stream(nation.children(unit)).mapToObj(this::id).toList())
                    .filter(below -> !below.isEmpty())
                    .toList();
            Report.times(50, i -> returns.computeAll(FORM, children.get(i % children.size()), Entries.YEAR));
            var times = Report.times(400, i -> returns.computeAll(FORM, children.get(i % children.size()), Entries.YEAR));
            report.line(
                    "table of what stands below a " + LEVELS[level],
                    Report.format(
                            "%s; %d rows at most", times, children.stream().mapToInt(List::size).max().orElse(0)),
                    "p99 20 ms",
                    times.p99() <= 20);
        }
    }

    // ---- from a figure to its facts

    private record Figure(int unit, String row, String column) {}

    private void evidence() throws Exception {
        for (var level : ASKED_LEVELS) {
            firstPages("figure to first page of facts: " + LEVELS[level], level);
        }
        for (var level : new int[] {0, 1, 3}) {
            farPages(level);
        }
    }

    private void firstPages(String what, int level) throws Exception {
        var figures = new ArrayList<Figure>();
        for (var unit : some(level, 60)) {
            var sheet = returns.compute(FORM, id(unit), Entries.YEAR);
            for (var line : sheet.lines()) {
                for (var column : sheet.form().columns()) {
                    if (line.cell(column.code()) != null
                            && line.cell(column.code()).signum() > 0) {
                        figures.add(new Figure(unit, line.row().code(), column.code()));
                    }
                }
            }
        }
        java.util.Collections.shuffle(figures, random);
        Report.times(100, i -> firstPage(figures.get(i % figures.size())));
        var times = Report.times(600, i -> firstPage(figures.get(i % figures.size())));
        report.line(what, times.toString(), "p99 20 ms", times.p99() <= 20);
    }

    private void firstPage(Figure figure) {
        returns.evidence(FORM, id(figure.unit()), Entries.YEAR, figure.row(), figure.column(), 50, null);
    }

    /** Of the figure with the most facts. */
    private void farPages(int level) throws Exception {
        var unit = some(level, 1)[0];
        Sheet.Line most = null;
        var facts = 0L;
        for (var line : returns.compute(FORM, id(unit), Entries.YEAR).lines()) {
            var count = returns.evidence(FORM, id(unit), Entries.YEAR, line.row().code(), null, 1, null).count();
            if (count > facts) {
                facts = count;
                most = line;
            }
        }
        var size = (int) Math.clamp(facts / 1010, 1, 50);
        var millis = new ArrayList<Double>();
        String cursor = null;
        for (var page = 1; page <= 1010; page++) {
            var begun = System.nanoTime();
            var evidence = returns.evidence(FORM, id(unit), Entries.YEAR, most.row().code(), null, size, cursor);
            millis.add((System.nanoTime() - begun) / 1e6);
            cursor = evidence.next();
            if (cursor == null) {
                break;
            }
        }
        var first = Report.sorted(millis.stream().limit(100).mapToDouble(Double::doubleValue).toArray());
        var last = Report.sorted(millis.stream()
                .skip(Math.max(0, millis.size() - 100))
                .mapToDouble(Double::doubleValue)
                .toArray());
        report.line(
                "pages of facts one after the other: " + LEVELS[level],
                Report.format("pages 1-100 %s; up to page %,d %s (%d facts a page)", first, millis.size(), last, size),
                "p99 20 ms, no slower at page 1,000",
                last.p99() <= 20 && last.p50() <= 1.25 * first.p50());
    }

    // ---- counting everything again

    private void recount() throws Exception {
        var raw = Report.times(2, _ -> {
            try (var statement = owner.createStatement();
                    var rows = statement.executeQuery("""
                            select count(*), sum(quantity), sum(facts)
                              from (select organization_id, measure, extract(month from occurred_on),
                                           sum(quantity) as quantity, sum(facts) as facts
                                      from ledger.entry
                                     where occurred_on between '%1$d-01-01' and '%1$d-12-31'
                                     group by 1, 2, 3) leaf
                            """.formatted(Entries.YEAR))) {
                rows.next();
            }
        });
        var recount = program.getBean(Recount.class);
        var proof = new Recount.Report[1];
        var times = Report.times(2, _ -> proof[0] = recount.verify());
        report.line(
                "recount of the year, compared bit for bit",
                Report.format(
                        "%.1f s for %,d entries and %,d rows, %d differ; GROUP BY by leaf %.1f s: %.2f times as long",
                        times.p50() / 1000,
                        proof[0].entries(),
                        proof[0].rows(),
                        proof[0].differing(),
                        raw.p50() / 1000,
                        times.p50() / raw.p50()),
                "3 times",
                proof[0].differing() == 0 && times.p50() <= 3 * raw.p50());
    }

    // ---- facts, one by one

    private void singleFacts() throws Exception {
        for (var table : List.of("bench.entry", "bench.entry_full")) {
            owner.createStatement().execute("drop table if exists " + table);
            clone("ledger.entry", table, table.endsWith("full"));
            owner.createStatement().execute("grant insert on " + table + " to gongkai_work");
        }
        owner.createStatement().execute("grant usage on schema bench to gongkai_work");
        var pool = program.getBean(DataSource.class);
        var service = new TransactionTemplate(program.getBean(PlatformTransactionManager.class));
        var ledger = program.getBean(Ledger.class);
        var facts = program.getBean(RecordedFacts.class);
        var clerk = clerk();
        var seconds = 8;
        // The first round warms up, the service longest: it has most to compile.
        var empty = 0.0;
        var plain = 0.0;
        var entered = 0.0;
        var recorded = 0.0;
        for (var round = 0; round < 2; round++) {
            empty = perSecond(round == 0 ? 3 : seconds, _ -> insert(pool, "bench.entry"));
            plain = perSecond(round == 0 ? 3 : seconds, _ -> insert(pool, "bench.entry_full"));
            entered = perSecond(round == 0 ? 40 : seconds, _ -> () -> service.executeWithoutResult(_ -> ledger.record(fact())));
            recorded = perSecond(round == 0 ? 6 : seconds, _ -> () -> facts.record(recording(), clerk).orThrow());
        }
        report.line(
                "durable single facts",
                Report.format(
                        "%,.0f a second into the ledger, %,.0f with their record by hand; plain INSERTs into a copy of the ledger"
                                + " %,.0f: %.2f and %.2f; into an empty copy %,.0f: %.2f (%d connections)",
                        entered,
                        recorded,
                        plain,
                        entered / plain,
                        recorded / plain,
                        empty,
                        entered / empty,
                        WRITERS),
                "0.5 of the plain INSERTs into as many rows",
                entered >= 0.5 * plain);
        program.getBean(Counting.class).catchUp();
    }

    private Writer insert(DataSource pool, String table) throws SQLException {
        var connection = pool.getConnection();
        var statement = connection.prepareStatement("""
                insert into %s (measure, detail, nature, organization_id, occurred_on, quantity, facts, source_type, source_id,
                       summary, open, recorded_at)
                values ('FORUM', '', 'FLOW', ?, ?, 1, 1, 'FACT', ?, '群众座谈会', false, now())
                """.formatted(table));
        return new Writer() {
            @Override
            public void write() throws SQLException {
                statement.setObject(1, village().value());
                statement.setObject(2, LocalDate.of(Entries.YEAR, 12, 1));
                statement.setObject(3, timeOrdered());
                statement.executeUpdate();
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }

    /** As the program's own sources are numbered (UUID version 7). */
    private static UUID timeOrdered() {
        var random = ThreadLocalRandom.current();
        return new UUID(
                System.currentTimeMillis() << 16 | 0x7000 | random.nextInt(0x1000), random.nextLong() >>> 2 | 1L << 63);
    }

    /** With the same keys, checks and indexes; full with the same rows, too. */
    private void clone(String table, String name, boolean full) throws SQLException {
        try (var statement = owner.createStatement()) {
            statement.execute("create table %s (like %s including all excluding indexes)".formatted(name, table));
            if (full) {
                statement.execute("insert into %s overriding system value select * from %s".formatted(name, table));
                statement.execute("select setval(pg_get_serial_sequence('%s', 'id'), (select max(id) from %s))"
                        .formatted(name, name));
            }
            var definitions = new ArrayList<String>();
            try (var rows = statement.executeQuery("""
                    select case when c.oid is null
                                then replace(pg_get_indexdef(i.indexrelid), ' ON %1$s ', ' ON %2$s ')
                                else 'alter table %2$s add ' || pg_get_constraintdef(c.oid)
                           end
                      from pg_index i
                      left join pg_constraint c on c.conindid = i.indexrelid and c.conrelid = i.indrelid and c.contype in ('p', 'u')
                     where i.indrelid = '%1$s'::regclass
                    """.formatted(table, name))) {
                while (rows.next()) {
                    definitions.add(rows.getString(1).replaceFirst("INDEX \\S+ ON", "INDEX ON"));
                }
            }
            try (var rows = statement.executeQuery("""
                    select pg_get_constraintdef(oid)
                      from pg_constraint
                     where contype = 'f' and conrelid = '%s'::regclass
                    """.formatted(table))) {
                while (rows.next()) {
                    definitions.add("alter table %s add %s"
                            .formatted(name, rows.getString(1).replace(table, name)));
                }
            }
            for (var definition : definitions) {
                statement.execute(definition);
            }
            // Else the server would do it while the seconds run.
            statement.execute("vacuum (analyze) " + name);
        }
    }

    private interface Writer extends AutoCloseable {
        void write() throws Exception;

        @Override
        default void close() throws Exception {}
    }

    private interface Writers {
        Writer of(int thread) throws Exception;
    }

    private double perSecond(int seconds, Writers writers) throws Exception {
        var written = new AtomicLong();
        var over = new AtomicBoolean();
        var troubles = new ConcurrentLinkedQueue<Exception>();
        var threads = new ArrayList<Thread>();
        var begun = System.nanoTime();
        for (var i = 0; i < WRITERS; i++) {
            var number = i;
            threads.add(Thread.ofPlatform().start(() -> {
                try (var writer = writers.of(number)) {
                    while (!over.get()) {
                        writer.write();
                        written.incrementAndGet();
                    }
                } catch (Exception e) {
                    troubles.add(e);
                }
            }));
        }
        Thread.sleep(seconds * 1000L);
        over.set(true);
        for (var thread : threads) {
            thread.join();
        }
        if (!troubles.isEmpty()) {
            throw troubles.peek();
        }
        return written.get() / ((System.nanoTime() - begun) / 1e9);
    }

    private OrganizationId village() {
        var villages = nation.ofLevel.get(5);
        return id(villages[ThreadLocalRandom.current().nextInt(villages.length)]);
    }

    private Fact fact() {
        return new Fact(
                Measure.FORUM,
                village(),
                LocalDate.of(Entries.YEAR, 12, 1),
                1,
                new Source("FACT", timeOrdered()),
                "群众座谈会",
                false,
                null);
    }

    private RecordedFacts.Recording recording() {
        return new RecordedFacts.Recording(
                village(), Measure.FORUM, LocalDate.of(Entries.YEAR, 12, 1), 1, null, null, "群众座谈会", "会议记录第一号", null);
    }

    private PersonId clerk() {
        var people = program.getBean(People.class);
        return people.find("bench").orElseGet(() -> {
            var clerk = people.registerWithoutPassword("bench", "试验员").orThrow();
            people.appoint(clerk, id(0), Role.CLERK, Build.FOUNDED, null);
            return clerk;
        });
    }

    // ---- how soon a fact is seen

    private void freshFacts() throws Exception {
        var perSecond = 1000;
        var seconds = 20;
        var service = new TransactionTemplate(program.getBean(PlatformTransactionManager.class));
        var ledger = program.getBean(Ledger.class);
        record Committed(UUID source, long at) {}
        record Numbered(long number, long at) {}
        record Seen(long watermark, long at) {}
        var committed = new ConcurrentLinkedQueue<Committed>();
        var seen = new ArrayList<Seen>();
        var earlier = ledger.watermark();
        var before = forums(0);
        var over = new AtomicBoolean();
        var reader = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                var watermark = returns.compute(FORM, id(0), Entries.YEAR).watermark();
                seen.add(new Seen(watermark, System.nanoTime()));
                LockSupport.parkNanos(10_000_000);
            }
        });
        var begun = System.nanoTime() + 100_000_000;
        var turn = new AtomicInteger();
        var writers = new ArrayList<Thread>();
        for (var i = 0; i < WRITERS; i++) {
            writers.add(Thread.ofPlatform().start(() -> {
                for (int number; (number = turn.getAndIncrement()) < perSecond * seconds; ) {
                    var due = begun + number * (1_000_000_000L / perSecond);
                    for (long left; (left = due - System.nanoTime()) > 0; ) {
                        LockSupport.parkNanos(left);
                    }
                    var fact = fact();
                    service.executeWithoutResult(_ -> ledger.record(fact));
                    committed.add(new Committed(fact.source().id(), System.nanoTime()));
                }
            }));
        }
        for (var writer : writers) {
            writer.join();
        }
        var rate = perSecond * seconds / ((System.nanoTime() - begun) / 1e9);
        var numbers = numbersAfter(earlier);
        var sorted = committed.stream()
                .map(one -> new Numbered(numbers.get(one.source()), one.at()))
                .sorted(java.util.Comparator.comparing(Numbered::number))
                .toList();
        var last = sorted.getLast().number();
        var patience = System.nanoTime() + 120_000_000_000L;
        while (returns.compute(FORM, id(0), Entries.YEAR).watermark() < last && System.nanoTime() < patience) {
            LockSupport.parkNanos(5_000_000);
        }
        LockSupport.parkNanos(100_000_000);
        over.set(true);
        reader.join();
        var millis = new double[sorted.size()];
        var at = 0;
        for (var i = 0; i < millis.length; i++) {
            while (at < seen.size() - 1 && seen.get(at).watermark() < sorted.get(i).number()) {
                at++;
            }
            millis[i] = Math.max(0, (seen.get(at).at() - sorted.get(i).at()) / 1e6);
        }
        var times = Report.sorted(millis);
        var more = forums(0) - before;
        report.line(
                "new fact in every superior's figure",
                Report.format(
                        "p50 %.0f ms, p99 %.0f ms, at most %.0f ms at %,.0f facts a second; %,d recorded, the nation's figure"
                                + " rose by %,d",
                        times.p50(), times.p99(), times.most(), rate, millis.length, more),
                "p99 1 s at 1,000 a second",
                times.p99() <= 1000 && rate >= 0.99 * perSecond && more == millis.length);
    }

    /** Of the entries after one, by their sources. */
    private Map<UUID, Long> numbersAfter(long entry) throws SQLException {
        var numbers = new HashMap<UUID, Long>();
        try (var statement = owner.prepareStatement("select id, source_id from ledger.entry where id > ? and nature = 'FLOW'")) {
            statement.setLong(1, entry);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    numbers.put(rows.getObject("source_id", UUID.class), rows.getLong("id"));
                }
            }
        }
        return numbers;
    }

    private long forums(int unit) {
        return returns.compute(FORM, id(unit), Entries.YEAR).line("forumCount").total().longValue();
    }

    // ---- many facts at once

    private static final int FILES = 6;
    private static final int ROWS = 50_000;

    /** The program refuses a file that it has taken in before. */
    private final long run = System.currentTimeMillis();

    private void bulkImport() throws Exception {
        var token = program.getBean(Tokens.class)
                .issue(clerk(), "bench", LocalDate.now(program.getBean(java.time.Clock.class)).plusDays(30))
                .orThrow()
                .secret();
        // The first file warms up.
        importFile(token, 0);
        settle();
        var copied = 0.0;
        var copiedEntries = 0.0;
        var imported = 0.0;
        for (var file = 1; file <= FILES; file++) {
            copied += copyFile(file, true);
            copiedEntries += copyFile(file, false);
            imported += importFile(token, file);
            settle();
        }
        report.line(
                "bulk import of entries",
                Report.format(
                        "%,.0f rows a second; COPY of the same facts and entries %,.0f: %.2f of it; COPY of the entries alone %,.0f:"
                                + " %.2f of it",
                        FILES * ROWS / imported,
                        FILES * ROWS / copied,
                        copied / imported,
                        FILES * ROWS / copiedEntries,
                        copiedEntries / imported),
                "0.7 of COPY",
                copied >= 0.7 * imported);
    }

    private record Row(int unit, Measure measure, LocalDate on, long quantity, String title) {}

    private List<Row> rows(int file) {
        var measures = List.of(
                Measure.FORUM, Measure.INSPECTION, Measure.NEWS_ARTICLE, Measure.PUBLICITY_ACTIVITY, Measure.OPINION_CLOSED);
        var lots = new Random(file);
        var villages = nation.ofLevel.get(5);
        var units = new int[ROWS];
        for (var i = 0; i < ROWS; i++) {
            units[i] = villages[lots.nextInt(villages.length)];
        }
        Arrays.sort(units);
        var rows = new ArrayList<Row>();
        for (var i = 0; i < ROWS; i++) {
            rows.add(new Row(
                    units[i],
                    measures.get(lots.nextInt(measures.size())),
                    LocalDate.ofYearDay(Entries.YEAR, 1 + lots.nextInt(365)),
                    1 + lots.nextInt(3),
                    "第" + file + "批第" + i + "条"));
        }
        return rows;
    }

    /** Nothing of one file is still counted or copied while the next is measured. */
    private void settle() {
        program.getBean(Counting.class).catchUp();
        program.getBean(Projector.class).drain();
    }

    /** @return seconds from sending the file until it is said to be taken over */
    private double importFile(String token, int file) throws Exception {
        var text = new StringBuilder("organizationCode,measure,on,quantity,title,evidence\n");
        for (var row : rows(file)) {
            text.append(nation.codes[row.unit()]).append(',');
            text.append(row.measure()).append(',');
            text.append(row.on()).append(',');
            text.append(row.quantity()).append(',');
            text.append(row.title()).append(",登记簿").append(run).append("第").append(file).append("号\n");
        }
        var begun = System.nanoTime();
        var request = HttpRequest.newBuilder(URI.create(
                        address + "/api/v1/imports/entries?organization=" + Nation.TOP + "&name=bench" + file + "-" + begun + ".csv"))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofByteArray(text.toString().getBytes(StandardCharsets.UTF_8)))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 202) {
            throw new IllegalStateException(answer + answer.body());
        }
        var job = answer.body().replaceFirst("(?s).*\"id\"\\s*:\\s*\"([^\"]+)\".*", "$1");
        while (true) {
            var state = http.send(
                            HttpRequest.newBuilder(URI.create(address + "/api/v1/imports/" + job))
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            if (state.contains("\"DONE\"")) {
                return (System.nanoTime() - begun) / 1e9;
            }
            if (!state.contains("\"RUNNING\"") && !state.contains("\"WAITING\"")) {
                throw new IllegalStateException(state);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** Into the very tables, and back again: the keys, checks and indexes are the same, and so is their size. */
    private double copyFile(int file, boolean withFacts) throws Exception {
        var rows = rows(file);
        var by = clerk().value();
        owner.setAutoCommit(false);
        try {
            var begun = System.nanoTime();
            var sources = rows.stream().map(_ -> UUID.randomUUID()).toList();
            if (withFacts) {
                try (var copy = new Build.Copy(
                        owner,
                        "statistics.fact (id, organization_id, measure, occurred_on, quantity, title, evidence, recorded_at,"
                                + " recorded_by)")) {
                    for (var i = 0; i < ROWS; i++) {
                        var row = rows.get(i);
                        copy.row(
                                sources.get(i),
                                nation.ids[row.unit()],
                                row.measure(),
                                row.on(),
                                row.quantity(),
                                row.title(),
                                "登记簿第" + file + "号",
                                "2026-01-01 12:00:00+08",
                                by);
                    }
                }
            }
            try (var copy = new Build.Copy(
                    owner,
                    "ledger.entry (measure, nature, organization_id, occurred_on, quantity, facts, source_type, source_id, summary,"
                            + " open, recorded_at, recorded_by)")) {
                for (var i = 0; i < ROWS; i++) {
                    var row = rows.get(i);
                    copy.row(
                            row.measure(),
                            row.measure().nature(),
                            nation.ids[row.unit()],
                            row.on(),
                            row.quantity(),
                            1,
                            "FACT",
                            sources.get(i),
                            row.title(),
                            "f",
                            "2026-01-01 12:00:00+08",
                            by);
                }
            }
            return (System.nanoTime() - begun) / 1e9;
        } finally {
            owner.rollback();
            owner.setAutoCommit(true);
        }
    }

    // ---- a city moves

    private void moveOfACity() throws Exception {
        var city = Arrays.stream(nation.ofLevel.get(2))
                .boxed()
                .min(java.util.Comparator.comparing(unit -> Math.abs(nation.end(unit) - unit - 2000)))
                .orElseThrow();
        // Where it hangs now: a bench before may have moved it.
        var superior = program.getBean(Organizations.class).get(id(city)).parent();
        var from = Arrays.stream(nation.ofLevel.get(1))
                .filter(province -> id(province).equals(superior))
                .findFirst()
                .orElseThrow();
        var to = Arrays.stream(nation.ofLevel.get(1))
                .filter(province -> province != from)
                .findFirst()
                .orElseThrow();
        var counters = program.getBean(Counters.class);
        var nodes = List.of(id(0), id(from), id(to), id(city));
        var day = LocalDate.of(Entries.YEAR, 7, 1);
        var over = new AtomicBoolean();
        var begunReading = new CountDownLatch(1);
        var states = new ConcurrentLinkedQueue<List<Long>>();
        var readings = new ConcurrentLinkedQueue<Double>();
        var seen = new ConcurrentLinkedQueue<long[]>();
        var reader = Thread.ofPlatform().start(() -> {
            List<Long> before = null;
            while (!over.get()) {
                var begun = System.nanoTime();
                var now = figures(counters, nodes);
                readings.add((System.nanoTime() - begun) / 1e6);
                begunReading.countDown();
                if (!now.equals(before)) {
                    states.add(now);
                    seen.add(new long[] {System.nanoTime()});
                    before = now;
                }
            }
        });
        begunReading.await();
        var begun = System.nanoTime();
        program.getBean(TreeChanges.class)
                .apply(new TreeChange.Move(id(city), id(to), day), clerk())
                .orThrow();
        var took = (System.nanoTime() - begun) / 1e9;
        Thread.sleep(300);
        over.set(true);
        reader.join();
        var list = List.copyOf(states);
        var right = list.size() == 2
                && list.get(0).get(0).equals(list.get(1).get(0))
                && list.get(0).get(3).equals(list.get(1).get(3))
                && list.get(0).get(1) + list.get(0).get(2) == list.get(1).get(1) + list.get(1).get(2)
                && !list.get(0).get(1).equals(list.get(1).get(1));
        var times = Report.sorted(readings.stream().mapToDouble(Double::doubleValue).toArray());
        report.line(
                "move of a city in mid-year",
                Report.format(
                        "%,d units, %,d entries: right again after %.1f s; %,d readings meanwhile (%s) saw %d states, %s",
                        nation.end(city) - city,
                        entries.below(city),
                        took,
                        times.sorted().length,
                        times,
                        list.size(),
                        right ? "before and after and nothing between" : "A MIXTURE: " + list),
                "5 s, never a mixture",
                took <= 5 && right);
        firstPages("the nation's first pages of facts after it", 0);
    }

    private List<Long> figures(Counters counters, Collection<OrganizationId> nodes) {
        var counted =
                counters.between(nodes, LocalDate.of(Entries.YEAR, 1, 1), LocalDate.of(Entries.YEAR, 12, 31));
        var form = returns.form(FORM);
        return nodes.stream()
                .map(node -> Sheet.lines(form, counted.of(node), counted.of(node)).stream()
                        .filter(line -> !line.row().isRatio())
                        .filter(line -> line.row().measure().nature() == Measure.Nature.FLOW)
                        .mapToLong(line -> line.total().longValue())
                        .sum())
                .toList();
    }
}
