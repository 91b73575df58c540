package io.gongkai.opinion.survey;

/** How an answer given with a slip's code travels inward. */
public final class SurveyAnswer {

    /** Under this form the portal puts it down. */
    public static final String FORM = "survey-answer";

    private SurveyAnswer() {}
}
