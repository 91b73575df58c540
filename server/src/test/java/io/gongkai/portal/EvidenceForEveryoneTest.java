package io.gongkai.portal;

import static io.gongkai.Browser.page;
import static io.gongkai.disclosure.MatterMaker.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.catalog.CatalogEntry;
import io.gongkai.catalog.ChannelType;
import io.gongkai.channel.Deliveries;
import io.gongkai.disclosure.Disclosure;
import io.gongkai.disclosure.Disclosures;
import io.gongkai.disclosure.MatterMaker;
import io.gongkai.disclosure.MatterMaker.Words;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a figure was counted from can be looked at by anybody, as far as it is open. */
@CountyTest
class EvidenceForEveryoneTest {

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    MatterMaker matters;

    @Autowired
    Disclosures disclosures;

    @Autowired
    Deliveries deliveries;

    @Autowired
    Projector projector;

    @Autowired
    Portal portal;

    @LocalServerPort
    int port;

    private MadeUpCounty county;
    private Map<Integer, CatalogEntry> entries;
    private Browser villager;

    @BeforeEach
    void aVillageWithItsCatalog() {
        county = founder.establish();
        entries = matters.catalog(county);
        villager = new Browser(port);
    }

    @Test
    void anEditionShowsWhatItCarriedForSocietyAndNothingElse() {
        var open = published(MatterMaker.FOR_SOCIETY, "村党支部班子分工");
        var inner = published(MatterMaker.FOR_MEMBERS, "党费收缴明细");
        issue("村口公开栏", open, inner);
        issue("党员活动室", inner);
        issue("村部公开栏");

        var links = evidence("boardIssueCount");
        assertThat(links).hasSize(2).allMatch(link -> link.startsWith("/issue/"));
        var texts = links.stream()
                .map(link -> page(villager.get(link)).select("main").text())
                .toList();
        assertThat(texts).anySatisfy(text -> assertThat(text).contains("村口公开栏", "村党支部班子分工", "只列向社会公开的内容"));
        assertThat(texts).anySatisfy(text -> assertThat(text).contains("村部公开栏", "本期无变更"));
        assertThat(texts).noneMatch(text -> text.contains("党费收缴明细") || text.contains("党员活动室"));
        assertThat(villager.get("/return/%s/%d/boardIssueCount/TOTAL"
                                .formatted(
                                        county.county().code(), portal.today().getYear()))
                        .body())
                .doesNotContain("党员活动室");
    }

    @Test
    void aYearBeforeTheProgramCameIsNeitherCalledZeroNorLate() {
        published(MatterMaker.FOR_SOCIETY, "村党支部班子分工");
        projector.drain();
        var year = portal.today().getYear();
        var address = "/return/%s/".formatted(county.county().code());

        assertThat(villager.get(address + (year - 1)).statusCode()).isEqualTo(404);
        assertThat(page(villager.get(address + year)).select("a[href$=/" + (year - 1) + "]"))
                .isEmpty();
    }

    @Test
    void whatAnEditionCarriedAndWasWithdrawnIsOnlyCounted() {
        var stays = published(MatterMaker.FOR_SOCIETY, "村党支部班子分工");
        var goes = published(MatterMaker.FOR_SOCIETY, "写错的数字");
        issue("村口公开栏", stays, goes);
        done(disclosures.withdraw(
                goes.id(), "数字写错，核对后重发", county.villagePublisher().id()));

        var edition = page(villager.get(evidence("boardIssueCount").getFirst()));

        assertThat(edition.text()).contains("村党支部班子分工", "另有 1 项后来撤下").doesNotContain("写错的数字");
    }

    @Test
    void aShowingLeadsToItsLineOnThePublicationsPage() {
        var open = published(MatterMaker.FOR_SOCIETY, "村党支部班子分工");
        var shown = deliveries
                .deliver(
                        Objects.requireNonNull(open.publication()),
                        ChannelType.MEETING,
                        portal.today(),
                        "村民代表会议",
                        county.villageClerk().id())
                .orThrow()
                .id();

        var anchor = "/p/%s#shown-%s".formatted(open.publication(), shown);
        assertThat(evidence("meetingPublicationCount")).containsExactly(anchor);
        assertThat(page(villager.get("/p/" + open.publication()))
                        .select("#shown-" + shown)
                        .text())
                .contains("村民代表会议");
        var led = villager.get("/shown/" + shown);
        assertThat(led.headers().firstValue("Location")).contains(anchor);
        assertThat(villager.get("/shown/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
        assertThat(villager.get("/issue/nonsense").statusCode()).isEqualTo(404);

        var api = villager.send(HttpRequest.newBuilder(URI.create(villager.root()
                + "/api/v1/returns/annual-disclosure-return/%s/%d/cells/meetingPublicationCount/TOTAL"
                        .formatted(county.village().code(), portal.today().getYear()))));
        assertThat(api.body()).contains("\"url\":\"/shown/" + shown + "\"");
    }

    private Disclosure published(int entry, String words) {
        return matters.published(
                county, matters.content(county, entries.get(entry), Words.all(words), null, List.of()));
    }

    private void issue(String place, Disclosure... carried) {
        deliveries
                .issue(
                        county.village().id(),
                        ChannelType.BOARD,
                        portal.today(),
                        place,
                        List.of(carried).stream()
                                .map(Disclosure::publication)
                                .filter(Objects::nonNull)
                                .toList(),
                        county.villageClerk().id())
                .orThrow();
    }

    /** Addresses that the evidence of the county's figure leads to. */
    private List<String> evidence(String row) {
        projector.drain();
        return page(villager.get("/return/%s/%d/%s/TOTAL"
                        .formatted(county.county().code(), portal.today().getYear(), row)))
                .select("td:nth-child(3) a")
                .eachAttr("href");
    }
}
