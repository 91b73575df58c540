package io.gongkai.calendar;

import java.time.LocalDate;

/** How often something falls due (公开周期). */
public enum Cadence {
    MONTHLY(1),
    BIMONTHLY(2),
    QUARTERLY(3),
    HALF_YEARLY(6),
    YEARLY(12);

    private final int months;

    Cadence(int months) {
        this.months = months;
    }

    /** The period of this cadence in which the day lies; periods begin with the calendar year. */
    public Period periodOf(LocalDate day) {
        var index = (day.getMonthValue() - 1) / months;
        var from = LocalDate.of(day.getYear(), index * months + 1, 1);
        return new Period(this, from, from.plusMonths(months).minusDays(1));
    }
}
