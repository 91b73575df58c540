package io.gongkai.catalog;

import io.gongkai.calendar.DueDate;
import io.gongkai.calendar.WorkdayCalendar;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * SQL of duties. Due dates are counted in Java once for each rule and day and joined to the entries that share them.
 *
 * <p>Reads {@code organization.ancestry}: lists over a county cannot ask the tree organization by organization.
 */
@Repository
class DutyStore {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final JdbcClient jdbc;

    DutyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The rules of a version's applicable entries, or of all versions in force. */
    Set<TimeRule> rules(@Nullable UUID version) {
        return jdbc.sql("""
                        select distinct r.code
                          from catalog.version v
                          join catalog.entry e on e.version_id = v.id
                         cross join lateral unnest(e.rules) as r (code)
                         where (v.id = :version or (cast(:version as uuid) is null and v.status = 'EFFECTIVE'))
                           and e.origin <> 'NOT_APPLICABLE'
                        """).param("version", version).query(String.class).list().stream()
                .map(TimeRule::of)
                .collect(Collectors.toSet());
    }

    /** The earliest day from which periods have not brought about their duties, among versions in force; empty for none. */
    Optional<LocalDate> broughtAboutSince(LocalDate today) {
        return jdbc.sql("""
                        select min(greatest(coalesce(v.duties_until, v.effective_on), v.effective_on)) as since
                          from catalog.version v
                         where v.status = 'EFFECTIVE'
                           and (v.duties_until is null or v.duties_until < :today)
                        """)
                .param("today", today)
                .query((row, _) -> Optional.ofNullable(row.getObject("since", LocalDate.class)))
                .single();
    }

    /**
     * Periodic duties of one version, or of all in force. A period counts for a version when its due date is not before the
     * version's first day, so that nothing is late before it could be done. Returns who got any.
     */
    List<OrganizationId> bringAbout(@Nullable UUID version, List<DutyPlan> plans, Instant at) {
        return jdbc.sql("""
                        with born as (
                            insert into catalog.duty
                                   (organization_id, item, entry_id, rule, rule_code, subject, base_on, arises_on, due_on,
                                    provisional, derivation, counted_from, counted_until, created_at)
                            select v.organization_id, e.item, e.id, 'CADENCE', p.code, p.subject, p.base_on,
                                   greatest(p.base_on, v.effective_on), p.due_on, p.provisional, p.derivation,
                                   p.counted_from, p.counted_until, :at
                              from catalog.version v
                              join catalog.entry e on e.version_id = v.id
                             cross join lateral unnest(e.rules) as r (code)
                              join jsonb_to_recordset(cast(:plans as jsonb)) as p
                                   (code text, subject text, base_on date, due_on date, provisional boolean,
                                    derivation jsonb, counted_from date, counted_until date)
                                on p.code = r.code
                             where (v.id = :version or (cast(:version as uuid) is null and v.status = 'EFFECTIVE'))
                               and e.origin <> 'NOT_APPLICABLE'
                               and (v.duties_until is null or p.base_on > v.duties_until)
                               and p.due_on >= v.effective_on
                            on conflict (organization_id, item, rule, subject) where cancelled_on is null do nothing
                         returning organization_id
                        )
                        select distinct organization_id from born
                        """)
                .param("version", version)
                .param("plans", JSON.writeValueAsString(plans))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(DutyStore::toOrganizationId)
                .list();
    }

    void markBroughtAbout(@Nullable UUID version, LocalDate until) {
        jdbc.sql("""
                        update catalog.version v
                           set duties_until = :until
                         where (v.id = :version or (cast(:version as uuid) is null and v.status = 'EFFECTIVE'))
                           and (v.duties_until is null or v.duties_until < :until)
                        """).param("version", version).param("until", until).update();
    }

