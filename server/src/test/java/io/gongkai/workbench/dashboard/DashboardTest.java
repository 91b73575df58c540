package io.gongkai.workbench.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.Statements;
import io.gongkai.account.Authority;
import io.gongkai.account.Role;
import io.gongkai.catalog.Duties;
import io.gongkai.organization.Organization;
import io.gongkai.portal.Projector;
import io.gongkai.statistics.Returns;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The overview says what the return and the duties say, and every number on it opens exactly what it counts. */
@CountyTest
@TestInstance(Lifecycle.PER_CLASS)
class DashboardTest {

    private static final Choice NOTHING_CHOSEN = new Choice(null, null, null, null, null, null, null);

    @Autowired
    LivelyCounty lively;

    @Autowired
    Returns returns;

    @Autowired
    Duties duties;

    @Autowired
    Dashboards dashboards;

    @Autowired
    Authority authority;

    @Autowired
    Projector projector;

    @Autowired
    Clock clock;

    @LocalServerPort
    int port;

    private MadeUpCounty county;

    @BeforeAll
    void muchHasHappened() {
        county = lively.establish();
        projector.drain();
    }

    @Test
    void itsFiguresAreTheReturns() {
        var page = page(county.countyClerk(), county.county(), "");
        var sheet = returns.compute(Dashboards.FORM, county.county().id(), year());

        for (var line : sheet.lines()) {
            var number = line.row().no();
            if (number >= 16 && number <= 32) {
                var row = page.select(
                        ".matrix tbody tr:has(th:contains(" + line.row().label() + "))");
                assertThat(number(row.select("td").first().text()))
                        .as(line.row().label())
                        .isEqualTo(Objects.requireNonNull(line.total()).longValue());
            }
        }
        var satisfaction = page.select(".bars tr:has(th:contains(群众满意度)) td").text();
        assertThat(satisfaction).isEqualTo("92.5% 共 40 份");
        assertThat(page.select(".bars tr:has(th:contains(党员对申请办理的满意度)) td").text())
                .isEqualTo("无数据");
        var summary = duties.summary(county.county().id(), LocalDate.of(year(), 1, 1), LocalDate.of(year(), 12, 31));
        assertThat(number(page.select(".bars tr:has(th:contains(超期未公开)) td").text()))
                .isEqualTo(summary.overdue());
        assertThat(page.select(".list.tight li")).hasSize(summary.overdue());
    }

    @Test
    void everyNumberOpensWhatItCountsForTheCounty() {
        var walked = walk(county.countyClerk(), county.county(), "");
        assertThat(walked).isGreaterThan(60);
    }

    @Test
    void everyNumberOpensWhatItCountsForATownAndItsManyVillages() {
        var walked = walk(county.townClerk(), county.town(), "?measure=webPublicationCount&sort=VALUE&whole=true");
        assertThat(walked).isGreaterThan(60);
    }

    @Test
    void everyNumberOpensWhatItCountsForAVillageAmongItsNeighbors() {
        var walked = walk(county.villageClerk(), county.village(), "?measure=webPublicationCount");
        assertThat(walked).isGreaterThan(40);
    }

    @Test
    void unitsAreComparedInTheOrderThatWasChosen() {
        var clerk = county.townClerk();
        var query = "?among=ADMINISTRATIVE_VILLAGE&whole=true&measure=webPublicationCount&sort=";
        var values = peers(page(clerk, county.town(), query + "VALUE")).stream()
                .map(peer -> number(peer.select("td").text()))
                .toList();
        assertThat(values)
                .hasSize(3 + LivelyCounty.MORE_VILLAGES)
                .isSortedAccordingTo((one, two) -> two.compareTo(one));

        var names = peers(page(clerk, county.town(), query + "TREE")).stream()
                .map(peer -> peer.select("th").text())
                .toList();
        assertThat(names.subList(0, 3))
                .containsExactly(
                        county.village().name(),
                        county.secondVillage().name(),
                        county.thirdVillage().name());
        assertThat(page(clerk, county.town(), query + "TREE").text())
                .contains("30 个单位", "中间值 8")
                .doesNotContain("第一名", "排名第");
    }

    @Test
    void aVillageSeesItselfMarkedAmongItsNeighborsButTheirEvidenceOnlyAsThePublicDoes() {
        var page = page(county.villageClerk(), county.village(), "?measure=webPublicationCount");

        assertThat(page.select(".bars tr.own th").text())
                .isEqualTo(county.village().name());
        assertThat(page.select(".bars tr.own a").attr("href"))
                .startsWith("/work/returns/" + county.village().code());
        assertThat(peers(page).stream()
                        .filter(peer -> !peer.hasClass("own"))
                        .map(peer -> peer.select("a").attr("href")))
                .hasSizeGreaterThan(20)
                .allSatisfy(href -> assertThat(href).startsWith("/return/"));
        assertThat(page.select("#f-measure option").eachText()).doesNotContain("按时公开率");
    }

    @Test
    void aClassOfTheDistributionListsItsUnitsAndNoOthers() {
        var page = page(county.townClerk(), county.town(), "?measure=webPublicationCount");
        var columns = page.select("section:has(#compare) .columns td a");
        assertThat(columns).isNotEmpty();

        var sum = 0;
        for (var column : columns) {
            var units = peers(follow(county.townClerk(), page, column)).size();
            assertThat((long) units).isEqualTo(number(column.text()));
            sum += units;
        }
        assertThat(sum).isEqualTo(3 + LivelyCounty.MORE_VILLAGES);
    }

