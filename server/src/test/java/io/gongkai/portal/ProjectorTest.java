package io.gongkai.portal;

import static io.gongkai.disclosure.MatterMaker.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.catalog.CatalogEntry;
import io.gongkai.disclosure.Disclosure;
import io.gongkai.disclosure.Disclosures;
import io.gongkai.disclosure.MatterMaker;
import io.gongkai.disclosure.MatterMaker.Words;
import io.gongkai.disclosure.PublicationChanged;
import io.gongkai.document.Attachments;
import io.gongkai.organization.Organization;
import io.gongkai.statistics.Form;
import io.gongkai.statistics.Returns;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What reaches the public side, when, and what leaves it again. */
@CountyTest
class ProjectorTest {

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    MatterMaker matters;

    @Autowired
    Disclosures disclosures;

    @Autowired
    Attachments attachments;

    @Autowired
    Returns returns;

    @Autowired
    Projector projector;

    @Autowired
    Portal portal;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    PlatformTransactionManager transactions;

    private MadeUpCounty county;
    private Map<Integer, CatalogEntry> entries;

    @BeforeEach
    void aVillageWithItsCatalog() {
        county = founder.establish();
        entries = matters.catalog(county);
        projector.drain();
    }

    @Test
    void aMatterForSocietyStandsOnThePortalWithItsFile() {
        var file = attachments
                .store(
                        "分工表.txt",
                        "书记：主持全面工作".getBytes(StandardCharsets.UTF_8),
                        county.villageClerk().id())
                .orThrow();
        var id = publish(Words.all("村党支部班子分工"), List.of(file.id()));

        var matter = portal.publication(id).orElseThrow();

        assertThat(matter.title()).isEqualTo("村党支部班子分工有关情况公开");
        assertThat(matter.unitCode()).isEqualTo(county.village().code());
        assertThat(matter.entryTitle())
                .isEqualTo(entries.get(MatterMaker.FOR_SOCIETY).title());
        assertThat(matter.elements()).containsValue("村党支部班子分工如下");
        assertThat(matter.versions()).hasSize(1);
        assertThat(matter.files()).extracting(PublishedMatter.File::name).containsExactly("分工表.txt");
        assertThat(portal.file(id, file.id()).bytes()).isEqualTo("书记：主持全面工作".getBytes(StandardCharsets.UTF_8));
        assertThat(portal.search(ofVillage("班子分工"), 1).matters())
                .extracting(found -> found.matter().id())
                .containsExactly(id);
    }

    @Test
    void whatIsWithdrawnIsGoneAfterTheSameRoundButForItsTitleLine() {
        var disclosure = published(Words.all("收缴数字有误"), List.of());
        var id = Objects.requireNonNull(disclosure.publication());

        done(disclosures.withdraw(
                disclosure.id(), "金额写错，核对后重新公开", county.villagePublisher().id()));
        projector.drain();

        var matter = portal.publication(id).orElseThrow();
        assertThat(matter.standing()).isFalse();
        assertThat(matter.endedBecause()).isEqualTo("金额写错，核对后重新公开");
        assertThat(matter.body() + matter.summary() + matter.elements() + matter.versions() + matter.files())
                .doesNotContain("收缴数字");
        assertThat(portal.search(ofVillage("收缴数字"), 1).count()).isZero();
        assertThat(portal.publications(Portal.Filter.ofUnit(village()), 50, null)
                        .items())
                .noneMatch(line -> line.id().equals(id));
    }

    @Test
    void whatSocietyMayNotReadNeverComes() {
        var inner = matters.published(
                county,
                matters.content(
                        county, entries.get(MatterMaker.FOR_THE_WHOLE_PARTY), Words.all("学习贯彻部署"), null, List.of()));
        projector.drain();

        assertThat(portal.publication(Objects.requireNonNull(inner.publication())))
                .isEmpty();
        assertThat(portal.search(ofVillage("学习贯彻部署"), 1).count()).isZero();
        assertThat(portal.catalog(village()))
                .filteredOn(item -> item.no() == MatterMaker.FOR_THE_WHOLE_PARTY)
                .extracting(CatalogItem::state)
                .containsExactly(CatalogItem.State.INNER);
    }

