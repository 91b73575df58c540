package io.gongkai.request;

import io.gongkai.calendar.Limit;
import io.gongkai.document.Attachments;
import io.gongkai.intake.Desk;
import io.gongkai.intake.Incoming;
import io.gongkai.intake.Question;
import io.gongkai.intake.Tracked;
import io.gongkai.intake.TrackingCode;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The public's side of requests: the form, what an applicant may still do, and what an applicant is shown. */
@Component
@Order(1)
class RequestDesk implements Desk {

    private static final String COMPLETE = "request-complete";
    private static final String RATE = "request-rate";
    private static final String REVIEW = "request-review";
    private static final String ESCALATE = "request-escalate";
    private static final String WITHDRAW = "request-withdraw";

    private static final String WORDS = "words";
    private static final String SATISFIED = "satisfied";
    private static final int LONGEST = 1000;

    private final Requests requests;
    private final Organizations organizations;
    private final Attachments attachments;

    RequestDesk(Requests requests, Organizations organizations, Attachments attachments) {
        this.requests = requests;
        this.organizations = organizations;
        this.attachments = attachments;
    }

    @Override
    public List<String> doors() {
        return List.of(RequestForm.DOOR);
    }

    @Override
    public List<String> acts() {
        return List.of(COMPLETE, RATE, REVIEW, ESCALATE, WITHDRAW);
    }

    @Override
    public List<Question> questions(String form, Map<String, String> answers) {
        return switch (form) {
            case RequestForm.DOOR -> RequestForm.questions(answers);
            case COMPLETE, REVIEW, ESCALATE -> List.of(Question.text(WORDS, true, LONGEST));
            case RATE ->
                List.of(Question.choice(SATISFIED, List.of("YES", "NO")), Question.text(WORDS, false, LONGEST));
            default -> List.of(Question.text(WORDS, false, LONGEST));
        };
    }

    @Override
    public List<Refusal> refusals(String form, Map<String, String> answers, Map<String, String> rules) {
        return form.equals(RequestForm.DOOR) ? RequestForm.refusals(answers, RequestForm.circle(rules)) : List.of();
    }

    @Override
    public Map<String, String> rules(UUID county) {
        return RequestForm.rules(requests.circle(new OrganizationId(county)));
    }

    @Override
    public @Nullable Limit promise(String door) {
        return Limit.REQUEST_DECISION;
    }

    @Override
    public boolean takesFiles(String form) {
        return form.equals(RequestForm.DOOR) || form.equals(COMPLETE);
    }

    @Override
    public Optional<Refusal> receive(Incoming incoming) {
        var code = incoming.code();
        var text = incoming.answer(WORDS);
        var on = incoming.receivedOn();
        return switch (incoming.form()) {
            case RequestForm.DOOR -> open(incoming);
            case COMPLETE -> requests.complete(code, text, stored(incoming), on);
            case RATE -> requests.rate(code, incoming.answer(SATISFIED).equals("YES"), text, on);
            case REVIEW, ESCALATE -> requests.escalate(code, text);
            default -> requests.withdraw(code, text);
        };
    }

    /** Refused only where the organization is no more by the time it arrives. */
    private Optional<Refusal> open(Incoming incoming) {
        var organization = organizations.find(incoming.answer(RequestForm.UNIT));
        if (organization.isEmpty()) {
            return Optional.of(Refusal.of("intake.answer.unit"));
        }
        requests.receive(
                RequestForm.read(
                        organization.get().id(),
                        RequestDoor.ONLINE,
                        incoming.answers(),
                        incoming.receivedOn(),
                        stored(incoming)),
                incoming.code(),
                null);
        return Optional.empty();
    }

    private List<UUID> stored(Incoming incoming) {
        return incoming.files().stream()
                .map(file -> attachments
                        .store(file.name(), file.bytes(), null)
                        .orThrow()
                        .id())
                .toList();
    }

    @Override
    public List<TrackingCode> codes() {
        return requests.codes();
    }

