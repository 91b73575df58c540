package io.gongkai.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup brings back every row, every rule and every number to come, or changes nothing and says why. */
class BackupTest {

    @TempDir
    Path folder;

    private Path file;
    private Installation county;

    @BeforeEach
    void aCountyWithARecord() throws Exception {
        file = folder.resolve("county.zip");
        county = installation();
        Database.open(folder.resolve("data"), county.address()).close();
        try (var owner = county.connect()) {
            execute(owner, """
                    insert into organization.organization (code, valid_from) values ('HX', '2020-01-01');
                    insert into organization.state (organization_id, name, kind, form, valid_from)
                    select id, E'县委\\t制表\\n换行 \\\\N', 'COUNTY_COMMITTEE', 'COMMITTEE', valid_from
                      from organization.organization;
                    insert into ledger.entry (measure, nature, organization_id, occurred_on, quantity, source_type, source_id,
                                              summary, open, recorded_at)
                    select 'X', 'FLOW', id, '2026-03-01', 1, 'fact', uuidv7(), '', true, now()
                      from organization.organization;
                    insert into ledger.entry (measure, nature, organization_id, occurred_on, quantity, source_type, source_id,
                                              summary, open, recorded_at, reverses)
                    select measure, nature, organization_id, occurred_on, -quantity, source_type, source_id,
                           '更正', open, now(), id
                      from ledger.entry;
                    insert into account.audit_event (happened_at, act, address, detail) values (now(), 'SIGN_IN', '::1', '');
                    insert into account.person (login, name, registered_at) values ('clerk', '文书', now());
                    insert into account.token (person_id, name, hash, created_at, expires_on)
                    select id, 't', '\\x00ff5c', now(), '2027-01-01' from account.person;
                    """);
        }
    }

    private Installation installation() {
        return Installation.open(folder.resolve("data"), TestPostgres.newDatabase());
    }

    private static List<String> rows(Installation installation, String sql) throws SQLException {
        try (var connection = installation.connect()) {
            return rows(connection, sql);
        }
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> everything(Installation installation) throws SQLException {
        var all = new ArrayList<String>();
        try (var owner = installation.connect()) {
            for (var table : rows(owner, """
                    select format('%I.%I', schemaname, tablename)
                      from pg_tables
                     where schemaname not in ('pg_catalog', 'information_schema', 'migration')
                     order by 1
                    """)) {
                rows(owner, "select t::text from " + table + " as t order by 1").forEach(row -> all.add(table + row));
            }
        }
        return all;
    }

    private static List<String> rules(Installation installation) throws SQLException {
        return rows(installation, """
                select conrelid::regclass || ' ' || conname || ' ' || convalidated || ' ' || pg_get_constraintdef(oid)
                  from pg_constraint
                 where conrelid <> 0
                   and connamespace not in (select oid from pg_namespace where nspname in ('pg_catalog', 'information_schema'))
                union all
                select tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text
                  from pg_trigger
                 where not tgisinternal
                 order by 1
                """);
    }

    @Test
    void everyRowAndEveryRuleComesBack() throws Exception {
        var written = Backup.write(county, file);
        var restored = installation();
        var read = Backup.restore(restored, file);

        assertThat(read).isEqualTo(written);
        assertThat(read.rows()).isGreaterThan(6);
        assertThat(everything(restored)).isEqualTo(everything(county)).hasSize((int) read.rows());
        assertThat(rules(restored)).isEqualTo(rules(county)).isNotEmpty();
    }

    @Test
    void theLedgerGoesOnWhereItWas() throws Exception {
        Backup.write(county, file);
        var restored = installation();
        Backup.restore(restored, file);

        var next = "select nextval('ledger.entry_id_seq')";
        assertThat(rows(restored, next)).isEqualTo(rows(county, next)).containsExactly("3");
        assertThatThrownBy(() -> rows(restored, "delete from ledger.entry returning id"))
                .hasMessageContaining("append-only");
    }

    @Test
    void theProgramStartsOnWhatWasRestored() throws Exception {
        Backup.write(county, file);
        var restored = installation();
        Backup.restore(restored, file);

        try (var database = Database.open(folder.resolve("data"), restored.address());
                var work = new OwnerUrl(database.jdbcUrl(), Roles.WORK, database.workPassword()).connect()) {
            assertThat(rows(work, "select code from organization.organization")).containsExactly("HX");
        }
    }

    @Test
    void aFullDatabaseIsNotOverwritten() throws Exception {
        Backup.write(county, file);
        var before = everything(county);

        assertThatThrownBy(() -> Backup.restore(county, file)).hasMessageContaining("not empty");
        assertThat(everything(county)).isEqualTo(before);
    }

    @Test
    void aDamagedFileIsNoticedBeforeAnythingIsWritten() throws Exception {
        Backup.write(county, file);
        change("data/ledger.entry.copy", text -> text.replace("2026-03-01", "2026-03-02"));
        var empty = installation();

        assertThatThrownBy(() -> Backup.restore(empty, file)).hasMessageContaining("not a whole backup");
        assertThat(rows(empty, "select nspname from pg_namespace where nspname = 'ledger'"))
                .isEmpty();
    }

    @Test
    void halfAFileIsNoticed() throws Exception {
        Backup.write(county, file);
        Files.write(
                file,
                List.of(Files.readString(file, StandardCharsets.ISO_8859_1).substring(0, 2000)));

        assertThatThrownBy(() -> Backup.restore(installation(), file)).hasMessageContaining("not a whole backup");
    }

    @Test
    void aBackupOfANewerProgramIsRefused() throws Exception {
        Backup.write(county, file);
        change("contents.properties", text -> text.replaceFirst("version=2026.*", "version=20991231.0000"));
        var empty = installation();

        assertThatThrownBy(() -> Backup.restore(empty, file)).hasMessageContaining("newer Gongkai");
        assertThat(rows(empty, "select nspname from pg_namespace where nspname = 'ledger'"))
                .isEmpty();
    }

    private void change(String entry, UnaryOperator<String> edit) throws Exception {
        var changed = folder.resolve("changed.zip");
        try (var from = new ZipFile(file.toFile());
                var to = new ZipOutputStream(Files.newOutputStream(changed))) {
            for (var each : from.stream().toList()) {
                to.putNextEntry(new ZipEntry(each.getName()));
                var bytes = from.getInputStream(each).readAllBytes();
                to.write(
                        each.getName().equals(entry)
                                ? edit.apply(new String(bytes, StandardCharsets.UTF_8))
                                        .getBytes(StandardCharsets.UTF_8)
                                : bytes);
                to.closeEntry();
            }
        }
        Files.move(changed, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
