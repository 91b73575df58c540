package io.gongkai.catalog;

import io.gongkai.calendar.DueDate;
import io.gongkai.organization.OrganizationId;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an entry in force obliges an organization to do, and by when (应公开任务).
 *
 * @param entry the entry of the version in force when the duty arose
 * @param scope of the entry: a duty that is not for society is nobody's business outside, not even that it arose
 * @param rule which part of the time code brought it about: CADENCE, LONG_TERM, EVENT, STAGE, NOTICE, PRE_DISCLOSURE
 * @param subject what it concerns: the period's label (2026-Q4) or the matter as the clerk named it; empty for a long-term
 *     item that is owed because its catalog took effect
 * @param arisesOn first day on which it can be done
 * @param due with its derivation, extension not counted in
 * @param extendedTo later day granted with a reason, null where none
 * @param doneOn null while open
 * @param publication what fulfilled it; null while open and for "no change"
 */
public record Duty(
        UUID id,
        OrganizationId organization,
        UUID item,
        UUID entry,
        int entryNo,
        String title,
        DisclosureScope scope,
        String rule,
        String subject,
        LocalDate arisesOn,
        DueDate due,
        @Nullable LocalDate extendedTo,
        @Nullable String extensionReason,
        @Nullable LocalDate doneOn,
        @Nullable UUID publication,
        DutyStatus status) {

    /** The day that counts: the extended one where there is one. */
    public LocalDate dueOn() {
        return extendedTo != null ? extendedTo : due.on();
    }
}
