package io.gongkai.statistics;

import io.gongkai.ledger.Ledger;
import io.gongkai.ledger.Measure;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Computes returns and opens their figures. Who may see them is decided by the caller's page. */
@Service
public class Returns {

    /** First year for which a return can be asked: before 2010 there was no such duty (domain.md 2.2). */
    public static final int FIRST_YEAR = 2010;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Forms forms;
    private final StatisticsStore store;
    private final Ledger ledger;
    private final Organizations organizations;
    private final Clock clock;

    Returns(Forms forms, StatisticsStore store, Ledger ledger, Organizations organizations, Clock clock) {
        this.forms = forms;
        this.store = store;
        this.ledger = ledger;
        this.organizations = organizations;
        this.clock = clock;
    }

    /** Form {@code annual-disclosure-return}. */
    public Form form(String code) {
        return forms.get(code);
    }

    /** @throws NoSuchElementException when there is no such form, or the year has not begun */
    public Sheet compute(String form, OrganizationId organization, int year) {
        return computeAll(form, List.of(organization), year).getFirst();
    }

    /** The returns of several organizations, in order of code, with one statement for all their figures. */
    public List<Sheet> computeAll(String form, Collection<OrganizationId> of, int year) {
        var definition = forms.get(form);
        var period = period(year);
        var watermark = ledger.watermark();
        var amounts = new HashMap<OrganizationId, Amounts>();
        for (var amount : store.amounts(of, period.first(), period.last())) {
            amounts.computeIfAbsent(amount.organization(), _ -> new Amounts()).add(amount);
        }
        var asked = organizations.all(of);
        var places =
                organizations
                        .all(asked.stream()
                                .map(organization -> organization.path().getFirst())
                                .distinct()
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(Organization::id, top -> placeOf(top.name())));
        return asked.stream()
                .map(organization -> sheet(
                        definition,
                        organization,
                        Objects.requireNonNull(places.get(organization.path().getFirst())),
                        year,
                        period.last(),
                        watermark,
                        amounts.getOrDefault(organization.id(), new Amounts())))
                .toList();
    }

    /** What happened below an organization month by month, in the months of the year that have begun. */
    public Months monthly(String form, OrganizationId organization, int year) {
        var definition = forms.get(form);
        var period = period(year);
        var sums = new HashMap<Month, Map<Measure, Long>>();
        for (var sum : store.monthly(organization, period.first(), period.last())) {
            sums.computeIfAbsent(sum.month(), _ -> new EnumMap<>(Measure.class)).put(sum.measure(), sum.quantity());
        }
        var lines = new ArrayList<Months.Line>();
        for (var row : definition.rows()) {
            if (!row.countsByMonth()) {
                continue;
            }
            var cells = new ArrayList<Months.Cell>();
            for (var month = 1; month <= period.last().getMonthValue(); month++) {
                var sum = sums.getOrDefault(Month.of(month), Map.of());
                var base = row.base() == null ? 0 : sum.getOrDefault(row.base(), 0L);
                cells.add(
                        new Months.Cell(Month.of(month), value(row, sum.getOrDefault(row.measure(), 0L), base), base));
            }
            lines.add(new Months.Line(row, cells));
        }
        return new Months(definition, year, lines);
    }

    /** Column null means the total. */
    public Evidence evidence(
            String form,
            OrganizationId organization,
            int year,
            String row,
            @Nullable OrganizationKind column,
            int size,
            @Nullable String cursor) {
        return evidence(form, organization, year, null, row, column, size, cursor);
    }

    /**
     * Column null means the total, month null the whole year.
     *
     * @throws NoSuchElementException also for a month of a row that has none
     */
    public Evidence evidence(
            String form,
            OrganizationId organization,
            int year,
            @Nullable Month month,
            String row,
            @Nullable OrganizationKind column,
            int size,
            @Nullable String cursor) {
        var definition = forms.get(form);
        var line = definition.row(row);
        var kinds = definition.columns().stream()
                .map(Form.Column::code)
                .filter(kind -> column == null || kind == column)
                .toList();
        if (kinds.isEmpty()) {
            throw new NoSuchElementException("No column " + column);
        }
        var period = month == null ? period(year) : period(year).of(month);
        if (month != null && !line.countsByMonth()) {
            throw new NoSuchElementException("No months of " + row);
        }
        var page = Math.clamp(size, 1, 1000);
        var rows = store.facts(
                organization,
                kinds,
                line.measure(),
                line.base(),
                period.first(),
                period.last(),
                position(cursor),
                page + 1);
        var total = rows.getFirst();
        var shown =
                rows.stream().filter(fact -> fact.item() != null).limit(page).toList();
        return new Evidence(
                value(line, total.quantities(), total.bases()),
                total.count(),
                shown.stream().map(fact -> Objects.requireNonNull(fact.item())).toList(),
                rows.size() > page ? cursor(shown.getLast()) : null);
    }

