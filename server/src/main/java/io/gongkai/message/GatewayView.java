package io.gongkai.message;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A gateway as it may be shown: of its secrets only that they are there.
 *
 * @param problem why it could not be reached the last time; null while all is well
 */
public record GatewayView(
        UUID id,
        Medium medium,
        GatewaySettings settings,
        boolean active,
        boolean hasPassword,
        boolean hasReceiptSecret,
        Instant changedAt,
        @Nullable Instant restUntil,
        @Nullable Ground problem,
        @Nullable Instant problemAt) {

    static GatewayView of(Gateway gateway) {
        return new GatewayView(
                gateway.id(),
                gateway.medium(),
                gateway.settings(),
                gateway.active(),
                !gateway.secret(GatewaySettings.PASSWORD).isEmpty(),
                !gateway.secret(Receipts.SECRET).isEmpty(),
                gateway.changedAt(),
                gateway.restUntil(),
                gateway.problem(),
                gateway.problemAt());
    }
}
