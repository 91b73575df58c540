package io.gongkai.document;

import java.io.IOException;
import java.util.List;

/** Pages that are drawn on. Lengths are points from the page's upper left corner. */
interface Canvas {

    /** Begins a page, and ends the one before. */
    void page(float width, float height) throws IOException;

    /** The page just begun is where this is found. */
    void bookmark(String title) throws IOException;

    void line(float x1, float y1, float x2, float y2, float width) throws IOException;

    /** A pale ground beneath what is written. */
    void ground(float x, float y, float width, float height) throws IOException;

    /** @param y of the line that the characters stand on */
    void text(List<Typefaces.Run> runs, float size, float x, float y) throws IOException;
}
