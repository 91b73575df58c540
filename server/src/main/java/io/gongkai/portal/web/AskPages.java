package io.gongkai.portal.web;

import io.gongkai.account.OpenToAll;
import io.gongkai.intake.Desks;
import io.gongkai.intake.Incoming;
import io.gongkai.intake.Question;
import io.gongkai.portal.Letterbox;
import io.gongkai.portal.Portal;
import io.gongkai.portal.Unit;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/**
 * Asking, one question at a time: works without script and without cookies, since every page carries what was answered before.
 * Nobody has to sign in, so nothing here acts for anybody and no stranger's page can misuse it.
 */
@Controller
@OpenToAll
class AskPages {

    /** Units offered at once; somebody who does not find theirs types part of its name. */
    private static final int UNITS = 12;

    private final Letterbox letterbox;
    private final Portal portal;
    private final Desks desks;
    private final Counties counties;
    private final Challenge challenge;
    private final Throttle throttle;

    AskPages(
            Letterbox letterbox,
            Portal portal,
            Desks desks,
            Counties counties,
            Challenge challenge,
            Throttle throttle) {
        this.letterbox = letterbox;
        this.portal = portal;
        this.desks = desks;
        this.counties = counties;
        this.challenge = challenge;
        this.throttle = throttle;
    }

    @GetMapping("/ask")
    ModelAndView doors(@RequestParam(defaultValue = "") String org) {
        return new ModelAndView("portal/ask/doors")
                .addObject("doors", desks.doors())
                .addObject("unit", portal.findUnit(org).orElse(null));
    }

    /**
     * The first question; of a unit's page one comes with the unit.
     *
     * @param about what the form is about, where it asks for something that only a link can give
     */
    @GetMapping("/ask/{form}")
    ModelAndView begin(
            @PathVariable String form,
            @RequestParam(defaultValue = "") String org,
            @RequestParam(defaultValue = "") String about,
            HttpServletRequest request,
            HttpServletResponse response) {
        var known = new HashMap<String, String>();
        desks.behind(form).questions(form, Map.of()).stream()
                .filter(question -> question.type() == Question.Type.GIVEN)
                .forEach(question -> known.put(question.name(), about));
        if (portal.findUnit(org).isPresent()) {
            desks.behind(form).questions(form, Map.of()).stream()
                    .filter(question -> question.type() == Question.Type.UNIT)
                    .findFirst()
                    .ifPresent(question -> known.put(question.name(), org));
        }
        var filled = filled(form, known, false);
        var first = Objects.requireNonNull(filled.after(null));
        var asked = known.containsKey(first.name()) ? Objects.requireNonNull(filled.after(first)) : first;
        return question(filled, asked, "", List.of(), request, response);
    }

    /**
     * One step on, one back, or to a question that is to be changed.
     *
     * @param at question that was just answered; empty from the page on which all are looked over
     * @param find what was typed to find a unit
     */
    @PostMapping("/ask/{form}")
    ModelAndView step(
            @PathVariable String form,
            @RequestParam Map<String, String> sent,
            @RequestParam(defaultValue = "") String at,
            @RequestParam(defaultValue = "next") String go,
            @RequestParam(defaultValue = "") String find,
            @RequestParam(defaultValue = "false") boolean checked,
            HttpServletRequest request,
            HttpServletResponse response) {
        var filled = filled(form, answers(sent), checked);
        var current = filled.named(at);
        if (go.startsWith("change-")) {
            var changed = filled.named(go.substring("change-".length()));
            return changed == null
                    ? check(filled, List.of())
                    : question(filled, changed, "", List.of(), request, response);
        }
        if (go.equals("back")) {
            var before = filled.before(current);
            return before == null
                    ? new ModelAndView("redirect:/ask")
                    : question(filled, before, "", List.of(), request, response);
        }
        if (current != null) {
            var refusals = ofQuestion(current, letterbox.refusals(form, filled.answers(), List.of()));
            if (go.equals("find") || !refusals.isEmpty()) {
                return question(filled, current, find, go.equals("find") ? List.of() : refusals, request, response);
            }
        }
        return onward(filled, current, request, response);
    }

