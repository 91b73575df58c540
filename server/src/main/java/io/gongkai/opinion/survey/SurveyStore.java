package io.gongkai.opinion.survey;

import io.gongkai.intake.TrackingCode;
import io.gongkai.organization.OrganizationForm;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * All SQL about rounds of questions. Names of organizations are joined from {@code organization}: lists and frames hold many.
 */
@Repository
class SurveyStore {

    private static final TypeReference<Map<String, String>> ANSWERS = new TypeReference<>() {};

    /** The code of a slip that has not been made void. */
    record Slip(UUID round, OrganizationId organization, boolean used) {}

    /** One reading of a paper. */
    record Keying(int pass, Map<String, String> answers, PersonId by) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;

    SurveyStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    // --- rounds

    UUID insert(
            RoundKind kind,
            OrganizationId organization,
            RoundTexts texts,
            Questionnaire questionnaire,
            PersonId by,
            Instant at) {
        return jdbc.sql("""
                        insert into opinion.round (
                               kind, organization_id, title, intro, frame_unit, closes_on, status, questions, created_by, created_at)
                        values (:kind, :organization, :title, :intro, :unit, :closesOn, 'DRAFT', :questions::json, :by, :at)
                        returning id
                        """)
                .param("kind", kind.name())
                .param("organization", organization.value())
                .param("title", texts.title())
                .param("intro", texts.intro())
                .param("unit", kind.isSurvey() ? texts.frameUnit().name() : null)
                .param("closesOn", texts.closesOn())
                .param("questions", json.writeValueAsString(questionnaire))
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .single();
    }

    Optional<Round> round(UUID id, LocalDate today) {
        return jdbc.sql("""
                        select r.id, r.kind, r.organization_id, o.code, s.name, r.title, r.intro, r.frame_unit, r.closes_on, r.status,
                               r.questions, r.told, r.closed_by, r.opened_at, r.closed_at, r.released_at, r.annulled_why
                          from opinion.round r
                          join organization.organization o on o.id = r.organization_id
                          join organization.state s
                            on s.organization_id = o.id
                           and s.valid_from <= greatest(o.valid_from, least(:today::date, o.valid_until - 1))
                           and (s.valid_until is null
                                or greatest(o.valid_from, least(:today::date, o.valid_until - 1)) < s.valid_until)
                         where r.id = :id
                        """)
                .param("id", id)
                .param("today", today)
                .query(this::toRound)
                .optional();
    }

    /** Until the transaction ends nobody else moves the round on, and no answer comes in between. */
    Optional<RoundStatus> lock(UUID id) {
        return jdbc.sql("select status from opinion.round where id = :id for update")
                .param("id", id)
                .query((row, n) -> RoundStatus.valueOf(row.getString("status")))
                .optional();
    }

