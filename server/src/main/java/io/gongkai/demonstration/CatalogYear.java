package io.gongkai.demonstration;

import io.gongkai.catalog.CatalogEntry;
import io.gongkai.catalog.Catalogs;
import io.gongkai.catalog.Catalogs.Guideline;
import io.gongkai.catalog.ChannelType;
import io.gongkai.catalog.DisclosureScope;
import io.gongkai.catalog.EntryOrigin;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.shared.CountyClock;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.TableRow;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** From the county's guideline to catalogs in force. */
@Component
class CatalogYear {

    private record Table(String file, String title, Set<OrganizationKind> kinds) {}

    private static final List<Table> TABLES = List.of(
            new Table(
                    "town-committee",
                    "镇党委、街道党工委党务公开目录指导意见",
                    Set.of(
                            OrganizationKind.TOWN_COMMITTEE,
                            OrganizationKind.SUBDISTRICT_WORKING_COMMITTEE,
                            OrganizationKind.COUNTY_COMMITTEE)),
            new Table(
                    "village-community",
                    "村、社区党组织党务公开目录指导意见",
                    Set.of(
                            OrganizationKind.ADMINISTRATIVE_VILLAGE,
                            OrganizationKind.COMMUNITY_URBAN,
                            OrganizationKind.COMMUNITY_RURAL)),
            new Table(
                    "county-department",
                    "机关事业单位党组织党务公开目录指导意见",
                    Set.of(
                            OrganizationKind.GOVERNMENT_ORGAN,
                            OrganizationKind.INSTITUTION_OTHER,
                            OrganizationKind.INSTITUTION_RESEARCH,
                            OrganizationKind.COUNTY_BODY)),
            new Table("school", "中小学校党组织党务公开目录指导意见", Set.of(OrganizationKind.INSTITUTION_SCHOOL)),
            new Table("hospital", "医院、卫生院党组织党务公开目录指导意见", Set.of(OrganizationKind.INSTITUTION_HEALTH)),
            new Table(
                    "enterprise",
                    "企业和社会组织党组织党务公开目录指导意见",
                    Set.of(
                            OrganizationKind.ENTERPRISE,
                            OrganizationKind.SOCIAL_ORGANIZATION,
                            OrganizationKind.OTHER_GRASSROOTS_UNIT)));

    private static final LocalDate LAST_TWO_MONTHS = LocalDate.of(Days.YEAR, 9, 21);

    /** What a village of the second round leaves for its second year. */
    private static final Set<Integer> SECOND_YEAR = Set.of(2, 3, 12, 14, 16, 19, 20, 22, 23);

    private static final Set<Integer> OPEN_IN_FIRST = Set.of(1, 6, 7, 14, 22, 25, 27);
    private static final Set<Integer> OPEN_IN_SECOND = Set.of(1, 25, 27);
    private static final Set<Integer> NOTHING = Set.of();

    private final Catalogs catalogs;
    private final CountyClock clock;

    CatalogYear(Catalogs catalogs, CountyClock clock) {
        this.catalogs = catalogs;
        this.clock = clock;
    }

    void issueGuidelines(OrganizationId top, PersonId clerk, Days days) {
        clock.at(days.at(Days.GUIDELINE, 16, 20), () -> {
            for (var table : TABLES) {
                var report = catalogs.issueGuideline(top, table.title(), table.kinds(), rows(table.file()), clerk);
                if (!report.rejected().isEmpty()) {
                    throw new IllegalStateException(table.file() + ": " + report.rejected());
                }
            }
        });
    }

    /** When a unit's catalog is handed in and filed: between 6 and 11 May, by some a few days later. */
    record Filing(Unit unit, LocalDate submitted, LocalDate filed, int minute) {

        static Filing of(Unit unit, Days days) {
            var chance = new Chance(unit.code() + "/filing");
            var submitted = chance.in100(6)
                    ? days.between(LocalDate.of(Days.YEAR, 5, 12), LocalDate.of(Days.YEAR, 5, 20), chance)
                    : days.between(Days.FIRST_FILING, LocalDate.of(Days.YEAR, 5, 9), chance);
            return new Filing(
                    unit, submitted, days.workdaysAfter(submitted, chance.between(0, 1)), 5 + chance.below(50));
        }
    }

    /** Derived, adapted and submitted; the superior has yet to file it. */
    void handIn(Filing filing, OrganizationId id, Staff staff, Days days, boolean full) {
        var unit = filing.unit();
        var chance = new Chance(unit.code() + "/catalog");
        var clerk = staff.clerk(unit);
        var version = clock.at(days.at(filing.submitted(), 9, 10 + chance.below(45)), () -> {
            var draft = catalogs.derive(id, guideline(id).id(), clerk).orThrow().id();
            adapt(unit, draft, clerk, chance, full);
            return draft;
        });
        clock.at(days.at(filing.submitted(), 15, filing.minute()), () -> {
            catalogs.submit(version, staff.submitter(unit)).orThrow();
        });
    }

    /** The superior files what was handed in, and its day comes. */
    void putInForce(Filing filing, OrganizationId id, Staff staff, Days days, boolean full) {
        var unit = filing.unit();
        var version = catalogs.versions(id).getFirst().id();
        var effective = effectiveOn(unit, filing.filed(), full);
        clock.at(days.at(filing.filed(), 16, filing.minute()), () -> {
            catalogs.file(version, effective, staff.filer(unit)).orThrow();
        });
        if (effective.isAfter(filing.filed())) {
            clock.at(days.at(effective, 0, 5), () -> catalogs.takeEffect(version));
        }
    }

