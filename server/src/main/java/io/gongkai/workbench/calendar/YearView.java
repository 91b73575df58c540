package io.gongkai.workbench.calendar;

import io.gongkai.calendar.Calendars.SpecialDay;
import io.gongkai.calendar.WorkdayCalendar;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A year as it hangs on the wall.
 *
 * @param loaded its notice is loaded; otherwise its days follow the week and counts into it are provisional
 */
public record YearView(int year, boolean loaded, List<Month> months, int workingDays) {

    /** @param weeks from Monday to Sunday; null where the week belongs to a neighbouring month */
    public record Month(YearMonth month, List<List<@Nullable Day>> weeks, int workingDays) {}

    /** @param holiday why the day is off or worked, null on an ordinary day */
    public record Day(
            LocalDate date, boolean working, @Nullable String holiday) {

        public boolean isMadeUp() {
            return working && holiday != null;
        }

        public boolean isHoliday() {
            return !working && holiday != null;
        }
    }

    public YearView {
        months = List.copyOf(months);
    }

    static YearView of(int year, WorkdayCalendar calendar) {
        var months = IntStream.rangeClosed(1, 12)
                .mapToObj(month -> month(YearMonth.of(year, month), calendar))
                .toList();
        return new YearView(
                year,
                calendar.years().contains(year),
                months,
                months.stream().mapToInt(Month::workingDays).sum());
    }

    private static Month month(YearMonth month, WorkdayCalendar calendar) {
        var weeks = new ArrayList<List<@Nullable Day>>();
        List<@Nullable Day> week = new ArrayList<>();
        for (var blank = 1; blank < month.atDay(1).getDayOfWeek().getValue(); blank++) {
            week.add(null);
        }
        var worked = 0;
        for (var i = 1; i <= month.lengthOfMonth(); i++) {
            var date = month.atDay(i);
            var working = calendar.isWorked(date);
            worked += working ? 1 : 0;
            var why = working ? calendar.madeUp().get(date) : calendar.rest().get(date);
            week.add(new Day(date, working, why));
            if (week.size() == 7) {
                weeks.add(week);
                week = new ArrayList<>();
            }
        }
        if (!week.isEmpty()) {
            while (week.size() < 7) {
                week.add(null);
            }
            weeks.add(week);
        }
        return new Month(month, weeks, worked);
    }

    /** The year's notice as the table that can be handed in again. */
    static String table(List<SpecialDay> days) {
        var table = new StringBuilder("date,day_type,holiday\n");
        for (var day : days) {
            table.append(day.date())
                    .append(',')
                    .append(day.working() ? "work" : "rest")
                    .append(',')
                    .append(day.holiday())
                    .append('\n');
        }
        return table.toString();
    }
}
