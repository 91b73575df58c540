package io.gongkai.catalog;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of a guideline or catalog on its way into the database; component names are the columns'.
 *
 * @param stateOwnedOnly marked † in the county's table: for state-owned and state-controlled enterprises
 */
record EntryRow(
        UUID item,
        int no,
        String heading,
        String title,
        List<String> elements,
        DisclosureScope scope,
        @Nullable AudienceKind audience,
        List<ChannelType> channels,
        String timeCode,
        List<String> rules,
        String responsible,
        ContentCategory category,
        int piiClass,
        boolean mandatory,
        EntryOrigin origin,
        String reason,
        String basis,
        @Nullable Integer displayDays,
        String retention,
        String related,
        boolean beyondPower,
        boolean stateOwnedOnly,
        String remark) {

    static EntryRow of(CatalogEntry entry) {
        return new EntryRow(
                entry.item(),
                entry.no(),
                entry.group(),
                entry.title(),
                entry.elements(),
                entry.scope(),
                entry.audience(),
                entry.channels(),
                entry.time().code(),
                entry.time().rules().stream().map(TimeRule::code).toList(),
                entry.responsible(),
                entry.category(),
                entry.piiClass(),
                entry.mandatory(),
                entry.origin(),
                entry.reason(),
                entry.basis(),
                entry.displayDays(),
                entry.retention(),
                entry.related(),
                entry.beyondPower(),
                false,
                entry.remark());
    }

    EntryRow withItem(UUID known) {
        return new EntryRow(
                known,
                no,
                heading,
                title,
                elements,
                scope,
                audience,
                channels,
                timeCode,
                rules,
                responsible,
                category,
                piiClass,
                mandatory,
                origin,
                reason,
                basis,
                displayDays,
                retention,
                related,
                beyondPower,
                stateOwnedOnly,
                remark);
    }

    /** What is taken over as it stands needs no reason. */
    EntryRow withOrigin(EntryOrigin other, boolean isMandatory) {
        return new EntryRow(
                item,
                no,
                heading,
                title,
                elements,
                scope,
                audience,
                channels,
                timeCode,
                rules,
                responsible,
                category,
                piiClass,
                isMandatory,
                other,
                other == EntryOrigin.TAKEN_OVER ? "" : reason,
                basis,
                displayDays,
                retention,
                related,
                beyondPower,
                stateOwnedOnly,
                remark);
    }

    /** Whether it asks for the same as another, whatever number it bears and wherever it came from. */
    boolean asksTheSameAs(EntryRow other) {
        return title.equals(other.title)
                && heading.equals(other.heading)
                && elements.equals(other.elements)
                && scope == other.scope
                && audience == other.audience
                && List.copyOf(channels).equals(List.copyOf(other.channels))
                && timeCode.equals(other.timeCode)
                && responsible.equals(other.responsible)
                && category == other.category
                && piiClass == other.piiClass
                && Objects.equals(displayDays, other.displayDays)
                && retention.equals(other.retention)
                && beyondPower == other.beyondPower;
    }
}
