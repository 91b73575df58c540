package io.gongkai.statistics.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.document.Attachment;
import io.gongkai.document.Attachments;
import io.gongkai.document.HandOut;
import io.gongkai.ledger.Measure;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import io.gongkai.statistics.RecordedFact;
import io.gongkai.statistics.RecordedFacts;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** Facts recorded by hand: the list, one fact, the form. */
@Controller
public class FactPages {

    private static final int FACTS_PER_PAGE = 50;
    private static final int UNITS_MAX = 1000;

    /** What was typed, as it was typed: it comes back with the form when something is refused. */
    public record Typed(
            @Nullable String organization,
            @Nullable String measure,
            @Nullable String on,
            @Nullable String quantity,
            @Nullable String base,
            @Nullable String until,
            @Nullable String title,
            @Nullable String evidence) {

        /** Never null, for the fields of the form. */
        public String value(@Nullable String typed) {
            return typed == null ? "" : typed;
        }
    }

    private final RecordedFacts facts;
    private final Organizations organizations;
    private final Attachments attachments;
    private final Authority authority;
    private final Clock clock;

    FactPages(
            RecordedFacts facts,
            Organizations organizations,
            Attachments attachments,
            Authority authority,
            Clock clock) {
        this.facts = facts;
        this.organizations = organizations;
        this.attachments = attachments;
        this.authority = authority;
        this.clock = clock;
    }

