package io.gongkai.portal;

import io.gongkai.organization.OrganizationKind;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An organization as the public sees it.
 *
 * @param county top of its tree
 * @param path ids from the top down to and including itself
 * @param standing false once it is dissolved; its publications remain
 * @param leadingGroup name of the group that leads openness here, null where none
 * @param catalogNumber version of the catalog in force, null where none
 */
public record Unit(
        UUID id,
        String code,
        String name,
        OrganizationKind kind,
        UUID county,
        List<UUID> path,
        boolean standing,
        @Nullable String leadingGroup,
        @Nullable Integer catalogNumber,
        @Nullable LocalDate catalogFiledOn,
        @Nullable String catalogFilingNumber) {

    public Unit {
        path = List.copyOf(path);
    }

    /** 商城县 of 中共商城县委员会: what people call the place. */
    public String place() {
        var place = name.startsWith("中共") ? name.substring(2) : name;
        if (place.endsWith("委员会")) {
            return place.substring(0, place.length() - 3);
        }
        return place.endsWith("县委") || place.endsWith("区委") || place.endsWith("市委")
                ? place.substring(0, place.length() - 1)
                : place;
    }

    /** A post of the leading group. */
    public record Post(String title, String holder, String duties) {}

    /** A board, screen, reading room, site or hotline; {@code kind} is a FacilityKind's name. */
    public record Facility(String kind, String name, String place) {}

    /** How many units of a kind there are. */
    public record KindCount(OrganizationKind kind, int count) {}
}
