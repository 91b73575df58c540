package io.gongkai.statistics;

import io.gongkai.organization.OrganizationKind;
import io.gongkai.shared.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Holds a sheet against the cross-checks of its form. */
final class CrossChecks {

    private final Sheet sheet;

    private final @Nullable Sheet lastYear;

    private final List<CheckFinding> findings = new ArrayList<>();

    private CrossChecks(Sheet sheet, @Nullable Sheet lastYear) {
        this.sheet = sheet;
        this.lastYear = lastYear;
    }

    /** @param lastYear null when nothing is known of it: then nothing is held against it */
    static List<CheckFinding> of(Sheet sheet, @Nullable Sheet lastYear) {
        var checks = new CrossChecks(sheet, lastYear);
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
            case REQUIRES -> requires(check);
            case STEADY -> steady(check);
        }
    }

    private void wholeNumbers(Form.Check check) {
        for (var code : check.rows()) {
            var line = sheet.line(code);
            for (var column : columns()) {
                var cell = Objects.requireNonNullElse(line.cell(column), BigDecimal.ZERO);
                if (cell.signum() < 0 || cell.stripTrailingZeros().scale() > 0) {
                    find(check, line, column, word(line), column, cell);
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

    private void percentage(Form.Check check) {
        for (var code : check.rows()) {
            var line = sheet.line(code);
            for (var column : columns()) {
                var rate = line.cell(column);
                if (rate != null && (rate.signum() < 0 || rate.compareTo(BigDecimal.valueOf(check.percent())) > 0)) {
                    find(check, line, column, word(line), column, rate);
                }
            }
        }
    }

    /** @param sign 1 when the row may not be above the other, -1 when it may not be below */
    private void compare(Form.Check check, boolean carriedOver, int sign) {
        var line = sheet.line(check.rows().getFirst());
        var other = sheet.line(check.against().getFirst());
        for (var column : columns()) {
            var figure = count(line, column);
            var limit = count(other, column) + (carriedOver ? leftOpen(check, column) : 0);
            if (Long.signum(Long.compare(figure, limit)) == sign) {
                find(check, line, column, word(line), column, figure, word(other), limit);
            }
        }
    }

    /** What last year's sheet shows as received and not yet dealt with. */
    private long leftOpen(Form.Check check, OrganizationKind column) {
        if (lastYear == null) {
            return 0;
        }
        var received = count(lastYear.line(check.against().getFirst()), column);
        return Math.max(0, received - count(lastYear.line(check.rows().getFirst()), column));
    }

    private void requires(Form.Check check) {
        for (var column : columns()) {
            if (sum(check.rows(), column) > 0 && sum(check.against(), column) == 0) {
                var line = sheet.line(check.rows().getFirst());
                find(
                        check,
                        line,
                        column,
                        word(line),
                        column,
                        word(sheet.line(check.against().getFirst())));
            }
        }
    }

    private void steady(Form.Check check) {
        if (lastYear == null) {
            return;
        }
        for (var code : check.rows()) {
            var line = sheet.line(code);
            var was = Objects.requireNonNullElse(lastYear.line(code).total(), BigDecimal.ZERO);
            var is = Objects.requireNonNullElse(line.total(), BigDecimal.ZERO);
            var change = is.subtract(was).abs().multiply(BigDecimal.valueOf(100));
            if (was.signum() != 0
                    && line.remark().isEmpty()
                    && change.compareTo(was.multiply(BigDecimal.valueOf(check.percent()))) > 0) {
                find(check, line, null, word(line), was, is, check.percent());
            }
        }
    }

    private List<OrganizationKind> columns() {
        return sheet.form().columns().stream().map(Form.Column::code).toList();
    }

    private long sum(List<String> rows, OrganizationKind column) {
        return rows.stream().mapToLong(row -> count(sheet.line(row), column)).sum();
    }

    private static long count(Sheet.Line line, OrganizationKind column) {
        var cell = line.cell(column);
        return cell == null ? 0 : cell.longValue();
    }

    /** A row in a sentence: its measure's word, in the reader's language. */
    private static Enum<?> word(Sheet.Line line) {
        return line.row().measure();
    }

    private void find(Form.Check check, Sheet.Line line, @Nullable OrganizationKind column, Object... details) {
        findings.add(new CheckFinding(check.hard(), line.row().code(), column, Refusal.of(check.sentence(), details)));
    }
}
