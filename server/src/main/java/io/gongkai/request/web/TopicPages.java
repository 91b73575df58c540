package io.gongkai.request.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.People;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.organization.Organizations;
import io.gongkai.request.RequestDoor;
import io.gongkai.request.Topic;
import io.gongkai.request.TopicForm;
import io.gongkai.request.TopicStep;
import io.gongkai.request.Topics;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The list of topics, and the page on which one is answered. */
@Controller
class TopicPages {

    private static final int PAGE = 50;

    private final Topics topics;
    private final Organizations organizations;
    private final Authority authority;
    private final People people;
    private final Clock clock;

    TopicPages(Topics topics, Organizations organizations, Authority authority, People people, Clock clock) {
        this.topics = topics;
        this.organizations = organizations;
        this.authority = authority;
        this.people = people;
        this.clock = clock;
    }

    @GetMapping("/work/topics")
    @Requires(Permission.READ_WORK)
    ModelAndView list(
            @RequestParam(defaultValue = "false") boolean all,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String cursor,
            Actor actor) {
        return new ModelAndView("request/topic/list")
                .addObject("list", topics.list(!all, q, PAGE, cursor, actor))
                .addObject("all", all)
                .addObject("words", q)
                .addObject("paged", cursor != null)
                .addObject("mayEnter", actor.holds(Permission.HANDLE_REQUEST));
    }

    @GetMapping("/work/topics/new")
    @Requires(Permission.HANDLE_REQUEST)
    ModelAndView begin(Actor actor) {
        var typed = new HashMap<String, String>();
        typed.put("receivedOn", LocalDate.now(clock).toString());
        return counter(typed, List.of(), actor, HttpStatus.OK);
    }

    @PostMapping("/work/topics")
    @Requires(Permission.HANDLE_REQUEST)
    ModelAndView enter(@RequestParam Map<String, String> typed, Actor actor) {
        var where = organizations
                .find(typed.getOrDefault("organization", ""))
                .orElseThrow(() -> new NoSuchElementException("No organization of this code"));
        authority.require(actor.id(), Permission.HANDLE_REQUEST, where.id());
        var receivedOn = day(typed.getOrDefault("receivedOn", ""));
        if (receivedOn == null) {
            return counter(
                    typed,
                    List.of(Refusal.at("receivedOn", "request.enter.day", where.validFrom())),
                    actor,
                    HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return switch (topics.enter(where.id(), door(typed), receivedOn, typed, actor.id())) {
            case Outcome.Done<Topic>(var entered) -> done(entered.id(), TopicStep.NOMINATE);
            case Outcome.Refused<Topic>(var refusals) ->
                counter(typed, refusals, actor, HttpStatus.UNPROCESSABLE_CONTENT);
        };
    }

    @GetMapping("/work/topics/{id}")
    @Requires(Permission.READ_WORK)
    ModelAndView show(@PathVariable UUID id, @RequestParam(defaultValue = "") String done, Actor actor) {
        return page(id, actor, null, Map.of(), List.of(), done, HttpStatus.OK);
    }

    /** The steps of whoever handles it. */
    @PostMapping("/work/topics/{id}/handling")
    @Requires(Permission.HANDLE_REQUEST)
    ModelAndView handle(
            @PathVariable UUID id, @RequestParam TopicStep step, @RequestParam Map<String, String> typed, Actor actor) {
        var by = actor.id();
        return switch (step) {
            case EXPLAIN -> after(id, step, typed, actor, topics.explain(id, typed.getOrDefault("answer", ""), by));
            case DRAFT ->
                after(
                        id,
                        step,
                        typed,
                        actor,
                        topics.draft(id, typed.getOrDefault("publicTitle", ""), typed.getOrDefault("answer", ""), by));
            case JOIN -> after(id, step, typed, actor, topics.join(id, UUID.fromString(typed.get("other")), by));
            default -> throw new NoSuchElementException("Not a step of the handler: " + step);
        };
    }

    /** The steps of whoever decides. */
    @PostMapping("/work/topics/{id}/decision")
    @Requires(Permission.DECIDE_REQUEST)
    ModelAndView decide(
            @PathVariable UUID id, @RequestParam TopicStep step, @RequestParam Map<String, String> typed, Actor actor) {
        var by = actor.id();
        return switch (step) {
            case LIST -> after(id, step, typed, actor, topics.list(id, typed.getOrDefault("publicTitle", ""), by));
            case ANSWER -> after(id, step, typed, actor, topics.answer(id, by));
            case DECLINE -> after(id, step, typed, actor, topics.decline(id, typed.getOrDefault("reason", ""), by));
            default -> throw new NoSuchElementException("Not a step of the decider: " + step);
        };
    }

    /** One click: what is asked again and again becomes an entry of the catalog's draft. */
    @PostMapping("/work/topics/{id}/entry")
    @Requires(Permission.WRITE_CATALOG)
    ModelAndView propose(@PathVariable UUID id, Actor actor) {
        return after(id, TopicStep.PROPOSE_ENTRY, Map.of(), actor, topics.proposeEntry(id, actor.id()));
    }

    private ModelAndView after(
            UUID id, TopicStep step, Map<String, String> typed, Actor actor, Outcome<Topic> outcome) {
        return switch (outcome) {
            case Outcome.Done<Topic> _ -> done(id, step);
            case Outcome.Refused<Topic>(var refusals) ->
                page(id, actor, step, typed, refusals, "", HttpStatus.UNPROCESSABLE_CONTENT);
        };
    }

    private static ModelAndView done(UUID id, TopicStep step) {
        return new ModelAndView("redirect:/work/topics/" + id + "?done=" + step);
    }

    private ModelAndView page(
            UUID id,
            Actor actor,
            @Nullable TopicStep tried,
            Map<String, String> typed,
            List<Refusal> refusals,
            String done,
            HttpStatus status) {
        var dossier = topics.dossier(id, actor.id());
        var hands = new LinkedHashSet<PersonId>();
        dossier.steps().forEach(taken -> {
            if (taken.by() != null) {
                hands.add(taken.by());
            }
        });
        return new ModelAndView("request/topic/show", status)
                .addObject("dossier", dossier)
                .addObject("unit", organizations.get(dossier.topic().organization()))
                .addObject("names", people.names(hands))
                .addObject("open", topics.openTo(dossier.topic(), actor.id()))
                .addObject("tried", tried)
                .addObject("typed", typed)
                .addObject("refusals", refusals)
                .addObject("done", done);
    }

    private ModelAndView counter(Map<String, String> typed, List<Refusal> refusals, Actor actor, HttpStatus status) {
        var units = new LinkedHashMap<String, String>();
        var places = actor.where(Permission.HANDLE_REQUEST);
        organizations.all(places).forEach(unit -> units.put(unit.code(), unit.name()));
        places.stream()
                .flatMap(place -> organizations.children(place).stream())
                .forEach(unit -> units.put(unit.code(), unit.name()));
        return new ModelAndView("request/topic/new", status)
                .addObject("typed", typed)
                .addObject("questions", TopicForm.questions())
                .addObject("units", units)
                .addObject("refusals", refusals);
    }

    private static RequestDoor door(Map<String, String> typed) {
        return Arrays.stream(RequestDoor.values())
                .filter(door -> door != RequestDoor.ONLINE)
                .filter(door -> door.name().equals(typed.get("door")))
                .findFirst()
                .orElse(RequestDoor.COUNTER);
    }

    private static @Nullable LocalDate day(String typed) {
        try {
            return LocalDate.parse(typed.strip());
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
