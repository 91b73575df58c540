package io.gongkai.opinion;

import io.gongkai.organization.OrganizationId;
import java.time.LocalDate;

/**
 * An opinion that somebody of the staff writes down: from a call, a visit, the box, a form, a forum, a supervisor or for somebody
 * who cannot.
 *
 * @param receivedOn day on which it was said or found, today at the latest
 */
public record WrittenDown(
        OrganizationId organization,
        OpinionSource source,
        LocalDate receivedOn,
        String title,
        String text,
        boolean answerPublic,
        Sender sender) {

    public WrittenDown {
        title = title.strip();
        text = text.strip();
    }
}
