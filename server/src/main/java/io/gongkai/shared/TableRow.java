package io.gongkai.shared;

import java.util.Map;

/**
 * A row of an uploaded table.
 *
 * @param number as the sender's own program shows it: the heading is row 1
 * @param cells by heading, trimmed; an empty cell is absent
 */
public record TableRow(int number, Map<String, String> cells) {

    public String cell(String heading) {
        return cells.getOrDefault(heading, "");
    }
}