    /** The sheet as the paper form has it, as an Office Open XML workbook. */
    public byte[] workbook(Sheet sheet) {
        return ReturnWorkbook.write(sheet, LocalDate.now(clock));
    }

    /** The sheet as comma-separated values: a heading, then 45 lines of group, label, figures and remark; a blank is empty. */
    public String csv(Sheet sheet) {
        return ReturnCsv.write(sheet);
    }

    /** What the cross-checks of domain.md 1.9.3 say of a sheet. */
    public List<CheckFinding> check(Sheet sheet) {
        var organization = organizations.findEver(sheet.organizationCode()).orElseThrow();
        var last = sheet.year() > FIRST_YEAR ? compute(sheet.form().code(), organization.id(), sheet.year() - 1) : null;
        return CrossChecks.of(sheet, last == null || last.isEmpty() ? null : last);
    }

    private record Period(LocalDate first, LocalDate last) {

        Period of(Month month) {
            var days = YearMonth.of(first.getYear(), month);
            if (days.atDay(1).isAfter(last)) {
                throw new NoSuchElementException("Not begun: " + days);
            }
            return new Period(days.atDay(1), days.atEndOfMonth().isBefore(last) ? days.atEndOfMonth() : last);
        }
    }

    /** The year up to today. */
    private Period period(int year) {
        var today = LocalDate.now(clock);
        if (year < FIRST_YEAR || year > today.getYear()) {
            throw new NoSuchElementException("No return of " + year);
        }
        var end = LocalDate.of(year, 12, 31);
        return new Period(LocalDate.of(year, 1, 1), end.isBefore(today) ? end : today);
    }

    /** What was summed for one organization, by column and measure. */
    private static final class Amounts {

        private final Map<OrganizationKind, Map<Measure, Long>> byColumn = new EnumMap<>(OrganizationKind.class);

        void add(StatisticsStore.Amount amount) {
            byColumn.computeIfAbsent(amount.kind(), _ -> new EnumMap<>(Measure.class))
                    .merge(amount.measure(), amount.quantity(), Long::sum);
        }

        long of(OrganizationKind column, @Nullable Measure measure) {
            return measure == null ? 0 : byColumn.getOrDefault(column, Map.of()).getOrDefault(measure, 0L);
        }
    }

    private Sheet sheet(
            Form form,
            Organization organization,
            String place,
            int year,
            LocalDate cutOff,
            long watermark,
            Amounts amounts) {
        var lines = new ArrayList<Sheet.Line>();
        for (var row : form.rows()) {
            var cells = new EnumMap<OrganizationKind, BigDecimal>(OrganizationKind.class);
            var bases = new EnumMap<OrganizationKind, Long>(OrganizationKind.class);
            var quantities = 0L;
            for (var column : form.columns()) {
                var quantity = amounts.of(column.code(), row.measure());
                var base = amounts.of(column.code(), row.base());
                var cell = value(row, quantity, base);
                if (cell != null) {
                    cells.put(column.code(), cell);
                }
                if (base != 0) {
                    bases.put(column.code(), base);
                }
                quantities += quantity;
            }
            var base = bases.values().stream().mapToLong(Long::longValue).sum();
            lines.add(new Sheet.Line(row, cells, value(row, quantities, base), bases, ""));
        }
        return new Sheet(
                form, organization.code(), organization.name(), place + form.title(), year, cutOff, watermark, lines);
    }

    /** A count as it is; a rate in per cent with one decimal, blank without answers (domain.md 1.9.3). */
    private static @Nullable BigDecimal value(Form.Row row, long quantity, long base) {
        if (!row.isRatio()) {
            return BigDecimal.valueOf(quantity);
        }
        return base == 0
                ? null
                : BigDecimal.valueOf(quantity)
                        .multiply(HUNDRED)
                        .divide(BigDecimal.valueOf(base), 1, RoundingMode.HALF_UP);
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

    private static String cursor(StatisticsStore.FactRow last) {
        var item = Objects.requireNonNull(last.item());
        var text = item.occurredOn() + "~" + item.source().id() + "~" + last.organization();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws NoSuchElementException when nobody was ever given such a cursor */
    private static StatisticsStore.@Nullable Position position(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            var parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("~", -1);
            return new StatisticsStore.Position(
                    LocalDate.parse(parts[0]), UUID.fromString(parts[1]), UUID.fromString(parts[2]));
        } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
            throw new NoSuchElementException("No such page: " + cursor, e);
        }
    }
}
