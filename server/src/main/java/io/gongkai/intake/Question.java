package io.gongkai.intake;

import io.gongkai.shared.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One thing that a form asks, answered with a text.
 *
 * @param longest most characters of an answer
 * @param choices codes to choose from; empty for the other types
 * @param speaksOfOthers may hold a third person's number, of which the sender is warned
 */
public record Question(
        String name, Type type, boolean required, int longest, List<String> choices, boolean speaksOfOthers) {

    public enum Type {
        /** An organization, by its code. */
        UNIT,
        /** Comes with the link that leads to the form, and is not asked. */
        GIVEN,
        CHOICE,
        LINE,
        TEXT
    }

    private static final int CODE = 60;

    public Question {
        choices = List.copyOf(choices);
    }

    public static Question unit(String name) {
        return new Question(name, Type.UNIT, true, CODE, List.of(), false);
    }

    public static Question given(String name) {
        return new Question(name, Type.GIVEN, true, CODE, List.of(), false);
    }

    public static Question choice(String name, List<String> choices) {
        return new Question(name, Type.CHOICE, true, CODE, choices, false);
    }

    public static Question line(String name, boolean required, int longest) {
        return new Question(name, Type.LINE, required, longest, List.of(), false);
    }

    /** Free text, read for numbers of third persons. */
    public static Question text(String name, boolean required, int longest) {
        return new Question(name, Type.TEXT, required, longest, List.of(), true);
    }

    /** A line about the matter, read for numbers of third persons. */
    public static Question subject(String name, int longest) {
        return new Question(name, Type.LINE, true, longest, List.of(), true);
    }

    public List<Refusal> refusals(String answer) {
        if (answer.isBlank()) {
            return required
                    ? List.of(Refusal.at(name, type == Type.CHOICE ? "intake.answer.choose" : "intake.answer.missing"))
                    : List.of();
        }
        if (answer.codePointCount(0, answer.length()) > longest) {
            return List.of(Refusal.at(
                    name, "intake.answer.long", longest, answer.codePointCount(0, answer.length()) - longest));
        }
        if (type == Type.CHOICE && !choices.contains(answer)) {
            return List.of(Refusal.at(name, "intake.answer.choose"));
        }
        return List.of();
    }

    /** Everything wrong with each answer by itself. */
    public static List<Refusal> refusals(List<Question> questions, Map<String, String> answers) {
        var refusals = new ArrayList<Refusal>();
        questions.forEach(question -> refusals.addAll(question.refusals(answers.getOrDefault(question.name(), ""))));
        return refusals;
    }
}
