package io.gongkai.opinion.survey.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.opinion.survey.FrameUnit;
import io.gongkai.opinion.survey.Handouts;
import io.gongkai.opinion.survey.Keyings;
import io.gongkai.opinion.survey.Measured;
import io.gongkai.opinion.survey.Paper;
import io.gongkai.opinion.survey.Question;
import io.gongkai.opinion.survey.QuestionDraft;
import io.gongkai.opinion.survey.Ratings;
import io.gongkai.opinion.survey.Round;
import io.gongkai.opinion.survey.RoundKind;
import io.gongkai.opinion.survey.RoundStatus;
import io.gongkai.opinion.survey.RoundTexts;
import io.gongkai.opinion.survey.Surveys;
import io.gongkai.organization.Organization;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
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

/** Rounds of questions: the list, one round from its draft to its result. */
@Controller
public class RoundPages {

    private static final int ROUNDS_PER_PAGE = 50;
    private static final int DAYS_ASKED = 21;

    /** What was typed about a round, as it was typed. */
    public record TypedRound(
            @Nullable String kind,
            @Nullable String organization,
            @Nullable String title,
            @Nullable String intro,
            @Nullable String frameUnit,
            @Nullable String closesOn) {

        /** Never null, for the fields of the form. */
        public String value(@Nullable String typed) {
            return typed == null ? "" : typed;
        }
    }

    /** What was typed of a question, as it was typed. */
    public record TypedQuestion(
            @Nullable String type,
            @Nullable String text,
            @Nullable Boolean required,
            @Nullable String measured,
            @Nullable String options,
            @Nullable String favorable,
            @Nullable String notValid) {

        /** Never null, for the fields of the form. */
        public String value(@Nullable String typed) {
            return typed == null ? "" : typed;
        }

        /** A box that is not ticked is not sent. */
        public boolean isRequired() {
            return Boolean.TRUE.equals(required);
        }
    }

    private final Surveys surveys;
    private final Handouts handouts;
    private final Keyings keyings;
    private final Ratings ratings;
    private final Organizations organizations;
    private final Authority authority;
    private final Clock clock;

    RoundPages(
            Surveys surveys,
            Handouts handouts,
            Keyings keyings,
            Ratings ratings,
            Organizations organizations,
            Authority authority,
            Clock clock) {
        this.surveys = surveys;
        this.handouts = handouts;
        this.keyings = keyings;
        this.ratings = ratings;
        this.organizations = organizations;
        this.authority = authority;
        this.clock = clock;
    }

    @GetMapping("/work/surveys")
    @Requires(Permission.READ_WORK)
    ModelAndView list(
            @RequestParam(defaultValue = "") String organization,
            @RequestParam(required = false) @Nullable String cursor,
            Actor actor) {
        var own = organizations.all(actor.where(Permission.READ_WORK));
        var chosen = organization.isBlank()
                ? own.stream().findFirst().orElseThrow()
                : organizations
                        .findEver(organization)
                        .orElseThrow(() -> new NoSuchElementException("No organization " + organization));
        var slice = surveys.list(chosen.id(), ROUNDS_PER_PAGE, cursor, actor.id());
        var today = LocalDate.now(clock);
        return new ModelAndView("opinion/survey/list")
                .addObject("own", own)
                .addObject("chosen", chosen)
                .addObject("ratings", ratings.count(chosen.id(), today.withDayOfYear(1), today, actor.id()))
                .addObject("rounds", slice.items())
                .addObject("next", slice.next())
                .addObject("first", cursor == null);
    }

    @GetMapping("/work/surveys/new")
    @Requires(Permission.RUN_SURVEY)
    ModelAndView begin(@RequestParam(defaultValue = "SATISFACTION") RoundKind kind, Actor actor) {
        var typed = new TypedRound(
                kind.name(),
                "",
                "",
                "",
                FrameUnit.HOUSEHOLDS.name(),
                LocalDate.now(clock).plusDays(DAYS_ASKED).toString());
        return form(null, typed, List.of(), actor);
    }

