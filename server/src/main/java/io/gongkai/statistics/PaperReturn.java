package io.gongkai.statistics;

import io.gongkai.organization.OrganizationId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A return of an earlier period taken over from a filled form (历年表). What the program counts knows nothing of it: it is there
 * to be compared with, and every page says so.
 *
 * @param reportedOn the day that stands above the table
 * @param attachment the file that it was read from
 * @param sheetName in that file
 * @param takenBy name of who took it over
 * @param withdrawal null while it stands
 */
public record PaperReturn(
        UUID id,
        OrganizationId organization,
        String organizationCode,
        String organizationName,
        ReturnPeriod period,
        Sheet sheet,
        LocalDate reportedOn,
        UUID attachment,
        String sheetName,
        String takenBy,
        Instant takenAt,
        @Nullable Withdrawal withdrawal) {

    /** Somebody found it to be wrong: it is kept, and no longer compared with. */
    public record Withdrawal(String by, Instant at, String words) {}

    public boolean stands() {
        return withdrawal == null;
    }
}
