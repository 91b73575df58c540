package io.gongkai.workbench.dashboard;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.account.Sight;
import io.gongkai.catalog.Coverage;
import io.gongkai.catalog.Coverages;
import io.gongkai.catalog.Duties;
import io.gongkai.catalog.DutyStatus;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import io.gongkai.statistics.Form;
import io.gongkai.statistics.Months;
import io.gongkai.statistics.Returns;
import io.gongkai.statistics.Sheet;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Collator;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Puts the overview together from the authorities of each figure: returns, duties, catalogs. */
@Service
class Dashboards {

    static final String FORM = "annual-disclosure-return";

    private static final int OVERDUE_NAMED = 6;

    /** Years beside this one: what still fits on a sheet of paper. */
    private static final int YEARS_BEFORE = 9;

    /** As many as the tree hands out at once. */
    private static final int PEERS_MAX = 1000;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Returns returns;
    private final Duties duties;
    private final Coverages coverages;
    private final Organizations organizations;
    private final Authority authority;
    private final Sight sight;

    Dashboards(
            Returns returns,
            Duties duties,
            Coverages coverages,
            Organizations organizations,
            Authority authority,
            Sight sight) {
        this.returns = returns;
        this.duties = duties;
        this.coverages = coverages;
        this.organizations = organizations;
        this.authority = authority;
        this.sight = sight;
    }

    /** One connection for the whole, though not one moment: the page says up to which entry its return counts. */
    @Transactional(readOnly = true)
    Dashboard of(Organization organization, int year, Choice choice, Actor actor) {
        var id = organization.id();
        var first = LocalDate.of(year, 1, 1);
        var last = LocalDate.of(year, 12, 31);
        var sheet = returns.compute(FORM, id, year);
        var months = returns.monthly(FORM, id, year);
        var summary = duties.summary(id, first, last);
        var coverage = coverages.under(id, sheet.cutOff()).stream()
                .sorted(Comparator.comparing(Coverage::kind))
                .toList();
        return new Dashboard(
                sight.around(organization, actor),
                sheet,
                months,
                returns.yearsBefore(organization, sheet, YEARS_BEFORE),
                summary,
                summary.overdue() == 0
                        ? List.of()
                        : duties.under(id, first, last, List.of(DutyStatus.OVERDUE), OVERDUE_NAMED, null)
                                .items(),
                coverage,
                compare(organization, year, severalOf(coverage), months, choice, actor));
    }

    private Comparison compare(
            Organization organization,
            int year,
            List<OrganizationKind> kinds,
            Months months,
            Choice choice,
            Actor actor) {
        var parent = organization.parent();
        var besides = parent != null && organization.kind().standsInReturn();
        var among = kinds.stream()
                .map(Enum::name)
                .filter(kind -> kind.equals(choice.among()))
                .findFirst()
                .orElseGet(() -> besides && (kinds.isEmpty() || Comparison.BESIDE.equals(choice.among()))
                        ? Comparison.BESIDE
                        : kinds.isEmpty() ? "" : kinds.getFirst().name());
        var seesAll = parent == null
                || !among.equals(Comparison.BESIDE)
                || authority.may(actor.id(), Permission.READ_WORK, parent);
        var measure = measure(months.form(), choice.measure(), seesAll, months);
        var sort = Objects.requireNonNullElse(choice.sort(), Choice.Sort.TREE);
        var units = units(organization, among);
        var peers = (measure.equals(Comparison.PUNCTUALITY)
                        ? punctuality(units, organization, year)
                        : figures(units, organization, year, measure, seesAll))
                .stream().sorted(order(sort)).toList();
        return new Comparison(
                kinds,
                besides,
                among,
                seesAll,
                measure,
                sort,
                peers,
                Spread.of(values(peers)),
                units.size() == PEERS_MAX);
    }

