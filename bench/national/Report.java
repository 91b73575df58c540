package national;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What was seen, line by line, beside what must be reached. */
final class Report {

    private record Line(String what, String seen, String must, Boolean reached) {}

    private final List<Line> lines = new ArrayList<>();

    /** Milliseconds of many askings. */
    record Times(double[] sorted) {

        double p50() {
            return at(0.50);
        }

        double p99() {
            return at(0.99);
        }

        double most() {
            return sorted[sorted.length - 1];
        }

        private double at(double part) {
            return sorted[Math.clamp((int) Math.ceil(part * sorted.length) - 1, 0, sorted.length - 1)];
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "p50 %.2f ms, p99 %.2f ms", p50(), p99());
        }
    }

    interface Work {
        void run(int time) throws Exception;
    }

    static Times times(int times, Work work) throws Exception {
        var millis = new double[times];
        for (var i = 0; i < times; i++) {
            var begun = System.nanoTime();
            work.run(i);
            millis[i] = (System.nanoTime() - begun) / 1e6;
        }
        return sorted(millis);
    }

    static Times sorted(double[] millis) {
        Arrays.sort(millis);
        return new Times(millis);
    }

    void line(String what, String seen) {
        lines.add(new Line(what, seen, "", null));
        System.out.printf("%-48s %s%n", what, seen);
    }

    void line(String what, String seen, String must, boolean reached) {
        lines.add(new Line(what, seen, must, reached));
        System.out.printf("%-48s %s  [%s: %s]%n", what, seen, must, reached ? "reached" : "NOT REACHED");
    }

    boolean isGood() {
        return lines.stream().noneMatch(line -> Boolean.FALSE.equals(line.reached()));
    }

    /** As the table of docs/performance.md has it. */
    void print() {
        System.out.println();
        System.out.println("| What | Seen | Must reach | |");
        System.out.println("|---|---|---|---|");
        for (var line : lines) {
            System.out.printf(
                    "| %s | %s | %s | %s |%n",
                    line.what(), line.seen(), line.must(), line.reached() == null ? "" : line.reached() ? "yes" : "**no**");
        }
        System.out.println();
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }

    static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    static long heapPeak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }
}
