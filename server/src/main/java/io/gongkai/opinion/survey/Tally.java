package io.gongkai.opinion.survey;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What some sheets say, question by question.
 *
 * @param questions in order, those that ask for a choice
 */
public record Tally(int sheets, List<Answered> questions) {

    /**
     * @param answered sheets that answered it
     * @param chosen how often each option was chosen, in order of the options
     */
    public record Answered(Question question, int answered, Map<String, Integer> chosen) {

        public Answered {
            // Keeps the order.
            chosen = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(chosen));
        }

        public int count(Question.Option option) {
            return chosen.getOrDefault(option.name(), 0);
        }

        /** What of it counts for its rate; nothing where it counts for none. */
        public Rate rate() {
            var favorable = 0;
            var valid = 0;
            if (question.measured() != null) {
                for (var option : question.options()) {
                    favorable += option.worth() == Question.Worth.FAVORABLE ? count(option) : 0;
                    valid += option.worth() == Question.Worth.NOT_VALID ? 0 : count(option);
                }
            }
            return new Rate(favorable, valid);
        }
    }

    public Tally {
        questions = List.copyOf(questions);
    }

    static Tally of(Questionnaire asked, Collection<Map<String, String>> sheets) {
        var questions = new ArrayList<Answered>();
        for (var question : asked.questions()) {
            if (question.type().hasOptions()) {
                questions.add(of(question, sheets));
            }
        }
        return new Tally(sheets.size(), questions);
    }

    private static Answered of(Question question, Collection<Map<String, String>> sheets) {
        var chosen = new LinkedHashMap<String, Integer>();
        question.options().forEach(option -> chosen.put(option.name(), 0));
        var answered = 0;
        for (var sheet : sheets) {
            var names = question.chosen(sheet.getOrDefault(question.name(), ""));
            answered += names.isEmpty() ? 0 : 1;
            names.forEach(name -> chosen.merge(name, 1, Integer::sum));
        }
        return new Answered(question, answered, chosen);
    }

    /** Of all questions that count for a rate, added as ratios. */
    public Rate rate(Measured measured) {
        return questions.stream()
                .filter(answered -> answered.question().measured() == measured)
                .map(Answered::rate)
                .reduce(Rate.NONE, Rate::plus);
    }
}
