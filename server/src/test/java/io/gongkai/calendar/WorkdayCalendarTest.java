package io.gongkai.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.CountyTest;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** How the county counts working days, as a page of examples that a clerk can check against the wall calendar. */
@CountyTest
class WorkdayCalendarTest {

    @Autowired
    Calendars calendars;

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
            2026-04-20 |  1 | the next day                                            | 2026-04-21
            2026-04-17 |  1 | a weekend is passed over                                | 2026-04-20
            2026-04-18 |  1 | received on a Saturday counts like the Friday           | 2026-04-20
            2026-02-13 |  1 | a Saturday worked in exchange counts                    | 2026-02-14
            2026-02-14 |  1 | Spring Festival is passed over                          | 2026-02-24
            2026-02-13 |  6 | holiday and both worked Saturdays in one count          | 2026-02-28
            2026-09-18 |  1 | a Sunday worked before National Day counts              | 2026-09-20
            2026-09-30 |  3 | after National Day the worked Saturday is the third day | 2026-10-10
            2025-12-31 |  1 | a Sunday worked for New Year is the first day           | 2026-01-04
            2026-06-18 |  1 | Dragon Boat Festival makes a long weekend               | 2026-06-22
            2026-04-30 |  3 | Labour Day: Wednesday to Friday                         | 2026-05-08
            2026-04-30 |  4 | and the Saturday worked for it                          | 2026-05-09
            """)
    void dueAfter(LocalDate received, int workingDays, String reason, LocalDate due) {
        var counted = calendars.current().dueAfter(received, workingDays);

        assertThat(counted.on()).isEqualTo(due);
        assertThat(counted.provisional()).isFalse();
    }

    @Test
    void theDerivationNamesEveryDayLookedAtWithoutTheDayOfReceipt() {
        var counted = calendars.current().dueAfter(LocalDate.parse("2026-02-13"), 2);

        assertThat(counted.derivation())
                .startsWith(
                        new DueDate.Day(LocalDate.parse("2026-02-14"), true, "MADE_UP"),
                        new DueDate.Day(LocalDate.parse("2026-02-15"), false, "春节"))
                .endsWith(new DueDate.Day(LocalDate.parse("2026-02-24"), true, "WEEKDAY"))
                .hasSize(11);
    }

    @Test
    void aCountThatReachesAYearWithoutItsNoticeIsProvisional() {
        var counted = calendars.current().dueAfter(LocalDate.parse("2026-12-31"), 1);

        assertThat(counted.on()).isEqualTo("2027-01-01");
        assertThat(counted.provisional()).isTrue();
        assertThat(counted.derivation())
                .containsExactly(new DueDate.Day(LocalDate.parse("2027-01-01"), true, "PROVISIONAL"));
    }

    @Test
    void theLastWorkingDayOfAPeriodMayBeAWorkedSunday() {
        assertThat(calendars
                        .current()
                        .lastWorkingDay(LocalDate.parse("2026-09-01"), LocalDate.parse("2026-09-20"))
                        .on())
                .isEqualTo("2026-09-20");
    }

    @Test
    void theLastWorkingDayOfOctoberIsAFriday() {
        assertThat(calendars
                        .current()
                        .lastWorkingDay(LocalDate.parse("2026-10-01"), LocalDate.parse("2026-10-31"))
                        .on())
                .isEqualTo("2026-10-30");
    }
}
