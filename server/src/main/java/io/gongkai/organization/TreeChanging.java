package io.gongkai.organization;

import java.time.LocalDate;
import java.util.Set;

/**
 * From a day on these organizations will have other superiors or another kind, or be gone; everything that moves along is
 * among them. Heard in the same transaction, while the tree still stands as before.
 */
public record TreeChanging(Set<OrganizationId> organizations, LocalDate on) {

    public TreeChanging {
        organizations = Set.copyOf(organizations);
    }
}
