package io.gongkai.catalog.web;

import io.gongkai.catalog.CatalogEntry;
import io.gongkai.catalog.CatalogVersion;
import io.gongkai.organization.Organization;
import io.gongkai.shared.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry: in its form for whoever may change it now, otherwise to be read.
 *
 * @param entry as it stands, null for a new one
 * @param editable the version is a draft, and the reader may write it
 * @param naReason what was typed as reason for its not being applicable
 */
public record EntryView(
        Organization organization,
        CatalogVersion version,
        @Nullable CatalogEntry entry,
        boolean editable,
        EntryForm form,
        List<Refusal> refusals,
        List<Refusal> naRefusals,
        String naReason) {}
