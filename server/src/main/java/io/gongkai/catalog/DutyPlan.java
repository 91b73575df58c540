package io.gongkai.catalog;

import io.gongkai.calendar.DueDate;
import io.gongkai.calendar.WorkdayCalendar;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A due date counted once for everybody who owes the same: two thousand organizations with a quarterly item share one row.
 *
 * @param code the rule's, as {@code catalog.entry.rules} holds it
 * @param subject the period's label; empty where the caller knows it
 * @param baseOn what it is counted from
 * @param countedFrom first day looked at; a calendar change between it and the last counts again
 */
record DutyPlan(
        String code,
        String subject,
        LocalDate baseOn,
        LocalDate dueOn,
        boolean provisional,
        List<DueDate.Day> derivation,
        LocalDate countedFrom,
        LocalDate countedUntil) {

    static DutyPlan of(TimeRule rule, String subject, LocalDate baseOn, WorkdayCalendar calendar) {
        var due = rule.due(baseOn, calendar);
        var days = due.derivation();
        var first = days.getFirst().date();
        var last = days.getLast().date();
        return new DutyPlan(
                rule.code(),
                subject,
                baseOn,
                due.on(),
                due.provisional(),
                days,
                first.isBefore(last) ? first : last,
                first.isBefore(last) ? last : first);
    }

    /** One row for each rule and each of its periods that overlaps the days; the last is the one in which {@code until} lies. */
    static List<DutyPlan> periods(
            Collection<TimeRule.Periodic> rules, LocalDate from, LocalDate until, WorkdayCalendar calendar) {
        var plans = new ArrayList<DutyPlan>();
        for (var rule : rules) {
            var period = rule.cadence().periodOf(from);
            while (!period.from().isAfter(until)) {
                plans.add(of(rule, period.label(), period.from(), calendar));
                period = period.next();
            }
        }
        return plans;
    }
}
