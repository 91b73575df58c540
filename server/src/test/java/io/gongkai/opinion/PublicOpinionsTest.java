package io.gongkai.opinion;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.portal.Projector;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Everybody sees what became of opinions, and nobody who gave one. */
@CountyTest
class PublicOpinionsTest {

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    Opinions opinions;

    @Autowired
    OpinionMaker maker;

    @Autowired
    Projector projector;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    MadeUpCounty county;

    @BeforeEach
    void aCounty() {
        county = founder.establish();
        projector.drain();
    }

    @Test
    void aSmallGroupHasNoFigures() {
        for (var i = 1; i < PublicOpinions.SMALLEST_GROUP; i++) {
            maker.received(county.village(), "第" + i + "件意见");
        }
        assertThat(page()).contains("不到 5 件").doesNotContain("收到（件）");
        assertThat(jdbc.sql("select received from portal.opinion_figure where organization_id = :id")
                        .param("id", county.village().id().value())
                        .query((row, _) -> String.valueOf(row.getObject("received")))
                        .list())
                .as("the public side does not even hold it")
                .containsOnly("null");

        maker.anonymous(county.village(), "第五件意见");

        assertThat(page()).contains("收到（件） 5");
    }

    @Test
    void aPublicAnswerShowsTheOfficesWordsAndNotTheSenders() {
        var opinion = maker.received(county.village(), "我家三口人的低保为什么停了");
        var clerk = county.villageClerk().id();
        opinions.takeUp(opinion.id(), clerk);
        opinions.close(opinion.id(), ClosingKind.HANDLED, "当面说明了政策", clerk).orThrow();
        opinions.reply(opinion.id(), "低保每年复核一次，标准已贴在公开栏。", true, "低保复核的标准是什么", clerk)
                .orThrow();
        opinions.remove(opinion.id(), 0, "三口人", "能认出这一家", clerk).orThrow();

        assertThat(page()).contains("低保复核的标准是什么", "每年复核一次", "遮去内容 1 次").doesNotContain("我家", "王先生", "三口人");
    }

    @Test
    void programsGiveAndFollowOpinionsToo() {
        var sent = new Browser(port)
                .send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/opinions"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(
                                """
                                {"organization":"%s","title":"公开栏太高看不见","text":"请降低二十厘米","name":"王先生","contact":"1"}
                                """.formatted(county.village().code()))));
        assertThat(sent.statusCode()).isEqualTo(201);
        assertThat(sent.body()).contains("\"trackingCode\"", "\"dueOn\":\"20");
        var code = sent.body().replaceAll("(?s).*\"trackingCode\"\\s*:\\s*\"([^\"]+)\".*", "$1");
        assertThat(new Browser(port)
                        .get("/api/v1/opinions/" + code, "Accept", "application/json")
                        .statusCode())
                .isEqualTo(200);

        var refused = new Browser(port)
                .send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/opinions"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"mode\":\"ANONYMOUS\"}")));
        assertThat(refused.statusCode()).isEqualTo(422);
    }

    private String page() {
        projector.drain();
        var answer = new Browser(port).get("/org/" + county.village().code() + "/opinions");
        assertThat(answer.statusCode()).isEqualTo(200);
        return Browser.page(answer).select("main").text();
    }
}
