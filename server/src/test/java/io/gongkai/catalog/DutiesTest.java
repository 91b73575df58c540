package io.gongkai.catalog;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.account.NotPermittedException;
import io.gongkai.calendar.Calendars;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** What a village owes once its catalog is in force. */
@CountyTest
class DutiesTest {

    @Autowired
    Catalogs catalogs;

    @Autowired
    Duties duties;

    @Autowired
    Calendars calendars;

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private MadeUpCounty county;
    private UUID version;

    @BeforeEach
    void aVillageWithACatalogInForce() {
        county = founder.establish();
        catalogs.issueGuideline(
                county.county().id(),
                "村级党务公开目录指导意见",
                Set.of(OrganizationKind.ADMINISTRATIVE_VILLAGE),
                CatalogRowsTest.file("village-community.csv"),
                county.countyClerk().id());
        var guideline = catalogs.guidelinesFor(county.village().id()).getFirst().id();
        version = catalogs.derive(county.village().id(), guideline, clerk())
                .orThrow()
                .id();
        catalogs.submit(version, secretary()).orThrow();
        catalogs.file(version, today(), town()).orThrow();
    }

    @Test
    void longTermItemsAreDueWithinFiveWorkingDaysAndPeriodicOnesInTheirPeriod() {
        var all = all();

        var longTerm =
                all.stream().filter(duty -> duty.rule().equals("LONG_TERM")).toList();
        assertThat(longTerm).hasSize(5).allSatisfy(duty -> {
            assertThat(duty.due()).isEqualTo(calendars.current().dueAfter(today(), 5));
            assertThat(duty.subject()).isEmpty();
        });
        assertThat(all.stream().filter(duty -> duty.rule().equals("CADENCE")))
                .isNotEmpty()
                .allSatisfy(duty -> {
                    assertThat(calendars.current().isWorked(duty.dueOn())).isTrue();
                    assertThat(duty.due().derivation().getLast().date()).isEqualTo(duty.dueOn());
                });
        assertThat(all).isSortedAccordingTo((one, other) -> one.dueOn().compareTo(other.dueOn()));
    }

    @Test
    void bringingAboutTwiceBringsAboutOnceAndLaterPeriodsFollow() {
        var before = count();
        duties.bringAbout(today());
        assertThat(count()).isEqualTo(before);

        duties.bringAbout(today().plusYears(1));
        var after = count();
        assertThat(after).isGreaterThan(before + 20);
        duties.bringAbout(today().plusYears(1));
        assertThat(count()).isEqualTo(after);
        assertThat(all().stream()
                        .filter(duty -> duty.rule().equals("CADENCE"))
                        .map(duty -> duty.item() + duty.subject()))
                .doesNotHaveDuplicates();
    }

    @Test
    void anEventBringsAboutADutyThatStaffSaysOnceForEachMatter() {
        var decision = entry("决议公开");

        var duty = duties.occurred(decision.id(), "村内道路维修决议", today(), clerk()).orThrow();

        assertThat(duty.rule()).isEqualTo("EVENT");
        assertThat(duty.due()).isEqualTo(calendars.current().dueAfter(today(), 3));
        assertThat(codes(duties.occurred(decision.id(), "村内道路维修决议", today(), clerk())))
                .containsExactly("catalog.occurred.already");
        assertThat(codes(duties.occurred(decision.id(), "", today().plusDays(1), clerk())))
                .containsExactlyInAnyOrder("catalog.occurred.subject", "catalog.occurred.day");
        assertThat(codes(duties.occurred(entry("党费收缴").id(), "三季度党费", today(), clerk())))
                .containsExactly("catalog.occurred.onlyPeriodic");
        assertThatThrownBy(() -> duties.occurred(
                        decision.id(),
                        "别处的事",
                        today(),
                        founder.establish().villageClerk().id()))
                .isInstanceOf(NotPermittedException.class);
    }

    @Test
    void aMatterWithANoticeAndAResultBringsAboutOneAfterTheOther() {
        var entry = entry("预备党员转正公示与结果");

        var notice = duties.occurred(entry.id(), "某某转正", today(), clerk()).orThrow();
        var result = duties.occurred(entry.id(), "某某转正", today(), clerk()).orThrow();

        assertThat(notice.rule()).isEqualTo("NOTICE");
        assertThat(notice.dueOn())
                .isEqualTo(calendars.current().dueAfter(today().minusDays(1), 1).on());
        assertThat(result.rule()).isEqualTo("EVENT");
    }

