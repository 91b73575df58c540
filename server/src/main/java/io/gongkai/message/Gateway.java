package io.gongkai.message;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a county sends by one medium.
 *
 * @param secrets by name; empty where they were sealed by another installation
 * @param restUntil not before then it is tried again
 * @param failures how often in a row it could not be reached
 */
record Gateway(
        UUID id,
        UUID county,
        Medium medium,
        GatewaySettings settings,
        Map<String, String> secrets,
        boolean active,
        Instant changedAt,
        @Nullable Instant restUntil,
        int failures,
        @Nullable Ground problem,
        @Nullable Instant problemAt) {

    Gateway {
        secrets = Map.copyOf(secrets);
    }

    String secret(String name) {
        return secrets.getOrDefault(name, "");
    }

    /** Secrets stay out of logs. */
    @Override
    public String toString() {
        return "Gateway " + id;
    }
}
