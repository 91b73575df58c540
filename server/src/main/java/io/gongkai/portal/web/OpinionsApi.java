package io.gongkai.portal.web;

import io.gongkai.account.OpenToAll;
import io.gongkai.calendar.KeptDeadline;
import io.gongkai.intake.Tracked;
import io.gongkai.intake.TrackingCode;
import io.gongkai.portal.Letterbox;
import io.gongkai.shared.Outcome;
import io.gongkai.web.Messages;
import io.gongkai.web.Pages;
import io.gongkai.web.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Giving an opinion and following it for programs, through the same letterbox as the pages. */
@RestController
@RequestMapping("/api/v1/opinions")
@OpenToAll
class OpinionsApi {

    private static final String CONFIDENTIAL = "opinion";
    private static final String ANONYMOUS = "opinion-anonymous";

    private final Letterbox letterbox;
    private final Throttle throttle;
    private final Messages messages;

    OpinionsApi(Letterbox letterbox, Throttle throttle, Messages messages) {
        this.letterbox = letterbox;
        this.throttle = throttle;
        this.messages = messages;
    }

    /**
     * What is said.
     *
     * @param organization code of the one that it is for
     * @param mode CONFIDENTIAL where absent, or ANONYMOUS, which takes no name
     * @param publicAnswer whether the answer may be public
     */
    record Sent(
            @Nullable String organization,
            @Nullable String mode,
            @Nullable String title,
            @Nullable String text,
            @Nullable Boolean publicAnswer,
            @Nullable String name,
            @Nullable String contact,
            @Nullable String home) {

        String door() {
            return "ANONYMOUS".equals(mode) ? ANONYMOUS : CONFIDENTIAL;
        }

        Map<String, String> answers() {
            var answers = new HashMap<String, String>();
            put(answers, "unit", organization);
            put(answers, "title", title);
            put(answers, "words", text);
            put(answers, "open", Boolean.TRUE.equals(publicAnswer) ? "YES" : "NO");
            if (door().equals(CONFIDENTIAL)) {
                put(answers, "name", name);
                put(answers, "contact", contact);
                put(answers, "home", home);
            }
            return answers;
        }

        private static void put(Map<String, String> answers, String name, @Nullable String answer) {
            if (answer != null) {
                answers.put(name, answer);
            }
        }
    }

    /**
     * The receipt.
     *
     * @param words the same as the code, of an anonymous one; empty otherwise
     * @param dueOn by when it is answered; null where no day is promised yet
     */
    record Receipt(
            String trackingCode,
            List<String> words,
            @Nullable LocalDate dueOn) {}

    record Step(LocalDate on, String what, String text, boolean bySender) {}

    record Answer(LocalDate on, String outcome, String text) {}

    /**
     * As its sender sees it.
     *
     * @param number in the register; null while it is on its way to the office
     */
    record Case(
            String trackingCode,
            @Nullable String number,
            @Nullable String organization,
            @Nullable String title,
            LocalDate receivedOn,
            @Nullable LocalDate dueOn,
            List<Step> steps,
            @Nullable Answer answer) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Receipt send(@RequestBody Sent sent, HttpServletRequest request) {
        throttle.sent(request);
        return switch (letterbox.send(sent.door(), sent.answers(), List.of())) {
            case Outcome.Done<Letterbox.Receipt>(var receipt) ->
                new Receipt(
                        receipt.code().text(),
                        sent.door().equals(ANONYMOUS) ? receipt.code().words() : List.of(),
                        receipt.dueOn());
            case Outcome.Refused<Letterbox.Receipt>(var refusals) -> throw new RefusedException(refusals);
        };
    }

    @GetMapping("/{trackingCode}")
    Case show(@PathVariable String trackingCode, HttpServletRequest request) {
        throttle.lookedUp(request);
        var code = TrackingCode.typed(trackingCode).orElseThrow(OpinionsApi::unknown);
        return letterbox
                .tracked(code)
                .filter(one -> isOpinion(one.form()))
                .map(one -> whole(code, one, request))
                .or(() -> onItsWay(code))
                .orElseThrow(OpinionsApi::unknown);
    }

    private Optional<Case> onItsWay(TrackingCode code) {
        return letterbox.onTheirWay(code).stream()
                .filter(waiting -> isOpinion(waiting.form()))
                .findFirst()
                .map(waiting -> new Case(
                        code.text(), null, null, null, waiting.receivedOn(), waiting.dueOn(), List.of(), null));
    }

    private Case whole(TrackingCode code, Tracked tracked, HttpServletRequest request) {
        var locale = Pages.locale(request);
        var answer = tracked.answer();
        return new Case(
                code.text(),
                tracked.number(),
                tracked.unitCode(),
                tracked.title(),
                tracked.receivedOn(),
                Optional.ofNullable(tracked.deadline()).map(KeptDeadline::dueOn).orElse(null),
                tracked.steps().stream()
                        .map(step -> new Step(
                                step.on(),
                                messages.text(locale, step.key(), step.facts().toArray()),
                                step.text(),
                                step.bySender()))
                        .toList(),
                answer == null
                        ? null
                        : new Answer(answer.on(), answer.outcome().replaceFirst(".*\\.", ""), answer.text()));
    }

    private static boolean isOpinion(String form) {
        return form.equals(CONFIDENTIAL) || form.equals(ANONYMOUS);
    }

    private static NoSuchElementException unknown() {
        return new NoSuchElementException("No opinion of this code");
    }
}
