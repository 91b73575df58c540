package io.gongkai.opinion.survey.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.opinion.survey.CopyIssue;
import io.gongkai.opinion.survey.Handouts;
import io.gongkai.opinion.survey.Round;
import io.gongkai.opinion.survey.SlipCode;
import io.gongkai.opinion.survey.Surveys;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import io.gongkai.web.PortalAddress;
import io.gongkai.web.QrCode;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What goes out in a round and comes back: slips with codes, numbered copies, and the pages to print them from. */
@Controller
public class HandoutPages {

    /** A slip to be cut out. */
    public record PrintedSlip(SlipCode code, QrCode qr) {}

    private final Surveys surveys;
    private final Handouts handouts;
    private final Organizations organizations;
    private final Authority authority;
    private final Clock clock;
    private final PortalAddress portal;

    HandoutPages(
            Surveys surveys,
            Handouts handouts,
            Organizations organizations,
            Authority authority,
            Clock clock,
            PortalAddress portal) {
        this.surveys = surveys;
        this.handouts = handouts;
        this.organizations = organizations;
        this.authority = authority;
        this.clock = clock;
        this.portal = portal;
    }

    @GetMapping("/work/surveys/{id}/slips")
    @Requires(Permission.RUN_SURVEY)
    ModelAndView slips(@PathVariable UUID id, Actor actor) {
        return slips(runnable(id, actor), "", "", List.of());
    }

    /** Answers with the sheets to print: this is the only time that anybody sees the codes. */
    @PostMapping("/work/surveys/{id}/slips")
    @Requires(Permission.RUN_SURVEY)
    ModelAndView printSlips(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String organization,
            @RequestParam(defaultValue = "") String count,
            Actor actor,
            HttpServletResponse response) {
        var round = runnable(id, actor);
        return switch (handouts.printSlips(id, organization, Typed.number(count), actor.id())) {
            case Outcome.Done<Handouts.Printed>(var printed) -> {
                response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                yield new ModelAndView("opinion/survey/slips")
                        .addObject("printed", printed)
                        .addObject("address", portal.typed("/survey"))
                        .addObject(
                                "slips",
                                printed.codes().stream()
                                        .map(code ->
                                                new PrintedSlip(code, QrCode.of(portal.of("/survey/" + code.text()))))
                                        .toList());
            }
            case Outcome.Refused<Handouts.Printed>(var refusals) -> slips(round, organization, count, refusals);
        };
    }

    @PostMapping("/work/surveys/{id}/slips/{batch}/voiding")
    @Requires(Permission.RUN_SURVEY)
    ModelAndView voidSlips(@PathVariable UUID id, @PathVariable int batch, Actor actor) {
        handouts.voidSlips(id, batch, actor.id());
        return new ModelAndView("redirect:/work/surveys/" + id + "/slips");
    }

    @GetMapping("/work/surveys/{id}/copies")
    @Requires(Permission.RUN_SURVEY)
    ModelAndView copies(@PathVariable UUID id, Actor actor) {
        return copies(runnable(id, actor), "", "", LocalDate.now(clock).toString(), "", List.of());
    }

    @PostMapping("/work/surveys/{id}/copies")
    @Requires(Permission.RUN_SURVEY)
    ModelAndView issue(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String organization,
            @RequestParam(defaultValue = "") String count,
            @RequestParam(defaultValue = "") String on,
            @RequestParam(defaultValue = "") String recipient,
            Actor actor) {
        var round = runnable(id, actor);
        var day = Typed.day(on);
        if (day == null) {
            return copies(round, organization, count, on, recipient, List.of(Refusal.at("on", "survey.copies.day")));
        }
        return switch (handouts.issue(id, organization, Typed.number(count), day, recipient, actor.id())) {
            case Outcome.Done<CopyIssue> _ -> new ModelAndView("redirect:/work/surveys/" + id + "/copies");
            case Outcome.Refused<CopyIssue>(var refusals) ->
                copies(round, organization, count, on, recipient, refusals);
        };
    }

    /** The copies of one hand-out, each on a sheet of its own. */
    @GetMapping("/work/surveys/issues/{issue}/print")
    @Requires(Permission.RUN_SURVEY)
    ModelAndView print(@PathVariable UUID issue, Actor actor) {
        var found = handouts.issue(issue);
        return new ModelAndView("opinion/survey/copies-print")
                .addObject("round", runnable(found.round(), actor))
                .addObject("issue", found)
                .addObject(
                        "numbers",
                        IntStream.rangeClosed(found.first(), found.last())
                                .boxed()
                                .toList());
    }

