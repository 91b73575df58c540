package io.gongkai.organization;

import java.time.LocalDate;
import java.util.Set;

/**
 * From a day on these organizations will have other superiors or another kind, or be gone; everything that moves along is
 * among them. Heard in the same transaction, while the tree still stands as before.
 *
 * @param asTheyStand whether they keep their kinds and their places to one another, and only what stands above them changes
 */
public record TreeChanging(Set<OrganizationId> organizations, boolean asTheyStand, LocalDate on) {

    public TreeChanging {
        organizations = Set.copyOf(organizations);
    }
}
