package io.gongkai.organization;

/** What can be done to an organization, as its history names it. */
public enum ChangeKind {
    ESTABLISHED,
    RENAMED,
    RECLASSIFIED,
    /** It hangs on another administrative division, or on none. */
    RELINKED,
    MOVED,
    /** Others were merged into it. */
    MERGED,
    /** It was merged into another and is gone. */
    ABSORBED,
    /** A part of it became an organization of its own. */
    SPLIT,
    /** It is such a part. */
    SPLIT_OFF,
    DISSOLVED,
    FACILITY_OPENED,
    FACILITY_CLOSED,
    GROUP_FORMED,
    GROUP_DISSOLVED,
    POSTS_CHANGED
}
