package io.gongkai.organization;

/** Form of a Party organization (党组织形式). */
public enum OrganizationForm {
    COMMITTEE,
    GENERAL_BRANCH,
    BRANCH,
    WORKING_COMMITTEE,
    LEADING_PARTY_GROUP
}
