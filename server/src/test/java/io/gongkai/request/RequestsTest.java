package io.gongkai.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.account.NotPermittedException;
import io.gongkai.account.People;
import io.gongkai.account.Role;
import io.gongkai.calendar.Calendars;
import io.gongkai.intake.Tracked;
import io.gongkai.intake.TrackingCode;
import io.gongkai.organization.Organization;
import io.gongkai.portal.Collector;
import io.gongkai.portal.Letterbox;
import io.gongkai.portal.Projector;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.WrongStateException;
import io.gongkai.web.QrCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** A request comes in at any door, has its day, is answered by two people, and goes up when that does not satisfy. */
@CountyTest
class RequestsTest {

    private static final Reply.Words ACCOUNTS =
            new Reply.Words(RequestOutcome.DISCLOSED, "2025 年修路共支出 38.6 万元，明细见附件。", "", "");
    private static final Reply.Words REFUSED =
            new Reply.Words(RequestOutcome.REFUSED_PRIVACY, "", "涉及三户村民的家庭收入，当事人不同意公开。", "");

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    Requests requests;

    @Autowired
    Releases releases;

    @Autowired
    Letterbox letterbox;

    @Autowired
    Collector collector;

    @Autowired
    Projector projector;

    @Autowired
    Calendars calendars;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    MadeUpCounty county;
    PersonId clerk;
    PersonId approver;
    PersonId townApprover;

    @BeforeEach
    void aCounty() {
        county = founder.establish();
        projector.drain();
        clerk = county.villageClerk().id();
        approver = county.villageApprover().id();
        townApprover = county.townApprover().id();
    }

    @Test
    void whatIsAskedOnlineIsAnsweredByTwoAndReadWithTheCode() {
        var code = askedOnline("MEMBER");
        var request = requests.find(code).orElseThrow();
        assertThat(letterbox.tracked(code).orElseThrow().deadline().dueOn())
                .isEqualTo(calendars.current().dueAfter(today(), 10).on());

        requests.accept(request.id(), "", clerk).orThrow();
        requests.draft(request.id(), ACCOUNTS, List.of(), clerk).orThrow();
        projector.drain();
        assertThat(letterbox.tracked(code).orElseThrow().answer())
                .as("a draft is nobody's business yet")
                .isNull();

        requests.decide(request.id(), approver).orThrow();
        projector.drain();

        var tracked = letterbox.tracked(code).orElseThrow();
        assertThat(tracked.answer().text()).contains("38.6 万元");
        assertThat(tracked.acts()).contains("request-rate", "request-review");
        assertThat(counted(request.organization().value().toString()))
                .isEqualTo(
                        "MEMBER_REQUEST=1 MEMBER_REQUEST_HANDLED=1 REQUEST_DECIDED=1 REQUEST_OPEN=0 REQUEST_RECEIVED=1");
    }

    @Test
    void whoDraftsDoesNotDecide() {
        var request = entered(today());
        requests.accept(request, "", clerk).orThrow();
        var both = founder.person(county, "both", "一人兼两职").id();
        appoint(both, Role.CLERK, county.village());
        appoint(both, Role.APPROVER, county.village());
        requests.draft(request, ACCOUNTS, List.of(), both).orThrow();

        assertThatThrownBy(() -> requests.decide(request, both)).isInstanceOf(NotPermittedException.class);
        assertThat(requests.openTo(requests.get(request, both), both)).doesNotContain(RequestStep.DECIDE);
        requests.decide(request, approver).orThrow();
    }

    @Test
    void aRequestCountsOnItsDayAndItsAnswerOnTheDayOfTheDecision() {
        var received = today().minusDays(2);
        var request = requests.enter(
                        county.village().id(), RequestDoor.COUNTER, received, answers("MEMBER"), List.of(), clerk)
                .orThrow()
                .id();
        answered(request, ACCOUNTS);

        assertThat(sums("""
                        select measure || ' ' || occurred_on
                          from ledger.entry
                         where organization_id = cast(:organization as uuid)
                           and measure in (
                                   'MEMBER_REQUEST', 'MEMBER_REQUEST_HANDLED', 'REQUEST_RECEIVED', 'REQUEST_DECIDED')
                         order by measure
                        """, county.village().id().toString()))
                .containsExactly(
                        "MEMBER_REQUEST " + received,
                        "MEMBER_REQUEST_HANDLED " + today(),
                        "REQUEST_DECIDED " + today(),
                        "REQUEST_RECEIVED " + received);
    }

