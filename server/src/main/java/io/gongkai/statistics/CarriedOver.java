package io.gongkai.statistics;

import java.util.Map;

/**
 * What earlier periods left open (上年结转) of what is received and has to be dealt with, shown beside the form as the national
 * table of government information does.
 *
 * @param received row of what comes in
 * @param handled row of what was dealt with
 * @param opening open at the beginning of the period, by column code, {@link Sheet#TOTAL} among them
 */
public record CarriedOver(Form.Row received, Form.Row handled, Map<String, Long> opening) {

    public CarriedOver {
        opening = Map.copyOf(opening);
    }

    public long opening(String column) {
        return opening.getOrDefault(column, 0L);
    }

    /** What the period leaves to the next: never less than nothing. */
    public long closing(Sheet sheet, String column) {
        return Math.max(0, opening(column) + count(sheet, received, column) - count(sheet, handled, column));
    }

    private static long count(Sheet sheet, Form.Row row, String column) {
        var figure = sheet.figure(row.code(), column);
        return figure == null ? 0 : figure.longValue();
    }
}