    @GetMapping("/work/facts")
    @Requires(Permission.READ_WORK)
    ModelAndView list(
            @RequestParam(defaultValue = "") String organization,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "") String done,
            Actor actor) {
        var own = organizations.all(actor.where(Permission.READ_WORK));
        var chosen = organization.isBlank()
                ? own.stream().findFirst().orElse(null)
                : organizations
                        .findEver(organization)
                        .orElseThrow(() -> new NoSuchElementException("No organization " + organization));
        var slice = chosen == null ? null : facts.list(chosen.id(), FACTS_PER_PAGE, cursor, actor.id());
        return new ModelAndView("statistics/facts")
                .addObject("own", own)
                .addObject("chosen", chosen)
                .addObject("facts", slice == null ? List.<RecordedFact>of() : slice.items())
                .addObject("next", slice == null ? null : slice.next())
                .addObject("first", cursor == null)
                .addObject("done", done.equals("recorded"));
    }

    @GetMapping("/work/facts/new")
    @Requires(Permission.RECORD_FACT)
    ModelAndView form(
            @RequestParam(defaultValue = "") String organization,
            @RequestParam(defaultValue = "") String measure,
            Actor actor) {
        var typed = new Typed(organization, measure, LocalDate.now(clock).toString(), "1", "", "", "", "");
        return form(HttpStatus.OK, typed, List.of(), actor);
    }

    @PostMapping("/work/facts")
    @Requires(Permission.RECORD_FACT)
    ModelAndView create(
            @ModelAttribute Typed typed,
            @RequestParam(required = false) @Nullable MultipartFile attachment,
            @RequestParam(defaultValue = "") String again,
            Actor actor) {
        var grounds = new ArrayList<Refusal>();
        var recording = read(typed, grounds, actor);
        if (!grounds.isEmpty()) {
            var unread = grounds.stream().map(Refusal::field).collect(Collectors.toSet());
            facts.grounds(recording).stream()
                    .filter(ground -> !unread.contains(ground.field()))
                    .forEach(grounds::add);
            return form(HttpStatus.UNPROCESSABLE_CONTENT, typed, grounds, actor);
        }
        authority.require(actor.id(), Permission.RECORD_FACT, recording.organization());
        grounds.addAll(facts.grounds(recording));
        var file = grounds.isEmpty() ? Upload.store(attachments, attachment, actor.id(), grounds) : null;
        if (!grounds.isEmpty()) {
            return form(HttpStatus.UNPROCESSABLE_CONTENT, typed, grounds, actor);
        }
        return switch (facts.record(withFile(recording, file), actor.id())) {
            case Outcome.Done<UUID> _
            when !again.isEmpty() ->
                new ModelAndView("redirect:/work/facts/new")
                        .addObject("organization", typed.value(typed.organization()))
                        .addObject("measure", typed.value(typed.measure()));
            case Outcome.Done<UUID> _ ->
                new ModelAndView("redirect:/work/facts")
                        .addObject("organization", typed.value(typed.organization()))
                        .addObject("done", "recorded");
            case Outcome.Refused<UUID>(var refusals) -> form(HttpStatus.UNPROCESSABLE_CONTENT, typed, refusals, actor);
        };
    }

    @GetMapping("/work/facts/{id}")
    @Requires(Permission.READ_WORK)
    ModelAndView show(@PathVariable UUID id, @RequestParam(defaultValue = "") String done, Actor actor) {
        return show(HttpStatus.OK, id, List.of(), "", done, actor);
    }

    @PostMapping("/work/facts/{id}/cancellation")
    @Requires(Permission.RECORD_FACT)
    ModelAndView cancel(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason, Actor actor) {
        return switch (facts.cancel(id, reason, actor.id())) {
            case Outcome.Done<UUID> _ -> done(id, "cancelled");
            case Outcome.Refused<UUID>(var refusals) ->
                show(HttpStatus.UNPROCESSABLE_CONTENT, id, refusals, reason, "", actor);
        };
    }

    @PostMapping("/work/facts/{id}/end")
    @Requires(Permission.RECORD_FACT)
    ModelAndView end(@PathVariable UUID id, @RequestParam(defaultValue = "") String until, Actor actor) {
        var grounds = new ArrayList<Refusal>();
        var day = day(until, "until", "statistics.fact.until.missing", grounds);
        if (day == null) {
            return show(HttpStatus.UNPROCESSABLE_CONTENT, id, grounds, "", "", actor);
        }
        return switch (facts.end(id, day, actor.id())) {
            case Outcome.Done<UUID> _ -> done(id, "ended");
            case Outcome.Refused<UUID>(var refusals) ->
                show(HttpStatus.UNPROCESSABLE_CONTENT, id, refusals, "", "", actor);
        };
    }

    @GetMapping("/work/facts/{id}/attachment")
    @Requires(Permission.READ_WORK)
    ResponseEntity<byte[]> attachment(@PathVariable UUID id, Actor actor) {
        var file = file(facts.get(id, actor.id()));
        if (file == null) {
            throw new NoSuchElementException("Fact %s has no attachment".formatted(id));
        }
        return HandOut.of(file, attachments.bytes(file.id()));
    }

    private ModelAndView show(
            HttpStatus status, UUID id, List<Refusal> refusals, String reason, String done, Actor actor) {
        var fact = facts.get(id, actor.id());
        return new ModelAndView("statistics/fact", status)
                .addObject("fact", fact)
                .addObject("file", file(fact))
                .addObject("mayChange", authority.may(actor.id(), Permission.RECORD_FACT, fact.organization()))
                .addObject("refusals", refusals)
                .addObject("reason", reason)
                .addObject("done", done);
    }

    private static ModelAndView done(UUID id, String what) {
        return new ModelAndView("redirect:/work/facts/" + id).addObject("done", what);
    }

    private ModelAndView form(HttpStatus status, Typed typed, List<Refusal> refusals, Actor actor) {
        return new ModelAndView("statistics/fact-form", status)
                .addObject("typed", typed)
                .addObject("units", units(actor))
                .addObject("refusals", refusals)
                .addObject("today", LocalDate.now(clock));
    }

    /** Every organization for which the person may record, code to name, those below indented. */
    private Map<String, String> units(Actor actor) {
        var units = new LinkedHashMap<String, String>();
        var own = organizations.all(actor.where(Permission.RECORD_FACT));
        own.forEach(one -> units.put(one.code(), one.name()));
        for (var one : own) {
            organizations
                    .list(new Organizations.Filter(one.id(), null, null), UNITS_MAX, null)
                    .items()
                    .forEach(below -> units.putIfAbsent(below.code(), "　" + below.name()));
        }
        return units;
    }

    /** What can be read of it, with stand-ins for what cannot, so that all other grounds show at once too. */
    private RecordedFacts.Recording read(Typed typed, List<Refusal> grounds, Actor actor) {
        var organization = organizations
                .findEver(typed.value(typed.organization()).strip())
                .map(Organization::id)
                .orElse(null);
        if (organization == null) {
            grounds.add(Refusal.at("organization", "statistics.fact.organization"));
        }
        var measure = Arrays.stream(Measure.values())
                .filter(one -> one.name().equals(typed.measure()))
                .findFirst()
                .orElse(null);
        if (measure == null) {
            grounds.add(Refusal.at("measure", "statistics.fact.measure.missing"));
        }
        var on = day(typed.value(typed.on()), "on", "statistics.fact.on.missing", grounds);
        var quantity = number(typed.value(typed.quantity()), "quantity", grounds);
        var base = typed.value(typed.base()).isBlank() ? null : number(typed.value(typed.base()), "base", grounds);
        var until = typed.value(typed.until()).isBlank()
                ? null
                : day(typed.value(typed.until()), "until", "statistics.fact.until.missing", grounds);
        var standIn = actor.where(Permission.RECORD_FACT).iterator().next();
        return recording(organization == null ? standIn : organization, measure, on, quantity, base, until, typed);
    }

    private RecordedFacts.Recording recording(
            OrganizationId organization,
            @Nullable Measure measure,
            @Nullable LocalDate on,
            @Nullable Long quantity,
            @Nullable Long base,
            @Nullable LocalDate until,
            Typed typed) {
        return new RecordedFacts.Recording(
                organization,
                measure == null ? Measure.FORUM : measure,
                on == null ? LocalDate.now(clock) : on,
                quantity == null ? 1 : quantity,
                base,
                until,
                typed.value(typed.title()),
                typed.value(typed.evidence()),
                null);
    }

    private static RecordedFacts.Recording withFile(RecordedFacts.Recording recording, @Nullable UUID file) {
        return new RecordedFacts.Recording(
                recording.organization(),
                recording.measure(),
                recording.on(),
                recording.quantity(),
                recording.base(),
                recording.until(),
                recording.title(),
                recording.evidence(),
                file);
    }

    private @Nullable Attachment file(RecordedFact fact) {
        return fact.attachment() == null
                ? null
                : attachments.find(List.of(fact.attachment())).stream()
                        .findFirst()
                        .orElse(null);
    }

    private static @Nullable LocalDate day(String typed, String field, String code, List<Refusal> grounds) {
        try {
            return LocalDate.parse(typed.strip());
        } catch (DateTimeParseException e) {
            grounds.add(Refusal.at(field, code));
            return null;
        }
    }

    private static @Nullable Long number(String typed, String field, List<Refusal> grounds) {
        try {
            return Long.valueOf(typed.strip());
        } catch (NumberFormatException e) {
            grounds.add(Refusal.at(field, "statistics.fact.quantity.missing"));
            return null;
        }
    }
}
