package io.gongkai.workbench.organization;

import io.gongkai.account.Actor;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationForm;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import io.gongkai.organization.TreeChange;
import io.gongkai.organization.TreeChanges;
import io.gongkai.organization.TreePlan;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import io.gongkai.statistics.Shift;
import io.gongkai.statistics.Shifts;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Changing the tree: the form, then what would come of it, then the deed. The change is judged again at the last step, so a
 * form that lay open for a day does no harm.
 */
@Controller
class ChangePages {

    /** The form whose figures are foretold: the one that is reported upward. */
    private static final String RETURN = "annual-disclosure-return";

    private static final int MOST_CHOICES = 500;

    private record Tried(TreePlan plan, List<Shift> shifts) {}

    private static final Set<OrganizationKind> SUPERIORS = EnumSet.of(
            OrganizationKind.COUNTY_COMMITTEE,
            OrganizationKind.COUNTY_BODY,
            OrganizationKind.TOWN_COMMITTEE,
            OrganizationKind.SUBDISTRICT_WORKING_COMMITTEE,
            OrganizationKind.GOVERNMENT_ORGAN);

    private final Organizations organizations;
    private final TreeChanges changes;
    private final Shifts shifts;
    private final Shelf shelf;
    private final Clock clock;

    ChangePages(Organizations organizations, TreeChanges changes, Shifts shifts, Shelf shelf, Clock clock) {
        this.organizations = organizations;
        this.changes = changes;
        this.shifts = shifts;
        this.shelf = shelf;
        this.clock = clock;
    }

    @GetMapping("/work/organizations/{code}/changes/{deed}")
    @Requires(Permission.WRITE_ORGANIZATION)
    ModelAndView form(@PathVariable String code, @PathVariable String deed, Actor actor) {
        var organization = shelf.changeable(code, actor);
        var typed = new LinkedHashMap<String, String>();
        typed.put("on", LocalDate.now(clock).toString());
        typed.put("kind", organization.kind().name());
        typed.put("form", organization.form().name());
        typed.put("unitsMove", "true");
        if (Deed.of(deed) == Deed.NAME) {
            typed.put("name", organization.name());
        }
        if (Deed.of(deed) == Deed.DIVISION) {
            typed.put("divisionCode", Objects.requireNonNullElse(organization.divisionCode(), ""));
        }
        return page(Deed.of(deed), organization, typed, Set.of(), List.of(), null, HttpStatus.OK);
    }

