package io.gongkai.demonstration;

import io.gongkai.organization.Division;
import io.gongkai.organization.OrganizationForm;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A county of the demonstration: its real towns and villages with the Party organizations that they would have, and made-up
 * units that carry （示例） in their names.
 *
 * @param full the one county whose whole year is told
 * @param openVillages towns (by code) whose villages have catalogs in force too; in the full county all have
 */
record County(String code, String name, boolean full, List<String> openVillages, List<Unit> units) {

    private static final String MADE_UP = "（示例）";
    private static final int TOWNS_OPEN = 4;
    private static final int VILLAGES_OPEN = 5;
    private static final List<String> OFFICES_OPEN = List.of("GK", "D01", "D06", "D07", "D08", "S01", "H01", "E01");

    County {
        openVillages = List.copyOf(openVillages);
        units = List.copyOf(units);
    }

    /** @param name how the county calls itself in its texts; shorter than the official name of an autonomous county */
    static County of(Organizations organizations, String code, String name, boolean full, List<String> openVillages) {
        var units = new ArrayList<Unit>();
        var towns = organizations.divisionsBelow(code);
        var townNames = towns.stream().map(Division::name).toList();
        units.add(new Unit(
                code,
                name,
                code,
                "中共" + name + "委员会",
                name,
                OrganizationKind.COUNTY_COMMITTEE,
                OrganizationForm.COMMITTEE,
                null,
                "上级党委",
                townNames,
                code));
        for (var town : towns) {
            var villages = organizations.divisionsBelow(town.code());
            units.add(town(code, name, town, villages));
            if (town.kind().equals("街道")
                    || town.kind().equals("镇")
                    || town.kind().equals("乡")) {
                for (var village : villages) {
                    if (!village.kind().startsWith("类似")) {
                        units.add(village(code, name, town, village));
                    }
                }
            }
        }
        units.addAll(madeUp(code, name, townNames, full));
        return new County(code, name, full, openVillages, units);
    }

    private static Unit town(String county, String countyName, Division town, List<Division> villages) {
        var kind = switch (town.kind()) {
            case "街道" -> OrganizationKind.SUBDISTRICT_WORKING_COMMITTEE;
            case "镇", "乡" -> OrganizationKind.TOWN_COMMITTEE;
            default -> OrganizationKind.OTHER_GRASSROOTS_UNIT;
        };
        var committee = kind == OrganizationKind.TOWN_COMMITTEE;
        return new Unit(
                county,
                countyName,
                town.code(),
                town.name() + (committee ? "党委" : "党工委"),
                town.name(),
                kind,
                committee ? OrganizationForm.COMMITTEE : OrganizationForm.WORKING_COMMITTEE,
                county,
                countyName + "委",
                villages.stream().map(County::placeOf).toList(),
                town.code());
    }

    private static Unit village(String county, String countyName, Division town, Division village) {
        var chance = new Chance(village.code()).below(20);
        var form = chance == 0
                ? OrganizationForm.COMMITTEE
                : chance < 6 ? OrganizationForm.GENERAL_BRANCH : OrganizationForm.BRANCH;
        var place = placeOf(village);
        return new Unit(
                county,
                countyName,
                village.code(),
                place
                        + switch (form) {
                            case COMMITTEE -> "党委";
                            case GENERAL_BRANCH -> "党总支";
                            default -> "党支部";
                        },
                place,
                switch (village.kind()) {
                    case "城市社区" -> OrganizationKind.COMMUNITY_URBAN;
                    case "农村社区" -> OrganizationKind.COMMUNITY_RURAL;
                    default -> OrganizationKind.ADMINISTRATIVE_VILLAGE;
                },
                form,
                town.code(),
                town.name(),
                List.of(),
                village.code());
    }

    /** 陈畈村 for 陈畈村民委员会, 东街社区 for 东街社区居民委员会. */
    static String placeOf(Division village) {
        var name = village.name();
        for (var suffix : List.of("村民委员会", "居民委员会", "村委会", "居委会")) {
            if (name.endsWith(suffix)) {
                name = name.substring(0, name.length() - suffix.length());
                var type = suffix.startsWith("村") ? "村" : "社区";
                return name.endsWith(type) || name.endsWith("社区") ? name : name + type;
            }
        }
        return name;
    }

    private static List<Unit> madeUp(String county, String countyName, List<String> towns, boolean full) {
        var units = new ArrayList<Unit>();
        var places = new HashMap<String, String>(Map.of("-", countyName + "委"));
        var short_ = countyName.endsWith("区") ? "区" : "县";
        for (var line : lines()) {
            var fields = line.split("\\|");
            if (fields.length != 6 || fields[5].equals("2") && !full) {
                continue;
            }
            var name = named(fields[1], towns, short_);
            if (name == null) {
                continue;
            }
            var place = placeOfUnit(name);
            places.put(fields[0], place);
            units.add(new Unit(
                    county,
                    countyName,
                    county + "-" + fields[0],
                    name + MADE_UP,
                    place,
                    OrganizationKind.valueOf(fields[2]),
                    OrganizationForm.valueOf(fields[3]),
                    fields[4].equals("-") ? county : county + "-" + fields[4],
                    Objects.requireNonNull(places.get(fields[4])),
                    towns,
                    null));
        }
        return units;
    }

    private static @Nullable String named(String pattern, List<String> towns, String county) {
        var name = pattern;
        for (var i = 18; i > 0; i--) {
            var blank = "{镇" + i + "}";
            if (name.contains(blank)) {
                if (i > towns.size()) {
                    return null;
                }
                return name.replace(blank, towns.get(i - 1));
            }
        }
        return name.startsWith("县") ? county + name.substring(1) : name;
    }

    private static String placeOfUnit(String name) {
        for (var suffix : List.of("机关党委", "机关党总支", "机关党支部", "联合党支部", "党总支", "党支部", "党组", "党委")) {
            if (name.endsWith(suffix)) {
                return name.substring(0, name.length() - suffix.length());
            }
        }
        return name;
    }

    private static List<String> lines() {
        try (var stream = Objects.requireNonNull(County.class.getResourceAsStream("/demonstration/units.txt"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether the unit is to have a catalog in force. Outside the full county it is the committee, its main offices, the
     * first towns, and one town with its villages; the others have handed theirs in and wait.
     */
    boolean opens(Unit unit) {
        if (full || unit.parentCode() == null) {
            return true;
        }
        if (unit.isVillage()) {
            return openVillages.contains(unit.parentCode()) && place(unit, units) < VILLAGES_OPEN;
        }
        return unit.isTown()
                ? openVillages.contains(unit.code()) || place(unit, units) < TOWNS_OPEN
                : OFFICES_OPEN.contains(unit.code().substring(unit.code().indexOf('-') + 1));
    }

    /** How many of the same kind of place stand before it below the same superior. */
    private static long place(Unit unit, List<Unit> units) {
        return units.stream()
                .filter(other -> other.isVillage() == unit.isVillage() && other.isTown() == unit.isTown())
                .filter(other -> Objects.equals(other.parentCode(), unit.parentCode()))
                .takeWhile(other -> other != unit)
                .count();
    }

    Unit top() {
        return units.getFirst();
    }

    /** Towns and made-up units, each to be filled together with what hangs directly below it. */
    List<Unit> heads() {
        return units.stream().filter(unit -> !unit.isVillage()).toList();
    }

    List<Unit> villagesOf(Unit town) {
        return units.stream()
                .filter(unit -> unit.isVillage() && town.code().equals(unit.parentCode()))
                .toList();
    }
}
