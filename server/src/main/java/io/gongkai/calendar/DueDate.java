package io.gongkai.calendar;

import java.time.LocalDate;
import java.util.List;

/**
 * The last day on which something is in time, and how it was counted.
 *
 * @param provisional counted into a year whose State Council notice is not loaded, by weekdays alone
 * @param derivation every day looked at, in order; the day of receipt is not among them
 */
public record DueDate(LocalDate on, boolean provisional, List<Day> derivation) {

    /**
     * One day of the count.
     *
     * @param reason name of the holiday, {@code WEEKDAY}, {@code WEEKEND}, {@code MADE_UP} or {@code PROVISIONAL}
     */
    public record Day(LocalDate date, boolean working, String reason) {}

    public DueDate {
        derivation = List.copyOf(derivation);
    }
}
