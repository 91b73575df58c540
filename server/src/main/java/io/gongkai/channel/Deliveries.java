package io.gongkai.channel;

import io.gongkai.catalog.ChannelType;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Records where and when publications were shown. */
@Service
public class Deliveries {

    /** Shown at a meeting, in the media, at a press briefing or otherwise: one delivery for each time. */
    public Outcome<Delivery> deliver(UUID publication, ChannelType channel, LocalDate on, String place, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    /**
     * A dated edition of a board, screen, bulletin or SMS that carries these publications; it is counted once however
     * many it carries. Without publications it states that nothing changed. Numbered by year and channel.
     */
    public Outcome<List<Delivery>> issue(
            OrganizationId organization,
            ChannelType channel,
            LocalDate on,
            String place,
            List<UUID> publications,
            PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    public List<Delivery> of(UUID publication) {
        throw new UnsupportedOperationException("stub");
    }
}
