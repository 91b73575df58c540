package io.gongkai.statistics;

import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the manual corrections. */
@Repository
class CorrectionStore {

    private final JdbcClient jdbc;

    CorrectionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A correction to be proposed, with what the records show. */
    record New(
            Corrections.Proposal proposal,
            String column,
            LocalDate effectiveOn,
            long was,
            @Nullable Long wasBase,
            PersonId by,
            Instant at) {}

    UUID insert(New correction) {
        var proposal = correction.proposal();
        return jdbc.sql("""
                        insert into statistics.correction (
                               form_code, organization_id, period, row_code, column_code, effective_on, was, becomes, was_base,
                               becomes_base, reason, attachment_id, status, proposed_by, proposed_at)
                        values (:form, :organization, :period, :row, :column, :effectiveOn, :was, :becomes, :wasBase,
                               :becomesBase, :reason, :attachment, 'PROPOSED', :by, :at)
                        returning id
                        """)
                .param("form", proposal.form())
                .param("organization", proposal.organization().value())
                .param("period", proposal.period().toString())
                .param("row", proposal.row())
                .param("column", correction.column())
                .param("effectiveOn", correction.effectiveOn())
                .param("was", correction.was())
                .param("becomes", proposal.becomes())
                .param("wasBase", correction.wasBase(), Types.BIGINT)
                .param("becomesBase", proposal.becomesBase(), Types.BIGINT)
                .param("reason", proposal.reason())
                .param("attachment", proposal.attachment())
                .param("by", correction.by().value())
                .param("at", correction.at().atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .single();
    }

    boolean isProposed(OrganizationId organization, String form, ReturnPeriod period, String row) {
        return jdbc.sql("""
                        select exists (
                               select from statistics.correction c
                                where c.organization_id = :organization
                                  and c.form_code = :form
                                  and c.period = :period
                                  and c.row_code = :row
                                  and c.status = 'PROPOSED')
                        """)
                .param("organization", organization.value())
                .param("form", form)
                .param("period", period.toString())
                .param("row", row)
                .query(Boolean.class)
                .single();
    }

    int undecided(OrganizationId organization, String form, ReturnPeriod period) {
        return jdbc.sql("""
                        select count(*)
                          from statistics.correction c
                         where c.organization_id = :organization
                           and c.form_code = :form
                           and c.period = :period
                           and c.status = 'PROPOSED'
                        """)
                .param("organization", organization.value())
                .param("form", form)
                .param("period", period.toString())
                .query(Integer.class)
                .single();
    }

    /** Whoever else decides about it waits until the end of this transaction. */
    Optional<Correction> lock(UUID id) {
        jdbc.sql("""
                        select c.id
                          from statistics.correction c
                         where c.id = :id
                           for update
                        """).param("id", id).query(UUID.class).optional();
        return find(id);
    }

    Optional<Correction> find(UUID id) {
        return jdbc.sql("""
                        select c.id, c.form_code, c.organization_id, o.code, s.name, c.period, c.row_code, c.column_code,
                               c.effective_on, c.was, c.becomes, c.was_base, c.becomes_base, c.reason, c.attachment_id, c.status,
                               c.proposed_by, p.name as proposer, c.proposed_at, d.name as decider, c.decided_at,
                               w.name as withdrawer, c.withdrawn_at, c.words
                          from statistics.correction c
                          join organization.organization o on o.id = c.organization_id
                          join organization.state s on s.organization_id = c.organization_id
                               and s.valid_from <= c.effective_on
                               and (s.valid_until is null or c.effective_on < s.valid_until)
                          join account.person p on p.id = c.proposed_by
                          left join account.person d on d.id = c.decided_by
                          left join account.person w on w.id = c.withdrawn_by
                         where c.id = :id
                        """)
                .param("id", id)
                .query(CorrectionStore::toCorrection)
                .optional();
    }

    /** Of an organization and everything that was below it on the day of the correction, the latest first. */
    List<Correction> below(OrganizationId organization, String form, ReturnPeriod period, int limit) {
        return jdbc.sql("""
                        select c.id, c.form_code, c.organization_id, o.code, s.name, c.period, c.row_code, c.column_code,
                               c.effective_on, c.was, c.becomes, c.was_base, c.becomes_base, c.reason, c.attachment_id, c.status,
                               c.proposed_by, p.name as proposer, c.proposed_at, d.name as decider, c.decided_at,
                               w.name as withdrawer, c.withdrawn_at, c.words
                          from statistics.correction c
                          join organization.ancestry a on a.descendant_id = c.organization_id
                               and a.ancestor_id = :organization
                               and a.valid_from <= c.effective_on
                               and (a.valid_until is null or c.effective_on < a.valid_until)
                          join organization.organization o on o.id = c.organization_id
                          join organization.state s on s.organization_id = c.organization_id
                               and s.valid_from <= c.effective_on
                               and (s.valid_until is null or c.effective_on < s.valid_until)
                          join account.person p on p.id = c.proposed_by
                          left join account.person d on d.id = c.decided_by
                          left join account.person w on w.id = c.withdrawn_by
                         where c.form_code = :form
                           and c.period = :period
                         order by c.id desc
                         limit :limit
                        """)
                .param("organization", organization.value())
                .param("form", form)
                .param("period", period.toString())
                .param("limit", limit)
                .query(CorrectionStore::toCorrection)
                .list();
    }

    /** How many cells of how many returns below an organization are corrected (domain.md 4.1, J2). */
    Corrections.Extent extent(OrganizationId organization, String form, ReturnPeriod period) {
        return jdbc.sql("""
                        select count(distinct (c.organization_id, c.row_code)) as cells, count(distinct c.organization_id) as returns
                          from statistics.correction c
                          join organization.ancestry a on a.descendant_id = c.organization_id
                               and a.ancestor_id = :organization
                               and a.valid_from <= c.effective_on
                               and (a.valid_until is null or c.effective_on < a.valid_until)
                         where c.form_code = :form
                           and c.period = :period
                           and c.status = 'IN_FORCE'
                        """)
                .param("organization", organization.value())
                .param("form", form)
                .param("period", period.toString())
                .query((row, n) -> new Corrections.Extent(row.getInt("cells"), row.getInt("returns")))
                .single();
    }

    void decide(UUID id, CorrectionStatus status, String words, PersonId by, Instant at) {
        jdbc.sql("""
                        update statistics.correction
                           set status = :status,
                               words = :words,
                               decided_by = :by,
                               decided_at = :at
                         where id = :id
                           and status = 'PROPOSED'
                        """)
                .param("id", id)
                .param("status", status.name())
                .param("words", words)
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void withdraw(UUID id, String words, PersonId by, Instant at) {
        jdbc.sql("""
                        update statistics.correction
                           set status = 'WITHDRAWN',
                               words = :words,
                               withdrawn_by = :by,
                               withdrawn_at = :at
                         where id = :id
                           and status in ('PROPOSED', 'IN_FORCE')
                        """)
                .param("id", id)
                .param("words", words)
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Those that wait for a second person within somebody's reach, each alone: none is decided in passing. */
    List<Correction> toDecide(
            Set<OrganizationId> where, List<String> roles, PersonId person, LocalDate today, int limit) {
        return jdbc.sql("""
                        with reach as (
                            select a.descendant_id as id, min(a.distance) as distance
                              from organization.ancestry a
                             where a.ancestor_id = any(cast(:where as uuid[]))
                               and a.valid_from <= :today
                               and (a.valid_until is null or :today < a.valid_until)
                             group by a.descendant_id
                        )
                        select c.id, c.form_code, c.organization_id, o.code, s.name, c.period, c.row_code, c.column_code,
                               c.effective_on, c.was, c.becomes, c.was_base, c.becomes_base, c.reason, c.attachment_id, c.status,
                               c.proposed_by, p.name as proposer, c.proposed_at, null as decider, c.decided_at,
                               null as withdrawer, c.withdrawn_at, c.words
                          from statistics.correction c
                          join reach r on r.id = c.organization_id
                          join organization.organization o on o.id = c.organization_id
                          join organization.state s on s.organization_id = c.organization_id
                               and s.valid_from <= c.effective_on
                               and (s.valid_until is null or c.effective_on < s.valid_until)
                          join account.person p on p.id = c.proposed_by
                         where c.status = 'PROPOSED'
                           and c.proposed_by <> :person
                           and not exists (
                               select from organization.ancestry a
                                 join account.appointment ap on ap.organization_id = a.ancestor_id
                                where a.descendant_id = c.organization_id
                                  and a.distance < r.distance
                                  and a.valid_from <= :today
                                  and (a.valid_until is null or :today < a.valid_until)
                                  and ap.role = any(:roles)
                                  and ap.valid_from <= :today
                                  and (ap.valid_until is null or :today < ap.valid_until)
                                  and ap.person_id <> c.proposed_by)
                         order by c.id
                         limit :limit
                        """)
                .param("where", where.stream().map(OrganizationId::toString).toArray(String[]::new))
                .param("roles", roles.toArray(String[]::new))
                .param("person", person.value())
                .param("today", today)
                .param("limit", limit)
                .query(CorrectionStore::toCorrection)
                .list();
    }

    private static Correction toCorrection(ResultSet row, int n) throws SQLException {
        return new Correction(
                row.getObject("id", UUID.class),
                row.getString("form_code"),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getString("code"),
                row.getString("name"),
                ReturnPeriod.parse(row.getString("period")),
                row.getString("row_code"),
                row.getString("column_code"),
                row.getObject("effective_on", LocalDate.class),
                row.getLong("was"),
                row.getLong("becomes"),
                row.getObject("was_base", Long.class),
                row.getObject("becomes_base", Long.class),
                row.getString("reason"),
                row.getObject("attachment_id", UUID.class),
                CorrectionStatus.valueOf(row.getString("status")),
                new PersonId(row.getObject("proposed_by", UUID.class)),
                row.getString("proposer"),
                row.getObject("proposed_at", OffsetDateTime.class).toInstant(),
                row.getString("decider"),
                instant(row, "decided_at"),
                row.getString("withdrawer"),
                instant(row, "withdrawn_at"),
                row.getString("words"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
