package io.gongkai.opinion;

import static io.gongkai.opinion.OpinionStatus.ASSIGNED;
import static io.gongkai.opinion.OpinionStatus.CLOSED;
import static io.gongkai.opinion.OpinionStatus.IN_PROGRESS;
import static io.gongkai.opinion.OpinionStatus.RATED;
import static io.gongkai.opinion.OpinionStatus.RECEIVED;
import static io.gongkai.opinion.OpinionStatus.REPLIED;
import static io.gongkai.opinion.OpinionStatus.TO_COUNTERSIGN;
import static io.gongkai.opinion.OpinionStep.ADD;
import static io.gongkai.opinion.OpinionStep.ASSIGN;
import static io.gongkai.opinion.OpinionStep.CLOSE;
import static io.gongkai.opinion.OpinionStep.COUNTERSIGN;
import static io.gongkai.opinion.OpinionStep.PROPOSE_CLOSING;
import static io.gongkai.opinion.OpinionStep.RATE;
import static io.gongkai.opinion.OpinionStep.REOPEN;
import static io.gongkai.opinion.OpinionStep.REPLY;
import static io.gongkai.opinion.OpinionStep.SEND_BACK;
import static io.gongkai.opinion.OpinionStep.TAKE_UP;
import static io.gongkai.opinion.OpinionStep.TELL;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Every move an opinion can make, and no other (domain.md 6.1).
 *
 * <p>What is reopened is received anew: somebody decides afresh who deals with it. It is rated once it is closed; what was
 * rated before it was answered still waits for its answer.
 */
final class Lifecycle {

    record Move(OpinionStatus from, OpinionStep step, OpinionStatus to) {}

    static final List<Move> MOVES = List.of(
            new Move(RECEIVED, ASSIGN, ASSIGNED),
            new Move(RECEIVED, TAKE_UP, IN_PROGRESS),
            new Move(RECEIVED, ADD, RECEIVED),
            new Move(RECEIVED, TELL, RECEIVED),
            new Move(ASSIGNED, ASSIGN, ASSIGNED),
            new Move(ASSIGNED, TAKE_UP, IN_PROGRESS),
            new Move(ASSIGNED, ADD, ASSIGNED),
            new Move(ASSIGNED, TELL, ASSIGNED),
            new Move(IN_PROGRESS, ASSIGN, ASSIGNED),
            new Move(IN_PROGRESS, ADD, IN_PROGRESS),
            new Move(IN_PROGRESS, TELL, IN_PROGRESS),
            new Move(IN_PROGRESS, CLOSE, CLOSED),
            new Move(IN_PROGRESS, PROPOSE_CLOSING, TO_COUNTERSIGN),
            new Move(TO_COUNTERSIGN, COUNTERSIGN, CLOSED),
            new Move(TO_COUNTERSIGN, SEND_BACK, IN_PROGRESS),
            new Move(TO_COUNTERSIGN, ADD, TO_COUNTERSIGN),
            new Move(CLOSED, REPLY, REPLIED),
            new Move(CLOSED, RATE, CLOSED),
            new Move(CLOSED, ADD, CLOSED),
            new Move(CLOSED, REOPEN, RECEIVED),
            new Move(REPLIED, RATE, RATED),
            new Move(REPLIED, ADD, REPLIED),
            new Move(REPLIED, REOPEN, RECEIVED),
            new Move(RATED, ADD, RATED),
            new Move(RATED, REOPEN, RECEIVED));

    private static final Map<OpinionStatus, Map<OpinionStep, OpinionStatus>> AFTER = MOVES.stream()
            .collect(Collectors.groupingBy(Move::from, Collectors.toUnmodifiableMap(Move::step, Move::to)));

    static Optional<OpinionStatus> after(OpinionStatus from, OpinionStep step) {
        return Optional.ofNullable(AFTER.getOrDefault(from, Map.of()).get(step));
    }

    /** @throws WrongOpinionStatusException when there is no such move */
    static OpinionStatus next(OpinionStatus from, OpinionStep step) {
        return after(from, step).orElseThrow(() -> new WrongOpinionStatusException(from, step));
    }

    private Lifecycle() {}
}
