package io.gongkai.web;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chart that is its own table: each mark stands beside its number, and both are one link to the facts behind them. The
 * server draws it, so that it is there without script, on paper, and for those who hear the page.
 *
 * @param full what fills the scale
 * @param line a value to measure the marks by, drawn across them; null where there is none
 */
public record Chart(
        List<Mark> marks, BigDecimal full, @Nullable BigDecimal line) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** Per cent of the scale below which a mark could not be seen. */
    private static final double SMALLEST = 0.8;

    /**
     * One mark.
     *
     * @param value null where there is nothing to measure: then there is no mark, which is not the same as one of 0
     * @param text the number as people read it
     * @param note what else has to be said of the number, for instance on how many answers it rests; may be empty
     * @param href the facts behind it, null where there are none
     * @param tone of a status: ok, soon or late; otherwise empty
     * @param own the one among others that is looked at
     */
    public record Mark(
            String label,
            @Nullable BigDecimal value,
            String text,
            String note,
            @Nullable String href,
            String tone,
            boolean own) {

        public static Mark of(
                String label, @Nullable BigDecimal value, String text, String note, @Nullable String href) {
            return new Mark(label, value, text, note, href, "", false);
        }
    }

    public Chart {
        marks = List.copyOf(marks);
    }

    /** The longest fills the scale. */
    public static Chart of(List<Mark> marks) {
        return of(marks, null);
    }

    public static Chart of(List<Mark> marks, @Nullable BigDecimal line) {
        var longest = BigDecimal.ZERO;
        for (var mark : marks) {
            longest = mark.value() == null ? longest : longest.max(mark.value());
        }
        return new Chart(marks, longest, line);
    }

    /** Rates in per cent: 100 fills the scale. */
    public static Chart ofRates(List<Mark> marks, @Nullable BigDecimal line) {
        return new Chart(marks, HUNDRED, line);
    }

    /** Whether some number has something said beside it, for which all must leave room: the scale is the same for all. */
    public boolean isNoted() {
        return marks.stream().anyMatch(mark -> !mark.note().isEmpty());
    }

    /** Length of a mark in per cent of the scale; what counts anything at all can be seen. */
    public double length(Mark mark) {
        return mark.value() == null || mark.value().signum() <= 0 ? 0 : Math.max(SMALLEST, place(mark.value()));
    }

    /** Where a value lies, in per cent of the scale. */
    public double place(BigDecimal value) {
        return full.signum() == 0 ? 0 : Math.round(value.doubleValue() * 1000 / full.doubleValue()) / 10.0;
    }
}
