package io.gongkai.opinion.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.account.Role;
import io.gongkai.intake.Desks;
import io.gongkai.intake.Incoming;
import io.gongkai.intake.TrackingCode;
import io.gongkai.opinion.ClosingKind;
import io.gongkai.opinion.Opinion;
import io.gongkai.opinion.OpinionMaker;
import io.gongkai.opinion.Opinions;
import io.gongkai.organization.Organization;
import io.gongkai.portal.Collector;
import io.gongkai.portal.Projector;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.statistics.Returns;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** After every closing its sender is asked what it is worth, and what is said stands in the return. */
@CountyTest
class RatingTest {

    private static final String FORM = "annual-disclosure-return";

    @Autowired
    OpinionMaker maker;

    @Autowired
    Opinions opinions;

    @Autowired
    Ratings ratings;

    @Autowired
    Desks desks;

    @Autowired
    Returns returns;

    @Autowired
    Projector projector;

    @Autowired
    Collector collector;

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    Clock clock;

    @LocalServerPort
    int port;

    private MadeUpCounty county;
    private PersonId clerk;
    private Organization village;
    private LocalDate today;

    @BeforeEach
    void aCountyStands() {
        county = founder.establish();
        village = county.village();
        clerk = county.villageClerk().id();
        today = LocalDate.now(clock);
    }

    @Test
    void everyClosingAsksWhateverCameOfIt() {
        var solved = closed("路灯坏了没人修", ClosingKind.HANDLED);
        var refused = closed("想把路再修宽一倍", ClosingKind.NOT_POSSIBLE);

        assertThat(acts(solved.code())).contains("opinion-rating");
        assertThat(acts(refused.code())).doesNotContain("opinion-rating");
        opinions.countersign(refused.id(), county.villageApprover().id()).orThrow();
        assertThat(acts(refused.code())).contains("opinion-rating");
        assertThat(count(village)).isEqualTo(new RatingCount(2, 0, 0));
    }

    @Test
    void whatIsSaidStandsInRow42AndMayBeChangedWithinAWeek() {
        var opinion = closed("路灯坏了没人修", ClosingKind.HANDLED);
        closed("垃圾桶不够用了", ClosingKind.HANDLED);

        rate(opinion.code(), "DISSATISFIED", today);
        assertThat(satisfaction(village)).isEqualTo(new BigDecimal("0.0"));
        rate(opinion.code(), "VERY_SATISFIED", today);
        assertThat(satisfaction(village)).isEqualTo(new BigDecimal("100.0"));
        assertThat(satisfaction(county.county())).isEqualTo(new BigDecimal("100.0"));
        assertThat(count(county.county())).isEqualTo(new RatingCount(2, 1, 1));
        var evidence =
                returns.evidence(FORM, county.county().id(), today.getYear(), "publicSatisfactionRate", null, 50, null);
        assertThat(evidence.items()).singleElement().satisfies(item -> {
            assertThat(item.source().type()).isEqualTo("OPINION_RATING");
            assertThat(ratings.opinionRatedBy(item.source().id(), clerk)).isEqualTo(opinion.id());
        });

        assertThat(receive(opinion.code(), "FAIR", today.plusDays(8)))
                .map(Refusal::code)
                .contains("intake.act.closed");
        assertThat(satisfaction(village)).isEqualTo(new BigDecimal("100.0"));
    }

    @Test
    void whatIsReopenedIsAskedAboutAgain() {
        var opinion = closed("路灯坏了没人修", ClosingKind.HANDLED);
        rate(opinion.code(), "DISSATISFIED", today);
        maker.act(opinion.code(), "opinion-again", "还是不亮，请再派人看看");
        assertThat(acts(opinion.code())).doesNotContain("opinion-rating");
        assertThat(receive(opinion.code(), "SATISFIED", today)).isPresent();

        opinions.takeUp(opinion.id(), clerk);
        opinions.close(opinion.id(), ClosingKind.HANDLED, "换了新灯，当晚已经亮了", clerk).orThrow();
        rate(opinion.code(), "SATISFIED", today);

        assertThat(count(village)).isEqualTo(new RatingCount(2, 2, 1));
        assertThat(satisfaction(village)).isEqualTo(new BigDecimal("50.0"));
    }

