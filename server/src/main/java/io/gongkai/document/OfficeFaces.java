package io.gongkai.document;

/** The typefaces of office files, by the names that office programs of every language know: 宋体 and 黑体. */
final class OfficeFaces {

    static final String SONG = "SimSun";
    static final String HEI = "SimHei";

    private OfficeFaces() {}
}
