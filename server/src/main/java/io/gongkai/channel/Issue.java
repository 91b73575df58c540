package io.gongkai.channel;

import io.gongkai.catalog.ChannelType;
import io.gongkai.organization.OrganizationId;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A dated edition (期) of a board, screen, bulletin or SMS.
 *
 * @param number within the organization, channel and year
 * @param place the board or screen, or the circle of readers, in words
 * @param carries how many publications; 0 states that nothing changed
 */
public record Issue(
        UUID id,
        OrganizationId organization,
        ChannelType channel,
        int number,
        LocalDate on,
        String place,
        int carries) {}
