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

    /** An edition that was counted. */
    public record IssueOf(UUID id, int number, String place) {}

    /**
     * One fact.
     *
     * @param unitName as the unit is called today
     * @param summary empty where the words are not open to society
     * @param base of a rate, its share of the valid answers
     * @param publication the publication it speaks of where that stands, null otherwise
     * @param issue the edition that it is, where the public may see that; null otherwise
     */
    public record Item(
            LocalDate occurredOn,
            String unitCode,
            String unitName,
            String summary,
            long quantity,
            long base,
            String sourceType,
            UUID source,
            @Nullable UUID publication,
            @Nullable IssueOf issue) {

        /** Where it is looked at; null where nothing about it was released. */
        public @Nullable String href() {
            if (issue != null) {
                return "/issue/" + issue.id();
            }
            return publication == null
                    ? null
                    : "/p/" + publication + (sourceType.equals("DELIVERY") ? "#shown-" + source : "");
        }
    }
}
