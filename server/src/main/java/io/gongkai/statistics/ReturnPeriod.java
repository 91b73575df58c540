package io.gongkai.statistics;

import java.time.LocalDate;
import java.util.NoSuchElementException;

/**
 * The year or the quarter that a return is about; written {@code 2026} or {@code 2026Q3}.
 *
 * @param quarter 1-4, 0 for the whole year
 */
public record ReturnPeriod(int year, int quarter) {

    public ReturnPeriod {
        if (year < 1000 || year > 9999 || quarter < 0 || quarter > 4) {
            throw new NoSuchElementException("No period %d/%d".formatted(year, quarter));
        }
    }

    public static ReturnPeriod ofYear(int year) {
        return new ReturnPeriod(year, 0);
    }

    /** @throws NoSuchElementException when the text is no period */
    public static ReturnPeriod parse(String text) {
        if (!text.matches("[0-9]{4}(Q[1-4])?")) {
            throw new NoSuchElementException("No period " + text);
        }
        return new ReturnPeriod(Integer.parseInt(text.substring(0, 4)), text.length() == 4 ? 0 : text.charAt(5) - '0');
    }

    public LocalDate first() {
        return LocalDate.of(year, quarter == 0 ? 1 : 3 * quarter - 2, 1);
    }

    public LocalDate last() {
        return first().plusMonths(quarter == 0 ? 12 : 3).minusDays(1);
    }

    /** The one that ended on the day before. */
    public ReturnPeriod before() {
        return quarter > 1 ? new ReturnPeriod(year, quarter - 1) : new ReturnPeriod(year - 1, quarter == 0 ? 0 : 4);
    }

    /** The same a year earlier. */
    public ReturnPeriod yearBefore() {
        return new ReturnPeriod(year - 1, quarter);
    }

    @Override
    public String toString() {
        return quarter == 0 ? String.valueOf(year) : year + "Q" + quarter;
    }
}
