package io.gongkai.statistics;

import io.gongkai.document.PrintedForm;
import io.gongkai.ledger.Counters;
import io.gongkai.ledger.Selection;
import io.gongkai.ledger.Sums;
import io.gongkai.ledger.Trail;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Computes returns and opens their figures. Who may see them is decided by the caller's page. */
@Service
public class Returns {

    /** First year for which a return can be asked: before 2010 there was no such duty (domain.md 2.2). */
    public static final int FIRST_YEAR = 2010;

    private static final int YEARS_MAX = 10;

    private final Forms forms;
    private final Counters counters;
    private final Trail trail;
    private final ReportingStore reporting;
    private final StatisticsStore store;
    private final Organizations organizations;
    private final Clock clock;

    Returns(
            Forms forms,
            Counters counters,
            Trail trail,
            ReportingStore reporting,
            StatisticsStore store,
            Organizations organizations,
            Clock clock) {
        this.forms = forms;
        this.counters = counters;
        this.trail = trail;
        this.reporting = reporting;
        this.store = store;
        this.organizations = organizations;
        this.clock = clock;
    }

    /** The form's version that is in force today. */
    public Form form(String code) {
        return forms.inForce(code, LocalDate.now(clock));
    }

    /** The version that a return with this cut-off day follows. */
    public Form form(String code, LocalDate cutOff) {
        return forms.inForce(code, cutOff);
    }

    /** A version of a form, in force or not. */
    public Form form(String code, String version) {
        return forms.version(code, version);
    }

    /** The forms there are, each in the version that is in force today. */
    public List<Form> forms() {
        return forms.inForce(LocalDate.now(clock));
    }

    /** As {@link #compute(String, OrganizationId, ReturnPeriod)} of a whole year. */
    public Sheet compute(String form, OrganizationId organization, int year) {
        return compute(form, organization, ReturnPeriod.ofYear(year));
    }

    /** @throws NoSuchElementException when there is no such form, it has no such periods, or the period has not begun */
    public Sheet compute(String form, OrganizationId organization, ReturnPeriod period) {
        return computeAll(form, List.of(organization), period).getFirst();
    }

    /** As {@link #computeAll(String, Collection, ReturnPeriod)} of a whole year. */
    public List<Sheet> computeAll(String form, Collection<OrganizationId> of, int year) {
        return computeAll(form, of, ReturnPeriod.ofYear(year));
    }

    /**
     * The returns of several organizations, in order of code, with one statement for all their figures. The form's version is
     * the one in force on the cut-off day.
     */
    public List<Sheet> computeAll(String form, Collection<OrganizationId> of, ReturnPeriod period) {
        var stretch = stretch(period);
        return compute(formOf(form, period, stretch), of, period, stretch);
    }

    private List<Sheet> compute(Form form, Collection<OrganizationId> of, ReturnPeriod period, Stretch stretch) {
        var counted = form.hasOpeningRows()
                ? counters.betweenWithOpenings(of, stretch.first(), stretch.last())
                : counters.between(of, stretch.first(), stretch.last());
        return sheets(form, of, period, stretch, counted.watermark(), counted::of, counted::opening);
    }

    /**
     * Counted up to a day from the entries up to a number alone, so that it comes out the same whenever it is asked: what was
     * known when a return was computed, or, with today's number, what is known of that day now.
     */
    List<Sheet> asOf(
            String form, Collection<OrganizationId> of, ReturnPeriod period, LocalDate cutOff, long watermark) {
        var stretch = new Stretch(period.first(), cutOff);
        var definition = formOf(form, period, stretch);
        var sums = reporting.sumsUpTo(of, definition.kinds(), stretch.first(), stretch.last(), watermark);
        var eve = stretch.first().minusDays(1);
        var openings = definition.hasOpeningRows()
                ? reporting.sumsUpTo(of, definition.kinds(), eve, eve, watermark)
                : Map.<OrganizationId, Sums>of();
        return sheets(
                definition,
                of,
                period,
                stretch,
                watermark,
                organization -> sums.getOrDefault(organization, new Sums()),
                organization -> openings.getOrDefault(organization, new Sums()));
    }

    private List<Sheet> sheets(
            Form form,
            Collection<OrganizationId> of,
            ReturnPeriod period,
            Stretch stretch,
            long watermark,
            Function<OrganizationId, Sums> sums,
            Function<OrganizationId, Sums> openings) {
        var notes = reporting.notes(form.code(), of, period);
        var all = organizations.allWithTops(of);
        var names = all.stream().collect(Collectors.toMap(Organization::id, Organization::name));
        var asked = Set.copyOf(of);
        return all.stream()
                .filter(organization -> asked.contains(organization.id()))
                .map(organization -> new Sheet(
                        form,
                        organization.code(),
                        organization.name(),
                        placeOf(Objects.requireNonNull(
                                        names.get(organization.path().getFirst())))
                                + form.title(),
                        period,
                        stretch.last(),
                        watermark,
                        Sheet.lines(form, sums.apply(organization.id()), openings.apply(organization.id()))))
                .map(sheet -> sheet.with(line -> notes.beside(sheet, line)))
                .toList();
    }

