package io.gongkai.opinion.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.Chromium;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.MadeUpCounty.Person;
import io.gongkai.account.Role;
import io.gongkai.portal.Collector;
import io.gongkai.portal.Projector;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Rounds of questions as people meet them: a household with a slip, clerks with a pile of paper, whoever reads the result. */
@CountyTest
class SurveyInBrowserTest {

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    SurveyMaker maker;

    @Autowired
    Surveys surveys;

    @Autowired
    Projector projector;

    @Autowired
    Collector collector;

    @LocalServerPort
    int port;

    private MadeUpCounty county;
    private UUID round;

    @BeforeEach
    void aSurveyRuns() {
        county = founder.establish();
        round = maker.running(
                RoundKind.SATISFACTION,
                county.village(),
                Map.of(county.village(), 60),
                county.countyClerk().id());
    }

    @Test
    void aHouseholdAnswersWithTheCodeOfItsSlipOnAPhoneInLargePrint() {
        var code = maker.slips(round, county.village(), 1, county.countyClerk().id())
                .getFirst();
        projector.drain();
        try (var phone = Chromium.open(port, Chromium.PHONE)) {
            phone.inLargePrint(true);
            phone.go("/survey");
            phone.isAtHomeHere();
            // As somebody types it who looks from the slip to the telephone and back.
            phone.page().locator("#f-code").fill(code.text().toLowerCase().replace('-', ' '));
            phone.page().locator("main button[type=submit]").click();
            assertThat(phone.page().locator("h1").innerText()).isEqualTo("2026年党务公开测评");
            phone.isAtHomeHere();
            var choice = phone.page().locator("#f-q1 label").first().boundingBox();
            assertThat(choice.height).as("wide enough for a thumb").isGreaterThanOrEqualTo(48);

            phone.page().locator("#f-q1 label").first().click();
            phone.page().locator("#f-q2 label").nth(1).click();
            phone.page().locator("main button[type=submit]").click();
            assertThat(phone.page().locator("#p-q3").innerText()).contains("请选一项");
            assertThat(phone.page().locator("input[name='q.q2'][value='2']").isChecked())
                    .isTrue();
            phone.isAtHomeHere();

            phone.page().locator("#f-q3 label").nth(3).click();
            phone.page().locator("#f-q4").fill("低保名单");
            phone.page().locator("main button[type=submit]").click();
            assertThat(phone.page().locator("[role=status]").innerText()).contains("谢谢");
            phone.isAtHomeHere();

            collector.drain();
            projector.drain();
            phone.go("/survey/" + code.text());
            assertThat(phone.page().locator("[role=status]").innerText()).contains("已经填过");
        }
        var group =
                surveys.groups(surveys.get(round, county.countyClerk().id())).getFirst();
        assertThat(group.answered()).isEqualTo(1);
    }

    @Test
    void twoClerksKeyTheSamePaperWithOneDifferenceAndAThirdSettlesIt() {
        maker.back(round, county.village(), 1, county.countyClerk().id());
        try (var desk = Chromium.open(port, Chromium.DESK)) {
            key(desk, county.villageClerk(), 1);
            assertThat(desk.page().locator("[role=status]").innerText()).contains("第一遍");
            key(desk, county.townClerk(), 2);
            assertThat(desk.page().locator("[role=status]").innerText()).contains("不一致");
            // The second clerk is told that they differ, not in what.
            desk.go("/work/surveys/" + round + "/differences/1");
            assertThat(desk.page().locator("main").innerText()).contains("第三个人").doesNotContain("一遍录的是");

            signIn(desk, county.who(Role.STATISTICIAN, county.county()));
            desk.go("/work/surveys/" + round + "/keying");
            desk.page().locator("a[href$='/differences/1']").click();
            assertThat(desk.page().locator("main fieldset").count()).isEqualTo(1);
            desk.isAtHomeHere();
            desk.page().locator("#f-q2 label").nth(1).click();
            desk.page().locator("main button[type=submit]").click();
            assertThat(desk.page().locator("[role=status]").innerText()).contains("已计入");
        }
        surveys.close(round, county.countyClerk().id()).orThrow();
        var tally = surveys.tally(surveys.get(round, county.countyClerk().id()));
        assertThat(tally.questions().get(1).chosen()).containsEntry("2", 1).containsEntry("1", 0);
    }

    @Test
    void aClerkPrintsSlipsAndTheResultIsReadWithItsSample() {
        try (var desk = Chromium.open(port, Chromium.DESK)) {
            signIn(desk, county.countyClerk());
            desk.go("/work/surveys/" + round + "/slips");
            desk.page().locator("#f-count").fill("12");
            desk.page().locator("main button.p").click();
            var codes = desk.page().locator(".slip .code").allInnerTexts();
            assertThat(codes).hasSize(12).doesNotHaveDuplicates();
            assertThat(desk.page().locator(".slip svg").count()).isEqualTo(12);
            desk.isAtHomeHere();
            codes.stream()
                    .limit(11)
                    .forEach(code ->
                            maker.answer(SlipCode.typed(code).orElseThrow(), Map.of("q1", "1", "q2", "2", "q3", "5")));
            desk.go("/work/surveys/" + round);
            desk.page().locator("form[action$='/closing'] button").click();
            assertThat(desk.page().locator(".rate").innerText()).contains("100.0%", "22 个有效回答", "回收率 91.7%");
            desk.isAtHomeHere();

            signIn(desk, county.countyApprover());
            desk.go("/work/surveys/" + round);
            desk.page().locator("form[action$='/release'] button").click();
            projector.drain();
        }
        try (var phone = Chromium.open(port, Chromium.PHONE)) {
            for (var large : List.of(false, true)) {
                phone.inLargePrint(large);
                phone.go("/org/" + county.village().code());
                assertThat(phone.page()
                                .locator("section[aria-labelledby=surveys]")
                                .innerText())
                        .contains("100.0%", "发出 12 份，收回 11 份");
                phone.isAtHomeHere();
                phone.page()
                        .locator("section[aria-labelledby=surveys] a")
                        .first()
                        .click();
                assertThat(phone.page().locator("main").innerText()).contains("22 个有效回答中 22 个");
                phone.isAtHomeHere();
            }
        }
    }

    private void key(Chromium desk, Person clerk, int second) {
        signIn(desk, clerk);
        desk.go("/work/surveys/" + round + "/keying");
        desk.page().locator("a[href$='/keying/1']").click();
        desk.page().locator("#f-q1 label").first().click();
        desk.page().locator("#f-q2 label").nth(second - 1).click();
        desk.isAtHomeHere();
        desk.page().locator("main button[type=submit]").click();
    }

    private static void signIn(Chromium browser, Person person) {
        browser.signOut();
        browser.signIn(person.login(), MadeUpCounty.PASSWORD);
    }
}
