package io.gongkai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** House rules that no compiler knows. Each failure says what to write instead. */
class TidyTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /**
     * @param files which it is for, by path from the repository's root
     * @param pattern what may not stand there; comments in Java do not count
     */
    private record Ban(String files, String pattern, String instead) {}

    private static final String MAIN = "server/src/main/java/.*\\.java";
    private static final String TEST = "server/src/test/java/.*(?<!TidyTest)\\.java";
    private static final String TEMPLATE = "server/src/main/jte/.*\\.jte";

    private static final List<Ban> BANS = List.of(
            new Ban(
                    MAIN,
                    "\\b(Instant|LocalDate|LocalDateTime|LocalTime|Year|YearMonth|ZonedDateTime|OffsetDateTime)\\.now\\(\\)",
                    "ask the injected Clock"),
            new Ban(
                    "server/src/main/java/.*(?<!CountyClock)\\.java",
                    "\\bClock\\.system(DefaultZone|UTC)?\\(|new Date\\(\\)",
                    "ask the injected Clock"),
            new Ban(
                    "server/src/main/java/.*(?<!Store)\\.java",
                    "(?i)jdbc\\w*(\\(\\))?\\s*\\.sql\\(",
                    "move the SQL into the module's store"),
            new Ban(MAIN, "(?i)\\bselect\\s+(\\w+\\.)?\\*", "name the columns"),
            new Ban("server/src/main/resources/db/.*\\.sql", "(?i)\\bselect\\s+(\\w+\\.)?\\*", "name the columns"),
            new Ban(
                    "server/src/main/java/.*Store\\.java",
                    "\\.sql\\(\\s*(\"\"\"[^;]*?\"\"\"\\s*(\\+|\\.formatted|\\.replace)|\"[^\"]*\"\\s*(\\+|\\.formatted|\\.replace))",
                    "write the statement out, with named parameters"),
            new Ban(MAIN, "System\\.(out|err)\\b|printStackTrace\\(", "use the logger"),
            new Ban(MAIN, "import lombok", "write the record"),
            new Ban(MAIN, "\\bimport static org\\.mockito|\\bimport org\\.mockito", "keep mocks out of the program"),
            new Ban(TEST, "import (static )?org\\.mockito", "use the real thing: it is there, and it is fast"),
            new Ban(TEST, "Thread\\.sleep|TimeUnit\\.\\w+\\.sleep", "wait for what happens, not for the time"),
            new Ban(
                    "server/src/(main|test)/java/.*(?<!TidyTest)\\.java",
                    "\\b(TODO|FIXME|XXX)\\b",
                    "do it, or open an issue"),
            new Ban(
                    "server/src/main/jte/(?!component/rich_text\\.jte).*\\.jte",
                    "\\$unsafe\\{",
                    "let the template escape it; cleaned rich text goes through @template.component.rich_text"),
            new Ban(TEMPLATE, "\\sstyle\\s*=\\s*[\"']", "give it a class; the content policy forbids inline styles"),
            new Ban(
                    TEMPLATE,
                    "\\son[a-z]+\\s*=\\s*[\"']",
                    "listen from a file under /js; the content policy forbids inline script"),
            new Ban(TEMPLATE, "<script(?![^>]*\\bsrc=)[^>]*>", "put the script into a file under /js"),
            new Ban(TEMPLATE, "(?:src|href)=\"https?://", "serve it ourselves; an office may have no internet"),
            // A language is called by its own name in every language.
            new Ban(
                    "server/src/main/jte/(?!layout/choices\\.jte).*\\.jte",
                    "[\\u4e00-\\u9fff]+",
                    "put the words into the message files"));

    @Test
    void theHouseRulesHold() throws IOException {
        var breaches = new ArrayList<String>();
        for (var file : files(ROOT.resolve("server/src"))) {
            var name = ROOT.relativize(file).toString();
            var bans = BANS.stream().filter(ban -> name.matches(ban.files())).toList();
            if (!bans.isEmpty()) {
                var text = code(file);
                for (var ban : bans) {
                    breaches.addAll(found(name, text, ban));
                }
            }
        }
        assertThat(breaches).isEmpty();
    }

    @Test
    void everyHouseRuleIsForFilesThatExist() throws IOException {
        var names = files(ROOT.resolve("server/src")).stream()
                .map(file -> ROOT.relativize(file).toString())
                .toList();
        assertThat(BANS).allSatisfy(ban -> assertThat(names).anyMatch(name -> name.matches(ban.files())));
    }

    /** Java that may hold Chinese, with the reason. */
    private static final Map<String, String> HOLDS_CHINESE = Map.of(
            "calendar/Calendars.java", "reads the notices of the State Council's office",
            "catalog/CatalogRows.java", "reads the tables that counties write",
            "catalog/Catalogs.java", "writes into the record, which is in Chinese whoever reads it",
            "catalog/TimeLimit.java", "reads the tables that counties write",
            "disclosure/SecrecyMarks.java", "looks for marks in Chinese text",
            "statistics/Returns.java", "cuts the official name of a committee to its place",
            "statistics/ReturnLayout.java", "draws the paper form, which exists in Chinese only",
            "statistics/web/Downloads.java", "names the file of the paper form",
            "portal/Unit.java", "cuts the official name of a committee to its place",
            "web/Messages.java", "writes Chinese dates");

    @Test
    void whatPeopleReadStandsInTheMessageFiles() throws IOException {
        var chinese = new Ban(MAIN, "[\\u4e00-\\u9fff]+", "put the words into the message files");
        var breaches = new ArrayList<String>();
        for (var file : files(ROOT.resolve("server/src/main/java"))) {
            var name = ROOT.relativize(file).toString();
            if (!name.contains("/demonstration/")
                    && HOLDS_CHINESE.keySet().stream().noneMatch(name::endsWith)) {
                breaches.addAll(found(name, code(file), chinese));
            }
        }
        assertThat(breaches).isEmpty();
    }

    @Test
    void everyTextExistsInBothLanguages() throws IOException {
        var chinese = keys("(?!.*_en\\.).*\\.properties");
        var english = keys(".*_en\\.properties");
        assertThat(chinese).hasSizeGreaterThan(100);
        assertThat(difference(chinese, english)).as("lack an English text").isEmpty();
        assertThat(difference(english, chinese)).as("lack a Chinese text").isEmpty();
    }

    /** A text with places is a pattern, in which one apostrophe quotes and two are one; any other is shown as it stands. */
    @Test
    void apostrophesAreReadAsTheyWereMeant() throws IOException {
        var breaches = new ArrayList<String>();
        for (var file : files(Path.of("src/main/resources/messages"))) {
            for (var line : Files.readAllLines(file)) {
                var text = line.substring(line.indexOf('=') + 1);
                var isPattern = text.matches(".*\\{\\d.*");
                if (isPattern ? text.replace("''", "").contains("'") : text.contains("''")) {
                    breaches.add(file.getFileName() + ": " + line);
                }
            }
        }
        assertThat(breaches).isEmpty();
    }

    @Test
    void everyTextThatIsAskedForExists() throws IOException {
        var used = new TreeSet<String>();
        collect(used, TEMPLATE, "page\\.t\\(\"([^\"]+)\"[,)]");
        collect(used, MAIN, "Refusal\\.of\\(\\s*\"([^\"]+)\"");
        collect(used, MAIN, "Refusal\\.at\\(\\s*[^,()]+(?:\\([^()]*\\))?,\\s*\"([^\"]+)\"");
        collect(used, MAIN, "page\\.t\\(\"([^\"]+)\"[,)]");
        assertThat(used).hasSizeGreaterThan(100);
        assertThat(difference(used, keys(".*\\.properties"))).isEmpty();
    }

    @Test
    void noFileNamesThisMachineOrADownloadHost() throws IOException {
        // Put together from pieces, so that this file does not name them either.
        var named = Pattern.compile(String.join(
                "|",
                "/work" + "/(main|shared)",
                "/tmp" + "/gk",
                "repo1?" + "\\.maven",
                "registry" + "\\.npm",
                "art" + "ifactory",
                "ne" + "xus/"));
        var breaches = new ArrayList<String>();
        for (var file : files(ROOT)) {
            var name = file.getFileName().toString();
            if (name.matches(".*\\.(java|jte|css|js|sql|properties|ya?ml|xml|md|sh|json|csv)|\\w[\\w-]*")) {
                var matcher = named.matcher(Files.readString(file));
                if (matcher.find()) {
                    breaches.add(ROOT.relativize(file) + " names " + matcher.group());
                }
            }
        }
        assertThat(breaches).isEmpty();
    }

    private static List<String> found(String name, String text, Ban ban) {
        return Pattern.compile(ban.pattern())
                .matcher(text)
                .results()
                .map(match -> "%s:%d has %s: %s"
                        .formatted(
                                name,
                                text.substring(0, match.start()).lines().count(),
                                match.group().strip().lines().findFirst().orElse(""),
                                ban.instead()))
                .toList();
    }

    private static String code(Path file) throws IOException {
        var text = Files.readString(file);
        var name = file.toString();
        if (name.endsWith(".java")) {
            return Sources.withoutComments(text);
        }
        return name.endsWith(".jte") ? text.replaceAll("(?s)<%--.*?--%>|<!--.*?-->", "") : text;
    }

    private static void collect(Set<String> used, String files, String pattern) throws IOException {
        var key = Pattern.compile(pattern);
        for (var file : files(ROOT.resolve("server/src/main"))) {
            if (ROOT.relativize(file).toString().matches(files)) {
                key.matcher(code(file)).results().map(match -> match.group(1)).forEach(used::add);
            }
        }
    }

    private static Set<String> keys(String fileNames) throws IOException {
        var keys = new TreeSet<String>();
        for (var file : files(Path.of("src/main/resources/messages"))) {
            if (file.getFileName().toString().matches(fileNames)) {
                var texts = new Properties();
                try (var in = Files.newBufferedReader(file)) {
                    texts.load(in);
                }
                keys.addAll(texts.stringPropertyNames());
            }
        }
        return keys;
    }

    private static Set<String> difference(Set<String> all, Set<String> known) {
        var rest = new TreeSet<>(all);
        rest.removeAll(known);
        return rest;
    }

    /** All files that are ours: what builds and runs leave behind is not. */
    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !ROOT.relativize(file.toAbsolutePath().normalize())
                            .toString()
                            .matches("(.*/)?(target|\\.git|data|node_modules|\\.idea)(/.*)?"))
                    .toList();
        }
    }
}