    /** A second version that shows more than the first, handed in a few days ago: it waits for the superior. */
    void revise(Unit unit, OrganizationId id, Staff staff, Days days) {
        var clerk = staff.clerk(unit);
        var on = days.workdaysBefore(days.last(), 2);
        var version = clock.at(days.at(on, 10, 15), () -> {
            var draft = catalogs.revise(id, clerk).orThrow().id();
            var widened = catalogs.entries(draft).stream()
                    .filter(entry -> entry.origin() != EntryOrigin.NOT_APPLICABLE)
                    .filter(entry -> entry.scope() == DisclosureScope.LOCAL_UNIT && entry.piiClass() == 0)
                    .findFirst()
                    .orElseThrow();
            catalogs.save(draft, openToAll(widened, "党员群众要求在网上也能看到，经委员会研究扩大为向社会公开"), clerk)
                    .orThrow();
            return draft;
        });
        clock.at(days.at(on, 16, 30), () -> {
            catalogs.submit(version, staff.submitter(unit)).orThrow();
        });
    }

    private static LocalDate effectiveOn(Unit unit, LocalDate filed, boolean full) {
        return full ? Days.begins(unit, filed) : LAST_TWO_MONTHS;
    }

    private Guideline guideline(OrganizationId id) {
        return catalogs.guidelinesFor(id).getFirst();
    }

    private void adapt(Unit unit, UUID draft, PersonId clerk, Chance chance, boolean full) {
        var dropped = new ArrayList<Integer>();
        switch (unit.catalog()) {
            case "village" -> {
                if (full && !Days.isOfFirstRound(unit)) {
                    dropped.addAll(SECOND_YEAR);
                }
                if (chance.in100(30)) {
                    dropped.add(18);
                }
                if (unit.kind() == OrganizationKind.COMMUNITY_URBAN && chance.in100(70)) {
                    dropped.add(26);
                }
                if (chance.in100(12) && !dropped.contains(19)) {
                    dropped.add(19);
                }
            }
            case "town" -> {
                dropped.add(15);
                if (chance.in100(40)) {
                    dropped.add(53);
                }
            }
            case "department" -> {
                if (chance.in100(50)) {
                    dropped.add(28);
                }
                if (chance.in100(40)) {
                    dropped.add(13);
                }
            }
            case "school" -> {
                if (unit.spokenName().contains("幼儿园")) {
                    dropped.add(8);
                }
            }
            case "hospital" -> {
                if (unit.spokenName().contains("卫生院")) {
                    dropped.add(4);
                    dropped.add(28);
                }
            }
            default -> {}
        }
        var widened = unit.isVillage() ? full && !Days.isOfFirstRound(unit) ? OPEN_IN_SECOND : OPEN_IN_FIRST : NOTHING;
        for (var entry : catalogs.entries(draft)) {
            if (dropped.contains(entry.no())) {
                catalogs.markNotApplicable(draft, entry.id(), reason(entry), clerk)
                        .orThrow();
            } else if (widened.contains(entry.no())) {
                catalogs.save(draft, openToAll(entry, "村民在外务工的多，经党员大会同意扩大为向社会公开"), clerk)
                        .orThrow();
            }
        }
    }

    private static String reason(CatalogEntry entry) {
        if (entry.title().contains("换届")) {
            return "本年度没有换届安排，换届当年恢复公开";
        }
        if (entry.title().contains("招聘")) {
            return "本年度没有招聘计划，有计划时恢复公开";
        }
        if (entry.title().contains("惠农")) {
            return "城市社区没有耕地，不发放惠农补贴";
        }
        return "首年先公开基本事项，此项列入明年目录";
    }

    /** Shown to more than the county asks: to everybody, and on the site. */
    private static CatalogEntry openToAll(CatalogEntry entry, String reason) {
        var channels = new ArrayList<>(entry.channels());
        if (!channels.contains(ChannelType.WEB)) {
            channels.add(ChannelType.WEB);
        }
        return new CatalogEntry(
                entry.id(),
                entry.item(),
                entry.no(),
                entry.group(),
                entry.title(),
                entry.elements(),
                DisclosureScope.SOCIETY,
                null,
                channels,
                entry.time(),
                entry.responsible(),
                entry.category(),
                entry.piiClass(),
                entry.mandatory(),
                entry.origin(),
                reason,
                entry.basis(),
                entry.displayDays(),
                entry.retention(),
                entry.related(),
                entry.beyondPower(),
                entry.remark());
    }

    static List<TableRow> rows(String file) {
        try (var reader = new InputStreamReader(
                        new ClassPathResource("catalogs/" + file + ".csv").getInputStream(), StandardCharsets.UTF_8);
                var records = CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get()
                        .parse(reader)) {
            var rows = new ArrayList<TableRow>();
            for (var record : records) {
                Map<String, String> cells = new LinkedHashMap<>();
                record.toMap().forEach((heading, cell) -> {
                    if (!cell.isBlank()) {
                        cells.put(heading, cell.strip());
                    }
                });
                rows.add(new TableRow((int) record.getRecordNumber() + 1, cells));
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
