package io.gongkai.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.account.NotPermittedException;
import io.gongkai.account.Role;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A village's catalog on its way from the county's guideline into force. */
@CountyTest
class CatalogFilingTest {

    @Autowired
    Catalogs catalogs;

    @Autowired
    Duties duties;

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private MadeUpCounty county;
    private UUID guideline;

    @BeforeEach
    void aCountyWithAGuidelineForItsVillages() {
        county = founder.establish();
        var report = catalogs.issueGuideline(
                county.county().id(),
                "村级党务公开目录指导意见",
                Set.of(OrganizationKind.ADMINISTRATIVE_VILLAGE),
                CatalogRowsTest.file("village-community.csv"),
                county.countyClerk().id());
        assertThat(report.accepted()).isEqualTo(27);
        guideline = catalogs.guidelinesFor(county.village().id()).getFirst().id();
    }

    @Test
    void aCatalogWalksFromTheGuidelineIntoForce() {
        var draft = derived();
        var entries = catalogs.entries(draft.id());
        assertThat(entries).hasSize(27).allMatch(entry -> entry.origin() == EntryOrigin.TAKEN_OVER);
        var adapted = catalogs.save(draft.id(), inWords(entries.getFirst(), "村支书", "由村支书一人负责，便于村民查找"), clerk())
                .orThrow();
        assertThat(adapted.origin()).isEqualTo(EntryOrigin.ADAPTED);
        assertThat(adapted.id()).isEqualTo(entries.getFirst().id());
        catalogs.markNotApplicable(draft.id(), entries.get(24).id(), "本村没有集体三资收支往来", clerk())
                .orThrow();

        var submitted = catalogs.submit(draft.id(), secretary()).orThrow();
        assertThat(submitted.status()).isEqualTo(CatalogStatus.SUBMITTED);
        assertThat(catalogs.awaitingFiling(List.of(county.town().id()), 10))
                .extracting(waiting -> waiting.version().id())
                .containsExactly(draft.id());

        var inForce = catalogs.file(draft.id(), today(), town()).orThrow();

        assertThat(inForce.status()).isEqualTo(CatalogStatus.EFFECTIVE);
        assertThat(inForce.filingNumber()).isEqualTo("备〔%d〕1号".formatted(today().getYear()));
        assertThat(catalogs.inForce(county.village().id())).contains(inForce);
        assertThat(ledger()).containsExactly("CATALOG 1 true");
        assertThat(catalogs.steps(draft.id()))
                .extracting(Catalogs.Step::step)
                .containsExactly("START", "SUBMIT", "FILE", "TAKE_EFFECT");
        assertThat(duties.of(county.village().id(), today(), today().plusDays(400)))
                .isNotEmpty()
                .noneMatch(duty -> duty.entryNo() == 25)
                .allSatisfy(duty -> assertThat(duty.dueOn()).isAfterOrEqualTo(duty.arisesOn()));
    }

    @Test
    void aDraftThatWasGivenUpStaysOnRecordAndMakesRoomForAnother() {
        var draft = derived();
        assertThatThrownBy(() ->
                        catalogs.discard(draft.id(), "选错了指导目录", county.member().id()))
                .isInstanceOf(NotPermittedException.class);
        assertThat(catalogs.discard(draft.id(), "错", clerk())).isInstanceOf(Outcome.Refused.class);

        catalogs.discard(draft.id(), "选错了指导目录", clerk()).orThrow();

        assertThat(catalogs.version(draft.id()).status()).isEqualTo(CatalogStatus.DISCARDED);
        assertThat(catalogs.entries(draft.id())).hasSize(27);
        assertThat(catalogs.steps(draft.id()).getLast())
                .extracting(Catalogs.Step::step, Catalogs.Step::remark)
                .containsExactly("DISCARD", "选错了指导目录");
        assertThat(catalogs.isWithout(county.village().id())).isTrue();
        assertThat(catalogs.newestUnder(List.of(county.village().id()), "", 10)).isEmpty();
        assertThatThrownBy(() -> catalogs.submit(draft.id(), secretary()))
                .isInstanceOf(WrongCatalogStatusException.class);
        assertThatThrownBy(() -> catalogs.discard(draft.id(), "再作废一次", clerk()))
                .isInstanceOf(WrongCatalogStatusException.class);

        var again = derived();
        assertThat(again.number()).isEqualTo(2);
        assertThat(catalogs.entries(again.id()))
                .extracting(CatalogEntry::item)
                .isEqualTo(catalogs.entries(draft.id()).stream()
                        .map(CatalogEntry::item)
                        .toList());
    }

