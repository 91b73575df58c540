package io.gongkai.organization;

import org.jspecify.annotations.Nullable;

/**
 * An administrative division (行政区划) as the statistics bureau codes it.
 *
 * @param code cut to its level: 2, 4, 6, 9 or 12 digits
 * @param parentCode null for a province
 * @param kind what the source calls it (镇, 街道, 建制村 …)
 */
public record Division(String code, @Nullable String parentCode, Level level, String name, String kind) {

    /** How high a division stands. */
    public enum Level {
        PROVINCE,
        PREFECTURE,
        COUNTY,
        TOWN,
        VILLAGE
    }
}
