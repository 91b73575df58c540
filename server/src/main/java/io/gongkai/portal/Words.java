package io.gongkai.portal;

import io.gongkai.portal.SearchResult.Piece;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How texts and questions are compared. Chinese has no blanks between words and most questions have two characters, so texts
 * are found by single characters and pairs of neighbours ({@link #grams}) and then compared whole ({@link #fold}). Width,
 * case and punctuation make no difference; nothing in a question has a special meaning.
 */
final class Words {

    /** Terms of a question that count; the rest is passed over. */
    static final int MOST_TERMS = 8;

    /** Longest term, in characters; the rest is passed over. */
    static final int LONGEST_TERM = 40;

    /** The text with its letters and digits in lower case and narrow form, everything else one blank. */
    static String fold(String text) {
        return Folded.of(text).text();
    }

    /** The stretches of letters and digits that all have to occur. */
    static List<String> terms(String question) {
        return fold(question).trim().isEmpty()
                ? List.of()
                : List.of(fold(question).trim().split(" ")).stream()
                        .map(Words::shortened)
                        .distinct()
                        .limit(MOST_TERMS)
                        .toList();
    }

    /** Of a folded text: every character and every pair of neighbours within a stretch. */
    static Set<String> grams(String folded) {
        var grams = new LinkedHashSet<String>();
        var before = ' ';
        var previous = "";
        for (var i = 0; i < folded.length(); ) {
            var point = folded.codePointAt(i);
            i += Character.charCount(point);
            if (point == before) {
                previous = "";
                continue;
            }
            var character = Character.toString(point);
            grams.add(character);
            if (!previous.isEmpty()) {
                grams.add(previous + character);
            }
            previous = character;
        }
        return grams;
    }

    /** What of a question is looked up: of a longer term its pairs alone, which say more than its characters. */
    static Set<String> gramsAsked(List<String> terms) {
        var asked = new LinkedHashSet<String>();
        for (var term : terms) {
            var single = term.codePointCount(0, term.length()) == 1;
            grams(term).stream()
                    .filter(gram -> single || gram.codePointCount(0, gram.length()) == 2)
                    .forEach(asked::add);
        }
        return asked;
    }

    /** The part of a text around the first term that occurs, about {@code length} characters, terms marked. */
    static List<Piece> snippet(String text, List<String> terms, int length) {
        var folded = Folded.of(text);
        var first = terms.stream()
                .mapToInt(folded.text()::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElse(0);
        var from = Math.max(0, folded.origin(first) - length / 3);
        var to = Math.min(text.length(), from + length);
        return marked(text, aligned(text, from), aligned(text, to), folded, terms);
    }

    /** The whole text with the terms marked. */
    static List<Piece> marked(String text, List<String> terms) {
        return marked(text, 0, text.length(), Folded.of(text), terms);
    }

    private static List<Piece> marked(String text, int from, int to, Folded folded, List<String> terms) {
        var hit = new boolean[text.length()];
        for (var term : terms) {
            for (var at = folded.text().indexOf(term);
                    at >= 0;
                    at = folded.text().indexOf(term, at + 1)) {
                var end = at + term.length() - 1;
                for (var i = folded.origin(at); i < folded.originEnd(end); i++) {
                    hit[i] = true;
                }
            }
        }
        var pieces = new ArrayList<Piece>();
        if (from > 0) {
            pieces.add(new Piece("…", false));
        }
        for (var i = from; i < to; ) {
            var j = i;
            while (j < to && hit[j] == hit[i]) {
                j++;
            }
            pieces.add(new Piece(text.substring(i, j), hit[i]));
            i = j;
        }
        if (to < text.length()) {
            pieces.add(new Piece("…", false));
        }
        return pieces;
    }

    private static int aligned(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at + 1 : at;
    }

    private static String shortened(String term) {
        return term.codePointCount(0, term.length()) <= LONGEST_TERM
                ? term
                : term.substring(0, term.offsetByCodePoints(0, LONGEST_TERM));
    }

    /** A folded text that knows where in the original each of its characters came from. */
    private record Folded(String text, int[] origins, int[] ends) {

        static Folded of(String text) {
            var folded = new StringBuilder(text.length());
            var origins = new int[text.length() * 2 + 16];
            var ends = new int[origins.length];
            for (var i = 0; i < text.length(); ) {
                var point = text.codePointAt(i);
                var next = i + Character.charCount(point);
                var plain = point < 0x80 || point >= 0x4E00 && point <= 0x9FFF
                        ? Character.toString(point)
                        : Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKC);
                for (var j = 0; j < plain.length(); ) {
                    var part = Character.toLowerCase(plain.codePointAt(j));
                    j += Character.charCount(part);
                    var shown = Character.isLetterOrDigit(part) ? Character.toString(part) : " ";
                    if (shown.equals(" ") && (folded.isEmpty() || folded.charAt(folded.length() - 1) == ' ')) {
                        continue;
                    }
                    if (folded.length() + 2 > origins.length) {
                        origins = java.util.Arrays.copyOf(origins, origins.length * 2);
                        ends = java.util.Arrays.copyOf(ends, origins.length);
                    }
                    for (var k = 0; k < shown.length(); k++) {
                        origins[folded.length() + k] = i;
                        ends[folded.length() + k] = next;
                    }
                    folded.append(shown);
                }
                i = next;
            }
            return new Folded(folded.toString(), origins, ends);
        }

        int origin(int at) {
            return text.isEmpty() ? 0 : origins[at];
        }

        int originEnd(int at) {
            return ends[at];
        }
    }

    private Words() {}
}
