package io.gongkai.catalog;

import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.shared.ImportReport;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.TableRow;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** The front door to guidelines and catalogs. */
@Service
public class Catalogs {

    /** A county's guiding catalog (目录指导意见) for some kinds of organization. */
    public record Guideline(
            UUID id, OrganizationId issuer, String title, Set<OrganizationKind> kinds, LocalDate issuedOn) {}

    /** Issues a guideline from rows with the headings of the catalog files (no,category,item,elements,scope,forms,time,responsible,returnRow,piiClass). */
    public ImportReport issueGuideline(
            OrganizationId issuer, String title, Set<OrganizationKind> kinds, List<TableRow> rows, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    public List<Guideline> guidelinesFor(OrganizationId organization) {
        throw new UnsupportedOperationException("stub");
    }

    /** Starts an organization's draft by taking over a guideline whole; refused while a draft exists. */
    public Outcome<CatalogVersion> derive(OrganizationId organization, UUID guideline, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    /** Starts a draft from the version in force, to change it. */
    public Outcome<CatalogVersion> revise(OrganizationId organization, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    /** Replaces the entries of a draft by uploaded rows (same headings); the first draft is made where none exists. */
    public ImportReport importRows(OrganizationId organization, List<TableRow> rows, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    /** Adds or changes one entry of a draft; an entry with a known id replaces it. */
    public Outcome<CatalogEntry> save(UUID version, CatalogEntry entry, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    public Outcome<CatalogEntry> markNotApplicable(UUID version, UUID entry, String reason, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    public Outcome<CatalogVersion> submit(UUID version, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    /** The superior puts it on file; it takes effect on the day given, which may be today. */
    public Outcome<CatalogVersion> file(UUID version, LocalDate effectiveOn, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    /** The superior sends it back with remarks; it is a draft again. */
    public Outcome<CatalogVersion> sendBack(UUID version, String remark, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    public List<CatalogVersion> versions(OrganizationId organization) {
        throw new UnsupportedOperationException("stub");
    }

    public Optional<CatalogVersion> inForce(OrganizationId organization) {
        throw new UnsupportedOperationException("stub");
    }

    /** In printed order. */
    public List<CatalogEntry> entries(UUID version) {
        throw new UnsupportedOperationException("stub");
    }

    public CatalogEntry entry(UUID entry) {
        throw new UnsupportedOperationException("stub");
    }
}
