package io.gongkai.request;

import io.gongkai.intake.TrackingCode;
import io.gongkai.organization.OrganizationId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request for disclosure as it stands (依申请公开). It does not say who asks.
 *
 * @param organization the one that was asked, or to which it was passed on before it was accepted; for it the request counts
 * @param handler the one with which it lies
 * @param returnsTo with which it lay before it went up, null while it never did
 * @param upheldBy the superior that upheld the present decision, null where none did
 * @param year and {@code number}: its place in that organization's register
 * @param deadline the one that runs, or ran last
 * @param completeUntil last day for adding what is missing, null unless something is
 * @param hearUntil last day for the third party, null unless one was asked
 * @param draft reply that waits for a second person
 * @param decision reply that stands
 */
public record DisclosureRequest(
        UUID id,
        TrackingCode code,
        OrganizationId county,
        OrganizationId organization,
        OrganizationId handler,
        @Nullable OrganizationId returnsTo,
        @Nullable OrganizationId upheldBy,
        int year,
        int number,
        RequestDoor door,
        ApplicantKind applicant,
        ReplyWay way,
        String title,
        String text,
        LocalDate receivedOn,
        RequestStatus status,
        Instant since,
        UUID deadline,
        @Nullable LocalDate extendedOn,
        @Nullable LocalDate completeUntil,
        @Nullable LocalDate hearUntil,
        @Nullable UUID draft,
        @Nullable UUID decision) {

    /** As the register has it, for instance 2026-3. */
    public String registered() {
        return year + "-" + number;
    }
}
