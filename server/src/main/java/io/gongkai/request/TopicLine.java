package io.gongkai.request;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A topic in a list. */
public record TopicLine(
        UUID id,
        String registered,
        String organizationName,
        String title,
        TopicStatus status,
        LocalDate receivedOn,
        @Nullable LocalDate dueOn,
        boolean late,
        int askedBy) {}
