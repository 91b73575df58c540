package io.gongkai.portal;

import io.gongkai.catalog.ContentCategory;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of a unit's catalog in force with its one status.
 *
 * @param state what is said of it today
 * @param on the day that the state speaks of, null where it speaks of none
 * @param days days overdue, 0 otherwise
 * @param publication the latest that stands, null where none
 */
public record CatalogItem(
        UUID item,
        int no,
        String heading,
        String title,
        ContentCategory category,
        String timeCode,
        List<String> elements,
        State state,
        @Nullable LocalDate on,
        long days,
        @Nullable UUID publication) {

    public CatalogItem {
        elements = List.copyOf(elements);
    }

    /** The one thing said of an item, the most pressing first. */
    public enum State {
        /** For Party members only: nothing done under it is told here. */
        INNER,
        /** For the people of the place or unit: on its board, in its meetings, not on the open web. */
        LOCAL,
        /** For those whom it concerns only. */
        NAMED,
        NOT_APPLICABLE,
        OVERDUE,
        /** Due within three working days. */
        DUE_SOON,
        PUBLISHED,
        /** The latest period was answered with "nothing changed". */
        UNCHANGED,
        DUE,
        /** Follows an event, and none has come up yet. */
        WAITING
    }
}
