package national;

import io.gongkai.organization.OrganizationKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/**
 * All units in the order of the tree: the nation first, then each division as an organization. What stands below a unit is
 * the stretch from it to {@link #end}.
 */
final class Nation {

    static final String TOP = "0";

    /** Levels, from the nation to the village. */
    static final int LEVELS = 6;

    final int size;
    final String[] codes;
    final String[] names;
    final int[] parents;
    final byte[] levels;
    final OrganizationKind[] kinds;
    final int[] ends;
    final UUID[] ids;

    /** Units of each level. */
    final List<int[]> ofLevel = new ArrayList<>();

    Nation(TreeMap<String, String> divisions) {
        size = divisions.size() + 1;
        codes = new String[size];
        names = new String[size];
        parents = new int[size];
        levels = new byte[size];
        kinds = new OrganizationKind[size];
        ends = new int[size];
        ids = new UUID[size];
        var places = new HashMap<String, Integer>(size * 2);
        codes[0] = TOP;
        names[0] = "中共全国试验委员会";
        parents[0] = -1;
        kinds[0] = OrganizationKind.COUNTY_COMMITTEE;
        var next = 1;
        for (var division : divisions.entrySet()) {
            var code = division.getKey();
            codes[next] = code;
            names[next] = division.getValue();
            levels[next] = (byte) level(code);
            kinds[next] = kind(code, division.getValue());
            parents[next] = code.length() == 2 ? 0 : places.get(code.substring(0, superior(code.length())));
            places.put(code, next);
            next++;
        }
        for (var unit = size - 1; unit >= 0; unit--) {
            ends[unit] = Math.max(ends[unit], unit + 1);
            if (unit > 0) {
                ends[parents[unit]] = Math.max(ends[parents[unit]], ends[unit]);
            }
            ids[unit] = id(0x0190_0000_0000L, unit);
        }
        for (var level = 0; level < LEVELS; level++) {
            var wanted = level;
            ofLevel.add(java.util.stream.IntStream.range(0, size).filter(unit -> levels[unit] == wanted).toArray());
        }
    }

    /** A UUID of version 7 made of a number, so that every run has the same. */
    static UUID id(long time, long number) {
        var mixed = (number + 1) * 0x9E3779B97F4A7C15L;
        return new UUID(
                (time + (number >> 8)) << 16 | 0x7000 | (number & 0xff) << 4 | mixed & 0xf,
                0x8000_0000_0000_0000L | mixed >>> 2);
    }

    private static int level(String code) {
        return switch (code.length()) {
            case 2 -> 1;
            case 4 -> 2;
            case 6 -> 3;
            case 9 -> 4;
            default -> 5;
        };
    }

    private static int superior(int length) {
        return switch (length) {
            case 4 -> 2;
            case 6 -> 4;
            case 9 -> 6;
            default -> 9;
        };
    }

    /** By the digits of the code, as the statistics bureau gives them. */
    private static OrganizationKind kind(String code, String name) {
        return switch (code.length()) {
            case 2, 4, 6 -> OrganizationKind.COUNTY_BODY;
            case 9 ->
                code.charAt(6) == '0' ? OrganizationKind.SUBDISTRICT_WORKING_COMMITTEE : OrganizationKind.TOWN_COMMITTEE;
            default -> villageKind(code, name);
        };
    }

    private static OrganizationKind villageKind(String code, String name) {
        var number = Integer.parseInt(code.substring(9));
        if (number >= 500) {
            return OrganizationKind.ENTERPRISE;
        }
        if (number >= 400) {
            return OrganizationKind.OTHER_GRASSROOTS_UNIT;
        }
        var community = number < 200
                ? !name.endsWith("村委会") && !name.endsWith("村民委员会")
                : name.endsWith("居委会") || name.endsWith("居民委员会") || name.endsWith("社区");
        if (!community) {
            return OrganizationKind.ADMINISTRATIVE_VILLAGE;
        }
        return code.charAt(6) == '0' ? OrganizationKind.COMMUNITY_URBAN : OrganizationKind.COMMUNITY_RURAL;
    }

    int end(int unit) {
        return ends[unit];
    }

    int[] children(int unit) {
        return java.util.stream.IntStream.range(unit + 1, ends[unit]).filter(below -> parents[below] == unit).toArray();
    }
}
