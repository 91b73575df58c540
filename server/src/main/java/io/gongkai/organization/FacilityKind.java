package io.gongkai.organization;

/** Places where openness happens (公开阵地), rows 9-12 and 36 of the return. */
public enum FacilityKind {
    BOARD,
    WEBSITE,
    READING_ROOM,
    SCREEN,
    HOTLINE
}
