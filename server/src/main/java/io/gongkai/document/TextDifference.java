package io.gongkai.document;

import java.util.List;

/** What changed between two texts, by words and characters, in reading order. */
public record TextDifference(List<Piece> pieces) {

    /** A run that both have, or that only one has. */
    public record Piece(Kind kind, String text) {}

    /** Which of the two texts has a piece. */
    public enum Kind {
        SAME,
        REMOVED,
        ADDED
    }

    public TextDifference {
        pieces = List.copyOf(pieces);
    }

    public static TextDifference between(String before, String after) {
        throw new UnsupportedOperationException("stub");
    }
}
