package io.gongkai.catalog.web;

import io.gongkai.catalog.CatalogEntry;
import io.gongkai.catalog.TimeRule;
import io.gongkai.organization.Organization;
import io.gongkai.shared.Refusal;
import java.util.List;

/** Saying that something happened, as typed. */
public record OccurrenceForm(
        Organization organization,
        List<CatalogEntry> entries,
        String entry,
        String kind,
        String subject,
        String on,
        List<Refusal> refusals) {

    /** Kinds of duty a person can bring about, in the order in which a matter usually goes. */
    public static final List<String> KINDS = List.of("NOTICE", "PRE_DISCLOSURE", "EVENT", "STAGE", "LONG_TERM");

    static boolean canOccur(CatalogEntry entry) {
        return entry.time().rules().stream().anyMatch(rule -> !(rule instanceof TimeRule.Periodic));
    }
}