    @Test
    void anItemThatIsNotForSocietySaysWhomItIsFor() {
        projector.drain();

        assertThat(portal.catalog(village()))
                .filteredOn(item -> List.of(
                                MatterMaker.FOR_THE_VILLAGE,
                                MatterMaker.FOR_MEMBERS,
                                MatterMaker.FOR_THE_WHOLE_PARTY,
                                MatterMaker.FOR_SPECIFIC_PARTIES)
                        .contains(item.no()))
                .extracting(CatalogItem::state)
                .containsExactly(
                        CatalogItem.State.LOCAL,
                        CatalogItem.State.INNER,
                        CatalogItem.State.INNER,
                        CatalogItem.State.NAMED);
    }

    @Test
    void doneTwiceItChangesNothing() {
        var id = publish(Words.all("支部组织架构"), List.of());
        var before = portal.publication(id).orElseThrow();

        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> events.publishEvent(
                        new PublicationChanged(id, county.village().id(), PublicationChanged.Change.PUBLISHED)));
        projector.drain();
        projector.drain();

        assertThat(portal.publication(id)).contains(before);
    }

    @Test
    void aChangeThatWasNotCommittedIsNotNoted() {
        var key = UUID.randomUUID();

        assertThatThrownBy(() -> new TransactionTemplate(transactions).executeWithoutResult(status -> {
                    events.publishEvent(
                            new PublicationChanged(key, county.village().id(), PublicationChanged.Change.PUBLISHED));
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(jdbc.sql("select count(*) from portal.pending where key = :key")
                        .param("key", key.toString())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void thePublicReturnEqualsTheStaffsCellByCell() {
        publish(Words.all("支部年度工作安排"), List.of());
        matters.published(
                county,
                matters.content(county, entries.get(MatterMaker.FOR_MEMBERS), Words.all("党费收缴使用"), null, List.of()));
        projector.drain();
        var year = portal.today().getYear();

        for (Organization organization : List.of(county.county(), county.town(), county.village(), county.school())) {
            var staff = returns.compute(Portal.RETURN, organization.id(), year);
            var open = portal.sheet(portal.unit(organization.code()), year);
            assertThat(open.lines()).isEqualTo(staff.lines());
            assertThat(open.title()).isEqualTo(staff.title());
            assertThat(open.isEmpty()).isFalse();
        }
    }

    @Test
    void theFactsBehindEveryFigureAddUpToIt() {
        publish(Words.all("支部委员会成员"), List.of());
        var unit = portal.unit(county.county().code());
        var year = portal.today().getYear();
        var opened = 0;

        for (var line : portal.sheet(unit, year).lines()) {
            for (Form.Column column : portal.form(year).columns()) {
                var cell = line.cell(column.code());
                if (cell != null && cell.signum() != 0 && !line.row().isRatio()) {
                    var evidence = portal.evidence(unit, year, line.row().code(), column.code(), 1000, null);
                    assertThat(evidence.value()).isEqualByComparingTo(cell);
                    assertThat(evidence.items().stream()
                                    .mapToLong(PublicEvidence.Item::quantity)
                                    .sum())
                            .isEqualTo(cell.longValue());
                    opened++;
                }
            }
        }
        assertThat(opened).isPositive();
    }

    @Test
    void aCatalogItemTellsHowItStands() {
        var id = publish(Words.all("党组织设置"), List.of());

        assertThat(portal.catalog(village()))
                .filteredOn(item -> item.no() == MatterMaker.FOR_SOCIETY)
                .singleElement()
                .satisfies(item -> assertThat(item.publication()).isEqualTo(id));
    }

    @Test
    void aUnitNobodyKnowsIsUnknown() {
        assertThatThrownBy(() -> portal.unit("999999999")).isInstanceOf(NoSuchElementException.class);
    }

    private UUID publish(Words words, List<UUID> files) {
        return Objects.requireNonNull(published(words, files).publication());
    }

    private Disclosure published(Words words, List<UUID> files) {
        var disclosure = matters.published(
                county, matters.content(county, entries.get(MatterMaker.FOR_SOCIETY), words, null, files));
        projector.drain();
        return disclosure;
    }

    private Unit village() {
        return portal.unit(county.village().code());
    }

    private Portal.Filter ofVillage(String question) {
        return new Portal.Filter(null, village().id(), null, null, null, null, question);
    }
}
