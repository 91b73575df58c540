package io.gongkai.account;

import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The signed-in person with the appointments that hold today; a parameter of every staff controller method. No {@code
 * Principal}: Spring MVC would fill such a parameter itself, with something else.
 */
public record Actor(PersonId id, String login, String name, List<Appointment> appointments) {

    public Actor {
        appointments = List.copyOf(appointments);
    }

    /** The organizations at which some role of this person carries the permission; each reaches everything below it. */
    public Set<OrganizationId> where(Permission permission) {
        return appointments.stream()
                .filter(appointment -> appointment.role().permits(permission))
                .map(Appointment::organization)
                .collect(Collectors.toUnmodifiableSet());
    }

    public boolean holds(Permission permission) {
        return appointments.stream().anyMatch(appointment -> appointment.role().permits(permission));
    }
}
