package io.gongkai.request.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.People;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.document.Attachment;
import io.gongkai.document.Attachments;
import io.gongkai.document.HandOut;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.request.Applicant;
import io.gongkai.request.DisclosureRequest;
import io.gongkai.request.Dossier;
import io.gongkai.request.Releases;
import io.gongkai.request.Reply;
import io.gongkai.request.RequestDoor;
import io.gongkai.request.RequestForm;
import io.gongkai.request.RequestOutcome;
import io.gongkai.request.RequestStatus;
import io.gongkai.request.RequestStep;
import io.gongkai.request.Requests;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.web.PortalAddress;
import io.gongkai.web.QrCode;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** The list of requests, the counter at which one is entered, and the one page on which it goes its whole way. */
@Controller
class RequestPages {

    private static final int PAGE = 50;

    private final Requests requests;
    private final Releases releases;
    private final Organizations organizations;
    private final Attachments attachments;
    private final Authority authority;
    private final People people;
    private final PortalAddress portal;
    private final Clock clock;

    RequestPages(
            Requests requests,
            Releases releases,
            Organizations organizations,
            Attachments attachments,
            Authority authority,
            People people,
            PortalAddress portal,
            Clock clock) {
        this.requests = requests;
        this.releases = releases;
        this.organizations = organizations;
        this.attachments = attachments;
        this.authority = authority;
        this.people = people;
        this.portal = portal;
        this.clock = clock;
    }

    @GetMapping("/work/requests")
    @Requires(Permission.READ_WORK)
    ModelAndView list(
            @RequestParam(defaultValue = "OPEN") String show,
            @RequestParam(defaultValue = "") String organization,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String cursor,
            Actor actor) {
        var shown = Arrays.stream(RequestView.Shown.values())
                .filter(one -> one.name().equals(show))
                .findFirst()
                .orElse(RequestView.Shown.OPEN);
        var under = organizations.find(organization);
        var statuses = EnumSet.allOf(RequestStatus.class);
        switch (shown) {
            case OPEN, LATE -> statuses.removeIf(RequestStatus::isAnswered);
            case ANSWERED -> statuses.removeIf(status -> !status.isAnswered());
            case ALL -> {}
        }
        var filter = new Requests.Filter(
                statuses,
                shown == RequestView.Shown.LATE,
                under.map(Organization::id).orElse(null),
                q);
        return new ModelAndView("request/list")
                .addObject("list", requests.list(filter, PAGE, cursor, actor))
                .addObject("show", shown.name())
                .addObject("organization", organization)
                .addObject("under", under.map(Organization::name).orElse(""))
                .addObject("words", q)
                .addObject("paged", cursor != null)
                .addObject("mayEnter", actor.holds(Permission.HANDLE_REQUEST));
    }

    // ------------------------------------------------------------------ the counter

    @GetMapping("/work/requests/new")
    @Requires(Permission.HANDLE_REQUEST)
    ModelAndView begin(@RequestParam(defaultValue = "") String organization, Actor actor) {
        var typed = new HashMap<String, String>();
        typed.put("receivedOn", LocalDate.now(clock).toString());
        typed.put(
                "organization",
                organization.isEmpty()
                        ? own(actor).keySet().stream().findFirst().orElse("")
                        : organization);
        return counter(typed, List.of(), actor, HttpStatus.OK);
    }

