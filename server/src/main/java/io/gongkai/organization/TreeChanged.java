package io.gongkai.organization;

import java.time.LocalDate;
import java.util.Set;

/** What {@link TreeChanging} announced is done: the tree stands as it will. Heard in the same transaction. */
public record TreeChanged(Set<OrganizationId> organizations, boolean asTheyStand, LocalDate on) {

    public TreeChanged {
        organizations = Set.copyOf(organizations);
    }
}
