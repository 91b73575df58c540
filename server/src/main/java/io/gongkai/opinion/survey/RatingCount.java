package io.gongkai.opinion.survey;

/**
 * How many were asked what the handling of their opinion is worth, and what they said.
 *
 * @param asked closings, each of which asks once
 * @param rated answers that stand
 * @param satisfied of them those that are satisfied
 */
public record RatingCount(int asked, int rated, int satisfied) {

    public Rate rate() {
        return new Rate(satisfied, rated);
    }

    /** Whether there are enough answers to tell a rate without telling who said what. */
    public boolean isTold() {
        return rated >= SampleRule.LEAST_GROUP;
    }
}
