package io.gongkai.opinion;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody who holds the whole database, its write-ahead log, the logs of the servers and every backup, knows in which order and
 * when the envelopes were put down, and wants to know which opinion came from whom. Says what can be concluded better than by chance.
 */
final class Adversary {

    /** Standard deviations of Kendall's tau under chance: one false alarm in two million looks. */
    private static final double BEYOND_CHANCE = 5;

    private static final Pattern WORD = Pattern.compile("[0-9A-Za-z-]{8,}");

    private static final int SEGMENT = 16 * 1024 * 1024;

    /**
     * One opinion whose way is to be found.
     *
     * @param keys texts that lead to it in the database: its id, code, hash, deadline
     */
    record Target(String marker, Collection<String> keys) {}

    private final JsonMapper json = JsonMapper.builder().build();
    private final List<Target> inOrderOfSending;
    private final Instant begun;
    private final Instant ended;
    private final Collection<String> people;
    private final Map<String, Integer> owners = new HashMap<>();

    /** @param people ids, logins and addresses of those who sent */
    Adversary(List<Target> inOrderOfSending, Instant begun, Instant ended, Collection<String> people) {
        this.inOrderOfSending = List.copyOf(inOrderOfSending);
        this.begun = begun;
        this.ended = ended;
        this.people = List.copyOf(people);
        for (var i = 0; i < this.inOrderOfSending.size(); i++) {
            for (var key : this.inOrderOfSending.get(i).keys()) {
                var word = WORD.matcher(key);
                if (!word.find()) {
                    throw new IllegalArgumentException("Nothing to look for: " + key);
                }
                owners.put(word.group(), i);
            }
        }
    }

    /** What every row of every table says about them, and where it lies. */
    List<String> inTheDatabase(Connection owner) throws SQLException {
        var findings = new ArrayList<String>();
        var features = new LinkedHashMap<String, Map<Integer, List<String>>>();
        owner.setAutoCommit(false); // row by row, not a whole table at a time
        for (var table : tables(owner)) {
            try (var statement = owner.createStatement()) {
                statement.setFetchSize(500);
                try (var rows = statement.executeQuery(
                        "select t.ctid::text, t.xmin::text, to_jsonb(t)::text from %s t".formatted(table))) {
                    while (rows.next()) {
                        var row = rows.getString(3);
                        var which = which(row);
                        if (which < 0) {
                            continue;
                        }
                        add(features, table + " where it lies", which, place(rows.getString(1)));
                        add(features, table + " transaction", which, rows.getString(2));
                        for (var column : values(row).entrySet()) {
                            add(features, table + "." + column.getKey(), which, column.getValue());
                            tell(table + "." + column.getKey(), column.getValue(), findings);
                        }
                    }
                }
            }
        }
        owner.setAutoCommit(true);
        features.forEach((name, values) -> {
            if (values.size() == inOrderOfSending.size()) {
                order(
                                name,
                                values.entrySet().stream()
                                        .sorted(Map.Entry.comparingByKey())
                                        .map(entry -> entry.getValue().stream()
                                                .min(Adversary::compare)
                                                .orElseThrow())
                                        .toList())
                        .ifPresent(findings::add);
            }
        });
        return findings;
    }

    /** In which order they stand in bytes: of the log, of a backup. */
    List<String> inBytes(String name, byte[] bytes) {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        var places = inOrderOfSending.stream()
                .map(target -> text.indexOf(raw(target.marker())))
                .toList();
        if (places.contains(-1)) {
            return List.of(name + " does not hold them all, so there is nothing to compare");
        }
        return order(name, places.stream().map(String::valueOf).toList()).stream()
                .toList();
    }

    /** What should not stand there at all yet. */
    List<String> mentions(String name, byte[] bytes) {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        return inOrderOfSending.stream()
                .filter(target -> text.contains(raw(target.marker()))
                        || target.keys().stream()
                                .anyMatch(key -> text.contains(raw(key))
                                        || key.startsWith("\\\\x")
                                                && text.contains(new String(
                                                        HexFormat.of().parseHex(key.substring(3)),
                                                        StandardCharsets.ISO_8859_1))))
                .map(target -> name + " mentions " + target.marker())
                .toList();
    }

