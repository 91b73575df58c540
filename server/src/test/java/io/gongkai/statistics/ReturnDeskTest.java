package io.gongkai.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.ledger.Measure;
import io.gongkai.opinion.OpinionSource;
import io.gongkai.opinion.Opinions;
import io.gongkai.opinion.Sender;
import io.gongkai.opinion.WrittenDown;
import io.gongkai.organization.Organization;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The return in a browser and over the API: who sees what, and where a click leads. */
@CountyTest
class ReturnDeskTest {

    private static final String INNER = "只限党内的第二季度座谈会";

    @Autowired
    RecordedFacts facts;

    @Autowired
    Opinions opinions;

    @Autowired
    Clock clock;

    @Autowired
    MadeUpCounty.Founder founder;

    @LocalServerPort
    int port;

    private MadeUpCounty county;
    private UUID fact;

    @BeforeEach
    void aVillageHasHeldAForum() {
        county = founder.establish();
        fact = facts.record(
                        new RecordedFacts.Recording(
                                county.village().id(),
                                Measure.FORUM,
                                LocalDate.of(2025, 6, 3),
                                1,
                                null,
                                null,
                                INNER,
                                "会议记录第 6 号",
                                null),
                        county.countyClerk().id())
                .orThrow();
    }

    @Test
    void aFigureLeadsToItsFactsAndAFactToItsRecord() {
        var clerk = new Browser(port).signIn(county.townClerk());
        var sheet = Jsoup.parse(clerk.get(sheetOf(county.town())).body());

        assertThat(sheet.select(".sheet tbody tr")).hasSize(45);
        assertThat(sheet.select(".sheet tbody tr td")).hasSize(45 * 15);
        assertThat(sheet.select("tbody th.group").eachText())
                .containsExactly("基本情况", "公开形式", "公开内容", "监督检查", "意见收集办理和反馈");
        var figure = sheet.select("a[href$=/forumCount/ADMINISTRATIVE_VILLAGE]");
        assertThat(figure.text()).isEqualTo("1");

        var evidence = Jsoup.parse(clerk.get(figure.attr("href")).body());
        var record = evidence.select("tbody a");
        assertThat(record.text()).isEqualTo(INNER);
        assertThat(Jsoup.parse(clerk.get(record.attr("href")).body())
                        .select("h1")
                        .text())
                .contains(INNER);
    }

    @Test
    void aHotlineThatIsMissingIsSaidBesideItsRowInBothLanguagesAndLeadsToTheVillage() {
        var today = LocalDate.now(clock);
        opinions.writeDown(
                        new WrittenDown(
                                county.village().id(),
                                OpinionSource.HOTLINE,
                                today,
                                "热线里说的一件事",
                                "村口路灯不亮",
                                false,
                                new Sender("", "", "")),
                        county.villageClerk().id())
                .orThrow();
        var clerk = new Browser(port).signIn(county.townClerk());
        var address = "/work/returns/%s/%d".formatted(county.town().code(), today.getYear());

        var sheet = Browser.page(clerk.get(address));

        assertThat(sheet.select(".sheet tr:contains(开通热线电话)").text()).contains("建制村：有“热线收集意见建议”，却没有“开通热线电话”");
        var mending = sheet.select("#checks li:contains(热线收集意见建议) a").attr("href");
        assertThat(Browser.page(clerk.get(mending)).select("main").text())
                .contains("有“热线收集意见建议”，却没有“开通热线电话”的单位", county.village().name());
        clerk.get("/choice?lang=en&back=/work");
        assertThat(Browser.page(clerk.get(address)).select("#checks").text())
                .contains("Villages: there is “Opinions and suggestions by hotline” but no “Hotlines opened”");
    }

