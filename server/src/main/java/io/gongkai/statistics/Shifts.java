package io.gongkai.statistics;

import io.gongkai.ledger.Cell;
import io.gongkai.ledger.Count;
import io.gongkai.ledger.Counters;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Sums;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import io.gongkai.organization.TreeChange;
import io.gongkai.organization.TreePlan;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Foretells what a change of the tree does to the returns: the figures of every superior before and after. It reads what the
 * counters say of each, and what the units that are placed anew bring them from the day of the change on.
 */
@Service
public class Shifts {

    private final Returns returns;
    private final Counters counters;
    private final Organizations organizations;
    private final Clock clock;

    Shifts(Returns returns, Counters counters, Organizations organizations, Clock clock) {
        this.returns = returns;
        this.counters = counters;
        this.organizations = organizations;
        this.clock = clock;
    }

    /**
     * Of every year in which figures change: the year of the change and those after it up to this one.
     *
     * @param plan as the change was examined; it is not done yet
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public List<Shift> of(String form, TreeChange change, TreePlan plan) {
        var today = LocalDate.now(clock);
        var until = change.on().isAfter(today) ? change.on() : today;
        return IntStream.rangeClosed(change.on().getYear(), until.getYear())
                .mapToObj(year -> shift(form, change, plan, year, until))
                .filter(shift -> !shift.superiors().isEmpty() || shift.orphaned() > 0)
                .toList();
    }

    private Shift shift(String form, TreeChange change, TreePlan plan, int year, LocalDate until) {
        var yearsEnd = LocalDate.of(year, 12, 31);
        var last = yearsEnd.isBefore(until) ? yearsEnd : until;
        var first = LocalDate.of(year, 1, 1);
        var from = change.on().isBefore(first) ? first : change.on();
        var changes = new Changes(change, plan, from, last);
        var definition = returns.form(form, last);
        var before = counters.between(changes.known(), first, last);
        var superiors = new ArrayList<Shift.Superior>();
        for (var organization : organizations.all(changes.known())) {
            var was = before.of(organization.id());
            var cells = cells(definition, was, was.plus(changes.of(organization.id())));
            if (!cells.isEmpty()) {
                superiors.add(new Shift.Superior(organization.code(), organization.name(), false, cells));
            }
        }
        if (change instanceof TreeChange.Split split) {
            var cells = cells(definition, new Sums(), changes.part);
            if (!cells.isEmpty()) {
                superiors.add(new Shift.Superior(split.code(), split.name().strip(), true, cells));
            }
        }
        superiors.sort(Comparator.comparing(Shift.Superior::code));
        return new Shift(definition, year, superiors, changes.orphaned);
    }

    /** What is added to, or taken from, whom. */
    private final class Changes {

        private final Map<OrganizationId, Sums> sums = new HashMap<>();

        /** Of the organization that a split founds. */
        private final Sums part = new Sums();

        private long orphaned;

        Changes(TreeChange change, TreePlan plan, LocalDate from, LocalDate last) {
            moves(plan, change, from, last);
            ends(plan, from, last);
            switch (change) {
                case TreeChange.Merge merge -> takenOver(merge, plan);
                case TreeChange.Split _ -> founded(plan.organization());
                case TreeChange.Reclassify reclassify -> reclassified(reclassify, plan.organization(), from, last);
                case TreeChange.Rename _, TreeChange.Relink _, TreeChange.Move _, TreeChange.Dissolve _ -> {
                    // nothing beyond what moves and ends
                }
            }
        }

        List<OrganizationId> known() {
            return List.copyOf(sums.keySet());
        }

        Sums of(OrganizationId organization) {
            return sums.computeIfAbsent(organization, _ -> new Sums());
        }

        private void moves(TreePlan plan, TreeChange change, LocalDate from, LocalDate last) {
            var units = plan.moves().stream().map(Organization::id).toList();
            if (units.isEmpty()) {
                return;
            }
            var brought = counters.broughtBelow(units, change.on(), from, last);
            var moved = new Sums();
            for (var unit : units) {
                moved.add(brought.getOrDefault(unit, new Sums()), 1);
            }
            brought.forEach((superior, sum) -> {
                if (!units.contains(superior)) {
                    of(superior).add(sum, -1);
                }
            });
            var to = plan.to();
            if (to == null) {
                part.add(moved, 1);
                superiors(plan.organization()).forEach(superior -> of(superior).add(moved, 1));
            } else {
                to.path().forEach(superior -> of(superior).add(moved, 1));
            }
        }

        private void ends(TreePlan plan, LocalDate from, LocalDate last) {
            var units = plan.ends().stream().map(Organization::id).toList();
            if (units.isEmpty()) {
                return;
            }
            var brought = counters.broughtBy(units, from, last);
            brought.forEach((superior, sum) -> of(superior).add(sum, -1));
            // The top of the tree loses them all.
            orphaned = brought.values().stream()
                    .mapToLong(sum -> sum.facts(Measure.Nature.FLOW))
                    .max()
                    .orElse(0);
        }

        /** Boards and hotlines of what was absorbed go on under what remains. */
        private void takenOver(TreeChange.Merge merge, TreePlan plan) {
            for (var facility : plan.facilities()) {
                if (merge.others().contains(facility.organization())) {
                    add(plan.organization().path(), plan.organization().kind(), Measure.of(facility.kind()));
                }
            }
        }

        private void founded(Organization divided) {
            add(superiors(divided), divided.kind(), Measure.ORGANIZATION);
            part.add(new Cell(divided.kind(), Count.of(Measure.ORGANIZATION)), 1, 1);
        }

        private void add(List<OrganizationId> path, OrganizationKind kind, Measure measure) {
            path.forEach(superior -> of(superior).add(new Cell(kind, Count.of(measure)), 1, 1));
        }

        private void reclassified(
                TreeChange.Reclassify change, Organization organization, LocalDate from, LocalDate last) {
            if (change.kind() != organization.kind()) {
                counters.broughtBy(List.of(organization.id()), from, last).forEach((superior, sum) -> {
                    of(superior).add(sum, -1);
                    of(superior).add(sum.as(change.kind()), 1);
                });
            }
        }

        private static List<OrganizationId> superiors(Organization organization) {
            return organization.path().subList(0, organization.path().size() - 1);
        }
    }

    private static List<Shift.Cell> cells(Form form, Sums was, Sums becomes) {
        var before = Sheet.lines(form, was, new Sums());
        var after = Sheet.lines(form, becomes, new Sums());
        var cells = new ArrayList<Shift.Cell>();
        for (var i = 0; i < before.size(); i++) {
            var row = before.get(i).row();
            for (var column : form.columns()) {
                add(
                        cells,
                        row,
                        column.code(),
                        before.get(i).cell(column.code()),
                        after.get(i).cell(column.code()));
            }
            add(cells, row, Sheet.TOTAL, before.get(i).total(), after.get(i).total());
        }
        return cells;
    }

    private static void add(
            List<Shift.Cell> cells,
            Form.Row row,
            String column,
            @Nullable BigDecimal was,
            @Nullable BigDecimal becomes) {
        if (!Objects.equals(was, becomes)) {
            cells.add(new Shift.Cell(
                    row, column, was, becomes, was == null || becomes == null ? null : becomes.subtract(was)));
        }
    }
}
