package io.gongkai.portal;

import io.gongkai.catalog.ContentCategory;
import io.gongkai.ledger.Cell;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Sums;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.shared.Slice;
import io.gongkai.statistics.Form;
import io.gongkai.statistics.ReturnPeriod;
import io.gongkai.statistics.Returns;
import io.gongkai.statistics.Sheet;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What the public may see, and the only thing that public pages ask. Everything comes from the schema {@code portal}. */
@Service
public class Portal {

    /** The form that the public is shown. */
    public static final String RETURN = "annual-disclosure-return";

    private static final int SEARCH_PAGE = 20;
    private static final int LAST_SEARCH_PAGE = 50;
    private static final int SNIPPET = 120;
    private static final List<Measure> CONTENTS = Arrays.stream(ContentCategory.values())
            .map(ContentCategory::measure)
            .toList();

    private final PortalStore store;
    private final Returns returns;
    private final Clock clock;

    Portal(PortalStore store, Returns returns, Clock clock) {
        this.store = store;
        this.returns = returns;
        this.clock = clock;
    }

    /** A filter for lists of publications; null components do not narrow. */
    public record Filter(
            @Nullable UUID county,
            @Nullable UUID unit,
            @Nullable UUID under,
            @Nullable ContentCategory category,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            String question) {

        public static Filter all() {
            return new Filter(null, null, null, null, null, null, "");
        }

        public static Filter ofUnit(Unit unit) {
            return new Filter(null, unit.id(), null, null, null, null, "");
        }

        public static Filter ofCounty(Unit county) {
            return new Filter(county.id(), null, null, null, null, null, "");
        }
    }

    /** A file to hand out. */
    public record File(String name, String mediaType, byte[] bytes, String sha256) {}

    /** The matters of the same unit that were published next after and before. */
    public record Neighbours(@Nullable Link newer, @Nullable Link older) {}

    /** A publication's id and title. */
    public record Link(UUID id, String title) {}

    /** A publication and when it last changed, for the site map. */
    public record Changed(UUID id, Instant at) {}

    /**
     * A return as it was reported.
     *
     * @param round 2 and on are restatements
     * @param content the canonical text that was signed, and of which the digest is
     */
    public record Reported(int round, LocalDate on, String digest, String content) {}

    /** Contents published in a month of the year. */
    public record Month(int month, long quantity) {}

    public LocalDate today() {
        return LocalDate.now(clock);
    }

    // --- units

    /** The tops of the trees, the one with most publications first. */
    public List<Unit> counties() {
        return store.counties();
    }

    /** The county of that code, or the first one; empty only while nothing has been copied. */
    public Optional<Unit> county(@Nullable String code) {
        var counties = store.counties();
        return counties.stream()
                .filter(county -> county.code().equals(code))
                .findFirst()
                .or(() -> counties.stream().findFirst());
    }

    /** @throws NoSuchElementException when the public knows no unit of that code */
    public Unit unit(String code) {
        return store.unit(code).orElseThrow(() -> new NoSuchElementException("No unit " + code));
    }

    public Optional<Unit> findUnit(String code) {
        return store.unit(code);
    }

    /** From the top of the tree down to and including it. */
    public List<Unit> path(Unit unit) {
        return store.units(unit.path());
    }

    public List<Unit> children(Unit unit) {
        return store.children(unit.id());
    }

    /** By code, keyset-paged. */
    public Slice<Unit> units(
            Unit county, @Nullable OrganizationKind kind, String question, @Nullable String afterCode, int size) {
        var units = store.units(county.id(), kind, Words.terms(question), afterCode == null ? "" : afterCode, size + 1);
        return units.size() > size
                ? new Slice<>(units.subList(0, size), units.get(size - 1).code())
                : new Slice<>(units, null);
    }

    /** In the order of the return's columns; kinds without a unit are missing. */
    public List<Unit.KindCount> kinds(Unit county) {
        return store.kinds(county.id()).stream()
                .sorted(Comparator.comparing(Unit.KindCount::kind))
                .toList();
    }

