package io.gongkai.channel;

import io.gongkai.catalog.ChannelType;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A publication shown through one channel at one time.
 *
 * @param issueNo number of the edition that carried it, null on channels without editions
 * @param place board, screen, meeting, medium … in words
 */
public record Delivery(
        UUID id,
        UUID publication,
        ChannelType channel,
        LocalDate on,
        @Nullable Integer issueNo,
        String place) {}
