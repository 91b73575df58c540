package io.gongkai.ledger;

/**
 * What an entry counts. A {@code STOCK} holds from its day on until an entry of opposite sign; a {@code FLOW} belongs to
 * the period of its day; a {@code YEARLY} standing is recorded at most once an organization and year (rows 2 and 13).
 */
public enum Measure {
    ORGANIZATION(Nature.STOCK),
    PRACTISING_ORGANIZATION(Nature.YEARLY),
    LEADING_BODY(Nature.STOCK),
    MEASURE_DOCUMENT(Nature.STOCK),
    WORK_PLAN(Nature.FLOW),
    WORK_RULE(Nature.STOCK),
    CATALOG(Nature.STOCK),
    CONTACT_POINT(Nature.STOCK),
    BOARD(Nature.STOCK),
    WEBSITE(Nature.STOCK),
    READING_ROOM(Nature.STOCK),
    SCREEN(Nature.STOCK),
    LEDGER_SET(Nature.YEARLY),
    PUBLICITY_ACTIVITY(Nature.FLOW),
    NEWS_ARTICLE(Nature.FLOW),
    BOARD_ISSUE(Nature.FLOW),
    SCREEN_ISSUE(Nature.FLOW),
    MEDIA_PUBLICATION(Nature.FLOW),
    WEB_PUBLICATION(Nature.FLOW),
    MEETING_PUBLICATION(Nature.FLOW),
    SMS_ISSUE(Nature.FLOW),
    PRESS_BRIEFING(Nature.FLOW),
    BULLETIN_ISSUE(Nature.FLOW),
    OTHER_FORM_PUBLICATION(Nature.FLOW),
    RESOLUTION_CONTENT(Nature.FLOW),
    IDEOLOGY_CONTENT(Nature.FLOW),
    ORGANIZATION_CONTENT(Nature.FLOW),
    LEADERSHIP_TEAM_CONTENT(Nature.FLOW),
    CADRE_CONTENT(Nature.FLOW),
    SERVICE_CONTENT(Nature.FLOW),
    INTEGRITY_CONTENT(Nature.FLOW),
    OTHER_CONTENT(Nature.FLOW),
    SUPERVISOR(Nature.STOCK),
    INSPECTION(Nature.FLOW),
    SUPERVISOR_OPINION(Nature.FLOW),
    HOTLINE(Nature.STOCK),
    FORUM(Nature.FLOW),
    OPINION_FORM_ISSUED(Nature.FLOW),
    OPINION_COLLECTED(Nature.FLOW),
    OPINION_CLOSED(Nature.FLOW),
    OPINION_REPLIED(Nature.FLOW),
    SATISFACTION_VALID(Nature.FLOW),
    SATISFACTION_SATISFIED(Nature.FLOW),
    MEMBER_REQUEST(Nature.FLOW),
    MEMBER_REQUEST_HANDLED(Nature.FLOW),
    MEMBER_REQUEST_RATED(Nature.FLOW),
    MEMBER_REQUEST_SATISFIED(Nature.FLOW);

    /** How entries of a measure add up over time. */
    public enum Nature {
        STOCK,
        FLOW,
        YEARLY
    }

    private final Nature nature;

    Measure(Nature nature) {
        this.nature = nature;
    }

    public Nature nature() {
        return nature;
    }
}
