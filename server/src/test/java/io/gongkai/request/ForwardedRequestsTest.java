package io.gongkai.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.account.Authority;
import io.gongkai.account.NotPermittedException;
import io.gongkai.account.People;
import io.gongkai.account.Role;
import io.gongkai.intake.Tracked;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationForm;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import io.gongkai.portal.Letterbox;
import io.gongkai.portal.Projector;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.WrongStateException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What came to the wrong unit goes on to the one that knows, keeps its day, and counts once. */
@CountyTest
class ForwardedRequestsTest {

    private static final String REASON = "修路的账目由东河村党支部保管";

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    Requests requests;

    @Autowired
    Organizations organizations;

    @Autowired
    Authority authority;

    @Autowired
    People people;

    @Autowired
    Letterbox letterbox;

    @Autowired
    Projector projector;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    MadeUpCounty county;
    PersonId townClerk;
    PersonId villageClerk;

    @BeforeEach
    void aCounty() {
        county = founder.establish();
        projector.drain();
        townClerk = county.townClerk().id();
        villageClerk = county.villageClerk().id();
    }

    @Test
    void theUnitThatKnowsFindsItAndHasUntilTheSameDay() {
        var asked = askedOfTheTown(today().minusDays(3));
        var due = requests.dossier(asked.id(), townClerk).clock().dueOn();
        assertThat(toAccept(villageClerk)).isEmpty();

        requests.forward(asked.id(), county.village().code(), REASON, townClerk).orThrow();

        assertThat(toAccept(villageClerk)).containsExactly(asked.id());
        var dossier = requests.dossier(asked.id(), villageClerk);
        assertThat(dossier.clock().dueOn()).isEqualTo(due);
        assertThat(dossier.clocks()).hasSize(1);
        requests.accept(asked.id(), "", villageClerk).orThrow();
    }

    @Test
    void theApplicantReadsWhereItWentAndWhy() {
        var asked = askedOfTheTown(today());
        requests.forward(asked.id(), county.village().code(), REASON, townClerk).orThrow();
        projector.drain();

        var tracked = letterbox.tracked(asked.code()).orElseThrow();
        assertThat(tracked.unitName()).isEqualTo(county.village().name());
        assertThat(tracked.steps())
                .extracting(Tracked.Step::key)
                .containsExactly("request.told.RECEIVE", "request.told.FORWARD");
        assertThat(tracked.steps().getFirst().facts())
                .containsExactly(county.town().name());
        assertThat(tracked.steps().getLast().facts())
                .containsExactly(county.town().name(), county.village().name());
        assertThat(new Browser(port).get("/track/" + asked.code().text()).body())
                .contains(REASON, "答复期限不变");
    }

    @Test
    void itCountsOnceAndForTheOneThatAnswers() {
        var asked = askedOfTheTown(today());
        requests.forward(asked.id(), county.village().code(), REASON, townClerk).orThrow();

        assertThat(counted(county.town())).isEqualTo("MEMBER_REQUEST=0 REQUEST_OPEN=0 REQUEST_RECEIVED=0");
        assertThat(counted(county.village())).isEqualTo("MEMBER_REQUEST=1 REQUEST_OPEN=1 REQUEST_RECEIVED=1");

        requests.forward(asked.id(), county.secondVillage().code(), "那一段路归西岭村修", villageClerk)
                .orThrow();
        requests.settle(asked.id(), new Reply.Words(RequestOutcome.EXPLAINED_ON_SPOT, "公开栏上有，带他去看了", "", ""), townClerk)
                .orThrow();

        assertThat(counted(county.village())).isEqualTo("MEMBER_REQUEST=0 REQUEST_OPEN=0 REQUEST_RECEIVED=0");
        assertThat(counted(county.secondVillage()))
                .isEqualTo(
                        "MEMBER_REQUEST=1 MEMBER_REQUEST_HANDLED=1 REQUEST_DECIDED=1 REQUEST_OPEN=0 REQUEST_RECEIVED=1");
    }

