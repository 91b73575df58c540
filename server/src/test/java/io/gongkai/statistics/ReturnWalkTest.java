package io.gongkai.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.Chromium;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.MadeUpCounty.Person;
import io.gongkai.ledger.Measure;
import io.gongkai.organization.Organization;
import io.gongkai.portal.Projector;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The whole life of returns over three levels, in a browser, each person doing their own part. */
@CountyTest
class ReturnWalkTest {

    private static final String VILLAGES = "ADMINISTRATIVE_VILLAGE";

    @LocalServerPort
    int port;

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    RecordedFacts facts;

    @Autowired
    Projector projector;

    @Autowired
    Clock clock;

    private MadeUpCounty county;
    private int year;

    @BeforeEach
    void aVillageThatHeldAForum() {
        county = founder.establish();
        year = LocalDate.now(clock).getYear();
        forum("第三季度座谈会", 1);
    }

    @Test
    void fromTheVillageToTheCountyAndBackOnceAndALateFactAfterwards() {
        try (var browser = Chromium.open(port, Chromium.DESK)) {
            theVillageReports(browser);
            theTownSendsItBackWithARemarkAtACell(browser);
            theVillageMendsIt(browser);
            theTownAcceptsConsolidatesAndFreezes(browser);
            theTownReportsWithoutItsOtherVillages(browser);
            theCountyAcceptsAndReportsToTheCity(browser);
            aLateFactIsRestated(browser);
        }
        theVillagerSeesWhatWasReportedAndWhatIsLive();
    }

    private void theVillageReports(Chromium browser) {
        as(browser, county.villageClerk());
        open(browser, county.village(), "");
        press(browser, "button[value=COMPUTE]");
        assertThat(main(browser)).contains("已计算，待确认");
        browser.isAtHomeHere();

        as(browser, county.villageApprover());
        browser.go("/work");
        browser.isAtHomeHere();
        browser.page().getByText("确认统计表").first().click();
        assertThat(figure(browser, "forumCount")).isEqualTo("1");
        press(browser, "button[value='CONFIRM,SIGN,SUBMIT']");
        assertThat(main(browser)).contains("已报送上级", "已报送，待接收", "摘要与签署内容一致", "完全一致");
        browser.isAtHomeHere();
    }

    private void theTownSendsItBackWithARemarkAtACell(Chromium browser) {
        as(browser, county.townClerk());
        browser.go("/work");
        browser.page().getByText("接收下级统计表").first().click();
        press(browser, "button[value=RECEIVE]");
        browser.page().getByText("有问题，退回修改").click();
        browser.page().locator("#f-row-0").selectOption("forumCount");
        browser.page().locator("#f-column-0").selectOption(VILLAGES);
        browser.page().locator("#f-cellRemark-0").fill("短");
        press(browser, "button[value=RETURN]");
        assertThat(main(browser)).contains("修改意见请写 4 到 200 个字");
        assertThat(browser.page().locator("#f-row-0").inputValue()).isEqualTo("forumCount");
        browser.isAtHomeHere();

        browser.page().locator("#f-cellRemark-0").fill("会议登记簿上还有一次，请核对");
        press(browser, "button[value=RETURN]");
        assertThat(main(browser)).contains("已退回修改", "会议登记簿上还有一次，请核对");
        browser.isAtHomeHere();
    }

    private void theVillageMendsIt(Chromium browser) {
        forum("补记：第四季度座谈会", 1);
        as(browser, county.villageClerk());
        browser.go("/work");
        browser.page().getByText("按退回意见修改统计表").first().click();
        assertThat(cell(browser, "forumCount")).contains("待改", "现 2");
        browser.page().locator("#f-remarkRow").selectOption("forumCount");
        browser.page().locator("#f-remarkText").fill("十一月补记一次");
        press(browser, "form[action$='/remarks'] button");
        press(browser, "button[value=COMPUTE]");
        assertThat(figure(browser, "forumCount")).isEqualTo("2");
        assertThat(browser.page()
                        .locator("tr:has(a[href*='/forumCount/']) td.remark")
                        .innerText())
                .isEqualTo("十一月补记一次");

        as(browser, county.villageApprover());
        open(browser, county.village(), "?view=filed");
        press(browser, "button[value='CONFIRM,SIGN,SUBMIT']");
        assertThat(main(browser)).contains("已报送，待接收");
    }

