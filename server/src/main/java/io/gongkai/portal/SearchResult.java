package io.gongkai.portal;

import java.util.List;

/**
 * What a search found.
 *
 * @param count of all matters that match, on all pages
 * @param units whose name has all the terms
 * @param counts by category of what matches without the category filter
 */
public record SearchResult(
        long count, List<Found> matters, List<Unit> units, List<CategoryCount> counts, boolean more) {

    public SearchResult {
        matters = List.copyOf(matters);
        units = List.copyOf(units);
        counts = List.copyOf(counts);
    }

    /** One matter with its title and the place in the text, cut so that what was asked for can be marked. */
    public record Found(Matter matter, List<Piece> title, List<Piece> snippet) {

        public Found {
            title = List.copyOf(title);
            snippet = List.copyOf(snippet);
        }
    }

    /** A stretch of text, and whether it is what was asked for. */
    public record Piece(String text, boolean hit) {}

    /** How many match in a category; {@code category} is a ContentCategory's name. */
    public record CategoryCount(String category, long count) {}

    /** Something worth asking for: a unit, or an item of the catalogs with the number of its matters. */
    public record Suggestion(String text, String href, long count) {}
}
