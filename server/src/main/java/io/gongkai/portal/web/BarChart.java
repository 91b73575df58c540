package io.gongkai.portal.web;

import java.util.List;

/** Bars side by side, drawn by the server so that they are there without script and on paper. */
public record BarChart(List<Bar> bars) {

    /** One bar and its number. */
    public record Bar(String label, long value) {}

    public BarChart {
        bars = List.copyOf(bars);
    }

    /** Length of a bar when the longest has {@code full}; what counts anything can be seen. */
    public double length(Bar bar, double full) {
        var most = bars.stream().mapToLong(Bar::value).max().orElse(0);
        return most == 0 || bar.value() == 0 ? 0 : Math.max(1, Math.round(full * 10 * bar.value() / most) / 10.0);
    }
}
