package io.gongkai.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * The count agrees with a second one made another way: a line of all days of 2019 to 2026, worked or not, read straight from
 * the notices and walked with a finger.
 */
class CountingTest {

    private static final LocalDate FIRST = LocalDate.parse("2019-01-01");
    private static final LocalDate LAST = LocalDate.parse("2026-12-31");

    private final String days = lineOfDays();
    private final WorkdayCalendar calendar = calendar();

    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.integers()
                .between(0, (int) FIRST.until(LAST, java.time.temporal.ChronoUnit.DAYS))
                .map(FIRST::plusDays);
    }

    @Property(tries = 2000)
    void theDueDayIsTheNthWorkedDayAfterReceipt(
            @ForAll("days") LocalDate received, @ForAll @IntRange(min = 1, max = 60) int workingDays) {
        var finger = index(received);
        var left = workingDays;
        while (left > 0 && ++finger < days.length()) {
            if (days.charAt(finger) == 'W') {
                left--;
            }
        }

        var counted = calendar.dueAfter(received, workingDays);

        if (left == 0) {
            assertThat(counted.on()).isEqualTo(FIRST.plusDays(finger));
            assertThat(counted.provisional()).isFalse();
            assertThat(calendar.workingDaysBetween(received, counted.on())).isEqualTo(workingDays);
        } else {
            assertThat(counted.on()).isAfter(LAST);
            assertThat(counted.provisional()).isTrue();
        }
        assertThat(counted.derivation().stream().filter(DueDate.Day::working)).hasSize(workingDays);
    }

    @Property(tries = 1000)
    void aDayMoreIsNeverDueEarlier(
            @ForAll("days") LocalDate received, @ForAll @IntRange(min = 1, max = 200) int workingDays) {
        assertThat(calendar.dueAfter(received, workingDays + 1).on())
                .isAfter(calendar.dueAfter(received, workingDays).on());
        assertThat(calendar.dueAfter(received.plusDays(1), workingDays).on())
                .isAfterOrEqualTo(calendar.dueAfter(received, workingDays).on());
    }

    private static int index(LocalDate day) {
        return (int) FIRST.until(day, java.time.temporal.ChronoUnit.DAYS);
    }

    private static String lineOfDays() {
        var notices = notices();
        return IntStream.rangeClosed(0, index(LAST))
                .mapToObj(FIRST::plusDays)
                .map(day -> notices.getOrDefault(
                        day,
                        day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY
                                ? "rest"
                                : "work"))
                .map(type -> type.equals("work") ? "W" : "-")
                .collect(Collectors.joining());
    }

    private static WorkdayCalendar calendar() {
        var rest = new HashMap<LocalDate, String>();
        var madeUp = new HashMap<LocalDate, String>();
        notices().forEach((day, type) -> (type.equals("work") ? madeUp : rest).put(day, "节"));
        return new WorkdayCalendar(IntStream.rangeClosed(2019, 2026).boxed().collect(Collectors.toSet()), rest, madeUp);
    }

    private static Map<LocalDate, String> notices() {
        try (var lines = Files.lines(Path.of("src/main/resources/calendars/cn-holidays-2019-2026.csv"))) {
            return lines.skip(1)
                    .map(line -> line.split(",", -1))
                    .collect(Collectors.toMap(cells -> LocalDate.parse(cells[0]), cells -> cells[1]));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
