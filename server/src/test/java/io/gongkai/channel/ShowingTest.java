package io.gongkai.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.account.Authority;
import io.gongkai.account.Role;
import io.gongkai.catalog.AudienceKind;
import io.gongkai.catalog.ChannelType;
import io.gongkai.catalog.DisclosureScope;
import io.gongkai.disclosure.DisclosureKind;
import io.gongkai.disclosure.Disclosures;
import io.gongkai.disclosure.Draft;
import io.gongkai.disclosure.Publication;
import io.gongkai.disclosure.PublicationFilter;
import io.gongkai.disclosure.ReviewKind;
import io.gongkai.organization.Organization;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where publications are shown, who may read them, and the pages for both. */
@CountyTest
class ShowingTest {

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    Disclosures disclosures;

    @Autowired
    Deliveries deliveries;

    @Autowired
    Authority authority;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @LocalServerPort
    int port;

    private MadeUpCounty county;
    private PersonId keeper;

    @BeforeEach
    void county() {
        county = founder.establish();
        keeper = county.villageClerk().id();
    }

    @Test
    void whatIsReleasedToSocietyRecordsItselfOnTheSite() {
        var open = published(county.village(), DisclosureScope.SOCIETY, null);
        var inner = published(county.village(), DisclosureScope.LOCAL_UNIT, AudienceKind.MEMBERS);

        assertThat(deliveries.of(open)).extracting(Delivery::channel).containsExactly(ChannelType.WEB);
        assertThat(deliveries.of(inner)).isEmpty();
        assertThat(counted("WEB_PUBLICATION")).isEqualTo(1);
    }

    @Test
    void aBoardCountsOncePerEditionHoweverManyItCarries() {
        var first = published(county.village(), DisclosureScope.SOCIETY, null);
        var second = published(county.village(), DisclosureScope.LOCAL_UNIT, AudienceKind.MEMBERS);

        var carried = deliveries
                .issue(county.village().id(), ChannelType.BOARD, today(), "村部公开栏", List.of(first, second), keeper)
                .orThrow();
        deliveries.issue(county.village().id(), ChannelType.BOARD, today(), "村口公开栏", List.of(), keeper);

        assertThat(carried).extracting(Delivery::issueNo).containsExactly(1, 1);
        assertThat(counted("BOARD_ISSUE")).isEqualTo(2);
        assertThat(deliveries.issues(county.village().id(), 10, keeper))
                .extracting(Issue::number)
                .containsExactly(2, 1);
        assertThat(grounds(deliveries.issue(
                        county.village().id(), ChannelType.BOARD, today(), "村部公开栏", List.of(first), keeper)))
                .containsExactly("on: channel.issue.double");
    }

    @Test
    void theEvidenceOfAFigureLeadsToTheEditionAndToTheShowing() {
        var open = published(county.village(), DisclosureScope.SOCIETY, null);
        var inner = published(county.village(), DisclosureScope.LOCAL_UNIT, AudienceKind.MEMBERS);
        deliveries
                .issue(county.village().id(), ChannelType.BOARD, today(), "村部公开栏", List.of(open, inner), keeper)
                .orThrow();
        var issue =
                deliveries.issues(county.village().id(), 1, keeper).getFirst().id();
        var shown = deliveries
                .deliver(inner, ChannelType.MEETING, today(), "支部大会", keeper)
                .orThrow()
                .id();
        var clerk = new Browser(port).signIn(county.townClerk());

        var edition = Browser.page(clerk.get("/work/issues/" + issue));
        assertThat(edition.select("h1").text()).isEqualTo("公开栏第 1 期");
        assertThat(edition.select("ol.list a").eachAttr("href"))
                .containsExactly("/work/reading/" + open, "/work/reading/" + inner);
        var led = clerk.get("/work/deliveries/" + shown);
        var address = led.headers().firstValue("Location").orElseThrow();
        assertThat(address).isEqualTo("/work/publications/%s/deliveries#shown-%s".formatted(inner, shown));
        assertThat(Browser.page(clerk.get(address)).select("#shown-" + shown).text())
                .contains("支部大会");
        assertThat(clerk.get("/work/returns/%s/%d/boardIssueCount/TOTAL"
                                .formatted(county.town().code(), today().getYear()))
                        .body())
                .contains("/work/issues/" + issue);
        assertThat(clerk.get("/work/returns/%s/%d/meetingPublicationCount/TOTAL"
                                .formatted(county.town().code(), today().getYear()))
                        .body())
                .contains("/work/deliveries/" + shown);

        var stranger = new Browser(port).signIn(founder.establish().countyClerk());
        assertThat(stranger.get("/work/issues/" + issue).statusCode()).isEqualTo(403);
        assertThat(stranger.get("/work/deliveries/" + shown).statusCode()).isEqualTo(403);
    }

