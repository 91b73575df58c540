package io.gongkai.calendar;

/**
 * A time limit in working days that the county sets for itself. The 2017 regulation names no number of days, so each has a
 * default taken from local rules (domain.md 2.3, 2.4).
 */
public enum Limit {
    /** A disclosure request is decided. */
    REQUEST_DECISION(10),
    /** Most by which that may be extended, with a written notice. */
    REQUEST_EXTENSION(10),
    /** The applicant is told what is missing. */
    REQUEST_COMPLETION(7),
    /** A third party that was asked answers. */
    REQUEST_THIRD_PARTY(15),
    /** The superior organization decides a review. */
    REQUEST_REVIEW(10),
    /** A nominated topic is answered in public (seed fact 79). */
    TOPIC_ANSWER(3),
    /** An opinion is answered. */
    OPINION_REPLY(15);

    private final int workingDays;

    Limit(int workingDays) {
        this.workingDays = workingDays;
    }

    /** Holds where the county has set nothing. */
    public int workingDays() {
        return workingDays;
    }
}
