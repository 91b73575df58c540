package io.gongkai.opinion;

import io.gongkai.organization.OrganizationId;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A meeting at which people were heard (座谈会), with what they raised.
 *
 * @param members Party members who attended
 * @param masses others who attended
 * @param cancelled why it was taken back, null while it counts
 * @param points opinions that came out of it
 */
public record Forum(
        UUID id,
        OrganizationId organization,
        String organizationCode,
        String organizationName,
        LocalDate heldOn,
        String place,
        String topic,
        String host,
        int members,
        int masses,
        String minutes,
        @Nullable String cancelled,
        List<OpinionLine> points) {

    public Forum {
        points = List.copyOf(points);
    }

    public boolean counts() {
        return cancelled == null;
    }
}
