package io.gongkai.catalog.web;

import io.gongkai.calendar.Cadence;
import io.gongkai.calendar.Period;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the labels that {@link Period#label} writes. */
final class PeriodLabel {

    private static final Pattern LABEL = Pattern.compile("(20\\d{2})(?:-(0[1-9]|1[0-2]|B[1-6]|Q[1-4]|H[12]))?");

    static Period month(LocalDate day) {
        return Cadence.MONTHLY.periodOf(day);
    }

    static Optional<Period> parse(String label) {
        var found = LABEL.matcher(label);
        if (!found.matches()) {
            return Optional.empty();
        }
        var year = Integer.parseInt(found.group(1));
        var part = found.group(2);
        if (part == null) {
            return Optional.of(Cadence.YEARLY.periodOf(LocalDate.of(year, 1, 1)));
        }
        return Optional.of(
                switch (part.charAt(0)) {
                    case 'B' -> period(Cadence.BIMONTHLY, year, number(part) * 2);
                    case 'Q' -> period(Cadence.QUARTERLY, year, number(part) * 3);
                    case 'H' -> period(Cadence.HALF_YEARLY, year, number(part) * 6);
                    default -> period(Cadence.MONTHLY, year, Integer.parseInt(part));
                });
    }

    private static int number(String part) {
        return part.charAt(1) - '0';
    }

    private static Period period(Cadence cadence, int year, int month) {
        return cadence.periodOf(LocalDate.of(year, month, 1));
    }

    private PeriodLabel() {}
}
