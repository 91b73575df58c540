package io.gongkai.account;

import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.ImportReport;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.TableRow;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** People who work with the program: accounts and appointments. */
@Service
public class People {

    public Outcome<PersonId> register(String login, String name, String password) {
        throw new UnsupportedOperationException("stub");
    }

    /** Appoints without asking anybody: for the first administrator and the demonstration. */
    public Appointment appoint(
            PersonId person, OrganizationId organization, Role role, LocalDate from, @Nullable LocalDate until) {
        throw new UnsupportedOperationException("stub");
    }

    public Map<PersonId, String> names(Collection<PersonId> people) {
        throw new UnsupportedOperationException("stub");
    }

    /** Takes over all rows or none. Headings: login, name, organizationCode, role, validFrom, validUntil. */
    public ImportReport importRows(List<TableRow> rows, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }
}
