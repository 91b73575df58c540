package io.gongkai.workbench.organization;

import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One look into the tree: what hangs directly below an organization, or what was found at any depth below it.
 *
 * @param at null above all trees
 * @param way address to name of its superiors, from the top
 * @param searched something was looked for, so the lines may come from any depth
 * @param next address of the next page
 */
public record Browsed(
        @Nullable Organization at,
        Map<String, String> way,
        List<Line> lines,
        boolean searched,
        String words,
        @Nullable OrganizationKind kind,
        @Nullable String next) {

    /** @param superior its name; told only where lines come from any depth */
    public record Line(
            Organization organization, int below, @Nullable String superior) {}

    public Browsed {
        lines = List.copyOf(lines);
    }
}
