package io.gongkai.demonstration;

import io.gongkai.calendar.WorkdayCalendar;
import io.gongkai.shared.CountyClock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * The days of the demonstration year.
 *
 * @param last the last day that is over or nearly so: everything told lies before now
 */
record Days(WorkdayCalendar calendar, ZoneId zone, LocalDate today, LocalDate last) {

    static final int YEAR = 2026;
    static final LocalDate FOUNDED = LocalDate.of(YEAR, 1, 1);
    static final LocalDate GUIDELINE = LocalDate.of(YEAR, 4, 28);
    static final LocalDate FIRST_FILING = LocalDate.of(YEAR, 5, 6);

    /** The county's day of openness, on which the catalogs of the first villages take effect. */
    static final LocalDate OPENNESS_DAY = LocalDate.of(YEAR, 7, 1);

    /** Schools, hospitals and enterprises begin with the autumn. */
    static final LocalDate AUTUMN = LocalDate.of(YEAR, 9, 1);

    /** The other villages begin after the autumn holidays, with fewer items in their first year. */
    static final LocalDate SECOND_ROUND = LocalDate.of(YEAR, 10, 9);

    /** Villages go over to openness in two rounds; the village of the accounts is among the first. */
    static boolean isOfFirstRound(Unit village) {
        return village.code().equals(Staff.DEMONSTRATION_VILLAGE) || new Chance(village.code() + "/round").in100(22);
    }

    /** When a catalog of the full county takes effect that was filed on a day in May. */
    static LocalDate begins(Unit unit, LocalDate filed) {
        return switch (unit.kind()) {
            case ADMINISTRATIVE_VILLAGE, COMMUNITY_URBAN, COMMUNITY_RURAL ->
                isOfFirstRound(unit) ? OPENNESS_DAY : SECOND_ROUND;
            case INSTITUTION_SCHOOL, INSTITUTION_HEALTH, ENTERPRISE, SOCIAL_ORGANIZATION, OTHER_GRASSROOTS_UNIT ->
                AUTUMN;
            case GOVERNMENT_ORGAN, INSTITUTION_OTHER, INSTITUTION_RESEARCH ->
                new Chance(unit.code() + "/round").in100(45) ? filed : OPENNESS_DAY;
            default -> filed;
        };
    }

    static Days of(CountyClock clock, WorkdayCalendar calendar) {
        var today = LocalDate.now(clock);
        var last = today.minusDays(1);
        var newYearsEve = LocalDate.of(YEAR, 12, 31);
        return new Days(calendar, clock.getZone(), today, last.isAfter(newYearsEve) ? newYearsEve : last);
    }

    Instant at(LocalDate day, int hour, int minute) {
        return day.atTime(LocalTime.of(hour, minute)).atZone(zone).toInstant();
    }

    /** The day itself when it is worked, else the next that is. */
    LocalDate workdayFrom(LocalDate day) {
        var worked = day;
        while (!calendar.isWorked(worked)) {
            worked = worked.plusDays(1);
        }
        return worked;
    }

    /** The day itself when it is worked, else the last before it. */
    LocalDate workdayUpTo(LocalDate day) {
        var worked = day;
        while (!calendar.isWorked(worked)) {
            worked = worked.minusDays(1);
        }
        return worked;
    }

    LocalDate workdaysBefore(LocalDate day, int count) {
        var worked = day;
        for (var i = 0; i < count; i++) {
            worked = workdayUpTo(worked.minusDays(1));
        }
        return worked;
    }

    LocalDate workdaysAfter(LocalDate day, int count) {
        return count == 0 ? day : calendar.dueAfter(day, count).on();
    }

    /** A worked day between two, both included; the later one when none between them is worked. */
    LocalDate between(LocalDate from, LocalDate until, Chance chance) {
        if (!until.isAfter(from)) {
            return workdayUpTo(until);
        }
        var span = (int) (until.toEpochDay() - from.toEpochDay());
        var day = workdayFrom(from.plusDays(chance.below(span + 1)));
        return day.isAfter(until) ? workdayUpTo(until) : day;
    }
}
