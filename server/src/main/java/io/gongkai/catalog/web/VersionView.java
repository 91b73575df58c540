package io.gongkai.catalog.web;

import io.gongkai.catalog.CatalogEntry;
import io.gongkai.catalog.CatalogStatus;
import io.gongkai.catalog.CatalogVersion;
import io.gongkai.catalog.Catalogs.Step;
import io.gongkai.catalog.EntryOrigin;
import io.gongkai.organization.Organization;
import io.gongkai.shared.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version with its entries, and what the reader may do with it now.
 *
 * @param before the version it is to be compared with, null for the first
 * @param remark what was typed as words of sending back, or as the reason of giving up
 * @param effectiveOn what was typed as day of effect
 */
public record VersionView(
        Organization organization,
        CatalogVersion version,
        List<CatalogEntry> entries,
        List<Step> steps,
        @Nullable CatalogVersion before,
        boolean mayWrite,
        boolean maySubmit,
        boolean mayFile,
        boolean maySayWhatHappened,
        List<Refusal> refusals,
        String remark,
        String effectiveOn) {

    /** Entries under one printed heading. */
    public record Group(String heading, List<CatalogEntry> entries) {}

    public boolean editable() {
        return mayWrite && version.status() == CatalogStatus.DRAFT;
    }

    public boolean submittable() {
        return maySubmit && version.status() == CatalogStatus.DRAFT;
    }

    public boolean fileable() {
        return mayFile && version.status() == CatalogStatus.SUBMITTED;
    }

    public boolean inForce() {
        return version.status() == CatalogStatus.EFFECTIVE;
    }

    public long count(EntryOrigin origin) {
        return entries.stream().filter(entry -> entry.origin() == origin).count();
    }

    public List<Group> groups() {
        return groups(entries);
    }

    static List<Group> groups(List<CatalogEntry> entries) {
        var groups = new ArrayList<Group>();
        for (var entry : entries) {
            if (groups.isEmpty() || !groups.getLast().heading().equals(entry.group())) {
                groups.add(new Group(entry.group(), new ArrayList<>()));
            }
            groups.getLast().entries().add(entry);
        }
        return groups;
    }
}
