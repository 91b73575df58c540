package io.gongkai.organization;

import org.jspecify.annotations.Nullable;

/**
 * A change by which an organization got another superior or another kind, began as a part of another, or ceased.
 *
 * @param name on the day of the change, or the last that it had
 */
public record ChangedUnit(String code, String name, RecordedChange change) {

    /** Of a change of kind. */
    public OrganizationKind kindBefore() {
        return kind(change.was());
    }

    public OrganizationKind kindAfter() {
        return kind(change.became());
    }

    /** Kind and form stand in the record by their names. */
    private static OrganizationKind kind(@Nullable String names) {
        return OrganizationKind.valueOf(String.valueOf(names).split(" ", 2)[0]);
    }
}
