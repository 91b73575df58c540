package io.gongkai.portal.web;

import io.gongkai.account.OpenToAll;
import io.gongkai.opinion.survey.SlipCode;
import io.gongkai.portal.PublicSurvey;
import io.gongkai.portal.PublicSurveys;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answering a round of questions with the code of a printed slip, and reading what came of one. Nobody signs in and nothing is
 * remembered: a code opens one sheet, once.
 */
@Controller
@OpenToAll
class SurveyPages {

    private final PublicSurveys surveys;
    private final Throttle throttle;

    SurveyPages(PublicSurveys surveys, Throttle throttle) {
        this.surveys = surveys;
        this.throttle = throttle;
    }

    @GetMapping("/survey")
    ModelAndView find(@RequestParam(defaultValue = "") String code, HttpServletRequest request) {
        if (code.isBlank()) {
            return asked("", List.of(), HttpStatus.OK);
        }
        throttle.lookedUp(request);
        return SlipCode.typed(code)
                .map(typed -> new ModelAndView("redirect:/survey/" + typed.text()))
                .orElseGet(() -> asked(
                        code, List.of(Refusal.at("code", "survey.code.malformed")), HttpStatus.UNPROCESSABLE_CONTENT));
    }

    /** The questions; the code comes with the QR code of the slip, or was typed. */
    @GetMapping("/survey/{code}")
    ModelAndView questions(
            @PathVariable String code,
            @RequestParam(defaultValue = "false") boolean sent,
            HttpServletRequest request,
            HttpServletResponse response) {
        throttle.lookedUp(request);
        closed(response);
        var typed = SlipCode.typed(code);
        if (typed.isEmpty()) {
            return asked(code, List.of(Refusal.at("code", "survey.code.malformed")), HttpStatus.NOT_FOUND);
        }
        var slip = surveys.slip(typed.get().tracking());
        if (slip.isEmpty()) {
            return asked(code, List.of(Refusal.at("code", "survey.code.unknown")), HttpStatus.NOT_FOUND);
        }
        // Whoever has just sent is thanked, though the code may be known as used only a moment later.
        if (sent || slip.get().used()) {
            return new ModelAndView("portal/survey/thanks")
                    .addObject("survey", slip.get().survey())
                    .addObject("sent", sent);
        }
        return sheet(typed.get(), slip.get().survey(), Map.of(), List.of());
    }

    @PostMapping("/survey/{code}")
    ModelAndView answer(
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> sent,
            HttpServletRequest request,
            HttpServletResponse response) {
        throttle.sent(request);
        closed(response);
        var typed = SlipCode.typed(code);
        var slip = typed.flatMap(found -> surveys.slip(found.tracking()));
        if (typed.isEmpty() || slip.isEmpty()) {
            return asked(code, List.of(Refusal.at("code", "survey.code.unknown")), HttpStatus.NOT_FOUND);
        }
        var survey = slip.get().survey();
        var answers = survey.questionnaire().answers(named(sent));
        return switch (surveys.answer(typed.get().tracking(), answers)) {
            case Outcome.Done<PublicSurvey> _ ->
                new ModelAndView("redirect:/survey/" + typed.get().text() + "?sent=true");
            case Outcome.Refused<PublicSurvey> _
            when slip.get().used() ->
                new ModelAndView("redirect:/survey/" + typed.get().text());
            case Outcome.Refused<PublicSurvey>(var refusals) -> sheet(typed.get(), survey, answers, refusals);
        };
    }

    @GetMapping("/surveys/{id}")
    ModelAndView result(@PathVariable String id) {
        return new ModelAndView("portal/survey/result")
                .addObject("survey", surveys.released(PublicationPages.parsed(id)));
    }

    /** Answers stand in fields called {@code q.…}. */
    private static Map<String, List<String>> named(MultiValueMap<String, String> sent) {
        var named = new HashMap<String, List<String>>();
        sent.forEach((name, values) -> {
            if (name.startsWith("q.")) {
                named.put(name.substring(2), values);
            }
        });
        return named;
    }

    private static ModelAndView sheet(
            SlipCode code, PublicSurvey survey, Map<String, String> answers, List<Refusal> refusals) {
        return new ModelAndView(
                        "portal/survey/sheet", refusals.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject("code", code.text())
                .addObject("survey", survey)
                .addObject("answers", answers)
                .addObject("refusals", refusals);
    }

    private static ModelAndView asked(String code, List<Refusal> refusals, HttpStatus status) {
        return new ModelAndView("portal/survey/find", status)
                .addObject("code", code)
                .addObject("refusals", refusals);
    }

    /** A page with a code in its address is kept by nobody and found by no search. */
    private static void closed(HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Robots-Tag", "noindex");
    }
}