    @PostMapping("/work/requests")
    @Requires(Permission.HANDLE_REQUEST)
    ModelAndView enter(
            @RequestParam Map<String, String> typed,
            @RequestParam(required = false) @Nullable List<MultipartFile> files,
            Actor actor)
            throws IOException {
        var where = organizations
                .find(typed.getOrDefault("organization", ""))
                .orElseThrow(() -> new NoSuchElementException("No organization of this code"));
        authority.require(actor.id(), Permission.HANDLE_REQUEST, where.id());
        var refusals = new ArrayList<Refusal>();
        var stored = store(files, actor.id(), refusals);
        var receivedOn = day(typed.getOrDefault("receivedOn", ""));
        if (receivedOn == null) {
            refusals.add(Refusal.at("receivedOn", "request.enter.day", where.validFrom()));
        }
        if (receivedOn != null && refusals.isEmpty()) {
            switch (requests.enter(where.id(), door(typed), receivedOn, typed, stored, actor.id())) {
                case Outcome.Done<DisclosureRequest>(var entered) -> {
                    return done(entered.id(), "ENTER");
                }
                case Outcome.Refused<DisclosureRequest>(var grounds) -> refusals.addAll(grounds);
            }
        }
        return counter(typed, refusals, actor, HttpStatus.UNPROCESSABLE_CONTENT);
    }

    /** Handed to whoever asked at the counter; it bears the code, so that printing it is a look at who asks. */
    @GetMapping("/work/requests/{id}/receipt")
    @Requires(Permission.HANDLE_REQUEST)
    ModelAndView receipt(@PathVariable UUID id, Actor actor) {
        var dossier = requests.dossier(id, actor.id());
        var request = dossier.request();
        authority.require(actor.id(), Permission.HANDLE_REQUEST, request.handler());
        if (request.door() == RequestDoor.ONLINE) {
            throw new NoSuchElementException("Who asked online has the receipt already");
        }
        return new ModelAndView("request/receipt")
                .addObject("dossier", dossier)
                .addObject("asked", organizations.get(dossier.steps().getFirst().at()))
                .addObject("handler", organizations.get(request.handler()))
                .addObject("applicant", requests.applicant(id, actor.id()))
                .addObject("address", portal.typed("/track"))
                .addObject("qr", QrCode.of(portal.of("/track/" + request.code().text())));
    }

    private ModelAndView counter(Map<String, String> typed, List<Refusal> refusals, Actor actor, HttpStatus status) {
        return new ModelAndView("request/new", status)
                .addObject("typed", typed)
                .addObject("questions", RequestForm.questions(Map.of(RequestForm.WHO, "MEMBER")))
                .addObject("units", own(actor))
                .addObject("refusals", refusals);
    }

    /** Units for which the reader takes requests in: those of the appointments and the ones right below. */
    private Map<String, String> own(Actor actor) {
        var units = new LinkedHashMap<String, String>();
        var places = actor.where(Permission.HANDLE_REQUEST);
        organizations.all(places).forEach(unit -> units.put(unit.code(), unit.name()));
        places.stream()
                .flatMap(place -> organizations.children(place).stream())
                .forEach(unit -> units.put(unit.code(), unit.name()));
        return units;
    }

    // ------------------------------------------------------------------ the one page

    @GetMapping("/work/requests/{id}")
    @Requires(Permission.READ_WORK)
    ModelAndView show(@PathVariable UUID id, @RequestParam(defaultValue = "") String done, Actor actor) {
        return page(id, actor, null, null, Map.of(), List.of(), done, HttpStatus.OK);
    }

    /** Where the evidence of a return leads: to the request that was answered. */
    @GetMapping("/work/replies/{id}")
    @Requires(Permission.READ_WORK)
    String reply(@PathVariable UUID id, Actor actor) {
        return "redirect:/work/requests/" + requests.ofReply(id, actor.id());
    }

    @GetMapping("/work/requests/{id}/files/{attachment}")
    @Requires(Permission.READ_WORK)
    ResponseEntity<byte[]> file(@PathVariable UUID id, @PathVariable UUID attachment, Actor actor) {
        var file = requests.file(id, attachment, actor.id());
        return HandOut.of(file, attachments.bytes(file.id()));
    }

