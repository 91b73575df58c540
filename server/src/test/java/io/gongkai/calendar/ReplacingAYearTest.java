package io.gongkai.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.gongkai.CountyTest;
import io.gongkai.calendar.Calendars.SpecialDay;
import io.gongkai.shared.ImportReport;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.TableRow;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The county loads a year's notice when the State Council has issued it; the years are far from those of other tests. */
@CountyTest
class ReplacingAYearTest {

    @Autowired
    Calendars calendars;

    @Autowired
    PlatformTransactionManager transactions;

    @Test
    void aLoadedYearIsCountedByItsNoticeAndNoLongerProvisional() {
        assertThat(calendars.current().dueAfter(day("2070-09-30"), 1).provisional())
                .isTrue();

        calendars
                .replaceYear(2070, List.of(new SpecialDay(day("2070-10-01"), false, "国庆节")))
                .orThrow();

        var counted = calendars.current().dueAfter(day("2070-09-30"), 1);
        assertThat(counted.on()).isEqualTo("2070-10-02");
        assertThat(counted.provisional()).isFalse();
    }

    @Test
    void aSecondNoticeReplacesTheFirstWhole() {
        calendars
                .replaceYear(2071, List.of(new SpecialDay(day("2071-10-01"), false, "国庆节")))
                .orThrow();
        calendars
                .replaceYear(2071, List.of(new SpecialDay(day("2071-10-02"), false, "国庆节")))
                .orThrow();

        assertThat(calendars.year(2071)).extracting(SpecialDay::date).containsExactly(day("2071-10-02"));
        assertThat(calendars.current().isWorked(day("2071-10-01"))).isTrue();
    }

    @Test
    void anAbandonedReplacementIsSeenByNobody() {
        new TransactionTemplate(transactions).executeWithoutResult(transaction -> {
            calendars
                    .replaceYear(2072, List.of(new SpecialDay(day("2072-10-03"), false, "国庆节")))
                    .orThrow();
            assertThat(calendars.current().isLoaded(day("2072-10-03"))).isTrue();
            transaction.setRollbackOnly();
        });

        assertThat(calendars.current().isLoaded(day("2072-10-03"))).isFalse();
    }

    @Test
    void everyGroundForRefusalIsGivenAtOnceAndTheOldNoticeStays() {
        var refused = calendars.replaceYear(
                2073,
                List.of(
                        new SpecialDay(day("2074-01-01"), false, "元旦"),
                        new SpecialDay(day("2073-05-01"), false, ""),
                        new SpecialDay(day("2073-05-01"), true, "劳动节")));

        assertThat(((Outcome.Refused<?>) refused).refusals())
                .extracting(Refusal::field, Refusal::code)
                .containsExactly(
                        tuple("days[0]", "calendar.day.outside"),
                        tuple("days[1]", "calendar.day.holiday"),
                        tuple("days[2]", "calendar.day.twice"),
                        tuple("days[2]", "calendar.day.weekday"));
        assertThat(calendars.year(2073)).isEmpty();
    }

    @Test
    void aTableSaysWhichRowIsWrongAndIsNotTakenOver() {
        var report = calendars.importYear(
                2074,
                List.of(
                        new TableRow(2, Map.of("date", "2074-10-01", "day_type", "rest", "holiday", "国庆节")),
                        new TableRow(3, Map.of("date", "十月二日", "day_type", "off", "holiday", "国庆节"))));

        assertThat(report.accepted()).isZero();
        assertThat(report.rejected())
                .extracting(ImportReport.RejectedRow::row, ImportReport.RejectedRow::field)
                .containsExactly(tuple(3, "date"), tuple(3, "day_type"));
        assertThat(calendars.years()).doesNotContain(2074);
    }

    private static LocalDate day(String day) {
        return LocalDate.parse(day);
    }
}
