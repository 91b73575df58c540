package io.gongkai.workbench.today;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.account.Authority;
import io.gongkai.catalog.Duties;
import io.gongkai.disclosure.Disclosures;
import io.gongkai.disclosure.Draft;
import io.gongkai.disclosure.MatterMaker;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@CountyTest
class TodayTest {

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    MatterMaker matters;

    @Autowired
    Duties duties;

    @Autowired
    Disclosures disclosures;

    @Autowired
    Authority authority;

    @Autowired
    Clock clock;

    @Autowired
    Today today;

    @Test
    void whatAClerkHasBegunIsNotAskedForASecondTime() {
        var county = founder.establish();
        var entry = matters.catalog(county).get(MatterMaker.FOR_THE_VILLAGE);
        var clerk = county.villageClerk().id();
        var duty = duties.occurred(entry.id(), "十一月支部委员会决议", LocalDate.now(clock), clerk)
                .orThrow();
        assertThat(waitingForTheClerk(county)).contains("/work/duties/" + duty.id());

        var content = matters.content(county, entry, MatterMaker.Words.all("十一月支部委员会决议"), null, List.of());
        var matter = disclosures
                .draft(
                        new Draft(
                                content.organization(),
                                content.kind(),
                                content.entry(),
                                duty.id(),
                                content.outsideGround(),
                                content.title(),
                                content.summary(),
                                content.elements(),
                                content.body(),
                                content.scope(),
                                content.audience(),
                                content.channels(),
                                content.noticeDays(),
                                content.objectionContact(),
                                content.displayUntil(),
                                content.attachments()),
                        clerk)
                .orThrow();

        assertThat(waitingForTheClerk(county))
                .contains("/work/disclosures/" + matter.id())
                .doesNotContain("/work/duties/" + duty.id());

        disclosures.withdraw(matter.id(), "写错了单位，重写", clerk).orThrow();

        assertThat(waitingForTheClerk(county)).contains("/work/duties/" + duty.id());
    }

    private List<String> waitingForTheClerk(MadeUpCounty county) {
        var clerk = authority.actor(county.villageClerk().id()).orElseThrow();
        return today.waitingFor(clerk).mine().stream().map(Waiting::href).toList();
    }
}