    @Test
    void whoMayNotSeeTheWorkReadsNoWordsThatWereNotReleased() {
        var call = "/api/v1/returns/annual-disclosure-return/%s/2025/cells/forumCount/TOTAL"
                .formatted(county.county().code());

        assertThat(new Browser(port).get(call, "Accept", "application/json").body())
                .contains("\"value\":1", "\"source\":null", "召开群众座谈会")
                .doesNotContain(INNER, fact.toString());
        assertThat(as(county.villageClerk(), call)).contains("\"source\":null").doesNotContain(INNER);
        assertThat(as(county.countyClerk(), call)).contains(INNER, "/work/facts/" + fact);
    }

    @Test
    void theDeskIsForThoseWhoMaySeeTheWorkThere() {
        assertThat(new Browser(port).get(sheetOf(county.county())).statusCode()).isIn(302, 303, 401);
        var villager = new Browser(port).signIn(county.villageClerk());
        assertThat(villager.get(sheetOf(county.village())).statusCode()).isEqualTo(200);
        assertThat(villager.get(sheetOf(county.county())).statusCode()).isEqualTo(403);
        assertThat(villager.get(sheetOf(county.village()) + "/noSuchRow/TOTAL").statusCode())
                .isEqualTo(404);
        assertThat(villager.get("/work/returns/nowhere/2025").statusCode()).isEqualTo(404);
        assertThat(villager.get("/work/returns").statusCode()).isEqualTo(200);
    }

    @Test
    void theFormComesAsAFileUnderItsOwnName() {
        var call = "/api/v1/returns/annual-disclosure-return/" + county.county().code() + "/2025.";

        var workbook = new Browser(port).get(call + "xlsx");
        assertThat(workbook.statusCode()).isEqualTo(200);
        assertThat(workbook.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("attachment");
        assertThat(new Browser(port).get(call + "csv").body()).contains("基层党组织个数（个）,2,0,3,");
        assertThat(new Browser(port).get(call + "doc").statusCode()).isEqualTo(404);
    }

    @Test
    void aRefusedFactComesBackAsItWasTypedWithEveryGround() {
        var clerk = new Browser(port).signIn(county.villageClerk());
        clerk.get("/work/facts/new");

        var refused = clerk.post("/work/facts", Map.of("on", "昨天", "quantity", "三", "title", "会", "evidence", ""));

        assertThat(refused.statusCode()).isEqualTo(422);
        var page = Jsoup.parse(refused.body());
        assertThat(page.select("[name=on]").attr("value")).isEqualTo("昨天");
        assertThat(page.select(".problem").eachAttr("id"))
                .containsExactlyInAnyOrder(
                        "p-organization", "p-measure", "p-on", "p-quantity", "p-title", "p-evidence");
    }

    @Test
    void aFactThatIsInOrderIsRecordedAndMayBeTakenBackWithAReason() {
        var clerk = new Browser(port).signIn(county.villageClerk());
        clerk.get("/work/facts/new");

        var recorded = clerk.post(
                "/work/facts",
                Map.of(
                        "organization", county.village().code(),
                        "measure", "INSPECTION",
                        "on", "2025-08-01",
                        "quantity", "1",
                        "title", "八月专项督查",
                        "evidence", "督查记录第 2 号"));
        assertThat(recorded.statusCode()).isIn(302, 303);
        var list = Jsoup.parse(clerk.get("/work/facts").body());
        var link = list.select("a:contains(八月专项督查)").attr("href");

        clerk.get(link);
        assertThat(clerk.post(link + "/cancellation", Map.of("reason", "")).statusCode())
                .isEqualTo(422);
        assertThat(clerk.post(link + "/cancellation", Map.of("reason", "记到了别的单位"))
                        .statusCode())
                .isIn(302, 303);
        assertThat(clerk.post(link + "/cancellation", Map.of("reason", "再撤销一次")).statusCode())
                .isEqualTo(409);
        assertThat(Jsoup.parse(clerk.get(link).body()).text()).contains("已撤销", "记到了别的单位");
    }

    private String as(MadeUpCounty.Person person, String call) {
        return new Browser(port)
                .get(call, "Authorization", "Bearer " + person.token(), "Accept", "application/json")
                .body();
    }

    private static String sheetOf(Organization organization) {
        return "/work/returns/" + organization.code() + "/2025";
    }
}
