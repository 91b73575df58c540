package io.gongkai.organization;

import io.gongkai.organization.Organizations.New;
import io.gongkai.shared.ImportReport;
import io.gongkai.shared.ImportReport.RejectedRow;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.TableRow;
import io.gongkai.web.Messages;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Turns the rows of a table into organizations, level by level, or says of every row what is wrong with it. */
@Component
class OrganizationImport {

    private final OrganizationStore store;
    private final Paths paths;
    private final Messages messages;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    OrganizationImport(
            OrganizationStore store, Paths paths, Messages messages, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.paths = paths;
        this.messages = messages;
        this.events = events;
        this.clock = clock;
    }

    /** A row as far as it could be read; null where it could not, which is among the rejections already. */
    private record Read(
            TableRow row,
            String code,
            String name,
            @Nullable OrganizationKind kind,
            @Nullable OrganizationForm form,
            String parentCode,
            @Nullable String divisionCode,
            @Nullable LocalDate validFrom) {}

    ImportReport take(List<TableRow> rows, OrganizationId within, @Nullable PersonId by) {
        var rejected = new ArrayList<RejectedRow>();
        var read = rows.stream().map(row -> read(row, rejected)).toList();
        judge(read, within, rejected);
        if (!rejected.isEmpty()) {
            rejected.sort(Comparator.comparingInt(RejectedRow::row));
            return new ImportReport(rows.size(), 0, rejected);
        }
        foundByLevel(read, by);
        return new ImportReport(rows.size(), rows.size(), List.of());
    }

    /** A facility of the table; the organization stands below the one that is imported into. */
    record NewFacility(OrganizationId organization, FacilityKind kind, String name, String place, LocalDate from) {}

    /** The facilities of a table, judged; only to be opened when nothing was rejected. */
    List<NewFacility> readFacilities(List<TableRow> rows, OrganizationId within, List<RejectedRow> rejected) {
        var standing = store.standingsByCode(
                rows.stream().map(row -> row.cell("organizationCode")).collect(Collectors.toSet()), within);
        var facilities = new ArrayList<NewFacility>();
        for (var row : rows) {
            var refusals = new ArrayList<Refusal>();
            var code = row.cell("organizationCode");
            var organization = standing.get(code);
            if (organization == null) {
                refusals.add(Refusal.at("organizationCode", "organization.code.unknown", code));
            } else if (!organization.within()) {
                refusals.add(Refusal.at("organizationCode", "organization.import.outside", code));
            }
            var kind = constant(FacilityKind.values(), row.cell("facilityKind"));
            if (kind == null) {
                refusals.add(Refusal.at("facilityKind", "organization.import.facility", row.cell("facilityKind")));
            }
            refusals.addAll(Founding.groundsAgainstName(row.cell("name")));
            refusals.addAll(Founding.groundsAgainstText(row.cell("place"), Organizations.PLACE_LENGTH, true, "place"));
            var from = date(row.cell("validFrom"));
            if (from == null) {
                refusals.add(Refusal.at("validFrom", "organization.import.day", row.cell("validFrom")));
            } else if (organization != null && from.isBefore(organization.validFrom())) {
                refusals.add(Refusal.at(
                        "validFrom", "organization.parent.later", organization.code(), organization.validFrom()));
            } else if (from.isAfter(today().plusYears(1)) || from.isBefore(Founding.FIRST_DAY)) {
                refusals.add(
                        Refusal.at("validFrom", "organization.day.range", Founding.FIRST_DAY, today().plusYears(1)));
            }
            refusals.forEach(refusal -> reject(rejected, row, refusal));
            if (refusals.isEmpty() && organization != null && kind != null && from != null) {
                facilities.add(new NewFacility(organization.id(), kind, row.cell("name"), row.cell("place"), from));
            }
        }
        return facilities;
    }

    /** Writes them and tells everyone; in the order given. */
    List<Organization> found(List<New> organizations, @Nullable PersonId by) {
        var stripped = organizations.stream().map(OrganizationImport::stripped).toList();
        var ids = store.insert(stripped, by, clock.instant());
        paths.changed();
        for (var organization : stripped) {
            events.publishEvent(new OrganizationEstablished(
                    idOf(ids, organization.code()), organization.name(), organization.validFrom()));
        }
        var founded = store.all(ids.values(), today()).stream()
                .collect(Collectors.toMap(Organization::code, organization -> organization));
        return stripped.stream()
                .map(organization -> Objects.requireNonNull(founded.get(organization.code())))
                .toList();
    }

    private static New stripped(New organization) {
        return new New(
                organization.code(),
                organization.name().strip(),
                organization.kind(),
                organization.form(),
                organization.parent(),
                organization.divisionCode(),
                organization.validFrom());
    }

    private static OrganizationId idOf(Map<String, OrganizationId> ids, String code) {
        var id = ids.get(code);
        if (id == null) {
            throw new IllegalStateException("Not written: " + code);
        }
        return id;
    }

    private Read read(TableRow row, List<RejectedRow> rejected) {
        var kind = constant(OrganizationKind.values(), row.cell("kind"));
        if (kind == null) {
            reject(rejected, row, Refusal.at("kind", "organization.import.kind", row.cell("kind")));
        }
        var form = constant(OrganizationForm.values(), row.cell("form"));
        if (form == null) {
            reject(rejected, row, Refusal.at("form", "organization.import.form", row.cell("form")));
        }
        var from = date(row.cell("validFrom"));
        if (from == null) {
            reject(rejected, row, Refusal.at("validFrom", "organization.import.day", row.cell("validFrom")));
        }
        var division = row.cell("divisionCode");
        return new Read(
                row,
                row.cell("code"),
                row.cell("name"),
                kind,
                form,
                row.cell("parentCode"),
                division.isEmpty() ? null : division,
                from);
    }

