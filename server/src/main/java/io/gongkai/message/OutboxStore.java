package io.gongkai.message;

import io.gongkai.database.Vault;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of messages. */
@Repository
class OutboxStore {

    /** @param round of the claim that it belongs to */
    record State(MessageStatus status, int round, int attempt, boolean readable) {}

    record Claimed(UUID id, int round, int attempt, int tries, Optional<Letter> letter) {}

    record Lapsed(UUID id, int attempt, boolean repeatable) {}

    record Part(UUID message, int round) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Vault vault;

    OutboxStore(JdbcClient jdbc, JsonMapper json, Vault vault) {
        this.jdbc = jdbc;
        this.json = json;
        this.vault = vault;
    }

    /** In the order of time, so that lists are in it too. */
    UUID newId() {
        return jdbc.sql("select uuidv7()").query(UUID.class).single();
    }

    /** @param ground null for one that waits to be sent; otherwise it failed before it was tried */
    void insert(
            UUID id,
            OrganizationId county,
            NewMessage message,
            int version,
            Medium medium,
            @Nullable PersonId person,
            Letter letter,
            @Nullable Ground ground,
            Instant now,
            Instant expires) {
        jdbc.sql("""
                        with made as (
                            insert into message.message (
                                   id, county_id, organization_id, kind, template_version, medium, person_id, cause, masked,
                                   fingerprint, sealed, status, queued_at, due_at, expires_at, changed_at, ground)
                            values (:id, :county, :organization, :kind, :version, :medium, :person, :cause, :masked,
                                   :fingerprint, :sealed, :status, :now, :now, :expires, :now, :ground)
                         returning id, queued_at, status, ground
                        )
                        insert into message.move (message_id, moved_at, step, status, ground, detail)
                        select id, queued_at, 'QUEUE', status, ground, ''
                          from made
                        """)
                .param("id", id)
                .param("county", county.value())
                .param("organization", message.inTheNameOf().value())
                .param("kind", message.kind())
                .param("version", version)
                .param("medium", medium.name())
                .param("person", person == null ? null : person.value())
                .param("cause", message.cause())
                .param("masked", Masks.address(letter.address()))
                .param("fingerprint", vault.fingerprint(letter.address()))
                .param("sealed", vault.seal(id, json.writeValueAsString(letter)))
                .param("status", (ground == null ? MessageStatus.QUEUED : MessageStatus.FAILED).name())
                .param("now", utc(now))
                .param("expires", utc(expires))
                .param("ground", ground == null ? null : ground.name())
                .update();
    }

