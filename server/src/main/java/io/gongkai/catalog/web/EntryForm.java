package io.gongkai.catalog.web;

import io.gongkai.catalog.AudienceKind;
import io.gongkai.catalog.CatalogEntry;
import io.gongkai.catalog.ChannelType;
import io.gongkai.catalog.ContentCategory;
import io.gongkai.catalog.DisclosureScope;
import io.gongkai.catalog.EntryOrigin;
import io.gongkai.catalog.TimeLimit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An entry as typed: everything is text, so that nothing typed is lost when it is refused. */
public record EntryForm(
        @Nullable String no,
        @Nullable String group,
        @Nullable String title,
        @Nullable String elements,
        @Nullable String scope,
        @Nullable List<String> channels,
        @Nullable String time,
        @Nullable String responsible,
        @Nullable String category,
        @Nullable String piiClass,
        @Nullable String reason,
        @Nullable String basis,
        @Nullable String displayDays,
        @Nullable String retention,
        @Nullable String related,
        @Nullable String beyondPower,
        @Nullable String remark) {

    /** Scopes as one choice, the local one with its audience. */
    public static final List<String> SCOPES = List.of(
            "SOCIETY", "WHOLE_PARTY", "LOCAL_UNIT.MEMBERS_AND_MASSES", "LOCAL_UNIT.MEMBERS", "SPECIFIC_PARTIES");

    public static final List<String> RETENTIONS = List.of("PERMANENT", "Y30", "Y10");

    static EntryForm empty() {
        return new EntryForm(
                "",
                "",
                "",
                "",
                "LOCAL_UNIT.MEMBERS_AND_MASSES",
                List.of("BOARD"),
                "",
                "",
                "OTHER",
                "0",
                "",
                "",
                "",
                "Y30",
                "",
                "",
                "");
    }

    static EntryForm of(CatalogEntry entry) {
        var audience = entry.audience();
        var days = entry.displayDays();
        return new EntryForm(
                String.valueOf(entry.no()),
                entry.group(),
                entry.title(),
                String.join("、", entry.elements()),
                audience == null ? entry.scope().name() : entry.scope() + "." + audience,
                entry.channels().stream().map(Enum::name).toList(),
                entry.time().code(),
                entry.responsible(),
                entry.category().name(),
                String.valueOf(entry.piiClass()),
                entry.reason(),
                entry.basis(),
                days == null ? "" : String.valueOf(days),
                entry.retention(),
                entry.related(),
                entry.beyondPower() ? "yes" : "",
                entry.remark());
    }

    public String text(@Nullable String typed) {
        return typed == null ? "" : typed;
    }

    public boolean hasChannel(ChannelType channel) {
        return channels != null && channels.contains(channel.name());
    }

    /** What was typed, as an entry; numbers that are none become values that the service refuses beside their fields. */
    CatalogEntry entry(UUID id, UUID item) {
        var place = text(scope).split("\\.", 2);
        var known = SCOPES.contains(text(scope)) ? DisclosureScope.valueOf(place[0]) : DisclosureScope.SPECIFIC_PARTIES;
        return new CatalogEntry(
                id,
                item,
                text(no).isBlank() ? 0 : number(no, Integer.MAX_VALUE),
                text(group).strip(),
                text(title).strip(),
                Arrays.stream(text(elements).split("[、,，;；\\n]"))
                        .map(String::strip)
                        .filter(element -> !element.isEmpty())
                        .distinct()
                        .toList(),
                known,
                known == DisclosureScope.LOCAL_UNIT ? AudienceKind.valueOf(place[1]) : null,
                Arrays.stream(ChannelType.values()).filter(this::hasChannel).toList(),
                TimeLimit.parse(text(time)),
                text(responsible).strip(),
                Arrays.stream(ContentCategory.values())
                        .filter(constant -> constant.name().equals(category))
                        .findFirst()
                        .orElse(ContentCategory.OTHER),
                number(piiClass, -1),
                false,
                EntryOrigin.ADDED,
                text(reason).strip(),
                text(basis).strip(),
                text(displayDays).isBlank() ? null : number(displayDays, Integer.MAX_VALUE),
                text(retention),
                text(related).strip(),
                "yes".equals(beyondPower),
                text(remark).strip());
    }

    private int number(@Nullable String typed, int otherwise) {
        var digits = text(typed).strip();
        return digits.matches("\\d{1,6}") ? Integer.parseInt(digits) : otherwise;
    }
}
