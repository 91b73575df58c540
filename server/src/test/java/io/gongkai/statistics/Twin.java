package io.gongkai.statistics;

import io.gongkai.ledger.Measure;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The same return by another road: from the tables in which the business itself is kept, never from the ledger; up the tree
 * by parentage, never by ancestry; added up one by one in plain Java. What it says and what the program says must agree.
 */
final class Twin {

    /** Something that counts: a flow on its day, a stock from a day until another. */
    private record Counted(
            Measure measure,
            UUID organization,
            LocalDate on,
            @Nullable LocalDate until,
            long quantity) {}

    private final JdbcClient jdbc;
    private final Map<UUID, TreeMap<LocalDate, OrganizationKind>> kinds = new HashMap<>();
    private final Map<UUID, TreeMap<LocalDate, UUID>> parents = new HashMap<>();
    private final Map<UUID, LocalDate> ends = new HashMap<>();
    private final List<Counted> counted = new ArrayList<>();

    /** Organizations and years of which something was ever entered, and those that practise. */
    private final Set<String> ledgers = new HashSet<>();

    private final Set<String> practising = new HashSet<>();

    Twin(JdbcClient jdbc) {
        this.jdbc = jdbc;
        readTree();
        readStocks();
        readFlows();
        readOpinions();
        readRounds();
        readPractice();
    }

    /** All figures of all organizations: organization, column, measure. */
    Map<UUID, Map<OrganizationKind, Map<Measure, Long>>> figures(int year, LocalDate last) {
        var figures = new HashMap<UUID, Map<OrganizationKind, Map<Measure, Long>>>();
        for (var one : counted) {
            switch (one.measure().nature()) {
                case FLOW -> {
                    if (one.on().getYear() == year && !one.on().isAfter(last)) {
                        add(figures, one.organization(), one.on(), one.measure(), one.quantity());
                    }
                }
                case STOCK -> {
                    if (!one.on().isAfter(last)
                            && (one.until() == null || one.until().isAfter(last))) {
                        add(figures, one.organization(), last, one.measure(), one.quantity());
                    }
                }
                case YEARLY -> throw new IllegalStateException("Standings are counted apart");
            }
        }
        for (var organization : kinds.keySet()) {
            add(figures, organization, last, Measure.ORGANIZATION, 1);
            if (ledgers.contains(organization + "/" + year)) {
                add(figures, organization, last, Measure.LEDGER_SET, 1);
            }
            if (practising.contains(organization + "/" + year)) {
                add(figures, organization, last, Measure.PRACTISING_ORGANIZATION, 1);
            }
        }
        return figures;
    }

    /** One cell of the form; null is a blank. */
    static @Nullable BigDecimal cell(
            Map<UUID, Map<OrganizationKind, Map<Measure, Long>>> figures,
            OrganizationId organization,
            Form.Row row,
            OrganizationKind column) {
        var cell = figures.getOrDefault(organization.value(), Map.of()).getOrDefault(column, Map.of());
        var quantity = cell.getOrDefault(row.measure(), 0L);
        if (row.base() == null) {
            return BigDecimal.valueOf(quantity);
        }
        var base = cell.getOrDefault(row.base(), 0L);
        return base == 0
                ? null
                : BigDecimal.valueOf(quantity * 100).divide(BigDecimal.valueOf(base), 1, RoundingMode.HALF_UP);
    }

    private void add(
            Map<UUID, Map<OrganizationKind, Map<Measure, Long>>> figures,
            UUID organization,
            LocalDate day,
            Measure measure,
            long quantity) {
        var kind = at(kinds, organization, day);
        if (kind == null || !kind.standsInReturn()) {
            return;
        }
        for (var node = organization; node != null; node = at(parents, node, day)) {
            figures.computeIfAbsent(node, _ -> new EnumMap<>(OrganizationKind.class))
                    .computeIfAbsent(kind, _ -> new EnumMap<>(Measure.class))
                    .merge(measure, quantity, Long::sum);
        }
    }

    private <T> @Nullable T at(Map<UUID, TreeMap<LocalDate, T>> histories, UUID organization, LocalDate day) {
        var end = ends.get(organization);
        var history = histories.get(organization);
        if (history == null || end != null && !day.isBefore(end)) {
            return null;
        }
        var period = history.floorEntry(day);
        return period == null ? null : period.getValue();
    }

    private void readTree() {
        jdbc.sql("select id, valid_until from organization.organization where valid_until is not null")
                .query((row, _) -> ends.put(id(row, "id"), day(row, "valid_until")))
                .list();
        jdbc.sql("select organization_id, kind, valid_from from organization.state")
                .query((row, _) -> kinds.computeIfAbsent(id(row, "organization_id"), _ -> new TreeMap<>())
                        .put(day(row, "valid_from"), OrganizationKind.valueOf(row.getString("kind"))))
                .list();
        jdbc.sql("select organization_id, parent_id, valid_from from organization.parentage")
                .query((row, _) -> parents.computeIfAbsent(id(row, "organization_id"), _ -> new TreeMap<>())
                        .put(day(row, "valid_from"), row.getObject("parent_id", UUID.class)))
                .list();
    }

