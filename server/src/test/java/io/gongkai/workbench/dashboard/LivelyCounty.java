package io.gongkai.workbench.dashboard;

import io.gongkai.MadeUpCounty;
import io.gongkai.catalog.CatalogEntry;
import io.gongkai.catalog.Duties;
import io.gongkai.catalog.Duty;
import io.gongkai.disclosure.CatalogInForce;
import io.gongkai.disclosure.MatterMaker;
import io.gongkai.disclosure.MatterMaker.Words;
import io.gongkai.ledger.Fact;
import io.gongkai.ledger.Ledger;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Source;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationForm;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** A made-up county in which much has happened this year: every part of the overview has something to show. */
@Component
class LivelyCounty {

    /** More villages than can be compared by bars alone. */
    static final int MORE_VILLAGES = 27;

    private final MadeUpCounty.Founder founder;
    private final Organizations organizations;
    private final MatterMaker matters;
    private final CatalogInForce catalogs;
    private final Duties duties;
    private final Ledger ledger;
    private final TransactionTemplate transaction;
    private final Clock clock;

    LivelyCounty(
            MadeUpCounty.Founder founder,
            Organizations organizations,
            MatterMaker matters,
            CatalogInForce catalogs,
            Duties duties,
            Ledger ledger,
            TransactionTemplate transaction,
            Clock clock) {
        this.founder = founder;
        this.organizations = organizations;
        this.matters = matters;
        this.catalogs = catalogs;
        this.duties = duties;
        this.ledger = ledger;
        this.transaction = transaction;
        this.clock = clock;
    }

    MadeUpCounty establish() {
        var county = founder.establish();
        var villages = new ArrayList<>(List.of(county.village(), county.secondVillage(), county.thirdVillage()));
        for (var i = 0; i < MORE_VILLAGES; i++) {
            villages.add(village(county, i));
        }
        var entries = matters.catalog(county);
        catalogs.of(county, county.town(), county.county());
        matters.published(
                county,
                matters.content(county, entries.get(MatterMaker.FOR_SOCIETY), Words.all("班子分工"), null, List.of()));
        someDuties(county, entries);
        transaction.executeWithoutResult(_ -> {
            for (var i = 0; i < villages.size(); i++) {
                record(villages.get(i), Measure.WEB_PUBLICATION, 1 + i % 15);
                record(villages.get(i), Measure.SERVICE_CONTENT, 1 + i % 15);
            }
            record(county.school(), Measure.BOARD_ISSUE, 4);
            record(county.hospital(), Measure.MEETING_PUBLICATION, 2);
            record(county.town(), Measure.FORUM, 3);
            record(county.town(), Measure.OPINION_COLLECTED, 9);
            record(county.otherTown(), Measure.OPINION_CLOSED, 7);
            record(county.village(), Measure.SATISFACTION_VALID, 40);
            record(county.village(), Measure.SATISFACTION_SATISFIED, 37);
        });
        return county;
    }

    private Organization village(MadeUpCounty county, int number) {
        return organizations
                .establish(new Organizations.New(
                        county.town().code() + "-W%02d".formatted(number),
                        "柳泉镇第" + (number + 1) + "村党支部",
                        OrganizationKind.ADMINISTRATIVE_VILLAGE,
                        OrganizationForm.BRANCH,
                        county.town().id(),
                        null,
                        MadeUpCounty.SINCE))
                .orThrow();
    }

    /** One in time, one late, two overdue, one without a change. */
    private void someDuties(MadeUpCounty county, Map<Integer, CatalogEntry> entries) {
        var clerk = county.villageClerk().id();
        var decision = entries.get(2).id();
        var late = today().minusDays(20);
        done(duties.occurred(decision, "今天的决议", today(), clerk).orThrow());
        done(duties.occurred(decision, "早该公开的决议", late, clerk).orThrow());
        duties.occurred(decision, "忘了公开的决议", late, clerk).orThrow();
        duties.occurred(decision, "又忘了公开的决议", late, clerk).orThrow();
        duties.of(county.village().id(), today().minusYears(1), today().plusYears(1)).stream()
                .filter(duty -> duty.rule().equals("CADENCE"))
                .findFirst()
                .ifPresent(duty -> duties.noChange(duty.id(), today(), clerk).orThrow());
    }

    private void done(Duty duty) {
        transaction.executeWithoutResult(_ -> duties.fulfil(duty.id(), today(), UUID.randomUUID()));
    }

    private void record(Organization organization, Measure measure, long quantity) {
        ledger.record(new Fact(
                measure,
                organization.id(),
                today(),
                quantity,
                new Source("FACT", UUID.randomUUID()),
                "某日某事",
                true,
                null));
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