    /** What happened below an organization month by month, in the months of the year that have begun. */
    public Months monthly(String form, OrganizationId organization, int year) {
        var stretch = stretch(ReturnPeriod.ofYear(year));
        var definition = formOf(form, ReturnPeriod.ofYear(year), stretch);
        var months = new EnumMap<Month, List<Sheet.Line>>(Month.class);
        for (var month : counters.ofMonths(List.of(organization), year, stretch.last())) {
            months.put(Month.of(months.size() + 1), Sheet.lines(definition, month.of(organization), new Sums()));
        }
        return new Months(
                definition,
                year,
                definition.rows().stream()
                        .filter(Form.Row::countsByMonth)
                        .map(row -> new Months.Line(
                                row,
                                months.entrySet().stream()
                                        .map(month -> {
                                            var line = month.getValue().get(row.no() - 1);
                                            return new Months.Cell(month.getKey(), line.total(), line.base());
                                        })
                                        .toList()))
                        .toList());
    }

    /** Of a whole year. */
    public Evidence evidence(
            String form,
            OrganizationId organization,
            int year,
            String row,
            @Nullable String column,
            int size,
            @Nullable String cursor) {
        return evidence(form, organization, ReturnPeriod.ofYear(year), null, row, column, size, cursor);
    }

    /**
     * The facts behind a figure.
     *
     * @param month null for the whole period
     * @param column its code; null means the total
     * @throws NoSuchElementException also for a month of a row that has none
     */
    public Evidence evidence(
            String form,
            OrganizationId organization,
            ReturnPeriod period,
            @Nullable Month month,
            String row,
            @Nullable String column,
            int size,
            @Nullable String cursor) {
        var whole = stretch(period);
        var definition = formOf(form, period, whole);
        var line = definition.row(row);
        if (month != null && !line.countsByMonth()) {
            throw new NoSuchElementException("No months of " + row);
        }
        var stretch = month == null ? whole : whole.of(month);
        var columns = column == null ? definition.columns() : List.of(definition.column(column));
        var last = line.opening() ? stretch.first().minusDays(1) : stretch.last();
        var first = line.opening() ? last.withDayOfYear(1) : stretch.first();
        var base = line.base();
        var quantities = Form.selection(line.measure(), line, columns);
        var bases = base == null ? new Selection(Set.of()) : Form.selection(base, line, columns);
        var all = new Selection(Stream.concat(quantities.cells().stream(), bases.cells().stream())
                .collect(Collectors.toSet()));
        if (all.cells().isEmpty()) {
            return new Evidence(Sheet.value(line, 0, 0), 0, List.of(), null);
        }
        var page = trail.page(
                new Trail.Question(organization, all, first, last), cursor(cursor), Math.clamp(size, 1, 1000));
        var parts = base == null ? Map.<Long, Long>of() : trail.parts(page.steps(), line.measure(), page.watermark());
        return new Evidence(
                Sheet.value(line, page.sums().sum(quantities), page.sums().sum(bases)),
                page.sums().count(all),
                page.steps().stream().map(step -> item(line, step, parts)).toList(),
                page.next() == null ? null : String.valueOf(page.next()));
    }

    private static Evidence.Item item(Form.Row line, Trail.Step step, Map<Long, Long> parts) {
        var entry = step.entry();
        var isBase = entry.measure() == line.base();
        return new Evidence.Item(
                line.measure(),
                entry.occurredOn(),
                step.organizationCode(),
                step.organizationName(),
                entry.summary(),
                isBase ? parts.getOrDefault(entry.id(), 0L) : entry.quantity(),
                isBase ? entry.quantity() : 0,
                entry.source(),
                entry.open());
    }

    /**
     * The organizations that stand in a sheet's columns and count nothing of their own in a row: whom to call. In order of
     * code; column null means all.
     */
    public Lacking lacking(
            String form,
            OrganizationId organization,
            ReturnPeriod period,
            String row,
            @Nullable String column,
            int size,
            @Nullable String afterCode) {
        var stretch = stretch(period);
        var definition = formOf(form, period, stretch);
        var columns = column == null ? definition.columns() : List.of(definition.column(column));
        return store.lacking(
                organization,
                definition.row(row),
                columns,
                stretch.first(),
                stretch.last(),
                afterCode == null ? "" : afterCode,
                Math.clamp(size, 1, 1000));
    }

