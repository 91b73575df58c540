package io.gongkai.workbench.dashboard;

import io.gongkai.catalog.Coverage;
import io.gongkai.catalog.Duties;
import io.gongkai.catalog.DutyStatus;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.statistics.EarlierReturn;
import io.gongkai.statistics.Form;
import io.gongkai.statistics.Months;
import io.gongkai.statistics.Sheet;
import io.gongkai.web.Chart;
import io.gongkai.web.Page;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The overview on its way into a page: words in the reader's language, each figure as text with the address of its facts. */
public record Board(Page page, Dashboard of, Choice choice, List<Integer> years) {

    /** Rows of the form that say how something was disclosed, and what it was about (domain.md 1.9.2). */
    private static final String FIRST_FORM = "boardIssueCount";

    private static final String LAST_FORM = "otherFormPublicationCount";
    private static final String FIRST_CONTENT = "resolutionContentCount";
    private static final String LAST_CONTENT = "otherContentCount";

    private static final List<DutyStatus> IN_ORDER = List.of(
            DutyStatus.OVERDUE,
            DutyStatus.DONE_LATE,
            DutyStatus.DONE,
            DutyStatus.NO_CHANGE,
            DutyStatus.DUE,
            DutyStatus.UPCOMING);

    /**
     * A share that is told in one number, with all it is made of.
     *
     * @param name end of the message keys of its words
     * @param rate in per cent, null where there is nothing to have a share in
     */
    public record Tile(String name, @Nullable BigDecimal rate, Count part, Count whole, Count rest) {}

    /** A number and the facts behind it; null where there are none. */
    public record Count(long number, @Nullable String href) {}

    /** Coverage of one kind, or of all: {@code kind} null. */
    public record Line(
            @Nullable OrganizationKind kind,
            Count organizations,
            Count practising,
            Count notPractising,
            Count inForce,
            Count without,
            Count covered,
            Count missing,
            int applicable) {}

    public Organization organization() {
        return of.view().organization();
    }

    public int year() {
        return of.sheet().year();
    }

    public Sheet sheet() {
        return of.sheet();
    }

    public boolean isEmpty() {
        return of.isEmpty();
    }

    /** Whether it stands in a column of the return, or something below it does. */
    public boolean standsInReturn() {
        return !sheet().isEmpty();
    }

    /** Whether there are units to tell apart. */
    public boolean hasSeveralUnits() {
        return of.coverage().stream().mapToInt(Coverage::organizations).sum() > 1;
    }

    public Map<String, String> crumbs() {
        return of.view().crumbs("/work/dashboard/%s/" + year());
    }

    public Map<String, String> units() {
        return of.view().choices();
    }

    // ---- at a glance

    /** Only those of which there is a whole to have a share in. */
    public List<Tile> tiles() {
        var all = coverage().getLast();
        var code = organization().code();
        var tiles = new ArrayList<Tile>();
        add(tiles, "practising", all.practising(), all.organizations(), all.notPractising());
        add(tiles, "inForce", all.inForce(), all.organizations(), all.without());
        add(tiles, "covered", all.covered(), new Count(all.applicable(), null), all.missing());
        add(
                tiles,
                "punctual",
                duties(code, DutyStatus.IN_TIME),
                duties(code, DutyStatus.SETTLED),
                duties(code, List.of(DutyStatus.OVERDUE)));
        return tiles;
    }

    private static void add(List<Tile> tiles, String name, Count part, Count whole, Count rest) {
        if (whole.number() > 0) {
            tiles.add(new Tile(name, Dashboards.rate(part.number(), whole.number()), part, whole, rest));
        }
    }

    // ---- duties

    public Chart punctuality() {
        return Chart.of(IN_ORDER.stream()
                .map(status -> {
                    var count = duties(organization().code(), List.of(status));
                    return new Chart.Mark(
                            page.t(status),
                            BigDecimal.valueOf(count.number()),
                            page.number(count.number()),
                            "",
                            count.href(),
                            tone(status),
                            false);
                })
                .toList());
    }

    public List<Duties.Named> overdue() {
        return of.overdue();
    }

