package io.gongkai.request;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request in a list.
 *
 * @param organizationName the one that was asked, or to which it was passed on before it was accepted
 * @param dueOn null while its clock stands still
 * @param outcome of the reply that stands, null while there is none
 */
public record RequestLine(
        UUID id,
        String registered,
        String organizationName,
        String title,
        ApplicantKind applicant,
        RequestStatus status,
        LocalDate receivedOn,
        @Nullable LocalDate dueOn,
        boolean late,
        @Nullable RequestOutcome outcome) {}
