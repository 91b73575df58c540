package io.gongkai.organization;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change of the tree brings about, found out without doing it.
 *
 * @param organization as it stands before the change
 * @param to the new direct superior of those that move, null where nothing moves or the superior is founded by the change
 * @param moves organizations that get another direct superior
 * @param along how many more move because they stand below those
 * @param ends organizations that cease
 * @param facilities that close, or change hands in a merger
 * @param groups leading groups that are dissolved
 */
public record TreePlan(
        Organization organization,
        @Nullable Organization to,
        List<Organization> moves,
        int along,
        List<Organization> ends,
        List<Facility> facilities,
        List<LeadingGroup> groups) {

    public TreePlan {
        moves = List.copyOf(moves);
        ends = List.copyOf(ends);
        facilities = List.copyOf(facilities);
        groups = List.copyOf(groups);
    }

    /** Whether it touches more than the one organization's own words. */
    public boolean reachesFurther() {
        return !moves.isEmpty() || !ends.isEmpty() || !facilities.isEmpty() || !groups.isEmpty();
    }
}
