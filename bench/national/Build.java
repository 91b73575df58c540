package national;

import io.gongkai.ledger.Measure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.duckdb.DuckDBConnection;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Puts the nation and its entries into the program's database, and the same rows into the two baselines. */
final class Build {

    /** Day from which all units stand. */
    static final LocalDate FOUNDED = LocalDate.of(2020, 1, 1);

    private final Connection owner;
    private final Nation nation;
    private final Entries entries;

    Build(Connection owner, Nation nation, Entries entries) {
        this.owner = owner;
        this.nation = nation;
        this.entries = entries;
    }

    static boolean isDone(Connection owner) throws SQLException {
        try (var statement = owner.createStatement();
                var rows = statement.executeQuery("select to_regclass('bench.raw') is not null")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    /** The tree as the program keeps it: with its history (none yet) and everybody's superiors. */
    void organizations() throws SQLException {
        withoutKeys(
                List.of("organization.organization", "organization.state", "organization.parentage", "organization.ancestry"),
                () -> {
                    try (var copy = new Copy(owner, "organization.organization (id, code, valid_from)")) {
                        for (var unit = 0; unit < nation.size; unit++) {
                            copy.row(nation.ids[unit], nation.codes[unit], FOUNDED);
                        }
                    }
                    try (var copy = new Copy(owner, "organization.state (organization_id, name, kind, form, valid_from)")) {
                        for (var unit = 0; unit < nation.size; unit++) {
                            copy.row(nation.ids[unit], nation.names[unit], nation.kinds[unit], "COMMITTEE", FOUNDED);
                        }
                    }
                    try (var copy = new Copy(owner, "organization.parentage (organization_id, parent_id, valid_from)")) {
                        for (var unit = 0; unit < nation.size; unit++) {
                            copy.row(nation.ids[unit], unit == 0 ? null : nation.ids[nation.parents[unit]], FOUNDED);
                        }
                    }
                    try (var copy = new Copy(
                            owner, "organization.ancestry (ancestor_id, descendant_id, distance, valid_from)")) {
                        for (var unit = 0; unit < nation.size; unit++) {
                            var distance = 0;
                            for (var above = unit; above >= 0; above = nation.parents[above]) {
                                copy.row(nation.ids[above], nation.ids[unit], distance++, FOUNDED);
                            }
                        }
                    }
                });
    }

    void ledger() throws SQLException {
        withoutKeys(List.of("ledger.entry"), () -> {
            // Not what is measured here: the public side's own copy of the entries.
            run("update portal.copied set entry = 9e18::bigint");
            try (var copy = new Copy(
                    owner,
                    "ledger.entry (id, measure, nature, organization_id, occurred_on, quantity, facts, source_type, source_id,"
                            + " summary, open, reverses, recorded_at)")) {
                entries.generate((id, measure, unit, on, quantity, facts, source, sourceType, reverses) -> copy.row(
                        id,
                        measure,
                        measure.nature(),
                        nation.ids[unit],
                        on,
                        quantity,
                        facts,
                        sourceType,
                        source,
                        "试验记录第" + id + "号",
                        "t",
                        reverses == 0 ? null : reverses,
                        on + " 12:00:00+08"));
            }
            run("select setval('ledger.entry_id_seq', (select max(id) from ledger.entry))");
            run("update portal.copied set entry = (select max(id) from ledger.entry)");
        });
    }

    void analyze() throws SQLException {
        run("vacuum (analyze) organization.organization, organization.state, organization.parentage, organization.ancestry,"
                + " ledger.entry");
    }

    /** The same entries for PostgreSQL in the order of the tree, as narrow as can be, with the index that serves best. */
    void rawPostgres() throws SQLException {
        run("create schema bench");
        run("create table bench.raw (place int not null, cell smallint not null, day smallint not null, quantity int not null,"
                + " facts smallint not null)");
        try (var copy = new Copy(owner, "bench.raw (place, cell, day, quantity, facts)")) {
            for (var at : entries.inTreeOrder()) {
                copy.row(entries.unitOf[at], cell(at), entries.dayOf[at], entries.quantityOf[at], entries.factsOf[at]);
            }
        }
        run("create index raw_place_idx on bench.raw (place) include (cell, day, quantity, facts)");
        run("vacuum (analyze) bench.raw");
    }

    /** And for DuckDB. */
    DuckDBConnection duck(Path file) throws SQLException {
        var duck = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + file);
        try (var statement = duck.createStatement()) {
            statement.execute("set threads = 2");
            statement.execute("set memory_limit = '2GB'");
            try (var rows = statement.executeQuery("select count(*) from duckdb_tables() where table_name = 'raw'")) {
                rows.next();
                if (rows.getInt(1) > 0) {
                    return duck;
                }
            }
            statement.execute("create table raw (place int, cell smallint, day smallint, quantity int, facts smallint)");
        }
        try (var appender = duck.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "raw")) {
            for (var at : entries.inTreeOrder()) {
                appender.beginRow();
                appender.append(entries.unitOf[at]);
                appender.append(cell(at));
                appender.append(entries.dayOf[at]);
                appender.append(entries.quantityOf[at]);
                appender.append((short) entries.factsOf[at]);
                appender.endRow();
            }
        }
        try (var statement = duck.createStatement()) {
            statement.execute("checkpoint");
        }
        return duck;
    }

