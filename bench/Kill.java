import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Three clerks' worth of publications go through the whole way (draft, proposal, three reviews, approval, publication) over the
 * HTTP API while the program is killed with SIGKILL at random moments and started again. A step whose answer was lost is asked
 * for again, as a person would. In the end every acknowledged publication must be there, none twice, with one ledger entry and
 * one public page each, and the counters behind the returns as if the whole ledger were counted again.
 */
public class Kill {

    private static final int WRITERS = 3;
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern STATUS = Pattern.compile("\"status\"\\s*:\\s*\"([A-Z_]+)\"");
    private static final Pattern PUBLICATION = Pattern.compile("\"publication\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern NEXT = Pattern.compile("\"next\"\\s*:\\s*\"([^\"]+)\"");

    private final String jar;
    private final List<String> java;
    private final Path data;
    private final int port;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Map<String, String> tokens = new HashMap<>();
    private final Random random = new Random(20261122);

    /** Acknowledged: the answer to "publish" came back. Publication by disclosure. */
    private final ConcurrentMap<String, String> acknowledged = new ConcurrentHashMap<>();

    private final AtomicInteger askedAgain = new AtomicInteger();
    private final Queue<String> troubles = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger numbers = new AtomicInteger();

    private Kill(String jar, List<String> java, Path data, int port) {
        this.jar = jar;
        this.java = java;
        this.data = data;
        this.port = port;
    }

    public static void main(String[] arguments) throws Exception {
        var times = Integer.parseInt(arguments[1]);
        var data = Files.createTempDirectory("gongkai-kill");
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        boolean good;
        try {
            good = new Kill(arguments[0], List.of(arguments).subList(2, arguments.length), data, port).run(times);
        } finally {
            remove(data);
        }
        System.exit(good ? 0 : 1);
    }

    private boolean run(int times) throws Exception {
        found();
        var process = start();
        var writers = new ArrayList<Thread>();
        for (var i = 0; i < WRITERS; i++) {
            writers.add(Thread.ofPlatform().start(this::write));
        }
        var slowestStart = Duration.ZERO;
        for (var i = 1; i <= times; i++) {
            var before = acknowledged.size();
            Thread.sleep(500 + random.nextInt(3500));
            process.destroyForcibly().waitFor();
            var killed = Instant.now();
            process = start();
            var took = Duration.between(killed, Instant.now());
            slowestStart = took.compareTo(slowestStart) > 0 ? took : slowestStart;
            System.out.printf(
                    "kill %2d: %4d publications acknowledged, %3d since the kill before; answers again after %.1f s%n",
                    i, acknowledged.size(), acknowledged.size() - before, took.toMillis() / 1000.0);
        }
        Thread.sleep(2000);
        over.set(true);
        for (var writer : writers) {
            writer.join();
        }
        var good = judge();
        process.destroy();
        process.waitFor();
        System.out.printf("slowest start after a kill: %.1f s; steps asked for again: %d%n", slowestStart.toMillis() / 1000.0, askedAgain.get());
        return good;
    }

    /** A county of two people: one writes, the other reviews, approves and publishes. */
    private void found() throws Exception {
        command("", "organization", "establish", "K", "--name", "中共试县委员会", "--from", "2026-01-01");
        var roles = Map.of("clerk", "CLERK", "leader", "SECRECY_REVIEWER,PRIVACY_REVIEWER,APPROVER");
        for (var login : roles.keySet()) {
            command("Kill-me-if-you-can-9\n", "user", "add", login, "--name", "试用");
            command("", "user", "appoint", login, "--role", roles.get(login), "--at", "K", "--from", "2026-01-01");
            var token = command("", "token", "create", "--account", login).strip();
            tokens.put(login, token.substring(token.lastIndexOf('\n') + 1));
        }
    }

