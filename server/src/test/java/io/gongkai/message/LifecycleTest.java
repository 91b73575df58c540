package io.gongkai.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The whole life of a message. */
class LifecycleTest {

    /** Rows are states, columns are steps, a dot is a step that says nothing there. */
    @Test
    void everyStateAndStepIsDecided() {
        assertThat(table()).isEqualTo("""
                             CLAIM        DEFER        ACCEPT       REFUSE       LOSE         CONFIRM      BOUNCE       GIVE_UP      SEND_AGAIN
                QUEUED       SENDING      .            .            .            .            DELIVERED    .            FAILED       .
                SENDING      .            QUEUED       HANDED_OVER  FAILED       UNKNOWN      DELIVERED    FAILED       .            .
                HANDED_OVER  .            .            .            .            .            DELIVERED    FAILED       .            .
                DELIVERED    .            .            .            .            .            .            .            .            .
                FAILED       .            .            .            .            .            DELIVERED    .            .            QUEUED
                UNKNOWN      .            QUEUED       HANDED_OVER  FAILED       .            DELIVERED    FAILED       .            QUEUED
                """);
    }

    @Property
    void whatHasArrivedStaysArrivedWhateverComesAfter(
            @ForAll List<MessageStep> before, @ForAll List<MessageStep> after) {
        var status = MessageStatus.QUEUED;
        for (var step : before) {
            status = Lifecycle.after(status, step).orElse(status);
        }
        status = Lifecycle.after(status, MessageStep.CONFIRM).orElse(status);
        for (var step : after) {
            status = Lifecycle.after(status, step).orElse(status);
        }
        assertThat(status).isEqualTo(MessageStatus.DELIVERED);
    }

    /** Between two hand-overs the gateway has said that it took nothing, or a person has decided. */
    @Property
    void nothingIsGivenTwiceUnlessItWasSurelyNotTakenOrAPersonSaysSo(@ForAll List<MessageStep> steps) {
        var status = MessageStatus.QUEUED;
        var mayHaveBeenTaken = false;
        for (var step : steps) {
            var next = Lifecycle.after(status, step);
            if (next.isEmpty()) {
                continue;
            }
            switch (step) {
                case CLAIM -> {
                    assertThat(mayHaveBeenTaken).isFalse();
                    mayHaveBeenTaken = true;
                }
                case DEFER, SEND_AGAIN -> mayHaveBeenTaken = false;
                default -> {}
            }
            status = next.get();
        }
    }

    @Property
    void duplicatesOfAReceiptChangeNothing(@ForAll List<MessageStep> before, @ForAll boolean arrived) {
        var receipt = arrived ? MessageStep.CONFIRM : MessageStep.BOUNCE;
        var status = MessageStatus.QUEUED;
        for (var step : before) {
            status = Lifecycle.after(status, step).orElse(status);
        }
        var once = Lifecycle.after(status, receipt).orElse(status);
        assertThat(Lifecycle.after(once, receipt).orElse(once)).isEqualTo(once);
    }

    private static String table() {
        var steps = MessageStep.values();
        var head = "%-13s".formatted("")
                + Arrays.stream(steps).map("%-13s"::formatted).collect(Collectors.joining());
        var rows = Arrays.stream(MessageStatus.values())
                .map(status -> "%-13s".formatted(status)
                        + Arrays.stream(steps)
                                .map(step -> "%-13s"
                                        .formatted(Lifecycle.after(status, step)
                                                .map(Enum::name)
                                                .orElse(".")))
                                .collect(Collectors.joining()))
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"));
        return head.stripTrailing() + "\n" + rows + "\n";
    }
}
