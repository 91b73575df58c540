package io.gongkai.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.account.NotPermittedException;
import io.gongkai.account.Role;
import io.gongkai.catalog.AudienceKind;
import io.gongkai.catalog.CatalogEntry;
import io.gongkai.catalog.ChannelType;
import io.gongkai.catalog.DisclosureScope;
import io.gongkai.catalog.Duties;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole way of a matter, from the draft to its end. */
@CountyTest
class PublishingTest {

    private static final String TITLE = "东河村党支部第四季度党费收缴情况";
    private static final String SUMMARY = "这一季度三十二名党员按月交清党费，一共一千二百六十元。";

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    CatalogInForce catalogInForce;

    @Autowired
    Disclosures disclosures;

    @Autowired
    Duties duties;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private MadeUpCounty county;
    private Map<Integer, CatalogEntry> entries;
    private PersonId clerk;
    private PersonId secrecy;
    private PersonId privacy;
    private PersonId approver;
    private PersonId publisher;

    @BeforeEach
    void aVillageWithItsCatalog() {
        county = founder.establish();
        entries = catalogInForce.of(county, county.village(), county.town());
        clerk = county.villageClerk().id();
        secrecy = county.villageSecrecyReviewer().id();
        privacy = county.villagePrivacyReviewer().id();
        approver = county.villageApprover().id();
        publisher = county.villagePublisher().id();
    }

    @Test
    void aMatterGoesFromDraftToPublicationAndCountsOnce() {
        var draft = draft(4);

        var published = published(draft);

        var publication = disclosures.publication(published.publication());
        assertThat(publication.standing()).isTrue();
        assertThat(publication.current().title()).isEqualTo(TITLE);
        assertThat(publication.current().number()).isEqualTo(1);
        assertThat(publication.scope()).isEqualTo(DisclosureScope.LOCAL_UNIT);
        assertThat(entriesOf(publication.id())).containsExactly("ORGANIZATION_CONTENT +1 closed");
        assertThat(practising()).isEqualTo(1);
        assertThat(published.history())
                .extracting(Disclosure.StepTaken::step)
                .containsExactly(Step.PROPOSE, Step.REVIEW, Step.REVIEW, Step.REVIEW, Step.APPROVE, Step.PUBLISH);
        assertThat(disclosures.get(published.id(), clerk)).isEqualTo(published);
    }

    @Test
    void aDutyIsFulfilledAndOpenAgainAfterTheWithdrawal() {
        var entry = entries.get(2);
        var duty = duties.occurred(entry.id(), "十一月支部委员会决议", today(), clerk).orThrow();
        var published = published(done(disclosures.draft(with(content(2), duty.id()), clerk)));
        assertThat(duties.get(duty.id()).publication()).isEqualTo(published.publication());

        done(disclosures.withdraw(published.id(), "会议日期写错，整篇收回重写", publisher));

        assertThat(duties.get(duty.id()).publication()).isNull();
        assertThat(disclosures.publication(published.publication()).standing()).isFalse();
        assertThat(entriesOf(published.publication()))
                .containsExactly("RESOLUTION_CONTENT +1 closed", "RESOLUTION_CONTENT -1 closed");
        assertThat(practising()).isZero();
    }

    @Test
    void theOrganizationStillPractisesWhileAnotherPublicationOfTheYearStands() {
        published(draft(1));
        var second = published(draft(4));

        done(disclosures.withdraw(second.id(), "统计口径有误，收回重写", approver));

        assertThat(practising()).isEqualTo(1);
    }

    @Test
    void everyGroundAgainstProposingIsGivenAtOnce() {
        var empty = new Draft(
                county.village().id(),
                DisclosureKind.REGULAR,
                entries.get(3).id(),
                null,
                "",
                "短",
                "太短",
                Map.of("公示对象", "张某某"),
                "",
                DisclosureScope.LOCAL_UNIT,
                AudienceKind.MEMBERS_AND_MASSES,
                List.of(),
                null,
                "",
                today(),
                List.of());
        var id = done(disclosures.draft(empty, clerk)).id();

        assertThat(grounds(disclosures.propose(id, clerk)))
                .containsExactlyInAnyOrder(
                        "title: disclosure.propose.title",
                        "summary: disclosure.propose.summary",
                        "channels: disclosure.propose.channels",
                        "elements.公示内容: disclosure.propose.element",
                        "kind: disclosure.propose.kind",
                        "displayUntil: disclosure.propose.displayPast");
        assertThat(disclosures.get(id, clerk).status()).isEqualTo(DisclosureStatus.DRAFT);
    }