    @PostMapping("/work/surveys")
    @Requires(Permission.RUN_SURVEY)
    ModelAndView create(@ModelAttribute TypedRound typed, Actor actor) {
        var refusals = new ArrayList<Refusal>();
        var kind = Typed.of(RoundKind.class, typed.value(typed.kind()));
        if (kind == null) {
            refusals.add(Refusal.at("kind", "survey.round.kind"));
        }
        var organization = organizations.find(typed.value(typed.organization()).strip());
        if (organization.isEmpty()) {
            refusals.add(Refusal.at("organization", "survey.round.organization"));
        }
        var texts = texts(typed, refusals);
        if (kind == null || organization.isEmpty() || texts == null) {
            return form(null, typed, refusals, actor);
        }
        return switch (surveys.draft(kind, organization.get().id(), texts, actor.id())) {
            case Outcome.Done<UUID>(var id) -> to(id);
            case Outcome.Refused<UUID>(var grounds) -> form(null, typed, grounds, actor);
        };
    }

    @GetMapping("/work/surveys/{id}")
    @Requires(Permission.READ_WORK)
    ModelAndView show(@PathVariable UUID id, Actor actor) {
        return show(surveys.get(id, actor.id()), List.of(), actor);
    }

    /** Where the evidence of a return leads. */
    @GetMapping("/work/surveys/behind/{source}")
    @Requires(Permission.READ_WORK)
    String behind(@PathVariable UUID source, Actor actor) {
        return "redirect:/work/surveys/"
                + surveys.get(surveys.roundBehind(source), actor.id()).id();
    }

    /** The same for an answer to what the handling of an opinion is worth. */
    @GetMapping("/work/ratings/{rating}")
    @Requires(Permission.READ_WORK)
    String rating(@PathVariable UUID rating, Actor actor) {
        return "redirect:/work/opinions/" + ratings.opinionRatedBy(rating, actor.id());
    }

    @GetMapping("/work/surveys/{id}/texts")
    @Requires(Permission.RUN_SURVEY)
    ModelAndView texts(@PathVariable UUID id, Actor actor) {
        var round = surveys.get(id, actor.id());
        var unit = round.frameUnit() == null ? FrameUnit.HOUSEHOLDS : round.frameUnit();
        var typed = new TypedRound(
                round.kind().name(),
                round.organizationCode(),
                round.title(),
                round.intro(),
                unit.name(),
                round.closesOn().toString());
        return form(round, typed, List.of(), actor);
    }

    @PostMapping("/work/surveys/{id}/texts")
    @Requires(Permission.RUN_SURVEY)
    ModelAndView rewrite(@PathVariable UUID id, @ModelAttribute TypedRound typed, Actor actor) {
        var round = surveys.get(id, actor.id());
        authority.require(actor.id(), Permission.RUN_SURVEY, round.organization());
        var refusals = new ArrayList<Refusal>();
        var texts = texts(typed, refusals);
        if (texts == null) {
            return form(round, typed, refusals, actor);
        }
        return switch (surveys.rewrite(id, texts, actor.id())) {
            case Outcome.Done<UUID> _ -> to(id);
            case Outcome.Refused<UUID>(var grounds) -> form(round, typed, grounds, actor);
        };
    }

    @GetMapping("/work/surveys/{id}/questions/new")
    @Requires(Permission.RUN_SURVEY)
    ModelAndView question(@PathVariable UUID id, Actor actor) {
        return question(
                surveys.get(id, actor.id()),
                new TypedQuestion(Question.Type.ONE.name(), "", true, "", "", "2", "0"),
                List.of());
    }

