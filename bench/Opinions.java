import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * Opinions come in over the public HTTP API at a fixed rate, whatever the answers take, while others read the portal. In the end
 * every acknowledged opinion must stand in the register of its unit once: each code answers with a number, and the numbers of a
 * unit are those that follow one another, without a gap and without one more.
 */
public class Opinions {

    private static final int READERS = 2;
    private static final Pattern CODE = Pattern.compile("\"trackingCode\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern NUMBER = Pattern.compile("\"number\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern UNIT = Pattern.compile("\"code\"\\s*:\\s*\"(411524[0-9]{6})\"");

    private final int port;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final Map<String, String> unitOfCode = new ConcurrentHashMap<>();
    private final Queue<Long> sending = new ConcurrentLinkedQueue<>();
    private final Queue<Long> reading = new ConcurrentLinkedQueue<>();
    private final Queue<String> troubles = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    private Opinions(int port) {
        this.port = port;
    }

    public static void main(String[] arguments) throws Exception {
        var perSecond = Integer.parseInt(arguments[1]);
        var seconds = Integer.parseInt(arguments[2]);
        var data = Files.createTempDirectory("gongkai-opinions");
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var command = new ArrayList<>(List.of(arguments).subList(3, arguments.length));
        command.addAll(List.of(
                "-jar",
                arguments[0],
                "--server.port=" + port,
                "--gongkai.data=" + data,
                // All of it comes from one address.
                "--gongkai.portal.sendings-per-minute=10000000",
                "--gongkai.portal.look-ups-per-minute=10000000",
                "--gongkai.portal.searches-per-minute=10000000"));
        var log = data.resolve("program.log");
        var program = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean good;
        try {
            good = new Opinions(port).run(program, log, perSecond, seconds);
        } finally {
            program.destroy();
            program.waitFor(30, TimeUnit.SECONDS);
            program.destroyForcibly();
            remove(data);
        }
        System.exit(good ? 0 : 1);
    }

