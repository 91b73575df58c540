package io.gongkai.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.ledger.Cell;
import io.gongkai.ledger.Count;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Sums;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.Word;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The annual return's cross-checks (domain.md 1.9.3), each broken once: found at its cell, hard or as a warning. */
class CrossChecksTest {

    private static final Form FORM = new Forms().version("annual-disclosure-return", "2011");
    private static final String VILLAGES = "ADMINISTRATIVE_VILLAGE";

    /** Figures of the villages by row; everything else is 0. */
    private final Map<String, String> villages = new TreeMap<>(Map.of(
            "orgCount", "3",
            "orgPractisingDisclosureCount", "3",
            "noticeBoardCount", "3",
            "boardIssueCount", "6",
            "serviceContentCount", "6",
            "catalogCount", "3",
            "leadingBodyCount", "3"));

    private final Map<String, String> totals = new TreeMap<>();

    /** What the records count besides. */
    private final Sums counted = new Sums();

    @Test
    void aSheetThatIsInOrderMeetsThemAll() {
        villages.put("publicSatisfactionRate", "79.6");
        totals.put("publicSatisfactionRate", "79.6");

        assertThat(findings()).isEmpty();
    }

    @Test
    void theTotalIsTheSumOfTheColumns() {
        totals.put("forumCount", "1");

        found(true, "forumCount", null);
    }

    @Test
    void aRateLiesBetweenNothingAndAHundredWithOneDecimal() {
        villages.put("publicSatisfactionRate", "100.1");
        totals.put("publicSatisfactionRate", "100.0");
        assertThat(findings()).extracting(CheckFinding::column).containsExactlyInAnyOrder(VILLAGES, null);
        villages.put("publicSatisfactionRate", "79.58");
        totals.put("publicSatisfactionRate", "79.58");
        assertThat(findings()).extracting(CheckFinding::hard).containsOnly(true);
    }

    @Test
    void theTotalOfARateIsWeightedSoItLiesAmongTheColumnsAndIsBlankWithThem() {
        villages.put("publicSatisfactionRate", "79.6");
        totals.put("publicSatisfactionRate", "80.0");
        found(true, "publicSatisfactionRate", null);
        totals.remove("publicSatisfactionRate");
        found(true, "publicSatisfactionRate", null);
        villages.remove("publicSatisfactionRate");
        totals.put("publicSatisfactionRate", "0.0");
        found(true, "publicSatisfactionRate", null);
    }

    @Test
    void noMorePractiseThanThereAre() {
        villages.put("orgPractisingDisclosureCount", "4");

        found(true, "orgPractisingDisclosureCount", VILLAGES);
    }

    @Test
    void moreLeadingBodiesOrCatalogsThanOrganizationsWantALook() {
        villages.put("leadingBodyCount", "4");
        found(false, "leadingBodyCount", VILLAGES);
        villages.put("leadingBodyCount", "3");
        villages.put("catalogCount", "4");
        found(false, "catalogCount", VILLAGES);
    }

    @Test
    void noMoreIsDealtWithThanCameInAndWasCarriedOver() {
        villages.put("opinionCollectedCount", "2");
        villages.put("opinionClosedCount", "4");
        villages.put("opinionRepliedCount", "4");
        assertThat(findings())
                .extracting(CheckFinding::row)
                .containsExactlyInAnyOrder("opinionClosedCount", "opinionRepliedCount");

        assertThat(CrossChecks.of(
                        sheet(),
                        null,
                        List.of(carried("opinionClosedCount", 2), carried("opinionRepliedCount", 2)),
                        counted))
                .isEmpty();
        villages.put("memberRequestHandledCount", "1");
        assertThat(findings())
                .filteredOn(finding -> finding.row().equals("memberRequestHandledCount"))
                .extracting(CheckFinding::hard)
                .containsExactly(true);
    }

    @Test
    void supervisorsOpinionsAreAmongThoseCollected() {
        villages.put("supervisorOpinionCount", "1");

        found(false, "supervisorOpinionCount", VILLAGES);
    }

    @Test
    void whatIsClosedIsAnswered() {
        villages.put("opinionCollectedCount", "2");
        villages.put("opinionClosedCount", "2");
        villages.put("opinionRepliedCount", "1");

        found(false, "opinionRepliedCount", VILLAGES);
    }

    @Test
    void whoPractisesHasContentAndContentHasAForm() {
        villages.remove("serviceContentCount");
        found(false, "orgPractisingDisclosureCount", VILLAGES);
        villages.put("serviceContentCount", "6");
        villages.remove("boardIssueCount");
        found(false, "resolutionContentCount", VILLAGES); // the first of the eight rows of content
    }

