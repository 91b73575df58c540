package io.gongkai.disclosure;

import io.gongkai.catalog.AudienceKind;
import io.gongkai.catalog.ChannelType;
import io.gongkai.catalog.ContentCategory;
import io.gongkai.catalog.DisclosureScope;
import io.gongkai.organization.OrganizationId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A matter that was made public within its scope (发布), with all its versions.
 *
 * @param item item of the catalog, null for a matter outside it
 * @param scope widest scope in which the current version may be read
 * @param noticeUntil last day for objections, null where there is no such period
 * @param displayUntil last day on display, null for no end
 * @param standing false once withdrawn or expired: then only its title line may be shown, with the reason
 * @param endedBecause reason of the withdrawal; empty while standing and after expiry
 * @param underReview published in an emergency and not yet reviewed by a second person
 * @param outcome what came of the objection period; null while it runs and where there is none
 */
public record Publication(
        UUID id,
        OrganizationId organization,
        @Nullable UUID item,
        int entryNo,
        String entryTitle,
        String basis,
        ContentCategory category,
        DisclosureKind kind,
        DisclosureScope scope,
        @Nullable AudienceKind audience,
        List<ChannelType> channels,
        Instant publishedAt,
        @Nullable LocalDate noticeUntil,
        String objectionContact,
        @Nullable LocalDate displayUntil,
        boolean standing,
        @Nullable Instant endedAt,
        String endedBecause,
        boolean underReview,
        @Nullable NoticeOutcome outcome,
        List<Version> versions) {

    /** What came of an objection period: how many objected, and what was concluded from it. */
    public record NoticeOutcome(int objections, String conclusion, Instant recordedAt) {}

    /** One published version; the first is 1. {@code correction} says what was wrong, empty for the first. */
    public record Version(
            int number,
            String title,
            String summary,
            String bodyHtml,
            Map<String, String> elements,
            Instant publishedAt,
            String correction,
            List<UUID> attachments) {

        public Version {
            elements = Collections.unmodifiableMap(new LinkedHashMap<>(elements));
            attachments = List.copyOf(attachments);
        }
    }

    public Publication {
        channels = List.copyOf(channels);
        versions = List.copyOf(versions);
    }

    public Version current() {
        return versions.getLast();
    }
}
