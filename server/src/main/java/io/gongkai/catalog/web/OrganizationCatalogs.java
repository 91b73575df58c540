package io.gongkai.catalog.web;

import io.gongkai.catalog.CatalogStatus;
import io.gongkai.catalog.CatalogVersion;
import io.gongkai.catalog.Catalogs.Guideline;
import io.gongkai.organization.Organization;
import io.gongkai.shared.ImportReport;
import io.gongkai.shared.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One organization's versions, and what may be done next.
 *
 * @param report what came of an upload, null before one
 */
public record OrganizationCatalogs(
        Organization organization,
        List<CatalogVersion> versions,
        List<Guideline> guidelines,
        boolean mayWrite,
        List<Refusal> refusals,
        @Nullable ImportReport report) {

    public boolean hasVersionInWork() {
        return versions.stream().anyMatch(version -> version.status().compareTo(CatalogStatus.EFFECTIVE) < 0);
    }

    /** What the version is to be compared with: the one before it that was not given up; null for the first. */
    public @Nullable CatalogVersion before(CatalogVersion version) {
        return versions.stream()
                .filter(other -> other.number() < version.number() && other.status() != CatalogStatus.DISCARDED)
                .findFirst()
                .orElse(null);
    }

    public boolean hasVersionInForce() {
        return versions.stream().anyMatch(version -> version.status() == CatalogStatus.EFFECTIVE);
    }

    public boolean mayImport() {
        return mayWrite
                && versions.stream()
                        .allMatch(version ->
                                version.status() != CatalogStatus.SUBMITTED && version.status() != CatalogStatus.FILED);
    }
}