    @PostMapping("/work/organizations/{code}/changes/{deed}")
    @Requires(Permission.WRITE_ORGANIZATION)
    ModelAndView change(
            @PathVariable String code,
            @PathVariable String deed,
            @RequestParam Map<String, String> typed,
            @RequestParam(defaultValue = "") List<String> chosen,
            @RequestParam(defaultValue = "try") String step,
            Actor actor) {
        var organization = shelf.changeable(code, actor);
        var what = Deed.of(deed);
        var ticked = Set.copyOf(chosen);
        if (step.equals("edit")) {
            return page(what, organization, typed, ticked, List.of(), null, HttpStatus.OK);
        }
        var refusals = new ArrayList<Refusal>();
        var change = read(what, organization, typed, chosen, actor, refusals);
        if (change == null) {
            return page(what, organization, typed, ticked, refusals, null, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        var outcome = step.equals("apply") ? changes.apply(change, actor.id()) : changes.plan(change);
        return switch (outcome) {
            case Outcome.Refused<TreePlan>(var grounds) ->
                page(what, organization, typed, ticked, grounds, null, HttpStatus.UNPROCESSABLE_CONTENT);
            case Outcome.Done<TreePlan> _
            when step.equals("apply") ->
                new ModelAndView("redirect:/work/organizations/%s?done=%s".formatted(organization.code(), what.path()));
            case Outcome.Done<TreePlan>(var plan) ->
                page(
                        what,
                        organization,
                        typed,
                        ticked,
                        List.of(),
                        new Tried(plan, shifts.of(RETURN, change, plan)),
                        HttpStatus.OK);
        };
    }

    /** The change that was typed; null when it cannot be read, with the grounds. Asks for the permission at the far end too. */
    private @Nullable TreeChange read(
            Deed deed,
            Organization organization,
            Map<String, String> typed,
            List<String> chosen,
            Actor actor,
            List<Refusal> refusals) {
        var id = organization.id();
        var on = Shelf.day(typed.getOrDefault("on", ""), "on", refusals);
        var name = typed.getOrDefault("name", "");
        switch (deed) {
            case NAME -> {
                return on == null ? null : new TreeChange.Rename(id, name, on);
            }
            case KIND -> {
                var kind = Shelf.constant(OrganizationKind.class, typed.getOrDefault("kind", ""), "kind", refusals);
                var form = Shelf.constant(OrganizationForm.class, typed.getOrDefault("form", ""), "form", refusals);
                return on == null || kind == null || form == null
                        ? null
                        : new TreeChange.Reclassify(id, kind, form, on);
            }
            case DIVISION -> {
                return on == null ? null : new TreeChange.Relink(id, division(typed), on);
            }
            case PLACE -> {
                var to = named(typed.getOrDefault("to", ""), "to", actor, refusals);
                return on == null || to == null ? null : new TreeChange.Move(id, to, on);
            }
            case MERGER -> {
                var others = named(chosen, "others", actor, refusals);
                return on == null || !refusals.isEmpty()
                        ? null
                        : new TreeChange.Merge(id, others, "true".equals(typed.get("unitsMove")), on);
            }
            case SPLIT -> {
                if (organization.parent() != null) {
                    shelf.require(actor, organization.parent());
                }
                var units = named(chosen, "units", actor, refusals);
                return on == null || !refusals.isEmpty()
                        ? null
                        : new TreeChange.Split(
                                id, typed.getOrDefault("code", "").strip(), name, division(typed), units, on);
            }
            case DISSOLUTION -> {
                return on == null ? null : new TreeChange.Dissolve(id, "true".equals(typed.get("withUnits")), on);
            }
        }
        throw new IllegalStateException("Not read: " + deed);
    }

    private static @Nullable String division(Map<String, String> typed) {
        var code = typed.getOrDefault("divisionCode", "").strip();
        return code.isEmpty() ? null : code;
    }

    private List<OrganizationId> named(List<String> codes, String field, Actor actor, List<Refusal> refusals) {
        return codes.stream()
                .filter(code -> !code.isBlank())
                .flatMap(code -> {
                    var id = named(code, field, actor, refusals);
                    return id == null ? Stream.<OrganizationId>of() : Stream.of(id);
                })
                .toList();
    }

    private @Nullable OrganizationId named(String code, String field, Actor actor, List<Refusal> refusals) {
        var organization = organizations.find(code.strip()).orElse(null);
        if (organization == null) {
            refusals.add(Refusal.at(field, "organization.code.unknown", code));
            return null;
        }
        shelf.require(actor, organization.id());
        return organization.id();
    }

    private ModelAndView page(
            Deed deed,
            Organization organization,
            Map<String, String> typed,
            Set<String> chosen,
            List<Refusal> refusals,
            @Nullable Tried tried,
            HttpStatus status) {
        var way = new LinkedHashMap<>(shelf.way(organization));
        way.put("/work/organizations/" + organization.code(), organization.name());
        var view = new ModelAndView("workbench/organization/change", status);
        view.addObject(
                "form",
                new ChangeForm(
                        deed,
                        organization,
                        way,
                        typed,
                        chosen,
                        choices(deed, organization),
                        deed == Deed.PLACE ? superiors(organization) : List.of(),
                        refusals,
                        tried == null ? null : tried.plan(),
                        tried == null ? List.of() : tried.shifts()));
        return view;
    }

    private List<Organization> choices(Deed deed, Organization organization) {
        return switch (deed) {
            case SPLIT -> organizations.children(organization.id());
            case MERGER ->
                organization.parent() == null
                        ? List.of()
                        : organizations.children(organization.parent()).stream()
                                .filter(other -> !other.id().equals(organization.id()))
                                .sorted(java.util.Comparator.comparing(other -> other.kind() != organization.kind()))
                                .limit(MOST_CHOICES)
                                .toList();
            default -> List.of();
        };
    }

    /** Bodies of the same county that may stand above it; others can be named by their code. */
    private List<Organization> superiors(Organization organization) {
        return SUPERIORS.stream()
                .filter(kind -> organization.kind().fitsBelow(kind))
                .flatMap(kind -> organizations
                        .list(new Organizations.Filter(organization.path().getFirst(), kind, null), MOST_CHOICES, null)
                        .items()
                        .stream())
                .filter(other -> !other.path().contains(organization.id()))
                .toList();
    }
}
