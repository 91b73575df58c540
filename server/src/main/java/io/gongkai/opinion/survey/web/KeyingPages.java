package io.gongkai.opinion.survey.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.opinion.survey.CopyState;
import io.gongkai.opinion.survey.Keyings;
import io.gongkai.opinion.survey.Round;
import io.gongkai.opinion.survey.Surveys;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Keying in paper, twice and blind, and the third look where the two differ. */
@Controller
class KeyingPages {

    private final Surveys surveys;
    private final Keyings keyings;
    private final Authority authority;

    KeyingPages(Surveys surveys, Keyings keyings, Authority authority) {
        this.surveys = surveys;
        this.keyings = keyings;
        this.authority = authority;
    }

    @GetMapping("/work/surveys/{id}/keying")
    @Requires(Permission.KEY_ANSWERS)
    ModelAndView papers(@PathVariable UUID id, @RequestParam(required = false) @Nullable CopyState done, Actor actor) {
        var round = keyable(id, actor);
        return RoundPages.view("keying", List.of())
                .addObject("round", round)
                .addObject("papers", keyings.papers(round))
                .addObject("me", actor.id())
                .addObject("done", done);
    }

    @GetMapping("/work/surveys/{id}/keying/{number}")
    @Requires(Permission.KEY_ANSWERS)
    ModelAndView paper(@PathVariable UUID id, @PathVariable int number, Actor actor) {
        return paper(keyable(id, actor), number, Map.of(), List.of(), actor);
    }

    @PostMapping("/work/surveys/{id}/keying/{number}")
    @Requires(Permission.KEY_ANSWERS)
    ModelAndView key(
            @PathVariable UUID id,
            @PathVariable int number,
            @RequestParam MultiValueMap<String, String> sent,
            Actor actor) {
        var round = keyable(id, actor);
        var answers = round.questionnaire().answers(named(sent));
        return switch (keyings.key(id, number, answers, actor.id())) {
            case Outcome.Done<CopyState>(var state) -> onward(round, state, actor);
            case Outcome.Refused<CopyState>(var refusals) -> paper(round, number, answers, refusals, actor);
        };
    }

    @GetMapping("/work/surveys/{id}/differences/{number}")
    @Requires(Permission.KEY_ANSWERS)
    ModelAndView difference(@PathVariable UUID id, @PathVariable int number, Actor actor) {
        return difference(keyable(id, actor), number, Map.of(), List.of(), actor);
    }

    @PostMapping("/work/surveys/{id}/differences/{number}")
    @Requires(Permission.KEY_ANSWERS)
    ModelAndView settle(
            @PathVariable UUID id,
            @PathVariable int number,
            @RequestParam MultiValueMap<String, String> sent,
            Actor actor) {
        var round = keyable(id, actor);
        var decided = round.questionnaire().answers(named(sent));
        return switch (keyings.settle(id, number, decided, actor.id())) {
            case Outcome.Done<CopyState>(var state) -> onward(round, state, actor);
            case Outcome.Refused<CopyState>(var refusals) -> difference(round, number, decided, refusals, actor);
        };
    }

    /** To the next paper that waits for this person, so that a pile is keyed without a detour. */
    private ModelAndView onward(Round round, CopyState state, Actor actor) {
        return keyings.papers(round).stream()
                .filter(paper -> paper.waitsFor(actor.id()) && paper.state() != CopyState.DIFFERENT)
                .findFirst()
                .map(paper ->
                        new ModelAndView("redirect:/work/surveys/%s/keying/%d".formatted(round.id(), paper.number())))
                .orElseGet(() ->
                        new ModelAndView("redirect:/work/surveys/%s/keying?done=%s".formatted(round.id(), state)));
    }

    private ModelAndView paper(
            Round round, int number, Map<String, String> answers, List<Refusal> refusals, Actor actor) {
        return RoundPages.view("paper", refusals)
                .addObject("round", round)
                .addObject("paper", keyings.paper(round, number))
                .addObject("me", actor.id())
                .addObject("answers", answers);
    }

    private ModelAndView difference(
            Round round, int number, Map<String, String> decided, List<Refusal> refusals, Actor actor) {
        var paper = keyings.paper(round, number);
        var third = paper.state() == CopyState.DIFFERENT && paper.waitsFor(actor.id());
        return RoundPages.view("difference", refusals)
                .addObject("round", round)
                .addObject("paper", paper)
                .addObject("third", third)
                .addObject("differences", third ? keyings.differences(round, number) : List.of())
                .addObject("decided", decided);
    }

    private Round keyable(UUID id, Actor actor) {
        var round = surveys.get(id, actor.id());
        authority.require(actor.id(), Permission.KEY_ANSWERS, round.organization());
        return round;
    }

    private static Map<String, List<String>> named(MultiValueMap<String, String> sent) {
        var named = new HashMap<String, List<String>>();
        sent.forEach((name, values) -> {
            if (name.startsWith("q.")) {
                named.put(name.substring(2), values);
            }
        });
        return named;
    }
}