    private void readStocks() {
        stocks("select 'LEADING_BODY' as measure, organization_id, valid_from as on_day, valid_until, 1 as quantity "
                + "from organization.leading_group");
        stocks("select kind as measure, organization_id, valid_from as on_day, valid_until, 1 as quantity "
                + "from organization.facility");
        stocks(
                "select 'CATALOG' as measure, organization_id, min(filed_on) as on_day, cast(null as date) as valid_until, "
                        + "1 as quantity from catalog.version where filed_on is not null group by organization_id");
        stocks("select measure, organization_id, occurred_on as on_day, valid_until, quantity from statistics.fact "
                + "where cancelled_at is null and measure in "
                + "('MEASURE_DOCUMENT', 'WORK_RULE', 'CONTACT_POINT', 'SUPERVISOR')");
    }

    private void stocks(String sql) {
        jdbc.sql(sql)
                .query((row, _) -> counted.add(new Counted(
                        Measure.valueOf(row.getString("measure")),
                        id(row, "organization_id"),
                        day(row, "on_day"),
                        day(row, "valid_until"),
                        row.getLong("quantity"))))
                .list();
    }

    private void readFlows() {
        flows("select case channel when 'BOARD' then 'BOARD_ISSUE' when 'SCREEN' then 'SCREEN_ISSUE' "
                + "when 'SMS' then 'SMS_ISSUE' else 'BULLETIN_ISSUE' end as measure, "
                + "organization_id, issued_on as on_day, 1 as quantity, true as counts from channel.issue");
        flows("select case d.channel when 'NEWS_MEDIA' then 'MEDIA_PUBLICATION' when 'WEB' then 'WEB_PUBLICATION' "
                + "when 'MEETING' then 'MEETING_PUBLICATION' when 'PRESS_BRIEFING' then 'PRESS_BRIEFING' "
                + "else 'OTHER_FORM_PUBLICATION' end as measure, p.organization_id, d.delivered_on as on_day, "
                + "1 as quantity, true as counts from channel.delivery d "
                + "join disclosure.publication p on p.id = d.publication_id where d.issue_id is null");
        flows("select category || '_CONTENT' as measure, organization_id, published_on as on_day, 1 as quantity, "
                + "ending is distinct from 'WITHDRAWN' as counts from disclosure.publication");
        flows("select measure, organization_id, occurred_on as on_day, quantity, cancelled_at is null as counts "
                + "from statistics.fact where quantity > 0 and measure not in "
                + "('MEASURE_DOCUMENT', 'WORK_RULE', 'CONTACT_POINT', 'SUPERVISOR')");
        requests();
        flows("select 'OPINION_COLLECTED' as measure, organization_id, occurred_on as on_day, quantity, "
                + "cancelled_at is null as counts from statistics.fact where measure = 'SUPERVISOR_OPINION'");
        flows("select 'SATISFACTION_VALID' as measure, organization_id, occurred_on as on_day, base as quantity, "
                + "cancelled_at is null as counts from statistics.fact where base is not null");
    }

    /** A request counts where it was asked, or to where it was passed on; a reply that was reversed counts no more. */
    private void requests() {
        flows(
                "select 'REQUEST_RECEIVED' as measure, organization_id, received_on as on_day, 1 as quantity, true as counts "
                        + "from request.request");
        flows(
                "select 'MEMBER_REQUEST' as measure, organization_id, received_on as on_day, 1 as quantity, true as counts "
                        + "from request.request where applicant = 'MEMBER'");
        flows(
                "select 'REQUEST_RECEIVED' as measure, f.from_id as organization_id, r.received_on as on_day, 1 as quantity, "
                        + "false as counts from request.forwarding f join request.request r on r.id = f.request_id");
        flows("select 'REQUEST_DECIDED' as measure, r.organization_id, p.decided_on as on_day, 1 as quantity, "
                + "not p.void as counts from request.reply p join request.request r on r.id = p.request_id "
                + "where p.decided_on is not null");
        flows("select 'MEMBER_REQUEST_HANDLED' as measure, r.organization_id, p.decided_on as on_day, 1 as quantity, "
                + "not p.void as counts from request.reply p join request.request r on r.id = p.request_id "
                + "where p.decided_on is not null and r.applicant = 'MEMBER'");
        flows(
                "select case applicant when 'MEMBER' then 'MEMBER_REQUEST_RATED' else 'SATISFACTION_VALID' end as measure, "
                        + "organization_id, rated_on as on_day, 1 as quantity, true as counts "
                        + "from request.rating join request.request r on r.id = request_id");
        flows(
                "select case applicant when 'MEMBER' then 'MEMBER_REQUEST_SATISFIED' else 'SATISFACTION_SATISFIED' end as measure, "
                        + "organization_id, rated_on as on_day, 1 as quantity, true as counts "
                        + "from request.rating join request.request r on r.id = request_id where satisfied");
        flows(
                "select 'SATISFACTION_VALID' as measure, t.organization_id, s.taken_on as on_day, 1 as quantity, true as counts "
                        + "from request.topic_step s join request.topic t on t.id = s.topic_id where s.step = 'RATE'");
        flows("select 'SATISFACTION_SATISFIED' as measure, t.organization_id, s.taken_on as on_day, 1 as quantity, "
                + "true as counts from request.topic_step s join request.topic t on t.id = s.topic_id "
                + "where s.step = 'RATE' and s.note = 'YES'");
    }

