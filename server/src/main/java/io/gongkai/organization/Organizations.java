package io.gongkai.organization;

import io.gongkai.shared.ImportReport;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Slice;
import io.gongkai.shared.TableRow;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The front door to the tree of organizations: reading it on any day, and every way to change it. */
@Service
public class Organizations {

    /** A new organization; {@code parent} null only for the top of a county. */
    public record New(
            String code,
            String name,
            OrganizationKind kind,
            OrganizationForm form,
            @Nullable OrganizationId parent,
            @Nullable String divisionCode,
            LocalDate validFrom) {}

    /** A filter for lists; null components do not filter. */
    public record Filter(
            @Nullable OrganizationId under,
            @Nullable OrganizationKind kind,
            @Nullable String words) {}

    /** As it stands today; empty when there is none of that code now. */
    public Optional<Organization> find(String code) {
        throw new UnsupportedOperationException("stub");
    }

    /** As it stands today, or as it last stood; the id must exist. */
    public Organization get(OrganizationId id) {
        throw new UnsupportedOperationException("stub");
    }

    public List<Organization> children(OrganizationId parent) {
        throw new UnsupportedOperationException("stub");
    }

    /** The tops of the trees: one county, several in the demonstration. */
    public List<Organization> roots() {
        throw new UnsupportedOperationException("stub");
    }

    /** In order of code, keyset-paged by {@code cursor}. */
    public Slice<Organization> list(Filter filter, int size, @Nullable String cursor) {
        throw new UnsupportedOperationException("stub");
    }

    /** Ids from the top down to and including the organization today; cached, so cheap on every check. */
    public List<OrganizationId> path(OrganizationId id) {
        throw new UnsupportedOperationException("stub");
    }

    public boolean isWithin(OrganizationId id, OrganizationId ancestor) {
        return path(id).contains(ancestor);
    }

    public Outcome<Organization> establish(New organization) {
        throw new UnsupportedOperationException("stub");
    }

    public List<Facility> facilities(OrganizationId organization) {
        throw new UnsupportedOperationException("stub");
    }

    public Outcome<Facility> openFacility(
            OrganizationId organization, FacilityKind kind, String name, String place, LocalDate from) {
        throw new UnsupportedOperationException("stub");
    }

    public Optional<LeadingGroup> leadingGroup(OrganizationId organization) {
        throw new UnsupportedOperationException("stub");
    }

    public Outcome<LeadingGroup> formLeadingGroup(
            OrganizationId organization, String name, LocalDate from, List<LeadingGroup.Post> posts) {
        throw new UnsupportedOperationException("stub");
    }

    /** Takes over all rows or none. Headings: code, name, kind, form, parentCode, divisionCode, validFrom. */
    public ImportReport importRows(List<TableRow> rows, OrganizationId within) {
        throw new UnsupportedOperationException("stub");
    }
}
