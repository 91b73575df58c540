package io.gongkai.portal;

import io.gongkai.catalog.ChannelType;
import io.gongkai.catalog.ContentCategory;
import io.gongkai.disclosure.DisclosureKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A publication with everything that society may know of it.
 *
 * @param item of the catalog, null for a matter outside it
 * @param period label of the period that it reports on (期次), empty where there is none
 * @param standing false once withdrawn or expired: then only the title line and the reason are left
 * @param objections how many were received, null until the outcome is recorded
 */
public record PublishedMatter(
        UUID id,
        UUID unit,
        String unitCode,
        String unitName,
        @Nullable UUID item,
        int entryNo,
        String entryTitle,
        String basis,
        ContentCategory category,
        DisclosureKind kind,
        Instant publishedAt,
        Instant changedAt,
        String period,
        @Nullable LocalDate noticeUntil,
        String objectionContact,
        @Nullable Integer objections,
        @Nullable String conclusion,
        @Nullable LocalDate displayUntil,
        boolean standing,
        boolean withdrawn,
        @Nullable Instant endedAt,
        String endedBecause,
        String title,
        String summary,
        Map<String, String> elements,
        String body,
        int currentVersion,
        List<Version> versions,
        List<File> files,
        List<Shown> shown) {

    public PublishedMatter {
        elements = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(elements));
        versions = List.copyOf(versions);
        files = List.copyOf(files);
        shown = List.copyOf(shown);
    }

    /** A version that society was shown; {@code correction} says what was wrong before. */
    public record Version(
            int number,
            String title,
            String summary,
            String body,
            Map<String, String> elements,
            Instant publishedAt,
            String correction) {

        public Version {
            elements = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(elements));
        }
    }

    /** A file of the current version; {@code size} in bytes. */
    public record File(UUID id, String name, String mediaType, long size, String sha256) {}

    /** Where else it was shown. {@code issue} is the edition that carried it, where the public may look at that. */
    public record Shown(
            UUID id,
            ChannelType channel,
            LocalDate on,
            @Nullable Integer issueNo,
            @Nullable UUID issue,
            String place) {}
}
