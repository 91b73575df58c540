package io.gongkai.document;

/** The paper that a form is printed on, always across. What fits on A3 is drawn on A4 smaller by the same measure everywhere. */
public enum Paper {
    A3(420, 297),
    A4(297, 210);

    private static final double POINTS_PER_MM = 72 / 25.4;

    private final int width;
    private final int height;

    Paper(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** In points, of 1/72 inch. */
    float width() {
        return (float) (width * POINTS_PER_MM);
    }

    /** In points, of 1/72 inch. */
    float height() {
        return (float) (height * POINTS_PER_MM);
    }

    /** By how much everything is smaller than on A3. */
    float scale() {
        return (float) width / A3.width;
    }
}
