package io.gongkai.catalog;

import static io.gongkai.catalog.CatalogStatus.DISCARDED;
import static io.gongkai.catalog.CatalogStatus.DRAFT;
import static io.gongkai.catalog.CatalogStatus.EFFECTIVE;
import static io.gongkai.catalog.CatalogStatus.FILED;
import static io.gongkai.catalog.CatalogStatus.SUBMITTED;
import static io.gongkai.catalog.CatalogStatus.SUPERSEDED;

import java.util.List;

/**
 * Every move a catalog version can make, and no other. {@link Catalogs} asks it before writing; {@code LifecycleTest} draws
 * it.
 */
final class Lifecycle {

    record Move(CatalogStatus from, CatalogStep step, CatalogStatus to) {}

    static final List<Move> MOVES = List.of(
            new Move(DRAFT, CatalogStep.SUBMIT, SUBMITTED),
            new Move(DRAFT, CatalogStep.DISCARD, DISCARDED),
            new Move(SUBMITTED, CatalogStep.SEND_BACK, DRAFT),
            new Move(SUBMITTED, CatalogStep.FILE, FILED),
            new Move(FILED, CatalogStep.TAKE_EFFECT, EFFECTIVE),
            new Move(EFFECTIVE, CatalogStep.SUPERSEDE, SUPERSEDED));

    /** @throws WrongCatalogStatusException when the status does not allow the step */
    static CatalogStatus after(CatalogStatus from, CatalogStep step) {
        return MOVES.stream()
                .filter(move -> move.from() == from && move.step() == step)
                .map(Move::to)
                .findFirst()
                .orElseThrow(() -> new WrongCatalogStatusException("catalog.wrongStatus", from));
    }

    private Lifecycle() {}
}
