package io.gongkai.channel.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.catalog.ChannelType;
import io.gongkai.channel.Deliveries;
import io.gongkai.channel.Delivery;
import io.gongkai.disclosure.Disclosures;
import io.gongkai.organization.Facility;
import io.gongkai.organization.Organization;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Records where and when publications were shown, one by one or as an edition that carries several. */
@Controller
class DeliveryPages {

    private static final int MOST_CANDIDATES = 100;
    private static final int PAST_ISSUES = 30;

    private final Deliveries deliveries;
    private final Disclosures disclosures;
    private final Organizations organizations;
    private final Authority authority;
    private final Clock clock;

    DeliveryPages(
            Deliveries deliveries,
            Disclosures disclosures,
            Organizations organizations,
            Authority authority,
            Clock clock) {
        this.deliveries = deliveries;
        this.disclosures = disclosures;
        this.organizations = organizations;
        this.authority = authority;
        this.clock = clock;
    }

    @GetMapping("/work/publications/{id}/deliveries")
    @Requires(Permission.READ_WORK)
    ModelAndView of(@PathVariable UUID id, Actor actor) {
        return shown(id, List.of(), "", null, actor, HttpStatus.OK);
    }

    @PostMapping("/work/publications/{id}/deliveries")
    @Requires(Permission.RECORD_DELIVERY)
    ModelAndView deliver(
            @PathVariable UUID id,
            @RequestParam ChannelType channel,
            @RequestParam(defaultValue = "") String on,
            @RequestParam(defaultValue = "") String place,
            Actor actor) {
        var day = day(on);
        if (day.isEmpty()) {
            return shown(
                    id,
                    List.of(Refusal.at("on", "channel.deliver.future")),
                    place,
                    channel,
                    actor,
                    HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return switch (deliveries.deliver(id, channel, day.get(), place, actor.id())) {
            case Outcome.Done<Delivery> _ -> new ModelAndView("redirect:/work/publications/" + id + "/deliveries");
            case Outcome.Refused<Delivery>(var refusals) ->
                shown(id, refusals, place, channel, actor, HttpStatus.UNPROCESSABLE_CONTENT);
        };
    }

    /** Where the evidence of a return leads: among the showings of what was shown. */
    @GetMapping("/work/deliveries/{id}")
    @Requires(Permission.READ_WORK)
    String one(@PathVariable UUID id, Actor actor) {
        var publication = deliveries.publicationShownIn(id);
        deliveries.showable(publication, actor.id());
        return "redirect:/work/publications/%s/deliveries#shown-%s".formatted(publication, id);
    }

    /** An edition with what it carried. */
    @GetMapping("/work/issues/{id}")
    @Requires(Permission.READ_WORK)
    ModelAndView edition(@PathVariable UUID id, Actor actor) {
        var issue = deliveries.issue(id, actor.id());
        var carried = disclosures.publications(deliveries.carriedBy(id)).stream()
                .map(publication -> new IssueView.Carried(
                        publication.id(),
                        publication.current().title(),
                        publication.standing(),
                        disclosures.mayRead(publication, actor.id())))
                .toList();
        return new ModelAndView("channel/edition")
                .addObject("view", new IssueView(issue, organizations.get(issue.organization()), carried));
    }

    @GetMapping("/work/issues/new")
    @Requires(Permission.RECORD_DELIVERY)
    ModelAndView begin(
            @RequestParam(defaultValue = "") String organization,
            @RequestParam(defaultValue = "BOARD") ChannelType channel,
            @RequestParam(defaultValue = "false") boolean done,
            Actor actor) {
        return issue(where(organization, actor), channel, "", "", List.of(), List.of(), done, actor, HttpStatus.OK);
    }

    @PostMapping("/work/issues")
    @Requires(Permission.RECORD_DELIVERY)
    ModelAndView issue(
            @RequestParam String organization,
            @RequestParam ChannelType channel,
            @RequestParam(defaultValue = "") String on,
            @RequestParam(defaultValue = "") String place,
            @RequestParam(defaultValue = "") List<UUID> publications,
            Actor actor) {
        var where = where(organization, actor);
        var day = day(on);
        if (day.isEmpty()) {
            return issue(
                    where,
                    channel,
                    on,
                    place,
                    publications,
                    List.of(Refusal.at("on", "channel.deliver.future")),
                    false,
                    actor,
                    HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return switch (deliveries.issue(where.id(), channel, day.get(), place, publications, actor.id())) {
            case Outcome.Done<List<Delivery>> _ ->
                new ModelAndView(
                        "redirect:/work/issues/new?done=true&organization=" + where.code() + "&channel=" + channel);
            case Outcome.Refused<List<Delivery>>(var refusals) ->
                issue(
                        where,
                        channel,
                        on,
                        place,
                        publications,
                        refusals,
                        false,
                        actor,
                        HttpStatus.UNPROCESSABLE_CONTENT);
        };
    }

    private ModelAndView shown(
            UUID id,
            List<Refusal> refusals,
            String place,
            @Nullable ChannelType failed,
            Actor actor,
            HttpStatus status) {
        var publication = deliveries.showable(id, actor.id());
        var of = deliveries.of(id);
        var done = of.stream().map(Delivery::channel).collect(Collectors.toSet());
        var mayRecord = publication.standing()
                && authority.may(actor.id(), Permission.RECORD_DELIVERY, publication.organization());
        return new ModelAndView("channel/shown", status)
                .addObject("publication", publication)
                .addObject("organization", organizations.get(publication.organization()))
                .addObject("deliveries", of)
                .addObject(
                        "planned",
                        mayRecord
                                ? publication.channels().stream()
                                        .filter(channel -> !done.contains(channel) || !channel.appearsInIssues())
                                        .toList()
                                : List.of())
                .addObject("refusals", refusals)
                .addObject("place", place)
                .addObject("failed", failed)
                .addObject("today", LocalDate.now(clock).toString());
    }

    private ModelAndView issue(
            Organization where,
            ChannelType channel,
            String on,
            String place,
            List<UUID> chosen,
            List<Refusal> refusals,
            boolean done,
            Actor actor,
            HttpStatus status) {
        return new ModelAndView("channel/issue", status)
                .addObject("organization", where)
                .addObject("channel", channel)
                .addObject("on", on.isEmpty() ? LocalDate.now(clock).toString() : on)
                .addObject("place", place)
                .addObject("chosen", chosen)
                .addObject("candidates", deliveries.candidates(where.id(), channel, MOST_CANDIDATES, actor.id()))
                .addObject(
                        "places",
                        organizations.facilities(where.id()).stream()
                                .filter(facility -> facility.kind().name().equals(channel.name()))
                                .map(Facility::name)
                                .toList())
                .addObject("past", deliveries.issues(where.id(), PAST_ISSUES, actor.id()))
                .addObject("refusals", refusals)
                .addObject("done", done);
    }

    private Organization where(String code, Actor actor) {
        return code.isEmpty()
                ? actor.where(Permission.RECORD_DELIVERY).stream()
                        .findFirst()
                        .map(organizations::get)
                        .orElseThrow()
                : organizations.find(code).orElseThrow();
    }

    private static Optional<LocalDate> day(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(text.strip()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
