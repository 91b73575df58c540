package io.gongkai.disclosure;

import io.gongkai.catalog.AudienceKind;
import io.gongkai.catalog.CatalogEntry;
import io.gongkai.catalog.ChannelType;
import io.gongkai.catalog.DisclosureScope;
import io.gongkai.catalog.EntryOrigin;
import io.gongkai.catalog.TimeRule;
import io.gongkai.document.RichText;
import io.gongkai.shared.Refusal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a draft must hold before it may be put forward, and what it may never hold. All grounds are collected: a clerk fixes a
 * form once.
 */
final class ProposalCheck {

    static final int TITLE_MIN = 5;
    static final int TITLE_MAX = 120;
    static final int SUMMARY_MIN = 8;
    static final int SUMMARY_MAX = 120;
    static final int REASON_MIN = 5;
    static final int EMERGENCY_REASON_MIN = 10;
    static final int REASON_MAX = 500;
    private static final int BODY_MAX = 400_000;
    private static final int ELEMENT_MAX = 4_000;
    private static final int ELEMENTS_MAX = 60;
    private static final int ATTACHMENTS_MAX = 30;
    private static final int NOTICE_DAYS_MAX = 180;

    /** Where people who are on no screen learn of it. */
    private static final EnumSet<ChannelType> OFFLINE =
            EnumSet.of(ChannelType.BOARD, ChannelType.MEETING, ChannelType.BULLETIN, ChannelType.OTHER);

    /** Open to everybody by their nature. */
    private static final EnumSet<ChannelType> OPEN =
            EnumSet.of(ChannelType.NEWS_MEDIA, ChannelType.PRESS_BRIEFING, ChannelType.WEB);

    /** A duty as far as the check needs it. */
    record DutyFacts(UUID organization, UUID item, String rule, boolean done) {}

    /**
     * What the draft is held against.
     *
     * @param entry the draft's entry; null where it names none
     * @param entryApplies whether that entry stands in the organization's catalog in force (or, for a correction, whether it
     *     is of the item published)
     */
    record Against(
            @Nullable CatalogEntry entry,
            boolean entryApplies,
            @Nullable DutyFacts duty,
            LocalDate noticeEnd,
            LocalDate today) {}

    /** What no draft may hold, however unfinished: refused when it is saved. */
    static List<Refusal> neverAllowed(Draft draft, Collection<String> attachmentNames) {
        var refusals = new ArrayList<Refusal>();
        tooLong(refusals, "title", draft.title(), TITLE_MAX);
        tooLong(refusals, "summary", draft.summary(), SUMMARY_MAX);
        tooLong(refusals, "outsideGround", draft.outsideGround(), REASON_MAX);
        tooLong(refusals, "objectionContact", draft.objectionContact(), REASON_MAX);
        tooLong(refusals, "body", draft.body(), BODY_MAX);
        draft.elements().forEach((name, text) -> tooLong(refusals, elementField(name), text, ELEMENT_MAX));
        if (draft.elements().size() > ELEMENTS_MAX) {
            refusals.add(Refusal.at("elements", "disclosure.draft.tooManyElements", ELEMENTS_MAX));
        }
        if (draft.attachments().size() > ATTACHMENTS_MAX) {
            refusals.add(Refusal.at("attachments", "disclosure.draft.tooManyAttachments", ATTACHMENTS_MAX));
        }
        if ((draft.audience() != null) != (draft.scope() == DisclosureScope.LOCAL_UNIT)) {
            refusals.add(Refusal.at("audience", "disclosure.draft.audience"));
        }
        if (draft.noticeDays() != null && (draft.noticeDays() < 1 || draft.noticeDays() > NOTICE_DAYS_MAX)) {
            refusals.add(Refusal.at("noticeDays", "disclosure.draft.noticeDays", 1, NOTICE_DAYS_MAX));
        }
        secret(refusals, "title", draft.title());
        secret(refusals, "summary", draft.summary());
        secret(refusals, "body", new RichText(draft.body()).plain());
        secret(refusals, "objectionContact", draft.objectionContact());
        draft.elements().forEach((name, text) -> {
            secret(refusals, elementField(name), name);
            secret(refusals, elementField(name), text);
        });
        attachmentNames.forEach(name -> secret(refusals, "attachments", name));
        return refusals;
    }