    @Test
    void eachUnitHasItInItsRegisterUnderANumberOfItsOwn() {
        var asked = askedOfTheTown(today());
        requests.enter(county.village().id(), RequestDoor.PHONE, today(), answers("别的事情的情况"), List.of(), villageClerk)
                .orThrow();
        var passed = requests.forward(asked.id(), county.village().code(), REASON, townClerk)
                .orThrow();

        assertThat(asked.number()).isEqualTo(1);
        assertThat(passed.number()).isEqualTo(2);
        assertThat(askedOfTheTown(today()).number()).as("no number twice").isEqualTo(2);
        assertThat(requests.dossier(asked.id(), villageClerk).steps().getLast().passed())
                .isEqualTo(new Dossier.Passed(county.village().id(), asked.registered()));
    }

    @Test
    void whoPassedItOnStillFindsItByTheNumberOfTheReceipt() {
        var schoolClerk = founder.person(county, "school", "学校的经办人").id();
        appoint(schoolClerk, county.school());
        var asked = requests.enter(
                        county.school().id(), RequestDoor.COUNTER, today(), answers("学校食堂的账目"), List.of(), schoolClerk)
                .orThrow();
        var bystander = founder.person(county, "hospital", "医院的经办人").id();
        appoint(bystander, county.hospital());
        assertThat(requests.openTo(asked, schoolClerk)).contains(RequestStep.FORWARD);
        requests.forward(asked.id(), county.village().code(), "食堂由东河村承包", schoolClerk)
                .orThrow();

        var filter = new Requests.Filter(null, false, null, asked.registered());
        assertThat(requests.list(filter, 10, null, authority.actor(schoolClerk).orElseThrow())
                        .items())
                .extracting(RequestLine::id, RequestLine::organizationName)
                .containsExactly(tuple(asked.id(), county.village().name()));
        assertThat(requests.openTo(requests.get(asked.id(), schoolClerk), schoolClerk))
                .isEmpty();
        assertThatThrownBy(() -> requests.applicant(asked.id(), schoolClerk))
                .as("who asks is no longer its business")
                .isInstanceOf(NotPermittedException.class);
        assertThatThrownBy(() -> requests.get(asked.id(), bystander)).isInstanceOf(NotPermittedException.class);
    }

    @Test
    void itIsPassedOnTwiceAtMostAndNeverBack() {
        var asked = askedOfTheTown(today()).id();
        requests.forward(asked, county.village().code(), REASON, townClerk).orThrow();
        assertThat(refused(requests.forward(asked, county.town().code(), "还是镇里的事", villageClerk)))
                .containsExactly("request.forward.back");
        requests.forward(asked, county.secondVillage().code(), "那一段路归西岭村修", villageClerk)
                .orThrow();

        assertThat(refused(requests.forward(asked, county.village().code(), "那一段路归东河村修", townClerk)))
                .containsExactly("request.forward.back", "request.forward.often");
        assertThat(refused(requests.forward(asked, county.thirdVillage().code(), "那一段路归南坪村修", townClerk)))
                .containsExactly("request.forward.often");
        assertThat(requests.openTo(requests.get(asked, townClerk), townClerk))
                .contains(RequestStep.ACCEPT)
                .doesNotContain(RequestStep.FORWARD);
    }

    @Test
    void everythingThatStandsInTheWayIsSaidAtOnce() {
        var late = askedOfTheTown(today().minusDays(40)).id();
        var abroad = founder.establish().village().code();
        var young = organizations
                .establish(new Organizations.New(
                        county.mark() + "-T01-V09",
                        "柳泉镇新坝村党支部",
                        OrganizationKind.ADMINISTRATIVE_VILLAGE,
                        OrganizationForm.BRANCH,
                        county.town().id(),
                        null,
                        today()))
                .orThrow();

        assertThat(refused(requests.forward(late, abroad, "。", townClerk)))
                .containsExactly("request.words", "request.forward.unit", "request.forward.late");
        assertThat(refused(requests.forward(late, young.code(), REASON, townClerk)))
                .containsExactly("request.forward.younger", "request.forward.late");
        var timely = askedOfTheTown(today()).id();
        assertThat(refused(requests.forward(timely, county.town().code(), REASON, townClerk)))
                .containsExactly("request.forward.unit");
        assertThat(refused(requests.forward(timely, "", REASON, townClerk))).containsExactly("request.forward.unit");
        assertThatThrownBy(() -> requests.forward(timely, county.village().code(), REASON, villageClerk))
                .isInstanceOf(NotPermittedException.class);
    }

