package io.gongkai.catalog;

/** How an entry came into an organization's own catalog. */
public enum EntryOrigin {
    TAKEN_OVER,
    ADAPTED,
    ADDED,
    /** Kept in the catalog with its reason, so that nobody wonders where it went. Brings about no duty. */
    NOT_APPLICABLE
}