    @Override
    public Optional<Tracked> tracked(TrackingCode code) {
        return requests.find(code).map(request -> tracked(requests.dossier(request)));
    }

    private Tracked tracked(Dossier dossier) {
        var request = dossier.request();
        var unit = organizations.get(request.handler());
        return new Tracked(
                RequestForm.DOOR,
                request.registered(),
                unit.code(),
                unit.name(),
                request.title(),
                request.receivedOn(),
                dossier.clock(),
                dossier.steps().stream()
                        .filter(taken -> taken.step().isTold())
                        .map(taken -> step(dossier, taken))
                        .toList(),
                ahead(request.status()),
                answer(dossier),
                dossier.files().stream()
                        .filter(file -> file.kind() != Dossier.File.Kind.SENT)
                        .filter(file -> isToldOf(dossier, file))
                        .map(file -> new Tracked.File(
                                file.attachment().id(),
                                file.attachment().name(),
                                file.attachment().mediaType(),
                                file.attachment().size()))
                        .toList(),
                acts(request));
    }

    private Tracked.Step step(Dossier dossier, Dossier.Taken taken) {
        var at = organizations.get(taken.at()).name();
        var key = "request.told." + taken.step();
        return switch (taken.step()) {
            case RECEIVE ->
                new Tracked.Step(taken.on(), key, List.of(at), dossier.request().text(), taken.bySender());
            case FORWARD -> {
                var to = organizations
                        .get(Objects.requireNonNull(taken.passed()).to())
                        .name();
                yield new Tracked.Step(taken.on(), key, List.of(at, to), taken.told(), taken.bySender());
            }
            default -> new Tracked.Step(taken.on(), key, List.of(at), taken.told(), taken.bySender());
        };
    }

    /** What belongs to a reply goes out with the reply, not with its draft; what was reversed stays with the applicant. */
    private static boolean isToldOf(Dossier dossier, Dossier.File file) {
        if (file.reply() == null) {
            return true;
        }
        var reply = dossier.reply(file.reply());
        return reply != null && reply.decidedOn() != null && (reply.isVoid() || isDelivered(dossier.request()));
    }

    private static boolean isDelivered(DisclosureRequest request) {
        return request.status() != RequestStatus.DECIDED;
    }

    private static Tracked.@Nullable Answer answer(Dossier dossier) {
        var decision = dossier.decision();
        if (decision == null || decision.decidedOn() == null || !isDelivered(dossier.request())) {
            return null;
        }
        var words = new ArrayList<String>();
        for (var part : List.of(decision.text(), decision.ground(), decision.pointer())) {
            if (!part.isEmpty()) {
                words.add(part);
            }
        }
        return new Tracked.Answer(
                decision.decidedOn(), "RequestOutcome." + decision.outcome(), String.join("\n", words));
    }

    private static List<String> ahead(RequestStatus status) {
        return switch (status) {
            case RECEIVED -> List.of("request.ahead.accept", "request.ahead.reply");
            case NEEDS_COMPLETION -> List.of("request.ahead.complete", "request.ahead.reply");
            case ACCEPTED, EXTENDED -> List.of("request.ahead.reply");
            case THIRD_PARTY_CONSULTED -> List.of("request.ahead.hear", "request.ahead.reply");
            case DECIDED -> List.of("request.ahead.deliver");
            case ESCALATED -> List.of("request.ahead.review");
            case DELIVERED, RATED -> List.of();
        };
    }

    private List<String> acts(DisclosureRequest request) {
        var open = requests.openToApplicant(request);
        var acts = new ArrayList<String>();
        if (open.contains(RequestStep.COMPLETE)) {
            acts.add(COMPLETE);
        }
        if (open.contains(RequestStep.RATE)) {
            acts.add(RATE);
        }
        if (open.contains(RequestStep.ESCALATE)) {
            acts.add(request.decision() == null ? ESCALATE : REVIEW);
        }
        if (open.contains(RequestStep.WITHDRAW)) {
            acts.add(WITHDRAW);
        }
        return acts;
    }
}
