package io.gongkai.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.LocatorOptions;
import com.microsoft.playwright.options.AriaRole;
import io.gongkai.Chromium;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.MadeUpCounty.Person;
import io.gongkai.portal.Collector;
import io.gongkai.portal.Projector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Two people's requests from the first question to the answer, in a browser, with everybody who has a hand in them. */
@CountyTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestWalkTest {

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    Collector collector;

    @Autowired
    Projector projector;

    @LocalServerPort
    int port;

    private MadeUpCounty county;
    private Chromium desk;
    private Chromium phone;

    @BeforeAll
    void aCounty() {
        county = founder.establish();
        projector.drain();
        desk = Chromium.open(port, Chromium.DESK);
        phone = desk.beside(Chromium.PHONE);
    }

    @AfterAll
    void close() {
        phone.close();
        desk.close();
    }

    @Test
    void aVillagerOfSeventyAsksOnAPhoneInLargePrintAndReadsTheAnswer() {
        phone.inLargePrint(true);
        var track = ask("RESIDENT", "村里修路花了多少钱");
        assertThat(phone.page().locator("html").getAttribute("class")).contains("large");

        carry();
        phone.go(track);
        phone.isAtHomeHere();
        assertThat(phone.page().locator(".receipt").innerText()).contains("答复期限", "2026-");

        reply("村里修路花了多少钱", "DISCLOSED", "修路共支出 38.6 万元，钱从县里补助和村集体各出一半。", "");
        phone.go(track);
        phone.isAtHomeHere();
        assertThat(phone.page().locator("#answer + p").innerText()).contains("予以公开");
        assertThat(phone.page().locator("main").innerText()).contains("38.6 万元");

        phone.page().locator("a.door", named("评价这次答复")).click();
        phone.isAtHomeHere();
        phone.page().locator("input[name='a.satisfied'][value=YES]").check();
        phone.readOver();
        press(phone, "提交");
        carry();
        phone.go(track);
        assertThat(phone.page().locator(".course").innerText()).contains("您作了评价");
        phone.inLargePrint(false);
    }

    @Test
    void aRefusalIsReviewedByTheSuperiorAndReversed() {
        var title = "低保名单和评议票数";
        var track = ask("MEMBER", title);
        carry();
        reply(title, "REFUSED_PRIVACY", "", "名单涉及村民的家庭收入，属于个人隐私，不予公开。");
        phone.go(track);
        assertThat(phone.page().locator("main").innerText()).contains("不予公开");
        phone.page().locator("a.door", named("请上级党组织复核")).click();
        phone.page().locator("textarea[name='a.words']").fill("评议票数不是隐私，名单在村口也贴过。");
        phone.readOver();
        press(phone, "提交");
        carry();

        as(county.townApprover(), title);
        desk.page().locator("summary", named("责令重新答复")).click();
        desk.isAtHomeHere();
        desk.page().locator("#told-REVERSE").fill("评议结果应当公开，隐去身份证号和收入即可。");
        press(desk, "责令重新答复");
        assertThat(desk.page().locator("main").innerText()).contains("已责令重新答复", "已作废");
        carry();
        phone.go(track);
        phone.isAtHomeHere();
        assertThat(phone.page().locator(".course").innerText()).contains("原答复作废", "隐去身份证号");

        as(county.villageClerk(), title);
        draft("PARTLY_DISCLOSED", "评议会 31 人到会，名单和票数见附件。", "家庭收入属于个人隐私，不予公开。");
        as(county.villageApprover(), title);
        press(desk, "签发答复");
        carry();
        phone.go(track);
        assertThat(phone.page().locator("main").innerText()).contains("部分公开", "31 人到会");
    }

    /** Through the form, one question after the other; returns where the receipt is. */
    private String ask(String who, String title) {
        phone.go("/ask?org=" + county.village().code());
        phone.isAtHomeHere();
        phone.page().locator("a.door[href^='/ask/request']").click();
        phone.isAtHomeHere();
        phone.page().locator("input[value=" + who + "]").check();
        press(phone, "下一步");
        if (who.equals("MEMBER")) {
            phone.page().locator("#f-branch").fill("东河村党支部");
            press(phone, "下一步");
        }
        phone.page().locator("#f-title").fill(title);
        press(phone, "下一步");
        phone.page().locator("#f-content").fill(title + "，请公开 2025 年的明细");
        press(phone, "下一步");
        phone.page().locator("input[value=ONLINE]").check();
        press(phone, "下一步");
        phone.page().locator("#f-name").fill("周大娘");
        press(phone, "下一步");
        press(phone, "下一步"); // no telephone
        phone.isAtHomeHere();
        phone.readOver();
        press(phone, "提交");
        phone.page().waitForURL(url -> url.contains("/track/"));
        phone.isAtHomeHere();
        return phone.page().url().replaceFirst(".*/track/", "/track/").replaceFirst("\\?.*", "");
    }

    private void reply(String title, String outcome, String text, String ground) {
        as(county.villageClerk(), title);
        press(desk, "受理");
        draft(outcome, text, ground);
        as(county.villageApprover(), title);
        desk.isAtHomeHere();
        press(desk, "签发答复");
        carry();
    }

    private void draft(String outcome, String text, String ground) {
        desk.page().locator("#outcome-DRAFT").selectOption(outcome);
        desk.page().locator("#text-DRAFT").fill(text);
        desk.page().locator("#ground-DRAFT").fill(ground);
        press(desk, "拟答复");
        assertThat(desk.page().locator("main").innerText()).contains("待签发");
    }

    /** Finds the request where it waits for this person: on the first page. */
    private void as(Person person, String title) {
        desk.signOut();
        desk.signIn(person.login(), MadeUpCounty.PASSWORD);
        desk.go("/work");
        desk.page().locator("main a", named(title)).first().click();
        desk.page().waitForURL(url -> url.contains("/work/requests/"));
    }

    private static void press(Chromium browser, String button) {
        browser.page()
                .getByRole(
                        AriaRole.BUTTON, new GetByRoleOptions().setName(button).setExact(true))
                .first()
                .click();
    }

    private static LocatorOptions named(String text) {
        return new LocatorOptions().setHasText(text);
    }

    private void carry() {
        collector.drain();
        projector.drain();
    }
}
