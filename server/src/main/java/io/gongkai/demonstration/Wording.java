package io.gongkai.demonstration;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one matter of a catalog may be told: several titles, sentences and texts, with blanks.
 *
 * @param declared numbers and words drawn once for a telling, by name
 * @param subjects what it may happen about; empty for what recurs
 * @param elements values in the order of the catalog's elements
 * @param texts versions of the body, each a list of lines
 * @param unchanged in how many of a hundred periods there is nothing to tell
 * @param frequency how often it happens to a unit in half a year, null where the kind of rule decides
 */
record Wording(
        String no,
        Map<String, String> declared,
        List<String> subjects,
        List<String> titles,
        List<String> sentences,
        List<String> elements,
        List<List<String>> texts,
        int unchanged,
        @Nullable Double frequency) {

    Wording {
        declared = Map.copyOf(declared);
        subjects = List.copyOf(subjects);
        titles = List.copyOf(titles);
        sentences = List.copyOf(sentences);
        elements = List.copyOf(elements);
        texts = List.copyOf(texts);
    }
}