    @Test
    void aLaterVersionReplacesTheEarlierAndTheLedgerCountsOneCatalog() {
        var first = filed(today());
        var second = catalogs.revise(county.village().id(), clerk()).orThrow();
        var entry = catalogs.entries(second.id()).get(3);
        catalogs.save(second.id(), inWords(entry, "村委会", "改由村委会负责这一事项"), clerk())
                .orThrow();
        catalogs.submit(second.id(), secretary()).orThrow();
        catalogs.file(second.id(), today(), town()).orThrow();

        assertThat(catalogs.version(first.id()).status()).isEqualTo(CatalogStatus.SUPERSEDED);
        assertThat(catalogs.inForce(county.village().id()).orElseThrow().number())
                .isEqualTo(2);
        assertThat(ledger()).containsExactly("CATALOG 1 true");
        var difference = catalogs.differences(first.id(), second.id());
        assertThat(difference.added()).isEmpty();
        assertThat(difference.removed()).isEmpty();
        assertThat(difference.changed()).singleElement().satisfies(change -> {
            assertThat(change.after().no()).isEqualTo(4);
            assertThat(change.attributes())
                    .extracting(CatalogDifference.ChangedAttribute::name)
                    .containsExactly("responsible", "origin", "reason");
        });
    }

    @Test
    void aVersionFiledForALaterDayWaitsForItsDay() {
        var filed = filed(today().plusDays(10));

        assertThat(filed.status()).isEqualTo(CatalogStatus.FILED);
        catalogs.takeEffect(filed.id());
        assertThat(catalogs.inForce(county.village().id())).isEmpty();
        assertThat(catalogs.whoseDayHasCome(today())).doesNotContain(filed.id());
        assertThat(catalogs.whoseDayHasCome(today().plusDays(10))).contains(filed.id());
        assertThat(ledger()).containsExactly("CATALOG 1 true");
    }

    @Test
    void theSuperiorOfAnotherCountyMayNotFileIt() {
        var submitted = submitted();
        var stranger = founder.establish().countyApprover().id();

        assertThatThrownBy(() -> catalogs.file(submitted.id(), today(), stranger))
                .isInstanceOf(NotPermittedException.class);
        assertThatThrownBy(() -> catalogs.file(submitted.id(), today(), secretary()))
                .isInstanceOf(NotPermittedException.class);
        assertThatThrownBy(() -> catalogs.sendBack(submitted.id(), "请补充公开要素", stranger))
                .isInstanceOf(NotPermittedException.class);
    }

    @Test
    void nobodyFilesWhatTheySubmittedThemselves() {
        var draft = derived();
        catalogs.submit(draft.id(), county.countyApprover().id()).orThrow();

        var refused = catalogs.file(draft.id(), today(), county.countyApprover().id());

        assertThat(codes(refused)).containsExactly("catalog.file.fourEyes");
    }

    @Test
    void aMandatoryItemCanOnlyBeMarkedNotApplicableAndWithAReason() {
        var draft = derived();
        var entry = catalogs.entries(draft.id()).getFirst();

        assertThat(codes(catalogs.remove(draft.id(), entry.id(), clerk()))).containsExactly("catalog.remove.mandatory");
        assertThat(codes(catalogs.markNotApplicable(draft.id(), entry.id(), "不适用", clerk())))
                .containsExactly("catalog.entry.reason");

        var rows = CatalogRowsTest.file("village-community.csv");
        catalogs.importRows(county.village().id(), rows.subList(3, rows.size()), clerk());
        assertThat(codes(catalogs.submit(draft.id(), secretary())))
                .containsExactly("catalog.submit.mandatory", "catalog.submit.mandatory", "catalog.submit.mandatory");
    }

    @Test
    void everyGroundAgainstAnEntryIsGivenAtOnce() {
        var draft = derived();
        var entry = catalogs.entries(draft.id()).getFirst();
        var wrong = new CatalogEntry(
                entry.id(),
                entry.item(),
                2,
                "",
                "党组织设置、班子成员和分工",
                List.of(),
                DisclosureScope.SOCIETY,
                null,
                List.of(),
                TimeLimit.parse("尽快"),
                "",
                entry.category(),
                3,
                true,
                entry.origin(),
                "",
                "",
                null,
                "Y30",
                "",
                false,
                "");

        assertThat(((Outcome.Refused<CatalogEntry>) catalogs.save(draft.id(), wrong, clerk())).refusals())
                .extracting(Refusal::field)
                .containsExactlyInAnyOrder(
                        "group", "responsible", "elements", "channels", "time", "scope", "displayDays", "no", "reason");
        assertThat(catalogs.entries(draft.id()).getFirst()).isEqualTo(entry);
    }

