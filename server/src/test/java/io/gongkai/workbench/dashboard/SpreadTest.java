package io.gongkai.workbench.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Values in classes of one round width. */
class SpreadTest {

    @Property
    void everyValueLiesInExactlyOneClass(
            @ForAll @Size(min = 1, max = 400) List<@LongRange(min = 0, max = 100_000) Long> numbers,
            @ForAll @IntRange(min = 0, max = 1) int decimals) {
        var values = numbers.stream()
                .map(number -> BigDecimal.valueOf(number, decimals))
                .toList();

        var spread = Spread.of(values);

        assertThat(spread).isNotNull();
        assertThat(spread.bins().size()).isBetween(1, 12);
        assertThat(spread.bins().stream().mapToInt(Spread.Bin::count).sum()).isEqualTo(values.size());
        assertThat(values)
                .allSatisfy(value -> assertThat(spread.bins().stream().filter(bin -> bin.holds(value)))
                        .containsExactly(spread.bins().get(spread.binOf(value))));
        assertThat(values.stream()
                                .filter(value -> value.compareTo(spread.median()) <= 0)
                                .count()
                        * 2)
                .isGreaterThanOrEqualTo(values.size());
        assertThat(values.stream()
                                .filter(value -> value.compareTo(spread.median()) >= 0)
                                .count()
                        * 2)
                .isGreaterThanOrEqualTo(values.size());
        for (var i = 1; i < spread.bins().size(); i++) {
            assertThat(spread.bins().get(i).from())
                    .isEqualByComparingTo(spread.bins().get(i - 1).to().add(BigDecimal.valueOf(1, decimals)));
        }
    }

    @Test
    void theWidthIsARoundNumber() {
        var spread = Spread.of(
                LongStream.rangeClosed(3, 118).mapToObj(BigDecimal::valueOf).toList());

        assertThat(spread).isNotNull();
        assertThat(spread.bins()).hasSize(12);
        assertThat(spread.bins().getFirst()).isEqualTo(new Spread.Bin(BigDecimal.ZERO, BigDecimal.valueOf(9), 7));
        assertThat(spread.median()).isEqualTo("60.5");
    }

    @Test
    void ofNothingThereIsNoSpread() {
        assertThat(Spread.of(List.of())).isNull();
    }
}
