package io.gongkai.opinion;

import org.jspecify.annotations.Nullable;

/**
 * What a list of opinions is cut to.
 *
 * @param open only those that are not answered yet
 * @param overdue only those whose day of answer is over
 * @param words all of which title, words or number contain; empty for all
 */
public record OpinionFilter(
        @Nullable OpinionStatus status, @Nullable OpinionSource source, boolean open, boolean overdue, String words) {}
