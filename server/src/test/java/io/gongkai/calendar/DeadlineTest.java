package io.gongkai.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gongkai.calendar.Deadline.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The due day agrees with a clerk who keeps it another way: a strip of paper with a letter for every day of 2019 to 2026, and
 * a pile of counters, one of which is put away for every day that counts. Nothing of the program's own counting is used.
 */
class DeadlineTest {

    private static final LocalDate FIRST = LocalDate.parse("2019-01-01");
    private static final LocalDate LAST = LocalDate.parse("2026-12-31");
    private static final int DAYS = (int) FIRST.until(LAST, ChronoUnit.DAYS) + 1;

    private final Map<LocalDate, Boolean> notices = notices();
    private final String strip = strip(notices);
    private final WorkdayCalendar calendar = calendar(notices);

    /** Something that happens to a case so many days after it came in. */
    record Happening(int after, Action action, int workingDays) {}

    enum Action {
        STOP,
        RESUME,
        EXTEND,
        RESTART
    }

    /** @param on day on which the pile was empty, null when it never was; @param deadline the same as the program keeps it */
    record Kept(@Nullable LocalDate on, Deadline deadline) {}

    @Provide
    Arbitrary<Integer> days() {
        return Arbitraries.integers().between(0, DAYS - 1);
    }

