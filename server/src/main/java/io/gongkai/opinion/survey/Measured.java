package io.gongkai.opinion.survey;

/** A rate that answers add up to (满意度、知晓率), always kept as favorable and valid answers. */
public enum Measured {
    SATISFACTION,
    AWARENESS
}