    /** The register of opinions, told from what happened to each and not from how it stands. */
    private void readOpinions() {
        flows(
                "select 'OPINION_COLLECTED' as measure, organization_id, received_on as on_day, 1 as quantity, true as counts "
                        + "from opinion.opinion");
        flows(
                "select 'SUPERVISOR_OPINION' as measure, organization_id, received_on as on_day, 1 as quantity, true as counts "
                        + "from opinion.opinion where source = 'SUPERVISOR'");
        flows(
                "select case e.step when 'REPLY' then 'OPINION_REPLIED' else 'OPINION_CLOSED' end as measure, o.organization_id, "
                        + "e.happened_on as on_day, 1 as quantity, e.position > coalesce((select max(r.position) from opinion.event r "
                        + "where r.opinion_id = o.id and r.step = 'REOPEN'), -1) as counts from opinion.opinion o "
                        + "join opinion.event e on e.opinion_id = o.id where e.step in ('CLOSE', 'COUNTERSIGN', 'REPLY')");
        flows(
                "select 'FORUM' as measure, organization_id, held_on as on_day, 1 as quantity, cancelled is null as counts "
                        + "from opinion.forum");
    }

    /** Rounds of questions: what went out on paper, what a counted survey said, what senders thought of what became of their opinion. */
    private void readRounds() {
        flows("select 'OPINION_FORM_ISSUED' as measure, i.organization_id, i.issued_on as on_day, "
                + "i.last - i.first + 1 as quantity, i.cancelled_at is null as counts from opinion.copy_issue i "
                + "join opinion.round r on r.id = i.round_id where r.kind = 'OPINION_FORM'");
        var counted = "%s as quantity, %s > 0 as counts from opinion.round_count c "
                + "join opinion.round r on r.id = c.round_id where c.measured = 'SATISFACTION'";
        var counting =
                "select '%s' as measure, c.organization_id, (r.closed_at at time zone 'Asia/Shanghai')::date as on_day, ";
        flows(counting.formatted("SATISFACTION_SATISFIED") + counted.formatted("favorable", "favorable"));
        flows(counting.formatted("SATISFACTION_VALID") + counted.formatted("valid", "valid"));
        var rated =
                "select '%s' as measure, o.organization_id, r.given_on as on_day, 1 as quantity, not r.replaced as counts "
                        + "from opinion.rating r join opinion.opinion o on o.id = r.opinion_id";
        flows(rated.formatted("SATISFACTION_VALID"));
        flows(rated.formatted("SATISFACTION_SATISFIED") + " where r.worth in ('VERY_SATISFIED', 'SATISFIED')");
    }

    private void flows(String sql) {
        jdbc.sql(sql)
                .query((row, _) -> {
                    var organization = id(row, "organization_id");
                    var on = day(row, "on_day");
                    ledgers.add(organization + "/" + on.getYear());
                    return row.getBoolean("counts")
                            && counted.add(new Counted(
                                    Measure.valueOf(row.getString("measure")),
                                    organization,
                                    on,
                                    null,
                                    row.getLong("quantity")));
                })
                .list();
    }

    /** Row 2: a catalog in force when something was published that has not been withdrawn. */
    private void readPractice() {
        jdbc.sql("select distinct p.organization_id, extract(year from p.published_on)::int as year "
                        + "from disclosure.publication p join catalog.version v on v.organization_id = p.organization_id "
                        + "where p.ending is distinct from 'WITHDRAWN' and v.effective_on <= p.published_on "
                        + "and (v.superseded_on is null or p.published_on <= v.superseded_on)")
                .query((row, _) -> practising.add(id(row, "organization_id") + "/" + row.getInt("year")))
                .list();
    }

    /** What two people agreed to correct by hand, for the period of the return only. */
    Twin corrected(Form form) {
        jdbc.sql("select organization_id, row_code, effective_on, becomes - was as difference, "
                        + "coalesce(becomes_base - was_base, 0) as base from statistics.correction "
                        + "where status = 'IN_FORCE' and form_code = ?")
                .param(form.code())
                .query((row, _) -> {
                    var line = form.row(row.getString("row_code"));
                    var organization = id(row, "organization_id");
                    var on = day(row, "effective_on");
                    var until = on.withDayOfYear(1).plusYears(1);
                    ledgers.add(organization + "/" + on.getYear());
                    counted.add(new Counted(line.measure(), organization, on, until, row.getLong("difference")));
                    return line.base() != null
                            && counted.add(new Counted(line.base(), organization, on, until, row.getLong("base")));
                })
                .list();
        return this;
    }

    private static UUID id(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private static LocalDate day(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }
}
