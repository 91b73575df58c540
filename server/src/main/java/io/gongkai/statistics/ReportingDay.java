package io.gongkai.statistics;

import io.gongkai.calendar.WorkdayCalendar;
import java.time.LocalDate;

/**
 * By when a return is reported, and from when on people are reminded of it.
 *
 * @param due last day that is in time, worked or not; of a year the county's work points say 12-20
 * @param lastWorkday last day up to then on which the office is open, for whoever waits until the end
 */
public record ReportingDay(LocalDate due, LocalDate lastWorkday, LocalDate remindFrom) {

    /** Working days before the due day from which a return waits in 今天要办. */
    static final int WORKDAYS_AHEAD = 20;

    static ReportingDay of(Form form, ReturnPeriod period, WorkdayCalendar calendar) {
        var due = form.dueOn(period);
        var lastWorkday = calendar.lastWorkingDay(due.minusMonths(1), due).on();
        var remindFrom = lastWorkday;
        while (calendar.workingDaysBetween(remindFrom.minusDays(1), lastWorkday) <= WORKDAYS_AHEAD) {
            remindFrom = remindFrom.minusDays(1);
        }
        return new ReportingDay(due, lastWorkday, remindFrom.plusDays(1));
    }

    public boolean isLate(LocalDate submittedOn) {
        return submittedOn.isAfter(due);
    }

    public boolean isRemindedOn(LocalDate today) {
        return !today.isBefore(remindFrom);
    }
}