    @Test
    void aSubmittedVersionStandsEvenAgainstTheDatabase() {
        var submitted = submitted();
        var entry = catalogs.entries(submitted.id()).getFirst();

        assertThatThrownBy(() -> catalogs.save(submitted.id(), entry, clerk()))
                .isInstanceOf(WrongCatalogStatusException.class);
        assertThatThrownBy(() -> jdbc.sql("update catalog.entry set title = '改' where id = :id")
                        .param("id", entry.id())
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> jdbc.sql("delete from catalog.entry where id = :id")
                        .param("id", entry.id())
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void whatIsSentBackIsADraftAgainWithTheSuperiorsWords() {
        var submitted = submitted();

        var back = catalogs.sendBack(submitted.id(), "第 5 项的公开要素不全，请补充", town()).orThrow();

        assertThat(back.status()).isEqualTo(CatalogStatus.DRAFT);
        assertThat(back.remark()).isEqualTo("第 5 项的公开要素不全，请补充");
        assertThat(catalogs.submit(back.id(), secretary()).orThrow().remark()).isEmpty();
    }

    @Test
    void thereIsOneVersionInWorkAtATime() {
        derived();

        assertThat(codes(catalogs.derive(county.village().id(), guideline, clerk())))
                .containsExactly("catalog.inWork");
        assertThat(codes(catalogs.derive(
                        county.town().id(), guideline, county.townClerk().id())))
                .containsExactly("catalog.derive.notMeant");
    }

    @Test
    void twoFilersAtOnceFileItOnce() throws Exception {
        var submitted = submitted();
        var results = new ArrayList<String>();
        Callable<String> filing = () -> {
            try {
                return catalogs.file(submitted.id(), today(), town())
                        .orThrow()
                        .status()
                        .name();
            } catch (WrongCatalogStatusException e) {
                return "too late";
            }
        };

        try (var filers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var result : filers.invokeAll(List.of(filing, filing, filing, filing))) {
                results.add(result.get());
            }
        }

        assertThat(results).containsExactlyInAnyOrder("EFFECTIVE", "too late", "too late", "too late");
        assertThat(ledger()).containsExactly("CATALOG 1 true");
        assertThat(duties.of(county.village().id(), today(), today()))
                .extracting(duty -> duty.item() + duty.rule() + duty.subject())
                .doesNotHaveDuplicates();
    }

    @Test
    void anUploadedTableBecomesTheDraftOrNothingOfIt() {
        var rows = CatalogRowsTest.file("village-community.csv");
        var report = catalogs.importRows(county.village().id(), rows, clerk());
        var draft = catalogs.versions(county.village().id()).getFirst();

        assertThat(report.accepted()).isEqualTo(27);
        assertThat(catalogs.entries(draft.id())).allMatch(entry -> entry.origin() == EntryOrigin.TAKEN_OVER);

        var broken = new ArrayList<>(rows);
        broken.add(new io.gongkai.shared.TableRow(29, java.util.Map.of("no", "28")));
        var refused = catalogs.importRows(county.village().id(), broken, clerk());
        assertThat(refused.accepted()).isZero();
        assertThat(refused.rejected()).allMatch(row -> row.row() == 29);
        assertThat(catalogs.entries(draft.id())).hasSize(27);
    }

    @Test
    void theCountyFilesItsOwnCatalogThroughAnotherPerson() {
        catalogs.issueGuideline(
                county.county().id(),
                "县委目录",
                Set.of(OrganizationKind.COUNTY_COMMITTEE),
                CatalogRowsTest.file("town-committee.csv"),
                county.countyClerk().id());
        var own = catalogs.guidelinesFor(county.county().id()).getFirst();
        var draft = catalogs.derive(
                        county.county().id(), own.id(), county.countyClerk().id())
                .orThrow();
        catalogs.submit(draft.id(), county.countyApprover().id()).orThrow();
        var other = founder.person(county, "second-approver", "第二审批人");
        people.appoint(other.id(), county.county().id(), Role.APPROVER, MadeUpCounty.SINCE, null);

        assertThat(catalogs.file(draft.id(), today(), other.id()).orThrow().status())
                .isEqualTo(CatalogStatus.EFFECTIVE);
    }

    @Autowired
    io.gongkai.account.People people;

    private CatalogVersion derived() {
        return catalogs.derive(county.village().id(), guideline, clerk()).orThrow();
    }

    private CatalogVersion submitted() {
        return catalogs.submit(derived().id(), secretary()).orThrow();
    }

    private CatalogVersion filed(LocalDate effectiveOn) {
        return catalogs.file(submitted().id(), effectiveOn, town()).orThrow();
    }

    private List<String> ledger() {
        return jdbc.sql("""
                        select measure || ' ' || quantity || ' ' || open as said
                          from ledger.entry
                         where organization_id = :organization
                           and measure = 'CATALOG'
                        """)
                .param("organization", county.village().id().value())
                .query(String.class)
                .list();
    }

    private static CatalogEntry inWords(CatalogEntry entry, String responsible, String reason) {
        return new CatalogEntry(
                entry.id(),
                entry.item(),
                entry.no(),
                entry.group(),
                entry.title(),
                entry.elements(),
                entry.scope(),
                entry.audience(),
                entry.channels(),
                entry.time(),
                responsible,
                entry.category(),
                entry.piiClass(),
                entry.mandatory(),
                entry.origin(),
                reason,
                entry.basis(),
                entry.displayDays(),
                entry.retention(),
                entry.related(),
                entry.beyondPower(),
                entry.remark());
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
