package io.gongkai.statistics;

import io.gongkai.ledger.Cell;
import io.gongkai.ledger.Count;
import io.gongkai.ledger.Detail;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Selection;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.shared.Word;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A statistical form as data: rows, columns, words and cross-checks (resources/forms). A form lives on in versions; which one
 * a return follows is decided by its cut-off day. The annual return is the annex of the county's work points of 2011
 * (domain.md 1.9).
 *
 * @param version distinguishes the versions of one code, for instance 2011
 * @param validFrom first day on which this version is in force, until a later one takes its place
 * @param due month and day by which a year's return is reported, for instance 12-20; of a quarter the number of days after it
 * @param columnHeading spans the columns; null where the form has no such heading
 * @param totalHeading null where the form has no total
 * @param remarkHeading null where the form has no remarks
 * @param english the form's words in English, by the Chinese word; what is missing stays Chinese
 */
public record Form(
        String code,
        String version,
        LocalDate validFrom,
        String title,
        Span period,
        String due,
        String rowHeading,
        @Nullable String columnHeading,
        @Nullable String totalHeading,
        @Nullable String remarkHeading,
        List<String> headerFields,
        String footnote,
        List<Column> columns,
        List<Row> rows,
        List<Check> checks,
        Map<String, String> english) {

    /** What one return of the form is about. */
    public enum Span {
        YEAR,
        QUARTER
    }

    /**
     * A column: whose facts it counts, and which of them.
     *
     * @param heading from the outermost spanning heading to the column's own
     * @param kinds of organizations
     * @param details that a fact has; empty for facts of every detail
     */
    public record Column(int no, String code, List<String> heading, Set<OrganizationKind> kinds, Set<Detail> details) {

        public Column {
            heading = List.copyOf(heading);
            kinds = Set.copyOf(kinds);
            details = Set.copyOf(details);
        }

        public String label() {
            return heading.getLast();
        }
    }

    /** How the form itself understands a row: as at a day, of the period, or as a rate. */
    public enum RowKind {
        STOCK,
        FLOW,
        RATIO
    }

    /**
     * A row.
     *
     * @param group words that stand upright beside several rows; null where the row stands alone
     * @param page printed page, from 1
     * @param measure what is summed; the numerator of a ratio
     * @param base denominator of a ratio, null for counts
     * @param details that a fact has; empty for facts of every detail
     * @param opening of a stock: its level on the eve of the period instead of on its last day
     */
    public record Row(
            int no,
            String code,
            @Nullable String group,
            String label,
            String unit,
            RowKind kind,
            int page,
            Measure measure,
            @Nullable Measure base,
            Set<Detail> details,
            boolean opening) {

        public Row {
            details = Set.copyOf(details);
        }

        public boolean isRatio() {
            return base != null;
        }

        /** Whether it is made of things that happen on a day, so that the months of a year add up to it. */
        public boolean countsByMonth() {
            return measure.nature() == Measure.Nature.FLOW;
        }

        /** What it sums: of a ratio the numerator and the denominator. */
        public List<Measure> measures() {
            return base == null ? List.of(measure) : List.of(measure, base);
        }
    }

    /** What a cross-check (勾稽) asks of its rows. */
    public enum CheckKind {
        WHOLE_NUMBERS,
        SUM_OF_COLUMNS,
        PERCENTAGE,
        /** In no column above the row it is held against. */
        NOT_ABOVE,
        NOT_BELOW,
        /** As NOT_ABOVE, with what the period before left open added to the limit. */
        NOT_ABOVE_WITH_CARRIED_OVER,
        /** The rows add up to the same as those they are held against. */
        EQUAL_SUMS,
        /** Where one of the rows or measures counts something, one of the rows it is held against does too. */
        REQUIRES,
        /** From one year to the next it changes by no more than a percentage. */
        STEADY
    }

    /**
     * A cross-check; a hard one stands in the way of submission, the others want a look.
     *
     * @param rows codes of the rows that are checked; empty where measures are
     * @param measures of REQUIRES, in place of rows: what stands in none of them
     * @param against codes of the rows they are held against
     * @param percent limit of PERCENTAGE and STEADY, 0 for the others
     */
    public record Check(
            CheckKind kind,
            boolean hard,
            List<String> rows,
            List<Measure> measures,
            List<String> against,
            int percent) {

        public Check {
            rows = List.copyOf(rows);
            measures = List.copyOf(measures);
            against = List.copyOf(against);
        }
    }

    /** A heading above the table or above its stub: where it begins, counted from 0, and how far it reaches. */
    public record Heading(String text, int line, int at, int lines, int width) {}

    public Form {
        headerFields = List.copyOf(headerFields);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        checks = List.copyOf(checks);
        english = Map.copyOf(english);
    }

    /** @throws java.util.NoSuchElementException when the form has no such row */
    public Row row(String code) {
        return rows.stream().filter(row -> row.code().equals(code)).findFirst().orElseThrow();
    }

    /** @throws java.util.NoSuchElementException when the form has no such column */
    public Column column(String code) {
        return columns.stream()
                .filter(column -> column.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    public List<Row> rowsOnPage(int page) {
        return rows.stream().filter(row -> row.page() == page).toList();
    }

    public int pages() {
        return rows.getLast().page();
    }

    // --- what a cell counts

    /** What of a measure stands in a cell: all counts of it that both the row and the column let in. */
    public static Set<Count> counts(Measure measure, Row row, Column column) {
        return counts(measure, row.details(), column);
    }

    private static Set<Count> counts(Measure measure, Set<Detail> details, Column column) {
        return measure.counts().stream()
                .filter(count -> lets(details, count) && lets(column.details(), count))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Of each aspect of which something is chosen, one of the chosen. */
    private static boolean lets(Set<Detail> chosen, Count count) {
        return chosen.stream()
                .map(Detail::aspect)
                .distinct()
                .allMatch(aspect -> count.details().stream()
                        .anyMatch(detail -> detail.aspect() == aspect && chosen.contains(detail)));
    }

    /** What of a measure stands in some columns of a row together; each organization stands in one of them at most. */
    public static Selection selection(Measure measure, Row row, Collection<Column> columns) {
        return selection(measure, row.details(), columns);
    }

    /** The same of a measure that stands in no row. */
    static Selection selection(Measure measure, Collection<Column> columns) {
        return selection(measure, Set.of(), columns);
    }

    private static Selection selection(Measure measure, Set<Detail> details, Collection<Column> columns) {
        return new Selection(columns.stream()
                .flatMap(column -> counts(measure, details, column).stream()
                        .flatMap(count -> column.kinds().stream().map(kind -> new Cell(kind, count))))
                .collect(Collectors.toSet()));
    }

    /** Everything that a row counts in some columns, as {@code KIND/MEASURE/DETAIL}: what facts are compared with. */
    public static String[] cells(Row row, Collection<Column> columns) {
        return cells(row.measures(), row.details(), columns);
    }

    /** The same of measures that stand in no row. */
    static String[] cells(List<Measure> measures, Collection<Column> columns) {
        return cells(measures, Set.of(), columns);
    }

    private static String[] cells(List<Measure> measures, Set<Detail> details, Collection<Column> columns) {
        var cells = new LinkedHashSet<String>();
        for (var column : columns) {
            for (var measure : measures) {
                for (var count : counts(measure, details, column)) {
                    column.kinds().forEach(kind -> cells.add(kind + "/" + measure + "/" + count.detail()));
                }
            }
        }
        return cells.toArray(String[]::new);
    }

    /** Every kind of organization that stands in one of the columns. */
    public Set<OrganizationKind> kinds() {
        return kinds(columns);
    }

    public static Set<OrganizationKind> kinds(Collection<Column> columns) {
        var kinds = EnumSet.noneOf(OrganizationKind.class);
        columns.forEach(column -> kinds.addAll(column.kinds()));
        return kinds;
    }

    public boolean hasOpeningRows() {
        return rows.stream().anyMatch(Row::opening);
    }

    /** Last day on which a return of a period is on time. */
    public LocalDate dueOn(ReturnPeriod of) {
        return period == Span.YEAR
                ? MonthDay.parse("--" + due).atYear(of.year())
                : of.last().plusDays(Integer.parseInt(due));
    }

    // --- how it looks

    /** Columns in front of the figures: the row's label, and the group's where the form has groups. */
    public int stub() {
        return rows.stream().anyMatch(row -> row.group() != null) ? 2 : 1;
    }

    /** Columns of the table in all. */
    public int width() {
        return stub() + columns.size() + (totalHeading == null ? 0 : 1) + (remarkHeading == null ? 0 : 1);
    }

    /** Lines of the header. */
    public int headerLines() {
        return (columnHeading == null ? 0 : 1)
                + columns.stream()
                        .mapToInt(column -> column.heading().size())
                        .max()
                        .orElse(1);
    }

    /** The header, from left to right and from above; together they cover every place of it once. */
    public List<Heading> headings() {
        var lines = headerLines();
        var headings = new ArrayList<Heading>();
        headings.add(new Heading(rowHeading, 0, 0, lines, stub()));
        if (columnHeading != null) {
            headings.add(new Heading(columnHeading, 0, stub(), 1, columns.size()));
        }
        var top = columnHeading == null ? 0 : 1;
        for (var column = 0; column < columns.size(); column++) {
            var path = columns.get(column).heading();
            for (var level = 0; level < path.size(); level++) {
                if (column == 0 || !sameAbove(columns.get(column - 1).heading(), path, level)) {
                    var own = level == path.size() - 1;
                    headings.add(new Heading(
                            path.get(level),
                            top + level,
                            stub() + column,
                            own ? lines - top - level : 1,
                            own ? 1 : reach(column, level)));
                }
            }
        }
        var after = stub() + columns.size();
        if (totalHeading != null) {
            headings.add(new Heading(totalHeading, 0, after, lines, 1));
            after++;
        }
        if (remarkHeading != null) {
            headings.add(new Heading(remarkHeading, 0, after, lines, 1));
        }
        return headings;
    }

    public List<Heading> headings(int line) {
        return headings().stream().filter(heading -> heading.line() == line).toList();
    }

    /** Whether a spanning heading of one column, with all above it, goes on over the next. */
    private static boolean sameAbove(List<String> one, List<String> next, int level) {
        return level < one.size() - 1
                && level < next.size() - 1
                && one.subList(0, level + 1).equals(next.subList(0, level + 1));
    }

    private int reach(int column, int level) {
        var end = column + 1;
        while (end < columns.size()
                && sameAbove(columns.get(column).heading(), columns.get(end).heading(), level)) {
            end++;
        }
        return end - column;
    }

    public boolean startsGroup(Row row) {
        return row.group() != null
                && (row.no() == 1 || !row.group().equals(rows.get(row.no() - 2).group()));
    }

    public boolean startsPage(Row row) {
        return row.no() > 1 && rows.get(row.no() - 2).page() != row.page();
    }

    /** How many rows stand beside a group label. */
    public int sizeOf(String group) {
        return (int) rows.stream().filter(row -> group.equals(row.group())).count();
    }

    // --- its words

    public Word word(String chinese) {
        return new Word(chinese, english.getOrDefault(chinese, chinese));
    }

    /** A column in a sentence, with the headings that span it: 社区/城市. */
    public Word word(Column column) {
        return new Word(
                String.join("/", column.heading()),
                column.heading().stream()
                        .map(part -> english.getOrDefault(part, part))
                        .collect(Collectors.joining("/")));
    }

    /** A row's label with its unit as the paper prints it. */
    public static String printed(Row row) {
        return row.unit().isEmpty() ? row.label() : row.label() + "（" + row.unit() + "）";
    }

    /** A row's label with its unit: as the paper prints it, and in English where the unit has a word of its own there. */
    public Word printedWord(Row row) {
        var label = word(row.label()).english();
        var unit = word(row.unit()).english();
        return new Word(printed(row), unit.equals(row.unit()) && !unit.equals("%") ? label : label + " (" + unit + ")");
    }

    /** All its Chinese words, each once. */
    public List<String> words() {
        var words = new ArrayList<String>(Arrays.asList(title, rowHeading, columnHeading, totalHeading, remarkHeading));
        words.addAll(headerFields);
        words.add(footnote);
        columns.forEach(column -> words.addAll(column.heading()));
        rows.forEach(row -> words.addAll(Arrays.asList(row.group(), row.label(), row.unit())));
        return words.stream()
                .filter(Objects::nonNull)
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }
}