    /**
     * Long-term duties of a version that takes effect: for items that are new, or that ask for something else than in the
     * version before, and have no long-term duty open.
     *
     * @param plans one for each long-term rule, counted from the day of effect
     */
    void bringAboutLongTerm(UUID version, List<DutyPlan> plans, Instant at) {
        jdbc.sql("""
                        insert into catalog.duty
                               (organization_id, item, entry_id, rule, rule_code, subject, base_on, arises_on, due_on,
                                provisional, derivation, counted_from, counted_until, created_at)
                        select v.organization_id, e.item, e.id, 'LONG_TERM', p.code, 'v' || v.number, p.base_on, p.base_on,
                               p.due_on, p.provisional, p.derivation, p.counted_from, p.counted_until, :at
                          from catalog.version v
                          join catalog.entry e on e.version_id = v.id
                         cross join lateral unnest(e.rules) as r (code)
                          join jsonb_to_recordset(cast(:plans as jsonb)) as p
                               (code text, base_on date, due_on date, provisional boolean, derivation jsonb,
                                counted_from date, counted_until date)
                            on p.code = r.code
                          left join catalog.version before
                            on before.organization_id = v.organization_id
                           and before.number = v.number - 1
                          left join catalog.entry old
                            on old.version_id = before.id
                           and old.item = e.item
                           and old.origin <> 'NOT_APPLICABLE'
                         where v.id = :version
                           and e.origin <> 'NOT_APPLICABLE'
                           and (old.id is null
                                or (old.title, old.elements, old.rules, old.scope, old.audience)
                                   is distinct from (e.title, e.elements, e.rules, e.scope, e.audience))
                           and 0 = (select count(*)
                                      from catalog.duty d
                                     where d.organization_id = v.organization_id
                                       and d.item = e.item
                                       and d.rule = 'LONG_TERM'
                                       and d.done_on is null
                                       and d.cancelled_on is null)
                        on conflict (organization_id, item, rule, subject) where cancelled_on is null do nothing
                        """)
                .param("version", version)
                .param("plans", JSON.writeValueAsString(plans))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The version before this one in the same organization's catalog, with the day to which its duties were brought about. */
    Optional<UUID> versionBefore(UUID version) {
        return jdbc.sql("""
                        select before.id
                          from catalog.version v
                          join catalog.version before
                            on before.organization_id = v.organization_id
                           and before.number = v.number - 1
                         where v.id = :version
                        """).param("version", version).query(UUID.class).optional();
    }

    /** One duty that something brought about; empty when the same matter brought it about before. */
    Optional<UUID> insert(OrganizationId organization, CatalogEntry entry, TimeRule rule, DutyPlan plan, Instant at) {
        return jdbc.sql("""
                        insert into catalog.duty
                               (organization_id, item, entry_id, rule, rule_code, subject, base_on, arises_on, due_on,
                                provisional, derivation, counted_from, counted_until, created_at)
                        values (:organization, :item, :entry, :rule, :code, :subject, :baseOn, :baseOn, :dueOn,
                                :provisional, cast(:derivation as jsonb), :countedFrom, :countedUntil, :at)
                        on conflict (organization_id, item, rule, subject) where cancelled_on is null do nothing
                     returning id
                        """)
                .param("organization", organization.value())
                .param("item", entry.item())
                .param("entry", entry.id())
                .param("rule", rule.kind())
                .param("code", plan.code())
                .param("subject", plan.subject())
                .param("baseOn", plan.baseOn())
                .param("dueOn", plan.dueOn())
                .param("provisional", plan.provisional())
                .param("derivation", JSON.writeValueAsString(plan.derivation()))
                .param("countedFrom", plan.countedFrom())
                .param("countedUntil", plan.countedUntil())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .optional();
    }

    // When the catalog or the calendar changes

    /** Open duties of items that the version lacks or does not apply fall away, each with its cause. */
    void cancelWithoutEntry(UUID version, LocalDate on, Instant at) {
        jdbc.sql("""
                        with cancelled as (
                            update catalog.duty d
                               set cancelled_on = :on,
                                   cancel_cause = case when exists (select 1
                                                                      from catalog.entry e
                                                                     where e.version_id = v.id
                                                                       and e.item = d.item)
                                                       then 'NOT_APPLICABLE' else 'ITEM_GONE' end
                              from catalog.version v
                             where v.id = :version
                               and d.organization_id = v.organization_id
                               and d.done_on is null
                               and d.cancelled_on is null
                               and not exists (select 1
                                                 from catalog.entry e
                                                where e.version_id = v.id
                                                  and e.item = d.item
                                                  and e.origin <> 'NOT_APPLICABLE')
                         returning d.id, coalesce(d.extended_to, d.due_on) as due, d.cancel_cause
                        )
                        insert into catalog.duty_change (duty_id, cause, old_due, new_due, detail, changed_at)
                        select id, 'CANCELLED', due, due, cancel_cause, :at
                          from cancelled
                        """)
                .param("version", version)
                .param("on", on)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void cancelAll(OrganizationId organization, LocalDate on, Instant at) {
        jdbc.sql("""
                        with cancelled as (
                            update catalog.duty d
                               set cancelled_on = :on,
                                   cancel_cause = 'DISSOLVED'
                             where d.organization_id = :organization
                               and d.done_on is null
                               and d.cancelled_on is null
                         returning d.id, coalesce(d.extended_to, d.due_on) as due
                        )
                        insert into catalog.duty_change (duty_id, cause, old_due, new_due, detail, changed_at)
                        select id, 'CANCELLED', due, due, 'DISSOLVED', :at
                          from cancelled
                        """)
                .param("organization", organization.value())
                .param("on", on)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Open duties whose rule the version's entry of the same item no longer has, with the rules it has instead. */
    record Outdated(UUID duty, String rule, String code, LocalDate baseOn, List<String> rulesNow) {}

    List<Outdated> outdated(UUID version) {
        return jdbc.sql("""
                        select d.id, d.rule, d.rule_code, d.base_on, e.rules
                          from catalog.version v
                          join catalog.entry e on e.version_id = v.id
                          join catalog.duty d on d.organization_id = v.organization_id and d.item = e.item
                         where v.id = :version
                           and e.origin <> 'NOT_APPLICABLE'
                           and d.done_on is null
                           and d.cancelled_on is null
                           and d.rule_code <> all (e.rules)
                         order by d.id
                        """)
                .param("version", version)
                .query((row, _) -> new Outdated(
                        row.getObject("id", UUID.class),
                        row.getString("rule"),
                        row.getString("rule_code"),
                        row.getObject("base_on", LocalDate.class),
                        Arrays.asList((String[]) row.getArray("rules").getArray())))
                .list();
    }

    void cancelOutdated(Collection<UUID> duties, LocalDate on, Instant at) {
        jdbc.sql("""
                        with cancelled as (
                            update catalog.duty d
                               set cancelled_on = :on,
                                   cancel_cause = 'TIME_CODE_CHANGED'
                             where d.id in (:duties)
                         returning d.id, coalesce(d.extended_to, d.due_on) as due
                        )
                        insert into catalog.duty_change (duty_id, cause, old_due, new_due, detail, changed_at)
                        select id, 'CANCELLED', due, due, 'TIME_CODE_CHANGED', :at
                          from cancelled
                        """)
                .param("duties", duties)
                .param("on", on)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void recount(UUID duty, DutyPlan plan, Instant at) {
        jdbc.sql("""
                        with before as (
                            select d.id, d.due_on as old_due, greatest(cast(:dueOn as date), d.arises_on) as new_due
                              from catalog.duty d
                             where d.id = :duty
                               for update
                        ), recounted as (
                            update catalog.duty d
                               set rule_code = :code,
                                   due_on = b.new_due,
                                   provisional = :provisional,
                                   derivation = cast(:derivation as jsonb),
                                   counted_from = :countedFrom,
                                   counted_until = :countedUntil,
                                   extended_to = case when d.extended_to > b.new_due then d.extended_to end,
                                   extension_reason = case when d.extended_to > b.new_due then d.extension_reason end
                              from before b
                             where d.id = b.id
                         returning d.id, b.old_due, b.new_due
                        )
                        insert into catalog.duty_change (duty_id, cause, old_due, new_due, detail, changed_at)
                        select id, 'TIME_CODE', old_due, new_due, :code, :at
                          from recounted
                        """)
                .param("duty", duty)
                .param("code", plan.code())
                .param("dueOn", plan.dueOn())
                .param("provisional", plan.provisional())
                .param("derivation", JSON.writeValueAsString(plan.derivation()))
                .param("countedFrom", plan.countedFrom())
                .param("countedUntil", plan.countedUntil())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** What a due date hangs on besides the calendar. */
    record Counted(String code, LocalDate baseOn) {}

    /** Each way of counting among open duties that looked at a day of the year. */
    List<Counted> countedIn(int year) {
        return jdbc.sql("""
                        select distinct d.rule_code, d.base_on
                          from catalog.duty d
                         where d.done_on is null
                           and d.cancelled_on is null
                           and d.counted_from <= make_date(:year, 12, 31)
                           and d.counted_until >= make_date(:year, 1, 1)
                        """)
                .param("year", year)
                .query((row, _) -> new Counted(row.getString("rule_code"), row.getObject("base_on", LocalDate.class)))
                .list();
    }

    /** Counts open duties again; each moved due date is recorded. Returns whose duties moved. */
    List<OrganizationId> recount(List<DutyPlan> plans, Instant at) {
        return jdbc.sql("""
                        with plan as (
                            select p.code, p.base_on, p.due_on, p.provisional, p.derivation, p.counted_from, p.counted_until
                              from jsonb_to_recordset(cast(:plans as jsonb)) as p
                                   (code text, base_on date, due_on date, provisional boolean, derivation jsonb,
                                    counted_from date, counted_until date)
                        ), before as (
                            select d.id, d.due_on as old_due, greatest(p.due_on, d.arises_on) as new_due, p.provisional,
                                   p.derivation, p.counted_from, p.counted_until
                              from catalog.duty d
                              join plan p on p.code = d.rule_code and p.base_on = d.base_on
                             where d.done_on is null
                               and d.cancelled_on is null
                               and d.derivation <> p.derivation
                               for update of d
                        ), recounted as (
                            update catalog.duty d
                               set due_on = b.new_due,
                                   provisional = b.provisional,
                                   derivation = b.derivation,
                                   counted_from = b.counted_from,
                                   counted_until = b.counted_until,
                                   extended_to = case when d.extended_to > b.new_due then d.extended_to end,
                                   extension_reason = case when d.extended_to > b.new_due then d.extension_reason end
                              from before b
                             where d.id = b.id
                         returning d.organization_id, d.id, b.old_due, b.new_due
                        ), recorded as (
                            insert into catalog.duty_change (duty_id, cause, old_due, new_due, changed_at)
                            select id, 'CALENDAR', old_due, new_due, :at
                              from recounted
                             where old_due <> new_due
                        )
                        select distinct organization_id
                          from recounted
                         where old_due <> new_due
                        """)
                .param("plans", JSON.writeValueAsString(plans))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(DutyStore::toOrganizationId)
                .list();
    }

    // What people and publications do with a duty

    Optional<Row> get(UUID duty) {
        return jdbc.sql("""
                        select d.id, d.organization_id, d.item, d.entry_id, e.no, e.title, e.scope, d.rule, d.rule_code, d.subject,
                               d.base_on, d.arises_on, d.due_on, d.provisional, d.derivation, d.extended_to,
                               d.extension_reason, d.done_on, d.publication_id, d.no_change, d.cancel_cause
                          from catalog.duty d
                          join catalog.entry e on e.id = d.entry_id
                         where d.id = :duty
                        """).param("duty", duty).query(DutyStore::toRow).optional();
    }

    /** Holds the duty for this transaction. */
    Optional<Row> lock(UUID duty) {
        return jdbc.sql("""
                        select d.id, d.organization_id, d.item, d.entry_id, e.no, e.title, e.scope, d.rule, d.rule_code, d.subject,
                               d.base_on, d.arises_on, d.due_on, d.provisional, d.derivation, d.extended_to,
                               d.extension_reason, d.done_on, d.publication_id, d.no_change, d.cancel_cause
                          from catalog.duty d
                          join catalog.entry e on e.id = d.entry_id
                         where d.id = :duty
                           for update of d
                        """).param("duty", duty).query(DutyStore::toRow).optional();
    }

    /** A publication takes the place of a recorded "no change", but not of an earlier publication. */
    Optional<OrganizationId> fulfil(UUID duty, LocalDate on, UUID publication) {
        return jdbc.sql("""
                        update catalog.duty
                           set done_on = :on,
                               publication_id = :publication,
                               no_change = false,
                               no_change_by = null
                         where id = :duty
                           and publication_id is null
                           and cancelled_on is null
                     returning organization_id
                        """)
                .param("duty", duty)
                .param("on", on)
                .param("publication", publication)
                .query(DutyStore::toOrganizationId)
                .optional();
    }

    Set<OrganizationId> reopen(UUID publication, Instant at) {
        return Set.copyOf(jdbc.sql("""
                        with reopened as (
                            update catalog.duty
                               set done_on = null,
                                   publication_id = null
                             where publication_id = :publication
                         returning id, organization_id, coalesce(extended_to, due_on) as due
                        ), recorded as (
                            insert into catalog.duty_change (duty_id, cause, old_due, new_due, changed_at)
                            select id, 'REOPENED', due, due, :at
                              from reopened
                        )
                        select distinct organization_id from reopened
                        """)
                .param("publication", publication)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(DutyStore::toOrganizationId)
                .list());
    }

    /** Whether the item's duty of the period before, by the same rule, ended with "no change". */
    boolean previousWasNoChange(UUID duty) {
        return jdbc.sql("""
                        select coalesce((select b.no_change
                                           from catalog.duty d
                                           join catalog.duty b
                                             on b.organization_id = d.organization_id
                                            and b.item = d.item
                                            and b.rule = d.rule
                                            and b.rule_code = d.rule_code
                                            and b.base_on < d.base_on
                                            and b.cancelled_on is null
                                          where d.id = :duty
                                          order by b.base_on desc
                                          limit 1), false)
                        """).param("duty", duty).query(Boolean.class).single();
    }

    void noChange(UUID duty, LocalDate on, PersonId by, Instant at) {
        jdbc.sql("""
                        with recorded as (
                            update catalog.duty
                               set done_on = :on,
                                   no_change = true,
                                   no_change_by = :by
                             where id = :duty
                         returning id, coalesce(extended_to, due_on) as due
                        )
                        insert into catalog.duty_change (duty_id, cause, old_due, new_due, changed_by, changed_at)
                        select id, 'NO_CHANGE', due, due, :by, :at
                          from recorded
                        """)
                .param("duty", duty)
                .param("on", on)
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void extend(UUID duty, LocalDate from, LocalDate to, String reason, PersonId by, Instant at) {
        jdbc.sql("""
                        with extended as (
                            update catalog.duty
                               set extended_to = :to,
                                   extension_reason = :reason
                             where id = :duty
                         returning id
                        )
                        insert into catalog.duty_change (duty_id, cause, old_due, new_due, detail, changed_by, changed_at)
                        select id, 'EXTENSION', :from, :to, :reason, :by, :at
                          from extended
                        """)
                .param("duty", duty)
                .param("from", from)
                .param("to", to)
                .param("reason", reason)
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    List<Duties.Change> changes(UUID duty) {
        return jdbc.sql("""
                        select c.cause, c.old_due, c.new_due, c.detail, p.name, c.changed_at
                          from catalog.duty_change c
                          left join account.person p on p.id = c.changed_by
                         where c.duty_id = :duty
                         order by c.id
                        """)
                .param("duty", duty)
                .query((row, _) -> new Duties.Change(
                        row.getString("cause"),
                        row.getObject("old_due", LocalDate.class),
                        row.getObject("new_due", LocalDate.class),
                        row.getString("detail"),
                        row.getString("name"),
                        row.getObject("changed_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    // Lists

    List<Row> of(OrganizationId organization, LocalDate from, LocalDate until) {
        return jdbc.sql("""
                        select d.id, d.organization_id, d.item, d.entry_id, e.no, e.title, e.scope, d.rule, d.rule_code, d.subject,
                               d.base_on, d.arises_on, d.due_on, d.provisional, d.derivation, d.extended_to,
                               d.extension_reason, d.done_on, d.publication_id, d.no_change, d.cancel_cause
                          from catalog.duty d
                          join catalog.entry e on e.id = d.entry_id
                         where d.organization_id = :organization
                           and d.cancelled_on is null
                           and (d.arises_on between :from and :until
                                or coalesce(d.extended_to, d.due_on) between :from and :until
                                or (d.done_on is null and d.arises_on < :from))
                         order by coalesce(d.extended_to, d.due_on), e.no, d.subject
                        """)
                .param("organization", organization.value())
                .param("from", from)
                .param("until", until)
                .query(DutyStore::toRow)
                .list();
    }

    /** Open duties in and under the roots that are due by a day; those of a root itself first, then the nearest. */
    List<Row> waitingFor(Collection<OrganizationId> roots, LocalDate until, LocalDate today, int limit) {
        return jdbc.sql("""
                        select d.id, d.organization_id, d.item, d.entry_id, e.no, e.title, e.scope, d.rule, d.rule_code, d.subject,
                               d.base_on, d.arises_on, d.due_on, d.provisional, d.derivation, d.extended_to,
                               d.extension_reason, d.done_on, d.publication_id, d.no_change, d.cancel_cause
                          from (select a.descendant_id, min(a.distance) as distance
                                  from organization.ancestry a
                                 where a.ancestor_id in (:roots)
                                   and a.valid_from <= :today
                                   and (a.valid_until is null or :today < a.valid_until)
                                 group by a.descendant_id) s
                          join catalog.duty d on d.organization_id = s.descendant_id
                          join catalog.entry e on e.id = d.entry_id
                         where d.done_on is null
                           and d.cancelled_on is null
                           and coalesce(d.extended_to, d.due_on) <= :until
                         order by s.distance > 0, coalesce(d.extended_to, d.due_on), d.organization_id, e.no
                         limit :limit
                        """)
                .param("roots", ids(roots))
                .param("today", today)
                .param("until", until)
                .param("limit", limit)
                .query(DutyStore::toRow)
                .list();
    }

    List<Duties.Named> overdueUnder(OrganizationId under, LocalDate today, int limit, WorkdayCalendar calendar) {
        return jdbc.sql("""
                        select d.id, d.organization_id, d.item, d.entry_id, e.no, e.title, e.scope, d.rule, d.rule_code, d.subject,
                               d.base_on, d.arises_on, d.due_on, d.provisional, d.derivation, d.extended_to,
                               d.extension_reason, d.done_on, d.publication_id, d.no_change, d.cancel_cause,
                               o.code, s.name
                          from organization.ancestry a
                          join catalog.duty d on d.organization_id = a.descendant_id
                          join catalog.entry e on e.id = d.entry_id
                          join organization.organization o on o.id = d.organization_id
                          join organization.state s
                            on s.organization_id = d.organization_id
                           and s.valid_from <= :today
                           and (s.valid_until is null or :today < s.valid_until)
                         where a.ancestor_id = :under
                           and a.valid_from <= :today
                           and (a.valid_until is null or :today < a.valid_until)
                           and d.done_on is null
                           and d.cancelled_on is null
                           and coalesce(d.extended_to, d.due_on) < :today
                         order by coalesce(d.extended_to, d.due_on), o.code, e.no
                         limit :limit
                        """)
                .param("under", under.value())
                .param("today", today)
                .param("limit", limit)
                .query((row, n) -> named(row, n, today, calendar))
                .list();
    }

    /** Counts of the duties that are due within the days, in and under each of the organizations that has any. */
    Map<OrganizationId, Duties.Summary> summaries(
            Collection<OrganizationId> under, LocalDate from, LocalDate until, LocalDate today, LocalDate soonUntil) {
        return jdbc
                .sql("""
                        select a.ancestor_id,
                               count(*) as total,
                               count(*) filter (where d.done_on is not null and not d.no_change
                                                  and d.done_on <= coalesce(d.extended_to, d.due_on)) as done,
                               count(*) filter (where d.done_on is not null and not d.no_change
                                                  and d.done_on > coalesce(d.extended_to, d.due_on)) as late,
                               count(*) filter (where d.no_change) as unchanged,
                               count(*) filter (where d.done_on is null
                                                  and coalesce(d.extended_to, d.due_on) < :today) as overdue,
                               count(*) filter (where d.done_on is null
                                                  and coalesce(d.extended_to, d.due_on) between :today and :soonUntil) as soon
                          from organization.ancestry a
                          join catalog.duty d on d.organization_id = a.descendant_id
                         where a.ancestor_id in (:under)
                           and a.valid_from <= :today
                           and (a.valid_until is null or :today < a.valid_until)
                           and d.cancelled_on is null
                           and coalesce(d.extended_to, d.due_on) between :from and :until
                         group by a.ancestor_id
                        """)
                .param("under", ids(under))
                .param("from", from)
                .param("until", until)
                .param("today", today)
                .param("soonUntil", soonUntil)
                .query((row, _) -> Map.entry(
                        new OrganizationId(row.getObject("ancestor_id", UUID.class)),
                        new Duties.Summary(
                                row.getInt("total"),
                                row.getInt("done"),
                                row.getInt("late"),
                                row.getInt("unchanged"),
                                row.getInt("overdue"),
                                row.getInt("soon"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The last duty of the page before, in the order of the list. */
    record Position(LocalDate due, UUID duty) {}

    /** What a summary counts under some statuses, by due date. */
    List<Duties.Named> under(
            OrganizationId under,
            LocalDate from,
            LocalDate until,
            Collection<DutyStatus> statuses,
            LocalDate today,
            LocalDate soonUntil,
            @Nullable Position after,
            int limit,
            WorkdayCalendar calendar) {
        return jdbc.sql("""
                        select d.id, d.organization_id, d.item, d.entry_id, e.no, e.title, e.scope, d.rule, d.rule_code, d.subject,
                               d.base_on, d.arises_on, d.due_on, d.provisional, d.derivation, d.extended_to,
                               d.extension_reason, d.done_on, d.publication_id, d.no_change, d.cancel_cause,
                               o.code, s.name
                          from organization.ancestry a
                          join catalog.duty d on d.organization_id = a.descendant_id
                         cross join lateral (select coalesce(d.extended_to, d.due_on) as due_on) at
                          join catalog.entry e on e.id = d.entry_id
                          join organization.organization o on o.id = d.organization_id
                          join organization.state s
                            on s.organization_id = d.organization_id
                           and s.valid_from <= :today
                           and (s.valid_until is null or :today < s.valid_until)
                         where a.ancestor_id = :under
                           and a.valid_from <= :today
                           and (a.valid_until is null or :today < a.valid_until)
                           and d.cancelled_on is null
                           and at.due_on between :from and :until
                           and case when d.no_change then 'NO_CHANGE'
                                    when d.done_on > at.due_on then 'DONE_LATE'
                                    when d.done_on is not null then 'DONE'
                                    when at.due_on < :today then 'OVERDUE'
                                    when at.due_on <= :soonUntil then 'DUE'
                                    else 'UPCOMING'
                               end = any(:statuses)
                           and (cast(:afterDue as date) is null
                                or (at.due_on, d.id) > (cast(:afterDue as date), cast(:afterDuty as uuid)))
                         order by at.due_on, d.id
                         limit :limit
                        """)
                .param("under", under.value())
                .param("from", from)
                .param("until", until)
                .param("statuses", statuses.stream().map(Enum::name).toArray(String[]::new))
                .param("today", today)
                .param("soonUntil", soonUntil)
                .param("afterDue", after == null ? null : after.due(), Types.DATE)
                .param("afterDuty", after == null ? null : after.duty(), Types.OTHER)
                .param("limit", limit)
                .query((row, n) -> named(row, n, today, calendar))
                .list();
    }

    /**
     * A duty as its row stands; where it stands on a day is asked with the calendar.
     *
     * @param cancelCause null while it holds
     */
    record Row(
            UUID id,
            OrganizationId organization,
            UUID item,
            UUID entry,
            int entryNo,
            String title,
            DisclosureScope scope,
            String rule,
            String code,
            String subject,
            LocalDate baseOn,
            LocalDate arisesOn,
            DueDate due,
            @Nullable LocalDate extendedTo,
            @Nullable String extensionReason,
            @Nullable LocalDate doneOn,
            @Nullable UUID publication,
            boolean noChange,
            @Nullable String cancelCause) {

        /** A long-term duty is told apart by the version that brought it about, which is nothing to tell a reader. */
        private boolean owedSinceEffect() {
            return rule.equals("LONG_TERM") && subject.matches("v\\d+");
        }

        LocalDate dueOn() {
            return Objects.requireNonNullElse(extendedTo, due.on());
        }

        Duty on(LocalDate today, WorkdayCalendar calendar) {
            return new Duty(
                    id,
                    organization,
                    item,
                    entry,
                    entryNo,
                    title,
                    scope,
                    rule,
                    owedSinceEffect() ? "" : subject,
                    arisesOn,
                    due,
                    extendedTo,
                    extensionReason,
                    doneOn,
                    publication,
                    DutyStatus.on(today, dueOn(), doneOn, noChange, calendar));
        }
    }

    private static Row toRow(ResultSet row, int n) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                toOrganizationId(row, n),
                row.getObject("item", UUID.class),
                row.getObject("entry_id", UUID.class),
                row.getInt("no"),
                row.getString("title"),
                DisclosureScope.valueOf(row.getString("scope")),
                row.getString("rule"),
                row.getString("rule_code"),
                row.getString("subject"),
                row.getObject("base_on", LocalDate.class),
                row.getObject("arises_on", LocalDate.class),
                new DueDate(
                        row.getObject("due_on", LocalDate.class),
                        row.getBoolean("provisional"),
                        List.of(JSON.readValue(row.getString("derivation"), DueDate.Day[].class))),
                row.getObject("extended_to", LocalDate.class),
                row.getString("extension_reason"),
                row.getObject("done_on", LocalDate.class),
                row.getObject("publication_id", UUID.class),
                row.getBoolean("no_change"),
                row.getString("cancel_cause"));
    }

    private static Duties.Named named(ResultSet row, int n, LocalDate today, WorkdayCalendar calendar)
            throws SQLException {
        return new Duties.Named(toRow(row, n).on(today, calendar), row.getString("code"), row.getString("name"));
    }

    private static OrganizationId toOrganizationId(ResultSet row, int n) throws SQLException {
        return new OrganizationId(row.getObject("organization_id", UUID.class));
    }

    private static Set<UUID> ids(Collection<OrganizationId> organizations) {
        return organizations.stream().map(OrganizationId::value).collect(Collectors.toSet());
    }
}
