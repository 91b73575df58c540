package io.gongkai.demonstration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gongkai.Browser;
import io.gongkai.DemonstrationTest;
import io.gongkai.account.People;
import io.gongkai.catalog.Duties;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import io.gongkai.portal.Projector;
import io.gongkai.statistics.CheckFinding;
import io.gongkai.statistics.EarlierReturn;
import io.gongkai.statistics.Returns;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@DemonstrationTest
class DemonstrationYearTest {

    private static final String FORM = "annual-disclosure-return";
    private static final String COUNTY = "411524";
    private static final Set<OrganizationKind> TOWNS =
            Set.of(OrganizationKind.TOWN_COMMITTEE, OrganizationKind.SUBDISTRICT_WORKING_COMMITTEE);

    private static final Pattern IDENTIFIER = Pattern.compile("\\d{11,}|(?<!\\d)1[3-9]\\d{9}(?!\\d)");
    private static final Pattern LEFT_OVER = Pattern.compile("[{}]|null|20\\d{2}-(Q\\d|H\\d|B\\d|\\d{2})");

    @LocalServerPort
    int port;

    @Autowired
    Organizations organizations;

    @Autowired
    Returns returns;

    @Autowired
    People people;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DemonstrationYear year;

    @Autowired
    Duties duties;

    @Autowired
    Projector projector;

    @Test
    void everyRowOfTheFormCountsSomethingInTheFirstCountyAndNoCheckFails() {
        var county = organizations.find(COUNTY).orElseThrow();
        var sheet = returns.compute(FORM, county.id(), Days.YEAR);

        assertThat(sheet.lines()).hasSize(45);
        assertThat(sheet.lines())
                .allSatisfy(
                        line -> assertThat(line.total()).as(line.row().label()).isPositive());
        assertThat(returns.check(sheet)).noneMatch(CheckFinding::hard);
    }

    @Test
    void everyOtherCountyHasCatalogsInForceAndPublications() {
        for (var county : organizations.roots()) {
            var sheet = returns.compute(FORM, county.id(), Days.YEAR);
            assertThat(sheet.line("catalogCount").total()).as(county.name()).isPositive();
            assertThat(sheet.line("orgPractisingDisclosureCount").total())
                    .as(county.name())
                    .isPositive();
        }
    }

    @Test
    void theFirstCountyAndItsTownsStandBesideTheYearsBeforeAsTheyWereReportedOnPaper() {
        var county = organizations.find(COUNTY).orElseThrow();
        var sheet = returns.compute(FORM, county.id(), Days.YEAR);

        assertThat(returns.yearsBefore(county, sheet, 9))
                .extracting(before -> before.sheet().year(), EarlierReturn::origin)
                .containsExactly(
                        tuple(Days.YEAR - 1, EarlierReturn.Origin.PAPER),
                        tuple(Days.YEAR - 2, EarlierReturn.Origin.PAPER));
        assertThat(returns.check(sheet))
                .as("more units practise openness than a year ago, which wants a remark")
                .filteredOn(finding -> finding.sentence().code().equals("statistics.check.steady"))
                .extracting(CheckFinding::row)
                .contains("orgPractisingDisclosureCount");
        assertThat(returns.compute(FORM, county.id(), Days.YEAR - 1)
                        .line("opinionCollectedCount")
                        .total())
                .as("nothing of the paper is counted")
                .isZero();
        var whole = returns.yearBefore(sheet).orElseThrow().sheet();
        var towns = organizations.children(county.id()).stream()
                .filter(unit -> TOWNS.contains(unit.kind()))
                .map(town -> returns.yearBefore(returns.compute(FORM, town.id(), Days.YEAR))
                        .orElseThrow())
                .toList();
        assertThat(towns).hasSize(19).allMatch(EarlierReturn::isFromPaper);
        assertThat(towns.stream()
                        .mapToLong(town -> town.sheet()
                                .figure("noticeBoardCount", "ADMINISTRATIVE_VILLAGE")
                                .longValueExact())
                        .sum())
                .as("the county's paper is made of theirs")
                .isEqualTo(whole.figure("noticeBoardCount", "ADMINISTRATIVE_VILLAGE")
                        .longValueExact());
    }

