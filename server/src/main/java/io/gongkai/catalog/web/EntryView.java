package io.gongkai.catalog.web;

import io.gongkai.catalog.CatalogEntry;
import io.gongkai.catalog.CatalogVersion;
import io.gongkai.organization.Organization;
import io.gongkai.shared.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a draft in its form.
 *
 * @param entry as it stands, null for a new one
 * @param naReason what was typed as reason for its not being applicable
 */
public record EntryView(
        Organization organization,
        CatalogVersion version,
        @Nullable CatalogEntry entry,
        EntryForm form,
        List<Refusal> refusals,
        List<Refusal> naRefusals,
        String naReason) {}
