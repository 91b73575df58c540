package io.gongkai.account;

import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.PersonId;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** The one place that decides who may read or do what. Its default answer is no. */
@Service
public class Authority {

    private final KnownPeople people;
    private final AccountStore store;
    private final Organizations organizations;
    private final Clock clock;

    Authority(KnownPeople people, AccountStore store, Organizations organizations, Clock clock) {
        this.people = people;
        this.store = store;
        this.organizations = organizations;
        this.clock = clock;
    }

    /** Whether an appointment valid today at the organization or above it carries the permission. */
    public boolean may(PersonId person, Permission permission, OrganizationId at) {
        var held = actor(person).map(actor -> actor.where(permission)).filter(places -> !places.isEmpty());
        return held.isPresent() && organizations.path(at).stream().anyMatch(held.get()::contains);
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
        var roles = Arrays.stream(Role.values())
                .filter(role -> role.permits(permission))
                .toList();
        var path = organizations.path(at);
        var holders = store.holders(path, roles, LocalDate.now(clock));
        return path.reversed().stream()
                .map(level -> holders.stream()
                        .filter(holder -> holder.organization().equals(level))
                        .map(AccountStore.Holder::person)
                        .filter(person -> !excluded.contains(person))
                        .distinct()
                        .toList())
                .filter(level -> !level.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** The person with the appointments that hold today; empty for one who is unknown or was shut out. */
    public Optional<Actor> actor(PersonId person) {
        var today = LocalDate.now(clock);
        return people.find(person)
                .filter(account -> !account.disabled())
                .map(account -> new Actor(
                        account.id(),
                        account.login(),
                        account.name(),
                        account.appointments().stream()
                                .filter(appointment -> appointment.isValidOn(today))
                                .toList()));
    }

    /** Whether somebody else set this person's password, so that it has to be changed before anything else. */
    public boolean mustChangePassword(PersonId person) {
        return people.find(person).map(Account::passwordTemporary).orElse(false);
    }
}
