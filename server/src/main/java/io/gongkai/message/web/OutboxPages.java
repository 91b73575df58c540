package io.gongkai.message.web;

import io.gongkai.account.Actor;
import io.gongkai.account.People;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.message.Medium;
import io.gongkai.message.MessageMove;
import io.gongkai.message.MessageStatus;
import io.gongkai.message.Outbox;
import io.gongkai.message.SentMessage;
import io.gongkai.organization.Organization;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

/** The outbox and its dead letters, for whoever keeps the gateways. No address and no text is shown. */
@Controller
class OutboxPages {

    private static final int PAGE = 50;

    private final Outbox outbox;
    private final MessageCounty counties;
    private final Organizations organizations;
    private final People people;

    OutboxPages(Outbox outbox, MessageCounty counties, Organizations organizations, People people) {
        this.outbox = outbox;
        this.counties = counties;
        this.organizations = organizations;
        this.people = people;
    }

    @GetMapping("/work/messages")
    @Requires(Permission.MANAGE_MESSAGES)
    ModelAndView list(
            @RequestParam(required = false) @Nullable Medium medium,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(required = false) @Nullable UUID cursor,
            @RequestParam(required = false) @Nullable Integer hurried,
            Actor actor) {
        var county = counties.of(actor, Permission.MANAGE_MESSAGES);
        var dead = status.equals(OutboxView.DEAD);
        var filter = new Outbox.Filter(medium, state(status), dead);
        var slice = outbox.list(county.id(), filter, PAGE, cursor, actor.id());
        return new ModelAndView("message/outbox")
                .addObject(
                        "outbox",
                        new OutboxView(
                                county,
                                slice.items(),
                                names(slice.items()),
                                medium,
                                status,
                                cursor == null,
                                slice.next(),
                                hurried));
    }

    @PostMapping("/work/messages/of/{code}/hurry")
    @Requires(Permission.MANAGE_MESSAGES)
    String hurry(@PathVariable String code, Actor actor) {
        return "redirect:/work/messages?hurried="
                + outbox.tryNow(counties.of(code).id(), actor.id());
    }

    @GetMapping("/work/messages/{message}")
    @Requires(Permission.MANAGE_MESSAGES)
    ModelAndView show(@PathVariable UUID message, Actor actor) {
        return page(message, actor, List.of());
    }

    @PostMapping("/work/messages/{message}/again")
    @Requires(Permission.MANAGE_MESSAGES)
    ModelAndView again(@PathVariable UUID message, Actor actor) {
        return switch (outbox.sendAgain(message, actor.id())) {
            case Outcome.Done<UUID> _ -> new ModelAndView("redirect:/work/messages/" + message);
            case Outcome.Refused<UUID>(var refusals) -> page(message, actor, refusals);
        };
    }

    /** What is no state filters nothing. */
    private static @Nullable MessageStatus state(String status) {
        return Arrays.stream(MessageStatus.values())
                .filter(one -> one.name().equals(status))
                .findFirst()
                .orElse(null);
    }

    private ModelAndView page(UUID id, Actor actor, List<Refusal> refusals) {
        var details = outbox.details(id, actor.id());
        var persons = new HashSet<PersonId>();
        details.moves().stream().map(MessageMove::by).filter(Objects::nonNull).forEach(persons::add);
        var to = details.message().person();
        if (to != null) {
            persons.add(to);
        }
        return new ModelAndView("message/show", refusals.isEmpty() ? HttpStatus.OK : HttpStatus.CONFLICT)
                .addObject("details", details)
                .addObject(
                        "sender",
                        organizations.get(details.message().organization()).name())
                .addObject("names", people.names(persons))
                .addObject("refusals", refusals);
    }

    private Map<UUID, String> names(List<SentMessage> messages) {
        var ids = messages.stream().map(SentMessage::organization).distinct().toList();
        return organizations.all(ids).stream()
                .collect(Collectors.toMap(one -> one.id().value(), Organization::name, (one, _) -> one));
    }
}