    /** Nobody moves the round on until the transaction ends; others may take in answers meanwhile. */
    void lockShared(UUID id) {
        jdbc.sql("select status from opinion.round where id = :id for share")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    /** Rounds of an organization and of everything below it, the newest first. */
    List<RoundLine> rounds(OrganizationId under, LocalDate today, @Nullable UUID after, int limit) {
        return jdbc.sql("""
                        select r.id, r.kind, s.name, r.title, r.status, r.closes_on,
                               (select coalesce(sum(f.slips), 0) from opinion.frame_line f where f.round_id = r.id)
                               + (select count(*) from opinion.copy c where c.round_id = r.id) as issued,
                               (select count(*) from opinion.sheet h where h.round_id = r.id) as sheets
                          from opinion.round r
                          join organization.ancestry a
                            on a.descendant_id = r.organization_id
                           and a.ancestor_id = :under
                           and a.valid_from <= :today
                           and (a.valid_until is null or :today < a.valid_until)
                          join organization.state s
                            on s.organization_id = r.organization_id
                           and s.valid_from <= :today
                           and (s.valid_until is null or :today < s.valid_until)
                         where :after::uuid is null
                            or r.id < :after::uuid
                         order by r.id desc
                         limit :limit
                        """)
                .param("under", under.value())
                .param("today", today)
                .param("after", after == null ? null : after.toString())
                .param("limit", limit)
                .query((row, n) -> new RoundLine(
                        row.getObject("id", UUID.class),
                        RoundKind.valueOf(row.getString("kind")),
                        row.getString("name"),
                        row.getString("title"),
                        RoundStatus.valueOf(row.getString("status")),
                        row.getObject("closes_on", LocalDate.class),
                        row.getInt("issued"),
                        row.getInt("sheets")))
                .list();
    }

    void setTexts(UUID round, RoundTexts texts) {
        jdbc.sql("""
                        update opinion.round
                           set title = :title, intro = :intro, closes_on = :closesOn,
                               frame_unit = case when kind = 'OPINION_FORM' then null else :unit end
                         where id = :round
                        """)
                .param("round", round)
                .param("title", texts.title())
                .param("intro", texts.intro())
                .param("closesOn", texts.closesOn())
                .param("unit", texts.frameUnit().name())
                .update();
    }

    void setQuestions(UUID round, Questionnaire questionnaire) {
        jdbc.sql("update opinion.round set questions = :questions::json where id = :round")
                .param("round", round)
                .param("questions", json.writeValueAsString(questionnaire))
                .update();
    }

    void discard(UUID round) {
        jdbc.sql("delete from opinion.frame_line where round_id = :round")
                .param("round", round)
                .update();
        moved(
                jdbc.sql("delete from opinion.round where id = :round and status = 'DRAFT'")
                        .param("round", round)
                        .update(),
                round);
    }

    /** Moves a locked round on. */
    void open(UUID round, PersonId by, Instant at) {
        move("""
                update opinion.round
                   set status = 'RUNNING', opened_by = :by, opened_at = :at
                 where id = :round and status = 'DRAFT'
                """, round, by, at);
    }

    void release(UUID round, PersonId by, Instant at) {
        move("""
                update opinion.round
                   set status = 'RELEASED', released_by = :by, released_at = :at
                 where id = :round and status = 'CLOSED'
                """, round, by, at);
    }

    private void move(String statement, UUID round, PersonId by, Instant at) {
        moved(
                jdbc.sql(statement)
                        .param("round", round)
                        .param("by", by.value())
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update(),
                round);
    }

    void close(UUID round, Told told, PersonId by, Instant at) {
        moved(
                jdbc.sql("""
                                update opinion.round
                                   set status = 'CLOSED', told = :told::json, closed_by = :by, closed_at = :at
                                 where id = :round and status = 'RUNNING'
                                """)
                        .param("round", round)
                        .param("told", json.writeValueAsString(told))
                        .param("by", by.value())
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update(),
                round);
    }

    void annul(UUID round, String why, PersonId by, Instant at) {
        moved(
                jdbc.sql("""
                                update opinion.round
                                   set status = 'ANNULLED', annulled_by = :by, annulled_at = :at, annulled_why = :why
                                 where id = :round and status <> 'ANNULLED'
                                """)
                        .param("round", round)
                        .param("why", why)
                        .param("by", by.value())
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update(),
                round);
    }

    private static void moved(int rows, UUID round) {
        if (rows != 1) {
            throw new OptimisticLockingFailureException("Round %s was moved on by somebody else".formatted(round));
        }
    }

    // --- frame and groups

    /** Sets how many could be asked of an organization; nobody takes the line away, unless slips for it are out. */
    void setFrame(UUID round, OrganizationId organization, int population) {
        if (population == 0) {
            jdbc.sql("delete from opinion.frame_line where round_id = :round and organization_id = :organization")
                    .param("round", round)
                    .param("organization", organization.value())
                    .update();
            return;
        }
        jdbc.sql("""
                        insert into opinion.frame_line (round_id, organization_id, population)
                        values (:round, :organization, :population)
                        on conflict (round_id, organization_id) do update set population = excluded.population
                        """)
                .param("round", round)
                .param("organization", organization.value())
                .param("population", population)
                .update();
    }

    /** Every organization that is in the frame, or that copies went to, or sheets came from, in order of code. */
    List<Group> groups(UUID round, LocalDate today) {
        return jdbc.sql("""
                        with part as (
                            select f.organization_id, f.population, f.slips, 0 as copies, 0 as answered, 0 as on_paper
                              from opinion.frame_line f
                             where f.round_id = :round
                            union all
                            select i.organization_id, 0, 0, i.last - i.first + 1, 0, 0
                              from opinion.copy_issue i
                             where i.round_id = :round
                               and i.cancelled_at is null
                            union all
                            select h.organization_id, 0, 0, 0, (not h.on_paper)::int, h.on_paper::int
                              from opinion.sheet h
                             where h.round_id = :round
                        )
                        select o.id, o.code, s.name, s.form,
                               sum(p.population) as population, sum(p.slips) as slips, sum(p.copies) as copies,
                               sum(p.answered) as answered, sum(p.on_paper) as on_paper
                          from part p
                          join organization.organization o on o.id = p.organization_id
                          join organization.state s
                            on s.organization_id = o.id
                           and s.valid_from <= greatest(o.valid_from, least(:today::date, o.valid_until - 1))
                           and (s.valid_until is null
                                or greatest(o.valid_from, least(:today::date, o.valid_until - 1)) < s.valid_until)
                         group by o.id, o.code, s.name, s.form
                         order by o.code
                        """)
                .param("round", round)
                .param("today", today)
                .query((row, n) -> new Group(
                        new OrganizationId(row.getObject("id", UUID.class)),
                        row.getString("code"),
                        row.getString("name"),
                        OrganizationForm.valueOf(row.getString("form")),
                        row.getInt("population"),
                        row.getInt("slips"),
                        row.getInt("copies"),
                        row.getInt("answered"),
                        row.getInt("on_paper")))
                .list();
    }

    List<Sheet> sheets(UUID round) {
        return jdbc.sql("select organization_id, answers from opinion.sheet where round_id = :round order by id")
                .param("round", round)
                .query((row, n) -> new Sheet(
                        new OrganizationId(row.getObject("organization_id", UUID.class)),
                        json.readValue(row.getString("answers"), ANSWERS)))
                .list();
    }

    // --- slips

    /** Number of the batch, counted from 1. */
    int addSlips(UUID round, OrganizationId organization, Collection<TrackingCode> codes) {
        jdbc.sql("""
                        update opinion.frame_line
                           set slips = slips + :count
                         where round_id = :round and organization_id = :organization
                        """)
                .param("round", round)
                .param("organization", organization.value())
                .param("count", codes.size())
                .update();
        return jdbc.sql("""
                        with batch as (
                            select coalesce(max(batch), 0) + 1 as number
                              from opinion.slip
                             where round_id = :round
                        ), made as (
                            insert into opinion.slip (code_hash, round_id, organization_id, batch)
                            select c.hash, :round, :organization, b.number
                              from batch b, unnest(:hashes::bytea[]) as c (hash)
                        )
                        select number from batch
                        """)
                .param("round", round)
                .param("organization", organization.value())
                .param("hashes", codes.stream().map(TrackingCode::hash).toArray(byte[][]::new))
                .query(Integer.class)
                .single();
    }

    /** What is left of each batch: number, organization, slips, of them used. */
    List<SlipBatch> batches(UUID round) {
        return jdbc.sql("""
                        select s.batch, s.organization_id, count(*) as slips, count(*) filter (where s.used) as used
                          from opinion.slip s
                         where s.round_id = :round
                         group by s.batch, s.organization_id
                         order by s.batch
                        """)
                .param("round", round)
                .query((row, n) -> new SlipBatch(
                        row.getInt("batch"),
                        new OrganizationId(row.getObject("organization_id", UUID.class)),
                        row.getInt("slips"),
                        row.getInt("used")))
                .list();
    }

    /** Makes a batch's unused slips void; how many there were. */
    int voidSlips(UUID round, int batch) {
        return jdbc.sql("""
                        with gone as (
                            delete from opinion.slip
                             where round_id = :round
                               and batch = :batch
                               and not used
                         returning organization_id
                        ), counted as (
                            select organization_id, count(*) as slips from gone group by organization_id
                        ), less as (
                            update opinion.frame_line f
                               set slips = f.slips - c.slips
                              from counted c
                             where f.round_id = :round
                               and f.organization_id = c.organization_id
                        )
                        select coalesce(sum(slips), 0) from counted
                        """)
                .param("round", round)
                .param("batch", batch)
                .query(Integer.class)
                .single();
    }

    Optional<UUID> roundOf(TrackingCode code) {
        return jdbc.sql("select round_id from opinion.slip where code_hash = :hash")
                .param("hash", code.hash())
                .query(UUID.class)
                .optional();
    }

    /** Two answers with the same code wait for one another here: the first to come counts. */
    Optional<Slip> lockSlip(TrackingCode code) {
        return jdbc.sql("""
                        select round_id, organization_id, used
                          from opinion.slip
                         where code_hash = :hash
                           for update
                        """)
                .param("hash", code.hash())
                .query((row, n) -> new Slip(
                        row.getObject("round_id", UUID.class),
                        new OrganizationId(row.getObject("organization_id", UUID.class)),
                        row.getBoolean("used")))
                .optional();
    }

    void useSlip(TrackingCode code) {
        jdbc.sql("update opinion.slip set used = true where code_hash = :hash")
                .param("hash", code.hash())
                .update();
    }

    // --- sheets

    void addSheet(
            UUID round,
            OrganizationId organization,
            @Nullable Integer number,
            Map<String, String> answers,
            boolean onPaper) {
        jdbc.sql("""
                        insert into opinion.sheet (round_id, organization_id, number, answers, on_paper)
                        values (:round, :organization, :number, :answers::json, :onPaper)
                        """)
                .param("round", round)
                .param("organization", organization.value())
                .param("number", number)
                .param("answers", json.writeValueAsString(answers))
                .param("onPaper", onPaper)
                .update();
    }

    /** Forgets in which order sheets came, which paper they were, and all codes. */
    void shuffle(UUID round) {
        jdbc.sql("""
                        with taken as (
                            delete from opinion.sheet
                             where round_id = :round
                         returning round_id, organization_id, answers, on_paper
                        )
                        insert into opinion.sheet (round_id, organization_id, answers, on_paper)
                        select t.round_id, t.organization_id, t.answers, t.on_paper
                          from taken t
                         order by random()
                        """).param("round", round).update();
        jdbc.sql("delete from opinion.slip where round_id = :round")
                .param("round", round)
                .update();
    }

    // --- copies

    /** Copies from the next number on. */
    CopyIssue issue(
            UUID round,
            OrganizationId organization,
            int count,
            LocalDate on,
            String recipient,
            PersonId by,
            Instant at) {
        var id = jdbc.sql("""
                        with next as (
                            select coalesce(max(last), 0) + 1 as first
                              from opinion.copy_issue
                             where round_id = :round
                        )
                        insert into opinion.copy_issue (
                               round_id, organization_id, first, last, issued_on, recipient, recorded_by, recorded_at)
                        select :round, :organization, n.first, n.first + :count - 1, :on, :recipient, :by, :at
                          from next n
                        returning id
                        """)
                .param("round", round)
                .param("organization", organization.value())
                .param("count", count)
                .param("on", on)
                .param("recipient", recipient)
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .single();
        jdbc.sql("""
                        insert into opinion.copy (round_id, number, issue_id, state)
                        select i.round_id, n, i.id, 'ISSUED'
                          from opinion.copy_issue i, generate_series(i.first, i.last) as n
                         where i.id = :id
                        """).param("id", id).update();
        return copyIssue(id, on).orElseThrow();
    }

    Optional<CopyIssue> copyIssue(UUID id, LocalDate today) {
        return issues(id, null, today).stream().findFirst();
    }

    /** In order of their numbers. */
    List<CopyIssue> copyIssues(UUID round, LocalDate today) {
        return issues(null, round, today);
    }

    private List<CopyIssue> issues(@Nullable UUID id, @Nullable UUID round, LocalDate today) {
        return jdbc.sql("""
                        select i.id, i.round_id, o.code, s.name, i.first, i.last, i.issued_on, i.recipient, i.cancel_reason,
                               (select count(*) from opinion.copy c
                                 where c.round_id = i.round_id
                                   and c.issue_id = i.id
                                   and c.state <> 'ISSUED') as returned
                          from opinion.copy_issue i
                          join organization.organization o on o.id = i.organization_id
                          join organization.state s
                            on s.organization_id = o.id
                           and s.valid_from <= greatest(o.valid_from, least(:today::date, o.valid_until - 1))
                           and (s.valid_until is null
                                or greatest(o.valid_from, least(:today::date, o.valid_until - 1)) < s.valid_until)
                         where i.id = cast(:id as uuid)
                            or i.round_id = cast(:round as uuid)
                         order by i.first
                        """)
                .param("id", id)
                .param("round", round)
                .param("today", today)
                .query((row, n) -> new CopyIssue(
                        row.getObject("id", UUID.class),
                        row.getObject("round_id", UUID.class),
                        row.getString("code"),
                        row.getString("name"),
                        row.getInt("first"),
                        row.getInt("last"),
                        row.getObject("issued_on", LocalDate.class),
                        row.getString("recipient"),
                        row.getInt("returned"),
                        row.getString("cancel_reason")))
                .list();
    }

    void cancelIssue(UUID id, String reason, PersonId by, Instant at) {
        jdbc.sql("delete from opinion.copy where issue_id = :id")
                .param("id", id)
                .update();
        jdbc.sql("""
                        update opinion.copy_issue
                           set cancelled_by = :by, cancelled_at = :at, cancel_reason = :reason
                         where id = :id
                        """)
                .param("id", id)
                .param("reason", reason)
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Those of the numbers that were out and now are back. */
    List<Integer> markReturned(UUID round, Collection<Integer> numbers, LocalDate on) {
        return jdbc.sql("""
                        update opinion.copy
                           set state = 'RETURNED', returned_on = :on
                         where round_id = :round
                           and number = any(:numbers)
                           and state = 'ISSUED'
                        returning number
                        """)
                .param("round", round)
                .param("numbers", numbers.toArray(Integer[]::new))
                .param("on", on)
                .query(Integer.class)
                .list();
    }

    /** Those of the numbers that have gone out and not come back. */
    List<Integer> out(UUID round, Collection<Integer> numbers) {
        return jdbc.sql("""
                        select number
                          from opinion.copy
                         where round_id = :round
                           and number = any(:numbers)
                           and state = 'ISSUED'
                        """)
                .param("round", round)
                .param("numbers", numbers.toArray(Integer[]::new))
                .query(Integer.class)
                .list();
    }

    // --- keying

    /** Until the transaction ends nobody else keys this copy. */
    Optional<CopyState> lockCopy(UUID round, int number) {
        return jdbc.sql("select state from opinion.copy where round_id = :round and number = :number for update")
                .param("round", round)
                .param("number", number)
                .query((row, n) -> CopyState.valueOf(row.getString("state")))
                .optional();
    }

    OrganizationId organizationOf(UUID round, int number) {
        return new OrganizationId(jdbc.sql("""
                        select i.organization_id
                          from opinion.copy c
                          join opinion.copy_issue i on i.id = c.issue_id
                         where c.round_id = :round
                           and c.number = :number
                        """)
                .param("round", round)
                .param("number", number)
                .query(UUID.class)
                .single());
    }

    List<Keying> keyings(UUID round, int number) {
        return jdbc.sql("""
                        select pass, answers, keyed_by
                          from opinion.keying
                         where round_id = :round
                           and number = :number
                         order by pass
                        """)
                .param("round", round)
                .param("number", number)
                .query((row, n) -> new Keying(
                        row.getInt("pass"),
                        json.readValue(row.getString("answers"), ANSWERS),
                        new PersonId(row.getObject("keyed_by", UUID.class))))
                .list();
    }

    /** A reading, and where the copy stands after it. */
    void key(UUID round, int number, int pass, Map<String, String> answers, CopyState state, PersonId by, Instant at) {
        jdbc.sql("""
                        with moved as (
                            update opinion.copy
                               set state = :state
                             where round_id = :round
                               and number = :number
                        )
                        insert into opinion.keying (round_id, number, pass, answers, keyed_by, keyed_at)
                        values (:round, :number, :pass, :answers::json, :by, :at)
                        """)
                .param("round", round)
                .param("number", number)
                .param("pass", pass)
                .param("answers", json.writeValueAsString(answers))
                .param("state", state.name())
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Every copy that has come back, in order of number. */
    List<Paper> papers(UUID round, LocalDate today) {
        return jdbc.sql("""
                        select c.number, s.name, c.state,
                               array(select k.keyed_by::text
                                       from opinion.keying k
                                      where k.round_id = c.round_id
                                        and k.number = c.number
                                      order by k.pass) as keyed_by
                          from opinion.copy c
                          join opinion.copy_issue i on i.id = c.issue_id
                          join organization.organization o on o.id = i.organization_id
                          join organization.state s
                            on s.organization_id = o.id
                           and s.valid_from <= greatest(o.valid_from, least(:today::date, o.valid_until - 1))
                           and (s.valid_until is null
                                or greatest(o.valid_from, least(:today::date, o.valid_until - 1)) < s.valid_until)
                         where c.round_id = :round
                           and c.state <> 'ISSUED'
                         order by c.number
                        """)
                .param("round", round)
                .param("today", today)
                .query((row, n) -> new Paper(
                        row.getInt("number"),
                        row.getString("name"),
                        CopyState.valueOf(row.getString("state")),
                        Arrays.stream((String[]) row.getArray("keyed_by").getArray())
                                .map(PersonId::of)
                                .toList()))
                .list();
    }

    /** How many copies came back and are not counted yet. */
    int unkeyed(UUID round) {
        return jdbc.sql("""
                        select count(*)
                          from opinion.copy
                         where round_id = :round
                           and state in ('RETURNED', 'KEYED_ONCE', 'DIFFERENT')
                        """).param("round", round).query(Integer.class).single();
    }

    /** What was written on the counted forms of a round, in order of number and question. */
    List<Points.Point> points(Round round) {
        record Row(
                int number,
                OrganizationId organization,
                String name,
                LocalDate returnedOn,
                Map<String, String> answers,
                Map<String, UUID> made) {}
        var rows = jdbc.sql("""
                        select h.number, h.organization_id, s.name, c.returned_on, h.answers,
                               array(select p.question || '/' || p.opinion_id
                                       from opinion.form_point p
                                      where p.round_id = h.round_id
                                        and p.number = h.number) as made
                          from opinion.sheet h
                          join opinion.copy c on c.round_id = h.round_id and c.number = h.number
                          join organization.organization o on o.id = h.organization_id
                          join organization.state s
                            on s.organization_id = o.id
                           and s.valid_from <= greatest(o.valid_from, least(current_date, o.valid_until - 1))
                           and (s.valid_until is null
                                or greatest(o.valid_from, least(current_date, o.valid_until - 1)) < s.valid_until)
                         where h.round_id = :round
                         order by h.number
                        """)
                .param("round", round.id())
                .query((row, n) -> new Row(
                        row.getInt("number"),
                        new OrganizationId(row.getObject("organization_id", UUID.class)),
                        row.getString("name"),
                        row.getObject("returned_on", LocalDate.class),
                        json.readValue(row.getString("answers"), ANSWERS),
                        Arrays.stream((String[]) row.getArray("made").getArray())
                                .map(made -> made.split("/"))
                                .collect(Collectors.toMap(made -> made[0], made -> UUID.fromString(made[1])))))
                .list();
        return rows.stream()
                .flatMap(row -> round.questionnaire().questions().stream()
                        .filter(question ->
                                !question.type().hasOptions() && row.answers().containsKey(question.name()))
                        .map(question -> new Points.Point(
                                row.number(),
                                question,
                                row.organization(),
                                row.name(),
                                row.returnedOn(),
                                row.answers().getOrDefault(question.name(), ""),
                                row.made().get(question.name()))))
                .toList();
    }

    void insertPoint(UUID round, Points.Point point, UUID opinion) {
        jdbc.sql("""
                        insert into opinion.form_point (round_id, number, question, opinion_id)
                        values (:round, :number, :question, :opinion)
                        """)
                .param("round", round)
                .param("number", point.number())
                .param("question", point.question().name())
                .param("opinion", opinion)
                .update();
    }

    // --- counts

    /** One raw count; its id is the source of what the ledger is told. */
    UUID insertCount(UUID round, OrganizationId organization, Measured measured, boolean others, Rate rate) {
        return jdbc.sql("""
                        insert into opinion.round_count (round_id, organization_id, measured, others, favorable, valid)
                        values (:round, :organization, :measured, :others, :favorable, :valid)
                        returning id
                        """)
                .param("round", round)
                .param("organization", organization.value())
                .param("measured", measured.name())
                .param("others", others)
                .param("favorable", rate.favorable())
                .param("valid", rate.valid())
                .query(UUID.class)
                .single();
    }

    List<UUID> counts(UUID round) {
        return jdbc.sql("select id from opinion.round_count where round_id = :round order by id")
                .param("round", round)
                .query(UUID.class)
                .list();
    }

    /** The round whose count or whose hand-out this is. */
    Optional<UUID> roundBehind(UUID source) {
        return jdbc.sql("""
                        select round_id from opinion.round_count where id = :source
                        union all
                        select round_id from opinion.copy_issue where id = :source
                        """).param("source", source).query(UUID.class).optional();
    }

    private Round toRound(ResultSet row, int number) throws SQLException {
        var unit = row.getString("frame_unit");
        var told = row.getString("told");
        var closedBy = row.getObject("closed_by", UUID.class);
        return new Round(
                row.getObject("id", UUID.class),
                RoundKind.valueOf(row.getString("kind")),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getString("code"),
                row.getString("name"),
                row.getString("title"),
                row.getString("intro"),
                unit == null ? null : FrameUnit.valueOf(unit),
                row.getObject("closes_on", LocalDate.class),
                RoundStatus.valueOf(row.getString("status")),
                json.readValue(row.getString("questions"), Questionnaire.class),
                told == null ? null : json.readValue(told, Told.class),
                closedBy == null ? null : new PersonId(closedBy),
                instant(row, "opened_at"),
                instant(row, "closed_at"),
                instant(row, "released_at"),
                row.getString("annulled_why"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
