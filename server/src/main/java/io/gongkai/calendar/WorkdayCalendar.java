package io.gongkai.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts working days (工作日) as the State Council's yearly notices set them.
 *
 * <p>A weekend may be worked to make up for a long holiday (调休), so a weekday rule alone is wrong several times a year.
 * A day in a year without a notice is counted by the weekday rule and marks the result provisional.
 *
 * @param years years whose notice is loaded
 * @param rest days off by the notice, with the holiday's name
 * @param madeUp weekend days that are worked, with the holiday's name
 */
public record WorkdayCalendar(Set<Integer> years, Map<LocalDate, String> rest, Map<LocalDate, String> madeUp) {

    public WorkdayCalendar {
        years = Set.copyOf(years);
        rest = Map.copyOf(rest);
        madeUp = Map.copyOf(madeUp);
    }

    /**
     * The last day on which an answer is in time. The day of receipt is day zero, whatever the hour.
     *
     * @param workingDays at least 1
     */
    public DueDate dueAfter(LocalDate received, int workingDays) {
        if (workingDays <= 0) {
            throw new IllegalArgumentException("workingDays must be positive: " + workingDays);
        }
        var days = new ArrayList<DueDate.Day>();
        var day = received;
        var left = workingDays;
        while (left > 0) {
            day = day.plusDays(1);
            var working = isWorked(day);
            days.add(new DueDate.Day(day, working, reason(day)));
            if (working) {
                left--;
            }
        }
        return dueDate(day, days);
    }

    /** The last working day of a period, for what is due within it. */
    public DueDate lastWorkingDay(LocalDate from, LocalDate until) {
        var days = new ArrayList<DueDate.Day>();
        var day = until;
        while (day.isAfter(from) && !isWorked(day)) {
            days.add(new DueDate.Day(day, false, reason(day)));
            day = day.minusDays(1);
        }
        days.add(new DueDate.Day(day, isWorked(day), reason(day)));
        return dueDate(day, days);
    }

    /** Working days after {@code from} up to and including {@code until}; 0 when until is not after from. */
    public int workingDaysBetween(LocalDate from, LocalDate until) {
        var count = 0;
        for (var day = from.plusDays(1); !day.isAfter(until); day = day.plusDays(1)) {
            if (isWorked(day)) {
                count++;
            }
        }
        return count;
    }

    public boolean isWorked(LocalDate day) {
        return madeUp.containsKey(day) || !rest.containsKey(day) && !isWeekend(day);
    }

    public boolean isLoaded(LocalDate day) {
        return years.contains(day.getYear());
    }

    private DueDate dueDate(LocalDate on, List<DueDate.Day> days) {
        return new DueDate(on, days.stream().anyMatch(day -> !isLoaded(day.date())), days);
    }

    /** As in {@link DueDate.Day}. */
    String reason(LocalDate day) {
        if (madeUp.containsKey(day)) {
            return "MADE_UP";
        }
        var holiday = rest.get(day);
        if (holiday != null) {
            return holiday;
        }
        if (isWeekend(day)) {
            return "WEEKEND";
        }
        return isLoaded(day) ? "WEEKDAY" : "PROVISIONAL";
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
