package io.gongkai.ledger;

import io.gongkai.ledger.Detail.Aspect;
import io.gongkai.organization.FacilityKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    SATISFACTION_SATISFIED(Nature.FLOW, SATISFACTION_VALID),
    MEMBER_REQUEST(Nature.FLOW),
    MEMBER_REQUEST_HANDLED(Nature.FLOW),
    MEMBER_REQUEST_RATED(Nature.FLOW),
    MEMBER_REQUEST_SATISFIED(Nature.FLOW, MEMBER_REQUEST_RATED),
    REQUEST_RECEIVED(Nature.FLOW, Aspect.APPLICANT),
    REQUEST_DECIDED(Nature.FLOW, Aspect.OUTCOME, Aspect.APPLICANT),
    /** Received and not yet decided: what is received adds to it, what is decided takes from it. */
    REQUEST_OPEN(Nature.STOCK, Aspect.APPLICANT),
    /**
     * An opinion that came by the hotline, counted as {@link #OPINION_COLLECTED} too. In no row of a form: a cross-check asks
     * for it. Of opinions recorded before the program told them apart nothing is known, so they are not among it.
     */
    HOTLINE_OPINION(Nature.FLOW);

    /** How entries of a measure add up over time. */
    public enum Nature {
        STOCK,
        FLOW,
        YEARLY
    }

    private final Nature nature;
    private final List<Aspect> aspects;
    private final @Nullable Measure whole;

    Measure(Nature nature, Aspect... aspects) {
        this.nature = nature;
        this.aspects = List.of(aspects);
        this.whole = null;
    }

    Measure(Nature nature, Measure whole) {
        this.nature = nature;
        this.aspects = List.of();
        this.whole = whole;
    }

    /** What a facility counts as. */
    public static Measure of(FacilityKind kind) {
        return switch (kind) {
            case BOARD -> BOARD;
            case WEBSITE -> WEBSITE;
            case READING_ROOM -> READING_ROOM;
            case SCREEN -> SCREEN;
            case HOTLINE -> HOTLINE;
        };
    }

    public Nature nature() {
        return nature;
    }

    /** Of satisfied answers the valid ones among which they are, and with which they are told as one fact; null for counts. */
    public @Nullable Measure whole() {
        return whole;
    }

    /** What an entry of this measure says beyond it. */
    public List<Aspect> aspects() {
        return aspects;
    }

    /** Everything that entries of this measure may count towards: itself, or itself with every choice of details. */
    public List<Count> counts() {
        var choices = List.of(List.<Detail>of());
        for (var aspect : aspects) {
            var longer = new ArrayList<List<Detail>>();
            for (var choice : choices) {
                for (var detail : aspect.details()) {
                    var one = new ArrayList<>(choice);
                    one.add(detail);
                    longer.add(one);
                }
            }
            choices = longer;
        }
        return choices.stream().map(details -> new Count(this, details)).toList();
    }
}
