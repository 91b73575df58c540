package io.gongkai.catalog;

import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** What is due, when and why. */
@Service
public class Duties {

    /** Duties that arise or are due within the days given, and older ones still open; in order of due date. */
    public List<Duty> of(OrganizationId organization, LocalDate from, LocalDate until) {
        throw new UnsupportedOperationException("stub");
    }

    public Duty get(UUID duty) {
        throw new UnsupportedOperationException("stub");
    }

    /** Something happened that an E, ST, N or L entry speaks of; the duty it brings about. */
    public Outcome<Duty> occurred(UUID entry, String subject, LocalDate on, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    /** A publication fulfils a duty. Called in the transaction that publishes. */
    public void fulfil(UUID duty, LocalDate on, UUID publication) {
        throw new UnsupportedOperationException("stub");
    }

    /** The publication that fulfilled duties was withdrawn: they are open again. */
    public void reopen(UUID publication) {
        throw new UnsupportedOperationException("stub");
    }

    /** Records that nothing changed in the period; refused for duties that are no cadence, and twice in a row. */
    public Outcome<Duty> noChange(UUID duty, LocalDate on, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    public Outcome<Duty> extend(UUID duty, LocalDate to, String reason, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    /** Brings about the periodic duties of all catalogs in force up to the end of the periods in which the day lies. */
    public void bringAbout(LocalDate today) {
        throw new UnsupportedOperationException("stub");
    }
}
