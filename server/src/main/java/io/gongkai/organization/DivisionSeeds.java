package io.gongkai.organization;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Gives a new database the divisions of the four counties that come with the program. */
@Component
class DivisionSeeds implements SmartInitializingSingleton {

    private static final String DIVISIONS = "divisions/sample-counties-2023.csv";

    private final OrganizationStore store;

    DivisionSeeds(OrganizationStore store) {
        this.store = store;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (store.hasDivisions()) {
            return;
        }
        try (var reader = new InputStreamReader(
                        new ClassPathResource(DIVISIONS).getInputStream(), StandardCharsets.UTF_8);
                var rows = CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get()
                        .parse(reader)) {
            store.insertDivisions(rows.stream().map(DivisionSeeds::toDivision).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Division toDivision(CSVRecord row) {
        return new Division(
                row.get("code"),
                row.get("parent_code").isEmpty() ? null : row.get("parent_code"),
                Division.Level.valueOf(row.get("level").toUpperCase(Locale.ROOT)),
                row.get("name"),
                row.get("kind"));
    }
}
