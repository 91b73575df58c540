package io.gongkai.statistics;

import io.gongkai.organization.OrganizationKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Organizations that count nothing of their own in a row of a return.
 *
 * @param count of them on all pages
 * @param next cursor of the next page, null on the last
 */
public record Lacking(
        long count, List<Unit> units, @Nullable String next) {

    /** One of them, as it stood on the last day of the return. */
    public record Unit(String code, String name, OrganizationKind kind) {}

    public Lacking {
        units = List.copyOf(units);
    }
}
