package io.gongkai.statistics;

/** How far a manual correction has come. */
public enum CorrectionStatus {
    /** Waits for the second person. */
    PROPOSED,
    IN_FORCE,
    REFUSED,
    /** Taken back; where it was in force, its entries are reversed. */
    WITHDRAWN
}