    /** Calendar days since it was due. */
    public long daysLate(Duties.Named overdue) {
        return ChronoUnit.DAYS.between(overdue.duty().dueOn(), page.today());
    }

    public Count allOverdue() {
        return duties(organization().code(), List.of(DutyStatus.OVERDUE));
    }

    private Count duties(String code, Collection<DutyStatus> statuses) {
        var number = of.duties().of(statuses);
        return new Count(number, number == 0 ? null : duties(code, year(), statuses));
    }

    static String duties(String code, int year, Collection<DutyStatus> statuses) {
        var address = new StringBuilder("/work/duties?organization=%s&year=%d&below=true".formatted(code, year));
        statuses.forEach(status -> address.append("&status=").append(status));
        return address.toString();
    }

    private static String tone(DutyStatus status) {
        return switch (status) {
            case OVERDUE, DONE_LATE -> "late";
            case DUE -> "soon";
            case DONE, NO_CHANGE -> "ok";
            case UPCOMING -> "plain";
        };
    }

    // ---- coverage

    /** A line for each kind, and the last for all of them. */
    public List<Line> coverage() {
        var lines = new ArrayList<Line>();
        for (var coverage : of.coverage()) {
            lines.add(line(coverage.kind(), coverage));
        }
        lines.add(line(null, Coverage.sum(of.coverage())));
        return lines;
    }

    private Line line(@Nullable OrganizationKind kind, Coverage coverage) {
        var organizations = cell("orgCount", kind);
        var practising = cell("orgPractisingDisclosureCount", kind);
        var lacking = organizations.number() - practising.number();
        return new Line(
                kind,
                organizations,
                practising,
                new Count(lacking, lacking == 0 ? null : figure("orgPractisingDisclosureCount", kind) + "/without"),
                units(coverage, Coverage.Figure.IN_FORCE, kind),
                units(coverage, Coverage.Figure.WITHOUT, kind),
                units(coverage, Coverage.Figure.COVERED, kind),
                units(coverage, Coverage.Figure.MISSING, kind),
                coverage.applicable());
    }

    private Count units(Coverage coverage, Coverage.Figure figure, @Nullable OrganizationKind kind) {
        var number = coverage.of(figure);
        var address = "/work/catalogs/of/%s/coverage/%d/%s%s"
                .formatted(organization().code(), year(), figure, kind == null ? "" : "?kind=" + kind);
        return new Count(number, number == 0 ? null : address);
    }

    // ---- figures of the return

    /** Column null is the total. */
    private Count cell(String row, @Nullable OrganizationKind column) {
        var line = sheet().line(row);
        var value = column == null ? line.total() : line.cell(column.name());
        var number = value == null ? 0 : value.longValue();
        return new Count(number, number == 0 ? null : figure(row, column));
    }

    private String figure(String row, @Nullable OrganizationKind column) {
        return "/work/returns/%s/%d/%s/%s"
                .formatted(organization().code(), year(), row, column == null ? Sheet.TOTAL : column);
    }

    /** The facts behind a cell of a matrix. */
    public String figure(Sheet.Line line, Form.Column column) {
        return "/work/returns/%s/%d/%s/%s"
                .formatted(organization().code(), year(), line.row().code(), column.code());
    }

    /** The kind of organization that a column counts. */
    public String word(Form.Column column) {
        return column.kinds().size() == 1
                ? page.t(column.kinds().iterator().next())
                : page.t(sheet().form().word(column));
    }

    public Count total(Sheet.Line line) {
        return cell(line.row().code(), null);
    }

    public Matrix forms() {
        return Matrix.of(sheet(), no(sheet().form(), FIRST_FORM), no(sheet().form(), LAST_FORM));
    }

    public Matrix contents() {
        return Matrix.of(sheet(), no(sheet().form(), FIRST_CONTENT), no(sheet().form(), LAST_CONTENT));
    }

    /** How opinions were asked for: each in a unit of its own. */
    public List<Form.Row> asked() {
        return Stream.of("hotlineCount", "forumCount", "opinionFormIssuedCount")
                .map(sheet().form()::row)
                .toList();
    }

