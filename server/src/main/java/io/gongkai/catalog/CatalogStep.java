package io.gongkai.catalog;

/** What is done with a catalog version; {@link Lifecycle} says when it may be. */
enum CatalogStep {
    SUBMIT,
    DISCARD,
    SEND_BACK,
    FILE,
    TAKE_EFFECT,
    SUPERSEDE
}
