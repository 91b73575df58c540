package io.gongkai.calendar;

import java.time.LocalDate;

/** A month, two months, quarter, half-year or year; both days belong to it. */
public record Period(Cadence cadence, LocalDate from, LocalDate until) {

    public Period next() {
        return cadence.periodOf(until.plusDays(1));
    }

    /** Neutral label: 2026-11, 2026-B6 (two months), 2026-Q4, 2026-H2, 2026. */
    public String label() {
        var year = from.getYear();
        var month = from.getMonthValue();
        return switch (cadence) {
            case MONTHLY -> "%d-%02d".formatted(year, month);
            case BIMONTHLY -> "%d-B%d".formatted(year, (month + 1) / 2);
            case QUARTERLY -> "%d-Q%d".formatted(year, (month + 2) / 3);
            case HALF_YEARLY -> "%d-H%d".formatted(year, (month + 5) / 6);
            case YEARLY -> String.valueOf(year);
        };
    }
}
