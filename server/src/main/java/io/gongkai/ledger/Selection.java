package io.gongkai.ledger;

import java.util.Collection;
import java.util.Set;

/** Cells that make one figure together. */
public final class Selection {

    private final Set<Cell> cells;
    private final int[] places;

    public Selection(Collection<Cell> cells) {
        this.cells = Set.copyOf(cells);
        this.places = this.cells.stream().mapToInt(Sums::place).toArray();
    }

    public Set<Cell> cells() {
        return cells;
    }

    int[] places() {
        return places;
    }
}