    @PostMapping("/work/requests/{id}/applicant")
    @Requires({Permission.HANDLE_REQUEST, Permission.DECIDE_REQUEST})
    ModelAndView look(@PathVariable UUID id, Actor actor) {
        var applicant = requests.applicant(id, actor.id());
        return page(id, actor, applicant, null, Map.of(), List.of(), "", HttpStatus.OK);
    }

    /** The steps of whoever handles it. */
    @PostMapping("/work/requests/{id}/handling")
    @Requires(Permission.HANDLE_REQUEST)
    ModelAndView handle(
            @PathVariable UUID id,
            @RequestParam RequestStep step,
            @RequestParam Map<String, String> typed,
            @RequestParam(required = false) @Nullable List<MultipartFile> files,
            Actor actor)
            throws IOException {
        var by = actor.id();
        var told = typed.getOrDefault("told", "");
        var note = typed.getOrDefault("note", "");
        var handler = requests.get(id, by).handler();
        if (!typed.getOrDefault("at", handler.toString()).equals(handler.toString())
                && authority.may(by, Permission.HANDLE_REQUEST, handler)) {
            // A superior with an old page would else accept in the name of the unit to which a colleague has just
            // passed it on.
            var where = organizations.get(handler).name();
            return refused(id, step, typed, actor, List.of(Refusal.of("request.elsewhere", where)));
        }
        return switch (step) {
            case ACCEPT -> after(id, step, typed, actor, requests.accept(id, note, by));
            case ASK_COMPLETION -> {
                var until = day(typed.getOrDefault("until", ""));
                yield after(
                        id,
                        step,
                        typed,
                        actor,
                        requests.askCompletion(id, told, until == null ? LocalDate.now(clock) : until, by));
            }
            case FORWARD -> after(id, step, typed, actor, requests.forward(id, typed.getOrDefault("to", ""), told, by));
            case CONSULT -> after(id, step, typed, actor, requests.consult(id, note, by));
            case HEAR ->
                after(id, step, typed, actor, requests.hear(id, !"SILENT".equals(typed.get("answered")), note, by));
            case DRAFT -> draft(id, typed, files, actor);
            case SETTLE -> {
                var words = words(typed);
                yield words == null
                        ? refused(id, step, typed, actor, noOutcome())
                        : after(id, step, typed, actor, requests.settle(id, words, by));
            }
            case LAPSE -> after(id, step, typed, actor, requests.lapse(id, by));
            case DELIVER -> after(id, step, typed, actor, requests.deliver(id, told, by));
            default -> throw new NoSuchElementException("Not a step of the handler: " + step);
        };
    }

    private ModelAndView draft(UUID id, Map<String, String> typed, @Nullable List<MultipartFile> files, Actor actor)
            throws IOException {
        var words = words(typed);
        if (words == null) {
            return refused(id, RequestStep.DRAFT, typed, actor, noOutcome());
        }
        authority.require(
                actor.id(),
                Permission.HANDLE_REQUEST,
                requests.get(id, actor.id()).handler());
        var refusals = new ArrayList<Refusal>();
        var stored = store(files, actor.id(), refusals);
        return refusals.isEmpty()
                ? after(id, RequestStep.DRAFT, typed, actor, requests.draft(id, words, stored, actor.id()))
                : refused(id, RequestStep.DRAFT, typed, actor, refusals);
    }

    /** The steps of whoever decides. */
    @PostMapping("/work/requests/{id}/decision")
    @Requires(Permission.DECIDE_REQUEST)
    ModelAndView decide(
            @PathVariable UUID id,
            @RequestParam RequestStep step,
            @RequestParam Map<String, String> typed,
            Actor actor) {
        var by = actor.id();
        var told = typed.getOrDefault("told", "");
        return switch (step) {
            case DECIDE -> after(id, step, typed, actor, requests.decide(id, by));
            case SEND_BACK -> after(id, step, typed, actor, requests.sendBack(id, typed.getOrDefault("note", ""), by));
            case EXTEND ->
                after(id, step, typed, actor, requests.extend(id, number(typed.get("workingDays")), told, by));
            case UPHOLD -> after(id, step, typed, actor, requests.uphold(id, told, by));
            case REVERSE -> after(id, step, typed, actor, requests.reverse(id, told, by));
            case TAKE_OVER -> after(id, step, typed, actor, requests.takeOver(id, told, by));
            default -> throw new NoSuchElementException("Not a step of the decider: " + step);
        };
    }