    /** What is missing or wrong when it is put forward. */
    static List<Refusal> notReady(Draft draft, Against against) {
        var refusals = new ArrayList<Refusal>();
        lengthOf(refusals, "title", "disclosure.propose.title", draft.title(), TITLE_MIN, TITLE_MAX);
        lengthOf(refusals, "summary", "disclosure.propose.summary", draft.summary(), SUMMARY_MIN, SUMMARY_MAX);
        if (draft.channels().isEmpty()) {
            refusals.add(Refusal.at("channels", "disclosure.propose.channels"));
        }
        var entry = against.entry();
        if (entry == null) {
            outsideTheCatalog(refusals, draft);
        } else {
            withinTheCatalog(refusals, draft, entry, against);
        }
        if (draft.body().isBlank() && draft.elements().values().stream().allMatch(String::isBlank)) {
            refusals.add(Refusal.at("body", "disclosure.propose.empty"));
        }
        notice(refusals, draft, entry, against);
        if (draft.displayUntil() != null) {
            if (!draft.displayUntil().isAfter(against.today())) {
                refusals.add(Refusal.at("displayUntil", "disclosure.propose.displayPast"));
            } else if (draft.displayUntil().isBefore(against.noticeEnd())) {
                refusals.add(
                        Refusal.at("displayUntil", "disclosure.propose.displayBeforeNoticeEnds", against.noticeEnd()));
            }
        }
        return refusals;
    }

    /** What ought to be thought over, but stands in nobody's way. */
    static List<Refusal> worthAThought(Draft draft, @Nullable CatalogEntry entry) {
        var hints = new ArrayList<Refusal>();
        if (draft.audience() == AudienceKind.MEMBERS_AND_MASSES
                && draft.channels().stream().noneMatch(OFFLINE::contains)) {
            hints.add(Refusal.at("channels", "disclosure.hint.offline"));
        }
        if (draft.scope() != DisclosureScope.SOCIETY
                && draft.channels().stream().anyMatch(OPEN::contains)) {
            hints.add(Refusal.at("channels", "disclosure.hint.openChannel"));
        }
        if (entry != null) {
            switch (beyondPower(draft, entry)) {
                case BY_SCOPE -> hints.add(Refusal.at("scope", "disclosure.hint.escalateScope"));
                case BY_ENTRY -> hints.add(Refusal.at("entry", "disclosure.hint.escalateEntry"));
                case NO -> {}
            }
            if (entry.piiClass() >= 2) {
                hints.add(Refusal.at("body", "disclosure.hint.personal"));
            }
        }
        return hints;
    }

    static BeyondPower beyondPower(Draft draft, @Nullable CatalogEntry entry) {
        if (entry == null) {
            return BeyondPower.NO;
        }
        if (entry.beyondPower()) {
            return BeyondPower.BY_ENTRY;
        }
        var wider = draft.scope().compareTo(entry.scope()) > 0
                || draft.scope() == entry.scope()
                        && draft.audience() == AudienceKind.MEMBERS_AND_MASSES
                        && entry.audience() == AudienceKind.MEMBERS;
        return wider ? BeyondPower.BY_SCOPE : BeyondPower.NO;
    }

    static Optional<Refusal> reason(String field, String reason, int min) {
        var length = lengthOf(reason);
        if (length < min) {
            return Optional.of(Refusal.at(field, "disclosure.reason.tooShort", min));
        }
        if (length > REASON_MAX) {
            return Optional.of(Refusal.at(field, "disclosure.reason.tooLong", REASON_MAX));
        }
        return SecrecyMarks.in(reason).map(mark -> Refusal.at(field, "disclosure.secret", mark));
    }

    static String elementField(String name) {
        return "elements." + name;
    }

    private static void outsideTheCatalog(List<Refusal> refusals, Draft draft) {
        if (lengthOf(draft.outsideGround()) < REASON_MIN) {
            refusals.add(Refusal.at("entry", "disclosure.propose.entryOrGround"));
        }
        if (draft.duty() != null) {
            refusals.add(Refusal.at("duty", "disclosure.propose.dutyWithoutEntry"));
        }
    }

