package io.gongkai.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    /** The whole life of a catalog version: rows are statuses, columns are steps, a dot is a refusal. */
    @Test
    void everyStatusAndStepIsDecided() {
        assertThat(drawing()).isEqualTo("""
                                    SUBMIT      DISCARD     SEND_BACK   FILE        TAKE_EFFECT SUPERSEDE
                        DRAFT       SUBMITTED   DISCARDED   .           .           .           .
                        SUBMITTED   .           .           DRAFT       FILED       .           .
                        FILED       .           .           .           .           EFFECTIVE   .
                        EFFECTIVE   .           .           .           .           .           SUPERSEDED
                        SUPERSEDED  .           .           .           .           .           .
                        DISCARDED   .           .           .           .           .           .
                        """);
    }

    private static String drawing() {
        var lines = new StringBuilder(line(
                "",
                Arrays.stream(CatalogStep.values())
                        .map(step -> cell(step.name()))
                        .collect(Collectors.joining())));
        for (var status : CatalogStatus.values()) {
            lines.append(line(
                    status.name(),
                    Arrays.stream(CatalogStep.values())
                            .map(step -> cell(after(status, step)))
                            .collect(Collectors.joining())));
        }
        return lines.toString();
    }

    private static String after(CatalogStatus from, CatalogStep step) {
        try {
            return Lifecycle.after(from, step).name();
        } catch (WrongCatalogStatusException e) {
            return ".";
        }
    }

    private static String line(String head, String cells) {
        return (cell(head) + cells).stripTrailing() + "\n";
    }

    private static String cell(String text) {
        return "%-12s".formatted(text);
    }
}