    private void theTownAcceptsConsolidatesAndFreezes(Chromium browser) {
        as(browser, county.townApprover());
        browser.go("/work/returns/%s/%d/reporting".formatted(county.town().code(), year));
        browser.isAtHomeHere();
        press(browser, "button[value=ACCEPT]");
        assertThat(main(browser)).contains("“审核通过”办好 1 份");
        as(browser, county.townClerk());
        browser.go("/work/returns/%s/%d/reporting".formatted(county.town().code(), year));
        press(browser, "button[value=CONSOLIDATE]");
        as(browser, county.townApprover());
        browser.go("/work/returns/%s/%d/reporting".formatted(county.town().code(), year));
        press(browser, "button[value=FREEZE]");
        assertThat(main(browser)).contains("已冻结", "“冻结”办好 1 份");
        browser.isAtHomeHere();
    }

    private void theTownReportsWithoutItsOtherVillages(Chromium browser) {
        as(browser, county.townClerk());
        open(browser, county.town(), "");
        press(browser, "button[value=COMPUTE]");
        as(browser, county.townApprover());
        open(browser, county.town(), "?view=filed");
        press(browser, "button[value='CONFIRM,SIGN,SUBMIT']");
        assertThat(main(browser)).contains("还有 2 个下级单位的表没有审核通过");
        browser.page().locator("#f-reason").first().fill("两个村正在换届，年后补报");
        press(browser, "button[value='CONFIRM,SIGN,SUBMIT']");
        assertThat(main(browser)).contains("已报送，待接收");
        assertThat(figure(browser, "forumCount")).isEqualTo("2");
    }

    private void theCountyAcceptsAndReportsToTheCity(Chromium browser) {
        as(browser, county.countyApprover());
        open(browser, county.town(), "?view=filed");
        press(browser, "button[value='RECEIVE,ACCEPT']");
        assertThat(main(browser)).contains("审核通过");
        as(browser, county.countyClerk());
        open(browser, county.town(), "?view=filed");
        press(browser, "button[value=CONSOLIDATE]");

        open(browser, county.county(), "");
        press(browser, "button[value=COMPUTE]");
        as(browser, county.countyApprover());
        open(browser, county.county(), "?view=filed");
        browser.page().locator("#f-reason").first().fill("其余单位按规定年后补报");
        press(browser, "button[value='CONFIRM,SIGN,SUBMIT']");
        browser.page().locator("#f-reason").first().fill("市委组织部回执 31 号");
        press(browser, "button[value='RECEIVE,ACCEPT']");
        assertThat(main(browser)).contains("审核通过");
        assertThat(figure(browser, "forumCount")).isEqualTo("2");
        browser.isAtHomeHere();
    }

