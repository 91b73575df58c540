package io.gongkai.request;

/** What moves a topic on. */
public enum TopicStep {
    NOMINATE,
    LIST,
    EXPLAIN,
    DRAFT,
    ANSWER,
    DECLINE,
    JOIN,
    RATE,
    /** Proposed as an entry of the catalog, because it is asked again and again. */
    PROPOSE_ENTRY;

    boolean isTold() {
        return this != DRAFT;
    }
}
