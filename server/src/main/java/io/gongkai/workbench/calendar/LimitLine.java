package io.gongkai.workbench.calendar;

import io.gongkai.calendar.Limit;
import io.gongkai.calendar.LimitVersion;
import io.gongkai.calendar.Limits;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * A limit as the page shows it.
 *
 * @param versions everything it was ever set to, the newest first
 * @param coming of these, those that are not yet in force
 */
public record LimitLine(Limit limit, int workingDays, List<LimitVersion> versions, List<LimitVersion> coming) {

    public LimitLine {
        versions = List.copyOf(versions);
        coming = List.copyOf(coming);
    }

    static List<LimitLine> of(List<LimitVersion> versions, LocalDate today) {
        return Arrays.stream(Limit.values())
                .map(limit -> {
                    var own = versions.stream()
                            .filter(version -> version.limit() == limit)
                            .toList();
                    return new LimitLine(
                            limit,
                            Limits.inForce(limit, today, own),
                            own,
                            own.stream()
                                    .filter(version -> version.effectiveOn().isAfter(today))
                                    .toList());
                })
                .toList();
    }
}
