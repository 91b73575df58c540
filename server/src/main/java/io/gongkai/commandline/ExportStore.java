package io.gongkai.commandline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;

/** What the export reads. Columns are named for whoever opens the file, and codes stand where the database has keys. */
final class ExportStore {

    /** @param query all rows, in an order that stays the same from one export to the next */
    record Table(String name, String query) {}

    static final List<Table> TABLES = List.of(
            new Table("organizations", """
                    select organization.code,
                           state.name,
                           state.kind,
                           state.form,
                           parent.code as parent_code,
                           state.division_code,
                           greatest(state.valid_from, parentage.valid_from) as valid_from,
                           least(state.valid_until, parentage.valid_until) as valid_until
                      from organization.organization as organization
                      join organization.state as state on state.organization_id = organization.id
                      join organization.parentage as parentage
                        on parentage.organization_id = organization.id
                       and (state.valid_until is null or parentage.valid_from < state.valid_until)
                       and (parentage.valid_until is null or state.valid_from < parentage.valid_until)
                      left join organization.organization as parent on parent.id = parentage.parent_id
                     order by organization.code, valid_from
                    """),
            new Table("catalogs", """
                    select organization.code as organization_code,
                           version.number as version,
                           version.status,
                           version.effective_on,
                           entry.no,
                           entry.item,
                           entry.heading,
                           entry.title,
                           array_to_string(entry.elements, ';') as elements,
                           entry.scope,
                           entry.audience,
                           array_to_string(entry.channels, ';') as channels,
                           entry.time_code,
                           entry.responsible,
                           entry.category,
                           entry.pii_class,
                           entry.mandatory,
                           entry.origin,
                           entry.reason,
                           entry.basis,
                           entry.remark
                      from catalog.entry as entry
                      join catalog.version as version on version.id = entry.version_id
                      join organization.organization as organization on organization.id = version.organization_id
                     order by organization.code, version.number, entry.no
                    """),
            new Table("publications", """
                    select publication.id,
                           organization.code as organization_code,
                           publication.category,
                           publication.entry_no,
                           publication.entry_title,
                           publication.kind,
                           publication.scope,
                           publication.audience,
                           array_to_string(publication.channels, ';') as channels,
                           publication.title,
                           publication.summary,
                           publication.published_at,
                           publication.current_version,
                           publication.ending,
                           publication.ended_at,
                           publication.ended_because
                      from disclosure.publication as publication
                      join organization.organization as organization on organization.id = publication.organization_id
                     order by publication.published_at, publication.id
                    """),
            new Table("ledger-entries", """
                    select entry.id,
                           entry.measure,
                           entry.nature,
                           organization.code as organization_code,
                           entry.occurred_on,
                           entry.quantity,
                           entry.source_type,
                           entry.source_id,
                           entry.summary,
                           entry.open,
                           entry.reverses,
                           entry.recorded_at
                      from ledger.entry as entry
                      join organization.organization as organization on organization.id = entry.organization_id
                     order by entry.id
                    """));

    private ExportStore() {}

    /** @return how many rows were written */
    static long write(Connection connection, Table table, Path file) throws SQLException, IOException {
        try (var out = Files.newOutputStream(file)) {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy (" + table.query() + ") to stdout with (format csv, header)", out);
        }
    }
}
