package io.gongkai.document;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

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

    /** A number or a Latin word is read as one; of Chinese each character stands for itself. */
    private static final Pattern WORD =
            Pattern.compile("[\\p{IsLatin}\\p{Nd}][\\p{IsLatin}\\p{Nd}.,%:_-]*|\\R|.", Pattern.DOTALL);

    /** Above this a changed passage is shown as replaced whole: nobody reads a comparison of every other character. */
    private static final int LONGEST_PASSAGE = 3_000;

    public TextDifference {
        pieces = List.copyOf(pieces);
    }

    /** First line by line, then within the lines that differ. The pieces put together give both texts again. */
    public static TextDifference between(String before, String after) {
        var pieces = new ArrayList<Piece>();
        compare(lines(before), lines(after), pieces, true);
        return new TextDifference(merge(pieces));
    }

    public boolean isNone() {
        return pieces.stream().allMatch(piece -> piece.kind() == Kind.SAME);
    }

    private static void compare(List<String> before, List<String> after, List<Piece> into, boolean closer) {
        var at = 0;
        for (AbstractDelta<String> delta : DiffUtils.diff(before, after).getDeltas()) {
            var source = delta.getSource();
            var target = delta.getTarget();
            add(into, Kind.SAME, before.subList(at, source.getPosition()));
            var removed = words(source.getLines());
            var added = words(target.getLines());
            if (closer && !removed.isEmpty() && !added.isEmpty() && removed.size() + added.size() <= LONGEST_PASSAGE) {
                compare(removed, added, into, false);
            } else {
                add(into, Kind.REMOVED, source.getLines());
                add(into, Kind.ADDED, target.getLines());
            }
            at = source.getPosition() + source.size();
        }
        add(into, Kind.SAME, before.subList(at, before.size()));
    }

    private static void add(List<Piece> into, Kind kind, List<String> words) {
        if (!words.isEmpty()) {
            into.add(new Piece(kind, String.join("", words)));
        }
    }

    /**
     * Joins neighbours, with what was removed before what was added. A single character kept between two changes is counted to
     * them: 「六月三日」 for 「五月二日」 is read as one change, not as three.
     */
    private static List<Piece> merge(List<Piece> pieces) {
        var merged = new ArrayList<Piece>();
        var removed = new StringBuilder();
        var added = new StringBuilder();
        for (var i = 0; i < pieces.size(); i++) {
            var piece = pieces.get(i);
            switch (piece.kind()) {
                case REMOVED -> removed.append(piece.text());
                case ADDED -> added.append(piece.text());
                case SAME -> {
                    var between = !removed.isEmpty() && !added.isEmpty() && i + 1 < pieces.size();
                    if (between && piece.text().length() == 1 && !piece.text().isBlank()) {
                        removed.append(piece.text());
                        added.append(piece.text());
                    } else {
                        flush(merged, removed, added);
                        merged.add(piece);
                    }
                }
            }
        }
        flush(merged, removed, added);
        return merged;
    }

    private static void flush(List<Piece> merged, StringBuilder removed, StringBuilder added) {
        if (!removed.isEmpty()) {
            merged.add(new Piece(Kind.REMOVED, removed.toString()));
            removed.setLength(0);
        }
        if (!added.isEmpty()) {
            merged.add(new Piece(Kind.ADDED, added.toString()));
            added.setLength(0);
        }
    }

    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("(?<=\n)"));
    }

    private static List<String> words(List<String> lines) {
        var words = new ArrayList<String>();
        for (var line : lines) {
            var matcher = WORD.matcher(line);
            while (matcher.find()) {
                words.add(matcher.group());
            }
        }
        return words;
    }
}
