package io.gongkai.calendar;

import static io.gongkai.calendar.Cadence.BIMONTHLY;
import static io.gongkai.calendar.Cadence.HALF_YEARLY;
import static io.gongkai.calendar.Cadence.MONTHLY;
import static io.gongkai.calendar.Cadence.QUARTERLY;
import static io.gongkai.calendar.Cadence.YEARLY;

import io.gongkai.web.Page;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Optional;
import java.util.regex.Pattern;

/** A month, two months, quarter, half-year or year; both days belong to it. */
public record Period(Cadence cadence, LocalDate from, LocalDate until) {

    private static final Pattern LABEL = Pattern.compile("(20\\d{2})(?:-(0[1-9]|1[0-2]|B[1-6]|Q[1-4]|H[12]))?");

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

    /** Reads what {@link #label} writes; empty for anything else. */
    public static Optional<Period> parse(String label) {
        var found = LABEL.matcher(label);
        if (!found.matches()) {
            return Optional.empty();
        }
        var year = Integer.parseInt(found.group(1));
        var part = found.group(2) == null ? "Y1" : found.group(2);
        return Optional.of(
                switch (part.charAt(0)) {
                    case 'B' -> of(BIMONTHLY, year, number(part) * 2);
                    case 'Q' -> of(QUARTERLY, year, number(part) * 3);
                    case 'H' -> of(HALF_YEARLY, year, number(part) * 6);
                    case 'Y' -> of(YEARLY, year, 1);
                    default -> of(MONTHLY, year, Integer.parseInt(part));
                });
    }

    private static int number(String part) {
        return part.charAt(1) - '0';
    }

    private static Period of(Cadence cadence, int year, int month) {
        return cadence.periodOf(LocalDate.of(year, month, 1));
    }

    /** As a person reads it: 2026年第四季度, Q4 2026. Labels are for addresses and programs. */
    public String inWords(Page page) {
        return page.t(
                "calendar.period." + cadence,
                String.valueOf(from.getYear()),
                from.getMonthValue(),
                until.getMonthValue(),
                monthName(page, from.getMonth()),
                monthName(page, until.getMonth()));
    }

    /**
     * What a duty or publication is about, as a person reads it.
     *
     * @param subject the label of a period, or a matter as a clerk named it, which stays as it is
     */
    public static String inWords(Page page, String subject) {
        return parse(subject).map(period -> period.inWords(page)).orElse(subject);
    }

    private static String monthName(Page page, Month month) {
        return month.getDisplayName(TextStyle.SHORT, page.locale());
    }
}