    public Count count(String row) {
        return cell(row, null);
    }

    /** Counts on one scale. */
    public Chart counts(String... rows) {
        return Chart.of(Stream.of(rows)
                .map(row -> {
                    var count = cell(row, null);
                    return Chart.Mark.of(
                            name(row),
                            BigDecimal.valueOf(count.number()),
                            page.number(count.number()),
                            "",
                            count.href());
                })
                .toList());
    }

    /** The two rates on a scale to 100, each with the number of answers it rests on. */
    public Chart satisfaction() {
        return Chart.ofRates(
                Stream.of("publicSatisfactionRate", "memberRequestSatisfactionRate")
                        .map(row -> {
                            var line = sheet().line(row);
                            return Chart.Mark.of(
                                    page.t("dashboard.satisfaction." + row),
                                    line.total(),
                                    text(line.row(), line.total()),
                                    sample(line.base()),
                                    line.total() == null ? null : figure(row, null));
                        })
                        .toList(),
                null);
    }

    public String name(String row) {
        var form = sheet().form();
        return page.t(form.word(form.row(row).label()));
    }

    /** A row's name with what it counts in. */
    public String label(Form.Row row) {
        return page.t(sheet().form().printedWord(row));
    }

    /** A count as it is, a rate with its per cent sign, words where there is nothing. */
    public String text(Form.Row row, @Nullable BigDecimal value) {
        if (value == null) {
            return page.t("dashboard.blank");
        }
        return row.isRatio() ? percent(value) : page.number(value.longValue());
    }

    public String percent(BigDecimal rate) {
        return rate.toPlainString() + "%";
    }

    /** On how many answers a rate rests. */
    public String sample(long base) {
        return base == 0 ? "" : page.t("dashboard.sample", page.number(base));
    }

    // ---- twelve months

    /** The row of forms and contents with the largest total: what there is most to see of. */
    static String mostFrequent(Months months) {
        var first = no(months.form(), FIRST_FORM);
        var last = no(months.form(), LAST_CONTENT);
        return months.lines().stream()
                .filter(line -> line.row().no() >= first && line.row().no() <= last)
                .max(Comparator.comparing(Board::sum)
                        .thenComparing(line -> -line.row().no()))
                .orElseThrow()
                .row()
                .code();
    }

    /** A later version of the form may count its rows otherwise. */
    private static int no(Form form, String row) {
        return form.row(row).no();
    }

