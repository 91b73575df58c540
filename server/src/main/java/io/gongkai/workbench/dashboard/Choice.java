package io.gongkai.workbench.dashboard;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the reader chose to look at, as the page's address says it.
 *
 * @param months code of the row that is drawn month by month
 * @param years code of the row that is drawn year by year
 * @param among whose units are compared: a kind of organization, or {@link Comparison#BESIDE}
 * @param measure by what: code of a row, or {@link Comparison#PUNCTUALITY}
 * @param bin number of the one class of the distribution whose units are listed
 * @param whole true to list all units, however many there are
 */
public record Choice(
        @Nullable String months,
        @Nullable String years,
        @Nullable String among,
        @Nullable String measure,
        @Nullable Sort sort,
        @Nullable Integer bin,
        @Nullable Boolean whole) {

    /** In which order units are listed. There is no first place: nobody is numbered. */
    public enum Sort {
        TREE,
        NAME,
        VALUE
    }

    boolean wantsAll() {
        return Boolean.TRUE.equals(whole);
    }

    /** The page with another row month by month, everything else as it is. */
    String withMonths(String row) {
        return query(row, years, bin, wantsAll()) + "#months";
    }

    String withYears(String row) {
        return query(months, row, bin, wantsAll()) + "#years";
    }

    String withBin(@Nullable Integer other) {
        return query(months, years, other, false) + "#compare";
    }

    String withAll() {
        return query(months, years, null, true) + "#compare";
    }

    private String query(@Nullable String row, @Nullable String yearly, @Nullable Integer ofBin, boolean all) {
        var parameters = new LinkedHashMap<String, @Nullable Object>();
        parameters.put("months", row);
        parameters.put("years", yearly);
        parameters.put("among", among);
        parameters.put("measure", measure);
        parameters.put("sort", sort);
        parameters.put("bin", ofBin);
        parameters.put("whole", all ? "true" : null);
        var query = new StringBuilder();
        for (Map.Entry<String, @Nullable Object> parameter : parameters.entrySet()) {
            if (parameter.getValue() != null) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(parameter.getKey())
                        .append('=')
                        .append(parameter.getValue());
            }
        }
        return query.isEmpty() ? "?" : query.toString();
    }
}
