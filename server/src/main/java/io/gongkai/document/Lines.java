package io.gongkai.document;

import java.util.ArrayList;
import java.util.List;

/**
 * Breaks Chinese text into lines. Widths are counted in ems by a rule that holds in every typeface used, so that a text breaks
 * at the same places whatever it is drawn with: a Chinese character is one em wide, a Latin one is taken a little too wide.
 */
final class Lines {

    private static final String NOT_FIRST = "，。、；：？！）》」』】〕”’…—·%‰,.;:?!)]}" + PrintedForm.MARK;
    private static final String NOT_LAST = "（《「『【〔“‘([{";

    private Lines() {}

    /** In ems. */
    static float width(String text) {
        return (float) text.codePoints().mapToDouble(Lines::width).sum();
    }

    private static double width(int sign) {
        if (sign >= 0x2E80 || sign == '—' || sign == '…' || sign == '“' || sign == '”' || sign == '‘' || sign == '’') {
            return 1;
        }
        return sign >= 'A' && sign <= 'Z' || sign == 'm' || sign == 'w' || sign == '%' || sign == '@' ? 0.93 : 0.6;
    }

    /** As few lines as the width allows, each filled as far as it goes. */
    static List<String> filled(String text, float ems) {
        var lines = new ArrayList<String>();
        var line = new ArrayList<String>();
        var used = 0f;
        for (var piece : pieces(text, ems)) {
            var width = width(piece);
            if (used + width > ems && !line.isEmpty()) {
                lines.add(String.join("", line).strip());
                line.clear();
                used = 0;
            }
            line.add(piece);
            used += width;
        }
        lines.add(String.join("", line).strip());
        return lines;
    }

    /** As few lines as the width allows, of lengths as equal as can be: a heading of five does not become four and one. */
    static List<String> balanced(String text, float ems) {
        var lines = filled(text, ems);
        for (var narrower = (float) Math.ceil(width(text) / lines.size()); narrower < ems; narrower += 0.5f) {
            var even = filled(text, narrower);
            if (even.size() == lines.size()) {
                return even;
            }
        }
        return lines;
    }

    /** What stays together: words and numbers, and signs with the character that they belong to. */
    private static List<String> pieces(String text, float ems) {
        var pieces = new ArrayList<String>();
        var piece = new StringBuilder();
        var before = 0;
        for (var sign : text.codePoints().toArray()) {
            if (!piece.isEmpty() && !together(before, sign) || width(piece.toString()) + width(sign) > ems) {
                if (!piece.isEmpty()) {
                    pieces.add(piece.toString());
                }
                piece.setLength(0);
            }
            piece.appendCodePoint(sign);
            before = sign;
        }
        if (!piece.isEmpty()) {
            pieces.add(piece.toString());
        }
        return pieces;
    }

    private static boolean together(int one, int next) {
        return NOT_FIRST.indexOf(next) >= 0 || NOT_LAST.indexOf(one) >= 0 || isWord(one) && isWord(next);
    }

    private static boolean isWord(int sign) {
        return sign > ' ' && sign < 0x2000;
    }
}
