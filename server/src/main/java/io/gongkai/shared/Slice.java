package io.gongkai.shared;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, keyset-paged.
 *
 * @param next cursor of the next page, null on the last
 */
public record Slice<T>(List<T> items, @Nullable String next) {

    public Slice {
        items = List.copyOf(items);
    }
}