    @Test
    void aNoticeNeedsItsDaysAndSomebodyToObjectTo() {
        var notice = change(
                content(3), map -> map.put("kind", DisclosureKind.PUBLIC_NOTICE), map -> map.put("noticeDays", 3));
        var id = done(disclosures.draft(notice, clerk)).id();

        assertThat(grounds(disclosures.propose(id, clerk)))
                .containsExactlyInAnyOrder(
                        "noticeDays: disclosure.propose.noticeWorkingDays",
                        "objectionContact: disclosure.propose.objectionContact");
    }

    @Test
    void aListOfPeopleInNeedComesDownByItself() {
        var published = published(draft(5));

        assertThat(entries.get(5).displayDays()).isNotNull();
        assertThat(disclosures.publication(published.publication()).displayUntil())
                .isEqualTo(today().plusDays(entries.get(5).displayDays()));
    }

    @Test
    void aSecretDoesNotEvenEnterAsADraft() {
        var body = change(content(4), map -> map.put("body", "<p>机密★一年</p>"));
        var title = change(content(4), map -> map.put("title", "关于某事的绝密通报情况"));

        assertThat(grounds(disclosures.draft(body, clerk))).containsExactly("body: disclosure.secret");
        assertThat(grounds(disclosures.draft(title, clerk))).containsExactly("title: disclosure.secret");
    }

    @Test
    void anEntryOfAnotherOrganizationIsRefused() {
        var foreign = catalogInForce.of(county, county.town(), county.county()).get(4);

        assertThat(grounds(disclosures.draft(change(content(4), map -> map.put("entry", foreign.id())), clerk)))
                .containsExactly("entry: disclosure.draft.entry");
    }

    @Test
    void whoWroteItNeitherReviewsNorApprovesIt() {
        var both = county.who(Role.CLERK, county.county()).id();
        var proposed = done(disclosures.propose(draft(4).id(), clerk));

        assertThatThrownBy(() -> disclosures.review(proposed.id(), ReviewKind.SECRECY, "", clerk))
                .isInstanceOf(NotPermittedException.class);
        assertThatThrownBy(() -> disclosures.approve(proposed.id(), "", both))
                .isInstanceOf(NotPermittedException.class);
    }

    @Test
    void aPersonWithAllPostsStillFindsNobodyButHimselfInTheWay() {
        var onlyOne = jackOfAllTrades();
        var draft = done(disclosures.draft(content(4), onlyOne));
        done(disclosures.propose(draft.id(), onlyOne));

        assertThatThrownBy(() -> disclosures.review(draft.id(), ReviewKind.ACCURACY, "", onlyOne))
                .isInstanceOf(NotPermittedException.class);
        done(disclosures.review(draft.id(), ReviewKind.SECRECY, "", secrecy));
        done(disclosures.review(draft.id(), ReviewKind.PRIVACY, "", privacy));
        done(disclosures.review(draft.id(), ReviewKind.ACCURACY, "", secrecy));
        assertThatThrownBy(() -> disclosures.approve(draft.id(), "", onlyOne))
                .isInstanceOf(NotPermittedException.class);
        done(disclosures.approve(draft.id(), "", approver));
    }

    @Test
    void whoChangedTheTextOnceIsNoStrangerToIt() {
        var onlyOne = jackOfAllTrades();
        var draft = draft(4);
        done(disclosures.edit(draft.id(), content(4), draft.version(), onlyOne));
        done(disclosures.propose(draft.id(), clerk));

        assertThatThrownBy(() -> disclosures.review(draft.id(), ReviewKind.SECRECY, "", onlyOne))
                .isInstanceOf(NotPermittedException.class);
    }

