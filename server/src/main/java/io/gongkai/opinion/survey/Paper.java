package io.gongkai.opinion.survey;

import io.gongkai.shared.PersonId;
import java.util.List;

/**
 * A numbered copy on its way through the keying.
 *
 * @param keyedBy who has keyed it so far, in order
 */
public record Paper(int number, String organizationName, CopyState state, List<PersonId> keyedBy) {

    public Paper {
        keyedBy = List.copyOf(keyedBy);
    }

    /** Whether this person may key it now, or settle it: nobody looks at a paper twice. */
    public boolean waitsFor(PersonId person) {
        return switch (state) {
            case RETURNED, KEYED_ONCE, DIFFERENT -> !keyedBy.contains(person);
            case ISSUED, COUNTED -> false;
        };
    }
}