    public List<Unit.Post> posts(Unit unit) {
        return store.posts(unit.id());
    }

    /** What a unit did this year with what people said to it. */
    public UnitOpinions opinions(Unit unit) {
        return store.opinions(unit.id(), LocalDate.now(clock).getYear());
    }

    public List<Unit.Facility> facilities(Unit unit) {
        return store.facilities(unit.id());
    }

    public List<String> unitCodes() {
        return store.unitCodes();
    }

    // --- catalog and duties

    public List<CatalogItem> catalog(Unit unit) {
        return store.catalog(unit.id(), today());
    }

    /** The duties of this month in a county. */
    public DutyCounts duties(Unit county) {
        var month = YearMonth.from(today());
        return store.duties(county.id(), month.atDay(1), month.atEndOfMonth(), today());
    }

    /** Most overdue duties first. */
    public List<DutyCounts.OverdueUnit> overdueUnits(Unit county) {
        return store.overdueUnits(county.id(), today());
    }

    /** Longest overdue first; one more than {@code size} where there are more. */
    public List<DutyCounts.Overdue> overdue(Unit county, @Nullable Unit under, int offset, int size) {
        return store.overdue(county.id(), under == null ? null : under.id(), today(), offset, size + 1);
    }

    // --- publications

    /** Newest first, keyset-paged. */
    public Slice<Matter> publications(Filter filter, int size, @Nullable String cursor) {
        var matters = store.matters(which(filter), position(cursor), size + 1);
        if (matters.size() <= size) {
            return new Slice<>(matters, null);
        }
        var last = matters.get(size - 1);
        return new Slice<>(matters.subList(0, size), encode(last.publishedAt() + "~" + last.id()));
    }

    /** Notices and pre-disclosures that wait for objections, the one that ends first at the top; unit null for all. */
    public List<Matter> running(@Nullable Unit county, @Nullable Unit unit, int size) {
        return store.running(county == null ? null : county.id(), unit == null ? null : unit.id(), today(), size);
    }

    /** Also one that has ended, with its title line alone. */
    public Optional<PublishedMatter> publication(UUID id) {
        return store.publication(id);
    }

    public Neighbours neighbours(UUID id) {
        var found = store.neighbours(id);
        return new Neighbours(neighbour(found, true), neighbour(found, false));
    }

    private static @Nullable Link neighbour(List<PortalStore.Neighbour> found, boolean newer) {
        return found.stream()
                .filter(neighbour -> neighbour.newer() == newer)
                .findFirst()
                .map(neighbour -> new Link(neighbour.id(), neighbour.title()))
                .orElse(null);
    }