    @Test
    void aPublicationFulfilsADutyAndItsWithdrawalOpensItAgain() {
        var duty = periodic();
        var publication = UUID.randomUUID();

        duties.fulfil(duty.id(), today(), publication);
        assertThat(duties.get(duty.id()).status()).isEqualTo(DutyStatus.DONE);
        duties.fulfil(duty.id(), today(), UUID.randomUUID());
        assertThat(duties.get(duty.id()).publication()).isEqualTo(publication);

        duties.reopen(publication);
        assertThat(duties.get(duty.id()).doneOn()).isNull();
        assertThat(duties.changes(duty.id())).extracting(Duties.Change::cause).containsExactly("REOPENED");
    }

    @Test
    void noChangeIsRecordedForAPeriodButNotForEventsNorTwiceInARow() {
        var duty = periodic();
        duties.noChange(duty.id(), today(), clerk()).orThrow();
        assertThat(duties.get(duty.id()).status()).isEqualTo(DutyStatus.NO_CHANGE);
        assertThatThrownBy(() -> duties.noChange(duty.id(), today(), clerk()))
                .isInstanceOf(WrongCatalogStatusException.class);

        duties.bringAbout(today().plusMonths(3));
        var next = all().stream()
                .filter(other -> other.item().equals(duty.item())
                        && other.rule().equals("CADENCE")
                        && other.arisesOn().isAfter(duty.arisesOn()))
                .findFirst()
                .orElseThrow();
        assertThat(codes(duties.noChange(next.id(), today(), clerk())))
                .contains("catalog.noChange.twice", "catalog.noChange.day");

        var event = duties.occurred(entry("决议公开").id(), "村内道路维修决议", today(), clerk())
                .orThrow();
        assertThat(codes(duties.noChange(event.id(), today(), clerk()))).containsExactly("catalog.noChange.noCadence");
    }

    @Test
    void moreTimeNeedsAReasonAndIsLater() {
        var duty = periodic();

        assertThat(codes(duties.extend(duty.id(), duty.dueOn(), "忙", clerk())))
                .containsExactly("catalog.extend.day", "catalog.extend.reason");
        var extended = duties.extend(duty.id(), duty.dueOn().plusDays(7), "审计结论尚未出具", clerk())
                .orThrow();

        assertThat(extended.dueOn()).isEqualTo(duty.dueOn().plusDays(7));
        assertThat(extended.due().on()).isEqualTo(duty.dueOn());
        assertThat(duties.changes(duty.id())).singleElement().satisfies(change -> {
            assertThat(change.cause()).isEqualTo("EXTENSION");
            assertThat(change.detail()).isEqualTo("审计结论尚未出具");
            assertThat(change.by()).isNotNull();
        });
    }

    @Test
    void aNewVersionCancelsWhatItNoLongerAsksAndCountsChangedTimeCodesAnew() {
        var decision = entry("决议公开");
        var event = duties.occurred(decision.id(), "村内道路维修决议", today(), clerk()).orThrow();
        var quarterly = entry("党费收缴");
        var longTerm = entry("党员联户、设岗定责");

        var second = catalogs.revise(county.village().id(), clerk()).orThrow();
        replace(second.id(), decision, "E7");
        replace(second.id(), quarterly, "M");
        catalogs.markNotApplicable(
                        second.id(), entryIn(second.id(), longTerm.title()).id(), "本村暂未设岗，不适用", clerk())
                .orThrow();
        catalogs.submit(second.id(), secretary()).orThrow();
        catalogs.file(second.id(), today(), town()).orThrow();

        assertThat(duties.get(event.id()).due()).isEqualTo(calendars.current().dueAfter(today(), 7));
        assertThat(duties.changes(event.id())).singleElement().satisfies(change -> {
            assertThat(change.cause()).isEqualTo("TIME_CODE");
            assertThat(change.oldDue()).isEqualTo(event.dueOn());
        });
        assertThat(all()).noneMatch(duty -> duty.item().equals(longTerm.item()));
        assertThat(all().stream().filter(duty -> duty.item().equals(quarterly.item())))
                .singleElement()
                .satisfies(duty -> assertThat(duty.subject()).matches("\\d{4}-\\d{2}"));
        assertThat(causes(longTerm)).containsExactly("NOT_APPLICABLE");
        assertThat(causes(quarterly)).containsExactly("TIME_CODE_CHANGED");
        assertThat(all().stream().filter(duty -> duty.rule().equals("LONG_TERM")))
                .hasSize(4);
    }

