package io.gongkai.portal;

import io.gongkai.document.Attachments;
import io.gongkai.intake.Desks;
import io.gongkai.intake.Envelope;
import io.gongkai.intake.Incoming;
import io.gongkai.intake.Question;
import io.gongkai.intake.Seal;
import io.gongkai.intake.Tracked;
import io.gongkai.intake.TrackingCode;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The public side of the intake: puts down what the public sends, and shows a sender what has become of it. It works through
 * the portal role, on the internet too, where the work side may be hours away.
 */
@Service
public class Letterbox {

    private static final int MOST_FILES = 5;

    private final LetterboxStore store;
    private final Portal portal;
    private final Desks desks;
    private final Attachments attachments;
    private final Collector collector;
    private final JsonMapper json;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Letterbox(
            LetterboxStore store,
            Portal portal,
            Desks desks,
            Attachments attachments,
            Collector collector,
            JsonMapper json,
            Clock clock) {
        this.store = store;
        this.portal = portal;
        this.desks = desks;
        this.attachments = attachments;
        this.collector = collector;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What has been put down.
     *
     * @param dueOn by when it is answered, null where no day is promised
     */
    public record Receipt(
            TrackingCode code,
            LocalDate receivedOn,
            @Nullable LocalDate dueOn) {}

    /**
     * Something under a code that the work side has not taken in yet.
     *
     * @param dueOn by when it is answered, null where no day is promised
     * @param refused message key of why it will not be, null while it is on its way
     */
    public record OnItsWay(
            String form,
            LocalDate receivedOn,
            @Nullable LocalDate dueOn,
            @Nullable String refused) {}

    /** Opens a case through a door, or says everything that is wrong with it; fields are names of questions. */
    public Outcome<Receipt> send(String door, Map<String, String> answers, List<Incoming.File> files) {
        var desk = desks.behind(door);
        var trimmed = trimmed(answers, desk.questions(door, answers));
        var refusals = refusals(door, trimmed, files);
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var incoming = new Incoming(door, TrackingCode.random(random), LocalDate.now(clock), trimmed, files);
        if (desk.isUnnamed(door)) {
            if (!seal(incoming)) {
                return Outcome.refused(Refusal.of("intake.unnamed.closed"));
            }
            return Outcome.done(new Receipt(incoming.code(), incoming.receivedOn(), null));
        }
        var dueOn = promised(incoming);
        put(incoming, dueOn);
        return Outcome.done(new Receipt(incoming.code(), incoming.receivedOn(), dueOn));
    }

    /** Goes on with a case. */
    public Outcome<TrackingCode> act(
            TrackingCode code, String act, Map<String, String> answers, List<Incoming.File> files) {
        var tracked = tracked(code).orElseThrow(() -> new NoSuchElementException("No case of this code"));
        if (!tracked.acts().contains(act)) {
            return Outcome.refused(Refusal.of("intake.act.closed"));
        }
        var trimmed = trimmed(answers, desks.of(act).questions(act, answers));
        var refusals = refusals(act, trimmed, files);
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var incoming = new Incoming(act, code, LocalDate.now(clock), trimmed, files);
        if (!isUnnamed(tracked)) {
            put(incoming, null);
        } else if (!seal(incoming)) {
            return Outcome.refused(Refusal.of("intake.unnamed.closed"));
        }
        return Outcome.done(code);
    }

    /** Whether the sender of this case gave no name, and goes on without one. */
    public boolean isUnnamed(Tracked tracked) {
        return desks.of(tracked.form()).isUnnamed(tracked.form());
    }

    /**
     * Puts down an answer under a code that came from outside, on a slip. Whether it counts is decided inside: of two with the same
     * code, the first.
     */
    public void answer(String form, TrackingCode code, Map<String, String> answers) {
        put(new Incoming(form, code, LocalDate.now(clock), answers, List.of()), null);
    }

    /** What is wrong with the answers to a form, all of them or those up to a question. */
    public List<Refusal> refusals(String form, Map<String, String> answers, List<Incoming.File> files) {
        var desk = desks.of(form);
        var questions = desk.questions(form, answers);
        var refusals = new ArrayList<>(Question.refusals(questions, answers));
        questions.stream()
                .filter(question -> question.type() == Question.Type.UNIT)
                .filter(question -> portal.findUnit(answers.getOrDefault(question.name(), ""))
                        .filter(Unit::standing)
                        .isEmpty())
                .filter(question -> question.refusals(answers.getOrDefault(question.name(), ""))
                        .isEmpty())
                .forEach(question -> refusals.add(Refusal.at(question.name(), "intake.answer.unit")));
        if (refusals.isEmpty()) {
            refusals.addAll(desk.refusals(form, answers, rules(form, questions, answers)));
        }
        if (files.size() > MOST_FILES || !files.isEmpty() && !desk.takesFiles(form)) {
            refusals.add(Refusal.at("files", "intake.files.many", MOST_FILES));
        }
        files.forEach(file -> attachments
                .refusals(file.name(), file.bytes())
                .forEach(refusal -> refusals.add(new Refusal(refusal.code(), "files", refusal.details()))));
        return refusals;
    }

    private Map<String, String> rules(String form, List<Question> questions, Map<String, String> answers) {
        return questions.stream()
                .filter(question -> question.type() == Question.Type.UNIT)
                .flatMap(question -> portal.findUnit(answers.getOrDefault(question.name(), "")).stream())
                .findFirst()
                .flatMap(unit -> store.rules(unit.county(), form))
                .map(rules -> json.readValue(rules, new TypeReference<Map<String, String>>() {}))
                .orElse(Map.of());
    }

    /** What the sender of a case is shown; empty where the code opens nothing. */
    public Optional<Tracked> tracked(TrackingCode code) {
        return store.tracked(code.hash()).map(closed -> json.readValue(Seal.open(code, closed), Tracked.class));
    }

    /** What was sent under a code and is not taken in, the newest last. */
    public List<OnItsWay> onTheirWay(TrackingCode code) {
        return store.onTheirWay(code.hash());
    }

    /** @throws NoSuchElementException unless the sender of the case was given the file */
    public byte[] file(TrackingCode code, UUID id) {
        return store.file(code.hash(), id)
                .map(closed -> Seal.open(code, closed))
                .orElseThrow(() -> new NoSuchElementException("No file " + id));
    }

    /** Key of the signatures under challenges, the same on all nodes. */
    public byte[] challengeKey() {
        return store.challengeKey();
    }

    /** A blank envelope, to hide the others. */
    void cover() {
        seal(NightMail.Letter.BLANK);
    }

    private boolean seal(Incoming incoming) {
        return seal(new NightMail.Letter(incoming.form(), incoming.code().text(), incoming.answers()));
    }

    /** Whether there was a key to seal it with. One that goes just now has been replaced before, and never comes back. */
    private boolean seal(NightMail.Letter letter) {
        var content = json.writeValueAsBytes(letter);
        var key = store.sealingKey();
        while (key.isPresent()) {
            if (store.insertSealed(key.get().id(), Envelope.close(key.get().publicKey(), content))) {
                return true;
            }
            key = store.sealingKey();
        }
        return false;
    }

    private void put(Incoming incoming, @Nullable LocalDate dueOn) {
        store.insert(incoming, dueOn, json.writeValueAsString(incoming.answers()));
        collector.arrived();
    }

    private @Nullable LocalDate promised(Incoming incoming) {
        return desks.of(incoming.form()).questions(incoming.form(), incoming.answers()).stream()
                .filter(question -> question.type() == Question.Type.UNIT)
                .map(question -> portal.unit(incoming.answer(question.name())).county())
                .findFirst()
                .flatMap(county -> store.promise(county, incoming.form(), incoming.receivedOn()))
                .orElse(null);
    }

    private static Map<String, String> trimmed(Map<String, String> answers, List<Question> questions) {
        var trimmed = new HashMap<String, String>();
        questions.forEach(question -> {
            var answer = answers.getOrDefault(question.name(), "").strip();
            if (!answer.isEmpty()) {
                trimmed.put(question.name(), answer);
            }
        });
        return trimmed;
    }
}
