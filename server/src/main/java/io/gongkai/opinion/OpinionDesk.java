package io.gongkai.opinion;

import io.gongkai.calendar.Limit;
import io.gongkai.document.Attachments;
import io.gongkai.intake.Desk;
import io.gongkai.intake.Incoming;
import io.gongkai.intake.Question;
import io.gongkai.intake.Tracked;
import io.gongkai.intake.TrackingCode;
import io.gongkai.shared.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Takes in opinions from the public side, and shows a sender what has become of one. */
@Component
@Order(30)
class OpinionDesk implements Desk {

    /** The sender gives a name, which the accepting office alone sees. */
    static final String CONFIDENTIAL = "opinion";

    /** The sender gives nothing. */
    static final String ANONYMOUS = "opinion-anonymous";

    private static final String MORE = "opinion-more";
    private static final String AGAIN = "opinion-again";

    private final Opinions opinions;
    private final Attachments attachments;

    OpinionDesk(Opinions opinions, Attachments attachments) {
        this.opinions = opinions;
        this.attachments = attachments;
    }

    @Override
    public List<String> doors() {
        return List.of(CONFIDENTIAL, ANONYMOUS);
    }

    @Override
    public List<String> acts() {
        return List.of(MORE, AGAIN);
    }

    @Override
    public List<Question> questions(String form, Map<String, String> answers) {
        if (form.equals(MORE) || form.equals(AGAIN)) {
            return List.of(Question.text("words", true, Opinions.TEXT_MAX));
        }
        var questions = new ArrayList<>(List.of(
                Question.unit("unit"),
                Question.subject("title", Opinions.TITLE_MAX),
                Question.text("words", true, Opinions.TEXT_MAX),
                Question.choice("open", List.of("YES", "NO"))));
        if (form.equals(CONFIDENTIAL)) {
            questions.add(Question.line("name", true, Sender.NAME_MAX));
            questions.add(Question.line("contact", true, Sender.CONTACT_MAX));
            questions.add(Question.line("home", false, Sender.HOME_MAX));
        }
        return questions;
    }

    /** For whoever sends in the dark no day is promised: it begins to count when it is carried in. */
    @Override
    public @Nullable Limit promise(String door) {
        return door.equals(CONFIDENTIAL) ? Limit.OPINION_REPLY : null;
    }

    @Override
    public boolean isUnnamed(String form) {
        return form.equals(ANONYMOUS);
    }

    @Override
    public boolean keepsItsPromise() {
        return opinions.keepsItsPromise();
    }

    /** A file says when, where and by whom it was made. */
    @Override
    public boolean takesFiles(String form) {
        return form.equals(CONFIDENTIAL);
    }

    @Override
    public Optional<Refusal> receive(Incoming incoming) {
        return switch (incoming.form()) {
            case CONFIDENTIAL -> taken(incoming, SpeakingMode.CONFIDENTIAL);
            case ANONYMOUS -> taken(incoming, SpeakingMode.ANONYMOUS);
            case MORE ->
                opinions.goOn(incoming.code(), OpinionStep.ADD, incoming.receivedOn(), incoming.answer("words"));
            default ->
                opinions.goOn(incoming.code(), OpinionStep.REOPEN, incoming.receivedOn(), incoming.answer("words"));
        };
    }

    private Optional<Refusal> taken(Incoming incoming, SpeakingMode mode) {
        opinions.take(incoming, mode);
        return Optional.empty();
    }

    @Override
    public Optional<Tracked> tracked(TrackingCode code) {
        return opinions.ofCode(code).map(this::shown);
    }

    private Tracked shown(Opinion opinion) {
        var acts = new ArrayList<String>();
        if (opinion.may(OpinionStep.ADD)) {
            acts.add(MORE);
        }
        if (opinion.may(OpinionStep.REOPEN)) {
            acts.add(AGAIN);
        }
        var answer = opinion.answer();
        return new Tracked(
                opinion.mode() == SpeakingMode.ANONYMOUS ? ANONYMOUS : CONFIDENTIAL,
                opinion.number(),
                opinion.organizationCode(),
                opinion.organizationName(),
                opinion.title(),
                opinion.receivedOn(),
                opinions.deadline(opinion),
                opinion.events().stream()
                        .filter(event -> event.step() != OpinionStep.SEND_BACK
                                && event.step() != OpinionStep.PROPOSE_CLOSING
                                && event.step() != OpinionStep.RATE)
                        .map(event -> step(opinion, event))
                        .toList(),
                ahead(opinion.status()),
                answer == null || opinion.closing() == null
                        ? null
                        : new Tracked.Answer(answer.on(), "opinion.closing." + opinion.closing(), answer.text()),
                attachments.find(opinion.files()).stream()
                        .map(file -> new Tracked.File(file.id(), file.name(), file.mediaType(), file.size()))
                        .toList(),
                acts);
    }

    private static Tracked.Step step(Opinion opinion, Opinion.Event event) {
        return new Tracked.Step(
                event.on(),
                "opinion.step." + event.step(),
                List.of(opinion.handlingName()),
                event.step().isTold() ? event.text() : "",
                event.step().isTheSenders());
    }

    private static List<String> ahead(OpinionStatus status) {
        return switch (status) {
            case RECEIVED -> List.of("opinion.ahead.handling", "opinion.ahead.closing", "opinion.ahead.reply");
            case ASSIGNED, IN_PROGRESS, TO_COUNTERSIGN -> List.of("opinion.ahead.closing", "opinion.ahead.reply");
            case CLOSED -> List.of("opinion.ahead.reply");
            case REPLIED, RATED -> List.of();
        };
    }

    @Override
    public List<TrackingCode> codes() {
        return opinions.codes();
    }
}