    private static List<BigDecimal> values(List<Comparison.Peer> peers) {
        var values = new ArrayList<BigDecimal>();
        for (var peer : peers) {
            if (peer.value() != null) {
                values.add(peer.value());
            }
        }
        return values;
    }

    /** Kinds of which there is more than one, in the order of the return's columns. */
    private static List<OrganizationKind> severalOf(List<Coverage> coverage) {
        return coverage.stream()
                .filter(one -> one.organizations() > 1)
                .map(Coverage::kind)
                .toList();
    }

    private static String measure(Form form, @Nullable String chosen, boolean seesAll, Months months) {
        if (seesAll && (chosen == null || chosen.equals(Comparison.PUNCTUALITY))) {
            return Comparison.PUNCTUALITY;
        }
        return form.rows().stream()
                .map(Form.Row::code)
                .filter(row -> row.equals(chosen))
                .findFirst()
                .orElseGet(() -> Board.mostFrequent(months));
    }

    private List<Organization> units(Organization organization, String among) {
        if (among.isEmpty()) {
            return List.of();
        }
        if (among.equals(Comparison.BESIDE)) {
            return organizations.children(Objects.requireNonNull(organization.parent())).stream()
                    .filter(child -> child.kind() == organization.kind())
                    .toList();
        }
        return organizations
                .list(
                        new Organizations.Filter(organization.id(), OrganizationKind.valueOf(among), null),
                        PEERS_MAX,
                        null)
                .items();
    }

    private List<Comparison.Peer> punctuality(List<Organization> units, Organization organization, int year) {
        var summaries = duties.summaries(ids(units), LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
        return units.stream()
                .map(unit -> {
                    var summary = summaries.get(unit.id());
                    var settled = summary == null ? 0 : summary.settled();
                    return new Comparison.Peer(
                            unit,
                            summary == null || settled == 0 ? null : rate(summary.inTime(), settled),
                            settled,
                            settled == 0 ? null : Board.duties(unit.code(), year, DutyStatus.SETTLED),
                            unit.id().equals(organization.id()));
                })
                .toList();
    }

    private List<Comparison.Peer> figures(
            List<Organization> units, Organization organization, int year, String row, boolean seesAll) {
        Map<String, Sheet> sheets = returns.computeAll(FORM, ids(units), year).stream()
                .collect(Collectors.toMap(Sheet::organizationCode, Function.identity()));
        return units.stream()
                .map(unit -> {
                    var line = Objects.requireNonNull(sheets.get(unit.code())).line(row);
                    var value = line.total();
                    var open =
                            value != null && (value.signum() != 0 || line.row().isRatio());
                    var within = seesAll || unit.id().equals(organization.id());
                    return new Comparison.Peer(
                            unit,
                            value,
                            line.base(),
                            open
                                    ? "%s/%s/%d/%s/TOTAL"
                                            .formatted(within ? "/work/returns" : "/return", unit.code(), year, row)
                                    : null,
                            unit.id().equals(organization.id()));
                })
                .toList();
    }

    private static Comparator<Comparison.Peer> order(Choice.Sort sort) {
        Comparator<Comparison.Peer> byCode =
                Comparator.comparing(peer -> peer.organization().code());
        return switch (sort) {
            case TREE -> byCode;
            case NAME ->
                Comparator.<Comparison.Peer, String>comparing(
                                peer -> peer.organization().name(), Collator.getInstance(Locale.CHINA)::compare)
                        .thenComparing(byCode);
            case VALUE ->
                Comparator.<Comparison.Peer, BigDecimal>comparing(
                                Comparison.Peer::value, Comparator.nullsLast(Comparator.reverseOrder()))
                        .thenComparing(byCode);
        };
    }

    /** In per cent with one decimal, as the return has its rates. */
    static BigDecimal rate(long part, long whole) {
        return BigDecimal.valueOf(part).multiply(HUNDRED).divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP);
    }

    private static Collection<OrganizationId> ids(List<Organization> units) {
        return units.stream().map(Organization::id).toList();
    }
}
