package io.gongkai.opinion.survey.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.opinion.survey.Points;
import io.gongkai.opinion.survey.Round;
import io.gongkai.opinion.survey.Surveys;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What was written on opinion forms, on its way to becoming opinions. */
@Controller
class PointPages {

    private final Surveys surveys;
    private final Points points;

    PointPages(Surveys surveys, Points points) {
        this.surveys = surveys;
        this.points = points;
    }

    @GetMapping("/work/surveys/{id}/points")
    @Requires(Permission.RECEIVE_OPINION)
    ModelAndView show(@PathVariable UUID id, @RequestParam(defaultValue = "-1") int done, Actor actor) {
        return show(surveys.get(id, actor.id()), Map.of(), List.of(), actor).addObject("done", done);
    }

    /** Those that are ticked, in fields called {@code make}; titles stand in fields called {@code title.…}. */
    @PostMapping("/work/surveys/{id}/points")
    @Requires(Permission.RECEIVE_OPINION)
    ModelAndView make(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") List<String> make,
            @RequestParam Map<String, String> sent,
            Actor actor) {
        var round = surveys.get(id, actor.id());
        var titles = new HashMap<String, String>();
        make.forEach(key -> titles.put(key, sent.getOrDefault("title." + key, "")));
        return switch (points.turnIntoOpinions(round, titles, actor.id())) {
            case Outcome.Done<Integer>(var count) ->
                new ModelAndView("redirect:/work/surveys/" + id + "/points?done=" + count);
            case Outcome.Refused<Integer>(var refusals) ->
                show(round, titles, refusals, actor).addObject("done", -1);
        };
    }

    private ModelAndView show(Round round, Map<String, String> titles, List<Refusal> refusals, Actor actor) {
        return RoundPages.view("points", refusals)
                .addObject("round", round)
                .addObject("points", points.of(round, actor.id()))
                .addObject("titles", titles);
    }
}
