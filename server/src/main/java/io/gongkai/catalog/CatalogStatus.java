package io.gongkai.catalog;

/** Life of a catalog version (目录版本). */
public enum CatalogStatus {
    DRAFT,
    SUBMITTED,
    FILED,
    EFFECTIVE,
    SUPERSEDED,
    /** A draft that was given up; it never took effect. */
    DISCARDED
}
