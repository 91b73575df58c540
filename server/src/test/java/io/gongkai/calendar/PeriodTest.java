package io.gongkai.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.CountyTest;
import io.gongkai.web.Messages;
import io.gongkai.web.Page;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Periods have a label for programs and words for people. */
@CountyTest
class PeriodTest {

    @Autowired
    Messages messages;

    @ParameterizedTest
    @CsvSource({
        "2026-11, 2026年11月, Nov 2026",
        "2026-01, 2026年1月, Jan 2026",
        "2026-B5, 2026年9—10月, Sep–Oct 2026",
        "2026-Q1, 2026年第一季度, Q1 2026",
        "2026-Q4, 2026年第四季度, Q4 2026",
        "2026-H1, 2026年上半年, First half of 2026",
        "2026-H2, 2026年下半年, Second half of 2026",
        "2026, 2026年, 2026"
    })
    void aPersonReadsAPeriodInWords(String label, String chinese, String english) {
        assertThat(Period.inWords(page(Locale.SIMPLIFIED_CHINESE), label)).isEqualTo(chinese);
        assertThat(Period.inWords(page(Locale.ENGLISH), label)).isEqualTo(english);
    }

    @Test
    void aMatterThatAClerkNamedStaysAsItIs() {
        for (var subject : new String[] {"", "村内道路硬化项目决议", "2026-13", "2026-Q5", "2026-Q4决议", "第2026-11号"}) {
            assertThat(Period.inWords(page(Locale.SIMPLIFIED_CHINESE), subject)).isEqualTo(subject);
        }
    }

    @ParameterizedTest
    @EnumSource(Cadence.class)
    void everyLabelLeadsBackToItsPeriod(Cadence cadence) {
        var end = LocalDate.of(2031, 1, 1);
        for (var period = cadence.periodOf(LocalDate.of(2019, 1, 1));
                period.from().isBefore(end);
                period = period.next()) {
            assertThat(Period.parse(period.label())).contains(period);
        }
    }

    private Page page(Locale locale) {
        return new Page(
                messages, locale, "/", "", false, null, Set.of(), "_csrf", () -> "", false, LocalDate.of(2026, 11, 25));
    }
}
