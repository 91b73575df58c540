package io.gongkai.account;

import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of schema {@code account}. */
@Repository
class AccountStore {

    record Holder(PersonId person, OrganizationId organization) {}

    /** What sign-in needs of a person; {@code hash} is null for one who has no password yet. */
    record Credentials(PersonId person, @Nullable String hash, boolean disabled) {}

    record Lock(int failures, @Nullable Instant lockedUntil) {}

    private final JdbcClient jdbc;

    AccountStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty when the login is taken. */
    Optional<PersonId> insertPerson(
            String login, String name, @Nullable String hash, boolean temporary, Instant at, @Nullable PersonId by) {
        return jdbc.sql("""
                        insert into account.person
                            (login, name, password_hash, password_set_at, password_is_temporary, registered_at, registered_by)
                        values (:login, :name, :hash, :passwordSetAt, :temporary, :at, :by)
                        on conflict (login) do nothing
                        returning id
                        """)
                .param("login", login)
                .param("name", name)
                .param("hash", hash)
                .param("passwordSetAt", hash == null ? null : utc(at))
                .param("temporary", temporary)
                .param("at", utc(at))
                .param("by", by == null ? null : by.value())
                .query(UUID.class)
                .optional()
                .map(PersonId::new);
    }

    Optional<PersonId> personByLogin(String login) {
        return jdbc.sql("select id from account.person where login = :login")
                .param("login", login)
                .query(UUID.class)
                .optional()
                .map(PersonId::new);
    }

    Optional<Account> account(PersonId person) {
        var appointments = appointments(person);
        return jdbc.sql("""
                        select login, name, disabled_at is not null as disabled, password_is_temporary
                          from account.person
                         where id = :id
                        """)
                .param("id", person.value())
                .query((row, _) -> new Account(
                        person,
                        row.getString("login"),
                        row.getString("name"),
                        row.getBoolean("disabled"),
                        row.getBoolean("password_is_temporary"),
                        appointments))
                .optional();
    }

    Map<PersonId, String> names(Collection<PersonId> people) {
        var names = new HashMap<PersonId, String>();
        jdbc.sql("select id, name from account.person where id = any(:ids)")
                .param("ids", people.stream().map(PersonId::value).toArray(UUID[]::new))
                .query(row -> {
                    names.put(new PersonId(row.getObject("id", UUID.class)), row.getString("name"));
                });
        return names;
    }

    Optional<Credentials> credentials(String login) {
        return jdbc.sql("""
                        select id, password_hash, disabled_at is not null as disabled
                          from account.person
                         where login = :login
                        """)
                .param("login", login)
                .query((row, _) -> new Credentials(
                        new PersonId(row.getObject("id", UUID.class)),
                        row.getString("password_hash"),
                        row.getBoolean("disabled")))
                .optional();
    }

    void setPassword(PersonId person, String hash, boolean temporary, Instant at) {
        jdbc.sql("""
                        update account.person
                           set password_hash = :hash, password_set_at = :at, password_is_temporary = :temporary
                         where id = :id
                        """)
                .param("hash", hash)
                .param("at", utc(at))
                .param("temporary", temporary)
                .param("id", person.value())
                .update();
    }

    void setDisabled(PersonId person, @Nullable Instant at) {
        jdbc.sql("update account.person set disabled_at = :at where id = :id")
                .param("at", at == null ? null : utc(at))
                .param("id", person.value())
                .update();
    }

    void setDemonstration(PersonId person) {
        jdbc.sql("update account.person set is_demonstration = true where id = :id")
                .param("id", person.value())
                .update();
    }

    List<PersonId> demonstrationPeople() {
        return jdbc
                .sql("select id from account.person where is_demonstration and disabled_at is null order by id")
                .query(UUID.class)
                .list()
                .stream()
                .map(PersonId::new)
                .toList();
    }