    private static BigDecimal sum(Months.Line line) {
        return line.cells().stream()
                .map(cell -> Objects.requireNonNullElse(cell.value(), BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The line that is drawn. */
    public Months.Line drawn() {
        return of.months().lines().stream()
                .filter(line -> line.row().code().equals(choice.months()))
                .findFirst()
                .orElseGet(() -> of.months().line(mostFrequent(of.months())));
    }

    public Chart months() {
        var line = drawn();
        var marks = new ArrayList<Chart.Mark>();
        for (var cell : line.cells()) {
            marks.add(Chart.Mark.of(
                    month(cell.month()),
                    cell.value(),
                    cell.value() == null ? "" : text(line.row(), cell.value()),
                    cell.base() == 0 ? "" : sample(cell.base()),
                    href(line, cell)));
        }
        for (var ahead : monthsAhead()) {
            marks.add(Chart.Mark.of(month(ahead), null, "", "", null));
        }
        return line.row().isRatio() ? Chart.ofRates(marks, null) : Chart.of(marks);
    }

    /** Lines with anything in them. */
    public List<Months.Line> lines() {
        return of.months().lines().stream()
                .filter(line -> line.cells().stream()
                        .anyMatch(cell -> cell.value() != null
                                && (line.row().isRatio() || cell.value().signum() != 0)))
                .toList();
    }

    /** Months of the year that have not begun: their places stay empty. */
    public List<Month> monthsAhead() {
        return Stream.of(Month.values()).skip(drawn().cells().size()).toList();
    }

    public List<Month> twelveMonths() {
        return List.of(Month.values());
    }

    public String month(Month month) {
        return page.t("dashboard.month." + month.getValue());
    }

    public @Nullable String href(Months.Line line, Months.Cell cell) {
        var open = cell.value() != null && (line.row().isRatio() || cell.value().signum() != 0);
        return open ? figure(line.row().code(), null) + "?month=" + cell.month().getValue() : null;
    }

    public String withMonths(Months.Line line) {
        return choice.withMonths(line.row().code());
    }

    // ---- earlier years

    /** A year beside this one, whence it is known, and where a figure of it leads. */
    public record Year(Sheet sheet, @Nullable EarlierReturn earlier) {

        public int number() {
            return sheet.year();
        }

        public boolean isFromPaper() {
            return earlier != null && earlier.isFromPaper();
        }

        public boolean isReported() {
            return earlier != null && earlier.origin() == EarlierReturn.Origin.REPORTED;
        }

        String href(String code, String row) {
            return earlier == null || earlier.origin() == EarlierReturn.Origin.COUNTED
                    ? "/work/returns/%s/%d/%s/TOTAL".formatted(code, number(), row)
                    : earlier.paper() == null
                            ? "/work/returns/%s/%d?view=filed".formatted(code, number())
                            : "/work/papers/" + earlier.paper();
        }
    }

    public boolean hasEarlierYears() {
        return !of.before().isEmpty();
    }

    /** From the earliest on to the year that is looked at. */
    public List<Year> allYears() {
        var years = new ArrayList<Year>();
        of.before().reversed().forEach(before -> years.add(new Year(before.sheet(), before)));
        years.add(new Year(sheet(), null));
        return years;
    }

    /** The row that is drawn year by year; without a choice the one drawn month by month. */
    public Form.Row yearly() {
        return sheet().form().rows().stream()
                .filter(row -> row.code().equals(choice.years()))
                .findFirst()
                .orElseGet(() -> drawn().row());
    }

    public Chart overYears() {
        var row = yearly();
        var marks = allYears().stream()
                .map(year -> {
                    var value = year.sheet().figure(row.code(), Sheet.TOTAL);
                    return new Chart.Mark(
                            String.valueOf(year.number()),
                            value,
                            text(row, value),
                            note(year),
                            href(year, row),
                            "",
                            year.earlier() == null);
                })
                .toList();
        return row.isRatio() ? Chart.ofRates(marks, null) : Chart.of(marks);
    }

    private String note(Year year) {
        return year.isFromPaper()
                ? page.t("paper.mark")
                : year.isReported()
                        ? page.t("dashboard.years.reported")
                        : year.sheet().cutOff().equals(year.sheet().period().last())
                                ? ""
                                : page.t("dashboard.years.soFar");
    }

    /** Rows with a figure in one of the years. */
    public List<Form.Row> yearlyRows() {
        var years = allYears();
        return sheet().form().rows().stream()
                .filter(row -> years.stream().anyMatch(year -> {
                    var value = year.sheet().figure(row.code(), Sheet.TOTAL);
                    return value != null && (row.isRatio() || value.signum() != 0);
                }))
                .toList();
    }

    /** Null where nothing is to be opened: a blank, or none of something. */
    public @Nullable String href(Year year, Form.Row row) {
        var value = year.sheet().figure(row.code(), Sheet.TOTAL);
        return value != null && (row.isRatio() || value.signum() != 0)
                ? year.href(organization().code(), row.code())
                : null;
    }

    public String text(Year year, Form.Row row) {
        return text(row, year.sheet().figure(row.code(), Sheet.TOTAL));
    }

    public String withYears(Form.Row row) {
        return choice.withYears(row.code());
    }

    // ---- units compared

    public Comparison comparison() {
        return of.comparison();
    }

    public boolean isPunctuality() {
        return comparison().measure().equals(Comparison.PUNCTUALITY);
    }

    /** Value to text of whom to compare. */
    public Map<String, String> groups() {
        var groups = new LinkedHashMap<String, String>();
        comparison().kinds().forEach(kind -> groups.put(kind.name(), page.t("dashboard.compare.below", page.t(kind))));
        if (comparison().besides()) {
            groups.put(
                    Comparison.BESIDE,
                    page.t("dashboard.compare.beside", page.t(organization().kind())));
        }
        return groups;
    }

    public Map<String, String> measures() {
        var measures = new LinkedHashMap<String, String>();
        if (comparison().duties()) {
            measures.put(Comparison.PUNCTUALITY, page.t("dashboard.punctuality"));
        }
        sheet().form().rows().forEach(row -> measures.put(row.code(), name(row.code())));
        return measures;
    }

    public Map<String, String> sorts() {
        var sorts = new LinkedHashMap<String, String>();
        for (var sort : Choice.Sort.values()) {
            sorts.put(sort.name(), page.t(sort));
        }
        return sorts;
    }

    public String measure() {
        return isPunctuality()
                ? page.t("dashboard.punctuality")
                : name(comparison().measure());
    }

    private boolean isRate() {
        return isPunctuality() || sheet().form().row(comparison().measure()).isRatio();
    }

    private String text(@Nullable BigDecimal value) {
        return value == null ? page.t("dashboard.blank") : isRate() ? percent(value) : page.number(value.longValue());
    }

    /** The middle value in words, with its decimal where it has one. */
    public String median() {
        var spread = comparison().spread();
        return spread == null
                ? page.t("dashboard.blank")
                : isRate()
                        ? percent(spread.median().setScale(1, RoundingMode.HALF_UP))
                        : spread.median().toPlainString();
    }

    /** The unit's own place among the others, null where it has none. */
    public Comparison.@Nullable Peer own() {
        return comparison().peers().stream()
                .filter(Comparison.Peer::own)
                .findFirst()
                .orElse(null);
    }

    public String text(Comparison.Peer peer) {
        return text(peer.value());
    }

    /** One column for each class; each opens the units in it. */
    public Chart spread() {
        var spread = Objects.requireNonNull(comparison().spread());
        var own = own();
        var ownBin = own == null || own.value() == null ? -1 : spread.binOf(own.value());
        return Chart.of(IntStream.range(0, spread.bins().size())
                .mapToObj(i -> {
                    var bin = spread.bins().get(i);
                    return new Chart.Mark(
                            label(bin),
                            BigDecimal.valueOf(bin.count()),
                            page.number(bin.count()),
                            i == ownBin ? page.t("dashboard.compare.own") : "",
                            bin.count() == 0 ? null : choice.withBin(i),
                            "",
                            Objects.equals(choice.bin(), i));
                })
                .toList());
    }

    private String label(Spread.Bin bin) {
        return bin.from().compareTo(bin.to()) == 0
                ? bin.from().toPlainString()
                : bin.from().toPlainString() + "–" + bin.to().toPlainString();
    }

    /** The units that are listed, with the middle value drawn across them. */
    public Chart peers() {
        var marks = comparison().listed(choice).stream()
                .map(peer -> new Chart.Mark(
                        peer.organization().name(),
                        peer.value(),
                        text(peer.value()),
                        peer.base() > 0 && isPunctuality()
                                ? page.t("dashboard.sample.duties", page.number(peer.base()))
                                : sample(peer.base()),
                        peer.href(),
                        "",
                        peer.own()))
                .toList();
        var spread = comparison().spread();
        var median = spread == null ? null : spread.median();
        return isRate() ? Chart.ofRates(marks, median) : Chart.of(marks, median);
    }

    public boolean isOneBin() {
        return comparison().isOneBin(choice);
    }

    /** The class whose units are listed, as its values. */
    public String binChosen() {
        return label(Objects.requireNonNull(comparison().spread()).bins().get(Objects.requireNonNull(choice.bin())));
    }

    public String everyBin() {
        return choice.withBin(null);
    }

    /** Whether figures of units that the reader does not see into lead to the public site. */
    public boolean opensOutside() {
        return comparison().peers().stream()
                .anyMatch(peer -> peer.href() != null && peer.href().startsWith("/return/"));
    }

    public String everyUnit() {
        return choice.withAll();
    }

    /** How many are not listed. */
    public int unlisted() {
        return comparison().peers().size() - comparison().listed(choice).size();
    }
}
