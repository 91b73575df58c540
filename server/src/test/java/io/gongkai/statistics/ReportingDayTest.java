package io.gongkai.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.calendar.WorkdayCalendar;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportingDayTest {

    private final WorkdayCalendar calendar = new WorkdayCalendar(
            Set.of(2026, 2027),
            Map.of(LocalDate.parse("2027-12-20"), "元旦"),
            Map.of(LocalDate.parse("2026-12-05"), "元旦"));

    private final Form form = new Forms().version("annual-disclosure-return", "2011");

    @Test
    void theTwentiethOfDecember2026IsASundaySoTheOfficeIsLastOpenOnTheFriday() {
        var day = ReportingDay.of(form, ReturnPeriod.ofYear(2026), calendar);

        assertThat(day.due()).isEqualTo("2026-12-20");
        assertThat(day.lastWorkday()).isEqualTo("2026-12-18");
        assertThat(day.isLate(LocalDate.parse("2026-12-20"))).isFalse();
        assertThat(day.isLate(LocalDate.parse("2026-12-21"))).isTrue();
    }

    @Test
    void theLastTwentyWorkingDaysAreThoseOnWhichOneIsReminded() {
        var day = ReportingDay.of(form, ReturnPeriod.ofYear(2026), calendar);

        assertThat(calendar.workingDaysBetween(day.remindFrom().minusDays(1), day.lastWorkday()))
                .isEqualTo(20);
        assertThat(calendar.isWorked(day.remindFrom())).isTrue();
        assertThat(day.isRemindedOn(day.remindFrom())).isTrue();
        assertThat(day.isRemindedOn(day.remindFrom().minusDays(1))).isFalse();
        assertThat(day.isRemindedOn(LocalDate.parse("2027-01-05"))).isTrue();
    }

    @Test
    void aHolidayOnTheDayMovesTheLastWorkdayBefore() {
        assertThat(ReportingDay.of(form, ReturnPeriod.ofYear(2027), calendar).lastWorkday())
                .isEqualTo("2027-12-17");
    }
}
