package io.gongkai.request;

import io.gongkai.calendar.KeptDeadline;
import io.gongkai.intake.TrackingCode;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A topic that somebody wants to see disclosed (点题公开).
 *
 * @param publicTitle as everybody reads it; empty until the office has worded it
 * @param answer as drafted or given; empty until then
 * @param draftedBy who drafted the answer that waits or stands, null where there is none
 * @param askedBy people who want to know: whoever nominated it, whoever seconded it, whoever nominated the same
 * @param joinedTo the topic that asks the same, null where it stands for itself
 * @param catalogVersion the draft of the catalog into which it was proposed, null where it was not
 */
public record Topic(
        UUID id,
        TrackingCode code,
        OrganizationId county,
        OrganizationId organization,
        int year,
        int number,
        RequestDoor door,
        ApplicantKind applicant,
        String title,
        String text,
        LocalDate receivedOn,
        TopicStatus status,
        UUID deadline,
        String publicTitle,
        String answer,
        @Nullable PersonId draftedBy,
        @Nullable PersonId answeredBy,
        @Nullable LocalDate answeredOn,
        @Nullable UUID joinedTo,
        @Nullable UUID catalogVersion,
        int askedBy) {

    /** A step that was taken. */
    public record Taken(
            TopicStep step,
            LocalDate on,
            String told,
            String note,
            @Nullable PersonId by) {}

    /** Another topic that asks much the same; likeness in percent. */
    public record Kin(UUID topic, String registered, String title, TopicStatus status, int likeness) {}

    /** A topic with everything that belongs to it. */
    public record Dossier(Topic topic, List<Taken> steps, List<Kin> kin, KeptDeadline clock) {

        public Dossier {
            steps = List.copyOf(steps);
            kin = List.copyOf(kin);
        }
    }

    public String registered() {
        return year + "-" + number;
    }

    /** Whether an answer waits for a second person. */
    public boolean hasDraft() {
        return status.isOpen() && draftedBy != null;
    }
}
