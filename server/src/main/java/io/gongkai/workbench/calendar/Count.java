package io.gongkai.workbench.calendar;

import io.gongkai.calendar.DueDate;
import io.gongkai.calendar.WorkdayCalendar;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** What somebody typed to have a due date counted. */
record Count(String from, String days) {

    static final int MOST_DAYS = 2000;

    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2099;

    Outcome<DueDate> by(WorkdayCalendar calendar) {
        var refusals = new ArrayList<Refusal>();
        var start = start();
        if (start == null || start.getYear() < FIRST_YEAR || start.getYear() > LAST_YEAR) {
            refusals.add(
                    Refusal.at("from", "calendar.count.from", String.valueOf(FIRST_YEAR), String.valueOf(LAST_YEAR)));
        }
        var number = number();
        if (number == null || number < 1 || number > MOST_DAYS) {
            refusals.add(Refusal.at("days", "calendar.count.days", MOST_DAYS));
        }
        return start == null || number == null || !refusals.isEmpty()
                ? Outcome.refused(refusals)
                : Outcome.done(calendar.dueAfter(start, number));
    }

    private @Nullable LocalDate start() {
        try {
            return LocalDate.parse(from.strip());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private @Nullable Integer number() {
        try {
            return Integer.valueOf(days.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
