package io.gongkai.message;

import io.gongkai.database.Vault;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of gateways. */
@Repository
class GatewayStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Vault vault;

    GatewayStore(JdbcClient jdbc, JsonMapper json, Vault vault) {
        this.jdbc = jdbc;
        this.json = json;
        this.vault = vault;
    }

    Optional<Gateway> find(UUID id) {
        return jdbc.sql("""
                        select g.id, g.county_id, g.medium, g.protocol, g.settings, g.secrets, g.active, g.changed_at,
                               g.rest_until, g.failures, g.problem, g.problem_at
                          from message.gateway g
                         where g.id = :id
                        """).param("id", id).query(this::gateway).optional();
    }

    Optional<Gateway> of(OrganizationId county, Medium medium) {
        return jdbc.sql("""
                        select g.id, g.county_id, g.medium, g.protocol, g.settings, g.secrets, g.active, g.changed_at,
                               g.rest_until, g.failures, g.problem, g.problem_at
                          from message.gateway g
                         where g.county_id = :county
                           and g.medium = :medium
                        """)
                .param("county", county.value())
                .param("medium", medium.name())
                .query(this::gateway)
                .optional();
    }

    List<Gateway> inUse(Protocol protocol) {
        return jdbc.sql("""
                        select g.id, g.county_id, g.medium, g.protocol, g.settings, g.secrets, g.active, g.changed_at,
                               g.rest_until, g.failures, g.problem, g.problem_at
                          from message.gateway g
                         where g.active
                           and g.protocol = :protocol
                        """)
                .param("protocol", protocol.name())
                .query(this::gateway)
                .list();
    }

    boolean isActive(OrganizationId county, Medium medium) {
        return jdbc.sql("""
                        select exists (
                            select from message.gateway g
                             where g.county_id = :county
                               and g.medium = :medium
                               and g.active)
                        """)
                .param("county", county.value())
                .param("medium", medium.name())
                .query(Boolean.class)
                .single();
    }

    /** Active, rested, and with something that is due. */
    List<UUID> wanted(Instant now) {
        return jdbc.sql("""
                        select g.id
                          from message.gateway g
                         where g.active
                           and (g.rest_until is null or g.rest_until <= :now)
                           and exists (
                               select from message.message m
                                where m.county_id = g.county_id
                                  and m.medium = g.medium
                                  and m.status = 'QUEUED'
                                  and m.due_at <= :now)
                        """).param("now", utc(now)).query(UUID.class).list();
    }

    /** Replaces what the county had for the medium; the secrets too. */
    void put(
            UUID id,
            OrganizationId county,
            GatewaySettings settings,
            Map<String, String> secrets,
            boolean active,
            Instant now,
            PersonId by) {
        jdbc.sql("""
                        insert into message.gateway (
                               id, county_id, medium, protocol, settings, secrets, active, changed_at, changed_by)
                        values (:id, :county, :medium, :protocol, :settings::jsonb, :secrets, :active, :now, :by)
                            on conflict (county_id, medium) do update
                           set protocol = excluded.protocol,
                               settings = excluded.settings,
                               secrets = excluded.secrets,
                               active = excluded.active,
                               changed_at = excluded.changed_at,
                               changed_by = excluded.changed_by,
                               rest_until = null,
                               failures = 0,
                               problem = null,
                               problem_at = null
                        """)
                .param("id", id)
                .param("county", county.value())
                .param("medium", settings.medium().name())
                .param("protocol", Protocol.of(settings).name())
                .param("settings", json.writeValueAsString(settings))
                .param("secrets", vault.seal(id, json.writeValueAsString(secrets)))
                .param("active", active)
                .param("now", utc(now))
                .param("by", by.value())
                .update();
    }

    /** Unless somebody has set it anew meanwhile: what failed are settings that are no more. */
    void rest(Gateway gateway, Instant until, Ground problem, Instant now) {
        jdbc.sql("""
                        update message.gateway
                           set rest_until = :until,
                               failures = failures + 1,
                               problem = :problem,
                               problem_at = :now
                         where id = :id
                           and changed_at = :settingsOf
                        """)
                .param("id", gateway.id())
                .param("settingsOf", utc(gateway.changedAt()))
                .param("until", utc(until))
                .param("problem", problem.name())
                .param("now", utc(now))
                .update();
    }

    /** Nobody rests any longer. */
    void wake(OrganizationId county) {
        jdbc.sql("update message.gateway set rest_until = null where county_id = :county and rest_until is not null")
                .param("county", county.value())
                .update();
    }

    void wellAgain(UUID id) {
        jdbc.sql("""
                        update message.gateway
                           set rest_until = null,
                               failures = 0,
                               problem = null,
                               problem_at = null
                         where id = :id
                           and (failures > 0 or rest_until is not null)
                        """).param("id", id).update();
    }

    private Gateway gateway(ResultSet row, int n) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var problem = row.getString("problem");
        return new Gateway(
                id,
                row.getObject("county_id", UUID.class),
                Medium.valueOf(row.getString("medium")),
                json.readValue(
                        row.getString("settings"),
                        Protocol.valueOf(row.getString("protocol")).settings()),
                vault.open(id, row.getBytes("secrets"))
                        .map(open -> json.readValue(open, new TypeReference<Map<String, String>>() {}))
                        .orElse(Map.of()),
                row.getBoolean("active"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                instant(row, "rest_until"),
                row.getInt("failures"),
                problem == null ? null : Ground.valueOf(problem),
                instant(row, "problem_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