    private String command(String input, String... arguments) throws Exception {
        var line = new ArrayList<>(java);
        line.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", jar, "io.gongkai.commandline.Gongkai"));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--data", data.toString()));
        var output = Files.createTempFile("gongkai", ".out");
        var process = new ProcessBuilder(line)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes());
        } catch (IOException notRead) {
            // It did not ask.
        }
        var exit = process.waitFor();
        var text = Files.readString(output);
        Files.delete(output);
        if (exit != 0) {
            throw new IllegalStateException(line + " ended with " + exit + ": " + text);
        }
        return text;
    }

    private Process start() throws Exception {
        var output = data.resolveSibling(data.getFileName() + ".log");
        Files.deleteIfExists(output);
        var line = new ArrayList<>(java);
        line.addAll(List.of("-jar", jar, "--server.port=" + port, "--gongkai.data=" + data, "--gongkai.empty=true"));
        var process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        while (!Files.readString(output).contains("Gongkai is ready at")) {
            if (!process.isAlive()) {
                throw new IllegalStateException("The program does not start:\n" + Files.readString(output));
            }
            Thread.sleep(50);
        }
        return process;
    }

    private void write() {
        while (!over.get()) {
            try {
                publishOne();
            } catch (RuntimeException e) {
                troubles.add(e.toString());
            }
        }
    }

    private void publishOne() {
        var number = numbers.incrementAndGet();
        var draft =
                """
                {"organization":"K","kind":"REGULAR","outsideGround":"群众来信要求公开","title":"第%d号公开事项",
                 "summary":"镇里把第%d件事的经过和结果告诉大家。","body":"<p>第%d件事已经办完。</p>","scope":"SOCIETY","channels":["WEB","BOARD"]}
                """
                        .formatted(number, number, number);
        var created = call("clerk", "POST", "/disclosures", draft);
        if (created == null) {
            // Nobody knows whether the draft is there; a person would write it again, and a draft is not a publication.
            return;
        }
        var id = first(ID, created);
        step(id, "clerk", "propose", "{}");
        step(id, "leader", "reviews", "{\"kind\":\"SECRECY\",\"passed\":true,\"remark\":\"可以公开\"}");
        step(id, "leader", "reviews", "{\"kind\":\"PRIVACY\",\"passed\":true,\"remark\":\"没有个人信息\"}");
        step(id, "leader", "reviews", "{\"kind\":\"ACCURACY\",\"passed\":true,\"remark\":\"属实\"}");
        step(id, "leader", "approve", "{\"remark\":\"同意\"}");
        var published = step(id, "leader", "publish", "{}");
        if ("PUBLISHED".equals(first(STATUS, published))) {
            acknowledged.put(id, first(PUBLICATION, published));
        } else {
            troubles.add(id + " ended as " + published);
        }
    }

    /** Asks until it is answered. When an answer was lost, the step may have been taken: then the second asking is refused. */
    private String step(String id, String role, String verb, String body) {
        for (var again = false; ; again = true) {
            var answer = call(role, "POST", "/disclosures/" + id + "/" + verb, body);
            if (answer != null && answer.startsWith("{\"id\"")) {
                return answer;
            }
            if (answer != null) {
                var now = call("clerk", "GET", "/disclosures/" + id, null);
                if (again && now != null) {
                    return now;
                }
                if (!again) {
                    throw new IllegalStateException(verb + " of " + id + " refused: " + answer);
                }
            }
            askedAgain.incrementAndGet();
        }
    }

    /** @return the answer's text, or null when none came because the program is gone */
    private String call(String role, String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1" + path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (role != null) {
            request.header("Authorization", "Bearer " + tokens.get(role));
        }
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 500) {
                // Shutting down or not up yet; to the caller this is the same as no answer.
                troubles.add(method + " " + path + ": " + response.statusCode());
                pause();
                return null;
            }
            return response.body();
        } catch (IOException gone) {
            pause();
            return null;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean judge() throws Exception {
        var export = data.resolve("export");
        command("", "export", export.toString());
        var titles = new TreeMap<String, Integer>();
        var recorded = new HashSet<String>();
        for (var row : rows(export.resolve("publications.csv"))) {
            recorded.add(row.get("id"));
            titles.merge(row.get("title"), 1, Integer::sum);
        }
        var lost = new HashSet<>(acknowledged.values());
        lost.removeAll(recorded);
        var doubled = titles.values().stream().filter(count -> count > 1).count();

        // Each publication stands in the ledger under one measure at least, under none twice, and nothing else does.
        var entries = new HashMap<String, Map<String, Long>>();
        for (var row : rows(export.resolve("ledger-entries.csv"))) {
            entries.computeIfAbsent(row.get("source_id"), key -> new HashMap<>())
                    .merge(row.get("measure"), Long.parseLong(row.get("quantity")), Long::sum);
        }
        var withoutEntry = recorded.stream().filter(id -> !entries.containsKey(id)).count();
        var wrongEntry = recorded.stream()
                .filter(id -> entries.getOrDefault(id, Map.of()).values().stream().anyMatch(sum -> sum != 1))
                .count();

        var shown = portal();
        var deadline = Instant.now().plusSeconds(60);
        while (!shown.equals(recorded) && Instant.now().isBefore(deadline)) {
            Thread.sleep(500);
            shown = portal();
        }
        var notShown = new HashSet<>(recorded);
        notShown.removeAll(shown);
        var shownOnly = new HashSet<>(shown);
        shownOnly.removeAll(recorded);

        System.out.printf("acknowledged publications   %d%n", acknowledged.size());
        System.out.printf("recorded publications       %d%n", recorded.size());
        System.out.printf("lost                        %d%n", lost.size());
        System.out.printf("doubled                     %d%n", doubled);
        System.out.printf("without ledger entry        %d%n", withoutEntry);
        System.out.printf("with a wrong ledger sum     %d%n", wrongEntry);
        System.out.printf("not on the portal           %d%n", notShown.size());
        System.out.printf("on the portal only          %d%n", shownOnly.size());
        // Ends the run if what was counted on the way differs in one byte from the whole ledger counted again.
        command("", "recount", "--verify");
        System.out.printf("counters recounted          agree%n");
        troubles.stream().limit(10).forEach(trouble -> System.out.println("trouble: " + trouble));
        return acknowledged.size() > 20
                && lost.isEmpty()
                && doubled == 0
                && withoutEntry == 0
                && wrongEntry == 0
                && notShown.isEmpty()
                && shownOnly.isEmpty();
    }

    /** What the public sees, page by page. */
    private Set<String> portal() {
        var ids = new HashSet<String>();
        var cursor = "";
        do {
            var page = call(null, "GET", "/publications?organization=K&size=500" + cursor, null);
            if (page == null) {
                throw new IllegalStateException("The portal does not answer");
            }
            Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"").matcher(page).results().forEach(match -> ids.add(match.group(1)));
            var next = NEXT.matcher(page);
            cursor = next.find() ? "&cursor=" + next.group(1) : "";
        } while (!cursor.isEmpty());
        return ids;
    }

    private static List<Map<String, String>> rows(Path csv) throws IOException {
        var lines = Files.readAllLines(csv);
        var names = lines.getFirst().split(",");
        var rows = new ArrayList<Map<String, String>>();
        for (var line : lines.subList(1, lines.size())) {
            var cells = line.split(",", -1);
            var row = new HashMap<String, String>();
            for (var i = 0; i < names.length && i < cells.length; i++) {
                row.put(names[i], cells[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    private static String first(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("No " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    private static void remove(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