    private static void withinTheCatalog(List<Refusal> refusals, Draft draft, CatalogEntry entry, Against against) {
        if (!against.entryApplies()) {
            refusals.add(Refusal.at("entry", "disclosure.propose.entryNotInForce", entry.title()));
        } else if (entry.origin() == EntryOrigin.NOT_APPLICABLE) {
            refusals.add(Refusal.at("entry", "disclosure.propose.entryNotApplicable", entry.title()));
        }
        for (var element : entry.elements()) {
            if (draft.elements().getOrDefault(element, "").isBlank()) {
                refusals.add(Refusal.at(elementField(element), "disclosure.propose.element", element));
            }
        }
        if (entry.piiClass() >= 3 && draft.displayUntil() == null && entry.displayDays() == null) {
            refusals.add(Refusal.at("displayUntil", "disclosure.propose.displayNeeded"));
        }
        var duty = against.duty();
        if (duty != null) {
            if (!duty.item().equals(entry.item())
                    || !duty.organization().equals(draft.organization().value())) {
                refusals.add(Refusal.at("duty", "disclosure.propose.dutyOfOther"));
            } else if (duty.done()) {
                refusals.add(Refusal.at("duty", "disclosure.propose.dutyDone"));
            }
        }
    }

    private static void notice(List<Refusal> refusals, Draft draft, @Nullable CatalogEntry entry, Against against) {
        var asked = asked(entry, against.duty());
        if (asked != null && draft.kind() != asked) {
            refusals.add(Refusal.at("kind", "disclosure.propose.kind", asked));
        }
        if (draft.kind() == DisclosureKind.REGULAR) {
            if (draft.noticeDays() != null) {
                refusals.add(Refusal.at("noticeDays", "disclosure.propose.noticeDaysOfRegular"));
            }
            return;
        }
        var least = leastDays(draft.kind(), entry);
        if (draft.noticeDays() == null || draft.noticeDays() < least) {
            refusals.add(Refusal.at(
                    "noticeDays",
                    draft.kind() == DisclosureKind.PUBLIC_NOTICE
                            ? "disclosure.propose.noticeWorkingDays"
                            : "disclosure.propose.noticeCalendarDays",
                    least));
        }
        if (lengthOf(draft.objectionContact()) < REASON_MIN) {
            refusals.add(Refusal.at("objectionContact", "disclosure.propose.objectionContact"));
        }
    }

    /** The kind that the duty, or an entry of one rule, asks for; null where the clerk may choose. */
    private static @Nullable DisclosureKind asked(@Nullable CatalogEntry entry, @Nullable DutyFacts duty) {
        if (duty != null) {
            return switch (duty.rule()) {
                case "NOTICE" -> DisclosureKind.PUBLIC_NOTICE;
                case "PRE_DISCLOSURE" -> DisclosureKind.PRE_DISCLOSURE;
                default -> null;
            };
        }
        if (entry == null || entry.time().rules().size() != 1) {
            return null;
        }
        return switch (entry.time().rules().getFirst()) {
            case TimeRule.Notice _ -> DisclosureKind.PUBLIC_NOTICE;
            case TimeRule.PreDisclosure _ -> DisclosureKind.PRE_DISCLOSURE;
            default -> null;
        };
    }

    /** Longest minimum among the entry's rules of that kind; 1 where it has none. */
    static int leastDays(DisclosureKind kind, @Nullable CatalogEntry entry) {
        if (entry == null) {
            return 1;
        }
        return entry.time().rules().stream()
                .mapToInt(rule -> switch (rule) {
                    case TimeRule.Notice(var days) when kind == DisclosureKind.PUBLIC_NOTICE -> days;
                    case TimeRule.PreDisclosure(var days) when kind == DisclosureKind.PRE_DISCLOSURE -> days;
                    default -> 1;
                })
                .max()
                .orElse(1);
    }

    private static void lengthOf(List<Refusal> refusals, String field, String code, String text, int min, int max) {
        var length = lengthOf(text);
        if (length < min || length > max) {
            refusals.add(Refusal.at(field, code, min, max));
        }
    }

    private static void tooLong(List<Refusal> refusals, String field, String text, int max) {
        if (lengthOf(text) > max) {
            refusals.add(Refusal.at(field, "disclosure.draft.tooLong", max));
        }
    }

    private static void secret(List<Refusal> refusals, String field, String text) {
        SecrecyMarks.in(text).ifPresent(mark -> refusals.add(Refusal.at(field, "disclosure.secret", mark)));
    }

    private static int lengthOf(String text) {
        var stripped = text.strip();
        return stripped.codePointCount(0, stripped.length());
    }

    private ProposalCheck() {}
}
