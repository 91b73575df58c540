package io.gongkai.request;

import static io.gongkai.request.TopicStatus.ANSWERED;
import static io.gongkai.request.TopicStatus.DECLINED;
import static io.gongkai.request.TopicStatus.EXPLAINED;
import static io.gongkai.request.TopicStatus.JOINED;
import static io.gongkai.request.TopicStatus.LISTED;
import static io.gongkai.request.TopicStatus.NOMINATED;

import io.gongkai.shared.Refusal;
import io.gongkai.shared.WrongStateException;
import java.util.List;
import java.util.Optional;

/** Every move a topic can make, and no other. Pages ask it which buttons to show, {@link Topics} asks it before writing. */
final class TopicLifecycle {

    /** Whose move it is. */
    enum Hand {
        NOMINATOR,
        HANDLER,
        DECIDER,
        /** Whoever writes the catalog. */
        CATALOGER
    }

    record Move(TopicStatus from, TopicStep step, TopicStatus to, Hand hand) {}

    static final List<Move> MOVES = List.of(
            new Move(NOMINATED, TopicStep.EXPLAIN, EXPLAINED, Hand.HANDLER),
            new Move(NOMINATED, TopicStep.JOIN, JOINED, Hand.HANDLER),
            new Move(NOMINATED, TopicStep.DRAFT, NOMINATED, Hand.HANDLER),
            new Move(NOMINATED, TopicStep.LIST, LISTED, Hand.DECIDER),
            new Move(NOMINATED, TopicStep.ANSWER, ANSWERED, Hand.DECIDER),
            new Move(NOMINATED, TopicStep.DECLINE, DECLINED, Hand.DECIDER),
            new Move(LISTED, TopicStep.DRAFT, LISTED, Hand.HANDLER),
            new Move(LISTED, TopicStep.ANSWER, ANSWERED, Hand.DECIDER),
            new Move(LISTED, TopicStep.DECLINE, DECLINED, Hand.DECIDER),
            new Move(LISTED, TopicStep.PROPOSE_ENTRY, LISTED, Hand.CATALOGER),
            new Move(ANSWERED, TopicStep.PROPOSE_ENTRY, ANSWERED, Hand.CATALOGER),
            new Move(ANSWERED, TopicStep.RATE, ANSWERED, Hand.NOMINATOR),
            new Move(EXPLAINED, TopicStep.RATE, EXPLAINED, Hand.NOMINATOR),
            new Move(DECLINED, TopicStep.RATE, DECLINED, Hand.NOMINATOR));

    static Optional<Move> move(TopicStatus from, TopicStep step) {
        return MOVES.stream()
                .filter(move -> move.from() == from && move.step() == step)
                .findFirst();
    }

    /** @throws WrongStateException when there is no such move */
    static TopicStatus next(TopicStatus from, TopicStep step) {
        return move(from, step)
                .map(Move::to)
                .orElseThrow(() -> new WrongStateException(Refusal.of("topic.wrongStatus", step, from)));
    }

    private TopicLifecycle() {}
}
