package io.gongkai.account;

import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** The one place that decides who may read or do what. Its default answer is no. */
@Service
public class Authority {

    /** Whether an appointment valid today at the organization or above it carries the permission. */
    public boolean may(PersonId person, Permission permission, OrganizationId at) {
        throw new UnsupportedOperationException("stub");
    }

    /** @throws NotPermittedException when {@link #may} says no */
    public void require(PersonId person, Permission permission, OrganizationId at) {
        if (!may(person, permission, at)) {
            throw new NotPermittedException("%s may not %s at %s".formatted(person, permission, at));
        }
    }

    /**
     * People who may do this for the organization and are not among the excluded, taken from the nearest level that has
     * any: a one-person branch falls back to its superior's.
     */
    public List<PersonId> nearestHolders(Permission permission, OrganizationId at, List<PersonId> excluded) {
        throw new UnsupportedOperationException("stub");
    }

    public Optional<Actor> actor(PersonId person) {
        throw new UnsupportedOperationException("stub");
    }
}
