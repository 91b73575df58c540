package io.gongkai.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.calendar.Cadence;
import io.gongkai.calendar.WorkdayCalendar;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Due dates of every rule, for any day and any county's holidays. */
class DueDatesTest {

    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");

    @Property
    void aDueDateIsAWorkingDayAndNeverBeforeItArises(
            @ForAll("rules") TimeRule rule,
            @ForAll("days") LocalDate base,
            @ForAll("calendars") WorkdayCalendar calendar) {
        var due = rule.due(base, calendar);

        assertThat(calendar.isWorked(due.on())).isTrue();
        assertThat(due.derivation().getLast().date()).isEqualTo(due.on());
        if (rule instanceof TimeRule.Periodic periodic) {
            var period = periodic.cadence().periodOf(base);
            assertThat(due.on()).isBetween(period.from(), periodic.endIn(period));
        } else if (rule instanceof TimeRule.Notice || rule instanceof TimeRule.PreDisclosure) {
            assertThat(due.on()).isAfterOrEqualTo(base);
            assertThat(due.on().equals(base)).isEqualTo(calendar.isWorked(base));
        } else {
            assertThat(due.on()).isAfter(base);
        }
    }

    @Property
    void nothingOfAPeriodIsLateBeforeItCouldBeDone(
            @ForAll("cadences") TimeRule.Periodic rule,
            @ForAll("days") LocalDate effectiveOn,
            @ForAll("calendars") WorkdayCalendar calendar) {
        var plans = DutyPlan.periods(List.of(rule), effectiveOn, effectiveOn.plusMonths(14), calendar).stream()
                .filter(plan -> !plan.dueOn().isBefore(effectiveOn))
                .toList();

        assertThat(plans).isNotEmpty().allSatisfy(plan -> {
            var arisesOn = plan.baseOn().isBefore(effectiveOn) ? effectiveOn : plan.baseOn();
            assertThat(plan.dueOn()).isAfterOrEqualTo(arisesOn);
            assertThat(plan.countedFrom()).isBeforeOrEqualTo(plan.countedUntil());
        });
        assertThat(plans).extracting(DutyPlan::subject).doesNotHaveDuplicates();
    }

    @Property
    void aRuleSurvivesItsCode(@ForAll("rules") TimeRule rule) {
        assertThat(TimeRule.of(rule.code())).isEqualTo(rule);
    }

    /** What paper says, in days that can be looked up: 2026 with its real Spring Festival and National Day. */
    @Test
    void examplesThatAClerkCanCheck() {
        var calendar = new WorkdayCalendar(
                Set.of(2026),
                Map.of(LocalDate.parse("2026-10-01"), "国庆节", LocalDate.parse("2026-10-02"), "国庆节"),
                Map.of(LocalDate.parse("2026-10-10"), "国庆节"));

        assertThat(due("E3", "2026-09-30", calendar)).isEqualTo("2026-10-07");
        assertThat(due("L5", "2026-10-05", calendar)).isEqualTo("2026-10-10");
        assertThat(due("M", "2026-05-12", calendar)).isEqualTo("2026-05-29");
        assertThat(due("Y3", "2026-11-22", calendar)).isEqualTo("2026-03-31");
        assertThat(due("Q", "2026-11-22", calendar)).isEqualTo("2026-12-31");
        assertThat(due("N5", "2026-10-01", calendar)).isEqualTo("2026-10-05");
        assertThat(due("ST", "2026-11-20", calendar)).isEqualTo("2026-11-27");
    }

    private static String due(String code, String base, WorkdayCalendar calendar) {
        return TimeRule.of(code).due(LocalDate.parse(base), calendar).on().toString();
    }

    @Provide
    Arbitrary<TimeRule> rules() {
        var days = Arbitraries.integers().between(1, 30);
        return Arbitraries.oneOf(
                days.map(TimeRule.LongTerm::new),
                days.map(TimeRule.AfterEvent::new),
                days.map(TimeRule::notice),
                Arbitraries.just(new TimeRule.Staged()),
                cadences());
    }

    @Provide
    Arbitrary<TimeRule.Periodic> cadences() {
        return Combinators.combine(
                        Arbitraries.of(Cadence.class),
                        Arbitraries.integers().between(1, 12).injectNull(0.6))
                .as(TimeRule.Periodic::new);
    }

    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.integers().between(0, 729).map(FIRST::plusDays);
    }

    /** A few free days a year on weekdays and a few worked weekends; the second year's notice is not out. */
    @Provide
    Arbitrary<WorkdayCalendar> calendars() {
        return Arbitraries.integers().between(0, 364).set().ofMaxSize(12).map(offsets -> {
            var rest = new HashMap<LocalDate, String>();
            var madeUp = new HashMap<LocalDate, String>();
            for (var offset : offsets) {
                var day = FIRST.plusDays(offset);
                var weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
                (weekend ? madeUp : rest).put(day, "节日");
            }
            return new WorkdayCalendar(Set.of(2026), rest, madeUp);
        });
    }
}