    @Test
    void aShowingNarrowsAndNeverWidens() {
        var inner = published(county.village(), DisclosureScope.LOCAL_UNIT, AudienceKind.MEMBERS);

        assertThat(grounds(deliveries.deliver(inner, ChannelType.NEWS_MEDIA, today(), "县报", keeper)))
                .containsExactly("channel: channel.deliver.notApproved");
        assertThat(grounds(deliveries.deliver(inner, ChannelType.MEETING, today().minusDays(1), "支部大会", keeper)))
                .containsExactly("on: channel.deliver.before");
        assertThat(grounds(deliveries.deliver(inner, ChannelType.BOARD, today(), "公开栏", keeper)))
                .containsExactly("channel: channel.deliver.inIssues");
        deliveries.deliver(inner, ChannelType.MEETING, today(), "支部大会", keeper).orThrow();
        assertThat(grounds(deliveries.deliver(inner, ChannelType.MEETING, today(), "支部大会", keeper)))
                .containsExactly("on: channel.deliver.double");
        assertThat(counted("MEETING_PUBLICATION")).isEqualTo(1);
    }

    /** Role by scope: what each may read of a publication of the village. */
    @Test
    void everyoneReadsWhatTheScopeSaysAndNothingElse() {
        var scopes = new ArrayList<Publication>();
        scopes.add(publication(DisclosureScope.SOCIETY, null));
        scopes.add(publication(DisclosureScope.WHOLE_PARTY, null));
        scopes.add(publication(DisclosureScope.LOCAL_UNIT, AudienceKind.MEMBERS_AND_MASSES));
        scopes.add(publication(DisclosureScope.LOCAL_UNIT, AudienceKind.MEMBERS));
        scopes.add(publication(DisclosureScope.SPECIFIC_PARTIES, null));

        assertThat(reads(scopes, null)).isEqualTo("x....");
        assertThat(reads(scopes, county.systemAdmin().id())).isEqualTo("x....");
        assertThat(reads(scopes, county.resident().id())).isEqualTo("x.x..");
        assertThat(reads(scopes, county.member().id())).isEqualTo("xxxx.");
        assertThat(reads(scopes, county.villageClerk().id())).isEqualTo("xxxxx");
        assertThat(reads(scopes, county.supervisor().id())).isEqualTo("xxxxx");
    }

    @Test
    void theListIsTheSameRuleForEverybodyAndEveryPublication() {
        var all = new ArrayList<UUID>();
        for (var place : List.of(county.village(), county.town(), county.county())) {
            for (var scope : DisclosureScope.values()) {
                if (scope == DisclosureScope.LOCAL_UNIT) {
                    all.add(published(place, scope, AudienceKind.MEMBERS));
                    all.add(published(place, scope, AudienceKind.MEMBERS_AND_MASSES));
                } else {
                    all.add(published(place, scope, null));
                }
            }
        }
        var publications = disclosures.publications(all);
        assertThat(publications).hasSize(15);
        var readers = new ArrayList<@Nullable PersonId>(
                county.people().values().stream().map(MadeUpCounty.Person::id).toList());
        readers.add(null);

        for (var reader : readers) {
            var listed = disclosures
                    .readable(
                            reader,
                            new PublicationFilter(null, county.county().id(), null, null, null, null),
                            1000,
                            null)
                    .items();
            assertThat(listed.stream().map(Publication::id).filter(all::contains))
                    .containsExactlyInAnyOrderElementsOf(publications.stream()
                            .filter(one -> disclosures.mayRead(one, reader))
                            .map(Publication::id)
                            .toList());
        }
    }