    private void judge(List<Read> read, OrganizationId within, List<RejectedRow> rejected) {
        var inTable = new HashMap<String, Read>();
        read.forEach(row -> inTable.putIfAbsent(row.code(), row));
        var standing = store.standingsByCode(read.stream().map(Read::parentCode).collect(Collectors.toSet()), within);
        var founding = Founding.of(
                store,
                read.stream().map(Read::code).collect(Collectors.toSet()),
                read.stream().map(Read::divisionCode).filter(Objects::nonNull).collect(Collectors.toSet()),
                today());
        var circles = inCircles(inTable);

        for (var row : read) {
            var above = inTable.get(row.parentCode());
            var superior = standing.get(row.parentCode());
            Founding.Superior place = null;
            if (row.parentCode().isEmpty()) {
                reject(rejected, row.row(), Refusal.at("parentCode", "organization.import.parent.empty"));
            } else if (above != null) {
                if (circles.contains(row.code())) {
                    reject(
                            rejected,
                            row.row(),
                            Refusal.at("parentCode", "organization.import.circle", row.parentCode()));
                } else if (above.kind() != null && above.validFrom() != null) {
                    place = new Founding.Superior(
                            above.code(),
                            above.validFrom(),
                            null,
                            List.of(new OrganizationStore.Standing.KindPeriod(above.kind(), above.validFrom())));
                }
            } else if (superior == null) {
                reject(
                        rejected,
                        row.row(),
                        Refusal.at("parentCode", "organization.import.parent.unknown", row.parentCode()));
            } else if (!superior.within() && superior.validUntil() == null) {
                reject(
                        rejected,
                        row.row(),
                        Refusal.at("parentCode", "organization.import.parent.outside", row.parentCode()));
            } else {
                place = Founding.Superior.of(superior);
            }
            // Where kind or day could not be read, the other cells are judged all the same: a clerk mends a table once.
            var judged = new New(
                    row.code(),
                    row.name(),
                    row.kind() == null ? OrganizationKind.OTHER_GRASSROOTS_UNIT : row.kind(),
                    row.form() == null ? OrganizationForm.BRANCH : row.form(),
                    null,
                    row.divisionCode(),
                    row.validFrom() == null ? today() : row.validFrom());
            var placeUnclear = place == null || row.kind() == null || row.validFrom() == null;
            for (var refusal : founding.groundsAgainst(judged, place, placeUnclear)) {
                reject(
                        rejected,
                        row.row(),
                        "parent".equals(refusal.field())
                                ? new Refusal(refusal.code(), "parentCode", refusal.details())
                                : refusal);
            }
        }
    }

    /** Codes whose line of superiors within the table comes back to themselves or never leaves a circle. */
    private static Set<String> inCircles(Map<String, Read> inTable) {
        var safe = new HashSet<String>();
        var circles = new HashSet<String>();
        for (var start : inTable.keySet()) {
            var walked = new HashSet<String>();
            var code = start;
            var row = inTable.get(code);
            while (row != null && !safe.contains(code) && !circles.contains(code) && walked.add(code)) {
                code = row.parentCode();
                row = inTable.get(code);
            }
            var ends = row == null || safe.contains(code);
            (ends ? safe : circles).addAll(walked);
        }
        return circles;
    }

    private void foundByLevel(List<Read> read, @Nullable PersonId by) {
        var waiting = new LinkedHashMap<String, Read>();
        read.forEach(row -> waiting.put(row.code(), row));
        var ids = new HashMap<String, OrganizationId>();
        store.standingsByCode(read.stream().map(Read::parentCode).collect(Collectors.toSet()), null)
                .forEach((code, standing) -> ids.put(code, standing.id()));
        while (!waiting.isEmpty()) {
            var level = waiting.values().stream()
                    .filter(row -> ids.containsKey(row.parentCode()))
                    .map(row -> toNew(row, idOf(ids, row.parentCode())))
                    .toList();
            if (level.isEmpty()) {
                throw new IllegalStateException("No superior for " + waiting.keySet());
            }
            for (var organization : found(level, by)) {
                ids.put(organization.code(), organization.id());
                waiting.remove(organization.code());
            }
        }
    }

    private static New toNew(Read row, OrganizationId parent) {
        if (row.kind() == null || row.form() == null || row.validFrom() == null) {
            throw new IllegalStateException(
                    "Row %d was not judged".formatted(row.row().number()));
        }
        return new New(row.code(), row.name(), row.kind(), row.form(), parent, row.divisionCode(), row.validFrom());
    }

    /** By its name or by the word that the pages show for it, Chinese or English. */
    private <E extends Enum<E>> @Nullable E constant(E[] constants, String text) {
        return Arrays.stream(constants)
                .filter(constant -> constant.name().equalsIgnoreCase(text)
                        || word(Locale.SIMPLIFIED_CHINESE, constant).equals(text)
                        || word(Locale.ENGLISH, constant).equalsIgnoreCase(text))
                .findFirst()
                .orElse(null);
    }

    private String word(Locale locale, Enum<?> constant) {
        return messages.text(locale, constant.getDeclaringClass().getSimpleName() + "." + constant.name());
    }

    private static @Nullable LocalDate date(String text) {
        try {
            return LocalDate.parse(text.replace('/', '-'));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private static void reject(List<RejectedRow> rejected, TableRow row, Refusal refusal) {
        rejected.add(new RejectedRow(row.number(), String.valueOf(refusal.field()), refusal));
    }
}
