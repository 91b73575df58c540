package io.gongkai.account;

import io.gongkai.shared.PersonId;
import java.util.List;

/** A person with every appointment there is, past and future ones too, as {@link KnownPeople} keeps it. */
record Account(
        PersonId id,
        String login,
        String name,
        boolean disabled,
        boolean passwordTemporary,
        List<Appointment> appointments) {

    Account {
        appointments = List.copyOf(appointments);
    }
}
