package io.gongkai.statistics.web;

import io.gongkai.statistics.CheckFinding;
import io.gongkai.statistics.Form;
import io.gongkai.statistics.ReturnPeriod;
import io.gongkai.statistics.Sheet;
import io.gongkai.web.Page;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sheet on its way into a page: words in the reader's language, figures as text, links to their evidence.
 *
 * @param link prefix of the evidence pages; {@code row/column} is put behind it
 */
public record SheetTable(Page page, Sheet sheet, String link, List<CheckFinding> findings) {

    /** Findings shown beside one row; the whole list stands below the table. */
    private static final int BESIDE_MAX = 2;

    /** A heading, group or unit of the form: printed as the form has it, translated where the reader wants English. */
    public String word(String printed) {
        return page.t(sheet.form().word(printed));
    }

    public String label(Form.Row row) {
        if (!page.english()) {
            return Form.printed(row);
        }
        var unit = sheet.form().word(row.unit()).english();
        return word(row.label()) + (unit.equals(row.unit()) && !unit.equals("%") ? "" : " (" + unit + ")");
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
        return link
                + row.code()
                + "/"
                + (column == null ? "TOTAL" : column.code())
                + (form.equals(ReturnDesk.FORM) ? "" : "?form=" + form);
    }

    /** A count of 0 has no facts behind it; a rate of 0 has answers. */
    public boolean opens(Form.Row row, @Nullable BigDecimal figure) {
        return figure != null && (row.isRatio() || figure.signum() != 0);
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
