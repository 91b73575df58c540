package io.gongkai.catalog;

import io.gongkai.shared.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Everything that is wrong with an entry by itself; fields are named as the components of {@link CatalogEntry}. */
final class EntryChecks {

    /** Fewest characters of a reason why an entry was adapted or does not apply. */
    static final int SHORTEST_REASON = 8;

    private static final Set<String> RETENTIONS = Set.of("PERMANENT", "Y30", "Y10");

    static List<Refusal> of(CatalogEntry entry) {
        var refusals = new ArrayList<Refusal>();
        text(refusals, "title", entry.title(), 200);
        text(refusals, "group", entry.group(), 60);
        text(refusals, "responsible", entry.responsible(), 60);
        if (entry.no() < 1 || entry.no() > 999) {
            refusals.add(Refusal.at("no", "catalog.entry.no", 1, 999));
        }
        if (entry.elements().isEmpty()) {
            refusals.add(Refusal.at("elements", "catalog.entry.missing"));
        } else if (String.join("、", entry.elements()).length() > 500) {
            refusals.add(Refusal.at("elements", "catalog.entry.tooLong", 500));
        }
        if (entry.channels().isEmpty()) {
            refusals.add(Refusal.at("channels", "catalog.entry.missing"));
        }
        if (entry.time().rules().isEmpty() || entry.time().holdsUnknownCode()) {
            refusals.add(Refusal.at("time", "catalog.time.unknown", entry.time().code()));
        }
        if (entry.piiClass() < 0 || entry.piiClass() > 3) {
            refusals.add(Refusal.at("piiClass", "catalog.entry.no", 0, 3));
        }
        if (entry.piiClass() == 3 && entry.scope() == DisclosureScope.SOCIETY) {
            refusals.add(Refusal.at("scope", "catalog.entry.sensitiveToSociety"));
        }
        var days = entry.displayDays();
        if (days == null && entry.piiClass() == 3) {
            refusals.add(Refusal.at("displayDays", "catalog.entry.sensitiveForever"));
        }
        if (days != null && (days < 1 || days > 3660)) {
            refusals.add(Refusal.at("displayDays", "catalog.entry.no", 1, 3660));
        }
        if (!RETENTIONS.contains(entry.retention())) {
            refusals.add(Refusal.at("retention", "catalog.entry.missing"));
        }
        optional(refusals, "basis", entry.basis(), 200);
        optional(refusals, "related", entry.related(), 100);
        optional(refusals, "remark", entry.remark(), 500);
        optional(refusals, "reason", entry.reason(), 500);
        return refusals;
    }

    private static void text(List<Refusal> refusals, String field, String text, int longest) {
        if (text.isBlank()) {
            refusals.add(Refusal.at(field, "catalog.entry.missing"));
        }
        optional(refusals, field, text, longest);
    }

    private static void optional(List<Refusal> refusals, String field, String text, int longest) {
        if (text.length() > longest) {
            refusals.add(Refusal.at(field, "catalog.entry.tooLong", longest));
        }
    }

    private EntryChecks() {}
}