    @Test
    void thePagesOfAMatterOpenForItsPeople() {
        var clerk = new Browser(port).signIn(county.villageClerk());
        var draft = disclosures
                .draft(draft(county.village(), DisclosureScope.SOCIETY, null), keeper)
                .orThrow();
        assertThat(clerk.get("/work/disclosures").statusCode()).isEqualTo(200);
        assertThat(clerk.get("/work/disclosures/new").statusCode()).isEqualTo(200);
        assertThat(clerk.get("/work/disclosures/new?entry=-").statusCode()).isEqualTo(200);
        var page = clerk.get("/work/disclosures/" + draft.id());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(Browser.page(page).select("textarea[name=body]")).hasSize(1);
        assertThat(clerk.post("/work/disclosures/" + draft.id() + "/propose", Map.of())
                        .statusCode())
                .isIn(302, 303);
        var reviewer = new Browser(port).signIn(county.villageSecrecyReviewer());
        var review = reviewer.get("/work/disclosures/" + draft.id());
        assertThat(Browser.page(review).select("input[name=verdict]")).isNotEmpty();
        assertThat(reviewer.post(
                                "/work/disclosures/" + draft.id() + "/reviews",
                                Map.of("kind", "SECRECY", "verdict", "return", "reason", "短"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(reviewer.post(
                                "/work/disclosures/" + draft.id() + "/reviews",
                                Map.of("kind", "SECRECY", "verdict", "pass", "reason", ""))
                        .statusCode())
                .isIn(302, 303);

        var done = published(county.village(), DisclosureScope.LOCAL_UNIT, AudienceKind.MEMBERS);
        assertThat(clerk.get("/work/publications/" + done + "/deliveries").statusCode())
                .isEqualTo(200);
        assertThat(clerk.get("/work/issues/new").statusCode()).isEqualTo(200);
        var member = new Browser(port).signIn(county.member());
        assertThat(member.get("/work/reading").body()).contains(TITLE);
        assertThat(member.get("/work/reading/" + done).statusCode()).isEqualTo(200);
        assertThat(member.get("/work/disclosures/" + draft.id()).statusCode()).isEqualTo(403);
        var resident = new Browser(port).signIn(county.resident());
        assertThat(resident.get("/work/reading/" + done).statusCode()).isEqualTo(403);
    }

    // ------------------------------------------------------------------ words

    private static final String TITLE = "村级重点项目进展情况通报";

    private Publication publication(DisclosureScope scope, @Nullable AudienceKind audience) {
        return disclosures.publication(published(county.village(), scope, audience));
    }

    private String reads(List<Publication> publications, @Nullable PersonId reader) {
        var row = new StringBuilder();
        publications.forEach(one -> row.append(disclosures.mayRead(one, reader) ? 'x' : '.'));
        return row.toString();
    }

    private UUID published(Organization place, DisclosureScope scope, @Nullable AudienceKind audience) {
        var id = disclosures
                .draft(
                        draft(place, scope, audience),
                        county.who(Role.CLERK, place).id())
                .orThrow()
                .id();
        disclosures.propose(id, county.who(Role.CLERK, place).id()).orThrow();
        var secrecy = county.who(Role.SECRECY_REVIEWER, place).id();
        disclosures.review(id, ReviewKind.SECRECY, "", secrecy).orThrow();
        disclosures.review(id, ReviewKind.ACCURACY, "", secrecy).orThrow();
        disclosures
                .review(
                        id,
                        ReviewKind.PRIVACY,
                        "",
                        county.who(Role.PRIVACY_REVIEWER, place).id())
                .orThrow();
        disclosures.approve(id, "", county.who(Role.APPROVER, place).id()).orThrow();
        var publication = disclosures
                .publish(id, county.who(Role.PUBLISHER, place).id())
                .orThrow()
                .publication();
        if (publication == null) {
            throw new AssertionError("Published without a publication");
        }
        return publication;
    }

    /** Outside the catalog, so that every scope is within one's power. */
    private static Draft draft(Organization place, DisclosureScope scope, @Nullable AudienceKind audience) {
        return new Draft(
                place.id(),
                DisclosureKind.REGULAR,
                null,
                null,
                "二〇二六年重点工作方案",
                TITLE,
                "三个项目已完成两个，剩下的十二月底前完成。",
                Map.of(),
                "<p>详见各项目牌。</p>",
                scope,
                audience,
                List.of(ChannelType.BOARD, ChannelType.MEETING, ChannelType.WEB),
                null,
                "",
                null,
                List.of());
    }

    private int counted(String measure) {
        return jdbc.sql("""
                        select coalesce(sum(quantity), 0)
                          from ledger.entry
                         where measure = :measure
                           and organization_id = :village
                        """)
                .param("measure", measure)
                .param("village", county.village().id().value())
                .query(Integer.class)
                .single();
    }

    private static List<String> grounds(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Done<?> done -> throw new AssertionError("Not refused: " + done);
            case Outcome.Refused<?>(var refusals) ->
                refusals.stream()
                        .map((Refusal refusal) -> refusal.field() + ": " + refusal.code())
                        .toList();
        };
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
