package io.gongkai.opinion.survey;

/** Where a numbered copy stands, from hand-out to count. */
public enum CopyState {
    ISSUED,
    RETURNED,
    KEYED_ONCE,
    /** Keyed twice, and not the same: a third person looks at the paper. */
    DIFFERENT,
    COUNTED
}
