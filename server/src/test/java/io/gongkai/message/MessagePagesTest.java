package io.gongkai.message;

import static io.gongkai.Browser.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The administrator sets up by what the county sends, the clerk in which words, and everybody how they are told. */
@CountyTest
class MessagePagesTest {

    @Autowired
    MadeUpCounty.Founder founder;

    @LocalServerPort
    int port;

    private MadeUpCounty county;
    private Browser administrator;
    private GreenMail server;

    @BeforeEach
    void aCountyWithAMailServer() {
        county = founder.establish();
        administrator = new Browser(port).signIn(county.systemAdmin());
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aGatewayIsSetUpTestedAndLookedAfterWithoutShowingItsPassword() {
        server.setUser("office@qinghe.example", "office", "right-password");
        var saved = save("127.0.0.1", String.valueOf(server.getSmtp().getPort()), "office", "right-password");
        assertThat(saved.statusCode()).isEqualTo(302);

        var settings = administrator.get("/work/messages/gateways");
        assertThat(settings.body()).doesNotContain("right-password");
        assertThat(page(settings).select("#smtp-host").val()).isEqualTo("127.0.0.1");
        assertThat(page(settings).select("#smtp-password").val()).isEmpty();

        var tested = administrator.post(gateway("MAIL/test"), Map.of("address", "Admin@Qinghe.example"));
        assertThat(tested.statusCode()).isEqualTo(302);
        var message = tested.headers().firstValue("Location").orElseThrow();
        await().until(() ->
                page(administrator.get(message)).select("h1 + p .tag").text().equals("已交网关"));
        var shown = page(administrator.get(message)).select("main").text();
        assertThat(shown).contains("A***@qinghe.example", "登记", "取出发送", "网关收下").doesNotContain("Admin@");
        assertThat(page(administrator.get("/work/messages?status=HANDED_OVER")).select("tbody tr"))
                .hasSize(1);
        assertThat(page(administrator.get("/work/messages?status=dead")).select("tbody tr"))
                .isEmpty();
        assertThat(page(administrator.get("/work/system")).select("#work + dl").text())
                .contains("邮件和短信");
    }

    @Test
    void whatIsTypedWrongIsSaidAllAtOnceAndThePasswordIsNotSentBack() {
        var answer = save("no host!", "0", "office", "typed-password");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(page(answer).select("section:has(#SMTP) .problem")).hasSize(2);
        assertThat(page(answer).select("#f-host").val()).isEqualTo("no host!");
        assertThat(answer.body()).doesNotContain("typed-password");
        assertThat(administrator
                        .post(gateway("HTTP"), Map.of("url", "ftp://x", "verb", "GET", "accepted", "("))
                        .statusCode())
                .isEqualTo(422);
    }

    /** Whoever can change the server must not learn the password by naming a server of his own. */
    @Test
    void aPasswordDoesNotFollowToAnotherServer() {
        server.setUser("office@qinghe.example", "office", "right-password");
        save("127.0.0.1", String.valueOf(server.getSmtp().getPort()), "office", "right-password");
        save("127.0.0.1", String.valueOf(server.getSmtp().getPort()), "office", "");
        assertThat(hints()).as("the same server keeps it").contains("已经保存");

        save("localhost", String.valueOf(server.getSmtp().getPort()), "office", "");
        assertThat(hints()).doesNotContain("已经保存");
    }

    @Test
    void theClerkWordsAMessageAndSeesItBeforeItIsUsed() {
        var clerk = new Browser(port).signIn(county.countyClerk());
        var address = "/work/messages/templates/%s/trial.receipt/SMS"
                .formatted(county.county().code());
        assertThat(page(clerk.get("/work/messages/templates")).select("a[href=" + address + "]"))
                .hasSize(1);

        var wrong = clerk.post(address, Map.of("before", "0", "body", "收到 {nummer}，{", "reason", "短"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(page(wrong).select(".notice.late").text())
                .contains("没有这样的名称：{nummer}", "花括号要成对", "不能少：{link} {number}", "4 到 300");
        assertThat(page(wrong).select("#f-body").text()).isEqualTo("收到 {nummer}，{");

        var words = "您的申请 {number} 已登记，办理情况见 {link}";
        var preview = clerk.post(address, Map.of("before", "0", "body", words, "reason", "", "act", "preview"));
        assertThat(preview.statusCode()).isEqualTo(200);
        assertThat(page(preview).select("section:has(#preview)").text()).contains("【中共青禾县委员会】您的申请 〔编号〕 已登记", "/track/");

        var saved = clerk.post(address, Map.of("before", "0", "body", words, "reason", "说法更平实"));
        assertThat(saved.statusCode()).isEqualTo(302);
        assertThat(page(clerk.get(address)).select("details").text()).contains("第 1 版", "说法更平实");
        var late = clerk.post(address, Map.of("before", "0", "body", words + "。", "reason", "同时改的人"));
        assertThat(page(late).select(".notice.late").text()).contains("别人刚刚保存了新的一版");
    }

    @Test
    void aVillageClerkDoesNotWordTheCountysMessages() {
        var clerk = new Browser(port).signIn(county.villageClerk());

        var address = "/work/messages/templates/%s/test/SMS"
                .formatted(county.village().code());

        var read = page(clerk.get(address));
        assertThat(read.select("main").text()).contains("这是一条试发的短信", "这里只能看");
        assertThat(read.select("main form")).isEmpty();
        assertThat(clerk.post(address, Map.of("before", "0", "body", "随便", "reason", "我想改"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void everybodyChoosesHowTheyAreTold() {
        var clerk = new Browser(port).signIn(county.villageClerk());
        var address = "/work/account/messages";

        var wrong = clerk.post(address, Map.of("byMail", "true", "mail", "nobody", "bySms", "true", "phone", ""));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(page(wrong).select(".problem").eachText()).containsExactly("这不是邮箱地址", "要用短信告知，请填写手机号码");
        assertThat(page(wrong).select("#f-mail").val()).isEqualTo("nobody");

        assertThat(clerk.post(address, Map.of("byMail", "true", "mail", "clerk@qinghe.example"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(page(clerk.get(address)).select("#f-mail").val()).isEqualTo("clerk@qinghe.example");
        assertThat(page(clerk.get("/work/account")).select("a[href=" + address + "]"))
                .hasSize(1);
    }

    private HttpResponse<String> save(String host, String smtpPort, String user, String password) {
        return administrator.post(
                gateway("SMTP"),
                Map.of(
                        "host", host,
                        "port", smtpPort,
                        "encryption", "NONE",
                        "user", user,
                        "password", password,
                        "from", "office@qinghe.example"));
    }

    private String hints() {
        return page(administrator.get("/work/messages/gateways"))
                .select("section:has(#SMTP) .hint")
                .text();
    }

    private String gateway(String rest) {
        return "/work/messages/gateways/" + county.county().code() + "/" + rest;
    }
}
