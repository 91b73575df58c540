package io.gongkai.opinion.survey;

/** What moves a round on. */
public enum RoundStep {
    OPEN,
    CLOSE,
    RELEASE,
    ANNUL
}
