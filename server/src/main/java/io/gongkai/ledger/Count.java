package io.gongkai.ledger;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an entry counts towards: a measure and, where the measure asks for more, one detail of each of its aspects. There are
 * few of them, and all are known beforehand ({@link Measure#counts}).
 *
 * @param details in the order of the aspects
 */
public record Count(Measure measure, List<Detail> details) {

    public Count {
        details = details.stream().sorted(Comparator.comparing(Detail::aspect)).toList();
        if (!details.stream().map(Detail::aspect).toList().equals(measure.aspects())) {
            throw new IllegalArgumentException(
                    "%s wants one detail of each of %s, not %s".formatted(measure, measure.aspects(), details));
        }
    }

    public static Count of(Measure measure, Detail... details) {
        return new Count(measure, Arrays.asList(details));
    }

    /** As {@link #detail} wrote it. */
    public static Count of(Measure measure, String detail) {
        return new Count(
                measure,
                detail.isEmpty()
                        ? List.of()
                        : Arrays.stream(detail.split("/")).map(Detail::valueOf).toList());
    }

    /** {@code DISCLOSED/MEMBER}; empty where the measure asks for no detail. */
    public String detail() {
        return details.stream().map(Enum::name).collect(Collectors.joining("/"));
    }
}
