package io.gongkai.statistics;

import io.gongkai.ledger.Sums;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.Word;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Holds a sheet against the cross-checks of its form. */
final class CrossChecks {

    /** Message keys; their facts are the row, the column, the figure, the other row, its figure. */
    private static final Map<Form.CheckKind, String> SENTENCES = Map.of(
            Form.CheckKind.WHOLE_NUMBERS, "statistics.check.wholeNumbers",
            Form.CheckKind.SUM_OF_COLUMNS, "statistics.check.sumOfColumns",
            Form.CheckKind.PERCENTAGE, "statistics.check.percentage",
            Form.CheckKind.NOT_ABOVE, "statistics.check.notAbove",
            Form.CheckKind.NOT_BELOW, "statistics.check.notBelow",
            Form.CheckKind.NOT_ABOVE_WITH_CARRIED_OVER, "statistics.check.notAboveWithCarriedOver",
            Form.CheckKind.EQUAL_SUMS, "statistics.check.equalSums",
            Form.CheckKind.REQUIRES, "statistics.check.requires",
            Form.CheckKind.STEADY, "statistics.check.steady");

    private final Sheet sheet;

    private final @Nullable Sheet yearBefore;

    private final List<CarriedOver> carriedOver;

    private final Sums counted;

    private final List<CheckFinding> findings = new ArrayList<>();

    private CrossChecks(Sheet sheet, @Nullable Sheet yearBefore, List<CarriedOver> carriedOver, Sums counted) {
        this.sheet = sheet;
        this.yearBefore = yearBefore;
        this.carriedOver = carriedOver;
        this.counted = counted;
    }

    /**
     * Finds whatever is wrong, whether or not a remark explains it. What is not known is not held against the sheet.
     *
     * @param yearBefore the same form of the same period a year earlier
     * @param carriedOver what earlier periods left open, for the pairs of rows that ask for it
     * @param counted what the sheet was made of, for measures that stand in none of its rows
     */
    static List<CheckFinding> of(Sheet sheet, @Nullable Sheet yearBefore, List<CarriedOver> carriedOver, Sums counted) {
        var checks = new CrossChecks(sheet, yearBefore, carriedOver, counted);
        sheet.form().checks().forEach(checks::run);
        return List.copyOf(checks.findings);
    }

    private void run(Form.Check check) {
        switch (check.kind()) {
            case WHOLE_NUMBERS -> wholeNumbers(check);
            case SUM_OF_COLUMNS -> sumOfColumns(check);
            case PERCENTAGE -> percentage(check);
            case NOT_ABOVE -> compare(check, false, 1);
            case NOT_BELOW -> compare(check, false, -1);
            case NOT_ABOVE_WITH_CARRIED_OVER -> compare(check, true, 1);
            case EQUAL_SUMS -> equalSums(check);
            case REQUIRES -> requires(check);
            case STEADY -> steady(check);
        }
    }

    private void wholeNumbers(Form.Check check) {
        for (var code : check.rows()) {
            var line = sheet.line(code);
            for (var column : columns()) {
                var cell = Objects.requireNonNullElse(line.cell(column.code()), BigDecimal.ZERO);
                if (cell.signum() < 0 || cell.stripTrailingZeros().scale() > 0) {
                    find(check, line, column, word(line), word(column), cell);
                }
            }
        }
    }

    private void sumOfColumns(Form.Check check) {
        for (var code : check.rows()) {
            var line = sheet.line(code);
            var sum = line.cells().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            if (line.total() == null || line.total().compareTo(sum) != 0) {
                find(check, line, null, word(line), String.valueOf(line.total()), sum);
            }
        }
    }

    /** 0 to the limit with one decimal; the total is weighted, so it lies among the cells and is blank when they all are. */
    private void percentage(Form.Check check) {
        for (var code : check.rows()) {
            var line = sheet.line(code);
            for (var column : columns()) {
                var rate = line.cell(column.code());
                if (rate != null && !isRate(rate, check.percent())) {
                    find(check, line, column, word(line), word(column), rate);
                }
            }
            var total = line.total();
            if (total == null ? !line.cells().isEmpty() : !isWeighted(total, line, check.percent())) {
                find(
                        check,
                        "statistics.check.weighted",
                        line,
                        null,
                        word(line),
                        total == null ? "" : total.toPlainString());
            }
        }
    }

    private static boolean isWeighted(BigDecimal total, Sheet.Line line, int most) {
        return isRate(total, most)
                && line.cells().values().stream().anyMatch(cell -> cell.compareTo(total) <= 0)
                && line.cells().values().stream().anyMatch(cell -> cell.compareTo(total) >= 0);
    }

    private static boolean isRate(BigDecimal rate, int most) {
        return rate.signum() >= 0
                && rate.compareTo(BigDecimal.valueOf(most)) <= 0
                && rate.stripTrailingZeros().scale() <= 1;
    }

