package io.gongkai.calendar;

import io.gongkai.calendar.Calendars.SpecialDay;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Gives a new database the notices that were known when this version was made; a county loads later ones itself. */
@Component
class CalendarSeeds implements SmartInitializingSingleton {

    private static final String NOTICES = "calendars/cn-holidays-2019-2026.csv";

    private final CalendarStore store;
    private final Calendars calendars;

    CalendarSeeds(CalendarStore store, Calendars calendars) {
        this.store = store;
        this.calendars = calendars;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (store.years().isEmpty()) {
            load();
        }
    }

    private void load() {
        try (var reader =
                        new InputStreamReader(new ClassPathResource(NOTICES).getInputStream(), StandardCharsets.UTF_8);
                var rows = CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get()
                        .parse(reader)) {
            rows.stream()
                    .map(CalendarSeeds::toDay)
                    .collect(Collectors.groupingBy(day -> day.date().getYear()))
                    .forEach((year, days) -> calendars.replaceYear(year, days).orThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SpecialDay toDay(CSVRecord row) {
        return new SpecialDay(
                LocalDate.parse(row.get("date")), row.get("day_type").equals("work"), row.get("holiday"));
    }
}
