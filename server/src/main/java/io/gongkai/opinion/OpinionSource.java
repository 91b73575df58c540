package io.gongkai.opinion;

/** By which way an opinion came in (domain.md 6.1). */
public enum OpinionSource {
    HOTLINE,
    BOX,
    WEB,
    FORUM,
    /** A form for opinions (征求意见表), on paper. */
    FORM,
    SUPERVISOR,
    VISIT,
    /** Somebody of the staff wrote it down for a sender who cannot. */
    PROXY
}