    /** People who hold, will hold or held a post below one of the places, in order of login. */
    List<AccountLine> people(
            Collection<OrganizationId> places, PersonId alsoRegisteredBy, String words, String after, int limit) {
        return jdbc.sql("""
                        select p.id, p.login, p.name, p.disabled_at is not null as disabled,
                               p.password_hash is null as without_password, f.locked_until
                          from account.person p
                          left join account.sign_in_failure f on f.login = p.login
                         where (exists (
                                    select 1
                                      from account.appointment a
                                      join organization.ancestry n on n.descendant_id = a.organization_id
                                     where a.person_id = p.id
                                       and n.ancestor_id = any(:places))
                                or p.registered_by = :by
                                   and not exists (select 1 from account.appointment b where b.person_id = p.id))
                           and (:words = '' or position(:words in p.login) > 0 or position(:words in p.name) > 0)
                           and p.login > :after
                         order by p.login
                         limit :limit
                        """)
                .param("places", places.stream().map(OrganizationId::value).toArray(UUID[]::new))
                .param("by", alsoRegisteredBy.value())
                .param("words", words)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> new AccountLine(
                        new PersonId(row.getObject("id", UUID.class)),
                        row.getString("login"),
                        row.getString("name"),
                        row.getBoolean("disabled"),
                        row.getBoolean("without_password"),
                        instant(row, "locked_until")))
                .list();
    }

    Optional<AccountLine> line(PersonId person) {
        return jdbc.sql("""
                        select p.id, p.login, p.name, p.disabled_at is not null as disabled,
                               p.password_hash is null as without_password, f.locked_until
                          from account.person p
                          left join account.sign_in_failure f on f.login = p.login
                         where p.id = :id
                        """)
                .param("id", person.value())
                .query((row, _) -> new AccountLine(
                        person,
                        row.getString("login"),
                        row.getString("name"),
                        row.getBoolean("disabled"),
                        row.getBoolean("without_password"),
                        instant(row, "locked_until")))
                .optional();
    }

    boolean isRegisteredBy(PersonId person, PersonId by) {
        return jdbc.sql("select count(*) from account.person where id = :id and registered_by = :by")
                        .param("id", person.value())
                        .param("by", by.value())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Held until the transaction ends, so that two who appoint the same person at once see each other's. */
    void lockPerson(PersonId person) {
        jdbc.sql("select id from account.person where id = :id for update")
                .param("id", person.value())
                .query(UUID.class)
                .optional();
    }

    // Appointments

    List<Appointment> appointments(PersonId person) {
        return jdbc.sql("""
                        select id, person_id, organization_id, role, valid_from, valid_until
                          from account.appointment
                         where person_id = :person
                         order by valid_from, id
                        """)
                .param("person", person.value())
                .query((row, _) -> appointment(row))
                .list();
    }

    Optional<Appointment> appointment(UUID id) {
        return jdbc.sql("""
                        select id, person_id, organization_id, role, valid_from, valid_until
                          from account.appointment
                         where id = :id
                        """).param("id", id).query((row, _) -> appointment(row)).optional();
    }

    Appointment insertAppointment(
            PersonId person,
            OrganizationId organization,
            Role role,
            LocalDate from,
            @Nullable LocalDate until,
            Instant at,
            @Nullable PersonId by) {
        var id = jdbc.sql("""
                        insert into account.appointment
                            (person_id, organization_id, role, valid_from, valid_until, appointed_at, appointed_by)
                        values (:person, :organization, :role, :from, :until, :at, :by)
                        returning id
                        """)
                .param("person", person.value())
                .param("organization", organization.value())
                .param("role", role.name())
                .param("from", from)
                .param("until", until)
                .param("at", utc(at))
                .param("by", by == null ? null : by.value())
                .query(UUID.class)
                .single();
        return new Appointment(id, person, organization, role, from, until);
    }

    void endAppointment(UUID id, LocalDate until, Instant at, PersonId by) {
        jdbc.sql("""
                        update account.appointment
                           set valid_until = :until, ended_at = :at, ended_by = :by
                         where id = :id
                        """)
                .param("until", until)
                .param("at", utc(at))
                .param("by", by.value())
                .param("id", id)
                .update();
    }

    /** Who holds one of the roles at exactly one of the organizations that day and is not shut out. */
    List<Holder> holders(List<OrganizationId> organizations, List<Role> roles, LocalDate day) {
        return jdbc.sql("""
                        select a.person_id, a.organization_id
                          from account.appointment a
                          join account.person p on p.id = a.person_id
                         where a.organization_id = any(:organizations)
                           and a.role = any(:roles)
                           and a.valid_from <= :day
                           and (a.valid_until is null or :day < a.valid_until)
                           and p.disabled_at is null
                         order by a.valid_from, a.id
                        """)
                .param(
                        "organizations",
                        organizations.stream().map(OrganizationId::value).toArray(UUID[]::new))
                .param("roles", roles.stream().map(Role::name).toArray(String[]::new))
                .param("day", day)
                .query((row, _) -> new Holder(
                        new PersonId(row.getObject("person_id", UUID.class)),
                        new OrganizationId(row.getObject("organization_id", UUID.class))))
                .list();
    }

    // Failed sign-ins

    Optional<Lock> lock(String login) {
        return jdbc.sql("select failures, locked_until from account.sign_in_failure where login = :login")
                .param("login", login)
                .query((row, _) -> new Lock(row.getInt("failures"), instant(row, "locked_until")))
                .optional();
    }

    /**
     * Counts one more failure and locks at the limit, in one statement, so that of two at the same moment none is lost.
     * Counting starts anew when the last failure lies before {@code forgottenBefore}.
     */
    Lock recordFailure(String login, int limit, Instant at, Instant forgottenBefore, Instant lockedUntil) {
        return jdbc.sql("""
                        insert into account.sign_in_failure as f (login, failures, last_failed_at)
                        values (:login, 1, :at)
                        on conflict (login) do update
                           set failures = case when f.last_failed_at < :forgottenBefore then 1 else f.failures + 1 end,
                               last_failed_at = :at,
                               locked_until = case
                                   when f.last_failed_at >= :forgottenBefore and f.failures + 1 >= :limit
                                   then cast(:lockedUntil as timestamptz) end
                        returning failures, locked_until
                        """)
                .param("login", login)
                .param("limit", limit)
                .param("at", utc(at))
                .param("forgottenBefore", utc(forgottenBefore))
                .param("lockedUntil", utc(lockedUntil))
                .query((row, _) -> new Lock(row.getInt("failures"), instant(row, "locked_until")))
                .single();
    }

    void forgetFailures(String login) {
        jdbc.sql("delete from account.sign_in_failure where login = :login")
                .param("login", login)
                .update();
    }

    void forgetFailuresBefore(Instant before) {
        jdbc.sql("delete from account.sign_in_failure where last_failed_at < :before")
                .param("before", utc(before))
                .update();
    }

    // Tokens

    UUID insertToken(PersonId person, String name, byte[] hash, Instant at, LocalDate expiresOn) {
        return jdbc.sql("""
                        insert into account.token (person_id, name, hash, created_at, expires_on)
                        values (:person, :name, :hash, :at, :expiresOn)
                        returning id
                        """)
                .param("person", person.value())
                .param("name", name)
                .param("hash", hash)
                .param("at", utc(at))
                .param("expiresOn", expiresOn)
                .query(UUID.class)
                .single();
    }

    List<Token> tokens(PersonId person) {
        return jdbc.sql("""
                        select id, person_id, name, created_at, expires_on, revoked_at, last_used_at
                          from account.token
                         where person_id = :person
                         order by id desc
                        """)
                .param("person", person.value())
                .query((row, _) -> token(row))
                .list();
    }

    Optional<Token> token(UUID id) {
        return jdbc.sql("""
                        select id, person_id, name, created_at, expires_on, revoked_at, last_used_at
                          from account.token
                         where id = :id
                        """).param("id", id).query((row, _) -> token(row)).optional();
    }

    Optional<Token> tokenByHash(byte[] hash) {
        return jdbc.sql("""
                        select id, person_id, name, created_at, expires_on, revoked_at, last_used_at
                          from account.token
                         where hash = :hash
                        """).param("hash", hash).query((row, _) -> token(row)).optional();
    }

    void revokeToken(UUID id, Instant at) {
        jdbc.sql("update account.token set revoked_at = :at where id = :id and revoked_at is null")
                .param("at", utc(at))
                .param("id", id)
                .update();
    }

    void tokenUsed(UUID id, Instant at) {
        jdbc.sql("update account.token set last_used_at = :at where id = :id")
                .param("at", utc(at))
                .param("id", id)
                .update();
    }

    // Audit

    void insertEvent(AuditEvent.New event, Instant at) {
        jdbc.sql("""
                        insert into account.audit_event
                            (happened_at, act, actor_id, subject_id, organization_id, address, detail)
                        values (:at, :act, :actor, :subject, :organization, :address, :detail)
                        """)
                .param("at", utc(at))
                .param("act", event.act().name())
                .param("actor", event.actor() == null ? null : event.actor().value())
                .param(
                        "subject",
                        event.subject() == null ? null : event.subject().value())
                .param(
                        "organization",
                        event.organization() == null
                                ? null
                                : event.organization().value())
                .param("address", event.address())
                .param("detail", event.detail())
                .update();
    }

    /**
     * The newest first, of people with a post below the places and of acts on organizations there.
     *
     * @param strangersToo also what concerns nobody known, such as failed sign-ins under logins that do not exist
     * @param act empty for all
     */
    List<AuditEvent> events(
            Collection<OrganizationId> places, boolean strangersToo, String act, String words, long before, int limit) {
        return jdbc.sql("""
                        with within as (
                            select descendant_id as organization_id
                              from organization.ancestry
                             where ancestor_id = any(:places)
                        ), concerned as (
                            select a.person_id
                              from account.appointment a
                              join within w on w.organization_id = a.organization_id
                        )
                        select e.id, e.happened_at, e.act, e.actor_id, e.subject_id, e.organization_id, e.address, e.detail
                          from account.audit_event e
                         where (e.actor_id in (select person_id from concerned)
                                or e.subject_id in (select person_id from concerned)
                                or e.organization_id in (select organization_id from within)
                                or :strangersToo and e.actor_id is null and e.subject_id is null)
                           and (:act = '' or e.act = :act)
                           and (:words = ''
                                or position(:words in e.detail) > 0
                                or e.address = :words
                                or exists (
                                    select 1
                                      from account.person p
                                     where p.id in (e.actor_id, e.subject_id)
                                       and (p.login = :words or p.name = :words)))
                           and e.id < :before
                         order by e.id desc
                         limit :limit
                        """)
                .param("places", places.stream().map(OrganizationId::value).toArray(UUID[]::new))
                .param("strangersToo", strangersToo)
                .param("act", act)
                .param("words", words)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> event(row))
                .list();
    }

    private static AuditEvent event(ResultSet row) throws SQLException {
        var actor = row.getObject("actor_id", UUID.class);
        var subject = row.getObject("subject_id", UUID.class);
        var organization = row.getObject("organization_id", UUID.class);
        return new AuditEvent(
                row.getLong("id"),
                row.getObject("happened_at", OffsetDateTime.class).toInstant(),
                AuditEvent.Act.valueOf(row.getString("act")),
                actor == null ? null : new PersonId(actor),
                subject == null ? null : new PersonId(subject),
                organization == null ? null : new OrganizationId(organization),
                row.getString("address"),
                row.getString("detail"));
    }

    private static Appointment appointment(ResultSet row) throws SQLException {
        return new Appointment(
                row.getObject("id", UUID.class),
                new PersonId(row.getObject("person_id", UUID.class)),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                Role.valueOf(row.getString("role")),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_until", LocalDate.class));
    }

    private static Token token(ResultSet row) throws SQLException {
        return new Token(
                row.getObject("id", UUID.class),
                new PersonId(row.getObject("person_id", UUID.class)),
                row.getString("name"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_on", LocalDate.class),
                instant(row, "revoked_at"),
                instant(row, "last_used_at"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
