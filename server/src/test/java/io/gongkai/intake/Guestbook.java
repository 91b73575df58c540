package io.gongkai.intake;

import io.gongkai.calendar.Limit;
import io.gongkai.shared.Refusal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** The plainest desk there can be: it writes down what comes, and shows it to its sender. */
@Component
public class Guestbook implements Desk {

    private final ApplicationEventPublisher events;
    private final Map<TrackingCode, Tracked> entries = new ConcurrentHashMap<>();
    final List<Incoming> received = new CopyOnWriteArrayList<>();

    Guestbook(ApplicationEventPublisher events) {
        this.events = events;
    }

    @Override
    public List<String> doors() {
        return List.of("guestbook");
    }

    @Override
    public List<String> acts() {
        return List.of("guestbook-more");
    }

    @Override
    public List<Question> questions(String form, Map<String, String> answers) {
        if (form.equals("guestbook-more")) {
            return List.of(Question.text("text", true, 200));
        }
        var questions = new ArrayList<Question>();
        questions.add(Question.unit("unit"));
        questions.add(Question.choice("who", List.of("MEMBER", "OTHER")));
        if (answers.getOrDefault("who", "").equals("MEMBER")) {
            questions.add(Question.line("branch", true, 40));
        }
        questions.add(Question.subject("title", 40));
        questions.add(Question.text("text", false, 200));
        return questions;
    }

    @Override
    public @Nullable Limit promise(String door) {
        return Limit.TOPIC_ANSWER;
    }

    @Override
    public Optional<Refusal> receive(Incoming incoming) {
        if (incoming.answer("text").equals("break")) {
            throw new IllegalStateException("broken on purpose");
        }
        if (incoming.answer("text").equals("too late")) {
            return Optional.of(Refusal.of("intake.act.closed"));
        }
        received.add(incoming);
        entries.merge(
                incoming.code(),
                new Tracked(
                        "guestbook",
                        "1",
                        incoming.answer("unit"),
                        "unit",
                        incoming.answer("title"),
                        incoming.receivedOn(),
                        null,
                        List.of(step(incoming.receivedOn(), incoming.answer("text"))),
                        List.of(),
                        null,
                        List.of(),
                        List.of("guestbook-more")),
                (old, more) -> {
                    var steps = new ArrayList<>(old.steps());
                    steps.addAll(more.steps());
                    return new Tracked(
                            old.form(),
                            old.number(),
                            old.unitCode(),
                            old.unitName(),
                            old.title(),
                            old.receivedOn(),
                            null,
                            steps,
                            List.of(),
                            null,
                            old.files(),
                            old.acts());
                });
        events.publishEvent(new TrackedChanged(incoming.code()));
        return Optional.empty();
    }

    private static Tracked.Step step(LocalDate on, String text) {
        return new Tracked.Step(on, "intake.track.received", List.of(), text, true);
    }

    @Override
    public Optional<Tracked> tracked(TrackingCode code) {
        return Optional.ofNullable(entries.get(code));
    }

    @Override
    public List<TrackingCode> codes() {
        return List.copyOf(entries.keySet());
    }
}
