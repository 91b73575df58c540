package io.gongkai.message;

import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as it may be shown.
 *
 * @param templateVersion 0 where it was the wording of the program
 * @param person to whom, null where it went to somebody from outside
 * @param masked the address without its middle
 * @param dueAt not before then it is tried; of interest while it is queued
 * @param changedAt since when it stands where it stands
 * @param ground why, null where there is nothing to explain
 * @param detail what the gateway said, without addresses
 */
public record SentMessage(
        UUID id,
        OrganizationId organization,
        String kind,
        int templateVersion,
        Medium medium,
        @Nullable PersonId person,
        String cause,
        String masked,
        MessageStatus status,
        int round,
        int tries,
        Instant queuedAt,
        Instant dueAt,
        Instant changedAt,
        @Nullable Ground ground,
        String detail) {}
