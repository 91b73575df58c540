package io.gongkai.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** What is signed: one text for one return, another for any other. */
class SignedTextTest {

    private static final Forms FORMS = new Forms();
    private static final Form FORM = FORMS.version("annual-disclosure-return", "2011");

    @Test
    void theTextReadsBackAsTheSheetThatItWasMadeOf() {
        var sheet = sheet("新建两块", Set.of("ADMINISTRATIVE_VILLAGE", Sheet.TOTAL));

        assertThat(SignedText.read(SignedText.of(sheet, 1), FORMS)).isEqualTo(sheet);
    }

    /** By hand and with nothing of ours: keys in order, no space, text as it is (RFC 8785). */
    @Test
    void anyOtherProgramCanMakeTheDigest() throws Exception {
        var text = SignedText.of(sheet("说明“引号\"和\\", Set.of()), 1);

        assertThat(text)
                .startsWith("{\"bases\":{\"memberRequestSatisfactionRate\":{\"ADMINISTRATIVE_VILLAGE\":12")
                .contains("\"period\":\"2026\",\"remarks\":{\"noticeBoardCount\":\"说明“引号\\\"和\\\\\"},\"round\":1,")
                .contains("\"orgCount\":{\"ADMINISTRATIVE_VILLAGE\":\"103\",\"COMMUNITY_RURAL\":\"105\",")
                .endsWith("\"watermark\":42}")
                .doesNotContain("\n", ": ");
        assertThat(SignedText.digest(text))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void anyOtherFigureRemarkDayNumberRoundOrUnitMakesAnotherDigest() {
        var sheet = sheet("", Set.of());
        var digests = new HashSet<String>();
        digests.add(digest(sheet, 1));
        var changes = 1;
        for (var line : sheet.lines()) {
            for (var column : sheet.columns()) {
                digests.add(digest(changed(sheet, line.row().code(), column), 1));
                changes++;
            }
        }
        digests.add(digest(sheet("一块", Set.of()), 1));
        digests.add(digest(sheet("", Set.of("ADMINISTRATIVE_VILLAGE")), 1));
        digests.add(digest(sheet, 2));
        digests.add(digest(with(sheet, "411524002205", 2026, sheet.cutOff(), 42), 1));
        digests.add(digest(with(sheet, sheet.organizationCode(), 2027, sheet.cutOff(), 42), 1));
        digests.add(digest(
                with(sheet, sheet.organizationCode(), 2026, sheet.cutOff().plusDays(1), 42), 1));
        digests.add(digest(with(sheet, sheet.organizationCode(), 2026, sheet.cutOff(), 43), 1));

        assertThat(digests).hasSize(changes + 7);
    }

    @Property
    void aFigureOfAnySizeIsReadBackAndChangesTheDigest(
            @ForAll @IntRange(max = 44) int row, @ForAll @LongRange(min = -9_999_999, max = 9_999_999) long figure) {
        var sheet = sheet("", Set.of());
        var code = FORM.rows().get(row).code();
        var other = replaced(
                sheet,
                code,
                "ENTERPRISE",
                BigDecimal.valueOf(figure, FORM.row(code).isRatio() ? 1 : 0));

        assertThat(SignedText.read(SignedText.of(other, 1), FORMS).figure(code, "ENTERPRISE"))
                .isEqualTo(other.figure(code, "ENTERPRISE"));
        assertThat(digest(other, 1).equals(digest(sheet, 1)))
                .isEqualTo(other.figure(code, "ENTERPRISE").equals(sheet.figure(code, "ENTERPRISE")));
    }

    @Test
    void aRemarkIsPutBesideTheSameFigures() {
        var text = SignedText.of(sheet("", Set.of()), 1);

        var remarked = SignedText.withRemarks(text, Map.of("noticeBoardCount", "新建两块"));

        assertThat(remarked).isEqualTo(SignedText.of(sheet("新建两块", Set.of()), 1));
    }

    private static String digest(Sheet sheet, int round) {
        return SignedText.digest(SignedText.of(sheet, round));
    }

    private static Sheet changed(Sheet sheet, String row, String column) {
        var figure = sheet.figure(row, column);
        return replaced(sheet, row, column, figure == null ? BigDecimal.TEN : figure.add(BigDecimal.ONE));
    }

    private static Sheet replaced(Sheet sheet, String row, String column, BigDecimal figure) {
        return sheet.with(line -> {
            if (!line.row().code().equals(row)) {
                return line;
            }
            var cells = new HashMap<>(line.cells());
            if (!column.equals(Sheet.TOTAL)) {
                cells.put(column, figure);
            }
            return new Sheet.Line(
                    line.row(),
                    cells,
                    column.equals(Sheet.TOTAL) ? figure : line.total(),
                    line.bases(),
                    line.remark(),
                    line.corrected());
        });
    }

    private static Sheet with(Sheet sheet, String code, int year, LocalDate cutOff, long watermark) {
        return new Sheet(
                FORM,
                code,
                sheet.organizationName(),
                sheet.title(),
                ReturnPeriod.ofYear(year),
                cutOff,
                watermark,
                sheet.lines());
    }

    /** A figure for every cell, blank for every second rate. */
    private static Sheet sheet(String remark, Set<String> corrected) {
        var lines = FORM.rows().stream()
                .map(row -> {
                    var cells = new HashMap<String, BigDecimal>();
                    var bases = new HashMap<String, Long>();
                    for (var column : FORM.columns()) {
                        if (!row.isRatio()) {
                            cells.put(column.code(), BigDecimal.valueOf(row.no() * 100L + column.no()));
                        } else if (column.no() % 2 == 1) {
                            cells.put(column.code(), new BigDecimal("80.0"));
                            bases.put(column.code(), 125L);
                        }
                    }
                    var isBoard = row.code().equals("noticeBoardCount");
                    return new Sheet.Line(
                            row,
                            cells,
                            row.isRatio() ? new BigDecimal("79.6") : BigDecimal.valueOf(row.no() * 1300L),
                            bases,
                            isBoard ? remark : "",
                            isBoard ? corrected : Set.of());
                })
                .toList();
        return new Sheet(
                FORM,
                "411524002204",
                "东河村党支部",
                "商城县" + FORM.title(),
                ReturnPeriod.ofYear(2026),
                LocalDate.of(2026, 12, 18),
                42,
                lines);
    }
}