    @Test
    @Transactional
    void aChangedCalendarMovesDueDatesAndSaysSo() {
        var day = LocalDate.of(today().getYear() + 1, 1, 12);
        while (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY) {
            day = day.plusDays(1);
        }
        var notice =
                duties.occurred(entry("评先评优推荐").id(), "年度优秀党员", day, clerk()).orThrow();
        assertThat(notice.dueOn()).isEqualTo(day);
        var other = duties.occurred(entry("评先评优推荐").id(), "早一天的公示", day.minusDays(7), clerk())
                .orThrow();

        calendars
                .replaceYear(day.getYear(), List.of(new Calendars.SpecialDay(day, false, "调休")))
                .orThrow();

        var moved = duties.get(notice.id());
        assertThat(moved.due()).isEqualTo(calendars.current().dueAfter(day.minusDays(1), 1));
        assertThat(moved.dueOn()).isAfter(day);
        assertThat(duties.changes(notice.id())).singleElement().satisfies(change -> {
            assertThat(change.cause()).isEqualTo("CALENDAR");
            assertThat(change.newDue()).isEqualTo(moved.dueOn());
        });
        assertThat(duties.get(other.id()).due().provisional()).isFalse();
        assertThat(duties.changes(other.id())).isEmpty();
    }

    @Test
    void whatWaitsIsShownToTheVillageAndItsTownAndCountedUnderTheCounty() {
        var far = today().plusYears(1);
        assertThat(duties.waitingFor(List.of(county.village().id()), far, 500)).isNotEmpty();
        assertThat(duties.waitingFor(List.of(county.town().id()), far, 500))
                .extracting(Duty::id)
                .containsExactlyElementsOf(
                        duties.waitingFor(List.of(county.village().id()), far, 500).stream()
                                .map(Duty::id)
                                .toList());
        assertThat(duties.waitingFor(List.of(county.otherTown().id()), far, 500))
                .isEmpty();

        duties.fulfil(periodic().id(), today(), UUID.randomUUID());
        var summary = duties.summary(county.county().id(), today().minusYears(1), far);
        assertThat(summary.total()).isEqualTo(all().size());
        assertThat(summary.done()).isEqualTo(1);
        assertThat(summary.open()).isEqualTo(summary.total() - 1);
        assertThat(duties.overdueUnder(county.county().id(), 10)).isEmpty();
    }

    @Test
    void aSummaryIsTheListsBehindIt() {
        var decision = entry("决议公开");
        var since = LocalDate.of(today().getYear(), 1, 1).minusMonths(1);
        var late = duties.occurred(decision.id(), "村内道路维修决议", today().minusDays(20), clerk())
                .orThrow();
        duties.occurred(decision.id(), "水塘承包决议", today().minusDays(20), clerk()).orThrow();
        var inTime = duties.occurred(decision.id(), "路灯维修决议", today(), clerk()).orThrow();
        duties.fulfil(late.id(), today(), UUID.randomUUID());
        duties.fulfil(inTime.id(), today(), UUID.randomUUID());
        var periodic = all().stream()
                .filter(duty -> duty.rule().equals("CADENCE"))
                .findFirst()
                .orElseThrow();
        duties.noChange(periodic.id(), today(), clerk()).orThrow();
        var until = today().plusYears(2);

        var summary = duties.summary(county.county().id(), since, until);

        assertThat(summary.overdue()).isEqualTo(1);
        assertThat(summary.doneLate()).isEqualTo(1);
        assertThat(summary.noChange()).isEqualTo(1);
        assertThat(summary.inTime()).isEqualTo(2);
        assertThat(summary.settled()).isEqualTo(4);
        assertThat(summary.of(EnumSet.allOf(DutyStatus.class))).isEqualTo(summary.total());
        for (var status : DutyStatus.values()) {
            var listed = under(county.county().id(), since, until, Set.of(status));
            assertThat(listed).as(status.name()).hasSize(summary.of(status));
            assertThat(listed)
                    .allSatisfy(named -> assertThat(named.duty().status()).isEqualTo(status));
        }
        assertThat(under(county.county().id(), since, until, EnumSet.allOf(DutyStatus.class)))
                .isSortedAccordingTo(comparing(named -> named.duty().dueOn()))
                .extracting(named -> named.duty().id())
                .doesNotHaveDuplicates();
        assertThat(duties.summaries(
                        List.of(
                                county.town().id(),
                                county.village().id(),
                                county.otherTown().id()),
                        since,
                        until))
                .containsOnly(
                        Map.entry(county.town().id(), summary),
                        Map.entry(county.village().id(), summary));
        assertThatThrownBy(() -> duties.under(county.county().id(), since, until, Set.of(), 3, "no-cursor"))
                .isInstanceOf(NoSuchElementException.class);
    }

