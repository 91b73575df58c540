package io.gongkai.workbench.calendar;

import static io.gongkai.Browser.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.calendar.Limit;
import io.gongkai.calendar.Limits;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The county's limits: all staff can look them up, its administrator sets them with a reason. */
@CountyTest
class LimitPagesTest {

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    Limits limits;

    @Autowired
    Clock clock;

    @LocalServerPort
    int port;

    MadeUpCounty county;

    @BeforeEach
    void aCounty() {
        county = founder.establish();
    }

    @Test
    void theAdministratorSetsALimitFromADayOnAndTheReasonIsKept() {
        var keeper = new Browser(port).signIn(county.systemAdmin());
        var from = LocalDate.now(clock).plusDays(7);

        var answer = keeper.post(
                "/work/limits/" + county.county().code() + "/TOPIC_ANSWER",
                Map.of("workingDays", "2", "effectiveOn", from.toString(), "reason", "领导小组第四次会议决定"));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(limits.inForce(county.county().id().value(), Limit.TOPIC_ANSWER, from))
                .isEqualTo(2);
        var read = page(new Browser(port).signIn(county.villageClerk()).get("/work/limits"));
        assertThat(read.select("section:has(#TOPIC_ANSWER)").text()).contains("3 个工作日", "改为 2 个工作日", "领导小组第四次会议决定");
        assertThat(read.select("main form")).isEmpty();
    }

    @Test
    void whatWasTypedWrongStaysAndEveryGroundIsSaidBesideItsField() {
        var keeper = new Browser(port).signIn(county.systemAdmin());

        var answer = keeper.post(
                "/work/limits/" + county.county().code() + "/TOPIC_ANSWER",
                Map.of("workingDays", "三", "effectiveOn", "明天", "reason", ""));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(page(answer).select("section:has(#TOPIC_ANSWER) .problem")).hasSize(3);
        assertThat(page(answer).select("#f-workingDays").val()).isEqualTo("三");
    }

    @Test
    void aClerkSetsNone() {
        var clerk = new Browser(port).signIn(county.countyClerk());

        assertThat(clerk.post(
                                "/work/limits/" + county.county().code() + "/TOPIC_ANSWER",
                                Map.of(
                                        "workingDays",
                                        "9",
                                        "effectiveOn",
                                        LocalDate.now(clock).toString(),
                                        "reason",
                                        "我想慢一点"))
                        .statusCode())
                .isEqualTo(403);
    }
}