    @Test
    void issuesWantABoardAScreenAndASite() {
        for (var pair : Map.of(
                        "boardIssueCount", "noticeBoardCount",
                        "screenIssueCount", "screenCount",
                        "webPublicationCount", "websiteCount")
                .entrySet()) {
            villages.put(pair.getKey(), "1");
            villages.remove(pair.getValue());
            found(false, pair.getKey(), VILLAGES);
            villages.put(pair.getValue(), "1");
            assertThat(findings()).isEmpty();
        }
    }

    @Test
    void opinionsByAHotlineWantAHotlineInTheirOwnColumn() {
        counted.add(new Cell(OrganizationKind.ADMINISTRATIVE_VILLAGE, Count.of(Measure.HOTLINE_OPINION)), 2, 2);

        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.hard()).isFalse();
            assertThat(finding.row()).as("beside the row that is wanted").isEqualTo("hotlineCount");
            assertThat(finding.column()).isEqualTo(VILLAGES);
            assertThat(finding.sentence())
                    .isEqualTo(Refusal.of(
                            "statistics.check.requires",
                            Measure.HOTLINE_OPINION,
                            new Word("建制村", "Villages"),
                            new Word("开通热线电话", "Hotlines opened")));
        });
        villages.put("hotlineCount", "1");
        assertThat(findings()).isEmpty();
    }

    @Test
    void countsAreWholeAndNotNegative() {
        villages.put("forumCount", "-1");
        found(true, "forumCount", VILLAGES);
        villages.put("forumCount", "1.5");
        found(true, "forumCount", VILLAGES);
    }

    @Test
    void aStockThatChangesByMoreThanAFifthWantsARemarkAndOneThatChangesByAFifthDoesNot() {
        villages.put("noticeBoardCount", "10");
        var before = sheet();
        villages.put("noticeBoardCount", "12");
        assertThat(CrossChecks.of(sheet(), before, List.of(), counted)).isEmpty();
        villages.put("noticeBoardCount", "13");
        assertThat(CrossChecks.of(sheet(), before, List.of(), counted))
                .extracting(CheckFinding::row, CheckFinding::column, CheckFinding::hard)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("noticeBoardCount", null, false));
        villages.put("noticeBoardCount", "7");
        assertThat(CrossChecks.of(sheet(), before, List.of(), counted)).hasSize(1);
        villages.put("boardIssueCount", "60"); // a flow may change
        villages.put("noticeBoardCount", "10");
        assertThat(CrossChecks.of(sheet(), before, List.of(), counted)).isEmpty();
    }

    @Test
    void whatIsLeftOpenIsCarriedOnAndNeverLessThanNothing() {
        villages.put("opinionCollectedCount", "5");
        villages.put("opinionClosedCount", "3");
        var open = carried("opinionClosedCount", 0);
        assertThat(open.closing(sheet(), VILLAGES)).isEqualTo(2);
        villages.put("opinionClosedCount", "9");
        assertThat(carried("opinionClosedCount", 3).closing(sheet(), VILLAGES)).isZero();
    }

    private void found(boolean hard, String row, @Nullable String column) {
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.hard()).isEqualTo(hard);
            assertThat(finding.row()).isEqualTo(row);
            assertThat(finding.column()).isEqualTo(column);
            assertThat(FORM.checks().get(finding.check()).rows()).contains(row);
        });
    }

    private List<CheckFinding> findings() {
        return CrossChecks.of(sheet(), null, List.of(), counted);
    }

    private static CarriedOver carried(String handled, long open) {
        return new CarriedOver(
                FORM.row("opinionCollectedCount"), FORM.row(handled), Map.of(VILLAGES, open, Sheet.TOTAL, open));
    }

    private Sheet sheet() {
        var lines = FORM.rows().stream()
                .map(row -> {
                    var cells = new HashMap<String, BigDecimal>();
                    if (!row.isRatio()) {
                        FORM.columns().forEach(column -> cells.put(column.code(), BigDecimal.ZERO));
                    }
                    var figure = villages.get(row.code());
                    if (figure != null) {
                        cells.put(VILLAGES, new BigDecimal(figure));
                    }
                    var total = totals.containsKey(row.code())
                            ? new BigDecimal(totals.get(row.code()))
                            : row.isRatio() ? null : cells.get(VILLAGES);
                    return new Sheet.Line(row, cells, total, Map.of());
                })
                .toList();
        return new Sheet(
                FORM,
                "411524",
                "中共商城县委员会",
                FORM.title(),
                ReturnPeriod.ofYear(2026),
                LocalDate.of(2026, 12, 18),
                7,
                lines);
    }
}
