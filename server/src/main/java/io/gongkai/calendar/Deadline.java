package io.gongkai.calendar;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long somebody has, as a line of segments. It counts from the day of receipt, which is not counted itself; it may stand
 * still, be extended, or begin anew. The due day follows from the segments and the calendar alone, whatever was promised
 * before, so that it can be counted again when the calendar changes.
 *
 * <p>The day on which it comes to stand still is the last that counts, as is the day of receipt the first that does not: what
 * arrives during a day ends the standing still, and counting goes on the day after.
 *
 * @param segments in the order in which they came about; the first counts
 */
public record Deadline(List<Segment> segments) {

    public enum Kind {
        /** Working days count from the day after, up to the limit. Another one later makes everything before it void. */
        COUNTING,
        /** No day counts. */
        STOPPED,
        /** More working days than the limit gives. */
        EXTENDED
    }

    /**
     * A stretch of the line and what brought it about.
     *
     * @param until of {@code STOPPED} the last day that does not count, null while it lasts; null for the others
     * @param workingDays the limit, or what is added to it; 0 for {@code STOPPED}
     * @param cause key of its sentence in the message files
     * @param evidence document or note that proves it; never the name of a person who asked
     */
    public record Segment(
            Kind kind, LocalDate from, @Nullable LocalDate until, int workingDays, String cause, String evidence) {

        public Segment {
            if (kind == Kind.STOPPED ? workingDays != 0 : workingDays < 1) {
                throw new IllegalArgumentException("%s of %d working days".formatted(kind, workingDays));
            }
            if (until != null && (kind != Kind.STOPPED || until.isBefore(from))) {
                throw new IllegalArgumentException("%s from %s until %s".formatted(kind, from, until));
            }
        }

        boolean holds(LocalDate day) {
            return kind == Kind.STOPPED && day.isAfter(from) && (until == null || !day.isAfter(until));
        }

        boolean isOpen() {
            return kind == Kind.STOPPED && until == null;
        }
    }

    /**
     * The last day in time and how it was counted.
     *
     * @param on null while it stands still
     * @param provisional counted into a year whose notice is not loaded
     * @param left working days not yet counted; 0 when {@code on} is known
     * @param derivation every day looked at, in order
     */
    public record Due(@Nullable LocalDate on, boolean provisional, int left, List<Day> derivation) {

        public Due {
            derivation = List.copyOf(derivation);
        }
    }

    /**
     * One day of the count.
     *
     * @param reason as in {@link DueDate.Day}; of a stopped day the cause of its segment
     * @param number working days counted up to and including this day
     */
    public record Day(LocalDate date, Kind kind, boolean counted, String reason, int number) {}

    public Deadline {
        segments = List.copyOf(segments);
        if (segments.isEmpty() || segments.getFirst().kind() != Kind.COUNTING) {
            throw new IllegalArgumentException("A deadline begins by counting: " + segments);
        }
        LocalDate free = null;
        for (var i = 1; i < segments.size(); i++) {
            var segment = segments.get(i);
            if (segment.from().isBefore(segments.get(i - 1).from())) {
                throw new IllegalArgumentException("Not in order: " + segment);
            }
            if (segment.kind() == Kind.STOPPED) {
                if (free != null && segment.from().isBefore(free)) {
                    throw new IllegalArgumentException("Stands still already: " + segment);
                }
                free = segment.until() == null ? LocalDate.MAX : segment.until();
            }
            if (segment.kind() == Kind.COUNTING) {
                if (free != null && segment.from().isBefore(free)) {
                    throw new IllegalArgumentException("Begins anew while it stands still: " + segment);
                }
                free = null;
            }
        }
    }

    public static Deadline from(LocalDate received, int workingDays, String cause, String evidence) {
        return new Deadline(List.of(new Segment(Kind.COUNTING, received, null, workingDays, cause, evidence)));
    }

    /** Comes to stand still; the day itself still counts. */
    public Deadline stop(LocalDate on, String cause, String evidence) {
        if (isStopped()) {
            throw new IllegalStateException("Stands still already since " + open().from());
        }
        return with(new Segment(Kind.STOPPED, on, null, 0, cause, evidence));
    }

    /** Goes on; the day itself does not count yet. */
    public Deadline resume(LocalDate on) {
        if (!isStopped()) {
            throw new IllegalStateException("Does not stand still");
        }
        return new Deadline(segments.stream()
                .map(segment -> segment.isOpen()
                        ? new Segment(Kind.STOPPED, segment.from(), on, 0, segment.cause(), segment.evidence())
                        : segment)
                .toList());
    }

    public Deadline extend(LocalDate on, int workingDays, String cause, String evidence) {
        return with(new Segment(Kind.EXTENDED, on, null, workingDays, cause, evidence));
    }

    /** Begins anew: what was counted, stopped and added before is void. */
    public Deadline restart(LocalDate on, int workingDays, String cause, String evidence) {
        return (isStopped() ? resume(on) : this)
                .with(new Segment(Kind.COUNTING, on, null, workingDays, cause, evidence));
    }

    public boolean isStopped() {
        return segments.stream().anyMatch(Segment::isOpen);
    }

    /** Working days added since it last began. */
    public int extension() {
        return sinceBegun().stream()
                .filter(segment -> segment.kind() == Kind.EXTENDED)
                .mapToInt(Segment::workingDays)
                .sum();
    }

    /** Counts the last day in time. What happens after it changes nothing. */
    public Due due(WorkdayCalendar calendar) {
        var running = sinceBegun();
        var limit = running.getFirst().workingDays();
        var all = limit + extension();
        var days = new ArrayList<Day>();
        var number = 0;
        var day = running.getFirst().from();
        while (number < all) {
            day = day.plusDays(1);
            var stop = stopped(running, day);
            if (stop != null && stop.isOpen()) {
                return new Due(null, isProvisional(calendar, days), all - number, days);
            }
            var kind = stop != null ? Kind.STOPPED : number < limit ? Kind.COUNTING : Kind.EXTENDED;
            var counted = stop == null && calendar.isWorked(day);
            number += counted ? 1 : 0;
            days.add(new Day(day, kind, counted, stop != null ? stop.cause() : calendar.reason(day), number));
        }
        return new Due(day, isProvisional(calendar, days), 0, days);
    }

    private static @Nullable Segment stopped(List<Segment> running, LocalDate day) {
        for (var segment : running) {
            if (segment.holds(day)) {
                return segment;
            }
        }
        return null;
    }

    private static boolean isProvisional(WorkdayCalendar calendar, List<Day> days) {
        return days.stream().anyMatch(day -> day.kind() != Kind.STOPPED && !calendar.isLoaded(day.date()));
    }

    private List<Segment> sinceBegun() {
        var last = segments.size() - 1;
        while (segments.get(last).kind() != Kind.COUNTING) {
            last--;
        }
        return segments.subList(last, segments.size());
    }

    private Segment open() {
        return segments.stream().filter(Segment::isOpen).findFirst().orElseThrow();
    }

    private Deadline with(Segment segment) {
        var longer = new ArrayList<>(segments);
        longer.add(segment);
        return new Deadline(longer);
    }
}
