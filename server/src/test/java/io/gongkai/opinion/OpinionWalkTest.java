package io.gongkai.opinion;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.LocatorOptions;
import com.microsoft.playwright.options.AriaRole;
import io.gongkai.Chromium;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.portal.NightMail;
import io.gongkai.portal.Projector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A caller is served, and somebody without a name comes back with eight words, in a browser. */
@CountyTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpinionWalkTest {

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    NightMail mail;

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
        desk.signIn(county.villageClerk().login(), MadeUpCounty.PASSWORD);
    }

    @AfterAll
    void close() {
        phone.close();
        desk.close();
    }

    @Test
    void aCallerIsServedWhileTheOperatorListens() {
        desk.go("/work/hotline");
        desk.isAtHomeHere();
        fill(desk, "contact", "0376-7920 118");
        press(desk, "查找以前的");
        assertThat(main(desk)).contains("没有找到以前的记录");

        fill(desk, "name", "周女士");
        fill(desk, "title", "路灯坏了三盏没人修");
        fill(desk, "text", "小学到桥头的三盏路灯坏了半个月，晚上看不见路。");
        press(desk, "登记，转去办理");
        desk.isAtHomeHere();
        assertThat(main(desk)).contains("已登记，编号", "答复期限");
        var code = desk.page().locator(".code").innerText().strip();

        press(desk, "我来办");
        desk.page().locator("#f-kind").selectOption("HANDLED");
        fill(desk, "words", "三盏路灯已经修好");
        press(desk, "提交结果");
        fill(desk, "text", "周女士您好，路灯都修好了。");
        press(desk, "答复");
        desk.isAtHomeHere();
        assertThat(main(desk)).contains("已答复");
        assertThat(desk.page().locator("main").locator(".code").count())
                .as("the code was read out once")
                .isZero();

        projector.drain();
        phone.go("/track/" + code);
        phone.isAtHomeHere();
        assertThat(main(phone)).contains("路灯都修好了", "您提出了意见").doesNotContain("周女士的");

        desk.go("/work/hotline");
        fill(desk, "contact", "03767920118");
        press(desk, "查找以前的");
        desk.isAtHomeHere();
        assertThat(main(desk)).contains("路灯坏了三盏没人修", "已答复");
    }

    @Test
    void somebodyWithoutANameComesBackWithTheReceiptAndTalksOn() {
        phone.go("/ask?org=" + county.village().code());
        phone.page().locator("a.door[href^='/ask/opinion-anonymous']").click();
        phone.isAtHomeHere();
        answer("title", "有人多领了补贴");
        answer("words", "二组有一户已经搬走，补贴还在领。");
        phone.page().locator("input[name='a.open'][value=NO]").check();
        press(phone, "下一步");
        phone.isAtHomeHere();
        assertThat(main(phone)).contains("谁也查不到是您");
        phone.readOver();
        press(phone, "提交");
        phone.page().waitForURL(url -> url.contains("/track/"));
        phone.isAtHomeHere();
        var words = String.join(" ", phone.page().locator(".words li").allInnerTexts());
        assertThat(words.split(" ")).hasSize(8);
        assertThat(main(phone)).contains("最迟 7 天");
        phone.signOut();

        mail.carryNow();
        projector.drain();
        desk.go("/work/opinions");
        desk.page().getByText("有人多领了补贴").click();
        desk.isAtHomeHere();
        assertThat(main(desk)).contains("没有姓名、地址和时间");
        desk.page().locator("summary", named("问对方，或者告诉进展")).click();
        fill(desk, "tell", "请问是哪一种补贴？");
        press(desk, "发给对方");
        projector.drain();

        phone.go("/track");
        fill(phone, "code", words);
        press(phone, "查询");
        phone.isAtHomeHere();
        assertThat(main(phone)).contains("请问是哪一种补贴？");
        phone.page().locator("a.door", named("补充说明")).click();
        phone.page().locator("textarea[name='a.words']").fill("是耕地地力保护补贴。");
        phone.readOver();
        press(phone, "提交");
        phone.page().waitForURL(url -> url.contains("sent=opinion-more"));
        assertThat(main(phone)).contains("已提交");

        mail.carryNow();
        desk.page().reload();
        assertThat(main(desk)).contains("是耕地地力保护补贴。", "对方补充");
        desk.go("/work");
        desk.isAtHomeHere();
        assertThat(main(desk)).contains("有人多领了补贴");
    }

    private void answer(String name, String text) {
        phone.page().locator("[name='a." + name + "']").fill(text);
        press(phone, "下一步");
    }

    private static LocatorOptions named(String text) {
        return new LocatorOptions().setHasText(text);
    }

    private static void fill(Chromium browser, String field, String text) {
        browser.page().locator("#f-" + field).fill(text);
    }

    private static void press(Chromium browser, String button) {
        browser.page()
                .getByRole(
                        AriaRole.BUTTON, new GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static String main(Chromium browser) {
        return browser.page().locator("main").innerText();
    }
}
