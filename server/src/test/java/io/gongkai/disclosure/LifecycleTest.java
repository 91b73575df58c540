package io.gongkai.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    /** The whole life in one picture: rows are statuses, columns are steps, a dot is a refusal. */
    @Test
    void everyStatusAndStepIsDecided() {
        assertThat(table()).isEqualTo("""
                                            PROPOSE      REVIEW              RETURN   ESCALATE  APPROVE  PUBLISH   PUBLISH_IN_EMERGENCY CORRECT   WITHDRAW  EXPIRE
                        DRAFT               PROPOSED     .                   .        .         .        .         EMERGENCY_PUBLISHED  .         WITHDRAWN .
                        PROPOSED            .            UNDER_REVIEW        RETURNED .         .        .         .                    .         .         .
                        UNDER_REVIEW        .            UNDER_REVIEW        RETURNED ESCALATED APPROVED .         .                    .         .         .
                        RETURNED            PROPOSED     .                   .        .         .        .         .                    .         WITHDRAWN .
                        ESCALATED           .            .                   RETURNED ESCALATED APPROVED .         .                    .         .         .
                        APPROVED            .            .                   RETURNED .         .        PUBLISHED .                    .         .         .
                        EMERGENCY_PUBLISHED .            EMERGENCY_PUBLISHED .        .         .        PUBLISHED .                    .         WITHDRAWN EXPIRED
                        PUBLISHED           .            .                   .        .         .        .         .                    CORRECTED WITHDRAWN EXPIRED
                        CORRECTED           .            .                   .        .         .        .         .                    .         .         .
                        WITHDRAWN           .            .                   .        .         .        .         .                    .         .         .
                        EXPIRED             .            .                   .        .         .        .         .                    .         .         .
                        """);
    }

    @Test
    void aStepThatIsNoMoveIsRefusedWithStatusAndStep() {
        assertThatThrownBy(() -> Lifecycle.next(DisclosureStatus.WITHDRAWN, Step.PUBLISH))
                .isInstanceOfSatisfying(WrongStatusException.class, refused -> {
                    assertThat(refused.status()).isEqualTo(DisclosureStatus.WITHDRAWN);
                    assertThat(refused.step()).isEqualTo(Step.PUBLISH);
                });
    }

    private static String table() {
        int[] widths = {20, 13, 20, 9, 10, 9, 10, 21, 10, 10, 8};
        var drawn = new StringBuilder(" ".repeat(widths[0]));
        for (var step : Step.values()) {
            drawn.append(pad(step.name(), widths[step.ordinal() + 1]));
        }
        drawn = new StringBuilder(drawn.toString().stripTrailing()).append('\n');
        for (var status : DisclosureStatus.values()) {
            var row = pad(status.name(), widths[0])
                    + Arrays.stream(Step.values())
                            .map(step -> pad(
                                    Lifecycle.after(status, step)
                                            .map(Enum::name)
                                            .orElse("."),
                                    widths[step.ordinal() + 1]))
                            .collect(Collectors.joining());
            drawn.append(row.stripTrailing()).append('\n');
        }
        return drawn.toString();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
