package io.gongkai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The compiler guards Java between modules; this guards SQL. A schema belongs to the module of its name. */
class TableOwnershipTest {

    /** Reads across a wall that were thought about: the owner keeps these columns for them. */
    private record Shared(String tables, Set<String> readers, String why) {}

    private static final Set<String> ABOVE_ORGANIZATION = Set.of(
            "account",
            "ledger",
            "document",
            "catalog",
            "disclosure",
            "channel",
            "request",
            "opinion",
            "statistics",
            "portal",
            "workbench",
            "demonstration");
    private static final Set<String> ABOVE_ACCOUNT = Set.of(
            "ledger",
            "document",
            "catalog",
            "disclosure",
            "channel",
            "request",
            "opinion",
            "statistics",
            "portal",
            "workbench",
            "demonstration");

    private static final List<Shared> SHARED = List.of(
            new Shared(
                    "organization\\.(organization|state|ancestry|parentage)",
                    ABOVE_ORGANIZATION,
                    "everything hangs in the tree, and lists are drawn with its names in one query"),
            new Shared(
                    "organization\\.(facility|leading_group|post)",
                    Set.of("portal"),
                    "the public's copy of a unit is made in one statement"),
            new Shared(
                    "account\\.(person|appointment)",
                    ABOVE_ACCOUNT,
                    "lists show names, and are cut to what the reader may see"),
            new Shared(
                    "calendar\\.deadline",
                    Set.of("request", "opinion", "portal"),
                    "lists of what waits are sorted by the day that the deadline's owner keeps"),
            new Shared("ledger\\.entry", Set.of("statistics", "portal"), "figures and their evidence are sums over it"),
            new Shared(
                    "catalog\\.(entry|version|duty)",
                    Set.of("disclosure", "workbench", "portal"),
                    "what is published is shown by the entry that asked for it"),
            new Shared(
                    "disclosure\\.\\w+",
                    Set.of("channel", "workbench", "portal"),
                    "they show and carry what it decided"),
            new Shared(
                    "channel\\.\\w+", Set.of("portal", "workbench"), "where something was shown is part of showing it"),
            new Shared(
                    "request\\.(request|reply|release|topic|second)",
                    Set.of("portal"),
                    "what was released for everybody is copied with the outcome and the days"),
            new Shared(
                    "statistics\\.(statistical_return|snapshot)",
                    Set.of("portal"),
                    "what was reported is shown as it was signed"),
            new Shared(
                    "opinion\\.(round_for_society|asking_slip|rating_for_society)",
                    Set.of("portal"),
                    "what the public may see of rounds of questions"),
            new Shared("\\w+\\.\\w+", Set.of("commandline"), "an export is everything"));

    private static final Pattern READ =
            Pattern.compile("\\b(?:from|join)\\s+(?:only\\s+)?([a-z_]+\\.[a-z_]+)\\b(?!\\.|\\()");

    private static final Pattern WRITTEN = Pattern.compile(
            "\\b(?:insert into|update|delete from|truncate(?: table)?|merge into)\\s+([a-z_]+\\.[a-z_]+)\\b");

    @Test
    void aModuleReadsOnlyItsOwnTablesAndTheSharedOnes() throws IOException {
        var foreign = new TreeSet<String>();
        var seen = new TreeSet<String>();
        for (var module : modules()) {
            var name = module.getFileName().toString();
            for (var table : named(module, READ)) {
                seen.add(table);
                if (!table.startsWith(name + ".") && !isShared(table, name)) {
                    foreign.add(name + " reads " + table);
                }
            }
        }
        assertThat(seen).as("the test sees SQL at all").hasSizeGreaterThan(20);
        assertThat(foreign)
                .as("ask the owner's service, or agree with the owner and add the table here with its reason")
                .isEmpty();
    }

    @Test
    void aModuleWritesOnlyItsOwnTables() throws IOException {
        var foreign = new TreeSet<String>();
        var seen = new TreeSet<String>();
        for (var module : modules()) {
            var name = module.getFileName().toString();
            for (var table : named(module, WRITTEN)) {
                seen.add(table);
                if (!table.startsWith(name + ".")) {
                    foreign.add(name + " writes " + table);
                }
            }
        }
        assertThat(seen).as("the test sees SQL at all").hasSizeGreaterThan(10);
        assertThat(foreign).as("call the owner's service instead").isEmpty();
    }

    @Test
    void aMigrationMakesTablesInItsModulesSchemaOnly() throws IOException {
        var made = Pattern.compile("\\bcreate (?:table|view|materialized view)\\s+(?:if not exists )?([a-z_]+)\\.");
        var foreign = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src/main/resources/db/migration"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var module = file.getParent().getFileName().toString();
                made.matcher(Files.readString(file))
                        .results()
                        .map(match -> match.group(1))
                        .filter(schema -> !schema.equals(module))
                        .forEach(schema -> foreign.add(file + " makes something in " + schema));
            }
        }
        assertThat(foreign).as("a schema belongs to the module of its name").isEmpty();
    }

    private static boolean isShared(String table, String reader) {
        return SHARED.stream().anyMatch(shared -> shared.readers().contains(reader) && table.matches(shared.tables()));
    }

    private static List<Path> modules() throws IOException {
        try (var modules = Files.list(Path.of("src/main/java/io/gongkai"))) {
            return modules.filter(Files::isDirectory)
                    // Asks PostgreSQL about itself.
                    .filter(module -> !module.endsWith("database"))
                    .toList();
        }
    }

    private static Set<String> named(Path module, Pattern pattern) throws IOException {
        var tables = new TreeSet<String>();
        // "from f.occurred_on" names a column, not a table.
        var known =
                modules().stream().map(each -> each.getFileName().toString()).toList();
        try (var files = Files.walk(module)) {
            for (var file :
                    files.filter(path -> path.toString().endsWith("Store.java")).toList()) {
                pattern.matcher(Sources.withoutComments(Files.readString(file)))
                        .results()
                        .map(match -> match.group(1))
                        .filter(table -> known.contains(table.substring(0, table.indexOf('.'))))
                        .forEach(tables::add);
            }
        }
        return tables;
    }
}
