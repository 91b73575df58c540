package io.gongkai.workbench.organization;

import io.gongkai.account.Actor;
import io.gongkai.account.People;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import io.gongkai.organization.RecordedChange;
import io.gongkai.shared.PersonId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Looking around in the tree. */
@Controller
class OrganizationPages {

    private static final int LINES = 50;
    private static final int UNITS = 200;

    private final Organizations organizations;
    private final People people;
    private final Shelf shelf;

    OrganizationPages(Organizations organizations, People people, Shelf shelf) {
        this.organizations = organizations;
        this.people = people;
        this.shelf = shelf;
    }

    @GetMapping("/work/organizations")
    @Requires(Permission.READ_WORK)
    ModelAndView browse(
            @RequestParam(required = false) @Nullable String under,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(required = false) @Nullable String cursor,
            Actor actor) {
        var at = under == null || under.isBlank() ? ownTop(actor) : shelf.any(under);
        var sought = Arrays.stream(OrganizationKind.values())
                .filter(constant -> constant.name().equals(kind))
                .findFirst()
                .orElse(null);
        var searched = !q.isBlank() || sought != null;
        var view = new ModelAndView("workbench/organization/list");
        view.addObject("browsed", searched ? found(at, q, sought, cursor) : below(at, actor));
        view.addObject("kinds", Arrays.asList(OrganizationKind.values()));
        return view;
    }

    private Browsed found(
            @Nullable Organization at, String words, @Nullable OrganizationKind kind, @Nullable String cursor) {
        var found = organizations.list(
                new Organizations.Filter(at == null ? null : at.id(), kind, words.isBlank() ? null : words),
                LINES,
                cursor);
        var next = found.next() == null
                ? null
                : "/work/organizations?under=%s&q=%s&kind=%s&cursor=%s"
                        .formatted(
                                at == null ? "" : encoded(at.code()),
                                encoded(words),
                                kind == null ? "" : kind,
                                encoded(Objects.requireNonNull(found.next())));
        return new Browsed(
                at, at == null ? Map.of() : wayInList(at), shelf.lines(found.items(), true), true, words, kind, next);
    }

    private Browsed below(@Nullable Organization at, Actor actor) {
        var lines = at == null ? tops(actor) : organizations.children(at.id());
        return new Browsed(at, at == null ? Map.of() : wayInList(at), shelf.lines(lines, false), false, "", null, null);
    }

    /** Where somebody with posts in several trees begins: above all of them. */
    private @Nullable Organization ownTop(Actor actor) {
        var tops = tops(actor);
        return tops.size() == 1 ? tops.getFirst() : null;
    }

    private List<Organization> tops(Actor actor) {
        var where = actor.where(Permission.READ_WORK);
        return organizations.all(where).stream()
                .filter(top -> top.path().stream().noneMatch(above -> !above.equals(top.id()) && where.contains(above)))
                .toList();
    }

    private Map<String, String> wayInList(Organization at) {
        var way = new LinkedHashMap<String, String>();
        shelf.way(at)
                .forEach((href, name) ->
                        way.put(href.replace("/work/organizations/", "/work/organizations?under="), name));
        return way;
    }

    @GetMapping("/work/organizations/{code}")
    @Requires(Permission.READ_WORK)
    ModelAndView show(@PathVariable String code, @RequestParam(defaultValue = "") String done, Actor actor) {
        var organization = shelf.any(code);
        var units = organizations.children(organization.id());
        var view = new ModelAndView("workbench/organization/show");
        view.addObject(
                "unit",
                new Unit(
                        organization,
                        shelf.way(organization),
                        organization.divisionCode() == null
                                ? null
                                : organizations
                                        .division(organization.divisionCode())
                                        .orElse(null),
                        organizations.leadingGroup(organization.id()).orElse(null),
                        organizations.facilitiesEver(organization.id()),
                        shelf.lines(units.stream().limit(UNITS).toList(), false),
                        organizations.countBelow(organization.id()),
                        history(organization.id()),
                        shelf.mayChange(actor, organization)));
        view.addObject("done", done.matches("[a-z-]{1,20}") ? done : "");
        return view;
    }

    private List<Unit.HistoryLine> history(OrganizationId id) {
        var changes = organizations.history(id);
        Map<PersonId, String> names = people.names(changes.stream()
                .map(RecordedChange::by)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet()));
        return changes.stream()
                .map(change -> new Unit.HistoryLine(change, change.by() == null ? null : names.get(change.by())))
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