    @GetMapping("/work/surveys/issues/{issue}/cancellation")
    @Requires(Permission.RUN_SURVEY)
    ModelAndView cancellation(@PathVariable UUID issue, Actor actor) {
        return cancellation(handouts.issue(issue), "", List.of(), actor);
    }

    @PostMapping("/work/surveys/issues/{issue}/cancellation")
    @Requires(Permission.RUN_SURVEY)
    ModelAndView cancel(@PathVariable UUID issue, @RequestParam(defaultValue = "") String reason, Actor actor) {
        return switch (handouts.cancelIssue(issue, reason, actor.id())) {
            case Outcome.Done<UUID>(var round) -> new ModelAndView("redirect:/work/surveys/" + round + "/copies");
            case Outcome.Refused<UUID>(var refusals) -> cancellation(handouts.issue(issue), reason, refusals, actor);
        };
    }

    @GetMapping("/work/surveys/{id}/returned")
    @Requires(Permission.RUN_SURVEY)
    ModelAndView returned(@PathVariable UUID id, Actor actor) {
        return returned(runnable(id, actor), "", LocalDate.now(clock).toString(), List.of());
    }

    @PostMapping("/work/surveys/{id}/returned")
    @Requires(Permission.RUN_SURVEY)
    ModelAndView takeBack(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String numbers,
            @RequestParam(defaultValue = "") String on,
            Actor actor) {
        var round = runnable(id, actor);
        var day = Typed.day(on);
        if (day == null) {
            return returned(round, numbers, on, List.of(Refusal.at("on", "survey.copies.day")));
        }
        return switch (handouts.takeBack(id, numbers, day, actor.id())) {
            case Outcome.Done<Integer> _ -> RoundPages.to(id);
            case Outcome.Refused<Integer>(var refusals) -> returned(round, numbers, on, refusals);
        };
    }

    private Round runnable(UUID id, Actor actor) {
        var round = surveys.get(id, actor.id());
        authority.require(actor.id(), Permission.RUN_SURVEY, round.organization());
        return round;
    }

    private ModelAndView slips(Round round, String organization, String count, List<Refusal> refusals) {
        var batches = handouts.batches(round);
        var names = new LinkedHashMap<Integer, String>();
        batches.forEach(batch -> names.put(
                batch.number(), organizations.get(batch.organization()).name()));
        return RoundPages.view("slips-form", refusals)
                .addObject("round", round)
                .addObject("choices", framed(round))
                .addObject("batches", batches)
                .addObject("names", names)
                .addObject("organization", organization)
                .addObject("count", count);
    }

    private ModelAndView copies(
            Round round, String organization, String count, String on, String recipient, List<Refusal> refusals) {
        return RoundPages.view("copies", refusals)
                .addObject("round", round)
                .addObject("choices", round.kind().isSurvey() ? framed(round) : below(round))
                .addObject("issues", handouts.issues(round))
                .addObject("organization", organization)
                .addObject("count", count)
                .addObject("on", on)
                .addObject("recipient", recipient)
                .addObject("today", LocalDate.now(clock));
    }

    private ModelAndView cancellation(CopyIssue issue, String reason, List<Refusal> refusals, Actor actor) {
        return RoundPages.view("cancellation", refusals)
                .addObject("round", runnable(issue.round(), actor))
                .addObject("issue", issue)
                .addObject("reason", reason);
    }

    private ModelAndView returned(Round round, String numbers, String on, List<Refusal> refusals) {
        return RoundPages.view("returned", refusals)
                .addObject("round", round)
                .addObject("issues", handouts.issues(round))
                .addObject("numbers", numbers)
                .addObject("on", on)
                .addObject("today", LocalDate.now(clock));
    }

    private Map<String, String> framed(Round round) {
        var choices = new LinkedHashMap<String, String>();
        surveys.groups(round).stream()
                .filter(group -> group.population() > 0)
                .forEach(group -> choices.put(group.code(), group.name()));
        return choices;
    }

    private Map<String, String> below(Round round) {
        var choices = new LinkedHashMap<String, String>();
        choices.put(round.organizationCode(), round.organizationName());
        organizations
                .list(new Organizations.Filter(round.organization(), null, null), 1000, null)
                .items()
                .forEach(one -> choices.putIfAbsent(one.code(), one.name()));
        return choices;
    }
}