    @Provide
    Arbitrary<Happening> happenings() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.of(Action.class),
                        Arbitraries.integers().between(1, 15))
                .as(Happening::new);
    }

    @Property(tries = 4000)
    void theDueDayIsTheClerksWhateverHappensToTheCase(
            @ForAll("days") int received,
            @ForAll @IntRange(min = 1, max = 40) int limit,
            @ForAll @Size(max = 8) List<@net.jqwik.api.From("happenings") Happening> happenings) {
        var kept = keep(strip, received, limit, happenings);

        assertThat(kept.deadline().due(calendar).on()).isEqualTo(known(kept, calendar));
    }

    @Property(tries = 1500)
    void aNoticeChangedInMidCaseMovesItToTheClerksDay(
            @ForAll("days") int received,
            @ForAll @IntRange(min = 1, max = 40) int limit,
            @ForAll @Size(max = 4) List<@net.jqwik.api.From("happenings") Happening> happenings,
            @ForAll @Size(min = 1, max = 6) Set<@IntRange(min = 1, max = 60) Integer> changed) {
        var other = new HashMap<>(notices);
        for (var after : changed) {
            var day = FIRST.plusDays(received + after);
            other.put(day, !isWorked(notices, day));
        }
        var before = keep(strip, received, limit, happenings);
        // Only days ahead of what has happened change: a case is not what it was if a day past becomes another.
        var kept = keep(strip(other), received, limit, applied(before, received));

        assertThat(kept.deadline().due(calendar(other)).on()).isEqualTo(known(kept, calendar(other)));
    }

    @Example
    void thePageThatSaysWhyTellsAddedDaysFromCountedOnes() {
        var monday = LocalDate.parse("2026-11-02");
        var deadline = Deadline.from(monday, 3, "", "").extend(monday.plusDays(1), 2, "", "");

        assertThat(deadline.due(calendar).derivation())
                .filteredOn(Deadline.Day::counted)
                .extracting(Deadline.Day::kind)
                .containsExactly(Kind.COUNTING, Kind.COUNTING, Kind.COUNTING, Kind.EXTENDED, Kind.EXTENDED);
    }

    /** Every day there is, without exception: with and without standing still over it, and with more days granted. */
    @Example
    void everyDayOfEightYearsAsTheDayOfReceipt() {
        for (var received = 0; received < DAYS; received++) {
            for (var limit : new int[] {1, 3, 7, 10, 15, 20}) {
                for (var happenings : List.of(
                        List.<Happening>of(),
                        List.of(new Happening(0, Action.STOP, 1), new Happening(9, Action.RESUME, 1)),
                        List.of(new Happening(1, Action.EXTEND, 10)),
                        List.of(
                                new Happening(1, Action.STOP, 1),
                                new Happening(5, Action.RESTART, limit),
                                new Happening(6, Action.EXTEND, 5)))) {
                    var kept = keep(strip, received, limit, happenings);
                    assertThat(kept.deadline().due(calendar).on())
                            .as("%s + %d, %s", FIRST.plusDays(received), limit, happenings)
                            .isEqualTo(known(kept, calendar));
                }
            }
        }
    }

    @Property(tries = 1000)
    void theExplanationCountsEveryDayOnceAndEndsOnTheDueDay(
            @ForAll("days") int received,
            @ForAll @IntRange(min = 1, max = 40) int limit,
            @ForAll @Size(max = 6) List<@net.jqwik.api.From("happenings") Happening> happenings) {
        var deadline = keep(strip, received, limit, happenings).deadline();
        var due = deadline.due(calendar);

        assertThat(due.derivation()).extracting(Deadline.Day::date).isSorted().doesNotHaveDuplicates();
        assertThat(due.derivation().stream().filter(Deadline.Day::counted).count() + due.left())
                .isEqualTo(lastLimit(deadline) + deadline.extension());
        if (due.on() != null) {
            assertThat(due.left()).isZero();
            assertThat(due.derivation().getLast().date()).isEqualTo(due.on());
            assertThat(due.derivation().getLast().counted()).isTrue();
        }
    }

    @Example
    void whatArrivesDuringADayCountsFromTheNext() {
        var deadline = Deadline.from(day("2026-09-28"), 3, "", "");

        // 29 and 30 September, then the national holiday until the 7th.
        assertThat(deadline.due(calendar).on()).isEqualTo("2026-10-08");
        // Asked on the 29th, which still counts; answered on 9 October, which does not; the 10th is worked in exchange.
        var asked = deadline.stop(day("2026-09-29"), "", "");
        assertThat(asked.due(calendar).on()).isNull();
        assertThat(asked.due(calendar).left()).isEqualTo(2);
        assertThat(asked.resume(day("2026-10-09")).due(calendar).on()).isEqualTo("2026-10-12");
    }

    @Example
    void whatIsOverIsNotRevivedByStandingStillAfterwards() {
        var deadline = Deadline.from(day("2026-03-02"), 3, "", "").stop(day("2026-03-10"), "", "");

        assertThat(deadline.due(calendar).on()).isEqualTo("2026-03-05");
    }

    @Example
    void countedIntoAYearWithoutANoticeItSaysSo() {
        assertThat(Deadline.from(day("2026-12-28"), 3, "", "").due(calendar).provisional())
                .isFalse();
        assertThat(Deadline.from(day("2026-12-28"), 5, "", "").due(calendar).provisional())
                .isTrue();
    }

    @Example
    void nonsenseIsNotADeadline() {
        var deadline = Deadline.from(day("2026-03-02"), 3, "", "");

        assertThatThrownBy(() -> deadline.resume(day("2026-03-03"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> deadline.stop(day("2026-03-03"), "", "").stop(day("2026-03-04"), "", ""))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> deadline.stop(day("2026-02-27"), "", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Deadline.from(day("2026-03-02"), 0, "", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The clerk's way. What happens after the pile is empty happens to nobody, and is not written down. */
    private static Kept keep(String strip, int received, int limit, List<Happening> happenings) {
        var byDay = new TreeMap<Integer, List<Happening>>();
        happenings.forEach(happening -> byDay.computeIfAbsent(received + happening.after(), _ -> new ArrayList<>())
                .add(happening));
        var deadline = Deadline.from(FIRST.plusDays(received), limit, "", "");
        var pile = limit;
        var still = false;
        for (var finger = received; finger < strip.length(); finger++) {
            if (finger > received && !still && strip.charAt(finger) == 'W') {
                pile--;
            }
            var today = FIRST.plusDays(finger);
            for (var happening : byDay.getOrDefault(finger, List.of())) {
                switch (happening.action()) {
                    case STOP -> {
                        if (!still && pile > 0) {
                            still = true;
                            deadline = deadline.stop(today, "", "");
                        }
                    }
                    case RESUME -> {
                        if (still) {
                            still = false;
                            deadline = deadline.resume(today);
                        }
                    }
                    case EXTEND -> {
                        pile += happening.workingDays();
                        deadline = deadline.extend(today, happening.workingDays(), "", "");
                    }
                    case RESTART -> {
                        pile = happening.workingDays();
                        still = false;
                        deadline = deadline.restart(today, happening.workingDays(), "", "");
                    }
                }
            }
            if (pile == 0 && !still) {
                return new Kept(today, deadline);
            }
        }
        return new Kept(null, deadline);
    }

    /** What the clerk wrote down, told again. */
    private static List<Happening> applied(Kept kept, int received) {
        var told = new ArrayList<Happening>();
        var segments = kept.deadline().segments();
        for (var segment : segments.subList(1, segments.size())) {
            var after = (int) FIRST.plusDays(received).until(segment.from(), ChronoUnit.DAYS);
            switch (segment.kind()) {
                case STOPPED -> {
                    told.add(new Happening(after, Action.STOP, 1));
                    if (segment.until() != null) {
                        told.add(new Happening(
                                (int) FIRST.plusDays(received).until(segment.until(), ChronoUnit.DAYS),
                                Action.RESUME,
                                1));
                    }
                }
                case EXTENDED -> told.add(new Happening(after, Action.EXTEND, segment.workingDays()));
                case COUNTING -> told.add(new Happening(after, Action.RESTART, segment.workingDays()));
            }
        }
        return told;
    }

    /** The clerk's day; beyond the strip he knows none, and the program counts by weekdays. */
    private static @Nullable LocalDate known(Kept kept, WorkdayCalendar calendar) {
        if (kept.on() != null) {
            return kept.on();
        }
        var on = kept.deadline().due(calendar).on();
        assertThat(on == null || on.isAfter(LAST)).isTrue();
        return on;
    }

    private static int lastLimit(Deadline deadline) {
        return deadline.segments().stream()
                .filter(segment -> segment.kind() == Kind.COUNTING)
                .reduce((_, last) -> last)
                .orElseThrow()
                .workingDays();
    }

    private static String strip(Map<LocalDate, Boolean> notices) {
        var letters = new StringBuilder();
        for (var i = 0; i < DAYS; i++) {
            letters.append(isWorked(notices, FIRST.plusDays(i)) ? 'W' : '-');
        }
        return letters.toString();
    }

    private static boolean isWorked(Map<LocalDate, Boolean> notices, LocalDate day) {
        var weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return notices.getOrDefault(day, !weekend);
    }

    private static WorkdayCalendar calendar(Map<LocalDate, Boolean> notices) {
        var rest = new HashMap<LocalDate, String>();
        var work = new HashMap<LocalDate, String>();
        notices.forEach((day, worked) -> (worked ? work : rest).put(day, "假"));
        return new WorkdayCalendar(Set.of(2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026), rest, work);
    }

    private static Map<LocalDate, Boolean> notices() {
        try (var lines = Files.lines(Path.of("src/main/resources/calendars/cn-holidays-2019-2026.csv"))) {
            var days = new HashMap<LocalDate, Boolean>();
            lines.skip(1)
                    .map(line -> line.split(",", -1))
                    .forEach(cells -> days.put(LocalDate.parse(cells[0]), cells[1].equals("work")));
            return days;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static LocalDate day(String day) {
        return LocalDate.parse(day);
    }
}