    @Test
    void theDatabaseRefusesAReviewByTheProposerToo() {
        var proposed = done(disclosures.propose(draft(4).id(), clerk));

        assertThatThrownBy(() -> jdbc.sql("""
                                insert into disclosure.review (proposal_id, hands, kind, passed, ground, reviewed_by, reviewed_at)
                                select id, hands, 'SECRECY', true, '', :by, now() from disclosure.proposal where id = :proposal
                                """)
                        .param("by", clerk.value())
                        .param("proposal", proposed.proposal())
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("nobody_reviews_his_own");
        assertThatThrownBy(() -> jdbc.sql("""
                                insert into disclosure.review (proposal_id, hands, kind, passed, ground, reviewed_by, reviewed_at)
                                values (:proposal, array[cast(:other as uuid)], 'SECRECY', true, '', :by, now())
                                """)
                        .param("by", clerk.value())
                        .param("other", secrecy.value())
                        .param("proposal", proposed.proposal())
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> jdbc.sql("""
                                insert into disclosure.approval (
                                       proposal_id, hands, organization_id, remark, approved_by, approved_at)
                                select id, hands, organization_id, '', :by, now() from disclosure.proposal where id = :proposal
                                """)
                        .param("by", clerk.value())
                        .param("proposal", proposed.proposal())
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("nobody_approves_his_own");
    }

    @Test
    void whatWasProposedCannotBeChangedByAnybody() {
        var proposed = done(disclosures.propose(draft(4).id(), clerk));

        assertThatThrownBy(() -> jdbc.sql("update disclosure.proposal set title = 'anything else' where id = :id")
                        .param("id", proposed.proposal())
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> jdbc.sql("delete from disclosure.step where disclosure_id = :id")
                        .param("id", proposed.id())
                        .update())
                .hasStackTraceContaining("permission denied");
    }

    @Test
    void aReviewersNoSendsItBackAndTheNextRoundIsReviewedAnew() {
        var draft = draft(4);
        done(disclosures.propose(draft.id(), clerk));
        done(disclosures.review(draft.id(), ReviewKind.SECRECY, "", secrecy));

        var returned = done(disclosures.returnForRevision(draft.id(), ReviewKind.PRIVACY, "请去掉身份证号一列", privacy));

        assertThat(returned.status()).isEqualTo(DisclosureStatus.RETURNED);
        assertThat(returned.reviews()).hasSize(2).last().satisfies(review -> {
            assertThat(review.passed()).isFalse();
            assertThat(review.ground()).isEqualTo("请去掉身份证号一列");
        });
        var edited = done(disclosures.edit(
                draft.id(), change(content(4), map -> map.put("body", "<p>已去掉身份证号。</p>")), returned.version(), clerk));
        var again = done(disclosures.propose(edited.id(), clerk));
        assertThat(again.round()).isEqualTo(2);
        assertThat(again.reviews()).isEmpty();
        assertThat(disclosures.rounds(draft.id(), clerk)).hasSize(2);
        assertThat(disclosures.get(draft.id(), clerk)).isEqualTo(again);
    }

    @Test
    void aReturnNeedsAReason() {
        var draft = draft(4);
        done(disclosures.propose(draft.id(), clerk));

        assertThat(grounds(disclosures.returnForRevision(draft.id(), ReviewKind.SECRECY, "不行", secrecy)))
                .containsExactly("reason: disclosure.reason.tooShort");
    }

    @Test
    void nothingIsApprovedBeforeAllThreeReviewsHavePassed() {
        var draft = draft(4);
        done(disclosures.propose(draft.id(), clerk));
        assertThatThrownBy(() -> disclosures.approve(draft.id(), "", approver))
                .isInstanceOf(WrongStatusException.class);
        done(disclosures.review(draft.id(), ReviewKind.SECRECY, "", secrecy));

        assertThat(grounds(disclosures.approve(draft.id(), "", approver)))
                .containsExactly("null: disclosure.approve.review", "null: disclosure.approve.review");
    }

    @Test
    void onlyWhoMayPublishPublishes() {
        var approved = approved(draft(4));

        assertThatThrownBy(() -> disclosures.publish(approved.id(), clerk)).isInstanceOf(NotPermittedException.class);
        assertThat(disclosures.publish(
                        approved.id(),
                        county.who(Role.PUBLISHER, county.county()).id()))
                .as("the county's publisher reaches the village")
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void nobodyOutsideMayLookAtWorkInProgress() {
        var draft = draft(4);

        assertThatThrownBy(() -> disclosures.get(draft.id(), county.member().id()))
                .isInstanceOf(NotPermittedException.class);
        assertThatThrownBy(
                        () -> disclosures.get(draft.id(), county.systemAdmin().id()))
                .isInstanceOf(NotPermittedException.class);
    }

    @Test
    void aWiderScopeIsForTheSuperiorToDecide() {
        var wider =
                change(content(4), map -> map.put("scope", DisclosureScope.SOCIETY), map -> map.put("audience", null));
        var draft = done(disclosures.draft(wider, clerk));
        var reviewed = reviewed(draft);

        assertThat(grounds(disclosures.approve(reviewed.id(), "", approver)))
                .containsExactly("null: disclosure.approve.beyondPower");
        var escalated = done(disclosures.escalate(reviewed.id(), "拟向社会公开，请镇党委审定", approver));
        assertThat(escalated.status()).isEqualTo(DisclosureStatus.ESCALATED);
        assertThat(escalated.at()).isEqualTo(county.town().id());
        assertThatThrownBy(() -> disclosures.approve(reviewed.id(), "", approver))
                .isInstanceOf(NotPermittedException.class);
        done(disclosures.approve(reviewed.id(), "同意", county.townApprover().id()));
        var published = done(disclosures.publish(reviewed.id(), publisher));
        assertThat(entriesOf(published.publication())).containsExactly("ORGANIZATION_CONTENT +1 open");
    }

    @Test
    void aCorrectionGoesTheWholeWayAndKeepsTheOldVersion() {
        var published = published(draft(4));
        var correction = done(disclosures.correct(published.id(), "总额写错，应为一千二百七十元", clerk));
        assertThat(grounds(disclosures.correct(published.id(), "总额写错，应为一千二百七十元", clerk)))
                .containsExactly("null: disclosure.correct.open");
        assertThat(disclosures.get(published.id(), clerk).status()).isEqualTo(DisclosureStatus.PUBLISHED);
        var edited = done(disclosures.edit(
                correction.id(),
                change(content(4), map -> map.put("summary", "这一季度三十二名党员按月交清党费，一共一千二百七十元。")),
                correction.version(),
                clerk));

        published(edited);

        var publication = disclosures.publication(published.publication());
        assertThat(publication.versions()).hasSize(2);
        assertThat(publication.versions().getFirst().summary()).isEqualTo(SUMMARY);
        assertThat(publication.current().summary()).contains("一千二百七十元");
        assertThat(publication.current().correction()).isEqualTo("总额写错，应为一千二百七十元");
        assertThat(disclosures.get(published.id(), clerk).status()).isEqualTo(DisclosureStatus.CORRECTED);
        assertThat(entriesOf(publication.id())).containsExactly("ORGANIZATION_CONTENT +1 closed");
        assertThatThrownBy(() -> disclosures.correct(published.id(), "从旧的再更正一次", clerk))
                .isInstanceOf(WrongStatusException.class);
        done(disclosures.correct(correction.id(), "从最新的再更正一次", clerk));
    }

    @Test
    void whatIsWithdrawnMeanwhileCannotBeCorrected() {
        var published = published(draft(4));
        var correction = done(disclosures.correct(published.id(), "总额写错，应予更正", clerk));
        done(disclosures.withdraw(published.id(), "整篇收回，不再公开", publisher));

        assertThat(grounds(disclosures.propose(correction.id(), clerk))).contains("null: disclosure.correct.ended");
        assertThat(done(disclosures.withdraw(correction.id(), "原件已撤下，不再更正", clerk))
                        .status())
                .isEqualTo(DisclosureStatus.WITHDRAWN);
    }

    @Test
    void anEmergencyIsPublishedAtOnceAndStaysOpenUntilOthersHaveReviewedIt() {
        var draft = draft(2);
        assertThat(grounds(disclosures.publishInEmergency(draft.id(), "防汛", approver)))
                .containsExactly("reason: disclosure.reason.tooShort");

        var rushed = done(disclosures.publishInEmergency(draft.id(), "防汛转移安置决定须立即告知全村", approver));

        assertThat(rushed.status()).isEqualTo(DisclosureStatus.EMERGENCY_PUBLISHED);
        assertThat(disclosures.get(draft.id(), clerk)).isEqualTo(rushed);
        assertThat(disclosures.publication(rushed.publication()).underReview()).isTrue();
        assertThatThrownBy(() -> disclosures.publish(draft.id(), publisher)).isInstanceOf(WrongStatusException.class);
        assertThatThrownBy(() -> disclosures.review(draft.id(), ReviewKind.SECRECY, "", clerk))
                .isInstanceOf(NotPermittedException.class);
        done(disclosures.review(draft.id(), ReviewKind.SECRECY, "", secrecy));
        done(disclosures.review(draft.id(), ReviewKind.PRIVACY, "", privacy));
        var confirmed = done(disclosures.review(draft.id(), ReviewKind.ACCURACY, "", privacy));
        assertThat(confirmed.status()).isEqualTo(DisclosureStatus.PUBLISHED);
        assertThat(disclosures.get(draft.id(), clerk)).isEqualTo(confirmed);
        assertThat(disclosures.publication(rushed.publication()).underReview()).isFalse();
    }

    @Test
    void anEmergencyPublicationIsTakenDownByAReviewerAtOnce() {
        var rushed = done(disclosures.publishInEmergency(draft(2).id(), "防汛转移安置决定须立即告知全村", publisher));

        done(disclosures.withdraw(rushed.id(), "含有不宜公开的内容", secrecy));

        assertThat(disclosures.publication(rushed.publication()).standing()).isFalse();
        assertThat(entriesOf(rushed.publication()))
                .containsExactly("RESOLUTION_CONTENT +1 closed", "RESOLUTION_CONTENT -1 closed");
    }

    @Test
    void whatHasBeenOnDisplayLongEnoughComesDownAndStillCounts() {
        var published = published(done(disclosures.draft(
                change(content(5), map -> map.put("displayUntil", today().plusDays(20))), clerk)));
        jdbc.sql("update disclosure.publication set display_until = :day where id = :id")
                .param("day", today().minusDays(1))
                .param("id", published.publication())
                .update();

        disclosures.expire();

        var expired = disclosures.get(published.id(), clerk);
        assertThat(expired.status()).isEqualTo(DisclosureStatus.EXPIRED);
        assertThat(expired.history().getLast().by()).isNull();
        assertThat(disclosures.publication(published.publication()).standing()).isFalse();
        assertThat(entriesOf(published.publication())).containsExactly("SERVICE_CONTENT +1 closed");
    }

    @Test
    void aNoticeEndsAfterItsWorkingDaysAndItsOutcomeIsRecordedOnce() {
        var notice = change(
                content(3),
                map -> map.put("kind", DisclosureKind.PUBLIC_NOTICE),
                map -> map.put("noticeDays", 5),
                map -> map.put("objectionContact", "村党支部 0376-7921000"));
        var published = published(done(disclosures.draft(notice, clerk)));
        var publication = disclosures.publication(published.publication());
        assertThat(publication.noticeUntil()).isAfter(today().plusDays(4));
        assertThat(grounds(disclosures.recordOutcome(publication.id(), 0, "公示无异议，按程序办理", clerk)))
                .containsExactly("null: disclosure.outcome.early");
        jdbc.sql("update disclosure.publication set notice_until = :day where id = :id")
                .param("day", today().minusDays(1))
                .param("id", publication.id())
                .update();

        assertThat(disclosures.recordOutcome(publication.id(), 0, "公示无异议，按程序办理", clerk))
                .isInstanceOf(Outcome.Done.class);

        assertThat(disclosures.publication(publication.id()).outcome())
                .extracting(outcome -> outcome == null ? "" : outcome.conclusion())
                .isEqualTo("公示无异议，按程序办理");
        assertThat(grounds(disclosures.recordOutcome(publication.id(), 1, "又来一次的结论", clerk)))
                .containsExactly("null: disclosure.outcome.done");
    }

    @Test
    void twoWhoEditAtOnceDoNotOverwriteEachOther() {
        var draft = draft(4);
        done(disclosures.edit(draft.id(), content(4), draft.version(), clerk));

        assertThatThrownBy(() -> disclosures.edit(draft.id(), content(4), draft.version(), clerk))
                .isInstanceOf(OptimisticLockingFailureException.class);
    }

    @Test
    void severalApproversAtOnceApproveItOnce() throws Exception {
        var reviewed = reviewed(draft(4));

        var answers = together(Collections.nCopies(6, () -> disclosures.approve(reviewed.id(), "", approver)));

        assertThat(answers.stream().filter(answer -> answer.equals("Done"))).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.equals("WrongStatusException")))
                .hasSize(5);
        assertThat(disclosures.get(reviewed.id(), clerk).history())
                .extracting(Disclosure.StepTaken::step)
                .containsOnlyOnce(Step.APPROVE);
    }

    @Test
    void severalPublishersAtOncePublishItOnce() throws Exception {
        var approved = approved(draft(4));

        together(Collections.nCopies(6, () -> disclosures.publish(approved.id(), publisher)));

        var publication = disclosures.get(approved.id(), clerk).publication();
        assertThat(entriesOf(publication)).containsExactly("ORGANIZATION_CONTENT +1 closed");
        assertThat(practising()).isEqualTo(1);
    }

    @Test
    void threeReviewersAtOnceAllGetThrough() throws Exception {
        var draft = draft(4);
        done(disclosures.propose(draft.id(), clerk));

        var answers = together(List.of(
                () -> disclosures.review(draft.id(), ReviewKind.SECRECY, "", secrecy),
                () -> disclosures.review(draft.id(), ReviewKind.PRIVACY, "", privacy),
                () -> disclosures.review(draft.id(), ReviewKind.ACCURACY, "", privacy)));

        assertThat(answers).containsOnly("Done");
        assertThat(disclosures.get(draft.id(), clerk).reviewsMissing()).isEmpty();
    }

    @Test
    void whatWaitsForWhomIsKnownToEach() {
        var draft = draft(4);
        assertThat(tasksOf(clerk)).contains("FINISH " + draft.id() + " true");
        done(disclosures.propose(draft.id(), clerk));

        assertThat(tasksOf(secrecy))
                .contains("REVIEW_SECRECY " + draft.id() + " true", "REVIEW_ACCURACY " + draft.id() + " true");
        assertThat(tasksOf(county.who(Role.SECRECY_REVIEWER, county.county()).id()))
                .contains("REVIEW_SECRECY " + draft.id() + " false");
        assertThat(tasksOf(approver)).isEmpty();
        done(disclosures.review(draft.id(), ReviewKind.SECRECY, "", secrecy));
        assertThat(tasksOf(secrecy)).containsExactly("REVIEW_ACCURACY " + draft.id() + " true");
        done(disclosures.review(draft.id(), ReviewKind.ACCURACY, "", secrecy));
        done(disclosures.review(draft.id(), ReviewKind.PRIVACY, "", privacy));
        assertThat(tasksOf(approver)).containsExactly("APPROVE " + draft.id() + " true");
        done(disclosures.approve(draft.id(), "", approver));
        assertThat(tasksOf(publisher)).containsExactly("PUBLISH " + draft.id() + " true");
    }

    // ------------------------------------------------------------------ words

    private Disclosure draft(int entry) {
        return done(disclosures.draft(content(entry), clerk));
    }

    private Disclosure reviewed(Disclosure draft) {
        done(disclosures.propose(draft.id(), clerk));
        done(disclosures.review(draft.id(), ReviewKind.SECRECY, "不涉密", secrecy));
        done(disclosures.review(draft.id(), ReviewKind.PRIVACY, "", privacy));
        return done(disclosures.review(draft.id(), ReviewKind.ACCURACY, "", secrecy));
    }

    private Disclosure approved(Disclosure draft) {
        reviewed(draft);
        return done(disclosures.approve(draft.id(), "同意", approver));
    }

    private Disclosure published(Disclosure draft) {
        approved(draft);
        return done(disclosures.publish(draft.id(), publisher));
    }

    private Draft content(int no) {
        var entry = entries.get(no);
        var elements = new LinkedHashMap<String, String>();
        entry.elements().forEach(element -> elements.put(element, element + "如下表"));
        return new Draft(
                county.village().id(),
                DisclosureKind.REGULAR,
                entry.id(),
                null,
                "",
                TITLE,
                SUMMARY,
                elements,
                "<p>三十二名党员全部交清。</p>",
                entry.scope(),
                entry.audience(),
                List.of(ChannelType.BOARD, ChannelType.MEETING),
                null,
                "",
                null,
                List.of());
    }

    private static Draft with(Draft draft, UUID duty) {
        return change(draft, map -> map.put("duty", duty));
    }

    @SafeVarargs
    @SuppressWarnings("unchecked")
    private static Draft change(Draft draft, java.util.function.Consumer<Map<String, @Nullable Object>>... changes) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (var change : changes) {
            change.accept(map);
        }
        return new Draft(
                draft.organization(),
                (DisclosureKind) map.getOrDefault("kind", draft.kind()),
                (UUID) map.getOrDefault("entry", draft.entry()),
                (UUID) map.getOrDefault("duty", draft.duty()),
                draft.outsideGround(),
                (String) map.getOrDefault("title", draft.title()),
                (String) map.getOrDefault("summary", draft.summary()),
                draft.elements(),
                (String) map.getOrDefault("body", draft.body()),
                (DisclosureScope) map.getOrDefault("scope", draft.scope()),
                (AudienceKind) map.getOrDefault("audience", draft.audience()),
                draft.channels(),
                (Integer) map.getOrDefault("noticeDays", draft.noticeDays()),
                (String) map.getOrDefault("objectionContact", draft.objectionContact()),
                (LocalDate) map.getOrDefault("displayUntil", draft.displayUntil()),
                draft.attachments());
    }

