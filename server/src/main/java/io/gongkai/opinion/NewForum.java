package io.gongkai.opinion;

import io.gongkai.organization.OrganizationId;
import java.time.LocalDate;

/**
 * A forum to be recorded.
 *
 * @param host who led it, by post
 * @param minutes what was said, as far as it does not become an opinion of its own
 */
public record NewForum(
        OrganizationId organization,
        LocalDate heldOn,
        String place,
        String topic,
        String host,
        int members,
        int masses,
        String minutes) {

    public NewForum {
        place = place.strip();
        topic = topic.strip();
        host = host.strip();
        minutes = minutes.strip();
    }
}
