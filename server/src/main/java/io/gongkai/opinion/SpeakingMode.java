package io.gongkai.opinion;

/** How a sender speaks. It is part of what was promised, and never changed afterwards. */
public enum SpeakingMode {
    /** The name is kept apart, seen by the accepting office only, and every look at it is written down. */
    CONFIDENTIAL,
    /** There is no name, no address and no time to be kept. */
    ANONYMOUS
}
