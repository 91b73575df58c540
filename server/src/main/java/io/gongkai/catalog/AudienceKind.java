package io.gongkai.catalog;

/** Who in a locality or unit a {@link DisclosureScope#LOCAL_UNIT} matter is for, from the narrower to the wider. */
public enum AudienceKind {
    MEMBERS,
    MEMBERS_AND_MASSES
}
