package io.gongkai.workbench.organization;

import io.gongkai.account.Actor;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.organization.LeadingGroup;
import io.gongkai.organization.LeadingGroup.Post;
import io.gongkai.organization.Organization;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import io.gongkai.web.Messages;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The leading group of an organization: formed, given other people, dissolved. */
@Controller
class LeadingGroupPages {

    /** Empty lines offered below those that are filled. */
    private static final int SPARE = 3;

    private final Organizations organizations;
    private final Shelf shelf;
    private final Messages messages;
    private final Clock clock;

    LeadingGroupPages(Organizations organizations, Shelf shelf, Messages messages, Clock clock) {
        this.organizations = organizations;
        this.shelf = shelf;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/work/organizations/{code}/leading-group")
    @Requires(Permission.WRITE_ORGANIZATION)
    ModelAndView form(@PathVariable String code, Actor actor) {
        var organization = shelf.changeable(code, actor);
        var group = organizations.leadingGroup(organization.id()).orElse(null);
        var name = group == null ? usual("name", organization.name()) : group.name();
        return page(
                organization,
                group,
                Map.of("on", LocalDate.now(clock).toString(), "name", name),
                group == null ? usual() : group.posts(),
                List.of(),
                HttpStatus.OK);
    }

    /** Posts that every such group has, to be filled in. */
    private List<Post> usual() {
        return List.of(
                new Post(usual("head"), "", "", "", 1),
                new Post(usual("deputy"), "", "", "", 2),
                new Post(usual("office"), "", "", "", 3));
    }

    /** What goes into the record is Chinese, whatever language the clerk reads. */
    private String usual(String word, Object... details) {
        return messages.text(Locale.SIMPLIFIED_CHINESE, "organization.group.usual." + word, details);
    }

    @PostMapping("/work/organizations/{code}/leading-group")
    @Requires(Permission.WRITE_ORGANIZATION)
    ModelAndView save(
            @PathVariable String code,
            @RequestParam Map<String, String> typed,
            @RequestParam MultiValueMap<String, String> columns,
            Actor actor) {
        var organization = shelf.changeable(code, actor);
        var group = organizations.leadingGroup(organization.id()).orElse(null);
        var posts = posts(columns);
        var refusals = new ArrayList<Refusal>();
        var on = Shelf.day(typed.getOrDefault("on", ""), "on", refusals);
        if (on == null) {
            return page(organization, group, typed, posts, refusals, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        var outcome = group == null
                ? organizations.formLeadingGroup(
                        organization.id(), typed.getOrDefault("name", ""), on, posts, actor.id())
                : organizations.changePosts(group.id(), on, posts, actor.id());
        return switch (outcome) {
            case Outcome.Done<LeadingGroup> _ ->
                new ModelAndView("redirect:/work/organizations/" + organization.code() + "?done=group");
            case Outcome.Refused<LeadingGroup>(var grounds) ->
                page(organization, group, typed, posts, grounds, HttpStatus.UNPROCESSABLE_CONTENT);
        };
    }

    @GetMapping("/work/organizations/{code}/leading-group/dissolution")
    @Requires(Permission.WRITE_ORGANIZATION)
    ModelAndView dissolutionForm(@PathVariable String code, Actor actor) {
        var organization = shelf.changeable(code, actor);
        return ending(
                organization,
                group(organization),
                Map.of("on", LocalDate.now(clock).toString()),
                List.of(),
                HttpStatus.OK);
    }

    @PostMapping("/work/organizations/{code}/leading-group/dissolution")
    @Requires(Permission.WRITE_ORGANIZATION)
    ModelAndView dissolve(@PathVariable String code, @RequestParam Map<String, String> typed, Actor actor) {
        var organization = shelf.changeable(code, actor);
        var group = group(organization);
        var refusals = new ArrayList<Refusal>();
        var on = Shelf.day(typed.getOrDefault("on", ""), "on", refusals);
        if (on == null) {
            return ending(organization, group, typed, refusals, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return switch (organizations.dissolveLeadingGroup(group.id(), on, actor.id())) {
            case Outcome.Done<LeadingGroup> _ ->
                new ModelAndView("redirect:/work/organizations/" + organization.code() + "?done=group");
            case Outcome.Refused<LeadingGroup>(var grounds) ->
                ending(organization, group, typed, grounds, HttpStatus.UNPROCESSABLE_CONTENT);
        };
    }

    private LeadingGroup group(Organization organization) {
        return organizations
                .leadingGroup(organization.id())
                .orElseThrow(() -> new NoSuchElementException("No leading group at " + organization.code()));
    }

    /** The lines in which something was typed; a line left empty was not needed. */
    private static List<Post> posts(MultiValueMap<String, String> columns) {
        var titles = columns.getOrDefault("title", List.of());
        var posts = new ArrayList<Post>();
        for (var i = 0; i < titles.size(); i++) {
            var post = new Post(
                    cell(columns, "title", i),
                    cell(columns, "holder", i),
                    cell(columns, "duties", i),
                    cell(columns, "phone", i),
                    posts.size() + 1);
            if (!(post.holder() + post.duties() + post.phone()).isEmpty()) {
                posts.add(post);
            }
        }
        return posts;
    }

    private static String cell(MultiValueMap<String, String> columns, String column, int row) {
        var cells = columns.getOrDefault(column, List.of());
        return row < cells.size() ? cells.get(row).strip() : "";
    }

    private ModelAndView page(
            Organization organization,
            @Nullable LeadingGroup group,
            Map<String, String> typed,
            List<Post> posts,
            List<Refusal> refusals,
            HttpStatus status) {
        var lines = new ArrayList<>(posts);
        for (var i = 0; i < SPARE; i++) {
            lines.add(new Post("", "", "", "", lines.size() + 1));
        }
        var view = new ModelAndView("workbench/organization/group", status);
        view.addObject("form", typed(organization, typed, refusals));
        view.addObject("group", group);
        view.addObject("posts", lines);
        return view;
    }

    private ModelAndView ending(
            Organization organization,
            LeadingGroup group,
            Map<String, String> typed,
            List<Refusal> refusals,
            HttpStatus status) {
        var view = new ModelAndView("workbench/organization/ending", status);
        view.addObject("form", typed(organization, typed, refusals));
        view.addObject("action", "/work/organizations/" + organization.code() + "/leading-group/dissolution");
        view.addObject("what", group.name());
        view.addObject("key", "organization.group.dissolve");
        return view;
    }

    private Typed typed(Organization organization, Map<String, String> typed, List<Refusal> refusals) {
        var way = new LinkedHashMap<>(shelf.way(organization));
        way.put("/work/organizations/" + organization.code(), organization.name());
        return new Typed(organization, way, typed, refusals);
    }
}
