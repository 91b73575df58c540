package io.gongkai.statistics.web;

import io.gongkai.statistics.CheckFinding;
import io.gongkai.statistics.Evidence;
import io.gongkai.statistics.Form;
import io.gongkai.statistics.LateFact;
import io.gongkai.statistics.Mending;
import io.gongkai.statistics.Restatement;
import io.gongkai.statistics.ReturnPeriod;
import io.gongkai.statistics.Sheet;
import io.gongkai.statistics.StatisticalReturn.CellRemark;
import io.gongkai.web.Page;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A sheet on its way into a page: words in the reader's language, figures as text, links to their evidence.
 *
 * @param link prefix of the evidence pages; {@code row/column} is put behind it. Empty where figures have no evidence
 * @param changes what figures of a filed return are by now, by {@code row/column}; a blank is null
 * @param asked what is to be mended in cells
 * @param round of a filed return, 0 for the live one
 */
public record SheetTable(
        Page page,
        Sheet sheet,
        String link,
        List<CheckFinding> findings,
        Map<String, Restatement.Changed> changes,
        List<CellRemark> asked,
        int round) {

    /** Findings shown beside one row; the whole list stands below the table. */
    private static final int BESIDE_MAX = 2;

    /** Of a return that was taken over from paper. */
    static SheetTable ofPaper(Page page, Sheet sheet, List<CheckFinding> findings) {
        return new SheetTable(page, sheet, "", findings, Map.of(), List.of(), 0);
    }

    /** By {@code row/column}. */
    static Map<String, Restatement.Changed> changes(Restatement restatement) {
        return restatement.cells().stream()
                .collect(Collectors.toMap(cell -> cell.row().code() + "/" + cell.column(), Function.identity()));
    }

    /** A heading, group or unit of the form: printed as the form has it, translated where the reader wants English. */
    public String word(String printed) {
        return page.t(sheet.form().word(printed));
    }

    public String label(Form.Row row) {
        return page.t(sheet.form().printedWord(row));
    }

    public String period() {
        return period(sheet.period());
    }

    public String period(ReturnPeriod period) {
        return period.quarter() == 0
                ? page.t("statistics.period.year", String.valueOf(period.year()))
                : page.t("statistics.period.quarter", String.valueOf(period.year()), period.quarter());
    }

    public boolean isZero(@Nullable BigDecimal figure) {
        return figure != null && figure.signum() == 0;
    }

    /** Counts with separators, rates with their one decimal, nothing for a blank. */
    public String text(Form.Row row, @Nullable BigDecimal figure) {
        if (figure == null) {
            return "";
        }
        return row.isRatio() ? figure.toPlainString() : page.number(figure.longValue());
    }

    /** Column null means the total. */
    public String href(Form.Row row, Form.@Nullable Column column) {
        var form = sheet.form().code();
        var query = new ArrayList<String>();
        if (!form.equals(ReturnDesk.FORM)) {
            query.add("form=" + form);
        }
        if (round > 0) {
            query.add("filed=" + round);
        }
        return link + row.code() + "/" + code(column) + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    private static String code(Form.@Nullable Column column) {
        return column == null ? Sheet.TOTAL : column.code();
    }

    /** What the figure of a filed return has become; null where it stands. */
    public Restatement.@Nullable Changed changed(Form.Row row, Form.@Nullable Column column) {
        return changes.get(row.code() + "/" + code(column));
    }

    public boolean isCorrected(Sheet.Line line, Form.@Nullable Column column) {
        return line.corrected().contains(code(column));
    }

    public boolean isAsked(Form.Row row, Form.@Nullable Column column) {
        return asked.stream()
                .anyMatch(remark ->
                        remark.row().equals(row.code()) && remark.column().equals(code(column)));
    }

    /** The worst finding that names the cell itself; null where none does. */
    public @Nullable CheckFinding finding(Form.Row row, Form.Column column) {
        return findings.stream()
                .filter(finding ->
                        finding.row().equals(row.code()) && column.code().equals(finding.column()))
                .max(Comparator.comparing(CheckFinding::hard))
                .orElse(null);
    }

    public String summary(LateFact fact) {
        return Sources.summary(item(fact), page);
    }

    public @Nullable String href(LateFact fact) {
        return Sources.forStaff(item(fact));
    }

    private static Evidence.Item item(LateFact fact) {
        return new Evidence.Item(
                fact.count().measure(),
                fact.occurredOn(),
                fact.organizationCode(),
                fact.organizationName(),
                fact.summary(),
                fact.quantity(),
                0,
                fact.source(),
                false);
    }

    /** Of a code in the sheet: a column's words with the headings above it, or the word for the total. */
    public String columnWord(String code) {
        var form = sheet.form();
        return code.equals(Sheet.TOTAL) ? page.t("statistics.total") : page.t(form.word(form.column(code)));
    }

    /** Rows that want a remark: they have a warning, or one is written already. */
    public List<Form.Row> rowsToRemark() {
        return sheet.lines().stream()
                .filter(line -> !line.remark().isEmpty()
                        || findings.stream()
                                .anyMatch(finding -> !finding.hard()
                                        && finding.row().equals(line.row().code())))
                .map(Sheet.Line::row)
                .toList();
    }

    /** Rows with a warning that no remark explains. */
    public long unexplained() {
        return rowsToRemark().stream()
                .filter(row -> sheet.line(row.code()).remark().isEmpty())
                .count();
    }

    /** Where the units and facts that would mend a finding are listed; null where a list makes no sense. */
    public @Nullable String mending(CheckFinding finding) {
        var form = sheet.form();
        return !link.isEmpty() && Mending.isFor(form.checks().get(finding.check()))
                ? "%schecks?check=%d%s%s"
                        .formatted(
                                link,
                                finding.check(),
                                finding.column() == null ? "" : "&column=" + finding.column(),
                                form.code().equals(ReturnDesk.FORM) ? "" : "&form=" + form.code())
                : null;
    }

    /** A count of 0 has no facts behind it; a rate of 0 has answers; what came from paper opens nothing. */
    public boolean opens(Form.Row row, @Nullable BigDecimal figure) {
        return !link.isEmpty() && figure != null && (row.isRatio() || figure.signum() != 0);
    }

    public List<CheckFinding> beside(Form.Row row) {
        return findings.stream()
                .filter(finding -> finding.row().equals(row.code()))
                .limit(BESIDE_MAX)
                .toList();
    }

    public int notBeside(Form.Row row) {
        var all = (int) findings.stream()
                .filter(finding -> finding.row().equals(row.code()))
                .count();
        return Math.max(0, all - BESIDE_MAX);
    }
}