    @Test
    void onThePageAWrongMomentIsAConflictAndAMissingReasonComesBackWithTheForm() {
        var asked = askedOfTheTown(today());
        var browser = new Browser(port).signIn(county.townClerk());
        var page = "/work/requests/" + asked.id();
        var choices =
                Browser.page(browser.get(page)).select("select[name=to] option").eachAttr("value");
        assertThat(choices)
                .contains(
                        county.village().code(),
                        county.otherTown().code(),
                        county.office().code())
                .doesNotContain(county.town().code());

        var to = county.village().code();
        var without = browser.post(page + "/handling", Map.of("step", "FORWARD", "to", to, "told", ""));
        assertThat(without.statusCode()).isEqualTo(422);
        assertThat(Browser.page(without)
                        .selectFirst("select[name=to] option[selected]")
                        .attr("value"))
                .isEqualTo(to);

        var done = browser.post(page + "/handling", Map.of("step", "FORWARD", "to", to, "told", REASON));
        assertThat(done.statusCode()).isEqualTo(302);
        assertThat(browser.get(page).body())
                .contains(REASON, "转给" + county.village().name(), asked.registered());

        requests.accept(asked.id(), "", villageClerk).orThrow();
        var tooLate = browser.post(
                page + "/handling",
                Map.of("step", "FORWARD", "to", county.otherTown().code(), "told", REASON));
        assertThat(tooLate.statusCode()).isEqualTo(409);
    }

    @Test
    void whoAcceptsFromAnOldPageDoesNotDoSoForTheUnitThatHasItNow() {
        var asked = askedOfTheTown(today());
        var browser = new Browser(port).signIn(county.townClerk());
        var page = "/work/requests/" + asked.id();
        browser.get(page);
        requests.forward(asked.id(), county.village().code(), REASON, townClerk).orThrow();

        var form = Map.of("step", "ACCEPT", "at", county.town().id().toString());
        var old = browser.post(page + "/handling", form);
        assertThat(old.statusCode()).isEqualTo(422);
        assertThat(old.body()).contains("刚刚转给了" + county.village().name());
        assertThat(requests.get(asked.id(), townClerk).status()).isEqualTo(RequestStatus.RECEIVED);
        var at = Browser.page(old)
                .select("form:has(input[value=ACCEPT]) input[name=at]")
                .attr("value");
        assertThat(browser.post(page + "/handling", Map.of("step", "ACCEPT", "at", at))
                        .statusCode())
                .as("as its superior, knowing where it is")
                .isEqualTo(302);
    }

    @Test
    void theReceiptSaysWhomTheApplicantAskedAndWithWhomItIs() {
        var asked = askedOfTheTown(today());
        requests.forward(asked.id(), county.village().code(), REASON, townClerk).orThrow();

        var receipt = new Browser(port).signIn(county.villageClerk()).get("/work/requests/" + asked.id() + "/receipt");
        assertThat(Browser.page(receipt).selectFirst(".receipt").text())
                .contains(
                        "向" + county.town().name() + "提出",
                        "现由" + county.village().name() + "办理");
    }

    @Test
    void whatTheOtherUnitWasAskedBeforeIsLinked() {
        var before = requests.enter(
                        county.village().id(),
                        RequestDoor.COUNTER,
                        today(),
                        answers("2025 年村里修路的账目"),
                        List.of(),
                        villageClerk)
                .orThrow();
        var asked = askedOfTheTown(today());
        assertThat(requests.dossier(asked.id(), townClerk).kin()).isEmpty();
        requests.forward(asked.id(), county.village().code(), REASON, townClerk).orThrow();

        assertThat(requests.dossier(asked.id(), villageClerk).kin())
                .extracting(Dossier.Kin::request)
                .containsExactly(before.id());
    }