    /** Writes what everybody may read of it. */
    @PostMapping("/work/requests/{id}/publicity")
    @Requires(Permission.HANDLE_REQUEST)
    ModelAndView propose(@PathVariable UUID id, @RequestParam Map<String, String> typed, Actor actor) {
        var outcome = releases.propose(
                id,
                typed.getOrDefault("title", ""),
                typed.getOrDefault("question", ""),
                typed.getOrDefault("answer", ""),
                actor.id());
        return switch (outcome) {
            case Outcome.Done<UUID> _ -> done(id, "PROPOSE");
            case Outcome.Refused<UUID>(var refusals) ->
                page(id, actor, null, null, typed, refusals, "", HttpStatus.UNPROCESSABLE_CONTENT);
        };
    }

    /** Lets everybody read it, or takes it back with a reason. */
    @PostMapping("/work/requests/{id}/release")
    @Requires(Permission.DECIDE_REQUEST)
    ModelAndView release(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "false") boolean end,
            @RequestParam(defaultValue = "") String reason,
            Actor actor) {
        var outcome = end ? releases.end(id, reason, actor.id()) : releases.release(id, actor.id());
        return switch (outcome) {
            case Outcome.Done<UUID> _ -> done(id, end ? "END" : "RELEASE");
            case Outcome.Refused<UUID>(var refusals) ->
                page(id, actor, null, null, Map.of("reason", reason), refusals, "", HttpStatus.UNPROCESSABLE_CONTENT);
        };
    }

    private ModelAndView after(
            UUID id, RequestStep step, Map<String, String> typed, Actor actor, Outcome<DisclosureRequest> outcome) {
        return switch (outcome) {
            case Outcome.Done<DisclosureRequest> _ -> done(id, step.name());
            case Outcome.Refused<DisclosureRequest>(var refusals) -> refused(id, step, typed, actor, refusals);
        };
    }

    private ModelAndView refused(
            UUID id, RequestStep step, Map<String, String> typed, Actor actor, List<Refusal> refusals) {
        return page(id, actor, null, step, typed, refusals, "", HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private static ModelAndView done(UUID id, String what) {
        return new ModelAndView("redirect:/work/requests/" + id + "?done=" + what);
    }

    private ModelAndView page(
            UUID id,
            Actor actor,
            @Nullable Applicant applicant,
            @Nullable RequestStep tried,
            Map<String, String> typed,
            List<Refusal> refusals,
            String done,
            HttpStatus status) {
        var dossier = requests.dossier(id, actor.id());
        var request = dossier.request();
        var places = new LinkedHashMap<OrganizationId, Organization>();
        var ids = new LinkedHashSet<OrganizationId>(List.of(request.organization(), request.handler()));
        dossier.steps().forEach(step -> ids.add(step.at()));
        dossier.steps().stream()
                .map(Dossier.Taken::passed)
                .filter(Objects::nonNull)
                .forEach(passed -> ids.add(passed.to()));
        dossier.replies().stream()
                .map(Reply::decidedFor)
                .filter(Objects::nonNull)
                .forEach(ids::add);
        ids.forEach(one -> places.put(one, organizations.get(one)));
        var open = requests.openTo(request, actor.id());
        var mayLook = authority.may(actor.id(), Permission.HANDLE_REQUEST, request.handler())
                || authority.may(actor.id(), Permission.DECIDE_REQUEST, request.handler());
        return new ModelAndView("request/show", status)
                .addObject(
                        "view",
                        new RequestView(
                                dossier,
                                places,
                                people.names(hands(dossier)),
                                open,
                                open.contains(RequestStep.FORWARD) ? elsewhere(dossier) : Map.of(),
                                mayLook,
                                authority.may(actor.id(), Permission.HANDLE_REQUEST, request.handler()),
                                authority.may(actor.id(), Permission.DECIDE_REQUEST, request.handler())
                                        && (dossier.release() == null
                                                || dossier.release().releasedBy() != null
                                                || !dossier.release()
                                                        .proposedBy()
                                                        .equals(actor.id())),
                                applicant,
                                tried,
                                typed,
                                refusals,
                                done));
    }

    /** The nearest first: what is below the handler, beside it, above it, up to the offices of the county. */
    private Map<String, String> elsewhere(Dossier dossier) {
        var handler = dossier.request().handler();
        var passedOnBy = dossier.steps().stream()
                .filter(taken -> taken.passed() != null)
                .map(Dossier.Taken::at)
                .toList();
        var units = new LinkedHashMap<String, String>();
        for (var place : organizations.path(handler).reversed()) {
            Stream.concat(Stream.of(organizations.get(place)), organizations.children(place).stream())
                    .filter(unit -> !unit.id().equals(handler) && !passedOnBy.contains(unit.id()))
                    .forEach(unit -> units.putIfAbsent(unit.code(), unit.name()));
        }
        return units;
    }

    private static Set<PersonId> hands(Dossier dossier) {
        var hands = new LinkedHashSet<PersonId>();
        dossier.steps().stream().map(Dossier.Taken::by).filter(Objects::nonNull).forEach(hands::add);
        dossier.replies().forEach(reply -> {
            if (reply.draftedBy() != null) {
                hands.add(reply.draftedBy());
            }
            if (reply.decidedBy() != null) {
                hands.add(reply.decidedBy());
            }
        });
        dossier.looks().forEach(look -> hands.add(look.by()));
        if (dossier.release() != null) {
            hands.add(dossier.release().proposedBy());
        }
        return hands;
    }

    private List<UUID> store(@Nullable List<MultipartFile> files, PersonId by, List<Refusal> refusals)
            throws IOException {
        var stored = new ArrayList<UUID>();
        for (var file : files == null ? List.<MultipartFile>of() : files) {
            var name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
            if (name.isEmpty() && file.isEmpty()) {
                continue; // a browser sends the empty file field too
            }
            switch (attachments.store(name, file.getBytes(), by)) {
                case Outcome.Done<Attachment>(var attachment) -> stored.add(attachment.id());
                case Outcome.Refused<Attachment>(var grounds) -> refusals.addAll(grounds);
            }
        }
        return stored;
    }

    private static Reply.@Nullable Words words(Map<String, String> typed) {
        return Arrays.stream(RequestOutcome.values())
                .filter(outcome -> outcome.name().equals(typed.get("outcome")))
                .findFirst()
                .map(outcome -> new Reply.Words(
                        outcome,
                        typed.getOrDefault("text", ""),
                        typed.getOrDefault("ground", ""),
                        typed.getOrDefault("pointer", "")))
                .orElse(null);
    }

    private static List<Refusal> noOutcome() {
        return List.of(Refusal.at("outcome", "request.outcome.choose"));
    }

    private static RequestDoor door(Map<String, String> typed) {
        return Arrays.stream(RequestDoor.values())
                .filter(door -> door != RequestDoor.ONLINE)
                .filter(door -> door.name().equals(typed.get("door")))
                .findFirst()
                .orElse(RequestDoor.COUNTER);
    }

    /** What is no number is refused as one out of range. */
    private static int number(@Nullable String typed) {
        try {
            return Integer.parseInt(Objects.requireNonNullElse(typed, "").strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static @Nullable LocalDate day(String typed) {
        try {
            return LocalDate.parse(typed.strip());
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
