package io.gongkai.workbench.calendar;

import static io.gongkai.Browser.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.calendar.Calendars;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The year on the wall: read by all staff, loaded by whoever keeps the calendar. */
@CountyTest
class CalendarPageTest {

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    Calendars calendars;

    @LocalServerPort
    int port;

    MadeUpCounty county;

    @BeforeEach
    void aCounty() {
        county = founder.establish();
    }

    @Test
    void holidaysAndWorkedWeekendsAreSaidInWords() {
        var year = page(new Browser(port).signIn(county.villageClerk()).get("/work/calendar?year=2026"));

        assertThat(year.select("td.rest time[datetime=2026-10-01] + small").text())
                .contains("国庆节");
        assertThat(year.select("td.worked time[datetime=2026-10-10] + small").text())
                .contains("国庆节");
        assertThat(year.select("table.month")).hasSize(12);
    }

    @Test
    void aDueDateIsCountedDayByDay() {
        var clerk = new Browser(port).signIn(county.villageClerk());

        var counted = page(clerk.get("/work/calendar?from=2026-02-13&days=2"));
        assertThat(counted.select("#count ~ details tbody tr")).hasSize(11);

        var refused = clerk.get("/work/calendar?from=gestern&days=0");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(page(refused).select("#p-from, #p-days")).hasSize(2);
    }

    @Test
    void aNoticeWithAWrongRowIsNotLoadedAndSaysWhichRow() {
        var keeper = new Browser(port).signIn(county.systemAdmin());
        var notice = "date,day_type,holiday\n2081-10-01,rest,国庆节\n2082-10-01,rest,国庆节\n";

        var refused = keeper.post("/work/calendar/2081", Map.of("notice", notice));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(page(refused).select("[role=alert] li").text()).contains("3");
        assertThat(page(refused).select("textarea[name=notice]").text()).contains("2082-10-01");
        assertThat(calendars.years()).doesNotContain(2081);

        keeper.post("/work/calendar/2081", Map.of("notice", "date,day_type,holiday\n2081-10-01,rest,国庆节\n"));
        assertThat(calendars.years()).contains(2081);
    }

    @Test
    void onlyTheKeeperLoadsANotice() {
        var clerk = new Browser(port).signIn(county.countyClerk());

        assertThat(page(clerk.get("/work/calendar")).select("textarea")).isEmpty();
        assertThat(clerk.post("/work/calendar/2083", Map.of("notice", "date,day_type,holiday\n2083-10-01,rest,国庆节\n"))
                        .statusCode())
                .isEqualTo(403);
    }
}
