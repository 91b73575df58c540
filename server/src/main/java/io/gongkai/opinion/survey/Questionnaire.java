package io.gongkai.opinion.survey;

import io.gongkai.shared.Refusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The questions of a round, in order, and what may be answered to them. Surveys and opinion forms alike. */
public record Questionnaire(List<Question> questions) {

    static final int MOST_QUESTIONS = 40;

    public Questionnaire {
        questions = List.copyOf(questions);
    }

    public Optional<Question> named(String name) {
        return questions.stream()
                .filter(question -> question.name().equals(name))
                .findFirst();
    }

    public boolean measures(Measured measured) {
        return questions.stream().anyMatch(question -> question.measured() == measured);
    }

    Questionnaire with(Question question) {
        var more = new ArrayList<>(questions);
        more.add(question);
        return new Questionnaire(more);
    }

    Questionnaire without(String name) {
        return new Questionnaire(questions.stream()
                .filter(question -> !question.name().equals(name))
                .toList());
    }

    /** A name that no question has had before the last one. */
    String nextName() {
        return "q"
                + (questions.stream()
                                .mapToInt(question ->
                                        Integer.parseInt(question.name().substring(1)))
                                .max()
                                .orElse(0)
                        + 1);
    }

    /**
     * Answers as they are kept, by name of the question: trimmed, what was chosen in the order of the options, nothing where
     * nothing was said. Two people who key the same paper come to the same.
     *
     * @param typed of each question what was typed or chosen, one or several
     */
    public Map<String, String> answers(Map<String, ? extends Collection<String>> typed) {
        var answers = new LinkedHashMap<String, String>();
        for (var question : questions) {
            var said = typed.get(question.name());
            var answer = said == null ? "" : answer(question, said);
            if (!answer.isEmpty()) {
                answers.put(question.name(), answer);
            }
        }
        return answers;
    }

    private static String answer(Question question, Collection<String> said) {
        if (!question.type().hasOptions()) {
            return said.stream().findFirst().orElse("").strip().replaceAll("\\s+", " ");
        }
        return said.stream()
                .filter(name -> !name.isEmpty())
                .distinct()
                .sorted(Comparator.comparingInt(name -> position(question, name)))
                .collect(Collectors.joining(Question.AND));
    }

    private static int position(Question question, String name) {
        return question.option(name).map(question.options()::indexOf).orElse(Integer.MAX_VALUE);
    }

    /** What is wrong with a sheet; fields are names of questions. */
    public List<Refusal> refusals(Map<String, String> answers) {
        var refusals = new ArrayList<>(refusalsOnPaper(answers));
        questions.stream()
                .filter(question -> question.required() && !answers.containsKey(question.name()))
                .map(question -> Refusal.at(
                        question.name(),
                        question.type().hasOptions() ? "survey.answer.choose" : "survey.answer.missing"))
                .forEach(refusals::add);
        return refusals;
    }

    /** The same for paper, where whoever filled it in may have left out anything. */
    public List<Refusal> refusalsOnPaper(Map<String, String> answers) {
        var refusals = new ArrayList<Refusal>();
        for (var question : questions) {
            var answer = answers.getOrDefault(question.name(), "");
            var chosen = question.chosen(answer);
            var unknown = chosen.stream().anyMatch(name -> question.option(name).isEmpty());
            if (unknown || chosen.size() > 1 && question.type() != Question.Type.SEVERAL) {
                refusals.add(Refusal.at(question.name(), "survey.answer.choose"));
            } else if (!question.type().hasOptions() && answer.length() > Question.TEXT_LENGTH_MAX) {
                refusals.add(Refusal.at(question.name(), "survey.answer.long", Question.TEXT_LENGTH_MAX));
            }
        }
        return refusals;
    }

    /** Names of the questions that two sheets answer differently. */
    static List<Question> differences(Questionnaire asked, Map<String, String> one, Map<String, String> other) {
        return asked.questions().stream()
                .filter(question ->
                        !one.getOrDefault(question.name(), "").equals(other.getOrDefault(question.name(), "")))
                .toList();
    }
}
