package io.gongkai.opinion.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.People;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.document.Attachment;
import io.gongkai.document.Attachments;
import io.gongkai.document.HandOut;
import io.gongkai.opinion.ClosingKind;
import io.gongkai.opinion.Opinion;
import io.gongkai.opinion.OpinionFilter;
import io.gongkai.opinion.OpinionSource;
import io.gongkai.opinion.OpinionStatus;
import io.gongkai.opinion.Opinions;
import io.gongkai.opinion.Sender;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
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
import org.springframework.web.servlet.ModelAndView;

/** The register of opinions, the sheet on which one is written down, and the one page on which it goes its whole way. */
@Controller
class OpinionPages {

    private static final int PAGE = 50;

    private final Opinions opinions;
    private final Organizations organizations;
    private final People people;
    private final Attachments attachments;
    private final Authority authority;
    private final Sheets sheets;
    private final Clock clock;

    OpinionPages(
            Opinions opinions,
            Organizations organizations,
            People people,
            Attachments attachments,
            Authority authority,
            Sheets sheets,
            Clock clock) {
        this.opinions = opinions;
        this.organizations = organizations;
        this.people = people;
        this.attachments = attachments;
        this.authority = authority;
        this.sheets = sheets;
        this.clock = clock;
    }

    @GetMapping("/work/opinions")
    @Requires(Permission.READ_WORK)
    ModelAndView list(
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String cursor,
            Actor actor) {
        var filter = new OpinionFilter(
                Sheets.named(OpinionStatus.class, status),
                Sheets.named(OpinionSource.class, source),
                status.equals("OPEN"),
                status.equals("OVERDUE"),
                q);
        return new ModelAndView("opinion/list")
                .addObject("list", opinions.list(filter, PAGE, cursor, actor))
                .addObject("status", status)
                .addObject("source", source)
                .addObject("words", q)
                .addObject("paged", cursor != null)
                .addObject("mayReceive", actor.holds(Permission.RECEIVE_OPINION));
    }

    @GetMapping("/work/opinions/new")
    @Requires(Permission.RECEIVE_OPINION)
    ModelAndView sheet(
            @RequestParam(defaultValue = "") String organization,
            @RequestParam(defaultValue = "") String source,
            Actor actor) {
        var typed =
                new TypedOpinion(organization, source, LocalDate.now(clock).toString(), "", "", "YES", "", "", "", "");
        return sheet(HttpStatus.OK, typed, List.of(), actor);
    }

    @PostMapping("/work/opinions")
    @Requires(Permission.RECEIVE_OPINION)
    ModelAndView writeDown(@ModelAttribute TypedOpinion typed, Actor actor) {
        var grounds = new ArrayList<Refusal>();
        var written = sheets.read(typed, sheets.source(typed, grounds), grounds, actor);
        authority.require(actor.id(), Permission.RECEIVE_OPINION, written.organization());
        if (!grounds.isEmpty()) {
            grounds.addAll(opinions.refusals(written));
            return sheet(HttpStatus.UNPROCESSABLE_CONTENT, typed, grounds, actor);
        }
        return switch (opinions.writeDown(written, actor.id())) {
            case Outcome.Done<Opinion>(var opinion) -> done(opinion.id(), "written");
            case Outcome.Refused<Opinion>(var refusals) ->
                sheet(HttpStatus.UNPROCESSABLE_CONTENT, typed, refusals, actor);
        };
    }

    @GetMapping("/work/opinions/{id}")
    @Requires(Permission.READ_WORK)
    ModelAndView show(@PathVariable UUID id, @RequestParam(defaultValue = "") String done, Actor actor) {
        return show(HttpStatus.OK, id, List.of(), Map.of(), done, Optional.empty(), actor);
    }

    @GetMapping("/work/opinions/{id}/files/{attachment}")
    @Requires(Permission.READ_WORK)
    ResponseEntity<byte[]> file(@PathVariable UUID id, @PathVariable UUID attachment, Actor actor) {
        if (!opinions.get(id, actor.id()).files().contains(attachment)) {
            throw new NoSuchElementException("No file " + attachment);
        }
        Attachment file = attachments.find(List.of(attachment)).getFirst();
        return HandOut.of(file, attachments.bytes(attachment));
    }

    @PostMapping("/work/opinions/{id}/assign")
    @Requires(Permission.RECEIVE_OPINION)
    ModelAndView assign(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String holder,
            @RequestParam(defaultValue = "") String note,
            Actor actor) {
        var opinion = opinions.get(id, actor.id());
        var typed = Map.of("to", to, "holder", holder, "note", note);
        var unit = to.isBlank()
                ? Optional.of(opinion.handling())
                : organizations.find(to.strip()).map(one -> one.id());
        if (unit.isEmpty()) {
            return refused(id, List.of(Refusal.at("to", "opinion.organization.missing")), typed, actor);
        }
        var person = holder.isBlank() ? null : PersonId.of(holder);
        return answer(id, opinions.assign(id, unit.get(), person, note, actor.id()), typed, "ASSIGN", actor);
    }

    @PostMapping("/work/opinions/{id}/take-up")
    @Requires(Permission.HANDLE_OPINION)
    ModelAndView takeUp(@PathVariable UUID id, Actor actor) {
        opinions.takeUp(id, actor.id());
        return done(id, "TAKE_UP");
    }