    @PostMapping("/work/surveys/{id}/questions")
    @Requires(Permission.RUN_SURVEY)
    ModelAndView ask(@PathVariable UUID id, @ModelAttribute TypedQuestion typed, Actor actor) {
        var round = surveys.get(id, actor.id());
        var type = Typed.of(Question.Type.class, typed.value(typed.type()));
        var draft = new QuestionDraft(
                type == null ? Question.Type.ONE : type,
                typed.value(typed.text()),
                typed.isRequired(),
                Typed.of(Measured.class, typed.value(typed.measured())),
                typed.value(typed.options()),
                Typed.number(typed.value(typed.favorable())),
                Typed.number(typed.value(typed.notValid())));
        return switch (surveys.ask(id, draft, actor.id())) {
            case Outcome.Done<UUID> _ -> to(id);
            case Outcome.Refused<UUID>(var refusals) -> question(round, typed, refusals);
        };
    }

    @PostMapping("/work/surveys/{id}/questions/{name}/removal")
    @Requires(Permission.RUN_SURVEY)
    ModelAndView unask(@PathVariable UUID id, @PathVariable String name, Actor actor) {
        surveys.unask(id, name, actor.id());
        return to(id);
    }

    @GetMapping("/work/surveys/{id}/frame")
    @Requires(Permission.RUN_SURVEY)
    ModelAndView frame(@PathVariable UUID id, Actor actor) {
        return frame(surveys.get(id, actor.id()), "", "", List.of());
    }

    @PostMapping("/work/surveys/{id}/frame")
    @Requires(Permission.RUN_SURVEY)
    ModelAndView frame(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String organization,
            @RequestParam(defaultValue = "") String population,
            Actor actor) {
        var round = surveys.get(id, actor.id());
        return switch (surveys.frame(id, organization, Typed.number(population), actor.id())) {
            case Outcome.Done<UUID> _ -> new ModelAndView("redirect:/work/surveys/" + id + "/frame");
            case Outcome.Refused<UUID>(var refusals) -> frame(round, organization, population, refusals);
        };
    }

    @PostMapping("/work/surveys/{id}/discarding")
    @Requires(Permission.RUN_SURVEY)
    ModelAndView discard(@PathVariable UUID id, Actor actor) {
        surveys.discard(id, actor.id());
        return new ModelAndView("redirect:/work/surveys");
    }

    @PostMapping("/work/surveys/{id}/opening")
    @Requires(Permission.RUN_SURVEY)
    ModelAndView open(@PathVariable UUID id, Actor actor) {
        return after(id, surveys.open(id, actor.id()), actor);
    }

    @PostMapping("/work/surveys/{id}/closing")
    @Requires(Permission.RUN_SURVEY)
    ModelAndView close(@PathVariable UUID id, Actor actor) {
        return after(id, surveys.close(id, actor.id()), actor);
    }

    @PostMapping("/work/surveys/{id}/release")
    @Requires(Permission.RELEASE_RESULT)
    ModelAndView release(@PathVariable UUID id, Actor actor) {
        return after(id, surveys.release(id, actor.id()), actor);
    }

    @GetMapping("/work/surveys/{id}/annulment")
    @Requires(Permission.RELEASE_RESULT)
    ModelAndView annulment(@PathVariable UUID id, Actor actor) {
        return annulment(surveys.get(id, actor.id()), "", List.of());
    }

    @PostMapping("/work/surveys/{id}/annulment")
    @Requires(Permission.RELEASE_RESULT)
    ModelAndView annul(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason, Actor actor) {
        var round = surveys.get(id, actor.id());
        return switch (surveys.annul(id, reason, actor.id())) {
            case Outcome.Done<UUID> _ -> to(id);
            case Outcome.Refused<UUID>(var refusals) -> annulment(round, reason, refusals);
        };
    }

    private ModelAndView after(UUID id, Outcome<UUID> outcome, Actor actor) {
        return switch (outcome) {
            case Outcome.Done<UUID> _ -> to(id);
            case Outcome.Refused<UUID>(var refusals) -> show(surveys.get(id, actor.id()), refusals, actor);
        };
    }

