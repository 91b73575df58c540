package io.gongkai.organization;

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
}
