package io.gongkai.calendar;

import io.gongkai.shared.ImportReport;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.TableRow;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Keeps the county's working calendar, a year at a time. */
@Service
public class Calendars {

    /** Days of the earliest and the latest year that a notice may be loaded for. */
    static final int FIRST_YEAR = 2000;

    static final int LAST_YEAR = 2099;
    private static final int HOLIDAY_LENGTH = 20;

    private final CalendarStore store;
    private final ApplicationEventPublisher events;

    private volatile Known known = new Known(new AtomicReference<>());

    Calendars(CalendarStore store, ApplicationEventPublisher events) {
        this.store = store;
        this.events = events;
    }

    /** What was read last. Dropped as a whole, so that a slow reader puts its old answer where nobody looks any more. */
    private record Known(AtomicReference<@Nullable WorkdayCalendar> calendar) {}

    /** A day that the notice of its year sets apart: off on a weekday, or worked on a weekend. */
    public record SpecialDay(LocalDate date, boolean working, String holiday) {}

    /** The calendar as it now stands; cached, and read again after a year was replaced. */
    public WorkdayCalendar current() {
        if (TransactionSynchronizationManager.hasResource(this)) {
            return read();
        }
        var place = known;
        var calendar = place.calendar().get();
        if (calendar == null) {
            calendar = read();
            place.calendar().set(calendar);
        }
        return calendar;
    }

    /** Years whose notice is loaded, in order. */
    public List<Integer> years() {
        return List.copyOf(new TreeSet<>(current().years()));
    }

    public List<SpecialDay> year(int year) {
        return store.days(year);
    }

    /**
     * Replaces one year's notice whole and tells everyone who counts days. Refused are: a notice without days, days outside
     * the year or named twice, a weekday "worked in exchange", a day without its holiday. Fields are {@code days[i]}.
     */
    @Transactional
    public Outcome<List<SpecialDay>> replaceYear(int year, List<SpecialDay> days) {
        var refusals = new ArrayList<Refusal>();
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            refusals.add(
                    Refusal.at("year", "calendar.year.range", String.valueOf(FIRST_YEAR), String.valueOf(LAST_YEAR)));
        }
        if (days.isEmpty()) {
            refusals.add(Refusal.at("days", "calendar.year.empty"));
        }
        var seen = new HashSet<LocalDate>();
        for (var i = 0; i < days.size(); i++) {
            refusals.addAll(wrongWith(days.get(i), year, seen, "days[%d]".formatted(i)));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        replace(year, days);
        return Outcome.done(store.days(year));
    }

    /** Replaces one year by the rows of a table, or by none of them. Headings: date, day_type (rest or work), holiday. */
    @Transactional
    public ImportReport importYear(int year, List<TableRow> rows) {
        var rejected = new ArrayList<ImportReport.RejectedRow>();
        var days = new ArrayList<SpecialDay>();
        var seen = new HashSet<LocalDate>();
        for (var row : rows) {
            var date = date(row.cell("date"));
            var working = working(row.cell("day_type"));
            if (date == null) {
                rejected.add(rejected(row, Refusal.at("date", "calendar.day.date", row.cell("date"))));
            }
            if (working == null) {
                rejected.add(rejected(row, Refusal.at("day_type", "calendar.day.type", row.cell("day_type"))));
            }
            if (date != null && working != null) {
                var day = new SpecialDay(date, working, row.cell("holiday"));
                days.add(day);
                wrongWith(day, year, seen, "date").forEach(refusal -> rejected.add(rejected(row, refusal)));
            }
        }
        if (rows.isEmpty()) {
            rejected.add(new ImportReport.RejectedRow(1, "date", Refusal.at("date", "calendar.year.empty")));
        }
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            rejected.add(new ImportReport.RejectedRow(
                    1,
                    "year",
                    Refusal.at("year", "calendar.year.range", String.valueOf(FIRST_YEAR), String.valueOf(LAST_YEAR))));
        }
        if (!rejected.isEmpty()) {
            return new ImportReport(rows.size(), 0, rejected);
        }
        replace(year, days);
        return new ImportReport(rows.size(), rows.size(), List.of());
    }

    private void replace(int year, List<SpecialDay> days) {
        store.replace(year, days);
        readAgainFromNowOn();
        events.publishEvent(new CalendarYearReplaced(year));
    }

    private static List<Refusal> wrongWith(SpecialDay day, int year, Set<LocalDate> seen, String field) {
        var refusals = new ArrayList<Refusal>();
        if (day.date().getYear() != year) {
            refusals.add(Refusal.at(field, "calendar.day.outside", day.date(), String.valueOf(year)));
        }
        if (!seen.add(day.date())) {
            refusals.add(Refusal.at(field, "calendar.day.twice", day.date()));
        }
        if (day.working() && !isWeekend(day.date())) {
            refusals.add(Refusal.at(field, "calendar.day.weekday", day.date()));
        }
        if (day.holiday().isBlank() || day.holiday().length() > HOLIDAY_LENGTH) {
            refusals.add(Refusal.at(field, "calendar.day.holiday", HOLIDAY_LENGTH));
        }
        return refusals;
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private static ImportReport.RejectedRow rejected(TableRow row, Refusal refusal) {
        return new ImportReport.RejectedRow(row.number(), String.valueOf(refusal.field()), refusal);
    }

    private static @Nullable LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Boolean working(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "work", "上班" -> true;
            case "rest", "放假", "休息" -> false;
            default -> null;
        };
    }

    private WorkdayCalendar read() {
        var days = store.days();
        return new WorkdayCalendar(
                store.years(),
                days.stream()
                        .filter(day -> !day.working())
                        .collect(Collectors.toMap(SpecialDay::date, SpecialDay::holiday)),
                days.stream()
                        .filter(SpecialDay::working)
                        .collect(Collectors.toMap(SpecialDay::date, SpecialDay::holiday)));
    }

    /**
     * The rest of this transaction reads the table, since nobody else may see its days yet; everybody reads again when it has
     * ended.
     */
    private void readAgainFromNowOn() {
        if (TransactionSynchronizationManager.hasResource(this)) {
            return;
        }
        TransactionSynchronizationManager.bindResource(this, Boolean.TRUE);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResource(Calendars.this);
                known = new Known(new AtomicReference<>());
            }
        });
    }
}
