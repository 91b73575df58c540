package io.gongkai.message;

import java.util.List;
import java.util.UUID;

/**
 * A message on its way to a gateway.
 *
 * @param attempt by which a late answer is told from the answer to a later claim
 * @param tries of this round, before this one, that the gateway put off
 * @param taken references of the parts that the gateway has taken in an earlier try of this round; a long SMS goes on from there
 */
record Parcel(UUID id, int round, int attempt, int tries, Letter letter, List<String> taken) {

    Parcel {
        taken = List.copyOf(taken);
    }

    /** Our own name for it: the same for each try of a round, so that a gateway that knows it takes it once. */
    String reference() {
        return id + "-" + round;
    }
}