    /** Whose row it is, -1 if nobody's: read word by word, since a county's tables hold far more than what is looked for. */
    private int which(String row) {
        return WORD.matcher(row)
                .results()
                .map(MatchResult::group)
                .filter(owners::containsKey)
                .findFirst()
                .map(owners::get)
                .orElse(-1);
    }

    /** A time within the sending, or somebody who sent. */
    private void tell(String where, String value, List<String> findings) {
        var at = instant(value);
        if (at != null && !at.isBefore(begun) && !at.isAfter(ended)) {
            findings.add("%s holds a time of the sending: %s".formatted(where, value));
        }
        if (people.contains(value)) {
            findings.add("%s names somebody who sent: %s".formatted(where, value));
        }
    }

    private static Optional<String> order(String name, List<String> values) {
        var n = values.size();
        var agreements = 0;
        for (var i = 0; i < n; i++) {
            for (var j = i + 1; j < n; j++) {
                agreements += Integer.signum(compare(values.get(j), values.get(i)));
            }
        }
        var tau = agreements / (n * (n - 1) / 2.0);
        var deviation = Math.sqrt(2.0 * (2 * n + 5) / (9.0 * n * (n - 1)));
        return Math.abs(tau) > BEYOND_CHANCE * deviation
                ? Optional.of("%s follows the order of sending: tau %.2f".formatted(name, tau))
                : Optional.empty();
    }

    private static int compare(String one, String other) {
        try {
            return new BigDecimal(one).compareTo(new BigDecimal(other));
        } catch (NumberFormatException words) {
            return one.compareTo(other);
        }
    }

    private static @Nullable Instant instant(String value) {
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException noTime) {
            return null;
        }
    }

    private Map<String, String> values(String row) {
        return json.readValue(row, new TypeReference<LinkedHashMap<String, Object>>() {}).entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> String.valueOf(entry.getValue()), (a, _) -> a, LinkedHashMap::new));
    }

    /** A place (page, line) as one number. */
    private static String place(String ctid) {
        var parts = ctid.replaceAll("[()]", "").split(",");
        return String.valueOf(Long.parseLong(parts[0]) * 100_000 + Long.parseLong(parts[1]));
    }

    private static void add(Map<String, Map<Integer, List<String>>> features, String name, int which, String value) {
        features.computeIfAbsent(name, _ -> new LinkedHashMap<>())
                .computeIfAbsent(which, _ -> new ArrayList<>())
                .add(value);
    }

    private static String raw(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static List<String> tables(Connection owner) throws SQLException {
        var tables = new ArrayList<String>();
        try (var statement = owner.createStatement();
                var rows = statement.executeQuery("""
                        select format('%I.%I', n.nspname, c.relname)
                          from pg_class c
                          join pg_namespace n on n.oid = c.relnamespace
                         where c.relkind = 'r'
                           and n.nspname not in ('pg_catalog', 'information_schema')
                         order by 1
                        """)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    /** The write-ahead log between two places of it. */
    static byte[] log(Path folder, String from, String to) throws IOException {
        var begin = place16(from);
        var end = place16(to);
        var bytes = new byte[Math.toIntExact(end - begin)];
        for (var at = begin; at < end; ) {
            var segment = at / SEGMENT;
            var name = "00000001%08X%08X".formatted(segment / 256, segment % 256);
            var within = (int) (at % SEGMENT);
            var length = (int) Math.min(SEGMENT - within, end - at);
            try (var file = new RandomAccessFile(folder.resolve(name).toFile(), "r")) {
                file.seek(within);
                file.readFully(bytes, (int) (at - begin), length);
            }
            at += length;
        }
        return bytes;
    }

    static byte[] everything(Path folder) throws IOException {
        var all = new ByteArrayOutputStream();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                all.write(Files.readAllBytes(file));
            }
        }
        return all.toByteArray();
    }

    private static long place16(String lsn) {
        var parts = lsn.split("/");
        return (Long.parseLong(parts[0], 16) << 32) + Long.parseLong(parts[1], 16);
    }
}