    /** Measure and kind in one number. */
    private short cell(int at) {
        return (short) (entries.measureOf[at] * 16 + nation.kinds[entries.unitOf[at]].ordinal());
    }

    static Measure measure(int cell) {
        return Measure.values()[cell / 16];
    }

    // ---- how

    interface Load {
        void run() throws SQLException;
    }

    /** Keys, checks of other tables and indexes are made after the rows: the same in the end, and much quicker. */
    private void withoutKeys(List<String> tables, Load load) throws SQLException {
        var drops = new ArrayList<String>();
        var makes = new ArrayList<String>();
        try (var statement = owner.prepareStatement("""
                select format('alter table %s drop constraint %I cascade', c.conrelid::regclass, c.conname),
                       format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
                  from pg_constraint c
                 where c.contype in ('p', 'u', 'f')
                   and (c.conrelid = any(?::regclass[]) or c.confrelid = any(?::regclass[]))
                 order by c.contype = 'f', c.conrelid::regclass::text, c.conname
                """)) {
            var array = owner.createArrayOf("text", tables.toArray());
            statement.setArray(1, array);
            statement.setArray(2, array);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    drops.add(rows.getString(1));
                    makes.add(rows.getString(2));
                }
            }
        }
        try (var statement = owner.prepareStatement("""
                select format('drop index %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
                  from pg_index i
                 where i.indrelid = any(?::regclass[])
                   and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u'))
                """)) {
            statement.setArray(1, owner.createArrayOf("text", tables.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    drops.add(rows.getString(1));
                    makes.add(rows.getString(2));
                }
            }
        }
        // Foreign keys hang on the others.
        for (var drop : drops.reversed()) {
            run(drop);
        }
        load.run();
        run("set maintenance_work_mem = '512MB'");
        run("set max_parallel_maintenance_workers = 1");
        for (var make : makes.stream().sorted(java.util.Comparator.comparing(Build::isForeign)).toList()) {
            run(make);
        }
        run("reset maintenance_work_mem");
    }

    private static boolean isForeign(String make) {
        return make.toLowerCase(Locale.ROOT).contains("foreign key");
    }

    void run(String sql) throws SQLException {
        try (var statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Rows by {@code copy … from stdin}. */
    static final class Copy implements AutoCloseable {

        private final CopyIn copy;
        private final StringBuilder text = new StringBuilder(1 << 17);

        Copy(Connection connection, String table) throws SQLException {
            copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + table + " from stdin");
        }

        void row(Object... cells) {
            for (var i = 0; i < cells.length; i++) {
                if (i > 0) {
                    text.append('\t');
                }
                text.append(cells[i] == null ? "\\N" : cells[i]);
            }
            text.append('\n');
            if (text.length() > 1 << 16) {
                send();
            }
        }

        private void send() {
            try {
                var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
                copy.writeToCopy(bytes, 0, bytes.length);
                text.setLength(0);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws SQLException {
            send();
            copy.endCopy();
        }
    }

    static void deleteFolder(Path folder) throws IOException {
        try (var files = java.nio.file.Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                java.nio.file.Files.delete(file);
            }
        }
    }
}
