package io.gongkai.catalog;

import java.util.List;

/**
 * An entry's time code as written, and the rules read from it: "Y; Q" has two, "E1–E3" the stricter outer limit.
 *
 * @param code as the county wrote it; parts that are no rule ("半年一次以上") are kept here as a note
 */
public record TimeLimit(String code, List<TimeRule> rules) {

    public TimeLimit {
        rules = List.copyOf(rules);
    }

    public static TimeLimit parse(String code) {
        throw new UnsupportedOperationException("stub");
    }
}