    @Test
    void everythingThatAReplyLacksIsSaidAtOnce() {
        var request = entered(today());
        requests.accept(request, "", clerk).orThrow();

        var partly = new Reply.Words(RequestOutcome.PARTLY_DISCLOSED, "", "", "");
        assertThat(((Outcome.Refused<?>) requests.draft(request, partly, List.of(), clerk)).refusals())
                .extracting(refusal -> refusal.field())
                .containsExactly("text", "ground");
        var explained = new Reply.Words(RequestOutcome.EXPLAINED_ON_SPOT, "公开栏上有，带他去看了", "", "");
        assertThat(requests.draft(request, explained, List.of(), clerk)).isInstanceOf(Outcome.Refused.class);
        assertThat(requests.settle(request, ACCOUNTS, clerk)).isInstanceOf(Outcome.Refused.class);
        assertThat(requests.settle(request, explained, clerk)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void whatIsMissingStopsTheClockAndWhatIsAddedBeginsItAnew() {
        var code = askedOnline("RESIDENT");
        var request = requests.find(code).orElseThrow().id();
        requests.askCompletion(request, "请写明是哪一年的账", today().plusDays(14), clerk)
                .orThrow();
        projector.drain();
        assertThat(requests.dossier(request, clerk).clock().isStopped()).isTrue();
        assertThat(letterbox.tracked(code).orElseThrow().acts()).contains("request-complete");
        assertThat(requests.lapse(request, clerk)).as("not before its day").isInstanceOf(Outcome.Refused.class);

        letterbox.act(code, "request-complete", Map.of("words", "2025 年的"), List.of());
        collector.drain();

        var dossier = requests.dossier(request, clerk);
        assertThat(dossier.request().status()).isEqualTo(RequestStatus.RECEIVED);
        assertThat(dossier.clock().dueOn())
                .isEqualTo(calendars.current().dueAfter(today(), 10).on());
        assertThat(dossier.steps().getLast().told()).isEqualTo("2025 年的");
    }

    @Test
    void aThirdPartyStopsTheClockAndItsNameIsNotTold() {
        var code = askedOnline("RESIDENT");
        var request = requests.find(code).orElseThrow().id();
        requests.accept(request, "", clerk).orThrow();
        requests.consult(request, "书面征求张三一户的意见", clerk).orThrow();
        assertThat(requests.dossier(request, clerk).clock().isStopped()).isTrue();
        assertThat(requests.hear(request, false, "", clerk))
                .as("it still has time")
                .isInstanceOf(Outcome.Refused.class);
        requests.hear(request, true, "张三同意公开", clerk).orThrow();
        projector.drain();

        assertThat(requests.dossier(request, clerk).clock().isStopped()).isFalse();
        assertThat(letterbox.tracked(code).orElseThrow().toString()).doesNotContain("张三");
    }

    @Test
    void itIsExtendedOnceBeforeItsDayAndWithinTheCountysLimit() {
        var request = entered(today());
        requests.accept(request, "", clerk).orThrow();

        assertThat(requests.extend(request, 11, "档案在县里，调取要时间", approver)).isInstanceOf(Outcome.Refused.class);
        requests.extend(request, 5, "档案在县里，调取要时间", approver).orThrow();
        assertThat(requests.dossier(request, clerk).clock().dueOn())
                .isEqualTo(calendars.current().dueAfter(today(), 15).on());
        requests.consult(request, "征求原施工队意见", clerk).orThrow();
        requests.hear(request, true, "同意", clerk).orThrow();
        assertThat(requests.extend(request, 5, "还要时间", approver)).isInstanceOf(Outcome.Refused.class);

        var late = entered(today().minusDays(40));
        requests.accept(late, "", clerk).orThrow();
        assertThat(requests.extend(late, 5, "来不及了，延一延", approver)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void whoIsRefusedTurnsToTheSuperiorWhoseReversalMakesTheReplyVoid() {
        var code = askedOnline("MEMBER");
        var request = requests.find(code).orElseThrow().id();
        answered(request, REFUSED);
        projector.drain();

        letterbox
                .act(code, "request-review", Map.of("words", "账目不是隐私"), List.of())
                .orThrow();
        collector.drain();
        var above = requests.get(request, townApprover);
        assertThat(above.status()).isEqualTo(RequestStatus.ESCALATED);
        assertThat(above.handler()).isEqualTo(county.town().id());
        assertThatThrownBy(() -> requests.reverse(request, "账目应当公开", approver))
                .isInstanceOf(NotPermittedException.class);

        requests.reverse(request, "支出总额和用途不涉及隐私，应当公开", townApprover).orThrow();
        assertThat(requests.get(request, clerk).handler())
                .isEqualTo(county.village().id());
        assertThat(counted(county.village().id().toString()))
                .as("nothing is decided any more")
                .contains("MEMBER_REQUEST_HANDLED=0", "REQUEST_DECIDED=0", "REQUEST_OPEN=1");

        requests.draft(request, ACCOUNTS, List.of(), clerk).orThrow();
        requests.decide(request, approver).orThrow();
        projector.drain();
        assertThat(letterbox.tracked(code).orElseThrow().answer().text()).contains("38.6 万元");
        assertThat(counted(county.village().id().toString())).contains("REQUEST_DECIDED=1", "REQUEST_OPEN=0");
        assertThat(details(county.village().id().toString()))
                .containsExactly("DISCLOSED/MEMBER=1", "REFUSED_PRIVACY/MEMBER=0");
    }

    @Test
    void whatIsUpheldMayGoOneLevelHigherAndNoFurtherThanTheTop() {
        var code = askedOnline("RESIDENT");
        var request = requests.find(code).orElseThrow().id();
        answered(request, REFUSED);
        projector.drain();
        letterbox.act(code, "request-review", Map.of("words", "不同意"), List.of());
        collector.drain();
        requests.uphold(request, "村里的答复符合规定", townApprover).orThrow();
        projector.drain();
        letterbox.act(code, "request-review", Map.of("words", "还是不同意"), List.of());
        collector.drain();
        assertThat(requests.get(request, clerk).handler())
                .isEqualTo(county.county().id());
        requests.uphold(request, "镇里的复核意见正确", county.countyApprover().id()).orThrow();
        projector.drain();

        assertThat(letterbox.tracked(code).orElseThrow().acts()).doesNotContain("request-review");
    }

    @Test
    void whoGetsNoAnswerTurnsToTheSuperiorWhichMayAnswerItself() {
        var late = entered(today().minusDays(40));
        var code = requests.get(late, clerk).code();
        projector.drain();
        assertThat(letterbox.tracked(code).orElseThrow().acts()).contains("request-escalate");
        letterbox.act(code, "request-escalate", Map.of("words", "一个多月没有消息"), List.of());
        collector.drain();

        requests.takeOver(late, "由镇党委直接答复", townApprover).orThrow();
        requests.draft(late, ACCOUNTS, List.of(), county.townClerk().id()).orThrow();
        requests.decide(late, townApprover).orThrow();

        assertThat(counted(county.village().id().toString()))
                .as("it counts where it was asked")
                .contains("REQUEST_DECIDED=1", "REQUEST_RECEIVED=1");
        var timely = entered(today());
        projector.drain();
        assertThat(letterbox
                        .tracked(requests.get(timely, clerk).code())
                        .orElseThrow()
                        .acts())
                .doesNotContain("request-escalate");
    }

    @Test
    void aRatingCountsOnceInRow45OrRow42() {
        var code = askedOnline("MEMBER");
        answered(requests.find(code).orElseThrow().id(), ACCOUNTS);
        projector.drain();
        var rating = Map.of("satisfied", "YES");
        letterbox.act(code, "request-rate", rating, List.of()).orThrow();
        letterbox.act(code, "request-rate", rating, List.of());
        collector.drain();

        assertThat(counted(county.village().id().toString()))
                .contains("MEMBER_REQUEST_RATED=1", "MEMBER_REQUEST_SATISFIED=1")
                .doesNotContain("SATISFACTION_VALID");
    }

    @Test
    void whoAsksIsSeenByTheOfficeOnlyAndEveryLookIsWrittenDown() {
        var request = entered(today());

        assertThat(requests.applicant(request, clerk).name()).isEqualTo("王大山");
        assertThatThrownBy(() -> requests.applicant(
                        request, county.who(Role.STATISTICIAN, county.county()).id()))
                .isInstanceOf(NotPermittedException.class);
        assertThat(requests.dossier(request, clerk).looks())
                .extracting(Dossier.Look::by)
                .containsExactly(clerk);
        assertThat(requests.dossier(request, clerk).toString()).doesNotContain("王大山");
    }

    @Test
    void whatAsksTheSameIsLinked() {
        var first = entered(today());
        var second = entered(today());

        assertThat(requests.dossier(second, clerk).kin())
                .extracting(Dossier.Kin::request)
                .containsExactly(first);
        assertThat(requests.dossier(first, clerk).kin())
                .extracting(Dossier.Kin::request)
                .containsExactly(second);
    }

    @Test
    void theCountyDecidesWhoMayAsk() {
        var sent = answers("ORGANIZATION");
        assertThat(letterbox.send("request", sent, List.of()))
                .as("not unless the county allows it")
                .isInstanceOf(Outcome.Refused.class);

        requests.setCircle(
                        county.county().id(),
                        EnumSet.allOf(ApplicantKind.class),
                        "企业和社会组织也可以申请",
                        county.systemAdmin().id())
                .orThrow();
        projector.drain();
        projector.drain();

        assertThat(letterbox.send("request", sent, List.of())).isInstanceOf(Outcome.Done.class);
        assertThat(requests.setCircle(
                        county.county().id(),
                        Set.of(ApplicantKind.RESIDENT),
                        "党员不许申请",
                        county.systemAdmin().id()))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void ofTwoWhoDecideAtOnceOneDoes() throws Exception {
        var request = entered(today());
        requests.accept(request, "", clerk).orThrow();
        requests.draft(request, ACCOUNTS, List.of(), clerk).orThrow();
        var won = 0;
        var beaten = 0;
        try (var people = Executors.newFixedThreadPool(2)) {
            List<Callable<Object>> both =
                    List.of(() -> requests.decide(request, approver), () -> requests.decide(request, townApprover));
            for (var one : people.invokeAll(both)) {
                try {
                    one.get();
                    won++;
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(WrongStateException.class);
                    beaten++;
                }
            }
        }
        assertThat(won).isEqualTo(1);
        assertThat(beaten).isEqualTo(1);
        assertThat(counted(county.village().id().toString())).contains("REQUEST_DECIDED=1", "REQUEST_OPEN=0");
    }

    /** Whatever people try in whatever order: only what is drawn happens, and the ledger says at each moment what is true. */
    @Test
    void whateverIsTriedTheRecordStaysTrue() {
        var chance = new Random(20261128);
        var moved = 0;
        for (var life = 0; life < 6; life++) {
            var request = entered(today().minusDays(life % 2 == 0 ? 0 : 60));
            for (var n = 0; n < 50; n++) {
                var step = RequestStep.values()[chance.nextInt(RequestStep.values().length)];
                var before = requests.get(request, clerk);
                var attempted = tryIt(step, before);
                var after = requests.get(request, clerk);
                if (Lifecycle.move(before.status(), step).isEmpty()) {
                    assertThat(after.status())
                            .as("%s in %s", step, before.status())
                            .isEqualTo(before.status());
                }
                if (attempted) {
                    moved++;
                    assertThat(Lifecycle.move(before.status(), step))
                            .as("%s in %s", step, before.status())
                            .isPresent();
                }
                var answered = after.decision() != null;
                assertThat(requests.dossier(request, clerk).clock().runs())
                        .isEqualTo(!answered || after.status() == RequestStatus.ESCALATED);
                assertThat(balance(request)).as("open after %s", step).isEqualTo(answered ? 0 : 1);
            }
        }
        assertThat(moved).isGreaterThan(20);
    }

    /** True when it was done. */
    private boolean tryIt(RequestStep step, DisclosureRequest seen) {
        var id = seen.id();
        var handler = county.countyClerk().id();
        var decider = seen.handler().equals(county.village().id())
                ? approver
                : county.countyApprover().id();
        try {
            var outcome = switch (step) {
                case RECEIVE -> null;
                case ACCEPT -> requests.accept(id, "", handler);
                case ASK_COMPLETION -> requests.askCompletion(id, "请说明年份", today().plusDays(9), handler);
                case FORWARD -> requests.forward(id, county.secondVillage().code(), "这条路归西岭村修", handler);
                case EXTEND -> requests.extend(id, 3, "调取档案要时间", decider);
                case CONSULT -> requests.consult(id, "征求当事人意见", handler);
                case HEAR -> requests.hear(id, true, "当事人同意", handler);
                case DRAFT -> requests.draft(id, REFUSED, List.of(), handler);
                case SEND_BACK -> requests.sendBack(id, "理由再写清楚", decider);
                case DECIDE -> requests.decide(id, decider);
                case SETTLE ->
                    requests.settle(id, new Reply.Words(RequestOutcome.DUPLICATE, "", "", "2026-1 号"), handler);
                case LAPSE -> requests.lapse(id, handler);
                case DELIVER -> requests.deliver(id, "窗口领取，已签收", handler);
                case UPHOLD -> requests.uphold(id, "答复正确，维持", decider);
                case REVERSE -> requests.reverse(id, "重新答复", decider);
                case TAKE_OVER -> requests.takeOver(id, "由本级答复", decider);
                case COMPLETE, WITHDRAW, RATE, ESCALATE -> byApplicant(step, seen);
            };
            return outcome instanceof Outcome.Done<?>;
        } catch (WrongStateException | NotPermittedException e) {
            return false;
        }
    }

    private Outcome<?> byApplicant(RequestStep step, DisclosureRequest seen) {
        projector.drain();
        var act = switch (step) {
            case COMPLETE -> "request-complete";
            case RATE -> "request-rate";
            case WITHDRAW -> "request-withdraw";
            default -> seen.decision() == null ? "request-escalate" : "request-review";
        };
        var sent = letterbox.act(seen.code(), act, Map.of("words", "如题", "satisfied", "NO"), List.of());
        collector.drain();
        return sent;
    }

    @Test
    void whatIsFitForEverybodyIsReadByASecondPersonAndShownWithoutTheApplicant() {
        var code = askedOnline("MEMBER");
        var request = requests.find(code).orElseThrow().id();
        answered(request, ACCOUNTS);

        var named = releases.propose(request, "修路的账目", "王大山问修路的账", "支出 38.6 万元", clerk);
        assertThat(((Outcome.Refused<?>) named).refusals())
                .extracting(refusal -> refusal.code())
                .containsExactly("request.release.names");
        assertThat(releases.propose(request, "修路的账目", "修路的账", "联系 13812345678", clerk))
                .isInstanceOf(Outcome.Refused.class);
        var both = founder.person(county, "both", "一人兼两职").id();
        appoint(both, Role.CLERK, county.village());
        appoint(both, Role.APPROVER, county.village());
        releases.propose(request, "修路的账目", "2025 年修路的支出", "支出 38.6 万元，明细见公开栏", both)
                .orThrow();
        assertThatThrownBy(() -> releases.release(request, both)).isInstanceOf(NotPermittedException.class);
        projector.drain();
        assertThat(answersOfTheCounty()).as("nobody has released it").doesNotContain("修路的账目");

        releases.release(request, approver).orThrow();
        projector.drain();
        assertThat(answersOfTheCounty()).contains("修路的账目").doesNotContain("王大山", code.text(), request.toString());

        letterbox.act(code, "request-review", Map.of("words", "明细不全"), List.of());
        collector.drain();
        requests.reverse(request, "明细应当逐笔公开", townApprover).orThrow();
        projector.drain();
        assertThat(answersOfTheCounty())
                .as("nobody goes on reading what is void")
                .doesNotContain("修路的账目");
    }

    private String answersOfTheCounty() {
        return new Browser(port)
                .get("/answers?county=" + county.county().code())
                .body();
    }

    @Test
    void theReplyIsAnOfficialLetterThatNamesNobody() throws IOException {
        var code = askedOnline("MEMBER");
        var request = requests.find(code).orElseThrow();
        answered(request.id(), ACCOUNTS);
        projector.drain();

        var files = letterbox.tracked(code).orElseThrow().files();
        assertThat(files)
                .extracting(Tracked.File::name)
                .containsExactlyInAnyOrder(
                        "答复书（%s）.pdf".formatted(request.registered()), "答复书（%s）.docx".formatted(request.registered()));
        for (var file : files) {
            var text = text(file.mediaType(), letterbox.file(code, file.id()));
            assertThat(text)
                    .as(file.name())
                    .contains(
                            "公开复〔",
                            "予以公开",
                            "38.6 万元",
                            county.village().name(),
                            county.town().name())
                    .doesNotContain("王大山");
            assertThat(text.codePoints().filter(sign -> sign >= 0x2E80 && sign <= 0x2FDF))
                    .as("radicals instead of characters")
                    .isEmpty();
        }
    }

    private static String text(String mediaType, byte[] bytes) throws IOException {
        if (mediaType.equals("application/pdf")) {
            try (var pdf = Loader.loadPDF(bytes)) {
                return new PDFTextStripper().getText(pdf).replace("\n", "").replace("\r", "");
            }
        }
        try (var docx = new XWPFDocument(new ByteArrayInputStream(bytes))) {
            return docx.getParagraphs().stream().map(XWPFParagraph::getText).collect(Collectors.joining());
        }
    }

    @Test
    void theReceiptOfTheCounterLeadsATelephoneToTheCaseAndHasTheCodeInWords() {
        var request = entered(today());
        var code = requests.get(request, clerk).code();

        var browser = new Browser(port).signIn(county.villageClerk());
        var receipt = Browser.page(browser.get("/work/requests/" + request + "/receipt"));

        var drawn = receipt.selectFirst(".receipt .qr svg");
        assertThat(drawn.attr("aria-label")).isEqualTo("扫码查询进度");
        assertThat(drawn.selectFirst("path").attr("d"))
                .isEqualTo(QrCode.of(browser.root() + "/track/" + code.text()).path());
        assertThat(receipt.select(".receipt .words li").eachText()).isEqualTo(code.words());
        assertThat(receipt.selectFirst(".receipt").text()).contains(code.text(), "/track ");
    }

    @Test
    void aProgramAsksAndFollowsThroughTheApi() {
        var body = """
                {"organization":"%s","applicant":"RESIDENT","name":"李四","title":"低保名单怎么评的","content":"2026 年低保评议的过程"}
                """.formatted(county.village().code());
        var created = new Browser(port)
                .send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/requests"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        var receipt = JsonMapper.builder().build().readTree(created.body());
        assertThat(receipt.path("dueOn").asString())
                .isEqualTo(calendars.current().dueAfter(today(), 10).on().toString());
        collector.drain();
        projector.drain();

        var shown = new Browser(port)
                .send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/requests/"
                        + receipt.path("trackingCode").asString())));
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).contains("低保名单怎么评的").doesNotContain("李四");
    }

    // ------------------------------------------------------------------

    private TrackingCode askedOnline(String who) {
        var receipt = letterbox.send("request", answers(who), List.of()).orThrow();
        collector.drain();
        projector.drain();
        return receipt.code();
    }

    private Map<String, String> answers(String who) {
        var answers = new HashMap<String, String>();
        answers.put("unit", county.village().code());
        answers.put("who", who);
        answers.put("branch", "东河村党支部");
        answers.put("title", "2025 年村里修路的账目");
        answers.put("content", "请公开 2025 年修路的收入和支出明细");
        answers.put("way", "ONLINE");
        answers.put("name", "王大山");
        return answers;
    }

    private UUID entered(LocalDate receivedOn) {
        return requests.enter(
                        county.village().id(), RequestDoor.COUNTER, receivedOn, answers("RESIDENT"), List.of(), clerk)
                .orThrow()
                .id();
    }

    private void answered(UUID request, Reply.Words words) {
        requests.accept(request, "", clerk).orThrow();
        requests.draft(request, words, List.of(), clerk).orThrow();
        requests.decide(request, approver).orThrow();
    }

    @Autowired
    People people;

    private void appoint(PersonId person, Role role, Organization at) {
        people.appoint(person, at.id(), role, MadeUpCounty.SINCE, null);
    }

    /** Sums of everything that speaks of requests, by measure. */
    private String counted(String organization) {
        return String.join(" ", sums("""
                        select measure || '=' || sum(quantity)
                          from ledger.entry
                         where organization_id = cast(:organization as uuid)
                           and (measure like '%REQUEST%' or measure like 'SATISFACTION%')
                         group by measure
                         order by measure
                        """, organization));
    }

    private List<String> details(String organization) {
        return sums("""
                        select detail || '=' || sum(quantity)
                          from ledger.entry
                         where organization_id = cast(:organization as uuid)
                           and measure = 'REQUEST_DECIDED'
                         group by detail
                         order by detail
                        """, organization);
    }

    private List<String> sums(String sql, String organization) {
        return new ArrayList<>(jdbc.sql(sql)
                .param("organization", organization)
                .query(String.class)
                .list());
    }

    /** How often the request counts as open. */
    private long balance(UUID request) {
        return jdbc.sql("""
                        select coalesce(sum(e.quantity), 0)
                          from ledger.entry e
                         where e.measure = 'REQUEST_OPEN'
                           and (e.source_id = :request
                                or e.source_id in (select id from request.reply where request_id = :request))
                        """).param("request", request).query(Long.class).single();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