    /** @param sign 1 when the row may not be above the other, -1 when it may not be below */
    private void compare(Form.Check check, boolean carriedOver, int sign) {
        var line = sheet.line(check.rows().getFirst());
        var other = sheet.line(check.against().getFirst());
        for (var column : columns()) {
            var figure = count(line, column);
            var limit = count(other, column) + (carriedOver ? leftOpen(check, column) : 0);
            if (Long.signum(Long.compare(figure, limit)) == sign) {
                find(check, line, column, word(line), word(column), figure, word(other), limit);
            }
        }
    }

    private long leftOpen(Form.Check check, Form.Column column) {
        return carriedOver.stream()
                .filter(pair -> pair.handled().code().equals(check.rows().getFirst()))
                .mapToLong(pair -> pair.opening(column.code()))
                .sum();
    }

    private void equalSums(Form.Check check) {
        for (var column : columns()) {
            var one = sum(check.rows(), column);
            var other = sum(check.against(), column);
            if (one != other) {
                var line = sheet.line(check.rows().getFirst());
                find(check, line, column, numbers(check.rows()), word(column), one, numbers(check.against()), other);
            }
        }
    }

    /**
     * One row in a sentence is called by its name, several by their numbers. A measure is called by its name, and as no row of
     * the sheet shows it, it is found beside the row that it wants.
     */
    private void requires(Form.Check check) {
        var oneRow = check.rows().size() == 1;
        var oneOther = check.against().size() == 1;
        var sentence = oneRow
                ? oneOther ? "statistics.check.requires" : "statistics.check.requiresAny"
                : oneOther ? "statistics.check.anyRequires" : "statistics.check.anyRequiresAny";
        var wanted = sheet.line(check.against().getFirst());
        var other = oneOther ? word(wanted) : numbers(check.against());
        for (var column : columns()) {
            if (sum(check.against(), column) != 0) {
                continue;
            }
            if (sum(check.rows(), column) > 0) {
                var line = sheet.line(check.rows().getFirst());
                find(check, sentence, line, column, oneRow ? word(line) : numbers(check.rows()), word(column), other);
            }
            for (var measure : check.measures()) {
                if (counted.sum(Form.selection(measure, List.of(column))) > 0) {
                    find(
                            check,
                            oneOther ? "statistics.check.requires" : "statistics.check.requiresAny",
                            wanted,
                            column,
                            measure,
                            word(column),
                            other);
                }
            }
        }
    }

    private void steady(Form.Check check) {
        if (yearBefore == null) {
            return;
        }
        for (var code : check.rows()) {
            var line = sheet.line(code);
            var was = Objects.requireNonNullElse(yearBefore.figure(code, Sheet.TOTAL), BigDecimal.ZERO);
            var is = Objects.requireNonNullElse(line.total(), BigDecimal.ZERO);
            var change = is.subtract(was).abs().multiply(BigDecimal.valueOf(100));
            if (was.signum() != 0 && change.compareTo(was.multiply(BigDecimal.valueOf(check.percent()))) > 0) {
                find(check, line, null, word(line), was, is, check.percent());
            }
        }
    }

    private List<Form.Column> columns() {
        return sheet.form().columns();
    }

    private long sum(List<String> rows, Form.Column column) {
        return rows.stream().mapToLong(row -> count(sheet.line(row), column)).sum();
    }

    private static long count(Sheet.Line line, Form.Column column) {
        var cell = line.cell(column.code());
        return cell == null ? 0 : cell.longValue();
    }

    private Word word(Sheet.Line line) {
        return sheet.form().word(line.row().label());
    }

    private Word word(Form.Column column) {
        return sheet.form().word(column);
    }

    /** Numbers of rows as people write them: 4, 16-24. */
    private String numbers(List<String> rows) {
        var numbers =
                rows.stream().map(row -> sheet.form().row(row).no()).sorted().toList();
        var text = new StringBuilder();
        for (var i = 0; i < numbers.size(); ) {
            var end = i;
            while (end + 1 < numbers.size() && numbers.get(end + 1) == numbers.get(end) + 1) {
                end++;
            }
            text.append(text.isEmpty() ? "" : ", ").append(numbers.get(i));
            if (end > i) {
                text.append('-').append(numbers.get(end));
            }
            i = end + 1;
        }
        return text.toString();
    }

    private void find(Form.Check check, Sheet.Line line, Form.@Nullable Column column, Object... details) {
        find(check, Objects.requireNonNull(SENTENCES.get(check.kind())), line, column, details);
    }

    private void find(
            Form.Check check, String sentence, Sheet.Line line, Form.@Nullable Column column, Object... details) {
        findings.add(new CheckFinding(
                sheet.form().checks().indexOf(check),
                check.hard(),
                line.row().code(),
                column == null ? null : column.code(),
                Refusal.of(sentence, details)));
    }
}
