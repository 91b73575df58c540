package io.gongkai.organization;

import io.gongkai.organization.Organizations.New;
import io.gongkai.organization.TreeChange.Dissolve;
import io.gongkai.organization.TreeChange.Merge;
import io.gongkai.organization.TreeChange.Move;
import io.gongkai.organization.TreeChange.Reclassify;
import io.gongkai.organization.TreeChange.Relink;
import io.gongkai.organization.TreeChange.Rename;
import io.gongkai.organization.TreeChange.Split;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Every way to change the tree that stands, from a day on. Each can be tried first: {@link #plan} says what would come of it
 * or everything that stands against it, {@link #apply} judges again and does it.
 *
 * <p>A day may lie in the past, but never before a change that is already recorded of what is touched: history is added to,
 * not rewritten. Nothing here asks who is asking; whoever calls has asked the authority.
 */
@Service
public class TreeChanges {

    private static final int MOST_AT_ONCE = 100;

    private final OrganizationStore store;
    private final Paths paths;
    private final OrganizationImport founding;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    TreeChanges(
            OrganizationStore store,
            Paths paths,
            OrganizationImport founding,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.paths = paths;
        this.founding = founding;
        this.events = events;
        this.clock = clock;
    }

    /** The dry run: nothing is written, nobody is told. */
    @Transactional(readOnly = true)
    public Outcome<TreePlan> plan(TreeChange change) {
        return examined(change);
    }

    /** Does it and tells everyone, or refuses as {@link #plan} would now. */
    @Transactional
    public Outcome<TreePlan> apply(TreeChange change, @Nullable PersonId by) {
        store.lockTree();
        var outcome = examined(change);
        if (outcome instanceof Outcome.Done<TreePlan>(var plan)) {
            var placedAnew = placedAnew(change, plan);
            if (placedAnew.isEmpty()) {
                perform(change, plan, by);
            } else {
                var asTheyStand = change instanceof Move || change instanceof Split;
                events.publishEvent(new TreeChanging(placedAnew, asTheyStand, change.on()));
                perform(change, plan, by);
                events.publishEvent(new TreeChanged(placedAnew, asTheyStand, change.on()));
            }
        }
        return outcome;
    }

    /** Those that will have other superiors or another kind, or be gone. */
    private Set<OrganizationId> placedAnew(TreeChange change, TreePlan plan) {
        var organizations = new HashSet<OrganizationId>();
        plan.moves().forEach(unit -> organizations.addAll(store.subtree(unit.id(), change.on())));
        plan.ends().forEach(ended -> organizations.add(ended.id()));
        if (change instanceof Reclassify) {
            organizations.add(change.organization());
        }
        return organizations;
    }

    private Outcome<TreePlan> examined(TreeChange change) {
        var organization = get(change.organization(), change.on());
        var refusals = new ArrayList<Refusal>(groundsAgainstDay(organization, change.on(), "on"));
        if (!refusals.isEmpty()) {
            // What stands below it, and where, cannot be asked for on a day on which it does not exist.
            return Outcome.refused(refusals);
        }
        var plan = switch (change) {
            case Rename rename -> examined(rename, organization, refusals);
            case Reclassify reclassify -> examined(reclassify, organization, refusals);
            case Relink relink -> examined(relink, organization, refusals);
            case Move move -> examined(move, organization, refusals);
            case Merge merge -> examined(merge, organization, refusals);
            case Split split -> examined(split, organization, refusals);
            case Dissolve dissolve -> examined(dissolve, organization, refusals);
        };
        return refusals.isEmpty() ? Outcome.done(plan) : Outcome.refused(refusals);
    }

    // ---- what stands against each, and what each brings about

    private TreePlan examined(Rename rename, Organization organization, List<Refusal> refusals) {
        refusals.addAll(Founding.groundsAgainstName(rename.name()));
        if (rename.name().strip().equals(organization.name())) {
            refusals.add(Refusal.at("name", "organization.change.same"));
        }
        refusals.addAll(groundsAgainstState(organization.id(), rename.on()));
        return plan(organization, null, List.of(), rename.on());
    }

    private TreePlan examined(Reclassify change, Organization organization, List<Refusal> refusals) {
        if (change.kind() == organization.kind() && change.form() == organization.form()) {
            refusals.add(Refusal.at("kind", "organization.change.same"));
        }
        refusals.addAll(groundsAgainstState(organization.id(), change.on()));
        if (change.kind() != organization.kind()) {
            var superior = organization.parent() == null ? null : get(organization.parent(), change.on());
            if (!change.kind().fitsBelow(superior == null ? null : superior.kind())) {
                refusals.add(
                        superior == null
                                ? Refusal.at("kind", "organization.parent.needed", change.kind())
                                : Refusal.at("kind", "organization.kind.misfit", change.kind(), superior.kind()));
            }
            for (var unit : store.children(organization.id(), change.on())) {
                if (!unit.kind().fitsBelow(change.kind())) {
                    refusals.add(Refusal.at("kind", "organization.kind.unit", unit.name(), unit.kind(), change.kind()));
                }
            }
        }
        return plan(organization, null, List.of(), change.on());
    }

    private TreePlan examined(Relink relink, Organization organization, List<Refusal> refusals) {
        if (Objects.equals(relink.divisionCode(), organization.divisionCode())) {
            refusals.add(Refusal.at("divisionCode", "organization.change.same"));
        } else if (relink.divisionCode() != null
                && store.division(relink.divisionCode()).isEmpty()) {
            refusals.add(Refusal.at("divisionCode", "organization.division.unknown", relink.divisionCode()));
        }
        refusals.addAll(groundsAgainstState(organization.id(), relink.on()));
        return plan(organization, null, List.of(), relink.on());
    }

    private TreePlan examined(Move move, Organization organization, List<Refusal> refusals) {
        var to = get(move.to(), move.on());
        refusals.addAll(groundsAgainstMove(organization, to, move.on(), "to"));
        refusals.addAll(groundsAgainstTree(organization, move.on()));
        return plan(organization, to, List.of(organization), move.on());
    }

    private TreePlan examined(Merge merge, Organization remaining, List<Refusal> refusals) {
        var others = new LinkedHashSet<>(merge.others());
        if (others.isEmpty()) {
            refusals.add(Refusal.at("others", "organization.merge.empty"));
        }
        if (others.size() > MOST_AT_ONCE) {
            refusals.add(Refusal.at("others", "organization.merge.many", MOST_AT_ONCE));
        }
        var moves = new ArrayList<Organization>();
        var ends = new LinkedHashSet<OrganizationId>();
        for (var id : others) {
            var other = get(id, merge.on());
            var grounds = new ArrayList<>(groundsAgainstDay(other, merge.on(), "others"));
            if (id.equals(remaining.id())) {
                grounds.add(Refusal.at("others", "organization.merge.itself"));
            } else if (store.isBelow(id, remaining.id(), merge.on())) {
                grounds.add(Refusal.at("others", "organization.merge.above", other.name()));
            }
            if (other.parent() != null
                    && others.stream()
                            .anyMatch(o -> !o.equals(id) && other.path().contains(o))) {
                grounds.add(Refusal.at("others", "organization.merge.nested", other.name()));
            }
            grounds.addAll(groundsAgainstTree(other, merge.on()));
            grounds.addAll(groundsAgainstEnding(List.of(id), merge.on(), "on"));
            if (grounds.isEmpty()) {
                if (merge.unitsMove()) {
                    for (var unit : store.children(id, merge.on())) {
                        moves.add(unit);
                        grounds.addAll(groundsAgainstMove(unit, remaining, merge.on(), "others"));
                    }
                    ends.add(id);
                } else {
                    ends.addAll(store.subtree(id, merge.on()));
                    grounds.addAll(groundsAgainstEnding(ends, merge.on(), "on"));
                }
            }
            refusals.addAll(grounds);
        }
        return plan(remaining, remaining, moves, ends, merge.on());
    }

    private TreePlan examined(Split split, Organization organization, List<Refusal> refusals) {
        var part = part(split, organization);
        Founding.groundsAgainst(store, List.of(part), today())
                .getOrDefault(0, List.of())
                .forEach(refusal -> refusals.add(
                        "validFrom".equals(refusal.field())
                                ? new Refusal(refusal.code(), "on", refusal.details())
                                : refusal));
        var units = new ArrayList<Organization>();
        for (var id : new LinkedHashSet<>(split.units())) {
            var unit = get(id, split.on());
            units.add(unit);
            if (!organization.id().equals(unit.parent())) {
                refusals.add(Refusal.at("units", "organization.split.foreign", unit.name(), organization.name()));
            }
            refusals.addAll(groundsAgainstTree(unit, split.on()));
        }
        if (organization.parent() == null) {
            refusals.add(Refusal.of("organization.split.top"));
        }
        return plan(organization, null, units, split.on());
    }

    private static New part(Split split, Organization organization) {
        return new New(
                split.code(),
                split.name(),
                organization.kind(),
                organization.form(),
                organization.parent(),
                split.divisionCode(),
                split.on());
    }

    private TreePlan examined(Dissolve dissolve, Organization organization, List<Refusal> refusals) {
        var subtree = store.subtree(organization.id(), dissolve.on());
        if (subtree.size() > 1 && !dissolve.withUnits()) {
            refusals.add(Refusal.at("withUnits", "organization.dissolve.units", subtree.size() - 1));
        }
        refusals.addAll(groundsAgainstTree(organization, dissolve.on()));
        refusals.addAll(groundsAgainstEnding(subtree, dissolve.on(), "on"));
        return plan(organization, null, List.of(), subtree, dissolve.on());
    }

    private TreePlan plan(
            Organization organization, @Nullable Organization to, List<Organization> moves, LocalDate on) {
        return plan(organization, to, moves, List.of(), on);
    }

    private TreePlan plan(
            Organization organization,
            @Nullable Organization to,
            List<Organization> moves,
            Collection<OrganizationId> ends,
            LocalDate on) {
        return new TreePlan(
                organization,
                to,
                moves,
                moves.isEmpty()
                        ? 0
                        : store.countBelow(moves.stream().map(Organization::id).toList(), on),
                ends.isEmpty() ? List.of() : store.all(ends, on.minusDays(1)),
                ends.isEmpty() ? List.of() : store.openFacilities(ends),
                ends.isEmpty() ? List.of() : store.openGroups(ends, on.minusDays(1)));
    }

    private List<Refusal> groundsAgainstDay(Organization organization, LocalDate on, String field) {
        var refusals = new ArrayList<Refusal>();
        if (organization.validUntil() != null) {
            refusals.add(
                    Refusal.at(field, "organization.parent.ending", organization.name(), organization.validUntil()));
        }
        if (on.isBefore(organization.validFrom())) {
            refusals.add(Refusal.at(field, "organization.parent.later", organization.name(), organization.validFrom()));
        }
        if (on.isAfter(today().plusYears(1))) {
            refusals.add(Refusal.at(field, "organization.day.range", organization.validFrom(), today().plusYears(1)));
        }
        return refusals;
    }

    private List<Refusal> groundsAgainstState(OrganizationId id, LocalDate on) {
        return Optional.of(store.lastChangeOf(id))
                .filter(last -> last.isAfter(on))
                .map(last -> Refusal.at("on", "organization.change.later", last))
                .map(List::of)
                .orElse(List.of());
    }

    private List<Refusal> groundsAgainstTree(Organization organization, LocalDate on) {
        return store.lastTreeChangeAfter(organization.id(), on)
                .map(last -> Refusal.at("on", "organization.change.later", last))
                .map(List::of)
                .orElse(List.of());
    }

    private List<Refusal> groundsAgainstMove(Organization organization, Organization to, LocalDate on, String field) {
        var refusals = new ArrayList<Refusal>(groundsAgainstDay(to, on, field));
        if (to.id().equals(organization.parent())) {
            refusals.add(Refusal.at(field, "organization.move.there", to.name()));
        }
        if (store.isBelow(organization.id(), to.id(), on)) {
            refusals.add(Refusal.at(field, "organization.move.circle", to.name(), organization.name()));
        }
        if (!organization.kind().fitsBelow(to.kind())) {
            refusals.add(Refusal.at(field, "organization.kind.misfit", organization.kind(), to.kind()));
        }
        return refusals;
    }

    /** What ceases must have been there for a day at least, and so must its states, facilities and groups. */
    private List<Refusal> groundsAgainstEnding(Collection<OrganizationId> ids, LocalDate on, String field) {
        Set<Refusal> refusals = new LinkedHashSet<>();
        for (var organization : store.all(ids, on)) {
            if (!organization.validFrom().isBefore(on)) {
                refusals.add(
                        Refusal.at(field, "organization.parent.later", organization.name(), organization.validFrom()));
            }
            refusals.addAll(groundsAgainstState(organization.id(), on));
        }
        for (var facility : store.openFacilities(ids)) {
            if (!facility.validFrom().isBefore(on)) {
                refusals.add(Refusal.at(field, "organization.dissolve.younger", facility.name(), facility.validFrom()));
            }
        }
        for (var group : store.openGroups(ids, on)) {
            if (!group.validFrom().isBefore(on)) {
                refusals.add(Refusal.at(field, "organization.dissolve.younger", group.name(), group.validFrom()));
            }
        }
        return List.copyOf(refusals);
    }

    // ---- doing it

    private void perform(TreeChange change, TreePlan plan, @Nullable PersonId by) {
        switch (change) {
            case Rename rename -> {
                var name = rename.name().strip();
                store.changeState(with(plan.organization(), name, null, null), rename.on());
                note(
                        plan.organization(),
                        ChangeKind.RENAMED,
                        rename.on(),
                        by,
                        plan.organization().name(),
                        name);
                changed(plan.organization().id(), rename.on());
            }
            case Reclassify reclassify -> {
                store.changeState(
                        with(plan.organization(), null, reclassify.kind(), reclassify.form()), reclassify.on());
                note(
                        plan.organization(),
                        ChangeKind.RECLASSIFIED,
                        reclassify.on(),
                        by,
                        plan.organization().kind() + " " + plan.organization().form(),
                        reclassify.kind() + " " + reclassify.form());
                changed(plan.organization().id(), reclassify.on());
            }
            case Relink relink -> {
                var before = plan.organization();
                store.changeState(linked(before, relink.divisionCode()), relink.on());
                note(
                        before,
                        ChangeKind.RELINKED,
                        relink.on(),
                        by,
                        named(before.divisionCode()),
                        named(relink.divisionCode()));
                changed(before.id(), relink.on());
            }
            case Move move -> move(plan.organization(), get(move.to(), move.on()), move.on(), by);
            case Merge merge -> merge(merge, plan, by);
            case Split split -> split(split, plan, by);
            case Dissolve dissolve -> end(plan, dissolve.on(), by, ChangeKind.DISSOLVED, null);
        }
    }

    private void merge(Merge merge, TreePlan plan, @Nullable PersonId by) {
        for (var unit : plan.moves()) {
            move(unit, plan.organization(), merge.on(), by);
        }
        var absorbed = new HashSet<>(merge.others());
        var names = plan.ends().stream()
                .filter(organization -> absorbed.contains(organization.id()))
                .map(Organization::name)
                .toList();
        end(plan, merge.on(), by, ChangeKind.ABSORBED, plan.organization().name());
        for (var facility : plan.facilities()) {
            if (absorbed.contains(facility.organization())) {
                var taken = store.insertFacility(
                        plan.organization().id(), facility.kind(), facility.name(), facility.place(), merge.on());
                note(
                        plan.organization(),
                        ChangeKind.FACILITY_OPENED,
                        merge.on(),
                        by,
                        taken.kind().name(),
                        taken.name());
                events.publishEvent(new FacilityOpened(taken));
            }
        }
        note(plan.organization(), ChangeKind.MERGED, merge.on(), by, null, String.join("、", names));
        changed(plan.organization().id(), merge.on());
    }

    private void split(Split split, TreePlan plan, @Nullable PersonId by) {
        var part = founding.found(List.of(part(split, plan.organization())), by).getFirst();
        for (var unit : plan.moves()) {
            move(unit, part, split.on(), by);
        }
        note(
                part,
                ChangeKind.SPLIT_OFF,
                split.on(),
                by,
                null,
                plan.organization().name());
        note(plan.organization(), ChangeKind.SPLIT, split.on(), by, null, part.name());
        changed(plan.organization().id(), split.on());
    }

    private void move(Organization organization, Organization to, LocalDate on, @Nullable PersonId by) {
        var from = organization.parent() == null ? null : get(organization.parent(), on);
        store.move(organization.id(), to.id(), on);
        note(organization, ChangeKind.MOVED, on, by, from == null ? null : from.name(), to.name());
        paths.changed();
        changed(organization.id(), on);
    }

    /** Ends all that the plan ends: boards and groups first, as their own ends are heard as such. */
    private void end(TreePlan plan, LocalDate on, @Nullable PersonId by, ChangeKind kind, @Nullable String into) {
        for (var facility : plan.facilities()) {
            events.publishEvent(new FacilityClosed(store.closeFacility(facility.id(), on)));
        }
        for (var group : plan.groups()) {
            store.endGroup(group.id(), on);
            events.publishEvent(new LeadingGroupDissolved(
                    store.lockGroup(group.id(), on.minusDays(1)).orElseThrow()));
        }
        store.end(plan.ends().stream().map(Organization::id).toList(), on);
        paths.changed();
        for (var ended : plan.ends()) {
            note(ended, kind, on, by, null, into);
            events.publishEvent(new OrganizationDissolved(ended.id(), ended.name(), on));
        }
    }

    private void changed(OrganizationId id, LocalDate on) {
        paths.changed();
        events.publishEvent(new OrganizationChanged(id, on));
    }

    private void note(
            Organization organization,
            ChangeKind kind,
            LocalDate on,
            @Nullable PersonId by,
            @Nullable String was,
            @Nullable String became) {
        store.note(organization.id(), kind, on, by, clock.instant(), was, became);
    }

    private static Organization with(
            Organization organization,
            @Nullable String name,
            @Nullable OrganizationKind kind,
            @Nullable OrganizationForm form) {
        return new Organization(
                organization.id(),
                organization.code(),
                name == null ? organization.name() : name,
                kind == null ? organization.kind() : kind,
                form == null ? organization.form() : form,
                organization.parent(),
                organization.path(),
                organization.divisionCode(),
                organization.validFrom(),
                organization.validUntil());
    }

    private static Organization linked(Organization organization, @Nullable String divisionCode) {
        return new Organization(
                organization.id(),
                organization.code(),
                organization.name(),
                organization.kind(),
                organization.form(),
                organization.parent(),
                organization.path(),
                divisionCode,
                organization.validFrom(),
                organization.validUntil());
    }

    /** Name and code of a division, as the record of changes keeps it; null for none. */
    private @Nullable String named(@Nullable String divisionCode) {
        return divisionCode == null
                ? null
                : store.division(divisionCode)
                        .map(division -> division.name() + " " + division.code())
                        .orElse(divisionCode);
    }

    private Organization get(OrganizationId id, LocalDate day) {
        return store.find(id, day).orElseThrow(() -> new NoSuchElementException("No organization " + id));
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
