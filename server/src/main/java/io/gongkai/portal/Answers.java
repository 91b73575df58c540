package io.gongkai.portal;

import io.gongkai.shared.Slice;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What was asked and answered, as far as it was released for everybody. */
@Service
public class Answers {

    private final AnswerStore store;

    Answers(AnswerStore store) {
        this.store = store;
    }

    /** @throws NoSuchElementException when it was never released, or taken back */
    public PublicAnswer answer(UUID id) {
        return store.find(id).orElseThrow(() -> new NoSuchElementException("No answer " + id));
    }

    /** Of a county, the last answered first, keyset-paged. */
    public Slice<PublicAnswer> ofCounty(Unit county, String words, int size, @Nullable String cursor) {
        var after = cursor == null || cursor.isEmpty() ? null : answer(idOf(cursor));
        var found = store.list(county.id(), null, words.strip(), after, size + 1);
        return found.size() <= size
                ? new Slice<>(found, null)
                : new Slice<>(found.subList(0, size), found.get(size - 1).id().toString());
    }

    /** The last ones of a unit itself. */
    public List<PublicAnswer> ofUnit(Unit unit, int limit) {
        return store.list(null, unit.id(), "", null, limit);
    }

    private static UUID idOf(String cursor) {
        try {
            return UUID.fromString(cursor);
        } catch (IllegalArgumentException e) {
            throw new NoSuchElementException("No such page: " + cursor, e);
        }
    }
}
