package io.gongkai.statistics;

import io.gongkai.ledger.Measure;
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

    /**
     * One fact.
     *
     * @param base its share of the denominator of a ratio, 0 for counts
     * @param open whether society may read the summary; if not, a reader without {@code READ_WORK} there gets neither the
     *     summary nor the source
     */
    public record Item(
            Measure measure,
            LocalDate occurredOn,
            String organizationCode,
            String organizationName,
            String summary,
            long quantity,
            long base,
            Source source,
            boolean open) {}

    public Evidence {
        items = List.copyOf(items);
    }
}
