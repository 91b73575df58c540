package io.gongkai.opinion.survey;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A rate as what it is made of. Rates are added as ratios: the rate of a town is that of all answers of its villages, never the
 * mean of their rates (domain.md 1.9.3, rows 42 and 45).
 *
 * @param favorable answers that are satisfied, or know
 * @param valid answers among which they are
 */
public record Rate(long favorable, long valid) {

    public static final Rate NONE = new Rate(0, 0);

    public Rate {
        if (favorable < 0 || favorable > valid) {
            throw new IllegalArgumentException("%d of %d".formatted(favorable, valid));
        }
    }

    public Rate plus(Rate other) {
        return new Rate(favorable + other.favorable, valid + other.valid);
    }

    /** With one decimal; null where nobody gave a valid answer, which is not 0. */
    public @Nullable BigDecimal percent() {
        return valid == 0
                ? null
                : BigDecimal.valueOf(favorable * 100).divide(BigDecimal.valueOf(valid), 1, RoundingMode.HALF_UP);
    }
}
