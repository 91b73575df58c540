package io.gongkai.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.account.Permission;
import io.gongkai.statistics.Lifecycle.Move;
import io.gongkai.statistics.Lifecycle.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The life of a return, drawn so that the county's office can read and correct it. */
class LifecycleTest {

    @Test
    void everyStatusAndStepIsDecided() {
        assertThat(table(move -> move.to().name())).isEqualTo("""
                             COMPUTE      CONFIRM      SIGN         SUBMIT       RECEIVE      ACCEPT       RETURN       CONSOLIDATE  FREEZE       RESTATE
                OPEN         COMPUTED     .            .            .            .            .            .            .            .            .
                COMPUTED     COMPUTED     CONFIRMED    .            .            .            .            RETURNED     .            .            .
                CONFIRMED    COMPUTED     .            SIGNED       .            .            .            .            .            .            .
                SIGNED       COMPUTED     .            .            SUBMITTED    .            .            .            .            .            .
                SUBMITTED    .            .            .            .            RECEIVED     .            .            .            .            .
                RECEIVED     .            .            .            .            .            ACCEPTED     RETURNED     .            .            .
                ACCEPTED     .            .            .            .            .            .            RETURNED     CONSOLIDATED .            .
                RETURNED     COMPUTED     .            .            .            .            .            .            .            .            .
                CONSOLIDATED .            .            .            .            .            .            .            .            FROZEN       CONSOLIDATED
                FROZEN       .            .            .            .            .            .            .            .            .            FROZEN
                """);
    }

    /** U the unit itself, D the desk that it reports to; p who prepares, s who signs. */
    @Test
    void everyMoveSaysWhoMayMakeItAndWhere() {
        assertThat(table(move -> (move.at() == Place.UNIT ? "U" : "D")
                        + (move.by().contains(Permission.PREPARE_RETURN) ? "p" : "")
                        + (move.by().contains(Permission.SIGN_RETURN) ? "s" : "")))
                .isEqualTo("""
                             COMPUTE      CONFIRM      SIGN         SUBMIT       RECEIVE      ACCEPT       RETURN       CONSOLIDATE  FREEZE       RESTATE
                OPEN         Up           .            .            .            .            .            .            .            .            .
                COMPUTED     Up           Us           .            .            .            .            Us           .            .            .
                CONFIRMED    Up           .            Us           .            .            .            .            .            .            .
                SIGNED       Up           .            .            Ups          .            .            .            .            .            .
                SUBMITTED    .            .            .            .            Dps          .            .            .            .            .
                RECEIVED     .            .            .            .            .            Ds           Dps          .            .            .
                ACCEPTED     .            .            .            .            .            .            Dps          Dp           .            .
                RETURNED     Up           .            .            .            .            .            .            .            .            .
                CONSOLIDATED .            .            .            .            .            .            .            .            Ds           Up
                FROZEN       .            .            .            .            .            .            .            .            .            Up
                """);
    }

    /** Whatever is tried in whatever order: nothing lies with the superior that was not computed, confirmed and signed since. */
    @Property
    void whateverIsTriedNothingIsReportedThatWasNotSignedSinceItWasComputed(@ForAll("tries") List<ReturnStep> tries) {
        var status = ReturnStatus.OPEN;
        var taken = new ArrayList<ReturnStep>();
        for (var step : tries) {
            var move = Lifecycle.find(status, step);
            if (move.isPresent()) {
                status = move.get().to();
                taken.add(step);
            }
        }
        if (status.isReported()) {
            var since = taken.subList(taken.lastIndexOf(ReturnStep.COMPUTE), taken.size());
            assertThat(since)
                    .containsSubsequence(ReturnStep.COMPUTE, ReturnStep.CONFIRM, ReturnStep.SIGN, ReturnStep.SUBMIT);
        }
        if (status.isSettled()) {
            assertThat(taken.lastIndexOf(ReturnStep.ACCEPT)).isGreaterThan(taken.lastIndexOf(ReturnStep.RETURN));
        }
    }

    /** Once consolidated, a return is never changed again; only a further round can say otherwise. */
    @Property
    void whatIsConsolidatedIsNeverComputedAnew(@ForAll("tries") List<ReturnStep> tries) {
        var status = ReturnStatus.CONSOLIDATED;
        for (var step : tries) {
            status = Lifecycle.find(status, step).map(Move::to).orElse(status);
            assertThat(status).isIn(ReturnStatus.CONSOLIDATED, ReturnStatus.FROZEN);
        }
    }

    @Test
    void everyStatusCanBeReached() {
        var reached = EnumSet.of(ReturnStatus.OPEN);
        for (var i = 0; i < ReturnStatus.values().length; i++) {
            Lifecycle.MOVES.stream()
                    .filter(move -> reached.contains(move.from()))
                    .toList()
                    .forEach(move -> reached.add(move.to()));
        }
        assertThat(reached).containsExactly(ReturnStatus.values());
    }

    @Provide
    Arbitrary<List<ReturnStep>> tries() {
        return Arbitraries.of(ReturnStep.class).list().ofMinSize(1).ofMaxSize(60);
    }

    private static String table(java.util.function.Function<Move, String> what) {
        var head = " ".repeat(13)
                + Arrays.stream(ReturnStep.values()).map(LifecycleTest::pad).collect(Collectors.joining());
        return head.stripTrailing()
                + "\n"
                + Arrays.stream(ReturnStatus.values())
                        .map(status -> pad(status)
                                + Arrays.stream(ReturnStep.values())
                                        .map(step -> pad(Lifecycle.find(status, step)
                                                .map(what)
                                                .orElse(".")))
                                        .collect(Collectors.joining()))
                        .map(line -> line.stripTrailing() + "\n")
                        .collect(Collectors.joining());
    }

    private static String pad(Object word) {
        return "%-13s".formatted(word);
    }
}
