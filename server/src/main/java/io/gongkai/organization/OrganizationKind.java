package io.gongkai.organization;

import org.jspecify.annotations.Nullable;

/**
 * What sort of unit an organization is at (公开主体). The first thirteen are the columns of the annual return; the bodies of
 * the county itself are not grassroots organizations and stand in no column.
 */
public enum OrganizationKind {
    TOWN_COMMITTEE,
    SUBDISTRICT_WORKING_COMMITTEE,
    ADMINISTRATIVE_VILLAGE,
    COMMUNITY_URBAN,
    COMMUNITY_RURAL,
    INSTITUTION_SCHOOL,
    INSTITUTION_HEALTH,
    INSTITUTION_RESEARCH,
    INSTITUTION_OTHER,
    GOVERNMENT_ORGAN,
    ENTERPRISE,
    SOCIAL_ORGANIZATION,
    OTHER_GRASSROOTS_UNIT,
    /** The county Party committee (县委). */
    COUNTY_COMMITTEE,
    /** A body of the county committee that directs others: the openness office, the discipline commission (县公开办、县纪委). */
    COUNTY_BODY;

    public boolean standsInReturn() {
        return compareTo(COUNTY_COMMITTEE) < 0;
    }

    /**
     * Whether an organization of this kind may hang below one of the other. Only the county committee is a top; towns hang
     * below the county, villages and communities below towns; a branch may hang below a committee of its own kind; the rest
     * may hang anywhere.
     *
     * @param superior null for the top of a tree
     */
    public boolean fitsBelow(@Nullable OrganizationKind superior) {
        if (superior == null || this == COUNTY_COMMITTEE) {
            return superior == null && this == COUNTY_COMMITTEE;
        }
        return switch (this) {
            case TOWN_COMMITTEE, SUBDISTRICT_WORKING_COMMITTEE, COUNTY_BODY ->
                superior == COUNTY_COMMITTEE || superior == COUNTY_BODY || superior == this;
            case ADMINISTRATIVE_VILLAGE, COMMUNITY_URBAN, COMMUNITY_RURAL ->
                superior == TOWN_COMMITTEE || superior == SUBDISTRICT_WORKING_COMMITTEE || superior == this;
            default -> true;
        };
    }
}