    /** Page by page, three at a time. */
    private List<Duties.Named> under(
            OrganizationId organization, LocalDate from, LocalDate until, Set<DutyStatus> statuses) {
        var all = new ArrayList<Duties.Named>();
        String cursor = null;
        do {
            var page = duties.under(organization, from, until, statuses, 3, cursor);
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return all;
    }

    @Test
    void anOverdueDutyIsNamedWithItsOrganization() {
        var event = duties.occurred(entry("决议公开").id(), "去年底的决议", today().minusDays(60), clerk())
                .orThrow();

        assertThat(event.status()).isEqualTo(DutyStatus.OVERDUE);
        assertThat(duties.overdueUnder(county.town().id(), 10)).singleElement().satisfies(named -> {
            assertThat(named.duty().id()).isEqualTo(event.id());
            assertThat(named.organizationName()).isEqualTo(county.village().name());
        });
    }

    private void replace(UUID draft, CatalogEntry entry, String timeCode) {
        var present = entryIn(draft, entry.title());
        catalogs.save(
                        draft,
                        new CatalogEntry(
                                present.id(),
                                present.item(),
                                present.no(),
                                present.group(),
                                present.title(),
                                present.elements(),
                                present.scope(),
                                present.audience(),
                                present.channels(),
                                TimeLimit.parse(timeCode),
                                present.responsible(),
                                present.category(),
                                present.piiClass(),
                                present.mandatory(),
                                present.origin(),
                                "按本村实际调整公开时限",
                                present.basis(),
                                present.displayDays(),
                                present.retention(),
                                present.related(),
                                present.beyondPower(),
                                present.remark()),
                        clerk())
                .orThrow();
    }

    private Duty periodic() {
        return all().stream()
                .filter(duty -> duty.rule().equals("CADENCE") && duty.title().equals("学习教育和政策宣讲"))
                .findFirst()
                .orElseThrow();
    }

    private CatalogEntry entry(String title) {
        return entryIn(version, title);
    }

    private CatalogEntry entryIn(UUID catalog, String title) {
        return catalogs.entries(catalog).stream()
                .filter(entry -> entry.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private List<Duty> all() {
        return duties.of(county.village().id(), today().minusYears(1), today().plusYears(2));
    }

    private int count() {
        return jdbc.sql("select count(*) from catalog.duty where organization_id = :id")
                .param("id", county.village().id().value())
                .query(Integer.class)
                .single();
    }

    private List<String> causes(CatalogEntry entry) {
        return jdbc.sql("""
                        select cancel_cause
                          from catalog.duty
                         where organization_id = :organization
                           and item = :item
                           and cancelled_on is not null
                        """)
                .param("organization", county.village().id().value())
                .param("item", entry.item())
                .query(String.class)
                .list();
    }

    private static List<String> codes(Outcome<?> outcome) {
        return ((Outcome.Refused<?>) outcome)
                .refusals().stream().map(Refusal::code).toList();
    }

    private PersonId clerk() {
        return county.villageClerk().id();
    }

    private PersonId secretary() {
        return county.villageApprover().id();
    }

    private PersonId town() {
        return county.townApprover().id();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
