package io.gongkai.catalog;

import io.gongkai.organization.OrganizationKind;
import org.jspecify.annotations.Nullable;

/**
 * How far the organizations of one kind have catalogs in force, and what of the mandatory items (必须公开事项) of their
 * guidelines stands in them (domain.md 4.1, B2). What does not apply is a reasoned exception and counts neither way.
 *
 * @param kind null for several kinds together
 * @param required mandatory items over all organizations, those without a catalog included
 */
public record Coverage(
        @Nullable OrganizationKind kind, int organizations, int inForce, int required, int covered, int notApplicable) {

    /** What is counted, unit by unit; each figure of a coverage has a list of this name. */
    public enum Figure {
        /** Organizations with a catalog in force. */
        IN_FORCE,
        /** Organizations without one. */
        WITHOUT,
        COVERED,
        NOT_APPLICABLE,
        /** Mandatory items that stand in no catalog in force. */
        MISSING
    }

    public int missing() {
        return required - covered - notApplicable;
    }

    /** What the coverage is measured against. */
    public int applicable() {
        return required - notApplicable;
    }

    public int of(Figure figure) {
        return switch (figure) {
            case IN_FORCE -> inForce;
            case WITHOUT -> organizations - inForce;
            case COVERED -> covered;
            case NOT_APPLICABLE -> notApplicable;
            case MISSING -> missing();
        };
    }

    public static Coverage sum(Iterable<Coverage> coverages) {
        var sum = new Coverage(null, 0, 0, 0, 0, 0);
        for (var one : coverages) {
            sum = new Coverage(
                    null,
                    sum.organizations + one.organizations,
                    sum.inForce + one.inForce,
                    sum.required + one.required,
                    sum.covered + one.covered,
                    sum.notApplicable + one.notApplicable);
        }
        return sum;
    }
}
