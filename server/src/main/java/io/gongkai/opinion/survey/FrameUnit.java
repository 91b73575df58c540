package io.gongkai.opinion.survey;

/** What a sampling frame is counted in. */
public enum FrameUnit {
    HOUSEHOLDS,
    MEMBERS
}
