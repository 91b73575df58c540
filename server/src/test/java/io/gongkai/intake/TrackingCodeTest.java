package io.gongkai.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** What a receipt carries can be read aloud, typed as people type, and not guessed; and it alone opens what it seals. */
class TrackingCodeTest {

    private final SecureRandom random = new SecureRandom();

    @Test
    void itHasEightyBitsAndNoSignThatIsMistakenForAnother() {
        var seen = new HashSet<String>();
        for (var i = 0; i < 2000; i++) {
            var code = TrackingCode.random(random).text();
            assertThat(code).matches("[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}");
            seen.add(code);
        }
        assertThat(seen).hasSize(2000);
        // 32 signs, 16 places.
        assertThat(Math.pow(32, 16)).isGreaterThanOrEqualTo(Math.pow(2, 80));
    }

    @Test
    void itIsUnderstoodHoweverItIsTyped() {
        var code = new TrackingCode("7KQM-X2AB-NN4T-9RHE");

        assertThat(TrackingCode.typed("7kqm x2ab nn4t 9rhe")).contains(code);
        assertThat(TrackingCode.typed(" 7KQMX2ABNN4T9RHE ")).contains(code);
        assertThat(TrackingCode.typed("７ＫＱＭ－Ｘ２ＡＢ－ＮＮ４Ｔ－９ＲＨＥ")).contains(code);
        assertThat(TrackingCode.typed("7KQM-X2AB-NN4T")).isEmpty();
        assertThat(TrackingCode.typed("0KQM-X2AB-NN4T-9RHE")).isEmpty();
    }

    @Test
    void itDoesNotComeIntoALogByAccident() {
        assertThat("%s".formatted(new TrackingCode("7KQM-X2AB-NN4T-9RHE"))).doesNotContain("7KQM");
    }

    @Test
    void onlyItsOwnCodeOpensASeal() {
        var code = TrackingCode.random(random);
        var words = "答复：已公开".getBytes(StandardCharsets.UTF_8);
        var sealed = Seal.close(code, words);

        assertThat(Seal.open(code, sealed)).isEqualTo(words);
        assertThat(new String(sealed, StandardCharsets.UTF_8)).doesNotContain("已公开");
        assertThat(Seal.close(code, words)).isNotEqualTo(sealed);
        assertThatThrownBy(() -> Seal.open(TrackingCode.random(random), sealed))
                .isInstanceOf(IllegalArgumentException.class);
        sealed[20] ^= 1;
        assertThatThrownBy(() -> Seal.open(code, sealed)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itsHashTellsNothingOfTheKey() {
        var code = TrackingCode.random(random);

        assertThat(code.hash()).isNotEqualTo(code.key()).hasSize(32);
    }
}
