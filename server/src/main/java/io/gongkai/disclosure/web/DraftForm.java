package io.gongkai.disclosure.web;

import io.gongkai.catalog.AudienceKind;
import io.gongkai.catalog.CatalogEntry;
import io.gongkai.catalog.ChannelType;
import io.gongkai.catalog.DisclosureScope;
import io.gongkai.catalog.TimeRule;
import io.gongkai.disclosure.DisclosureKind;
import io.gongkai.disclosure.Draft;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.Refusal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * The form as typed: what cannot be read as a date or a number stays as it is, beside its message.
 *
 * @param reach scope and audience as one choice: {@code SOCIETY}, {@code WHOLE_PARTY}, {@code LOCAL_UNIT.MEMBERS} …
 */
public record DraftForm(
        String entry,
        String duty,
        String outsideGround,
        String kind,
        String title,
        String summary,
        Map<String, String> elements,
        String body,
        String reach,
        List<String> channels,
        String noticeDays,
        String objectionContact,
        String displayUntil,
        List<String> attachments) {

    public static final List<String> REACHES = List.of(
            "SOCIETY", "WHOLE_PARTY", "LOCAL_UNIT.MEMBERS_AND_MASSES", "LOCAL_UNIT.MEMBERS", "SPECIFIC_PARTIES");

    private static final String ELEMENT = "elements.";

    static DraftForm of(Draft draft) {
        return new DraftForm(
                text(draft.entry()),
                text(draft.duty()),
                draft.outsideGround(),
                draft.kind().name(),
                draft.title(),
                draft.summary(),
                draft.elements(),
                draft.body(),
                reach(draft.scope(), draft.audience()),
                draft.channels().stream().map(Enum::name).toList(),
                text(draft.noticeDays()),
                draft.objectionContact(),
                text(draft.displayUntil()),
                draft.attachments().stream().map(UUID::toString).toList());
    }

    /** A fresh form, with what the catalog says filled in. */
    static DraftForm begun(@Nullable CatalogEntry entry, String duty) {
        if (entry == null) {
            return new DraftForm(
                    "",
                    "",
                    "",
                    "REGULAR",
                    "",
                    "",
                    Map.of(),
                    "",
                    "LOCAL_UNIT.MEMBERS",
                    List.of(),
                    "",
                    "",
                    "",
                    List.of());
        }
        var notice = entry.time().rules().size() == 1 ? entry.time().rules().getFirst() : null;
        var kind = switch (notice) {
            case TimeRule.Notice _ -> DisclosureKind.PUBLIC_NOTICE;
            case TimeRule.PreDisclosure _ -> DisclosureKind.PRE_DISCLOSURE;
            case null, default -> DisclosureKind.REGULAR;
        };
        var days = switch (notice) {
            case TimeRule.Notice(var working) -> String.valueOf(working);
            case TimeRule.PreDisclosure(var calendar) -> String.valueOf(calendar);
            case null, default -> "";
        };
        return new DraftForm(
                entry.id().toString(),
                duty,
                "",
                kind.name(),
                "",
                "",
                Map.of(),
                "",
                reach(entry.scope(), entry.audience()),
                entry.channels().stream().map(Enum::name).toList(),
                days,
                "",
                "",
                List.of());
    }

    static DraftForm typed(MultiValueMap<String, String> form) {
        var elements = new LinkedHashMap<String, String>();
        form.forEach((name, values) -> {
            if (name.startsWith(ELEMENT)) {
                elements.put(name.substring(ELEMENT.length()), values.getFirst());
            }
        });
        return new DraftForm(
                first(form, "entry"),
                first(form, "duty"),
                first(form, "outsideGround"),
                first(form, "kind"),
                first(form, "title"),
                first(form, "summary"),
                elements,
                first(form, "body"),
                first(form, "reach"),
                form.getOrDefault("channels", List.of()),
                first(form, "noticeDays"),
                first(form, "objectionContact"),
                first(form, "displayUntil"),
                form.getOrDefault("attachments", List.of()));
    }

    public String element(String name) {
        return elements.getOrDefault(name, "");
    }

    /** What could not be read is refused and left out of the draft. */
    record Read(Draft draft, List<Refusal> refusals) {}

    Read read(OrganizationId organization, List<UUID> moreAttachments) {
        var refusals = new ArrayList<Refusal>();
        var reaches = reach.split("\\.", 2);
        var scope = constant(DisclosureScope.class, reaches[0], DisclosureScope.LOCAL_UNIT);
        var audience = scope != DisclosureScope.LOCAL_UNIT
                ? null
                : constant(AudienceKind.class, reaches.length > 1 ? reaches[1] : "", AudienceKind.MEMBERS);
        var kindRead = constant(DisclosureKind.class, kind, DisclosureKind.REGULAR);
        Integer days = null;
        if (!noticeDays.isBlank() && kindRead != DisclosureKind.REGULAR) {
            if (noticeDays.strip().matches("[0-9]{1,4}")) {
                days = Integer.valueOf(noticeDays.strip());
            } else {
                refusals.add(Refusal.at("noticeDays", "disclosure.form.number"));
            }
        }
        LocalDate until = null;
        if (!displayUntil.isBlank()) {
            try {
                until = LocalDate.parse(displayUntil.strip());
            } catch (DateTimeParseException e) {
                refusals.add(Refusal.at("displayUntil", "disclosure.form.date"));
            }
        }
        var files = new ArrayList<UUID>();
        attachments.forEach(id -> files.add(UUID.fromString(id)));
        files.addAll(moreAttachments);
        var draft = new Draft(
                organization,
                kindRead,
                uuid(entry),
                uuid(duty),
                outsideGround,
                title,
                summary,
                elements,
                body,
                scope,
                audience,
                channels.stream()
                        .filter(name -> Arrays.stream(ChannelType.values())
                                .anyMatch(channel -> channel.name().equals(name)))
                        .map(ChannelType::valueOf)
                        .toList(),
                days,
                objectionContact,
                until,
                files);
        return new Read(draft, refusals);
    }

    static String reach(DisclosureScope scope, @Nullable AudienceKind audience) {
        return audience == null ? scope.name() : scope.name() + "." + audience.name();
    }

    private static @Nullable UUID uuid(String text) {
        return text.isBlank() ? null : UUID.fromString(text);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name, E otherwise) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(name))
                .findFirst()
                .orElse(otherwise);
    }

    private static String first(MultiValueMap<String, String> form, String name) {
        var value = form.getFirst(name);
        return value == null ? "" : value;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
