package io.gongkai.request;

import io.gongkai.organization.OrganizationId;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * What somebody asks (申请表), as little as can be: no identity number, no reason.
 *
 * @param branch of a member the own branch; empty for others
 * @param contact telephone or address; may be empty where the reply is read online
 * @param files stored attachments
 */
public record Application(
        OrganizationId organization,
        RequestDoor door,
        ApplicantKind applicant,
        String name,
        String branch,
        String contact,
        ReplyWay way,
        String title,
        String text,
        LocalDate receivedOn,
        List<UUID> files) {

    public Application {
        files = List.copyOf(files);
    }
}
