package io.gongkai.statistics;

import io.gongkai.ledger.Measure;
import io.gongkai.organization.OrganizationId;
import io.gongkai.statistics.ReportingStore.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Finds what would mend a cross-check that a return does not meet: the units that break the rule themselves, and the facts. */
@Service
public class Mending {

    /** More than anybody mends in one go. */
    private static final int MOST = 100;

    /**
     * A unit whose own records break the rule.
     *
     * @param left what its own records add up to in the rows or measures that are checked
     * @param right in the rows they are held against, what was carried over among them
     */
    public record Unit(String code, String name, long left, long right) {}

    /**
     * @param check the check that is not met
     * @param units in order of code
     * @param facts counted by one side and missing on the other: closed opinions without a reply
     */
    public record Found(Form.Check check, List<Unit> units, List<Evidence.Item> facts) {

        public Found {
            units = List.copyOf(units);
            facts = List.copyOf(facts);
        }
    }

    private final ReportingStore store;
    private final Returns returns;

    Mending(ReportingStore store, Returns returns) {
        this.store = store;
        this.returns = returns;
    }

    /** Whether a list of units or facts makes sense for the check: a wrong sum has none. */
    public static boolean isFor(Form.Check check) {
        return ruleOf(check) != null;
    }

    /**
     * @param check which of the form's checks, from 0
     * @param column null for all of them
     * @throws NoSuchElementException when the form has no such check, or nothing would mend it
     */
    public Found of(String form, OrganizationId organization, ReturnPeriod period, int check, @Nullable String column) {
        var last = returns.cutOff(period);
        var definition = returns.form(form, last);
        if (check < 0 || check >= definition.checks().size()) {
            throw new NoSuchElementException("No check " + check);
        }
        var asked = definition.checks().get(check);
        var rule = ruleOf(asked);
        if (rule == null) {
            throw new NoSuchElementException("Nothing to list for check " + check);
        }
        var columns = column == null ? definition.columns() : List.of(definition.column(column));
        var left = asked.measures().isEmpty()
                ? cells(definition, asked.rows(), columns)
                : Form.cells(asked.measures(), columns);
        var right = cells(definition, asked.against(), columns);
        var units = store.breaches(
                organization,
                left,
                right,
                rule,
                asked.kind() == Form.CheckKind.NOT_ABOVE_WITH_CARRIED_OVER,
                period.first(),
                last,
                MOST);
        var higher = rule == Rule.BELOW ? asked.against() : asked.rows();
        var lower = rule == Rule.BELOW ? asked.rows() : asked.against();
        var facts = rule == Rule.WITHOUT || !isFlow(definition, higher) || !isFlow(definition, lower)
                ? List.<Evidence.Item>of()
                : store.without(
                        organization,
                        cells(definition, higher, columns),
                        definition.row(lower.getFirst()).measure(),
                        period.first(),
                        last,
                        MOST);
        return new Found(asked, units, facts);
    }

    /** Facts can be told apart one by one only where each side is one row of things that happen. */
    private static boolean isFlow(Form form, List<String> rows) {
        return rows.size() == 1 && form.row(rows.getFirst()).measure().nature() == Measure.Nature.FLOW;
    }

    private static String[] cells(Form form, List<String> rows, List<Form.Column> columns) {
        return rows.stream()
                .flatMap(row -> Arrays.stream(Form.cells(form.row(row), columns)))
                .distinct()
                .toArray(String[]::new);
    }

    private static @Nullable Rule ruleOf(Form.Check check) {
        return switch (check.kind()) {
            case REQUIRES -> Rule.WITHOUT;
            case NOT_ABOVE, NOT_ABOVE_WITH_CARRIED_OVER -> Rule.ABOVE;
            case NOT_BELOW -> Rule.BELOW;
            case WHOLE_NUMBERS, SUM_OF_COLUMNS, PERCENTAGE, EQUAL_SUMS, STEADY -> null;
        };
    }
}
