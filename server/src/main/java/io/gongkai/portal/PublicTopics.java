package io.gongkai.portal;

import io.gongkai.shared.Slice;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Topics that were nominated, as far as they are shown to everybody. */
@Service
public class PublicTopics {

    private final PublicTopicStore store;

    PublicTopics(PublicTopicStore store) {
        this.store = store;
    }

    /** @throws NoSuchElementException when it is not shown, or no longer */
    public PublicTopic topic(UUID id) {
        return store.find(id).orElseThrow(() -> new NoSuchElementException("No topic " + id));
    }

    /** The newest first, keyset-paged. */
    public Slice<PublicTopic> ofCounty(Unit county, int size, @Nullable String cursor) {
        var found = store.list(county.id(), cursor == null || cursor.isEmpty() ? null : topic(idOf(cursor)), size + 1);
        return found.size() <= size
                ? new Slice<>(found, null)
                : new Slice<>(found.subList(0, size), found.get(size - 1).id().toString());
    }

    private static UUID idOf(String cursor) {
        try {
            return UUID.fromString(cursor);
        } catch (IllegalArgumentException e) {
            throw new NoSuchElementException("No such page: " + cursor, e);
        }
    }
}
