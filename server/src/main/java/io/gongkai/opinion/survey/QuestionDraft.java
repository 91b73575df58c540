package io.gongkai.opinion.survey;

import io.gongkai.shared.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question as it is typed.
 *
 * @param options one on a line
 * @param favorable how many options, counted from the first, count as satisfied or knowing
 * @param notValid how many options, counted from the last, are no valid answer ("I do not know")
 */
public record QuestionDraft(
        Question.Type type,
        String text,
        boolean required,
        @Nullable Measured measured,
        String options,
        int favorable,
        int notValid) {

    static final int TEXT_LENGTH_MIN = 2;
    static final int TEXT_LENGTH_MAX = 200;
    static final int OPTION_LENGTH_MAX = 60;
    static final int MOST_OPTIONS = 12;

    public QuestionDraft {
        text = text.strip();
    }

    private List<String> lines() {
        return type.hasOptions()
                ? options.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList()
                : List.of();
    }

    List<Refusal> refusals() {
        var refusals = new ArrayList<Refusal>();
        if (text.length() < TEXT_LENGTH_MIN || text.length() > TEXT_LENGTH_MAX) {
            refusals.add(Refusal.at("text", "survey.question.text", TEXT_LENGTH_MIN, TEXT_LENGTH_MAX));
        }
        var lines = lines();
        if (type.hasOptions() && (lines.size() < 2 || lines.size() > MOST_OPTIONS)) {
            refusals.add(Refusal.at("options", "survey.question.options", 2, MOST_OPTIONS));
        } else if (lines.stream().anyMatch(line -> line.length() > OPTION_LENGTH_MAX)) {
            refusals.add(Refusal.at("options", "survey.question.option.long", OPTION_LENGTH_MAX));
        } else if (lines.stream().distinct().count() < lines.size()) {
            refusals.add(Refusal.at("options", "survey.question.option.twice"));
        }
        if (measured != null) {
            if (type != Question.Type.ONE && type != Question.Type.SCALE) {
                refusals.add(Refusal.at("measured", "survey.question.measured.type"));
            } else if (favorable < 1 || notValid < 0 || favorable + notValid >= lines.size()) {
                refusals.add(Refusal.at("favorable", "survey.question.favorable"));
            }
        }
        return refusals;
    }

    /** Once there is nothing to refuse. */
    Question question(String name) {
        var lines = lines();
        var made = new ArrayList<Question.Option>();
        for (var i = 0; i < lines.size(); i++) {
            var worth = measured != null && i < favorable
                    ? Question.Worth.FAVORABLE
                    : measured != null && i < lines.size() - notValid
                            ? Question.Worth.UNFAVORABLE
                            : Question.Worth.NOT_VALID;
            made.add(new Question.Option(String.valueOf(i + 1), lines.get(i), worth));
        }
        return new Question(name, type, text, required, measured, made);
    }
}