    /** Years of which an organization may have a return, the latest first, at most ten. */
    public List<Integer> years(Organization organization) {
        var now = LocalDate.now(clock).getYear();
        var first = Math.clamp(organization.validFrom().getYear(), Math.max(FIRST_YEAR, now - YEARS_MAX + 1), now);
        return IntStream.rangeClosed(0, now - first).mapToObj(ago -> now - ago).toList();
    }

    /**
     * The sheet as the paper form has it, ready to be made into a file.
     *
     * @param reportedOn day that stands above the table as 填报时间; null for today
     */
    public PrintedForm printed(Sheet sheet, @Nullable LocalDate reportedOn) {
        return ReturnLayout.of(sheet, reportedOn == null ? LocalDate.now(clock) : reportedOn);
    }

    /** What the form's cross-checks (domain.md 1.9.3) say of a sheet that has just been computed, or of one from paper. */
    public List<CheckFinding> check(Sheet sheet) {
        return check(
                sheet,
                organization -> counters.between(
                                List.of(organization), sheet.period().first(), sheet.cutOff())
                        .of(organization));
    }

    /** The same of a sheet that was computed to be reported: from the entries that were known then, as its figures are. */
    public List<CheckFinding> checkSigned(Sheet sheet) {
        return check(
                sheet,
                organization -> reporting
                        .sumsUpTo(
                                List.of(organization),
                                sheet.form().kinds(),
                                sheet.period().first(),
                                sheet.cutOff(),
                                sheet.watermark())
                        .getOrDefault(organization, new Sums()));
    }

    /** @param counted below an organization; asked only where a check names what stands in no row */
    private List<CheckFinding> check(Sheet sheet, Function<OrganizationId, Sums> counted) {
        var asked = sheet.form().checks().stream()
                .anyMatch(check -> !check.measures().isEmpty());
        return CrossChecks.of(
                sheet,
                yearBefore(sheet).map(EarlierReturn::sheet).orElse(null),
                carriedOver(sheet),
                asked ? counted.apply(idOf(sheet)) : new Sums());
    }

    /** The same period a year earlier, as it was reported, here or on paper, or else as it counts today; empty when unknown. */
    public Optional<EarlierReturn> yearBefore(Sheet sheet) {
        return before(sheet, sheet.period().yearBefore());
    }

    /** Any earlier period, in the same way; in the version of the sheet itself, so that row stands against row. */
    private Optional<EarlierReturn> before(Sheet sheet, ReturnPeriod period) {
        return before(sheet, period, reporting.known(sheet.form().code(), idOf(sheet)));
    }

    private Optional<EarlierReturn> before(
            Sheet sheet, ReturnPeriod period, Map<ReturnPeriod, ReportingStore.Known> known) {
        if (period.year() < FIRST_YEAR) {
            return Optional.empty();
        }
        return Optional.ofNullable(known.get(period))
                .map(this::earlier)
                .filter(earlier -> sameVersion(earlier, sheet))
                .or(() -> Optional.of(new EarlierReturn(
                        compute(sheet.form(), List.of(idOf(sheet)), period, stretch(period))
                                .getFirst(),
                        EarlierReturn.Origin.COUNTED,
                        null)))
                .filter(earlier -> !earlier.sheet().isEmpty());
    }

    /**
     * The same organization in the years before, the latest first. Years of which nothing that happens is known are left out.
     *
     * @param sheet of a whole year
     * @param years how far back
     */
    public List<EarlierReturn> yearsBefore(Organization organization, Sheet sheet, int years) {
        var known = reporting.known(sheet.form().code(), organization.id());
        var last = sheet.year() - 1;
        var first = Math.max(FIRST_YEAR, last - years + 1);
        if (first > last) {
            return List.of();
        }
        var counted = counters.ofYears(List.of(organization.id()), first, last);
        var earlier = new ArrayList<EarlierReturn>();
        for (var year = last; year >= first; year--) {
            var period = ReturnPeriod.ofYear(year);
            var written = known.get(period);
            if (written != null && sameVersion(earlier(written), sheet)) {
                earlier.add(earlier(written));
            } else {
                var live = counted(sheet, organization.id(), period, counted.get(year - first));
                if (happened(live)) {
                    earlier.add(new EarlierReturn(live, EarlierReturn.Origin.COUNTED, null));
                }
            }
        }
        return earlier;
    }

    private EarlierReturn earlier(ReportingStore.Known known) {
        return new EarlierReturn(
                signed(known.content()),
                known.paper() == null ? EarlierReturn.Origin.REPORTED : EarlierReturn.Origin.PAPER,
                known.paper());
    }

    private static boolean sameVersion(EarlierReturn earlier, Sheet sheet) {
        return earlier.sheet().form().version().equals(sheet.form().version());
    }

    /** Whether it is known what happened in another period of the same organization. */
    boolean knows(Sheet sheet, ReturnPeriod period) {
        return before(sheet, period)
                .filter(earlier -> earlier.origin() != EarlierReturn.Origin.COUNTED || happened(earlier.sheet()))
                .isPresent();
    }