    private boolean run(Process program, Path log, int perSecond, int seconds) throws Exception {
        var until = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (!isReady(log)) {
            if (!program.isAlive() || System.nanoTime() > until) {
                System.out.println("The program did not get ready.");
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        }
        var units = units();
        System.out.printf("%d units, %d opinions a second for %d s%n", units.size(), perSecond, seconds);
        var before = new TreeMap<String, Integer>();
        // One beforehand tells where the numbers of each unit begin.
        for (var unit : units) {
            send(unit, -1);
        }
        arrive(unitOfCode.size());
        numbers().forEach((unit, numbers) -> before.put(unit, numbers.first() - 1));

        var readers = new ArrayList<Thread>();
        for (var i = 0; i < READERS; i++) {
            var reader = i;
            readers.add(Thread.ofVirtual().start(() -> read(units, reader)));
        }
        var count = perSecond * seconds;
        var done = new Semaphore(0);
        var begin = System.nanoTime();
        for (var i = 0; i < count; i++) {
            var at = begin + i * 1_000_000_000L / perSecond;
            while (System.nanoTime() < at) {
                LockSupport.parkNanos(at - System.nanoTime());
            }
            var number = i;
            var unit = units.get(i % units.size());
            Thread.ofVirtual().start(() -> {
                send(unit, number);
                done.release();
            });
        }
        done.acquire(count);
        var sent = System.nanoTime();
        over = true;
        for (var reader : readers) {
            reader.join();
        }
        arrive(unitOfCode.size());
        var arrived = System.nanoTime();

        var doubled = 0;
        var lost = 0;
        for (var unit : numbers().entrySet()) {
            var expected = unitOfCode.values().stream()
                    .filter(unit.getKey()::equals)
                    .count();
            var first = before.get(unit.getKey()) + 1;
            var span = unit.getValue().last() - first + 1;
            lost += Math.max(0, (int) expected - unit.getValue().size());
            doubled += Math.max(0, span - (int) expected);
        }
        System.out.printf("acknowledged            %d of %d%n", unitOfCode.size() - units.size(), count);
        System.out.printf("sent in                 %.1f s%n", (sent - begin) / 1e9);
        System.out.printf("in the registers after  %.1f s%n", (arrived - begin) / 1e9);
        System.out.printf("sending                 p50 %.0f ms, p95 %.0f ms, p99 %.0f ms%n",
                share(sending, 50), share(sending, 95), share(sending, 99));
        System.out.printf("portal (%d pages)      p50 %.0f ms, p95 %.0f ms, p99 %.0f ms%n",
                reading.size(), share(reading, 50), share(reading, 95), share(reading, 99));
        System.out.printf("lost %d, doubled %d, troubles %d%n", lost, doubled, troubles.size());
        troubles.stream().limit(5).forEach(System.out::println);
        return lost == 0
                && doubled == 0
                && troubles.isEmpty()
                && unitOfCode.size() - units.size() == count
                && share(reading, 95) < 500;
    }

    /** It answers before; but the demonstration county, whose units are asked here, is there only then. */
    private static boolean isReady(Path log) throws IOException {
        return Files.readString(log).contains("Gongkai is ready at");
    }

    private List<String> units() throws IOException {
        var units = new TreeSet<String>();
        var found = UNIT.matcher(get("/api/v1/organizations?under=411524002&size=200").body());
        while (found.find() && units.size() < 20) {
            units.add(found.group(1));
        }
        return List.copyOf(units);
    }

    private void send(String unit, int number) {
        var body = """
                {"organization":"%s","title":"压力测试第%d件意见","text":"这是第%d件，请按期答复。",
                 "publicAnswer":false,"name":"测试","contact":"1380000%04d"}""".formatted(unit, number, number, Math.abs(number) % 10000);
        var started = System.nanoTime();
        try {
            var answer = http.send(
                    HttpRequest.newBuilder(uri("/api/v1/opinions"))
                            .header("Content-Type", "application/json")
                            .timeout(Duration.ofSeconds(60))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (number >= 0) {
                sending.add(System.nanoTime() - started);
            }
            var code = CODE.matcher(answer.body());
            if (answer.statusCode() != 201 || !code.find()) {
                troubles.add(answer.statusCode() + " " + answer.body());
            } else if (unitOfCode.put(code.group(1), unit) != null) {
                troubles.add("a code was given twice");
            }
        } catch (IOException e) {
            troubles.add(String.valueOf(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(List<String> units, int reader) {
        for (var i = reader; !over; i++) {
            var unit = units.get(i % units.size());
            var path =
                    switch (i % 5) {
                        case 0 -> "/";
                        case 1 -> "/org/" + unit;
                        case 2 -> "/return/" + unit + "/2026";
                        case 3 -> "/org/" + unit + "/opinions";
                        default -> "/ask/opinion?org=" + unit;
                    };
            var started = System.nanoTime();
            try {
                var answer = get(path);
                reading.add(System.nanoTime() - started);
                if (answer.statusCode() != 200) {
                    troubles.add(path + " answered " + answer.statusCode());
                }
            } catch (IOException e) {
                troubles.add(path + ": " + e);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private final Map<String, String> numberOfCode = new ConcurrentHashMap<>();

    /** Until every code answers with a number, ten minutes at most. */
    private void arrive(int count) throws InterruptedException {
        var until = System.nanoTime() + Duration.ofMinutes(10).toNanos();
        while (numberOfCode.size() < count && System.nanoTime() < until) {
            var asking = new Semaphore(8);
            for (var code : unitOfCode.keySet()) {
                if (!numberOfCode.containsKey(code)) {
                    asking.acquire();
                    Thread.ofVirtual().start(() -> {
                        try {
                            var number = NUMBER.matcher(get("/api/v1/opinions/" + code).body());
                            if (number.find()) {
                                numberOfCode.put(code, number.group(1));
                            }
                        } catch (IOException e) {
                            // asked again in the next round
                        } finally {
                            asking.release();
                        }
                    });
                }
            }
            asking.acquire(8);
        }
    }

    private Map<String, TreeSet<Integer>> numbers() {
        var numbers = new TreeMap<String, TreeSet<Integer>>();
        numberOfCode.forEach((code, number) -> numbers.computeIfAbsent(unitOfCode.get(code), _ -> new TreeSet<>())
                .add(Integer.parseInt(number.substring(number.indexOf('-') + 1))));
        return numbers;
    }

    private HttpResponse<String> get(String path) throws IOException {
        try {
            return http.send(
                    HttpRequest.newBuilder(uri(path))
                            .timeout(Duration.ofSeconds(60))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private static double share(Queue<Long> times, int percent) {
        var sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
