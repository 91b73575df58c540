package io.gongkai.ledger;

import io.gongkai.organization.Facility;
import io.gongkai.organization.FacilityClosed;
import io.gongkai.organization.FacilityOpened;
import io.gongkai.organization.LeadingGroup;
import io.gongkai.organization.LeadingGroupDissolved;
import io.gongkai.organization.LeadingGroupFormed;
import io.gongkai.organization.OrganizationDissolved;
import io.gongkai.organization.OrganizationEstablished;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.TreeChanged;
import io.gongkai.organization.TreeChanging;
import java.time.LocalDate;
import java.util.Objects;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Enters what happens in the tree of organizations, in the transaction in which it happens; and moves with it, in the same
 * transaction, what counts elsewhere from then on.
 */
@Component
class TreeListener {

    private final Ledger ledger;
    private final Counting counting;

    TreeListener(Ledger ledger, Counting counting) {
        this.ledger = ledger;
        this.counting = counting;
    }

    @EventListener
    void on(TreeChanging event) {
        counting.exclude(event.organizations(), event.asTheyStand(), event.on());
    }

    @EventListener
    void on(TreeChanged event) {
        counting.include(event.organizations(), event.asTheyStand(), event.on());
    }

    /** Every kind is entered; whether it stands in a column of the return is the return's business. */
    @EventListener
    void on(OrganizationEstablished event) {
        enter(Measure.ORGANIZATION, event.organization(), event.on(), organization(event.organization()), event.name());
    }

    @EventListener
    void on(OrganizationDissolved event) {
        ledger.end(organization(event.organization()), event.on(), null);
    }

    @EventListener
    void on(LeadingGroupFormed event) {
        var group = event.group();
        enter(Measure.LEADING_BODY, group.organization(), group.validFrom(), source(group), group.name());
    }

    @EventListener
    void on(LeadingGroupDissolved event) {
        ledger.end(source(event.group()), Objects.requireNonNull(event.group().validUntil()), null);
    }

    @EventListener
    void on(FacilityOpened event) {
        var facility = event.facility();
        enter(
                Measure.of(facility.kind()),
                facility.organization(),
                facility.validFrom(),
                source(facility),
                facility.name());
    }

    @EventListener
    void on(FacilityClosed event) {
        ledger.end(
                source(event.facility()),
                Objects.requireNonNull(event.facility().validUntil()),
                null);
    }

    private void enter(Measure measure, OrganizationId organization, LocalDate on, Source source, String summary) {
        ledger.record(new Fact(measure, organization, on, 1, source, summary, true, null));
    }

    private static Source organization(OrganizationId organization) {
        return new Source("ORGANIZATION", organization.value());
    }

    private static Source source(LeadingGroup group) {
        return new Source("LEADING_GROUP", group.id());
    }

    private static Source source(Facility facility) {
        return new Source("FACILITY", facility.id());
    }
}
