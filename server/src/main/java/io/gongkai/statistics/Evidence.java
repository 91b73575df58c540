package io.gongkai.statistics;

import io.gongkai.ledger.Source;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts behind one figure.
 *
 * @param value the figure itself; the quantities of all items (all pages) add up to it
 * @param count number of facts on all pages
 */
public record Evidence(
        @Nullable BigDecimal value,
        long count,
        List<Item> items,
        @Nullable String next) {

    /** One fact. {@code base} is its share of the denominator of a ratio, 0 for counts. */
    public record Item(
            LocalDate occurredOn,
            String organizationCode,
            String organizationName,
            String summary,
            long quantity,
            long base,
            Source source) {}

    public Evidence {
        items = List.copyOf(items);
    }
}
