package io.gongkai.statistics;

import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the returns that were taken over from paper. */
@Repository
class PaperReturnStore {

    /** A return to be taken over. */
    record New(
            String form,
            OrganizationId organization,
            ReturnPeriod period,
            String content,
            LocalDate reportedOn,
            UUID attachment,
            String sheetName,
            PersonId by,
            Instant at) {}

    private final JdbcClient jdbc;
    private final Forms forms;

    PaperReturnStore(JdbcClient jdbc, Forms forms) {
        this.jdbc = jdbc;
        this.forms = forms;
    }

    /** Empty where one of the period stands already. */
    Optional<UUID> insert(New paper) {
        return jdbc.sql("""
                        insert into statistics.paper_return (
                               form_code, organization_id, period, content, reported_on, attachment_id, sheet_name, taken_by,
                               taken_at)
                        values (:form, :organization, :period, :content, :reportedOn, :attachment, :sheetName, :by, :at)
                            on conflict (organization_id, form_code, period) where withdrawn_at is null do nothing
                     returning id
                        """)
                .param("form", paper.form())
                .param("organization", paper.organization().value())
                .param("period", paper.period().toString())
                .param("content", paper.content())
                .param("reportedOn", paper.reportedOn())
                .param("attachment", paper.attachment())
                .param("sheetName", paper.sheetName())
                .param("by", paper.by().value())
                .param("at", paper.at().atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .optional();
    }

    /** Whether one of the period stands. */
    boolean stands(String form, OrganizationId organization, ReturnPeriod period) {
        return jdbc.sql("""
                        select exists (
                            select 1
                              from statistics.paper_return
                             where organization_id = :organization
                               and form_code = :form
                               and period = :period
                               and withdrawn_at is null)
                        """)
                .param("organization", organization.value())
                .param("form", form)
                .param("period", period.toString())
                .query(Boolean.class)
                .single();
    }

    Optional<PaperReturn> find(UUID id) {
        return jdbc.sql("""
                        select p.id, p.organization_id, o.code, s.name, p.period, p.content, p.reported_on, p.attachment_id,
                               p.sheet_name, t.name as taken_by, p.taken_at, w.name as withdrawn_by, p.withdrawn_at, p.words
                          from statistics.paper_return p
                          join organization.organization o on o.id = p.organization_id
                          join organization.state s on s.organization_id = o.id and s.valid_until is not distinct from o.valid_until
                          join account.person t on t.id = p.taken_by
                          left join account.person w on w.id = p.withdrawn_by
                         where p.id = :id
                        """).param("id", id).query(this::toPaperReturn).optional();
    }

    /** At an organization and below it as it stands on a day, the latest period first; at most {@code limit}. */
    List<PaperReturn> below(String form, OrganizationId organization, LocalDate day, int limit) {
        return jdbc.sql("""
                        select p.id, p.organization_id, o.code, s.name, p.period, p.content, p.reported_on, p.attachment_id,
                               p.sheet_name, t.name as taken_by, p.taken_at, w.name as withdrawn_by, p.withdrawn_at, p.words
                          from statistics.paper_return p
                          join organization.organization o on o.id = p.organization_id
                          join organization.state s on s.organization_id = o.id and s.valid_until is not distinct from o.valid_until
                          join account.person t on t.id = p.taken_by
                          left join account.person w on w.id = p.withdrawn_by
                         where p.form_code = :form
                           and exists (
                                   select 1
                                     from organization.ancestry a
                                    where a.descendant_id = p.organization_id
                                      and a.ancestor_id = :organization
                                      and a.valid_from <= :day
                                      and (a.valid_until is null or :day < a.valid_until))
                         order by p.period desc, o.code, p.taken_at desc
                         limit :limit
                        """)
                .param("form", form)
                .param("organization", organization.value())
                .param("day", day)
                .param("limit", limit)
                .query(this::toPaperReturn)
                .list();
    }

    /** Whether it stood until now. */
    boolean withdraw(UUID id, String words, PersonId by, Instant at) {
        return jdbc.sql("""
                        update statistics.paper_return
                           set withdrawn_by = :by,
                               withdrawn_at = :at,
                               words = :words
                         where id = :id
                           and withdrawn_at is null
                        """)
                        .param("id", id)
                        .param("words", words)
                        .param("by", by.value())
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    private PaperReturn toPaperReturn(ResultSet row, int n) throws SQLException {
        return new PaperReturn(
                row.getObject("id", UUID.class),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getString("code"),
                row.getString("name"),
                ReturnPeriod.parse(row.getString("period")),
                SignedText.read(row.getString("content"), forms),
                row.getObject("reported_on", LocalDate.class),
                row.getObject("attachment_id", UUID.class),
                row.getString("sheet_name"),
                row.getString("taken_by"),
                row.getObject("taken_at", OffsetDateTime.class).toInstant(),
                withdrawal(row));
    }

    private static PaperReturn.@Nullable Withdrawal withdrawal(ResultSet row) throws SQLException {
        var at = row.getObject("withdrawn_at", OffsetDateTime.class);
        return at == null
                ? null
                : new PaperReturn.Withdrawal(row.getString("withdrawn_by"), at.toInstant(), row.getString("words"));
    }
}