    @Test
    void noTextHoldsWhatLooksLikeANumberOfAPersonOrAnythingThatNobodyWouldWrite() {
        var texts = jdbc.sql("""
                        select concat_ws(' ', p.title, p.summary, p.body, p.basis, p.outside_ground, p.objection_contact,
                                         (select string_agg(e.key || ' ' || e.value, ' ') from json_each_text(p.elements) e))
                          from disclosure.proposal p
                        union all
                        select concat_ws(' ', d.title, d.summary, d.body,
                                         (select string_agg(e.key || ' ' || e.value, ' ') from json_each_text(d.elements) e))
                          from disclosure.disclosure d
                         where d.status = 'DRAFT'
                        union all
                        select concat_ws(' ', title, evidence) from statistics.fact
                        union all
                        select place from channel.delivery
                        """).query(String.class).list();

        assertThat(texts).hasSizeGreaterThan(8_000);
        assertThat(texts).noneMatch(IDENTIFIER.asPredicate()).noneMatch(LEFT_OVER.asPredicate());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "county-clerk",
                "county-reviewer",
                "county-approver",
                "town-clerk",
                "town-approver",
                "village-clerk",
                "village-secretary"
            })
    void whoeverSignsInWithOneOfTheAccountsFindsWorkOfTheirOwn(String login) {
        assertThat(people.shownOnSignInPage()).contains(people.find(login).orElseThrow());

        var today = Browser.page(
                new Browser(port).signIn(login, People.DEMONSTRATION_PASSWORD).get("/work"));

        assertThat(today.select("main ul.list.card").first().select("> li > span > a[href*=/work/disclosures/]"))
                .isNotEmpty();
    }

    @Test
    void mostDutiesWereDoneInTimeAndTheOverdueOnesAreFew() {
        var county = organizations.find(COUNTY).orElseThrow();
        var summary = duties.summary(county.id(), LocalDate.of(Days.YEAR, 5, 1), LocalDate.of(Days.YEAR, 11, 20));

        assertThat(summary.overdue()).isBetween(5, 40);
        assertThat(summary.doneLate() * 100 / summary.total()).isBetween(2, 12);
    }

    @Test
    void someWasCorrectedWithdrawnExpiredReturnedOrPublishedInAnEmergency() {
        assertThat(jdbc.sql("select distinct status from disclosure.disclosure")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder(
                        "DRAFT",
                        "PROPOSED",
                        "UNDER_REVIEW",
                        "RETURNED",
                        "ESCALATED",
                        "APPROVED",
                        "EMERGENCY_PUBLISHED",
                        "PUBLISHED",
                        "CORRECTED",
                        "WITHDRAWN",
                        "EXPIRED");
    }

    @Test
    void thePublicSeesWhatIsForSocietyAndNothingElse() {
        projector.drain();
        var released = counted("select count(*) from disclosure.publication where scope = 'SOCIETY'");
        var kept = counted("select count(*) from disclosure.publication where scope <> 'SOCIETY'");

        assertThat(kept).isPositive();
        assertThat(released).isPositive();
        assertThat(counted("select count(*) from portal.publication")).isEqualTo(released);
        assertThat(counted("select count(*) from portal.pending")).isZero();
    }

    @Test
    void whatOneSuperiorFiledIsNumberedInOrderOfDay() {
        var numbers =
                jdbc.sql("""
                        select v.filed_on
                          from catalog.version v
                          join organization.organization o on o.id = v.filed_at_id
                         where o.code = :county
                         order by substring(v.filing_number from '(\\d+)号')::int
                        """).param("county", COUNTY).query(LocalDate.class).list();

        assertThat(numbers).hasSizeGreaterThan(50).isSorted();
    }

    @Test
    void aSecondStartDoesNothing() throws Exception {
        var before = rows();

        year.run(new DefaultApplicationArguments());

        assertThat(rows()).isEqualTo(before);
    }

    private Map<String, Long> rows() {
        return List.of("organization.organization", "catalog.version", "disclosure.disclosure", "ledger.entry").stream()
                .collect(java.util.stream.Collectors.toMap(
                        table -> table, table -> counted("select count(*) from " + table)));
    }

    private long counted(String query) {
        return jdbc.sql(query).query(Long.class).single();
    }
}
