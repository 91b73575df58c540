package io.gongkai.document;

/** The pale gold beneath a figure that was corrected by hand, as on the screen. */
final class Ground {

    static final int RED = 0xFB;
    static final int GREEN = 0xF1;
    static final int BLUE = 0xDC;

    private Ground() {}

    /** As web pages and office files write it, without a sign in front. */
    static String hex() {
        return "%02X%02X%02X".formatted(RED, GREEN, BLUE);
    }
}
