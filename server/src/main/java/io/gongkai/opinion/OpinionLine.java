package io.gongkai.opinion;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An opinion in a list.
 *
 * @param dueOn by when it is answered, null once it is
 */
public record OpinionLine(
        UUID id,
        String number,
        String title,
        String organizationName,
        String handlingName,
        OpinionSource source,
        SpeakingMode mode,
        OpinionStatus status,
        @Nullable ClosingKind closing,
        LocalDate receivedOn,
        @Nullable LocalDate dueOn) {}
