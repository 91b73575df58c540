package io.gongkai.portal;

import io.gongkai.catalog.ChannelType;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A dated edition (期) of a board, screen, bulletin or SMS, as far as it carried what is open to society.
 *
 * @param number within the unit, channel and year
 * @param carries how many publications open to society it carried; 0 stated that nothing changed
 * @param whole false where it carried others too, of which nothing is told
 */
public record PublicIssue(
        UUID id,
        String unitCode,
        ChannelType channel,
        int number,
        LocalDate on,
        String place,
        int carries,
        boolean whole) {}