    /** Whether the records say of anything that it happened in the period: then the program counts it itself. */
    boolean countsItself(Sheet sheet) {
        var organization = idOf(sheet);
        var period = sheet.period();
        return happened(counted(
                sheet,
                organization,
                period,
                counters.betweenWithOpenings(List.of(organization), period.first(), period.last())));
    }

    private static Sheet counted(
            Sheet like, OrganizationId organization, ReturnPeriod period, Counters.Counted counted) {
        return new Sheet(
                like.form(),
                like.organizationCode(),
                like.organizationName(),
                like.title(),
                period,
                period.last(),
                counted.watermark(),
                Sheet.lines(like.form(), counted.of(organization), counted.opening(organization)));
    }

    private static boolean happened(Sheet sheet) {
        return sheet.lines().stream()
                .anyMatch(line -> line.row().countsByMonth()
                        && line.total() != null
                        && line.total().signum() != 0);
    }

    private OrganizationId idOf(Sheet sheet) {
        return organizations.findEver(sheet.organizationCode()).orElseThrow().id();
    }

    /** What earlier periods left open, for every pair of rows that the form holds against each other so. */
    public List<CarriedOver> carriedOver(Sheet sheet) {
        var pairs = sheet.form().checks().stream()
                .filter(check -> check.kind() == Form.CheckKind.NOT_ABOVE_WITH_CARRIED_OVER)
                .map(check -> new CarriedOver(
                        sheet.form().row(check.against().getFirst()),
                        sheet.form().row(check.rows().getFirst()),
                        Map.of()))
                .toList();
        if (pairs.isEmpty()) {
            return pairs;
        }
        var known = reporting.known(sheet.form().code(), idOf(sheet));
        var earlier = new ArrayList<Sheet>();
        for (var before = before(sheet, sheet.period().before(), known); before.isPresent(); ) {
            earlier.add(before.get().sheet());
            before = before(sheet, before.get().sheet().period().before(), known);
        }
        for (var period : earlier.reversed()) {
            pairs = pairs.stream().map(pair -> closed(pair, period)).toList();
        }
        return pairs;
    }

    /** One period further on; what the columns leave open adds up to what the total does. */
    private static CarriedOver closed(CarriedOver open, Sheet period) {
        var left = new HashMap<String, Long>();
        for (var column : period.form().columns()) {
            left.put(column.code(), open.closing(period, column.code()));
        }
        left.put(Sheet.TOTAL, left.values().stream().mapToLong(Long::longValue).sum());
        return new CarriedOver(open.received(), open.handled(), left);
    }

    /** As it was signed, from the canonical text. */
    public Sheet signed(String content) {
        return SignedText.read(content, forms);
    }

    /** Last day that a return of the period counts, computed today. */
    LocalDate cutOff(ReturnPeriod period) {
        return stretch(period).last();
    }

    private Form formOf(String code, ReturnPeriod period, Stretch stretch) {
        var form = forms.inForce(code, stretch.last());
        if ((form.period() == Form.Span.QUARTER) != (period.quarter() != 0)) {
            throw new NoSuchElementException("Form %s has no period %s".formatted(code, period));
        }
        return form;
    }

    private record Stretch(LocalDate first, LocalDate last) {

        Stretch of(Month month) {
            var days = YearMonth.of(first.getYear(), month);
            if (days.atDay(1).isAfter(last) || days.atEndOfMonth().isBefore(first)) {
                throw new NoSuchElementException("Not in the period: " + days);
            }
            return new Stretch(days.atDay(1), days.atEndOfMonth().isBefore(last) ? days.atEndOfMonth() : last);
        }
    }

    /** The period up to today. */
    private Stretch stretch(ReturnPeriod period) {
        var today = LocalDate.now(clock);
        if (period.year() < FIRST_YEAR || period.first().isAfter(today)) {
            throw new NoSuchElementException("No return of " + period);
        }
        return new Stretch(period.first(), period.last().isBefore(today) ? period.last() : today);
    }

    /** 中共商城县委员会 stands above the table as 商城县: the paper names the place, whoever fills it in. */
    private static String placeOf(String top) {
        var place = top.startsWith("中共") ? top.substring(2) : top;
        if (place.endsWith("委员会")) {
            return place.substring(0, place.length() - 3);
        }
        return place.endsWith("县委") || place.endsWith("区委") || place.endsWith("市委")
                ? place.substring(0, place.length() - 1)
                : place;
    }

    /** @throws NoSuchElementException when nobody was ever given such a cursor */
    private static @Nullable Long cursor(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            return Long.valueOf(cursor);
        } catch (NumberFormatException e) {
            throw new NoSuchElementException("No such page: " + cursor, e);
        }
    }
}
