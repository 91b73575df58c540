package io.gongkai.document;

/** Measures of GB/T 9704 on an upright A4, in points: 22 lines of 28 characters of 三号 on a page. */
final class LetterLayout {

    private static final float MM = 72f / 25.4f;

    static final float WIDTH = 210 * MM;
    static final float HEIGHT = 297 * MM;
    static final float TOP = 37 * MM;
    static final float LEFT = 28 * MM;
    static final float TYPE_WIDTH = 156 * MM;
    static final float TYPE_HEIGHT = 225 * MM;

    static final int LINES = 22;
    static final float LINE = TYPE_HEIGHT / LINES;

    /** 三号: everything that is not named otherwise. */
    static final float SIZE = 16;

    static final float HEAD_SIZE = 26;

    /** 二号: the title. */
    static final float TITLE_SIZE = 22;

    /** 四号: the page's number. */
    static final float FOLIO_SIZE = 14;

    static final float EMS = TYPE_WIDTH / SIZE;

    /** Signature and date end so many characters before the margin. */
    static final int SIGNED_BEFORE = 4;

    private LetterLayout() {}
}
