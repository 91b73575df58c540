package io.gongkai.request;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/** Tells whether two requests ask the same, by the pairs of neighbouring letters that they share; no dictionary is needed. */
final class Likeness {

    /** Above this, in percent, somebody should look whether they are the same. */
    static final int WORTH_A_LOOK = 50;

    private static final int MOST = 600;

    private Likeness() {}

    /** Pairs of neighbouring letters and digits, each once. */
    static List<String> grams(String title, String text) {
        var letters = Normalizer.normalize(title + '\n' + text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .limit(MOST)
                .toArray();
        var grams = new LinkedHashSet<String>();
        for (var i = 0; i + 1 < letters.length; i++) {
            grams.add(new String(letters, i, 2));
        }
        return new ArrayList<>(grams);
    }
}
