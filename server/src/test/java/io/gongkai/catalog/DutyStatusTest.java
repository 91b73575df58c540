package io.gongkai.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.calendar.WorkdayCalendar;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DutyStatusTest {

    /** 2026: 20 February (Friday) is off for the Spring Festival, 28 February (Saturday) is worked in exchange. */
    private final WorkdayCalendar calendar = new WorkdayCalendar(
            Set.of(2026), Map.of(LocalDate.parse("2026-02-20"), "春节"), Map.of(LocalDate.parse("2026-02-28"), "春节"));

    /** Due on Thursday 26 February: three working days before it is Monday the 23rd, four is Thursday the 19th. */
    @Test
    void anOpenDutyComesNearDayByDay() {
        assertThat(open("2026-02-12")).isEqualTo(DutyStatus.UPCOMING);
        assertThat(open("2026-02-19")).isEqualTo(DutyStatus.UPCOMING);
        assertThat(open("2026-02-20")).isEqualTo(DutyStatus.UPCOMING);
        assertThat(open("2026-02-22")).isEqualTo(DutyStatus.UPCOMING);
        assertThat(open("2026-02-23")).isEqualTo(DutyStatus.DUE);
        assertThat(open("2026-02-25")).isEqualTo(DutyStatus.DUE);
        assertThat(open("2026-02-26")).isEqualTo(DutyStatus.DUE);
        assertThat(open("2026-02-27")).isEqualTo(DutyStatus.OVERDUE);
        assertThat(open("2026-02-28")).isEqualTo(DutyStatus.OVERDUE);
    }

    @Test
    void whatWasDoneOnItsLastDayIsInTimeAndADayLaterIsLate() {
        assertThat(done("2026-02-25")).isEqualTo(DutyStatus.DONE);
        assertThat(done("2026-02-26")).isEqualTo(DutyStatus.DONE);
        assertThat(done("2026-02-27")).isEqualTo(DutyStatus.DONE_LATE);
    }

    @Test
    void noChangeIsNoChangeWhenever() {
        var due = LocalDate.parse("2026-02-26");
        assertThat(DutyStatus.on(due.plusDays(9), due, due.plusDays(3), true, calendar))
                .isEqualTo(DutyStatus.NO_CHANGE);
    }

    private DutyStatus open(String today) {
        return DutyStatus.on(LocalDate.parse(today), LocalDate.parse("2026-02-26"), null, false, calendar);
    }

    private DutyStatus done(String on) {
        return DutyStatus.on(
                LocalDate.parse("2026-03-15"), LocalDate.parse("2026-02-26"), LocalDate.parse(on), false, calendar);
    }
}
