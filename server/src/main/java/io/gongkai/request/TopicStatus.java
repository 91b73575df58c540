package io.gongkai.request;

/** Where a nominated topic stands (domain.md 2.3, seed fact 79). */
public enum TopicStatus {
    NOMINATED,
    /** Shown to everybody, so that others may second it, and not answered yet. */
    LISTED,
    /** Explained to whoever asked, on the spot. */
    EXPLAINED,
    /** Answered for everybody to read. */
    ANSWERED,
    /** Cannot be disclosed; whoever nominated it was told why. */
    DECLINED,
    /** Asks the same as another topic, and counts there. */
    JOINED;

    public boolean isOpen() {
        return this == NOMINATED || this == LISTED;
    }
}
