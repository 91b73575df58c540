package io.gongkai.catalog;

import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.shared.Slice;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who has a catalog in force, and what of the mandatory items stands in it. Who may know is decided by the caller's page. */
@Service
public class Coverages {

    /**
     * An organization's share in a figure.
     *
     * @param quantity the shares of all units add up to the figure
     * @param missing mandatory items that stand in none of its catalogs in force, by title
     */
    public record Unit(String code, String name, OrganizationKind kind, int quantity, List<String> missing) {

        public Unit {
            missing = List.copyOf(missing);
        }
    }

    private final CoverageStore store;

    Coverages(CoverageStore store) {
        this.store = store;
    }

    /** Of an organization and everything below it, as it stood on the day, by kind. */
    @Transactional(readOnly = true)
    public List<Coverage> under(OrganizationId organization, LocalDate day) {
        return store.byKind(organization, day);
    }

    /** The organizations behind a figure, in order of code; kind null for all. */
    @Transactional(readOnly = true)
    public Slice<Unit> units(
            OrganizationId under,
            LocalDate day,
            Coverage.Figure figure,
            @Nullable OrganizationKind kind,
            int size,
            @Nullable String afterCode) {
        var units = store.units(under, day, figure, kind, afterCode == null ? "" : afterCode, size + 1);
        return units.size() > size
                ? new Slice<>(units.subList(0, size), units.get(size - 1).code())
                : new Slice<>(units, null);
    }
}
