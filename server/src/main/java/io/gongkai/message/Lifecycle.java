package io.gongkai.message;

import static io.gongkai.message.MessageStatus.DELIVERED;
import static io.gongkai.message.MessageStatus.FAILED;
import static io.gongkai.message.MessageStatus.HANDED_OVER;
import static io.gongkai.message.MessageStatus.QUEUED;
import static io.gongkai.message.MessageStatus.SENDING;
import static io.gongkai.message.MessageStatus.UNKNOWN;
import static io.gongkai.message.MessageStep.ACCEPT;
import static io.gongkai.message.MessageStep.BOUNCE;
import static io.gongkai.message.MessageStep.CLAIM;
import static io.gongkai.message.MessageStep.CONFIRM;
import static io.gongkai.message.MessageStep.DEFER;
import static io.gongkai.message.MessageStep.GIVE_UP;
import static io.gongkai.message.MessageStep.LOSE;
import static io.gongkai.message.MessageStep.REFUSE;
import static io.gongkai.message.MessageStep.SEND_AGAIN;

import java.util.List;
import java.util.Optional;

/**
 * Every move a message can make, and no other. What is not here is not done: a receipt for what has arrived already, an answer
 * that comes after the receipt.
 */
final class Lifecycle {

    record Move(MessageStatus from, MessageStep step, MessageStatus to) {}

    static final List<Move> MOVES = List.of(
            new Move(QUEUED, CLAIM, SENDING),
            new Move(QUEUED, GIVE_UP, FAILED),
            new Move(SENDING, DEFER, QUEUED),
            new Move(SENDING, ACCEPT, HANDED_OVER),
            new Move(SENDING, REFUSE, FAILED),
            new Move(SENDING, LOSE, UNKNOWN),
            // An answer that came late, to an attempt that was given up as lost.
            new Move(UNKNOWN, DEFER, QUEUED),
            new Move(UNKNOWN, ACCEPT, HANDED_OVER),
            new Move(UNKNOWN, REFUSE, FAILED),
            new Move(HANDED_OVER, CONFIRM, DELIVERED),
            new Move(HANDED_OVER, BOUNCE, FAILED),
            new Move(UNKNOWN, CONFIRM, DELIVERED),
            new Move(UNKNOWN, BOUNCE, FAILED),
            // The receipt was faster than the gateway's answer.
            new Move(SENDING, CONFIRM, DELIVERED),
            new Move(SENDING, BOUNCE, FAILED),
            // It has arrived after all: by an earlier round, or on a telephone that was switched on again.
            new Move(QUEUED, CONFIRM, DELIVERED),
            new Move(FAILED, CONFIRM, DELIVERED),
            new Move(FAILED, SEND_AGAIN, QUEUED),
            new Move(UNKNOWN, SEND_AGAIN, QUEUED));

    static Optional<MessageStatus> after(MessageStatus from, MessageStep step) {
        return MOVES.stream()
                .filter(move -> move.from() == from && move.step() == step)
                .map(Move::to)
                .findFirst();
    }

    private Lifecycle() {}
}