    /** @throws NoSuchElementException unless the publication stands and bears the file */
    public PublishedMatter.File fileOf(PublishedMatter matter, UUID attachment) {
        return matter.files().stream()
                .filter(file -> matter.standing() && file.id().equals(attachment))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("No file " + attachment));
    }

    /** @throws NoSuchElementException unless the publication stands and bears the file */
    public File file(UUID publication, UUID attachment) {
        return store.file(publication, attachment)
                .map(file -> new File(file.name(), file.mediaType(), file.bytes(), file.sha256()))
                .orElseThrow(() -> new NoSuchElementException("No file " + attachment));
    }

    /** @throws NoSuchElementException when the public knows no such edition */
    public PublicIssue issue(UUID issue) {
        return store.issue(issue).orElseThrow(() -> new NoSuchElementException("No issue " + issue));
    }

    /** What the edition carried and still stands. */
    public List<Matter> carriedBy(PublicIssue issue) {
        return store.carriedBy(issue.id());
    }

    /** @throws NoSuchElementException when the public knows no such showing */
    public UUID publicationShownIn(UUID delivery) {
        return store.publicationShownIn(delivery)
                .orElseThrow(() -> new NoSuchElementException("No delivery " + delivery));
    }

    /** Newest first. */
    public List<Changed> standing(int limit) {
        return store.standing(limit).stream()
                .map(position -> new Changed(position.id(), position.publishedAt()))
                .toList();
    }

    // --- search

    /** Matters that have all terms of the question, on page {@code page} from 1; nothing for a question without a letter or digit. */
    public SearchResult search(Filter filter, int page) {
        var terms = Words.terms(filter.question());
        if (terms.isEmpty()) {
            return new SearchResult(0, List.of(), List.of(), List.of(), false);
        }
        var shown = Math.clamp(page, 1, LAST_SEARCH_PAGE);
        var which = which(filter);
        var found = store.search(which, (shown - 1) * SEARCH_PAGE, SEARCH_PAGE + 1);
        var everyCategory = new PortalStore.Which(
                which.county(), which.unit(), which.under(), null, which.from(), which.to(), which.terms());
        var counts = store.counts(everyCategory);
        var count = counts.stream()
                .filter(category -> which.category() == null
                        || category.category().equals(which.category().name()))
                .mapToLong(SearchResult.CategoryCount::count)
                .sum();
        return new SearchResult(
                count,
                found.stream()
                        .limit(SEARCH_PAGE)
                        .map(text -> new SearchResult.Found(
                                text.matter(),
                                Words.marked(text.matter().title(), terms),
                                Words.snippet(text.plain(), terms, SNIPPET)))
                        .toList(),
                shown == 1 ? store.unitsNamed(terms, 6) : List.of(),
                counts,
                found.size() > SEARCH_PAGE && shown < LAST_SEARCH_PAGE);
    }

    /** Units and items of catalogs whose names have all the terms. */
    public List<SearchResult.Suggestion> suggestions(String question) {
        var terms = Words.terms(question);
        if (terms.isEmpty()) {
            return List.of();
        }
        var suggestions = new ArrayList<SearchResult.Suggestion>();
        store.unitsNamed(terms, 4)
                .forEach(unit -> suggestions.add(new SearchResult.Suggestion(unit.name(), "/org/" + unit.code(), 0)));
        suggestions.addAll(store.items(terms, 6));
        return suggestions;
    }

    // --- the return

    /** @throws NoSuchElementException when the year has not begun or lies before the duty */
    public Sheet sheet(Unit unit, int year) {
        var period = period(year);
        var form = form(period);
        var county = store.units(List.of(unit.county())).getFirst();
        return new Sheet(
                form,
                unit.code(),
                unit.name(),
                county.place() + form.title(),
                ReturnPeriod.ofYear(year),
                period.last(),
                0,
                marked(
                        form,
                        Sheet.lines(
                                form, store.sums(unit.id(), form.kinds(), period.first(), period.last()), new Sums()),
                        store.corrected(unit.id(), form.kinds(), period.first(), period.last())));
    }

    /** A unit's returns of a year as they were reported, the latest round first; empty while none is. */
    public List<Reported> reported(Unit unit, int year) {
        return store.reported(unit.id(), RETURN, ReturnPeriod.ofYear(year).toString());
    }

    /** The figures that were reported. */
    public Sheet sheet(Reported reported) {
        return returns.signed(reported.content());
    }

    /** The first year of which the program can say anything: what lies before stands on paper, and is neither 0 nor late. */
    public int firstYear(Unit unit) {
        return Objects.requireNonNullElse(store.firstYear(unit.id(), RETURN), today().getYear());
    }

    /** By when a year's return is to be reported. */
    public LocalDate dueOn(int year) {
        return form(year).dueOn(ReturnPeriod.ofYear(year));
    }

    /** Cells that contain a manual correction carry a mark. */
    private static List<Sheet.Line> marked(Form form, List<Sheet.Line> lines, Set<Cell> corrected) {
        if (corrected.isEmpty()) {
            return lines;
        }
        return lines.stream()
                .map(line -> {
                    var columns = new HashSet<String>();
                    for (var column : form.columns()) {
                        if (corrected.stream().anyMatch(cell -> countsIn(cell, line.row(), column))) {
                            columns.addAll(List.of(column.code(), Sheet.TOTAL));
                        }
                    }
                    return new Sheet.Line(line.row(), line.cells(), line.total(), line.bases(), line.remark(), columns);
                })
                .toList();
    }

    private static boolean countsIn(Cell cell, Form.Row row, Form.Column column) {
        return column.kinds().contains(cell.kind())
                && row.measures().stream()
                        .anyMatch(measure -> Form.counts(measure, row, column).contains(cell.count()));
    }

    /** The version of the form that a year's return follows. */
    public Form form(int year) {
        return form(period(year));
    }

    private Form form(Period period) {
        return returns.form(RETURN, period.last());
    }

    /** Contents published in the unit's subtree in each month of the year that has begun. */
    public List<Month> months(Unit unit, int year) {
        var period = period(year);
        var sums = new HashMap<Integer, Long>();
        store.months(unit.id(), CONTENTS, period.first(), period.last())
                .forEach(sum -> sums.put(sum.month(), sum.quantity()));
        var months = new ArrayList<Month>();
        for (var month = 1; month <= period.last().getMonthValue(); month++) {
            months.add(new Month(month, sums.getOrDefault(month, 0L)));
        }
        return months;
    }

    /** @param column its code; null means the total */
    public PublicEvidence evidence(
            Unit unit, int year, String row, @Nullable String column, int size, @Nullable String cursor) {
        var period = period(year);
        var form = form(period);
        var line = form.row(row);
        var facts = store.facts(
                unit.id(),
                line,
                column == null ? form.columns() : List.of(form.column(column)),
                period.first(),
                period.last(),
                factPosition(cursor),
                size + 1);
        var total = facts.getFirst();
        var shown =
                facts.stream().filter(fact -> fact.item() != null).limit(size).toList();
        return new PublicEvidence(
                Sheet.value(line, total.quantities(), total.bases()),
                total.count(),
                shown.stream().map(fact -> Objects.requireNonNull(fact.item())).toList(),
                facts.size() > size ? cursor(shown.getLast()) : null);
    }

    private record Period(LocalDate first, LocalDate last) {}

    private Period period(int year) {
        var today = today();
        if (year < Returns.FIRST_YEAR || year > today.getYear()) {
            throw new NoSuchElementException("No return of " + year);
        }
        var end = LocalDate.of(year, 12, 31);
        return new Period(LocalDate.of(year, 1, 1), end.isBefore(today) ? end : today);
    }

    // --- cursors

    private static PortalStore.Which which(Filter filter) {
        return new PortalStore.Which(
                filter.county(),
                filter.unit(),
                filter.under(),
                filter.category(),
                filter.from(),
                filter.to(),
                Words.terms(filter.question()));
    }

    private static String cursor(PortalStore.Fact fact) {
        return encode(
                Objects.requireNonNull(fact.item()).occurredOn() + "~" + fact.source() + "~" + fact.organization());
    }

    private static String encode(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.UTF_8));
    }

    private static PortalStore.@Nullable Position position(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            var parts = decode(cursor);
            return new PortalStore.Position(Instant.parse(parts[0]), UUID.fromString(parts[1]));
        } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
            throw new NoSuchElementException("No such page: " + cursor, e);
        }
    }

    private static PortalStore.@Nullable FactPosition factPosition(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            var parts = decode(cursor);
            return new PortalStore.FactPosition(
                    LocalDate.parse(parts[0]), UUID.fromString(parts[1]), UUID.fromString(parts[2]));
        } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
            throw new NoSuchElementException("No such page: " + cursor, e);
        }
    }

    private static String[] decode(String cursor) {
        return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("~", -1);
    }
}
