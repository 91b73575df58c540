package io.gongkai.document;

import java.time.Instant;
import java.util.UUID;

/**
 * A stored file.
 *
 * @param mediaType as sniffed from the bytes, never as the sender claimed
 * @param size in bytes
 * @param sha256 lower-case hexadecimal
 */
public record Attachment(UUID id, String name, String mediaType, long size, String sha256, Instant storedAt) {}