    private void aLateFactIsRestated(Chromium browser) {
        forum("漏记的一次座谈会", 3);
        as(browser, county.villageClerk());
        open(browser, county.village(), "?view=filed");
        assertThat(cell(browser, "forumCount")).startsWith("2").contains("现 5");
        var changed = browser.page().locator("#restatement-title ~ .scroll").innerText();
        assertThat(changed).contains("召开群众座谈会", "漏记的一次座谈会", "+3");
        browser.isAtHomeHere();
        browser.page()
                .locator("a[href*='/forumCount/" + VILLAGES + "']")
                .first()
                .click();
        assertThat(main(browser)).contains("报送表上这一格是 2，现在按同一截止日应是 5");
        browser.isAtHomeHere();

        for (var superior : List.of(county.town(), county.county())) {
            as(browser, superior.equals(county.town()) ? county.townClerk() : county.countyClerk());
            open(browser, superior, "?view=filed");
            assertThat(cell(browser, "forumCount"))
                    .as("as submitted and as corrected stand side by side at every level above")
                    .startsWith("2")
                    .contains("现 5");
            assertThat(browser.page().locator("#restatement-title ~ .scroll").innerText())
                    .contains("漏记的一次座谈会", county.village().name());
        }

        as(browser, county.villageClerk());
        open(browser, county.village(), "?view=filed");
        browser.page().getByText("数字有变，报送更正报表").click();
        browser.page().locator("details[open] #f-reason").fill("座谈会漏记，更正报表");
        press(browser, "button[value=RESTATE]");
        press(browser, "button[value=COMPUTE]");
        assertThat(figure(browser, "forumCount")).isEqualTo("5");
        as(browser, county.villageApprover());
        open(browser, county.village(), "?view=filed");
        press(browser, "button[value='CONFIRM,SIGN,SUBMIT']");
        assertThat(main(browser)).contains("更正报表（第 2 次）", "已报送，待接收");
        browser.page()
                .locator(".tabs a", new com.microsoft.playwright.Page.LocatorOptions().setHasText("报送值"))
                .click();
        assertThat(figure(browser, "forumCount")).isEqualTo("2");
        browser.isAtHomeHere();
        open(browser, county.village(), "?view=years");
        browser.isAtHomeHere();
    }

    private void theVillagerSeesWhatWasReportedAndWhatIsLive() {
        forum("当天又开一次", 1);
        projector.drain();
        var address = "/return/%s/%d".formatted(county.village().code(), year);
        try (var phone = Chromium.open(port, Chromium.PHONE)) {
            phone.go(address);
            assertThat(main(phone)).contains("已报送", "实时数据");
            assertThat(figure(phone, "forumCount")).isEqualTo("6");
            phone.isAtHomeHere();
            for (var round : List.of("1", "2")) {
                phone.go(address + "?round=" + round);
                assertThat(figure(phone, "forumCount")).isEqualTo(round.equals("1") ? "2" : "5");
                assertThat(main(phone)).contains("十一月补记一次", "SHA-256");
                phone.isAtHomeHere();
            }
            assertThat(phone.go(address + "?round=3")).isEqualTo(404);
            phone.go("/return/%s/%d".formatted(county.otherTown().code(), year));
            assertThat(main(phone)).contains("尚未报送").doesNotContain("报送值");
        }
    }

    private void forum(String title, long times) {
        facts.record(
                        new RecordedFacts.Recording(
                                county.village().id(),
                                Measure.FORUM,
                                List.of(),
                                LocalDate.now(clock),
                                times,
                                null,
                                null,
                                title,
                                "会议登记簿",
                                null),
                        county.villageClerk().id())
                .orThrow();
    }

    private void open(Chromium browser, Organization organization, String query) {
        assertThat(browser.go("/work/returns/%s/%d%s".formatted(organization.code(), year, query)))
                .isEqualTo(200);
    }

    private static String figure(Chromium browser, String row) {
        return browser.page()
                .locator(".sheet a[href*='/%s/%s']".formatted(row, VILLAGES))
                .first()
                .innerText();
    }

    private static String cell(Chromium browser, String row) {
        return browser.page()
                .locator(".sheet td:has(a[href*='/%s/%s'])".formatted(row, VILLAGES))
                .innerText();
    }

    private static String main(Chromium browser) {
        return browser.page().locator("main").innerText();
    }

    private static void press(Chromium browser, String selector) {
        browser.page().locator(selector).first().click();
        browser.page().waitForLoadState();
    }

    private static void as(Chromium browser, Person person) {
        browser.page().context().clearCookies();
        browser.signIn(person.login(), MadeUpCounty.PASSWORD);
    }
}
