package io.gongkai.statistics.web;

import io.gongkai.statistics.StatisticalReturn.CellRemark;
import java.util.List;
import java.util.Map;

/**
 * What was typed beside a return, as it was typed: it comes back with the page when something is refused.
 *
 * @param cells what is to be mended, cell by cell
 * @param remarks of the unit itself, by code of the row
 */
public record Typed(String reason, List<CellRemark> cells, Map<String, String> remarks) {

    static final Typed NOTHING = new Typed("", List.of(), Map.of());

    public Typed {
        cells = List.copyOf(cells);
        remarks = Map.copyOf(remarks);
    }

    /** The line of the form for cells; empty behind the last that was typed. */
    public CellRemark cell(int line) {
        return line < cells.size() ? cells.get(line) : new CellRemark("", "", "");
    }
}
