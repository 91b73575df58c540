package io.gongkai.disclosure;

import static io.gongkai.disclosure.DisclosureStatus.APPROVED;
import static io.gongkai.disclosure.DisclosureStatus.CORRECTED;
import static io.gongkai.disclosure.DisclosureStatus.DRAFT;
import static io.gongkai.disclosure.DisclosureStatus.EMERGENCY_PUBLISHED;
import static io.gongkai.disclosure.DisclosureStatus.ESCALATED;
import static io.gongkai.disclosure.DisclosureStatus.EXPIRED;
import static io.gongkai.disclosure.DisclosureStatus.PROPOSED;
import static io.gongkai.disclosure.DisclosureStatus.PUBLISHED;
import static io.gongkai.disclosure.DisclosureStatus.RETURNED;
import static io.gongkai.disclosure.DisclosureStatus.UNDER_REVIEW;
import static io.gongkai.disclosure.DisclosureStatus.WITHDRAWN;
import static io.gongkai.disclosure.Step.APPROVE;
import static io.gongkai.disclosure.Step.CORRECT;
import static io.gongkai.disclosure.Step.ESCALATE;
import static io.gongkai.disclosure.Step.EXPIRE;
import static io.gongkai.disclosure.Step.PROPOSE;
import static io.gongkai.disclosure.Step.PUBLISH;
import static io.gongkai.disclosure.Step.PUBLISH_IN_EMERGENCY;
import static io.gongkai.disclosure.Step.RETURN;
import static io.gongkai.disclosure.Step.REVIEW;
import static io.gongkai.disclosure.Step.WITHDRAW;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Every move a disclosure can make, and no other (domain.md 2.1 and 6.1).
 *
 * <p>Pages ask it which buttons to show, {@link Disclosures} asks it before writing. A draft that is given up is withdrawn.
 * A matter published in an emergency is confirmed by the last of its three reviews, which takes the step PUBLISH by itself.
 * CORRECT is taken by the old matter at the moment its correction is published; until then the old version stands.
 */
final class Lifecycle {

    record Move(DisclosureStatus from, Step step, DisclosureStatus to) {}

    static final List<Move> MOVES = List.of(
            new Move(DRAFT, PROPOSE, PROPOSED),
            new Move(DRAFT, PUBLISH_IN_EMERGENCY, EMERGENCY_PUBLISHED),
            new Move(DRAFT, WITHDRAW, WITHDRAWN),
            new Move(PROPOSED, REVIEW, UNDER_REVIEW),
            new Move(PROPOSED, RETURN, RETURNED),
            new Move(UNDER_REVIEW, REVIEW, UNDER_REVIEW),
            new Move(UNDER_REVIEW, RETURN, RETURNED),
            new Move(UNDER_REVIEW, ESCALATE, ESCALATED),
            new Move(UNDER_REVIEW, APPROVE, APPROVED),
            new Move(RETURNED, PROPOSE, PROPOSED),
            new Move(RETURNED, WITHDRAW, WITHDRAWN),
            new Move(ESCALATED, RETURN, RETURNED),
            new Move(ESCALATED, ESCALATE, ESCALATED),
            new Move(ESCALATED, APPROVE, APPROVED),
            new Move(APPROVED, RETURN, RETURNED),
            new Move(APPROVED, PUBLISH, PUBLISHED),
            new Move(EMERGENCY_PUBLISHED, REVIEW, EMERGENCY_PUBLISHED),
            new Move(EMERGENCY_PUBLISHED, PUBLISH, PUBLISHED),
            new Move(EMERGENCY_PUBLISHED, WITHDRAW, WITHDRAWN),
            new Move(EMERGENCY_PUBLISHED, EXPIRE, EXPIRED),
            new Move(PUBLISHED, CORRECT, CORRECTED),
            new Move(PUBLISHED, WITHDRAW, WITHDRAWN),
            new Move(PUBLISHED, EXPIRE, EXPIRED));

    private static final Map<DisclosureStatus, Map<Step, DisclosureStatus>> AFTER = MOVES.stream()
            .collect(Collectors.groupingBy(Move::from, Collectors.toUnmodifiableMap(Move::step, Move::to)));

    static Optional<DisclosureStatus> after(DisclosureStatus from, Step step) {
        return Optional.ofNullable(AFTER.getOrDefault(from, Map.of()).get(step));
    }

    /** @throws WrongStatusException when there is no such move */
    static DisclosureStatus next(DisclosureStatus from, Step step) {
        return after(from, step).orElseThrow(() -> new WrongStatusException(from, step));
    }

    private Lifecycle() {}
}