    @Test
    void ofTwoAnswersAtOnceOneStands() throws Exception {
        var opinion = closed("路灯坏了没人修", ClosingKind.HANDLED);
        Callable<Optional<Refusal>> caller = () -> receive(opinion.code(), "SATISFIED", today);

        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : callers.invokeAll(Collections.nCopies(4, caller))) {
                assertThat(answer.get()).isEmpty();
            }
        }

        assertThat(count(village)).isEqualTo(new RatingCount(1, 1, 1));
        assertThat(returns.evidence(FORM, village.id(), today.getYear(), "publicSatisfactionRate", null, 50, null)
                        .items())
                .hasSize(1);
    }

    @Test
    void theSenderRatesOnTheTrackingPageAndTheUnitsPageShowsHowManyDid() {
        var all = new ArrayList<Opinion>();
        for (var i = 0; i < 6; i++) {
            all.add(closed("路灯坏了没人修" + i, ClosingKind.HANDLED));
        }
        projector.drain();
        var code = all.getFirst().code().text();
        var browser = new Browser(port);
        assertThat(Browser.page(browser.get("/track/" + code)).select("a[href$=opinion-rating]"))
                .hasSize(1);
        var form = Browser.page(browser.get("/track/" + code + "/opinion-rating"));
        assertThat(form.select("input[name=a.worth]")).hasSize(4);
        assertThat(browser.send(
                                HttpRequest.newBuilder(
                                                URI.create(browser.root() + "/track/" + code + "/opinion-rating"))
                                        .header("Content-Type", "multipart/form-data; boundary=x")
                                        .POST(
                                                BodyPublishers.ofString(
                                                        "--x\r\nContent-Disposition: form-data; name=\"a.worth\"\r\n\r\nSATISFIED\r\n--x--\r\n")))
                        .statusCode())
                .isEqualTo(302);
        collector.drain();
        projector.drain();
        assertThat(Browser.page(browser.get("/track/" + code)).select(".course").text())
                .contains("您的评价：满意");
        assertThat(unitPage(browser)).contains("请评价 6 件，收到评价 1 件", "不列满意率").doesNotContain("满意率 100");

        all.stream().skip(1).limit(4).forEach(opinion -> rate(opinion.code(), "FAIR", today));
        projector.drain();
        assertThat(unitPage(browser)).contains("满意率 20.0%", "请评价 6 件，收到评价 5 件，评价率 83.3%");
    }

    private String unitPage(Browser browser) {
        return Browser.page(browser.get("/org/" + village.code()))
                .select("section[aria-labelledby=surveys]")
                .text();
    }

    private Opinion closed(String title, ClosingKind kind) {
        var opinion = maker.received(village, title);
        opinions.takeUp(opinion.id(), clerk);
        return opinions.close(opinion.id(), kind, "已经查过并且说明", clerk).orThrow();
    }

    private void rate(TrackingCode code, String worth, LocalDate on) {
        assertThat(receive(code, worth, on)).isEmpty();
    }

    private Optional<Refusal> receive(TrackingCode code, String worth, LocalDate on) {
        return new TransactionTemplate(transactions)
                .execute(_ -> desks.of("opinion-rating")
                        .receive(new Incoming("opinion-rating", code, on, Map.of("worth", worth), List.of())));
    }

    private List<String> acts(TrackingCode code) {
        return desks.tracked(code).orElseThrow().acts();
    }

    private RatingCount count(Organization at) {
        return ratings.count(
                at.id(), today, today, county.who(Role.CLERK, county.county()).id());
    }

    private BigDecimal satisfaction(Organization at) {
        return returns.compute(FORM, at.id(), today.getYear())
                .line("publicSatisfactionRate")
                .total();
    }
}
