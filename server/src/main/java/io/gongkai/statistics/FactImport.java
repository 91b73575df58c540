package io.gongkai.statistics;

import io.gongkai.ledger.Detail;
import io.gongkai.ledger.Measure;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.ImportReport.RejectedRow;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.TableRow;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a table as facts to record, or says of each what is wrong with it. */
final class FactImport {

    private static final Map<String, Measure> MEASURES = byName(Measure.values());
    private static final Map<String, Detail> DETAILS = byName(Detail.values());

    private final Map<String, Organizations.Found> organizations;
    private final String within;
    private final LocalDate today;
    private final Map<Measure, LocalDate> givenWay;
    private final List<RejectedRow> rejected = new ArrayList<>();
    private final List<RecordedFacts.Recording> recordings = new ArrayList<>();

    /** The same days come again and again. */
    private final Map<String, LocalDate> days = new HashMap<>();

    /**
     * @param organizations by code
     * @param within name of the organization below which the rows must lie
     * @param givenWay what the program counts by itself, and from which day on
     */
    FactImport(
            Map<String, Organizations.Found> organizations,
            String within,
            LocalDate today,
            Map<Measure, LocalDate> givenWay) {
        this.organizations = organizations;
        this.within = within;
        this.today = today;
        this.givenWay = Map.copyOf(givenWay);
    }

    /** One refusal for each thing that is wrong with a row, in order of rows. */
    List<RejectedRow> rejected() {
        return rejected;
    }

    List<RecordedFacts.Recording> recordings() {
        return recordings;
    }

    void read(TableRow row) {
        var refusals = new ArrayList<Refusal>();
        var organization = organization(row, refusals);
        var measure = measure(row, refusals);
        var details = details(row, refusals);
        var on = day(row, "on", refusals);
        var until = row.cell("until").isEmpty() ? null : day(row, "until", refusals);
        var quantity = number(row, "quantity", refusals);
        var base = row.cell("base").isEmpty() ? null : number(row, "base", refusals);
        if (organization != null && measure != null && on != null && quantity != null && refusals.isEmpty()) {
            var recording = new RecordedFacts.Recording(
                    organization.id(),
                    measure,
                    details,
                    on,
                    quantity,
                    base,
                    until,
                    row.cell("title"),
                    row.cell("evidence"),
                    null);
            refusals.addAll(RecordedFacts.grounds(
                    recording, organization.validFrom(), organization.validUntil(), today, givenWay));
            if (refusals.isEmpty()) {
                recordings.add(recording);
                return;
            }
        }
        refusals.forEach(refusal ->
                rejected.add(new RejectedRow(row.number(), refusal.field() == null ? "" : refusal.field(), refusal)));
    }

    private Organizations.@Nullable Found organization(TableRow row, List<Refusal> refusals) {
        var code = row.cell("organizationCode");
        var found = organizations.get(code);
        if (found == null || !found.within()) {
            refusals.add(Refusal.at("organizationCode", "import.notBelow", code, within));
            return null;
        }
        return found;
    }

    private static @Nullable Measure measure(TableRow row, List<Refusal> refusals) {
        var measure = MEASURES.get(row.cell("measure"));
        if (measure == null) {
            refusals.add(Refusal.at("measure", "import.noSuchMeasure", row.cell("measure")));
        }
        return measure;
    }

    private static List<Detail> details(TableRow row, List<Refusal> refusals) {
        var details = new ArrayList<Detail>();
        for (var field : List.of("applicant", "outcome")) {
            var cell = row.cell(field);
            var detail = DETAILS.get(cell);
            if (detail != null) {
                details.add(detail);
            } else if (!cell.isEmpty()) {
                refusals.add(Refusal.at(field, "import.noSuchDetail", cell));
            }
        }
        return details;
    }

    private @Nullable LocalDate day(TableRow row, String field, List<Refusal> refusals) {
        try {
            return days.computeIfAbsent(row.cell(field), LocalDate::parse);
        } catch (DateTimeParseException e) {
            refusals.add(Refusal.at(field, "import.noDate", row.cell(field)));
            return null;
        }
    }

    private static @Nullable Long number(TableRow row, String field, List<Refusal> refusals) {
        try {
            return Long.valueOf(row.cell(field));
        } catch (NumberFormatException e) {
            refusals.add(Refusal.at(field, "import.noNumber", row.cell(field)));
            return null;
        }
    }

    private static <E extends Enum<E>> Map<String, E> byName(E[] constants) {
        var byName = new HashMap<String, E>();
        for (var constant : constants) {
            byName.put(constant.name(), constant);
        }
        return byName;
    }
}
