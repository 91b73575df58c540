package io.gongkai.catalog;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of a catalog (目录条目).
 *
 * @param item the same for ever through all versions of an organization's catalog; duties and publications refer to it
 * @param no printed number within the version
 * @param group heading as printed, for instance 一、决议决定及执行
 * @param elements what the published text must contain (公开要素)
 * @param audience set exactly when the scope is LOCAL_UNIT
 * @param piiClass 0 none, 1 office-holders, 2 ordinary persons' names, 3 sensitive
 * @param mandatory may not be left out; only marked not applicable, with a reason
 * @param reason why it is adapted or not applicable; empty otherwise
 * @param basis legal or inner-Party ground (公开依据)
 * @param displayDays days on display after publication, null for no end
 * @param retention archive period: PERMANENT, Y30 or Y10
 * @param related the parallel item of government, village, factory, school or hospital openness; may be empty
 * @param beyondPower must be approved by the superior organization
 * @param remark exceptions, and what the county's table said beyond these attributes (例外说明): mixed scopes, kinds of document; may
 *     be empty
 */
public record CatalogEntry(
        UUID id,
        UUID item,
        int no,
        String group,
        String title,
        List<String> elements,
        DisclosureScope scope,
        @Nullable AudienceKind audience,
        List<ChannelType> channels,
        TimeLimit time,
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
        String remark) {

    public CatalogEntry {
        elements = List.copyOf(elements);
        channels = List.copyOf(channels);
        if ((audience != null) != (scope == DisclosureScope.LOCAL_UNIT)) {
            throw new IllegalArgumentException("An audience belongs to the local scope and to no other: " + title);
        }
    }

    CatalogEntry withNo(int other) {
        return new CatalogEntry(
                id,
                item,
                other,
                group,
                title,
                elements,
                scope,
                audience,
                channels,
                time,
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
                remark);
    }

    CatalogEntry withReason(String other) {
        return new CatalogEntry(
                id,
                item,
                no,
                group,
                title,
                elements,
                scope,
                audience,
                channels,
                time,
                responsible,
                category,
                piiClass,
                mandatory,
                origin,
                other,
                basis,
                displayDays,
                retention,
                related,
                beyondPower,
                remark);
    }
}
