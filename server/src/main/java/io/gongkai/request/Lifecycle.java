package io.gongkai.request;

import static io.gongkai.request.Lifecycle.Hand.APPLICANT;
import static io.gongkai.request.Lifecycle.Hand.DECIDER;
import static io.gongkai.request.Lifecycle.Hand.HANDLER;
import static io.gongkai.request.RequestStatus.ACCEPTED;
import static io.gongkai.request.RequestStatus.DECIDED;
import static io.gongkai.request.RequestStatus.DELIVERED;
import static io.gongkai.request.RequestStatus.ESCALATED;
import static io.gongkai.request.RequestStatus.EXTENDED;
import static io.gongkai.request.RequestStatus.NEEDS_COMPLETION;
import static io.gongkai.request.RequestStatus.RATED;
import static io.gongkai.request.RequestStatus.RECEIVED;
import static io.gongkai.request.RequestStatus.THIRD_PARTY_CONSULTED;
import static io.gongkai.request.RequestStep.ACCEPT;
import static io.gongkai.request.RequestStep.ASK_COMPLETION;
import static io.gongkai.request.RequestStep.COMPLETE;
import static io.gongkai.request.RequestStep.CONSULT;
import static io.gongkai.request.RequestStep.DECIDE;
import static io.gongkai.request.RequestStep.DELIVER;
import static io.gongkai.request.RequestStep.DRAFT;
import static io.gongkai.request.RequestStep.ESCALATE;
import static io.gongkai.request.RequestStep.EXTEND;
import static io.gongkai.request.RequestStep.FORWARD;
import static io.gongkai.request.RequestStep.HEAR;
import static io.gongkai.request.RequestStep.LAPSE;
import static io.gongkai.request.RequestStep.RATE;
import static io.gongkai.request.RequestStep.REVERSE;
import static io.gongkai.request.RequestStep.SEND_BACK;
import static io.gongkai.request.RequestStep.SETTLE;
import static io.gongkai.request.RequestStep.TAKE_OVER;
import static io.gongkai.request.RequestStep.UPHOLD;
import static io.gongkai.request.RequestStep.WITHDRAW;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Every move a request can make, in whose hand it is, and no other (domain.md 2.3 and 6.1). Pages ask it which buttons to show,
 * {@link Requests} asks it before writing.
 */
final class Lifecycle {

    /** Whose move it is. */
    enum Hand {
        APPLICANT,
        /** Whoever handles requests where it lies. */
        HANDLER,
        /** Whoever decides there; of an escalated one that is the superior. */
        DECIDER
    }

    record Move(RequestStatus from, RequestStep step, RequestStatus to, Hand hand) {}

    static final List<Move> MOVES = List.of(
            new Move(RECEIVED, ASK_COMPLETION, NEEDS_COMPLETION, HANDLER),
            new Move(RECEIVED, FORWARD, RECEIVED, HANDLER),
            new Move(RECEIVED, ACCEPT, ACCEPTED, HANDLER),
            new Move(RECEIVED, SETTLE, DELIVERED, HANDLER),
            new Move(RECEIVED, WITHDRAW, DELIVERED, APPLICANT),
            new Move(RECEIVED, ESCALATE, ESCALATED, APPLICANT),
            new Move(NEEDS_COMPLETION, COMPLETE, RECEIVED, APPLICANT),
            new Move(NEEDS_COMPLETION, LAPSE, DELIVERED, HANDLER),
            new Move(NEEDS_COMPLETION, WITHDRAW, DELIVERED, APPLICANT),
            new Move(ACCEPTED, EXTEND, EXTENDED, DECIDER),
            new Move(ACCEPTED, CONSULT, THIRD_PARTY_CONSULTED, HANDLER),
            new Move(ACCEPTED, DRAFT, ACCEPTED, HANDLER),
            new Move(ACCEPTED, SEND_BACK, ACCEPTED, DECIDER),
            new Move(ACCEPTED, DECIDE, DECIDED, DECIDER),
            new Move(ACCEPTED, SETTLE, DELIVERED, HANDLER),
            new Move(ACCEPTED, WITHDRAW, DELIVERED, APPLICANT),
            new Move(ACCEPTED, ESCALATE, ESCALATED, APPLICANT),
            new Move(EXTENDED, CONSULT, THIRD_PARTY_CONSULTED, HANDLER),
            new Move(EXTENDED, DRAFT, EXTENDED, HANDLER),
            new Move(EXTENDED, SEND_BACK, EXTENDED, DECIDER),
            new Move(EXTENDED, DECIDE, DECIDED, DECIDER),
            new Move(EXTENDED, SETTLE, DELIVERED, HANDLER),
            new Move(EXTENDED, WITHDRAW, DELIVERED, APPLICANT),
            new Move(EXTENDED, ESCALATE, ESCALATED, APPLICANT),
            new Move(THIRD_PARTY_CONSULTED, HEAR, ACCEPTED, HANDLER),
            new Move(THIRD_PARTY_CONSULTED, WITHDRAW, DELIVERED, APPLICANT),
            new Move(DECIDED, DELIVER, DELIVERED, HANDLER),
            new Move(DELIVERED, RATE, RATED, APPLICANT),
            new Move(DELIVERED, ESCALATE, ESCALATED, APPLICANT),
            new Move(RATED, ESCALATE, ESCALATED, APPLICANT),
            new Move(ESCALATED, UPHOLD, DELIVERED, DECIDER),
            new Move(ESCALATED, REVERSE, ACCEPTED, DECIDER),
            new Move(ESCALATED, TAKE_OVER, ACCEPTED, DECIDER));

    private static final Map<RequestStatus, Map<RequestStep, Move>> AFTER = MOVES.stream()
            .collect(Collectors.groupingBy(Move::from, Collectors.toUnmodifiableMap(Move::step, move -> move)));

    static Optional<Move> move(RequestStatus from, RequestStep step) {
        return Optional.ofNullable(AFTER.getOrDefault(from, Map.of()).get(step));
    }

    /** @throws WrongRequestStatusException when there is no such move */
    static RequestStatus next(RequestStatus from, RequestStep step) {
        return move(from, step).map(Move::to).orElseThrow(() -> new WrongRequestStatusException(from, step));
    }

    private Lifecycle() {}
}