    private ModelAndView show(Round round, List<Refusal> refusals, Actor actor) {
        var counted = round.status().isCounted();
        var running = round.status() == RoundStatus.RUNNING;
        var texts = new LinkedHashMap<Question, List<String>>();
        if (counted) {
            round.questionnaire().questions().stream()
                    .filter(question -> !question.type().hasOptions())
                    .forEach(question -> texts.put(question, surveys.texts(round, question)));
        }
        var papers = running ? keyings.papers(round) : List.<Paper>of();
        return view("show", refusals)
                .addObject("round", round)
                .addObject("groups", surveys.groups(round))
                .addObject("steps", surveys.steps(round, actor.id()))
                .addObject("mayRun", authority.may(actor.id(), Permission.RUN_SURVEY, round.organization()))
                .addObject("mayKey", authority.may(actor.id(), Permission.KEY_ANSWERS, round.organization()))
                .addObject("mayAnnul", authority.may(actor.id(), Permission.RELEASE_RESULT, round.organization()))
                .addObject("mayReceive", authority.may(actor.id(), Permission.RECEIVE_OPINION, round.organization()))
                .addObject("issues", running ? handouts.issues(round) : List.of())
                .addObject(
                        "waiting",
                        papers.stream()
                                .filter(paper -> paper.waitsFor(actor.id()))
                                .count())
                .addObject("tally", counted ? surveys.tally(round) : null)
                .addObject("texts", texts);
    }

    private ModelAndView form(@Nullable Round round, TypedRound typed, List<Refusal> refusals, Actor actor) {
        return view("form", refusals)
                .addObject("round", round)
                .addObject("typed", typed)
                .addObject("units", units(actor))
                .addObject("today", LocalDate.now(clock));
    }

    /** Where this person may hold rounds, code to name. */
    private Map<String, String> units(Actor actor) {
        var units = new LinkedHashMap<String, String>();
        organizations.all(actor.where(Permission.RUN_SURVEY)).forEach(one -> {
            units.put(one.code(), one.name());
            organizations.children(one.id()).forEach(below -> units.putIfAbsent(below.code(), "\u3000" + below.name()));
        });
        return units;
    }

    private static ModelAndView question(Round round, TypedQuestion typed, List<Refusal> refusals) {
        return view("question-form", refusals).addObject("round", round).addObject("typed", typed);
    }

    private ModelAndView frame(Round round, String organization, String population, List<Refusal> refusals) {
        var choices = new LinkedHashMap<String, String>();
        choices.put(round.organizationCode(), round.organizationName());
        var below = organizations
                .list(new Organizations.Filter(round.organization(), null, null), 1000, null)
                .items();
        below.forEach((Organization one) -> choices.putIfAbsent(one.code(), one.name()));
        return view("frame", refusals)
                .addObject("round", round)
                .addObject("groups", surveys.groups(round))
                .addObject("choices", choices)
                .addObject("organization", organization)
                .addObject("population", population);
    }

    private static ModelAndView annulment(Round round, String reason, List<Refusal> refusals) {
        return view("annulment", refusals).addObject("round", round).addObject("reason", reason);
    }

    private static @Nullable RoundTexts texts(TypedRound typed, List<Refusal> refusals) {
        var closesOn = Typed.day(typed.value(typed.closesOn()));
        var unit = Typed.of(FrameUnit.class, typed.value(typed.frameUnit()));
        if (closesOn == null) {
            refusals.add(Refusal.at("closesOn", "survey.round.closesOn"));
            return null;
        }
        return new RoundTexts(
                typed.value(typed.title()),
                typed.value(typed.intro()),
                unit == null ? FrameUnit.HOUSEHOLDS : unit,
                closesOn);
    }

    static ModelAndView view(String name, List<Refusal> refusals) {
        return new ModelAndView(
                        "opinion/survey/" + name, refusals.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject("refusals", refusals);
    }

    static ModelAndView to(UUID round) {
        return new ModelAndView("redirect:/work/surveys/" + round);
    }
}
