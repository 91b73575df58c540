package io.gongkai.workbench.dashboard;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How values are distributed: classes of one round width, from the smallest value to the largest, each value in exactly one.
 *
 * @param median the middle value, or half-way between the two middle ones
 */
public record Spread(List<Bin> bins, BigDecimal median) {

    private static final int BINS_MAX = 12;

    /** Widths are one of these times a power of ten. */
    private static final int[] ROUND = {1, 2, 5};

    /** A class: how many values lie from one value to another, both included. */
    public record Bin(BigDecimal from, BigDecimal to, int count) {

        boolean holds(BigDecimal value) {
            return from.compareTo(value) <= 0 && value.compareTo(to) <= 0;
        }
    }

    public Spread {
        bins = List.copyOf(bins);
    }

    /** @return null where there are no values */
    static @Nullable Spread of(Collection<BigDecimal> values) {
        if (values.isEmpty()) {
            return null;
        }
        var sorted = values.stream().sorted().toList();
        var scale = sorted.stream().mapToInt(BigDecimal::scale).max().orElse(0);
        var least = unscaled(sorted.getFirst(), scale);
        var most = unscaled(sorted.getLast(), scale);
        var width = width(least, most);
        var bins = new ArrayList<Bin>();
        for (var from = Math.floorDiv(least, width) * width; from <= most; from += width) {
            var first = BigDecimal.valueOf(from, scale);
            var last = BigDecimal.valueOf(from + width - 1, scale);
            var empty = new Bin(first, last, 0);
            bins.add(new Bin(
                    first, last, (int) sorted.stream().filter(empty::holds).count()));
        }
        return new Spread(bins, median(sorted));
    }

    int binOf(BigDecimal value) {
        for (var i = 0; i < bins.size(); i++) {
            if (bins.get(i).holds(value)) {
                return i;
            }
        }
        throw new IllegalArgumentException("Not among them: " + value);
    }

    private static long width(long least, long most) {
        for (var power = 1L; ; power *= 10) {
            for (var round : ROUND) {
                var width = round * power;
                if (Math.floorDiv(most, width) - Math.floorDiv(least, width) < BINS_MAX) {
                    return width;
                }
            }
        }
    }

    private static BigDecimal median(List<BigDecimal> sorted) {
        var upper = sorted.get(sorted.size() / 2);
        var lower = sorted.get((sorted.size() - 1) / 2);
        var sum = upper.add(lower);
        return sum.divide(BigDecimal.TWO, sum.scale() + 1, RoundingMode.HALF_UP).stripTrailingZeros();
    }

    private static long unscaled(BigDecimal value, int scale) {
        return value.setScale(scale).unscaledValue().longValueExact();
    }
}