    /** Messages to one address since then; one transaction counts and adds at a time. */
    int countTo(String address, Instant since) {
        var fingerprint = vault.fingerprint(address);
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(encode(:fingerprint, 'hex'), 1500))")
                .param("fingerprint", fingerprint)
                .query((row, n) -> n)
                .list();
        return jdbc.sql("""
                        select count(1)
                          from message.message m
                         where m.fingerprint = :fingerprint
                           and m.queued_at > :since
                        """)
                .param("fingerprint", fingerprint)
                .param("since", utc(since))
                .query(Integer.class)
                .single();
    }

    /** The next that is due, taken so that no other node takes it; the one that failed is not before one that did not. */
    Optional<Claimed> claim(UUID county, Medium medium, Instant now, Instant until) {
        return jdbc.sql("""
                        update message.message m
                           set status = 'SENDING',
                               attempt = m.attempt + 1,
                               claimed_until = :until,
                               changed_at = :now,
                               ground = null,
                               detail = ''
                         where m.id = (
                               select waiting.id
                                 from message.message waiting
                                where waiting.county_id = :county
                                  and waiting.medium = :medium
                                  and waiting.status = 'QUEUED'
                                  and waiting.due_at <= :now
                                order by waiting.due_at, waiting.id
                                limit 1
                                  for update skip locked)
                     returning m.id, m.round, m.attempt, m.tries, m.sealed
                        """)
                .param("county", county)
                .param("medium", medium.name())
                .param("now", utc(now))
                .param("until", utc(until))
                .query((row, n) -> {
                    var id = row.getObject("id", UUID.class);
                    return new Claimed(
                            id,
                            row.getInt("round"),
                            row.getInt("attempt"),
                            row.getInt("tries"),
                            vault.open(id, row.getBytes("sealed")).map(open -> json.readValue(open, Letter.class)));
                })
                .optional();
    }

    /** The state, held until the transaction ends. */
    Optional<State> lock(UUID id) {
        return jdbc.sql("""
                        select m.status, m.round, m.attempt, m.sealed is not null as readable
                          from message.message m
                         where m.id = :id
                           for update
                        """)
                .param("id", id)
                .query((row, n) -> new State(
                        MessageStatus.valueOf(row.getString("status")),
                        row.getInt("round"),
                        row.getInt("attempt"),
                        row.getBoolean("readable")))
                .optional();
    }

    void move(
            UUID id,
            MessageStep step,
            MessageStatus status,
            @Nullable Ground ground,
            String detail,
            Instant now,
            @Nullable PersonId by) {
        jdbc.sql("""
                        with moved as (
                            update message.message
                               set status = :status,
                                   claimed_until = null,
                                   changed_at = :now,
                                   ground = :ground,
                                   detail = :detail
                             where id = :id
                         returning id, changed_at, status, ground, detail
                        )
                        insert into message.move (message_id, moved_at, step, status, ground, detail, moved_by)
                        select id, changed_at, :step, status, ground, detail, :by
                          from moved
                        """)
                .param("id", id)
                .param("step", step.name())
                .param("status", status.name())
                .param("ground", ground == null ? null : ground.name())
                .param("detail", detail)
                .param("now", utc(now))
                .param("by", by == null ? null : by.value())
                .update();
    }

    void noteClaim(UUID id, Instant now) {
        jdbc.sql("""
                        insert into message.move (message_id, moved_at, step, status, detail)
                        values (:id, :now, 'CLAIM', 'SENDING', '')
                        """).param("id", id).param("now", utc(now)).update();
    }

    void putOff(UUID id, Instant until, int tries) {
        jdbc.sql("""
                        update message.message
                           set due_at = :until,
                               tries = :tries
                         where id = :id
                        """)
                .param("id", id)
                .param("until", utc(until))
                .param("tries", tries)
                .update();
    }

    void beginRound(UUID id, Instant now, Instant expires) {
        jdbc.sql("""
                        update message.message
                           set round = round + 1,
                               tries = 0,
                               due_at = :now,
                               expires_at = :expires
                         where id = :id
                        """)
                .param("id", id)
                .param("now", utc(now))
                .param("expires", utc(expires))
                .update();
    }

    /** What is waiting for a gateway is due at once. */
    int hurry(UUID county, Instant now) {
        return jdbc.sql("""
                        update message.message
                           set due_at = :now
                         where county_id = :county
                           and status = 'QUEUED'
                           and due_at > :now
                        """).param("county", county).param("now", utc(now)).update();
    }

    /** Taken up, and not heard of since. */
    List<Lapsed> lapsed(Instant now) {
        return jdbc.sql("""
                        select m.id, m.attempt,
                               coalesce(g.protocol = 'HTTP' and (g.settings ->> 'repeatable')::boolean, false) as repeatable
                          from message.message m
                          left join message.gateway g on g.county_id = m.county_id and g.medium = m.medium
                         where m.status = 'SENDING'
                           and m.claimed_until < :now
                         order by m.claimed_until
                         limit 200
                        """)
                .param("now", utc(now))
                .query((row, n) -> new Lapsed(
                        row.getObject("id", UUID.class), row.getInt("attempt"), row.getBoolean("repeatable")))
                .list();
    }

    List<UUID> expired(Instant now) {
        return jdbc.sql("""
                        select m.id
                          from message.message m
                         where m.status = 'QUEUED'
                           and m.expires_at < :now
                         limit 200
                        """).param("now", utc(now)).query(UUID.class).list();
    }

    /** Forgets addresses and texts that are of no more use, and receipts that nobody has asked for. */
    void forget(Instant before) {
        jdbc.sql("""
                        update message.message
                           set sealed = null
                         where sealed is not null
                           and status not in ('QUEUED', 'SENDING')
                           and changed_at < :before
                        """).param("before", utc(before)).update();
        jdbc.sql("delete from message.early_receipt where received_at < :before")
                .param("before", utc(before))
                .update();
    }

    List<String> taken(UUID id, int round) {
        return jdbc.sql("""
                        select p.reference
                          from message.part p
                         where p.message_id = :id
                           and p.round = :round
                         order by p.position
                        """)
                .param("id", id)
                .param("round", round)
                .query(String.class)
                .list();
    }

    void insertPart(UUID id, int round, int position, int parts, UUID gateway, String reference) {
        jdbc.sql("""
                        insert into message.part (message_id, round, position, parts, gateway_id, reference)
                        values (:id, :round, :position, :parts, :gateway, :reference)
                            on conflict do nothing
                        """)
                .param("id", id)
                .param("round", round)
                .param("position", position)
                .param("parts", parts)
                .param("gateway", gateway)
                .param("reference", reference)
                .update();
    }

    /** Whoever records a reference and whoever has a receipt for it come one after the other. */
    void lockReference(UUID gateway, String reference) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:gateway || :reference, 1501))")
                .param("gateway", gateway.toString())
                .param("reference", reference)
                .query((row, n) -> n)
                .list();
    }

    /** A gateway may give a name again after years: the newest bears it. */
    Optional<Part> part(UUID gateway, String reference) {
        return jdbc.sql("""
                        select p.message_id, p.round
                          from message.part p
                         where p.gateway_id = :gateway
                           and p.reference = :reference
                         order by p.message_id desc, p.round desc
                         limit 1
                        """)
                .param("gateway", gateway)
                .param("reference", reference)
                .query((row, n) -> new Part(row.getObject("message_id", UUID.class), row.getInt("round")))
                .optional();
    }

    void receipt(UUID gateway, UUID message, int round, String reference, String receipt) {
        jdbc.sql("""
                        update message.part
                           set receipt = :receipt
                         where message_id = :message
                           and round = :round
                           and gateway_id = :gateway
                           and reference = :reference
                           and receipt is distinct from 'DELIVERED'
                        """)
                .param("gateway", gateway)
                .param("message", message)
                .param("round", round)
                .param("reference", reference)
                .param("receipt", receipt)
                .update();
    }

    /** DELIVERED once every part of it is, FAILED once any has; empty before. */
    Optional<String> receiptOf(UUID message, int round) {
        return jdbc.sql("""
                        select case
                                   when bool_or(p.receipt = 'FAILED') then 'FAILED'
                                   when count(p.receipt) = max(p.parts) then 'DELIVERED'
                               end
                          from message.part p
                         where p.message_id = :message
                           and p.round = :round
                        """)
                .param("message", message)
                .param("round", round)
                .query(String.class)
                .optional();
    }

    void keepEarly(UUID gateway, String reference, String receipt, String detail, Instant now) {
        jdbc.sql("""
                        insert into message.early_receipt (gateway_id, reference, receipt, detail, received_at)
                        values (:gateway, :reference, :receipt, :detail, :now)
                            on conflict do nothing
                        """)
                .param("gateway", gateway)
                .param("reference", reference)
                .param("receipt", receipt)
                .param("detail", detail)
                .param("now", utc(now))
                .update();
    }

    /** Takes the receipts that came before the reference was known. */
    List<String> takeEarly(UUID gateway, String reference) {
        return jdbc.sql("""
                        delete from message.early_receipt
                         where gateway_id = :gateway
                           and reference = :reference
                     returning receipt
                        """)
                .param("gateway", gateway)
                .param("reference", reference)
                .query(String.class)
                .list();
    }

    boolean isOf(UUID message, UUID gateway) {
        return jdbc.sql("""
                        select exists (
                            select from message.message m
                              join message.gateway g on g.county_id = m.county_id and g.medium = m.medium
                             where m.id = :message
                               and g.id = :gateway)
                        """)
                .param("message", message)
                .param("gateway", gateway)
                .query(Boolean.class)
                .single();
    }

    Optional<SentMessage> find(UUID id) {
        return jdbc.sql("""
                        select m.id, m.organization_id, m.kind, m.template_version, m.medium, m.person_id, m.cause, m.masked,
                               m.status, m.round, m.tries, m.queued_at, m.due_at, m.changed_at, m.ground, m.detail
                          from message.message m
                         where m.id = :id
                        """).param("id", id).query(OutboxStore::message).optional();
    }

    List<SentMessage> list(OrganizationId county, Outbox.Filter filter, @Nullable UUID before, int most) {
        return jdbc.sql("""
                        select m.id, m.organization_id, m.kind, m.template_version, m.medium, m.person_id, m.cause, m.masked,
                               m.status, m.round, m.tries, m.queued_at, m.due_at, m.changed_at, m.ground, m.detail
                          from message.message m
                         where m.county_id = :county
                           and (:medium::text is null or m.medium = :medium)
                           and (:status::text is null or m.status = :status)
                           and (not :dead or m.status in ('FAILED', 'UNKNOWN'))
                           and (:before::uuid is null or m.id < :before)
                         order by m.id desc
                         limit :most
                        """)
                .param("county", county.value())
                .param(
                        "medium",
                        filter.medium() == null ? null : filter.medium().name())
                .param(
                        "status",
                        filter.status() == null ? null : filter.status().name())
                .param("dead", filter.dead())
                .param("before", before)
                .param("most", most)
                .query(OutboxStore::message)
                .list();
    }

    List<MessageMove> moves(UUID id) {
        return jdbc.sql("""
                        select v.moved_at, v.step, v.status, v.ground, v.detail, v.moved_by
                          from message.move v
                         where v.message_id = :id
                         order by v.id
                        """)
                .param("id", id)
                .query((row, n) -> {
                    var ground = row.getString("ground");
                    var by = row.getObject("moved_by", UUID.class);
                    return new MessageMove(
                            row.getObject("moved_at", OffsetDateTime.class).toInstant(),
                            row.getString("step"),
                            MessageStatus.valueOf(row.getString("status")),
                            ground == null ? null : Ground.valueOf(ground),
                            row.getString("detail"),
                            by == null ? null : new PersonId(by));
                })
                .list();
    }

    boolean isReadable(UUID id) {
        return jdbc.sql("select m.sealed is not null from message.message m where m.id = :id")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    Backlog backlog(Instant now) {
        return jdbc.sql("""
                        select (select count(1) from message.message m where m.status = 'QUEUED') as waiting,
                               (select min(m.queued_at) from message.message m where m.status = 'QUEUED') as oldest,
                               (select count(1)
                                  from message.message m
                                 where m.status in ('FAILED', 'UNKNOWN')
                                   and m.changed_at > :month) as dead,
                               (select count(1)
                                  from message.gateway g
                                 where g.active
                                   and g.rest_until > :now) as resting
                        """)
                .param("now", utc(now))
                .param("month", utc(now.minus(Duration.ofDays(30))))
                .query((row, n) -> {
                    var oldest = row.getObject("oldest", OffsetDateTime.class);
                    return new Backlog(
                            row.getLong("waiting"),
                            oldest == null ? null : oldest.toInstant(),
                            row.getLong("dead"),
                            row.getLong("resting"));
                })
                .single();
    }

    List<SentMessage> about(String cause) {
        return jdbc.sql("""
                        select m.id, m.organization_id, m.kind, m.template_version, m.medium, m.person_id, m.cause, m.masked,
                               m.status, m.round, m.tries, m.queued_at, m.due_at, m.changed_at, m.ground, m.detail
                          from message.message m
                         where m.cause = :cause
                         order by m.id
                        """).param("cause", cause).query(OutboxStore::message).list();
    }

    static SentMessage message(ResultSet row, int n) throws SQLException {
        var person = row.getObject("person_id", UUID.class);
        var ground = row.getString("ground");
        return new SentMessage(
                row.getObject("id", UUID.class),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getString("kind"),
                row.getInt("template_version"),
                Medium.valueOf(row.getString("medium")),
                person == null ? null : new PersonId(person),
                row.getString("cause"),
                row.getString("masked"),
                MessageStatus.valueOf(row.getString("status")),
                row.getInt("round"),
                row.getInt("tries"),
                row.getObject("queued_at", OffsetDateTime.class).toInstant(),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                ground == null ? null : Ground.valueOf(ground),
                row.getString("detail"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
