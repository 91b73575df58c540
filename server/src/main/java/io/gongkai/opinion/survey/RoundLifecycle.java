package io.gongkai.opinion.survey;

import static io.gongkai.opinion.survey.RoundStatus.ANNULLED;
import static io.gongkai.opinion.survey.RoundStatus.CLOSED;
import static io.gongkai.opinion.survey.RoundStatus.DRAFT;
import static io.gongkai.opinion.survey.RoundStatus.RELEASED;
import static io.gongkai.opinion.survey.RoundStatus.RUNNING;
import static io.gongkai.opinion.survey.RoundStep.ANNUL;
import static io.gongkai.opinion.survey.RoundStep.CLOSE;
import static io.gongkai.opinion.survey.RoundStep.OPEN;
import static io.gongkai.opinion.survey.RoundStep.RELEASE;

import io.gongkai.shared.Refusal;
import io.gongkai.shared.WrongStateException;
import java.util.List;
import java.util.Optional;

/**
 * Every move a round can make. Questions and frame change in a draft only; answers come in while it runs; counting happens once,
 * by closing. What turns out to be wrong afterwards is annulled as a whole: single answers are nobody's to change.
 */
final class RoundLifecycle {

    record Move(RoundStatus from, RoundStep step, RoundStatus to) {}

    static final List<Move> MOVES = List.of(
            new Move(DRAFT, OPEN, RUNNING),
            new Move(DRAFT, ANNUL, ANNULLED),
            new Move(RUNNING, CLOSE, CLOSED),
            new Move(RUNNING, ANNUL, ANNULLED),
            new Move(CLOSED, RELEASE, RELEASED),
            new Move(CLOSED, ANNUL, ANNULLED),
            new Move(RELEASED, ANNUL, ANNULLED));

    static Optional<RoundStatus> after(RoundStatus from, RoundStep step) {
        return MOVES.stream()
                .filter(move -> move.from() == from && move.step() == step)
                .map(Move::to)
                .findFirst();
    }

    /** @throws WrongStateException when there is no such move */
    static RoundStatus next(RoundStatus from, RoundStep step) {
        return after(from, step)
                .orElseThrow(() -> new WrongStateException(Refusal.of("survey.wrongStatus", step, from)));
    }

    private RoundLifecycle() {}
}
