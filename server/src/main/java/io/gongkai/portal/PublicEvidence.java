package io.gongkai.portal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The facts behind a figure, as far as the public may know them.
 *
 * @param value the figure itself
 * @param count of facts on all pages
 */
public record PublicEvidence(
        @Nullable BigDecimal value,
        long count,
        List<Item> items,
        @Nullable String next) {

    public PublicEvidence {
        items = List.copyOf(items);
    }

    /**
     * One fact.
     *
     * @param unitName as the unit is called today
     * @param summary empty where the words are not open to society
     * @param base of a rate, its share of the valid answers
     * @param publication leads to the publication where that stands, null otherwise
     */
    public record Item(
            LocalDate occurredOn,
            String unitCode,
            String unitName,
            String summary,
            long quantity,
            long base,
            String sourceType,
            @Nullable UUID publication) {}
}
