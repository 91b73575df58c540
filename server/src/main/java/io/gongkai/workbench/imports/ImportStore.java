package io.gongkai.workbench.imports;

import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.ImportReport.RejectedRow;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/** All SQL of the imports. */
@Repository
class ImportStore {

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    ImportStore(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Empty when the same file is on its way or was taken over before. */
    Optional<UUID> insert(
            ImportKind kind,
            OrganizationId organization,
            String fileName,
            String sha256,
            int total,
            PersonId by,
            Instant at) {
        return jdbc.sql("""
                        insert into workbench.import_job
                               (kind, organization_id, file_name, sha256, requested_by, requested_at, state, total)
                        values (:kind, :organization, :fileName, :sha256, :by, :at, 'WAITING', :total)
                            on conflict (kind, organization_id, sha256) where state in ('WAITING', 'RUNNING', 'DONE')
                            do nothing
                     returning id
                        """)
                .param("kind", kind.name())
                .param("organization", organization.value())
                .param("fileName", fileName)
                .param("sha256", sha256)
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("total", total)
                .query(UUID.class)
                .optional();
    }

    void run(UUID job) {
        jdbc.sql("update workbench.import_job set state = 'RUNNING' where id = :id")
                .param("id", job)
                .update();
    }

    void progress(UUID job, int processed) {
        jdbc.sql("update workbench.import_job set processed = :processed where id = :id")
                .param("id", job)
                .param("processed", processed)
                .update();
    }

    void finish(UUID job, ImportState state, int accepted, List<RejectedRow> rejected, Instant at) {
        jdbc.sql("""
                        update workbench.import_job
                           set state = :state,
                               accepted = :accepted,
                               processed = total,
                               finished_at = :at
                         where id = :id
                        """)
                .param("id", job)
                .param("state", state.name())
                .param("accepted", accepted)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
        var no = 0;
        for (var row : rejected) {
            jdbc.sql("""
                            insert into workbench.import_rejection (job_id, no, row_no, field, code, details)
                            values (:job, :no, :row, :field, :code, cast(:details as jsonb))
                            """)
                    .param("job", job)
                    .param("no", no++)
                    .param("row", row.row())
                    .param("field", row.field())
                    .param("code", row.refusal().code())
                    .param(
                            "details",
                            json.writeValueAsString(row.refusal().details().stream()
                                    .map(ImportStore::storable)
                                    .toList()))
                    .update();
        }
    }

    int unfinished() {
        return jdbc.sql("""
                        select count(*)
                          from workbench.import_job
                         where state in ('WAITING', 'RUNNING')
                        """).query(Integer.class).single();
    }

    /** Jobs that a former run of the program left unfinished. */
    int interruptUnfinished(Instant at) {
        return jdbc.sql("""
                        update workbench.import_job
                           set state = 'INTERRUPTED',
                               finished_at = :at
                         where state in ('WAITING', 'RUNNING')
                        """).param("at", at.atOffset(ZoneOffset.UTC)).update();
    }

    Optional<ImportJob> find(UUID id) {
        var rejected = jdbc.sql("""
                        select row_no, field, code, details
                          from workbench.import_rejection
                         where job_id = :id
                         order by no
                        """)
                .param("id", id)
                .query((row, n) -> new RejectedRow(
                        row.getInt("row_no"),
                        row.getString("field"),
                        Refusal.of(
                                row.getString("code"),
                                json.readValue(row.getString("details"), new TypeReference<List<String>>() {})
                                        .toArray())))
                .list();
        return jdbc.sql("""
                        select id, kind, organization_id, file_name, requested_by, requested_at, state, total, processed,
                               accepted, finished_at
                          from workbench.import_job
                         where id = :id
                        """)
                .param("id", id)
                .query((row, n) -> toJob(row, rejected))
                .optional();
    }

    List<ImportJob> of(PersonId person, int limit) {
        return jdbc.sql("""
                        select id, kind, organization_id, file_name, requested_by, requested_at, state, total, processed,
                               accepted, finished_at
                          from workbench.import_job
                         where requested_by = :person
                         order by requested_at desc
                         limit :limit
                        """)
                .param("person", person.value())
                .param("limit", limit)
                .query((row, n) -> toJob(row, List.of()))
                .list();
    }

    private static ImportJob toJob(ResultSet row, List<RejectedRow> rejected) throws SQLException {
        var finishedAt = row.getObject("finished_at", OffsetDateTime.class);
        return new ImportJob(
                row.getObject("id", UUID.class),
                ImportKind.valueOf(row.getString("kind")),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getString("file_name"),
                new PersonId(row.getObject("requested_by", UUID.class)),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                ImportState.valueOf(row.getString("state")),
                row.getInt("total"),
                row.getInt("processed"),
                row.getInt("accepted"),
                finishedAt == null ? null : finishedAt.toInstant(),
                rejected);
    }

    /** Facts of a refusal are kept as words: the report is read, not computed with. */
    private static String storable(Object detail) {
        return detail instanceof Enum<?> constant ? constant.name() : String.valueOf(detail);
    }
}
