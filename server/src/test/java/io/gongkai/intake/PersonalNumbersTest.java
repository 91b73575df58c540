package io.gongkai.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A sender is warned of what looks like somebody's number, and not of every long number. */
class PersonalNumbersTest {

    @Test
    void anIdentityNumberWithItsCheckSignIsSeen() {
        assertThat(PersonalNumbers.in("张三，身份证号11010519491231002X，住在村东"))
                .extracting(PersonalNumbers.Finding::kind, PersonalNumbers.Finding::text)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        PersonalNumbers.PersonalNumber.RESIDENT_ID, "11010519491231002X"));
        assertThat(PersonalNumbers.in("１１０１０５１９４９１２３１００２Ｘ")).hasSize(1);
        assertThat(PersonalNumbers.in("110105 19491231 002x")).hasSize(1);
    }

    @Test
    void aNumberThatOnlyLooksLikeOneIsNot() {
        assertThat(PersonalNumbers.in("110105194912310021")).isEmpty();
        assertThat(PersonalNumbers.in("110105194913310020")).isEmpty();
        assertThat(PersonalNumbers.in("合同编号 20261125 第 3 号，金额 128000 元")).isEmpty();
        assertThat(PersonalNumbers.in("6222021234567890123")).isEmpty();
    }

    @Test
    void aMobileNumberIsSeenHoweverItIsWritten() {
        assertThat(PersonalNumbers.in("打他电话13812345678")).hasSize(1);
        assertThat(PersonalNumbers.in("138-1234-5678")).hasSize(1);
        assertThat(PersonalNumbers.in("0376-7922345")).isEmpty();
        assertThat(PersonalNumbers.in("12812345678")).isEmpty();
    }
}