    @Test
    void aYearWithoutRecordsSaysSoAndAYearAheadIsNotThere() {
        var clerk = new Browser(port).signIn(county.countyClerk());

        assertThat(clerk.get("/work/dashboard/%s/2012".formatted(county.county().code()))
                        .body())
                .contains("2012 年没有记录");
        assertThat(clerk.get("/work/dashboard/%s/%d".formatted(county.county().code(), year() + 1))
                        .statusCode())
                .isEqualTo(404);
        assertThat(clerk.get("/work/dashboard/nowhere/" + year()).statusCode()).isEqualTo(404);
    }

    @Test
    void aBodyOfTheCountyThatStandsInNoColumnShowsItsDutiesAlone() {
        var page = page(county.countyClerk(), county.office(), "");

        assertThat(page.select("#forms, #coverage, .tiles")).isEmpty();
    }

    @Test
    void itIsForThoseWhoSeeTheWorkThere() {
        var villager = new Browser(port).signIn(county.villageClerk());
        assertThat(villager.get(address(county.village(), "")).statusCode()).isEqualTo(200);
        for (var other : List.of(county.town(), county.county(), county.secondVillage())) {
            assertThat(villager.get(address(other, "")).statusCode()).isEqualTo(403);
        }
        assertThat(villager.get("/work/dashboard")
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .endsWith("/work/dashboard/%s/%d".formatted(county.village().code(), year()));
        var member = new Browser(port).signIn(county.member());
        assertThat(member.get(address(county.village(), "")).statusCode()).isEqualTo(403);
        assertThat(new Browser(port).get(address(county.village(), "")).statusCode())
                .isEqualTo(303);
    }

    @Test
    void aPageTakesAHandfulOfStatementsHoweverManyUnitsThereAre() {
        var village = statements(county.village());
        var large = statements(county.county());

        assertThat(large).isLessThanOrEqualTo(18);
        assertThat(statements(county.town())).isLessThanOrEqualTo(18);
        assertThat(village).isLessThanOrEqualTo(18);
    }

    private long statements(Organization organization) {
        var clerk =
                authority.actor(county.who(Role.CLERK, county.county()).id()).orElseThrow();
        return Statements.of(() -> dashboards.of(organization, year(), NOTHING_CHOSEN, clerk));
    }

    // ---- walking

    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9,]*(\\.[0-9])?%?");

    /** Follows every number of the page and compares; returns how many there were. */
    private int walk(MadeUpCounty.Person person, Organization organization, String query) {
        var page = page(person, organization, query);
        var wrong = new TreeSet<String>();
        var numbers = page.select(".tiles a, .bars a, .columns a, .table td a, .list a[href*=status]");
        for (var link : numbers) {
            var counted = counted(follow(person, page, link), link.attr("href"));
            // A rate that rests on duties opens these; any other number opens itself.
            var text = link.text();
            var of = NUMBER.matcher(text.contains("项") && text.contains("%") ? text.substring(text.indexOf("共")) : text)
                    .results()
                    .map(found -> found.group())
                    .findFirst()
                    .orElse("none");
            if (!of.equals(counted)) {
                wrong.add("%s says %s and opens %s".formatted(link.attr("href"), of, counted));
            }
        }
        assertThat(wrong).isEmpty();
        return numbers.size();
    }

    /** What the page behind a number says that it lists; and it does list something. */
    private String counted(Document list, String href) {
        if (href.startsWith("?")) {
            return String.valueOf(peers(list).size());
        }
        var rows = list.select("main .table tbody tr").size();
        if (rows == 0) {
            return "an empty list";
        }
        if (href.startsWith("/work/duties")) {
            return number(list.select("main p.meta:contains(共)").text()) + "";
        }
        return list.select("h1 .num").text();
    }

    private Document follow(MadeUpCounty.Person person, Document page, Element link) {
        var href = link.attr("href");
        var path = href.startsWith("?") ? page.location().replaceAll("\\?.*", "") + href : href;
        var answer = browser(person).get(path.replaceAll("#.*", ""));
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return Browser.page(answer);
    }

    private final Map<String, Browser> browsers = new HashMap<>();

    private Browser browser(MadeUpCounty.Person person) {
        return browsers.computeIfAbsent(person.login(), _ -> new Browser(port).signIn(person));
    }

    private Document page(MadeUpCounty.Person person, Organization organization, String query) {
        var path = address(organization, query);
        var answer = browser(person).get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return Jsoup.parse(answer.body(), path);
    }

    private static List<Element> peers(Document page) {
        return new ArrayList<>(page.select("section:has(#compare) .bars tbody tr"));
    }

    private String address(Organization organization, String query) {
        return "/work/dashboard/%s/%d%s".formatted(organization.code(), year(), query);
    }

    private static long number(String text) {
        var found = NUMBER.matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return Long.parseLong(found.group().replaceAll("[,%]|\\.[0-9]", ""));
    }

    private int year() {
        return LocalDate.now(clock).getYear();
    }
}
