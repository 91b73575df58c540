package io.gongkai.catalog;

/** The nine forms of disclosure (公开形式), rows 16-24 of the return. */
public enum ChannelType {
    BOARD,
    SCREEN,
    NEWS_MEDIA,
    WEB,
    MEETING,
    SMS,
    PRESS_BRIEFING,
    BULLETIN,
    OTHER;

    /** Counted by dated editions (期) that may carry many matters, not by matters (次). */
    public boolean appearsInIssues() {
        return switch (this) {
            case BOARD, SCREEN, SMS, BULLETIN -> true;
            case NEWS_MEDIA, WEB, MEETING, PRESS_BRIEFING, OTHER -> false;
        };
    }
}
