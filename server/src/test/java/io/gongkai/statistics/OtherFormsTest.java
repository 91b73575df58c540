package io.gongkai.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.ledger.Count;
import io.gongkai.ledger.Detail;
import io.gongkai.ledger.Fact;
import io.gongkai.ledger.Ledger;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Source;
import io.gongkai.organization.OrganizationId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The quarterly brief and the request table live by their definition files alone. */
@CountyTest
class OtherFormsTest {

    private static final String BRIEF = "quarterly-brief";
    private static final String REQUESTS = "request-table";

    @Autowired
    Returns returns;

    @Autowired
    RecordedFacts facts;

    @Autowired
    Ledger ledger;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    MadeUpCounty.Founder founder;

    private MadeUpCounty county;

    @BeforeEach
    void aCountyStands() {
        county = founder.establish();
    }

    @Test
    void aQuarterCountsItsOwnDaysAndTheStandingsOfTheYearSoFar() {
        var village = county.village().id();
        record(village, Measure.INSPECTION, LocalDate.of(2025, 3, 31), 1);
        record(village, Measure.INSPECTION, LocalDate.of(2025, 4, 1), 2);
        record(village, Measure.INSPECTION, LocalDate.of(2025, 6, 30), 4);
        record(village, Measure.INSPECTION, LocalDate.of(2025, 7, 1), 8);

        var sheet = returns.compute(BRIEF, county.county().id(), ReturnPeriod.parse("2025Q2"));

        assertThat(sheet.lines()).hasSize(12);
        assertThat(sheet.cutOff()).isEqualTo("2025-06-30");
        assertThat(sheet.line("inspectionCount").cell("VILLAGE")).isEqualTo("6");
        assertThat(sheet.line("inspectionCount").total()).isEqualTo("6");
        assertThat(sheet.line("orgCount").cell("TOWN")).isEqualTo("2");
        assertThat(sheet.line("orgCount").cell("INSTITUTION")).isEqualTo("2");
        assertThat(sheet.line("publicSatisfactionRate").total()).isNull();
        assertThatEveryFigureOpens(sheet);
        assertThat(returns.check(sheet)).isEmpty();
    }

    @Test
    void aFormHasThePeriodsItIsAbout() {
        var id = county.county().id();
        assertThatThrownBy(() -> returns.compute(BRIEF, id, 2025)).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> returns.compute(REQUESTS, id, ReturnPeriod.parse("2025Q1")))
                .isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> returns.compute(BRIEF, id, ReturnPeriod.parse("2999Q1")))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void requestsStandByOutcomeAndApplicantAndWhatIsOpenIsCarriedOver() {
        var village = county.village().id();
        request(village, Detail.RESIDENT, LocalDate.of(2024, 12, 20), 3);
        decision(village, Detail.RESIDENT, Detail.DISCLOSED, LocalDate.of(2024, 12, 30), 1);
        request(county.town().id(), Detail.MEMBER, LocalDate.of(2025, 5, 6), 5);
        decision(village, Detail.RESIDENT, Detail.REFUSED_PRIVACY, LocalDate.of(2025, 1, 8), 2);
        decision(county.town().id(), Detail.MEMBER, Detail.DISCLOSED, LocalDate.of(2025, 5, 20), 4);

        var sheet = returns.compute(REQUESTS, county.county().id(), 2025);

        assertThat(sheet.line("received").cell("MEMBER")).isEqualTo("5");
        assertThat(sheet.line("received").cell("RESIDENT")).isEqualTo("0");
        assertThat(sheet.line("carriedOver").cell("RESIDENT")).isEqualTo("2");
        assertThat(sheet.line("refusedPrivacy").cell("RESIDENT")).isEqualTo("2");
        assertThat(sheet.line("disclosed").cell("MEMBER")).isEqualTo("4");
        assertThat(sheet.line("disclosed").cell("RESIDENT")).isEqualTo("0");
        assertThat(sheet.line("decided").total()).isEqualTo("6");
        assertThat(sheet.line("open").cell("MEMBER")).isEqualTo("1");
        assertThat(sheet.line("open").total()).isEqualTo("1");
        assertThat(returns.check(sheet)).isEmpty();
        assertThatEveryFigureOpens(sheet);
        var annual = returns.compute("annual-disclosure-return", county.county().id(), 2025);
        assertThat(annual.line("memberRequestCount").total()).isEqualTo("5");
        assertThat(annual.line("memberRequestHandledCount").total()).isEqualTo("4");
    }

    @Test
    void whatIsTakenBackLeavesNothingOpen() {
        var village = county.village().id();
        var source = request(village, Detail.ORGANIZATION, LocalDate.of(2025, 3, 3), 2);
        transactions.executeWithoutResult(_ -> ledger.reverse(source, null));

        var sheet = returns.compute(REQUESTS, village, 2025);

        assertThat(sheet.isEmpty()).isTrue();
    }

    /** As the module of requests enters them. */
    private Source request(OrganizationId organization, Detail applicant, LocalDate on, long quantity) {
        return enter(
                "REQUEST",
                organization,
                on,
                Map.of(
                        Count.of(Measure.REQUEST_RECEIVED, applicant),
                        quantity,
                        Count.of(Measure.REQUEST_OPEN, applicant),
                        quantity),
                applicant == Detail.MEMBER ? Measure.MEMBER_REQUEST : null);
    }

    private void decision(OrganizationId organization, Detail applicant, Detail outcome, LocalDate on, long quantity) {
        enter(
                "REPLY",
                organization,
                on,
                Map.of(
                        Count.of(Measure.REQUEST_DECIDED, outcome, applicant),
                        quantity,
                        Count.of(Measure.REQUEST_OPEN, applicant),
                        -quantity),
                applicant == Detail.MEMBER ? Measure.MEMBER_REQUEST_HANDLED : null);
    }

    private Source enter(
            String type,
            OrganizationId organization,
            LocalDate on,
            Map<Count, Long> counts,
            @Nullable Measure ofMembers) {
        var source = new Source(type, UUID.randomUUID());
        var facts = new ArrayList<Fact>();
        counts.forEach((count, quantity) ->
                facts.add(new Fact(count, organization, on, quantity, source, "一件申请", false, null)));
        if (ofMembers != null) {
            var quantity = counts.values().stream().mapToLong(Math::abs).max().orElseThrow();
            facts.add(new Fact(ofMembers, organization, on, quantity, source, "一件申请", false, null));
        }
        transactions.executeWithoutResult(_ -> ledger.record(facts));
        return source;
    }

    private void record(OrganizationId organization, Measure measure, LocalDate on, long quantity) {
        facts.record(
                        new RecordedFacts.Recording(
                                organization, measure, on, quantity, null, null, "一件工作", "登记簿第 8 页", null),
                        county.countyClerk().id())
                .orThrow();
    }

    private void assertThatEveryFigureOpens(Sheet sheet) {
        ReturnsTest.assertThatEveryFigureOpens(returns, sheet, county.county().id(), 2);
    }
}
