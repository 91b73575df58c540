package io.gongkai.portal.web;

import io.gongkai.intake.PersonalNumbers;
import io.gongkai.intake.Question;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A form as far as it is filled in. All of it travels in the page itself: nothing is kept about a reader before they send.
 *
 * @param questions as they are asked, given these answers
 * @param checked the answers were all looked over once, so that a change leads back there
 */
public record Filled(String form, List<Question> questions, Map<String, String> answers, boolean checked) {

    public Filled {
        questions = List.copyOf(questions);
        answers = Map.copyOf(answers);
    }

    /** Numbers of persons in one answer, with the question in which they stand. */
    public record Warning(Question question, List<PersonalNumbers.Finding> findings) {

        public Warning {
            findings = List.copyOf(findings);
        }
    }

    public String answer(Question question) {
        return answers.getOrDefault(question.name(), "");
    }

    /** Position of a question, from 1. */
    public int number(Question question) {
        return asked().indexOf(question) + 1;
    }

    public List<Warning> warnings() {
        return questions.stream()
                .filter(Question::speaksOfOthers)
                .map(question -> new Warning(question, PersonalNumbers.in(answer(question))))
                .filter(warning -> !warning.findings().isEmpty())
                .toList();
    }

    @Nullable
    Question named(String name) {
        return questions.stream()
                .filter(question -> question.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Those that are put to the reader. */
    public List<Question> asked() {
        return questions.stream()
                .filter(question -> question.type() != Question.Type.GIVEN)
                .toList();
    }

    /** Null after the last. */
    @Nullable
    Question after(@Nullable Question question) {
        var next = question == null ? 0 : asked().indexOf(question) + 1;
        return next < asked().size() ? asked().get(next) : null;
    }

    /** Null before the first. */
    @Nullable
    Question before(@Nullable Question question) {
        var last = question == null ? asked().size() - 1 : asked().indexOf(question) - 1;
        return last >= 0 ? asked().get(last) : null;
    }
}
