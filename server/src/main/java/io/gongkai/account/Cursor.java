package io.gongkai.account;

import io.gongkai.shared.Refusal;
import io.gongkai.web.RefusedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the next page of a list begins. */
final class Cursor {

    private Cursor() {}

    /** The number below which to go on; beyond all numbers at the start. */
    static long number(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return Long.MAX_VALUE;
        }
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException notOurs) {
            throw new RefusedException(List.of(Refusal.at("cursor", "web.error.malformed", "cursor")));
        }
    }
}
