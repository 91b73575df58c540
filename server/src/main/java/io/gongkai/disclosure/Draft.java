package io.gongkai.disclosure;

import io.gongkai.catalog.AudienceKind;
import io.gongkai.catalog.ChannelType;
import io.gongkai.catalog.DisclosureScope;
import io.gongkai.organization.OrganizationId;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a clerk writes (公开方案): content, scope, method and time. May be incomplete until it is proposed.
 *
 * @param entry entry of the catalog in force; null for a matter outside it, which then needs {@code outsideGround}
 * @param duty the duty it is to fulfil; null where there is none
 * @param outsideGround the approved work plan on which a matter outside the catalog rests; empty otherwise
 * @param summary one plain sentence (一句话说明)
 * @param elements by the entry's element names
 * @param body HTML as pasted; it is cleaned when saved
 * @param channels forms on which it is to appear
 * @param noticeDays working days of the objection period (notice) or calendar days (pre-disclosure); null for REGULAR
 * @param objectionContact where objections go; required with an objection period
 * @param displayUntil last day on display, null for no end
 */
public record Draft(
        OrganizationId organization,
        DisclosureKind kind,
        @Nullable UUID entry,
        @Nullable UUID duty,
        String outsideGround,
        String title,
        String summary,
        Map<String, String> elements,
        String body,
        DisclosureScope scope,
        @Nullable AudienceKind audience,
        List<ChannelType> channels,
        @Nullable Integer noticeDays,
        String objectionContact,
        @Nullable LocalDate displayUntil,
        List<UUID> attachments) {

    public Draft {
        elements = Collections.unmodifiableMap(new LinkedHashMap<>(elements));
        channels = List.copyOf(channels);
        attachments = List.copyOf(attachments);
    }
}
