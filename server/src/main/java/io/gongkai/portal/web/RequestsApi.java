package io.gongkai.portal.web;

import io.gongkai.account.OpenToAll;
import io.gongkai.calendar.KeptDeadline;
import io.gongkai.intake.Tracked;
import io.gongkai.intake.TrackingCode;
import io.gongkai.portal.Letterbox;
import io.gongkai.request.RequestForm;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Asking for disclosure and following it for programs, through the same letterbox as the pages. */
@RestController
@RequestMapping("/api/v1/requests")
@OpenToAll
class RequestsApi {

    private final Letterbox letterbox;
    private final Throttle throttle;
    private final Messages messages;

    RequestsApi(Letterbox letterbox, Throttle throttle, Messages messages) {
        this.letterbox = letterbox;
        this.throttle = throttle;
        this.messages = messages;
    }

    /**
     * What is asked.
     *
     * @param organization code of the one that is asked
     * @param applicant MEMBER, RESIDENT or ORGANIZATION
     * @param branch of a member
     * @param way ONLINE where absent, COLLECT or POST
     */
    record Sent(
            @Nullable String organization,
            @Nullable String applicant,
            @Nullable String branch,
            @Nullable String name,
            @Nullable String contact,
            @Nullable String title,
            @Nullable String content,
            @Nullable String way) {

        Map<String, String> answers() {
            var answers = new HashMap<String, String>();
            put(answers, RequestForm.UNIT, organization);
            put(answers, RequestForm.WHO, applicant);
            put(answers, RequestForm.BRANCH, branch);
            put(answers, RequestForm.NAME, name);
            put(answers, RequestForm.CONTACT, contact);
            put(answers, RequestForm.TITLE, title);
            put(answers, RequestForm.CONTENT, content);
            put(answers, RequestForm.WAY, way == null ? "ONLINE" : way);
            return answers;
        }

        private static void put(Map<String, String> answers, String name, @Nullable String answer) {
            if (answer != null) {
                answers.put(name, answer);
            }
        }
    }

    /** @param dueOn by when it is answered; null where no day is promised yet */
    record Receipt(
            String trackingCode,
            LocalDate receivedOn,
            @Nullable LocalDate dueOn) {}

    record Step(LocalDate on, String what, String text, boolean bySender) {}

    record Answer(LocalDate on, String outcome, String text) {}

    record File(UUID id, String name, String mediaType, long size, String url) {}

    /**
     * As its applicant sees it.
     *
     * @param number in the register; null while it is on its way to the office
     * @param dueOn null while the clock stands still or no day was promised
     */
    record Case(
            String trackingCode,
            @Nullable String number,
            @Nullable String organization,
            @Nullable String title,
            LocalDate receivedOn,
            @Nullable LocalDate dueOn,
            List<Step> steps,
            @Nullable Answer answer,
            List<File> files) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Receipt send(@RequestBody Sent sent, HttpServletRequest request) {
        throttle.sent(request);
        return switch (letterbox.send(RequestForm.DOOR, sent.answers(), List.of())) {
            case Outcome.Done<Letterbox.Receipt>(var receipt) ->
                new Receipt(receipt.code().text(), receipt.receivedOn(), receipt.dueOn());
            case Outcome.Refused<Letterbox.Receipt>(var refusals) -> throw new RefusedException(refusals);
        };
    }

    @GetMapping("/{trackingCode}")
    Case show(@PathVariable String trackingCode, HttpServletRequest request) {
        throttle.lookedUp(request);
        var code = TrackingCode.typed(trackingCode).orElseThrow(RequestsApi::unknown);
        var tracked = letterbox.tracked(code).filter(one -> one.form().equals(RequestForm.DOOR));
        return tracked.map(one -> whole(code, one, request))
                .or(() -> onItsWay(code))
                .orElseThrow(RequestsApi::unknown);
    }

    private Optional<Case> onItsWay(TrackingCode code) {
        return letterbox.onTheirWay(code).stream()
                .filter(waiting -> waiting.form().equals(RequestForm.DOOR))
                .findFirst()
                .map(waiting -> new Case(
                        code.text(),
                        null,
                        null,
                        null,
                        waiting.receivedOn(),
                        waiting.dueOn(),
                        List.of(),
                        null,
                        List.of()));
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
                        : new Answer(answer.on(), answer.outcome().replaceFirst(".*\\.", ""), answer.text()),
                tracked.files().stream()
                        .map(file -> new File(
                                file.id(),
                                file.name(),
                                file.mediaType(),
                                file.size(),
                                "/track/" + code.text() + "/files/" + file.id()))
                        .toList());
    }

    private static NoSuchElementException unknown() {
        return new NoSuchElementException("No request of this code");
    }
}