    @Test
    void ofTwoWhoAcceptAndPassOnAtOnceOneDoes() throws Exception {
        for (var round = 0; round < 8; round++) {
            var asked = requests.enter(
                            county.village().id(),
                            RequestDoor.COUNTER,
                            today(),
                            answers("2025 年村里修路的账目"),
                            List.of(),
                            villageClerk)
                    .orThrow()
                    .id();
            var won = 0;
            try (var people = Executors.newFixedThreadPool(2)) {
                List<Callable<Object>> both = List.of(
                        () -> requests.accept(asked, "", villageClerk),
                        () -> requests.forward(asked, county.thirdVillage().code(), "那一段路归南坪村修", villageClerk));
                for (var one : people.invokeAll(both)) {
                    try {
                        one.get();
                        won++;
                    } catch (ExecutionException e) {
                        assertThat(e.getCause())
                                .isInstanceOfAny(WrongStateException.class, NotPermittedException.class);
                    }
                }
            }
            assertThat(won).isEqualTo(1);
            var after = requests.get(asked, townClerk);
            assertThat(after.status() == RequestStatus.ACCEPTED)
                    .isEqualTo(after.organization().equals(county.village().id()));
            assertThat(countsOf(asked))
                    .containsExactly(after.organization() + " MEMBER_REQUEST=1 REQUEST_OPEN=1 REQUEST_RECEIVED=1");
        }
    }

    // ------------------------------------------------------------------

    private DisclosureRequest askedOfTheTown(LocalDate receivedOn) {
        return requests.enter(
                        county.town().id(),
                        RequestDoor.COUNTER,
                        receivedOn,
                        answers("2025 年村里修路的账目"),
                        List.of(),
                        townClerk)
                .orThrow();
    }

    private static Map<String, String> answers(String title) {
        return Map.of(
                "who", "MEMBER",
                "branch", "东河村党支部",
                "title", title,
                "content", "请公开" + title + "，要收入和支出的明细",
                "way", "ONLINE",
                "name", "王大山");
    }

    private void appoint(PersonId person, Organization at) {
        people.appoint(person, at.id(), Role.CLERK, MadeUpCounty.SINCE, null);
    }

    /** What waits for a person to be accepted. */
    private List<UUID> toAccept(PersonId person) {
        return requests.tasks(authority.actor(person).orElseThrow(), 50).stream()
                .filter(task -> task.action() == RequestTask.Action.ACCEPT)
                .map(RequestTask::request)
                .toList();
    }

    private static List<String> refused(Outcome<DisclosureRequest> outcome) {
        return ((Outcome.Refused<?>) outcome)
                .refusals().stream().map(Refusal::code).toList();
    }

    /** Sums of everything that speaks of requests, by measure. */
    private String counted(Organization organization) {
        return jdbc.sql("""
                        select coalesce(string_agg(measure || '=' || quantity, ' ' order by measure), '')
                          from (select measure, sum(quantity) as quantity
                                  from ledger.entry
                                 where organization_id = :organization
                                   and measure like '%REQUEST%'
                                 group by measure) counted
                        """)
                .param("organization", organization.id().value())
                .query(String.class)
                .single();
    }

    /** Where and how one request counts; without what was taken back. */
    private List<String> countsOf(UUID request) {
        return jdbc.sql("""
                        select organization_id || ' ' || string_agg(measure || '=' || quantity, ' ' order by measure)
                          from (select organization_id, measure, sum(quantity) as quantity
                                  from ledger.entry
                                 where source_id = :request
                                 group by organization_id, measure
                                having sum(quantity) <> 0) counted
                         group by organization_id
                        """).param("request", request).query(String.class).list();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
