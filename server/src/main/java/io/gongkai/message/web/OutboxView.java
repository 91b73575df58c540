package io.gongkai.message.web;

import io.gongkai.message.Medium;
import io.gongkai.message.MessageStatus;
import io.gongkai.message.SentMessage;
import io.gongkai.organization.Organization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The page 发件箱: a county's messages, the newest first.
 *
 * @param organizations names of those in whose names they go
 * @param status what is looked for: a state, {@code dead} for what asks a person to look, empty for all
 * @param hurried how many were just put forward; null where nobody asked
 */
public record OutboxView(
        Organization county,
        List<SentMessage> messages,
        Map<UUID, String> organizations,
        @Nullable Medium medium,
        String status,
        boolean fromStart,
        @Nullable String next,
        @Nullable Integer hurried) {

    static final String DEAD = "dead";

    public OutboxView {
        messages = List.copyOf(messages);
        organizations = Map.copyOf(organizations);
    }

    /** How a state is marked. */
    public static String kind(MessageStatus status) {
        return switch (status) {
            case DELIVERED -> "ok";
            case FAILED -> "late";
            case UNKNOWN -> "soon";
            case QUEUED, SENDING, HANDED_OVER -> "";
        };
    }

    /** Of this list from the cursor on, with its filter. */
    public String address(@Nullable String cursor) {
        return UriComponentsBuilder.fromPath("/work/messages")
                .queryParam("medium", medium == null ? "" : medium.name())
                .queryParam("status", status)
                .queryParamIfPresent("cursor", Optional.ofNullable(cursor))
                .encode()
                .build()
                .toUriString();
    }
}
