package io.gongkai.calendar;

import io.gongkai.calendar.Calendars.SpecialDay;
import io.gongkai.shared.PersonId;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of the calendar. */
@Repository
class CalendarStore {

    private final JdbcClient jdbc;

    CalendarStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Set<Integer> years() {
        return new HashSet<>(jdbc.sql("""
                        select year
                          from calendar.year
                        """).query(Integer.class).list());
    }

    List<SpecialDay> days() {
        return jdbc.sql("""
                        select date, working, holiday
                          from calendar.day
                         order by date
                        """)
                .query((row, n) -> new SpecialDay(
                        row.getObject("date", LocalDate.class), row.getBoolean("working"), row.getString("holiday")))
                .list();
    }

    List<SpecialDay> days(int year) {
        return jdbc.sql("""
                        select date, working, holiday
                          from calendar.day
                         where year = :year
                         order by date
                        """)
                .param("year", year)
                .query((row, n) -> new SpecialDay(
                        row.getObject("date", LocalDate.class), row.getBoolean("working"), row.getString("holiday")))
                .list();
    }

    /** Takes the year's row first, so that two who replace the same year come one after the other. */
    void replace(int year, List<SpecialDay> days) {
        jdbc.sql("""
                        insert into calendar.year (year)
                        values (:year)
                        on conflict (year) do update set loaded_at = now()
                        """).param("year", year).update();
        jdbc.sql("""
                        delete from calendar.day
                         where year = :year
                        """).param("year", year).update();
        jdbc.sql("""
                        insert into calendar.day (date, year, working, holiday)
                        select cast(given.date as date), :year, given.working, given.holiday
                          from unnest(:dates, :working, :holidays) as given (date, working, holiday)
                        """)
                .param("year", year)
                .param("dates", days.stream().map(day -> day.date().toString()).toArray(String[]::new))
                .param("working", days.stream().map(SpecialDay::working).toArray(Boolean[]::new))
                .param("holidays", days.stream().map(SpecialDay::holiday).toArray(String[]::new))
                .update();
    }

    /** The newest first. */
    List<LimitVersion> limits(UUID county) {
        return jdbc.sql("""
                        select limit_code, working_days, effective_on, reason, set_at, set_by
                          from calendar.limit_version
                         where county_id = :county
                         order by set_at desc, id desc
                        """)
                .param("county", county)
                .query((row, n) -> new LimitVersion(
                        Limit.valueOf(row.getString("limit_code")),
                        row.getInt("working_days"),
                        row.getObject("effective_on", LocalDate.class),
                        row.getString("reason"),
                        row.getObject("set_at", OffsetDateTime.class).toInstant(),
                        new PersonId(row.getObject("set_by", UUID.class))))
                .list();
    }

    void insertLimit(UUID county, LimitVersion version) {
        jdbc.sql("""
                        insert into calendar.limit_version (
                               county_id, limit_code, working_days, effective_on, reason, set_at, set_by)
                        values (:county, :limit, :workingDays, :effectiveOn, :reason, :at, :by)
                        """)
                .param("county", county)
                .param("limit", version.limit().name())
                .param("workingDays", version.workingDays())
                .param("effectiveOn", version.effectiveOn())
                .param("reason", version.reason())
                .param("at", version.setAt().atOffset(ZoneOffset.UTC))
                .param("by", version.setBy().value())
                .update();
    }
}
