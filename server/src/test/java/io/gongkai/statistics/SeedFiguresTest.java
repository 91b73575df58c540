package io.gongkai.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.document.FormFormat;
import io.gongkai.document.FormPrinter;
import io.gongkai.document.Paper;
import io.gongkai.ledger.Measure;
import io.gongkai.organization.FacilityKind;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.TableRow;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The figures of the seed documents as a check of sense (domain.md 1.5, 126 and 130). */
@CountyTest
class SeedFiguresTest {

    private static final ReturnPeriod YEAR = ReturnPeriod.ofYear(2025);

    @Autowired
    Organizations organizations;

    @Autowired
    RecordedFacts facts;

    @Autowired
    Returns returns;

    @Autowired
    FormPrinter printer;

    @Autowired
    MadeUpCounty.Founder founder;

    @Test
    void eightyBoardsOfDepartmentsTwelveOfTownsAndFourHundredAndEighteenOfVillagesAre510() {
        var county = founder.establish();
        var organs = found(county, "GOVERNMENT_ORGAN", county.county().code(), 80);
        var towns = found(county, "TOWN_COMMITTEE", county.county().code(), 12);
        var villages = found(county, "ADMINISTRATIVE_VILLAGE", county.town().code(), 418);
        board(county.county().id(), organs);
        board(county.county().id(), towns);
        board(county.county().id(), villages);

        var line = returns.compute(ReturnsTest.FORM, county.county().id(), YEAR).line("noticeBoardCount");

        assertThat(line.row().no()).isEqualTo(9);
        assertThat(line.cell("GOVERNMENT_ORGAN")).isEqualTo("80");
        assertThat(line.cell("TOWN_COMMITTEE")).isEqualTo("12");
        assertThat(line.cell("ADMINISTRATIVE_VILLAGE")).isEqualTo("418");
        assertThat(line.total()).isEqualTo("510");
        assertThat(line.cells().values().stream().filter(cell -> cell.signum() != 0))
                .hasSize(3);
        assertThat(returns.evidence(ReturnsTest.FORM, county.county().id(), 2025, "noticeBoardCount", null, 1, null)
                        .count())
                .isEqualTo(510);
    }

    /** 955 of 1,200 is 79.58 per cent: the document's "over 80 %" is false, and no rounding makes it true. */
    @Test
    void nineHundredAndFiftyFiveOfTwelveHundredAre79Point6PerCentOnEveryLevel() {
        var county = founder.establish();
        facts.record(
                        new RecordedFacts.Recording(
                                county.village().id(),
                                Measure.SATISFACTION_SATISFIED,
                                List.of(),
                                LocalDate.of(2025, 6, 3),
                                955,
                                1200L,
                                null,
                                "承诺事项办理情况测评",
                                "测评表汇总第 1 号",
                                null),
                        county.countyClerk().id())
                .orThrow();

        for (var at : List.of(county.village(), county.town(), county.county())) {
            var sheet = returns.compute(ReturnsTest.FORM, at.id(), YEAR);
            assertThat(sheet.line("publicSatisfactionRate").total()).isEqualTo("79.6");
            assertThat(new String(
                            printer.print(returns.printed(sheet, null), FormFormat.CSV, Paper.A4),
                            StandardCharsets.UTF_8))
                    .contains(",79.6,")
                    .doesNotContain(",80");
            assertThat(returns.signed(SignedText.of(sheet, 1))
                            .line("publicSatisfactionRate")
                            .total())
                    .isEqualTo("79.6");
        }
    }

    private List<String> found(MadeUpCounty county, String kind, String parent, int count) {
        var rows = new ArrayList<TableRow>();
        var codes = new ArrayList<String>();
        for (var i = 0; i < count; i++) {
            var code = "%s-%s%03d".formatted(county.mark(), kind.substring(0, 2), i);
            codes.add(code);
            rows.add(new TableRow(
                    i + 2,
                    Map.of(
                            "code",
                            code,
                            "name",
                            "第" + i + "号组织",
                            "kind",
                            kind,
                            "form",
                            kind.equals("ADMINISTRATIVE_VILLAGE") ? "BRANCH" : "COMMITTEE",
                            "parentCode",
                            parent,
                            "validFrom",
                            "2020-01-01")));
        }
        assertThat(organizations.importRows(rows, county.county().id()).accepted())
                .isEqualTo(count);
        return codes;
    }

    private void board(OrganizationId within, List<String> codes) {
        var rows = codes.stream()
                .map(code -> new TableRow(
                        2,
                        Map.of(
                                "organizationCode", code,
                                "facilityKind", FacilityKind.BOARD.name(),
                                "name", "党务公开栏",
                                "place", "门口",
                                "validFrom", "2024-03-01")))
                .toList();
        assertThat(organizations.importFacilityRows(rows, within, null).accepted())
                .isEqualTo(codes.size());
    }
}