    /** Clerk, reviewer and approver of the village in one person, as small branches have it. */
    private PersonId jackOfAllTrades() {
        var person = founder.person(county, "all", "石一身");
        for (var role : List.of(Role.CLERK, Role.SECRECY_REVIEWER, Role.PRIVACY_REVIEWER, Role.APPROVER)) {
            people.appoint(person.id(), county.village().id(), role, MadeUpCounty.SINCE, null);
        }
        return person.id();
    }

    @Autowired
    io.gongkai.account.People people;

    @Autowired
    io.gongkai.account.Authority authority;

    private List<String> tasksOf(PersonId person) {
        return disclosures.tasks(authority.actor(person).orElseThrow(), 50).stream()
                .map(task -> "%s %s %s".formatted(task.action(), task.disclosure(), task.nearest()))
                .toList();
    }

    private static List<String> together(List<? extends Callable<? extends Outcome<Disclosure>>> calls)
            throws Exception {
        var answers = new ArrayList<String>();
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var result : people.invokeAll(calls.stream()
                    .map(call -> (Callable<Outcome<Disclosure>>) call::call)
                    .toList())) {
                try {
                    answers.add(result.get().getClass().getSimpleName());
                } catch (ExecutionException e) {
                    answers.add(e.getCause().getClass().getSimpleName());
                }
            }
        }
        return answers;
    }

    private static Disclosure done(Outcome<Disclosure> outcome) {
        return outcome.orThrow();
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

    private List<String> entriesOf(@Nullable UUID publication) {
        return jdbc.sql("""
                        select measure || case when quantity > 0 then ' +' else ' ' end || quantity
                               || case when open then ' open' else ' closed' end
                          from ledger.entry
                         where source_type = 'PUBLICATION'
                           and source_id = :publication
                         order by id
                        """)
                .param("publication", publication)
                .query(String.class)
                .list();
    }

    private int practising() {
        return jdbc.sql("""
                        select coalesce(sum(quantity), 0)
                          from ledger.entry
                         where measure = 'PRACTISING_ORGANIZATION'
                           and organization_id = :village
                        """)
                .param("village", county.village().id().value())
                .query(Integer.class)
                .single();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
