package io.gongkai.opinion.survey;

import io.gongkai.shared.Refusal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be written about a round before it runs.
 *
 * @param frameUnit not looked at in an opinion form
 */
public record RoundTexts(String title, String intro, FrameUnit frameUnit, LocalDate closesOn) {

    static final int TITLE_LENGTH_MIN = 4;
    static final int TITLE_LENGTH_MAX = 60;
    static final int INTRO_LENGTH_MAX = 400;

    public RoundTexts {
        title = title.strip();
        intro = intro.strip();
    }

    List<Refusal> refusals(LocalDate today) {
        var refusals = new ArrayList<Refusal>();
        if (title.length() < TITLE_LENGTH_MIN || title.length() > TITLE_LENGTH_MAX) {
            refusals.add(Refusal.at("title", "survey.round.title", TITLE_LENGTH_MIN, TITLE_LENGTH_MAX));
        }
        if (intro.length() > INTRO_LENGTH_MAX) {
            refusals.add(Refusal.at("intro", "survey.round.intro", INTRO_LENGTH_MAX));
        }
        if (closesOn.isBefore(today)) {
            refusals.add(Refusal.at("closesOn", "survey.round.closesOn"));
        }
        return refusals;
    }
}
