package io.gongkai.channel;

import java.util.UUID;

/** A publication was shown somewhere, or a delivery was taken back. Heard in the same transaction. */
public record DeliveriesChanged(UUID publication) {}
