package io.gongkai.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type as the way to reach them. */
class RecipientTest {

    @ParameterizedTest
    @CsvSource({
        "13800138000, 13800138000",
        "138 0013 8000, 13800138000",
        "138-0013-8000, 13800138000",
        "+86 138 0013 8000, 13800138000",
        "008613800138000, 13800138000",
        "１３８００１３８０００, 13800138000",
        "+8522123 4567, +85221234567"
    })
    void aMobileNumberIsReadAsPeopleWriteIt(String typed, String number) {
        assertThat(Recipient.of(typed)).contains(new Recipient.Telephone(number));
    }

    @ParameterizedTest
    @CsvSource({"Wang.Hua@Example.CN, Wang.Hua@example.cn", "' wang@qq.com ', wang@qq.com", "wang＠qq.com, wang@qq.com"})
    void aMailAddressIsReadAsPeopleWriteIt(String typed, String address) {
        assertThat(Recipient.of(typed)).contains(new Recipient.Mailbox(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0376-7921234",
                "12800138000",
                "138001380001",
                "+86 12345",
                "wang@",
                "@qq.com",
                "wang@qq",
                "a@b.cn, c@d.cn",
                "wang@qq.com\nBcc: x@y.cn",
                "<wang@qq.com>",
                "微信 abc"
            })
    void whatReachesNobodyIsNoRecipient(String typed) {
        assertThat(Recipient.of(typed)).isEqualTo(Optional.empty());
    }

    @Test
    void whatAGatewaySaysIsKeptWithoutAddresses() {
        assertThat(Masks.said("550 5.1.1 <wang.hua@example.cn>:\r\n no such user 13800138000"))
                .isEqualTo("550 5.1.1 <***>: no such user ***");
        assertThat(Masks.address("13800138000")).isEqualTo("138****8000");
        assertThat(Masks.address("w@example.cn")).isEqualTo("w***@example.cn");
    }
}
