package io.gongkai.message;

import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of wordings. */
@Repository
class TemplateStore {

    private final JdbcClient jdbc;

    TemplateStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<TemplateVersion> versions(OrganizationId county, String kind, Medium medium) {
        return jdbc.sql("""
                        select t.version, t.subject, t.body, t.reason, t.written_at, t.written_by
                          from message.template t
                         where t.county_id = :county
                           and t.kind = :kind
                           and t.medium = :medium
                         order by t.version desc
                        """)
                .param("county", county.value())
                .param("kind", kind)
                .param("medium", medium.name())
                .query((row, n) -> new TemplateVersion(
                        new Wording(row.getInt("version"), row.getString("subject"), row.getString("body")),
                        row.getString("reason"),
                        row.getObject("written_at", OffsetDateTime.class).toInstant(),
                        new PersonId(row.getObject("written_by", UUID.class))))
                .list();
    }

    /** Which wordings a county has made its own: kind and medium. */
    Set<String> own(OrganizationId county) {
        return jdbc.sql("""
                        select distinct t.kind || ' ' || t.medium
                          from message.template t
                         where t.county_id = :county
                        """).param("county", county.value()).query(String.class).list().stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    /** False where somebody else has written that version meanwhile. */
    boolean insert(
            OrganizationId county,
            String kind,
            Medium medium,
            Wording wording,
            String reason,
            Instant now,
            PersonId by) {
        return jdbc.sql("""
                                insert into message.template (
                                       county_id, kind, medium, version, subject, body, reason, written_at, written_by)
                                values (:county, :kind, :medium, :version, :subject, :body, :reason, :now, :by)
                                    on conflict do nothing
                                """)
                        .param("county", county.value())
                        .param("kind", kind)
                        .param("medium", medium.name())
                        .param("version", wording.version())
                        .param("subject", wording.subject())
                        .param("body", wording.body())
                        .param("reason", reason)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("by", by.value())
                        .update()
                == 1;
    }

    Optional<Wording> newest(OrganizationId county, String kind, Medium medium) {
        return jdbc.sql("""
                        select t.version, t.subject, t.body
                          from message.template t
                         where t.county_id = :county
                           and t.kind = :kind
                           and t.medium = :medium
                         order by t.version desc
                         limit 1
                        """)
                .param("county", county.value())
                .param("kind", kind)
                .param("medium", medium.name())
                .query((row, n) -> new Wording(row.getInt("version"), row.getString("subject"), row.getString("body")))
                .optional();
    }
}
