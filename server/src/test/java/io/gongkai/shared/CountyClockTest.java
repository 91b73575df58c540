package io.gongkai.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CountyClockTest {

    private static final Instant LAST_MAY = Instant.parse("2026-05-08T01:30:00Z");

    private final CountyClock clock = new CountyClock(ZoneId.of("Asia/Shanghai"));

    @Test
    void aPieceOfTheDemonstrationSeesItsOwnDayAndNobodyElseDoes() {
        clock.at(LAST_MAY, () -> {
            assertThat(LocalDate.now(clock)).isEqualTo("2026-05-08");
            var elsewhere = CompletableFuture.supplyAsync(clock::instant).join();
            assertThat(elsewhere).isAfter(LAST_MAY);
        });

        assertThat(clock.instant()).isAfter(LAST_MAY);
    }

    @Test
    void theInnermostMomentCounts() {
        clock.at(LAST_MAY, () -> {
            clock.at(LAST_MAY.plusSeconds(60), () -> assertThat(clock.instant()).isEqualTo("2026-05-08T01:31:00Z"));
            assertThat(clock.instant()).isEqualTo(LAST_MAY);
        });
    }

    @Test
    void nobodyMovesTheClockOfARunningProgram() {
        clock.stay();

        assertThatIllegalStateException().isThrownBy(() -> clock.at(LAST_MAY, () -> {}));
    }

    @Test
    void nobodyMovesTheClockAhead() {
        var tomorrow = clock.instant().plusSeconds(86_400);

        assertThatIllegalStateException().isThrownBy(() -> clock.at(tomorrow, () -> {}));
    }

    @Test
    void onlyTheDemonstrationKnowsHowToMoveIt() throws IOException {
        try (var sources = Files.walk(Path.of("src/main/java"))) {
            var movers = sources.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> mentions(file, "CountyClock"))
                    .filter(file -> !file.startsWith("src/main/java/io/gongkai/demonstration"))
                    .map(file -> file.getFileName().toString());

            assertThat(movers).containsExactlyInAnyOrder("CountyClock.java", "GongkaiApplication.java");
        }
    }

    private static boolean mentions(Path file, String word) {
        try {
            return Files.readString(file).contains(word);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
