package io.gongkai.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gongkai.request.Lifecycle.Hand;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private static final Map<Hand, String> MARKS = Map.of(Hand.APPLICANT, "a", Hand.HANDLER, "h", Hand.DECIDER, "d");

    /** The whole life: each move with whose it is, h for the handler, d for the decider, a for the applicant. */
    @Test
    void everyMoveIsDrawn() {
        assertThat(drawn()).isEqualTo("""
                        RECEIVED: h ASK_COMPLETION NEEDS_COMPLETION, h FORWARD RECEIVED, h ACCEPT ACCEPTED, h SETTLE DELIVERED, a WITHDRAW DELIVERED, a ESCALATE ESCALATED
                        NEEDS_COMPLETION: a COMPLETE RECEIVED, h LAPSE DELIVERED, a WITHDRAW DELIVERED
                        ACCEPTED: d EXTEND EXTENDED, h CONSULT THIRD_PARTY_CONSULTED, h DRAFT ACCEPTED, d SEND_BACK ACCEPTED, d DECIDE DECIDED, h SETTLE DELIVERED, a WITHDRAW DELIVERED, a ESCALATE ESCALATED
                        EXTENDED: h CONSULT THIRD_PARTY_CONSULTED, h DRAFT EXTENDED, d SEND_BACK EXTENDED, d DECIDE DECIDED, h SETTLE DELIVERED, a WITHDRAW DELIVERED, a ESCALATE ESCALATED
                        THIRD_PARTY_CONSULTED: h HEAR ACCEPTED, a WITHDRAW DELIVERED
                        DECIDED: h DELIVER DELIVERED
                        DELIVERED: a RATE RATED, a ESCALATE ESCALATED
                        RATED: a ESCALATE ESCALATED
                        ESCALATED: d UPHOLD DELIVERED, d REVERSE ACCEPTED, d TAKE_OVER ACCEPTED
                        """);
    }

    @Test
    void aStepThatIsNoMoveIsRefused() {
        assertThatThrownBy(() -> Lifecycle.next(RequestStatus.DELIVERED, RequestStep.EXTEND))
                .isInstanceOf(WrongRequestStatusException.class);
    }

    private static String drawn() {
        return Arrays.stream(RequestStatus.values())
                .map(status -> status + ": "
                        + Lifecycle.MOVES.stream()
                                .filter(move -> move.from() == status)
                                .map(move -> MARKS.get(move.hand()) + " " + move.step() + " " + move.to())
                                .collect(Collectors.joining(", "))
                        + "\n")
                .collect(Collectors.joining());
    }
}