    @PostMapping("/work/opinions/{id}/tell")
    @Requires(Permission.HANDLE_OPINION)
    ModelAndView tell(@PathVariable UUID id, @RequestParam(defaultValue = "") String tell, Actor actor) {
        return answer(id, opinions.tell(id, tell, actor.id()), Map.of("tell", tell), "TELL", actor);
    }

    @PostMapping("/work/opinions/{id}/close")
    @Requires(Permission.HANDLE_OPINION)
    ModelAndView close(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String words,
            Actor actor) {
        var chosen = Sheets.named(ClosingKind.class, kind);
        var typed = Map.of("kind", kind, "words", words);
        if (chosen == null) {
            return refused(id, List.of(Refusal.at("kind", "opinion.closing.choose")), typed, actor);
        }
        return answer(id, opinions.close(id, chosen, words, actor.id()), typed, "CLOSE", actor);
    }

    @PostMapping("/work/opinions/{id}/countersign")
    @Requires(Permission.COUNTERSIGN)
    ModelAndView countersign(@PathVariable UUID id, Actor actor) {
        return answer(id, opinions.countersign(id, actor.id()), Map.of(), "COUNTERSIGN", actor);
    }

    @PostMapping("/work/opinions/{id}/send-back")
    @Requires(Permission.COUNTERSIGN)
    ModelAndView sendBack(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason, Actor actor) {
        return answer(id, opinions.sendBack(id, reason, actor.id()), Map.of("reason", reason), "SEND_BACK", actor);
    }

    @PostMapping("/work/opinions/{id}/reply")
    @Requires(Permission.HANDLE_OPINION)
    ModelAndView reply(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "NO") String inPublic,
            @RequestParam(defaultValue = "") String question,
            Actor actor) {
        return answer(
                id,
                opinions.reply(id, text, inPublic.equals("YES"), question, actor.id()),
                Map.of("text", text, "inPublic", inPublic, "question", question),
                "REPLY",
                actor);
    }

    @PostMapping("/work/opinions/{id}/removal")
    @Requires(Permission.RECEIVE_OPINION)
    ModelAndView remove(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "0") int position,
            @RequestParam(defaultValue = "") String gone,
            @RequestParam(defaultValue = "") String why,
            Actor actor) {
        return answer(
                id,
                opinions.remove(id, position, gone, why, actor.id()),
                Map.of("gone", gone, "why", why),
                "REMOVE",
                actor);
    }

    /** Shown in the answer itself and nowhere else: there is no address under which a name can be looked up. */
    @PostMapping("/work/opinions/{id}/sender")
    @Requires(Permission.RECEIVE_OPINION)
    ModelAndView sender(@PathVariable UUID id, @RequestParam(defaultValue = "") String look, Actor actor) {
        return switch (opinions.sender(id, look, actor.id())) {
            case Outcome.Done<Optional<Sender>>(var sender) ->
                show(HttpStatus.OK, id, List.of(), Map.of(), sender.isEmpty() ? "nobody" : "", sender, actor);
            case Outcome.Refused<Optional<Sender>>(var refusals) -> refused(id, refusals, Map.of("look", look), actor);
        };
    }

    private ModelAndView answer(
            UUID id, Outcome<Opinion> outcome, Map<String, String> typed, String step, Actor actor) {
        return switch (outcome) {
            case Outcome.Done<Opinion> _ -> done(id, step);
            case Outcome.Refused<Opinion>(var refusals) -> refused(id, refusals, typed, actor);
        };
    }

    private ModelAndView refused(UUID id, List<Refusal> refusals, Map<String, String> typed, Actor actor) {
        return show(HttpStatus.UNPROCESSABLE_CONTENT, id, refusals, typed, "", Optional.empty(), actor);
    }

    private static ModelAndView done(UUID id, String what) {
        return new ModelAndView("redirect:/work/opinions/" + id).addObject("done", what);
    }

    private ModelAndView show(
            HttpStatus status,
            UUID id,
            List<Refusal> refusals,
            Map<String, String> typed,
            String done,
            Optional<Sender> sender,
            Actor actor) {
        var opinion = opinions.get(id, actor.id());
        return new ModelAndView("opinion/show", status)
                .addObject("opinion", opinion)
                .addObject("deadline", opinions.deadline(opinion))
                .addObject("desk", OpinionView.of(opinion, opinions, authority, actor))
                .addObject("holders", holders(opinion))
                .addObject("units", sheets.units(actor))
                .addObject("looks", opinions.looks(id, actor.id()))
                .addObject("files", attachments.find(opinion.files()))
                .addObject("sender", sender.orElse(null))
                .addObject("refusals", refusals)
                .addObject("typed", typed)
                .addObject("done", done);
    }

    private Map<String, String> holders(Opinion opinion) {
        return people.names(opinions.handlers(opinion.handling())).entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().toString(), Map.Entry::getValue, (one, _) -> one, LinkedHashMap::new));
    }

    private ModelAndView sheet(HttpStatus status, TypedOpinion typed, List<Refusal> refusals, Actor actor) {
        return new ModelAndView("opinion/sheet", status)
                .addObject("typed", typed)
                .addObject("units", sheets.units(actor))
                .addObject("today", LocalDate.now(clock))
                .addObject("refusals", refusals);
    }
}
