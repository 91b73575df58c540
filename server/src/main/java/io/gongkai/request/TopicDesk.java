package io.gongkai.request;

import io.gongkai.calendar.Limit;
import io.gongkai.intake.Desk;
import io.gongkai.intake.Incoming;
import io.gongkai.intake.Question;
import io.gongkai.intake.Tracked;
import io.gongkai.intake.TrackingCode;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The public's side of topics: nominating one, seconding one, and what becomes of it. */
@Component
@Order(2)
class TopicDesk implements Desk {

    private static final String SECOND = "topic-second";
    private static final String RATE = "topic-rate";

    private static final String ABOUT = "about";
    private static final String NAME = "name";
    private static final String CONTACT = "contact";
    private static final String SATISFIED = "satisfied";
    private static final String WORDS = "words";
    private static final int LONGEST_LINE = 60;
    private static final int LONGEST = 1000;

    private final Topics topics;
    private final Organizations organizations;

    TopicDesk(Topics topics, Organizations organizations) {
        this.topics = topics;
        this.organizations = organizations;
    }

    @Override
    public List<String> doors() {
        return List.of(TopicForm.DOOR);
    }

    @Override
    public List<String> sideDoors() {
        return List.of(SECOND);
    }

    @Override
    public List<String> acts() {
        return List.of(RATE);
    }

    @Override
    public List<Question> questions(String form, Map<String, String> answers) {
        return switch (form) {
            case TopicForm.DOOR -> TopicForm.questions();
            case SECOND ->
                List.of(
                        Question.given(ABOUT),
                        Question.line(NAME, true, LONGEST_LINE),
                        Question.line(CONTACT, true, LONGEST_LINE));
            default -> List.of(Question.choice(SATISFIED, List.of("YES", "NO")), Question.text(WORDS, false, LONGEST));
        };
    }

    @Override
    public List<Refusal> refusals(String form, Map<String, String> answers, Map<String, String> rules) {
        return form.equals(SECOND) && parsed(answers.getOrDefault(ABOUT, "")).isEmpty()
                ? List.of(Refusal.of("topic.second.unknown"))
                : List.of();
    }

    @Override
    public @Nullable Limit promise(String door) {
        return Limit.TOPIC_ANSWER;
    }

    @Override
    public boolean takesFiles(String form) {
        return false;
    }

    @Override
    public Optional<Refusal> receive(Incoming incoming) {
        return switch (incoming.form()) {
            case TopicForm.DOOR -> open(incoming);
            case SECOND ->
                topics.second(
                        parsed(incoming.answer(ABOUT)).orElseThrow(),
                        incoming.code(),
                        incoming.answer(NAME),
                        incoming.answer(CONTACT),
                        incoming.receivedOn());
            default ->
                topics.rate(
                        incoming.code(),
                        incoming.answer(SATISFIED).equals("YES"),
                        incoming.answer(WORDS),
                        incoming.receivedOn());
        };
    }

    private Optional<Refusal> open(Incoming incoming) {
        var organization = organizations.find(incoming.answer(TopicForm.UNIT));
        if (organization.isEmpty()) {
            return Optional.of(Refusal.of("intake.answer.unit"));
        }
        topics.receive(
                TopicForm.read(organization.get().id(), RequestDoor.ONLINE, incoming.answers(), incoming.receivedOn()),
                incoming.code(),
                null);
        return Optional.empty();
    }

    @Override
    public List<TrackingCode> codes() {
        return topics.codes();
    }

    @Override
    public Optional<Tracked> tracked(TrackingCode code) {
        return topics.find(code).map(topic -> tracked(topics.dossier(topic), code));
    }

    /** Whoever seconded it reads what everybody reads; only whoever nominated it reads the own words again. */
    private Tracked tracked(Topic.Dossier dossier, TrackingCode code) {
        var topic = dossier.topic();
        var own = topic.code().equals(code);
        var unit = organizations.get(topic.organization());
        var steps = dossier.steps().stream()
                .filter(taken -> taken.step().isTold())
                .filter(taken -> own || taken.step() != TopicStep.RATE)
                .map(taken -> new Tracked.Step(
                        taken.on(),
                        "topic.told." + taken.step(),
                        List.of(unit.name()),
                        taken.step() == TopicStep.NOMINATE ? own ? topic.text() : "" : taken.told(),
                        taken.step() == TopicStep.NOMINATE || taken.step() == TopicStep.RATE))
                .toList();
        return new Tracked(
                own ? TopicForm.DOOR : SECOND,
                topic.registered(),
                unit.code(),
                unit.name(),
                own ? topic.title() : topic.publicTitle(),
                topic.receivedOn(),
                dossier.clock(),
                steps,
                topic.status().isOpen() ? List.of("topic.ahead.answer") : List.of(),
                answer(topic),
                List.of(),
                topics.mayRate(topic, code) ? List.of(RATE) : List.of());
    }

    private Tracked.@Nullable Answer answer(Topic topic) {
        if (topic.joinedTo() != null) {
            return answer(topics.byId(topic.joinedTo()));
        }
        return topic.answeredOn() == null || topic.status() == TopicStatus.DECLINED
                ? null
                : new Tracked.Answer(topic.answeredOn(), "TopicStatus." + topic.status(), topic.answer());
    }

    private static Optional<UUID> parsed(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
