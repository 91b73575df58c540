package io.gongkai.opinion.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.opinion.Forum;
import io.gongkai.opinion.Forums;
import io.gongkai.opinion.NewForum;
import io.gongkai.opinion.Opinion;
import io.gongkai.opinion.Sender;
import io.gongkai.organization.Organization;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Forums, with who attended and what was raised. */
@Controller
public class ForumPages {

    /** What was typed, as it was typed. */
    public record Typed(
            @Nullable String organization,
            @Nullable String heldOn,
            @Nullable String place,
            @Nullable String topic,
            @Nullable String host,
            @Nullable String members,
            @Nullable String masses,
            @Nullable String minutes) {

        /** Never null, for the fields of the form. */
        public String value(@Nullable String typed) {
            return typed == null ? "" : typed;
        }
    }

    private final Forums forums;
    private final Organizations organizations;
    private final Authority authority;
    private final Sheets sheets;
    private final Clock clock;

    ForumPages(Forums forums, Organizations organizations, Authority authority, Sheets sheets, Clock clock) {
        this.forums = forums;
        this.organizations = organizations;
        this.authority = authority;
        this.sheets = sheets;
        this.clock = clock;
    }

    @GetMapping("/work/forums")
    @Requires(Permission.READ_WORK)
    ModelAndView list(Actor actor) {
        return new ModelAndView("opinion/forums")
                .addObject("forums", forums.list(actor))
                .addObject("mayRecord", actor.holds(Permission.RECEIVE_OPINION));
    }

    @GetMapping("/work/forums/new")
    @Requires(Permission.RECEIVE_OPINION)
    ModelAndView form(Actor actor) {
        return form(
                HttpStatus.OK,
                new Typed("", LocalDate.now(clock).toString(), "", "", "", "0", "", ""),
                List.of(),
                actor);
    }

    @PostMapping("/work/forums")
    @Requires(Permission.RECEIVE_OPINION)
    ModelAndView record(@ModelAttribute Typed typed, Actor actor) {
        var grounds = new ArrayList<Refusal>();
        var forum = read(typed, grounds, actor);
        authority.require(actor.id(), Permission.RECEIVE_OPINION, forum.organization());
        if (!grounds.isEmpty()) {
            grounds.addAll(forums.refusals(forum));
            return form(HttpStatus.UNPROCESSABLE_CONTENT, typed, grounds, actor);
        }
        return switch (forums.record(forum, actor.id())) {
            case Outcome.Done<Forum>(var recorded) -> done(recorded.id(), "recorded");
            case Outcome.Refused<Forum>(var refusals) -> form(HttpStatus.UNPROCESSABLE_CONTENT, typed, refusals, actor);
        };
    }

    @GetMapping("/work/forums/{forum}")
    @Requires(Permission.READ_WORK)
    ModelAndView show(@PathVariable UUID forum, @RequestParam(defaultValue = "") String done, Actor actor) {
        return show(HttpStatus.OK, forum, List.of(), Map.of(), done, actor);
    }

    @PostMapping("/work/forums/{forum}/points")
    @Requires(Permission.RECEIVE_OPINION)
    ModelAndView raise(
            @PathVariable UUID forum,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String contact,
            Actor actor) {
        return switch (forums.raise(forum, title, text, true, new Sender(name, contact, ""), actor.id())) {
            case Outcome.Done<Opinion> _ -> done(forum, "raised");
            case Outcome.Refused<Opinion>(var refusals) ->
                show(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        forum,
                        refusals,
                        Map.of("title", title, "text", text, "name", name, "contact", contact),
                        "",
                        actor);
        };
    }

    @PostMapping("/work/forums/{forum}/cancellation")
    @Requires(Permission.RECEIVE_OPINION)
    ModelAndView cancel(@PathVariable UUID forum, @RequestParam(defaultValue = "") String reason, Actor actor) {
        return switch (forums.cancel(forum, reason, actor.id())) {
            case Outcome.Done<Forum> _ -> done(forum, "cancelled");
            case Outcome.Refused<Forum>(var refusals) ->
                show(HttpStatus.UNPROCESSABLE_CONTENT, forum, refusals, Map.of("reason", reason), "", actor);
        };
    }

    private ModelAndView show(
            HttpStatus status, UUID id, List<Refusal> refusals, Map<String, String> typed, String done, Actor actor) {
        var forum = forums.get(id, actor.id());
        return new ModelAndView("opinion/forum", status)
                .addObject("forum", forum)
                .addObject("mayRecord", authority.may(actor.id(), Permission.RECEIVE_OPINION, forum.organization()))
                .addObject("refusals", refusals)
                .addObject("typed", typed)
                .addObject("done", done);
    }

    private static ModelAndView done(UUID id, String what) {
        return new ModelAndView("redirect:/work/forums/" + id).addObject("done", what);
    }

    private ModelAndView form(HttpStatus status, Typed typed, List<Refusal> refusals, Actor actor) {
        return new ModelAndView("opinion/forum-form", status)
                .addObject("typed", typed)
                .addObject("units", sheets.units(actor))
                .addObject("today", LocalDate.now(clock))
                .addObject("refusals", refusals);
    }

    private NewForum read(Typed typed, List<Refusal> grounds, Actor actor) {
        var organization = organizations
                .find(typed.value(typed.organization()).strip())
                .map(Organization::id)
                .orElse(null);
        if (organization == null) {
            grounds.add(Refusal.at("organization", "opinion.organization.missing"));
        }
        return new NewForum(
                organization == null
                        ? actor.where(Permission.RECEIVE_OPINION).iterator().next()
                        : organization,
                day(typed.value(typed.heldOn()), grounds),
                typed.value(typed.place()),
                typed.value(typed.topic()),
                typed.value(typed.host()),
                number(typed.value(typed.members()), "members", grounds),
                number(typed.value(typed.masses()), "masses", grounds),
                typed.value(typed.minutes()));
    }

    private LocalDate day(String typed, List<Refusal> grounds) {
        try {
            return LocalDate.parse(typed.strip());
        } catch (DateTimeParseException e) {
            grounds.add(Refusal.at("heldOn", "opinion.receivedOn.missing"));
            return LocalDate.now(clock);
        }
    }

    private static int number(String typed, String field, List<Refusal> grounds) {
        try {
            return typed.isBlank() ? 0 : Integer.parseInt(typed.strip());
        } catch (NumberFormatException e) {
            grounds.add(Refusal.at(field, "opinion.forum.number"));
            return 1;
        }
    }
}
