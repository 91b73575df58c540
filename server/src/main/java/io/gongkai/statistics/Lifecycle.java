package io.gongkai.statistics;

import static io.gongkai.account.Permission.PREPARE_RETURN;
import static io.gongkai.account.Permission.SIGN_RETURN;
import static io.gongkai.statistics.Lifecycle.Place.DESK;
import static io.gongkai.statistics.Lifecycle.Place.UNIT;
import static io.gongkai.statistics.ReturnStatus.ACCEPTED;
import static io.gongkai.statistics.ReturnStatus.COMPUTED;
import static io.gongkai.statistics.ReturnStatus.CONFIRMED;
import static io.gongkai.statistics.ReturnStatus.CONSOLIDATED;
import static io.gongkai.statistics.ReturnStatus.FROZEN;
import static io.gongkai.statistics.ReturnStatus.OPEN;
import static io.gongkai.statistics.ReturnStatus.RECEIVED;
import static io.gongkai.statistics.ReturnStatus.RETURNED;
import static io.gongkai.statistics.ReturnStatus.SIGNED;
import static io.gongkai.statistics.ReturnStatus.SUBMITTED;
import static io.gongkai.statistics.ReturnStep.ACCEPT;
import static io.gongkai.statistics.ReturnStep.COMPUTE;
import static io.gongkai.statistics.ReturnStep.CONFIRM;
import static io.gongkai.statistics.ReturnStep.CONSOLIDATE;
import static io.gongkai.statistics.ReturnStep.FREEZE;
import static io.gongkai.statistics.ReturnStep.RECEIVE;
import static io.gongkai.statistics.ReturnStep.RESTATE;
import static io.gongkai.statistics.ReturnStep.RETURN;
import static io.gongkai.statistics.ReturnStep.SIGN;
import static io.gongkai.statistics.ReturnStep.SUBMIT;

import io.gongkai.account.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every move a return can make, who may make it, and no other. Pages ask it which buttons to show, {@link Reporting} asks it
 * before writing. Who computes may neither confirm nor sign; who had a hand in it may not accept it.
 */
final class Lifecycle {

    /** At whose organization the permission is asked: the reporting unit's, or the desk that it reports to. */
    enum Place {
        UNIT,
        DESK
    }

    /** @param by any of these permissions suffices */
    record Move(ReturnStatus from, ReturnStep step, ReturnStatus to, Place at, Set<Permission> by) {}

    static final List<Move> MOVES = List.of(
            move(OPEN, COMPUTE, COMPUTED, UNIT, PREPARE_RETURN),
            move(COMPUTED, COMPUTE, COMPUTED, UNIT, PREPARE_RETURN),
            move(CONFIRMED, COMPUTE, COMPUTED, UNIT, PREPARE_RETURN),
            move(SIGNED, COMPUTE, COMPUTED, UNIT, PREPARE_RETURN),
            move(RETURNED, COMPUTE, COMPUTED, UNIT, PREPARE_RETURN),
            move(COMPUTED, CONFIRM, CONFIRMED, UNIT, SIGN_RETURN),
            move(COMPUTED, RETURN, RETURNED, UNIT, SIGN_RETURN),
            move(CONFIRMED, SIGN, SIGNED, UNIT, SIGN_RETURN),
            move(SIGNED, SUBMIT, SUBMITTED, UNIT, PREPARE_RETURN, SIGN_RETURN),
            move(SUBMITTED, RECEIVE, RECEIVED, DESK, PREPARE_RETURN, SIGN_RETURN),
            move(RECEIVED, ACCEPT, ACCEPTED, DESK, SIGN_RETURN),
            move(RECEIVED, RETURN, RETURNED, DESK, PREPARE_RETURN, SIGN_RETURN),
            move(ACCEPTED, RETURN, RETURNED, DESK, PREPARE_RETURN, SIGN_RETURN),
            move(ACCEPTED, CONSOLIDATE, CONSOLIDATED, DESK, PREPARE_RETURN),
            move(CONSOLIDATED, FREEZE, FROZEN, DESK, SIGN_RETURN),
            move(CONSOLIDATED, RESTATE, CONSOLIDATED, UNIT, PREPARE_RETURN),
            move(FROZEN, RESTATE, FROZEN, UNIT, PREPARE_RETURN));

    private static final Map<ReturnStatus, Map<ReturnStep, Move>> AFTER = MOVES.stream()
            .collect(Collectors.groupingBy(Move::from, Collectors.toUnmodifiableMap(Move::step, Function.identity())));

    private Lifecycle() {}

    private static Move move(ReturnStatus from, ReturnStep step, ReturnStatus to, Place at, Permission... by) {
        return new Move(from, step, to, at, Set.of(by));
    }

    static Optional<Move> find(ReturnStatus from, ReturnStep step) {
        return Optional.ofNullable(AFTER.getOrDefault(from, Map.of()).get(step));
    }

    /** All moves of a step, whatever the status: who may make none of them may not even ask. */
    static List<Move> of(ReturnStep step) {
        return MOVES.stream().filter(move -> move.step() == step).toList();
    }
}