    /** Sends, or goes back to what is not right yet; files have to be chosen again then, which the page says. */
    @PostMapping("/ask/{form}/send")
    ModelAndView send(
            @PathVariable String form,
            @RequestParam Map<String, String> sent,
            @RequestParam(required = false) MultipartFile @Nullable [] files,
            @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = "") String sum,
            @RequestParam(defaultValue = "") String proof,
            HttpServletRequest request) {
        throttle.sent(request);
        var filled = filled(form, answers(sent), true);
        var enclosed = enclosed(files);
        var refusals = new ArrayList<>(letterbox.refusals(form, filled.answers(), enclosed));
        if (refusals.isEmpty() && !challenge.passes(token, sum, proof)) {
            refusals.add(Refusal.at("sum", "intake.challenge.wrong"));
        }
        if (!refusals.isEmpty()) {
            return check(filled, refusals);
        }
        return switch (letterbox.send(form, filled.answers(), enclosed)) {
            case Outcome.Done<Letterbox.Receipt>(var receipt) ->
                new ModelAndView("redirect:/track/" + receipt.code().text() + "?sent=" + form);
            case Outcome.Refused<Letterbox.Receipt>(var grounds) -> check(filled, grounds);
        };
    }

    private ModelAndView onward(
            Filled filled, @Nullable Question current, HttpServletRequest request, HttpServletResponse response) {
        if (filled.checked()) {
            var wrong = letterbox.refusals(filled.form(), filled.answers(), List.of()).stream()
                    .map(refusal -> filled.named(String.valueOf(refusal.field())))
                    .filter(Objects::nonNull)
                    .findFirst();
            // An answer may bring new questions with it.
            return wrong.isPresent()
                    ? question(filled, wrong.get(), "", List.of(), request, response)
                    : check(filled, List.of());
        }
        var next = filled.after(current);
        return next == null ? check(filled, List.of()) : question(filled, next, "", List.of(), request, response);
    }

    private Filled filled(String form, Map<String, String> answers, boolean checked) {
        return new Filled(form, desks.behind(form).questions(form, answers), answers, checked);
    }

    private ModelAndView question(
            Filled filled,
            Question question,
            String find,
            List<Refusal> refusals,
            HttpServletRequest request,
            HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return new ModelAndView(
                        "portal/ask/question", refusals.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject("filled", filled)
                .addObject("question", question)
                .addObject("find", find)
                .addObject("units", units(filled, question, find, request, response))
                .addObject("refusals", refusals);
    }

    private List<Unit> units(
            Filled filled, Question question, String find, HttpServletRequest request, HttpServletResponse response) {
        if (question.type() != Question.Type.UNIT) {
            return List.of();
        }
        var units = new LinkedHashMap<String, Unit>();
        portal.findUnit(filled.answer(question)).ifPresent(unit -> units.put(unit.code(), unit));
        counties.chosen(request, response)
                .map(county -> portal.units(county, null, find, null, UNITS).items())
                .orElse(List.of())
                .forEach(unit -> units.put(unit.code(), unit));
        return List.copyOf(units.values());
    }

    private ModelAndView check(Filled filled, List<Refusal> refusals) {
        var units = new HashMap<String, String>();
        filled.questions().stream()
                .filter(question -> question.type() == Question.Type.UNIT)
                .flatMap(question -> portal.findUnit(filled.answer(question)).stream())
                .forEach(unit -> units.put(unit.code(), unit.name()));
        return new ModelAndView(
                        "portal/ask/check", refusals.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject("filled", new Filled(filled.form(), filled.questions(), filled.answers(), true))
                .addObject("unitNames", units)
                .addObject("takesFiles", desks.behind(filled.form()).takesFiles(filled.form()))
                .addObject("unnamed", desks.behind(filled.form()).isUnnamed(filled.form()))
                .addObject("challenge", challenge.ask())
                .addObject("refusals", refusals);
    }

    private static List<Refusal> ofQuestion(Question question, List<Refusal> refusals) {
        return refusals.stream()
                .filter(refusal -> question.name().equals(refusal.field()))
                .toList();
    }

    /** Answers stand in fields called {@code a.…}, apart from what the page itself needs. */
    static Map<String, String> answers(Map<String, String> sent) {
        var answers = new HashMap<String, String>();
        sent.forEach((name, text) -> {
            if (name.startsWith("a.")) {
                answers.put(name.substring(2), text);
            }
        });
        return answers;
    }

    static List<Incoming.File> enclosed(MultipartFile @Nullable [] files) {
        return files == null
                ? List.of()
                : Arrays.stream(files)
                        .filter(file -> !file.isEmpty())
                        .map(file -> {
                            try {
                                return new Incoming.File(String.valueOf(file.getOriginalFilename()), file.getBytes());
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        })
                        .toList();
    }
}
