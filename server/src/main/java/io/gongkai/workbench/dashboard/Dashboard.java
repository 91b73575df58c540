package io.gongkai.workbench.dashboard;

import io.gongkai.account.Sight;
import io.gongkai.catalog.Coverage;
import io.gongkai.catalog.Duties;
import io.gongkai.statistics.EarlierReturn;
import io.gongkai.statistics.Months;
import io.gongkai.statistics.Sheet;
import java.util.List;

/**
 * What the modules say of an organization, all below it, and a year.
 *
 * @param overdue the longest overdue first, as many as one reads at a glance
 * @param before the same figures of earlier years, the latest first
 * @param coverage by kind, in the order of the return's columns
 */
record Dashboard(
        Sight.View view,
        Sheet sheet,
        Months months,
        List<EarlierReturn> before,
        Duties.Summary duties,
        List<Duties.Named> overdue,
        List<Coverage> coverage,
        Comparison comparison) {

    Dashboard {
        before = List.copyOf(before);
        overdue = List.copyOf(overdue);
        coverage = List.copyOf(coverage);
    }

    /** Whether nothing at all is known of the year. */
    boolean isEmpty() {
        return sheet.isEmpty() && duties.total() == 0;
    }
}
