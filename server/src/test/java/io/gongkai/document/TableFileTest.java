package io.gongkai.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.TableRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableFileTest {

    @Test
    void aTableFromAnOfficeMachineIsReadInWhateverEncodingItWasSaved() {
        var text = "编码,名称\r\n411524101,鲇鱼山街道党工委\r\n";

        for (var charset : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))) {
            assertThat(rows("a.csv", text.getBytes(charset)).getFirst().cell("名称"))
                    .isEqualTo("鲇鱼山街道党工委");
        }
        assertThat(rows("a.csv", ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8))
                        .getFirst()
                        .cell("编码"))
                .isEqualTo("411524101");
    }

    @ParameterizedTest
    @ValueSource(strings = {"code\tname\nA\tB\n", "code;name\nA;B\n", "code,name\n\"A\",B"})
    void commaSemicolonAndTabAllSeparate(String text) {
        assertThat(rows("a.csv", text.getBytes(StandardCharsets.UTF_8))
                        .getFirst()
                        .cells())
                .containsEntry("code", "A")
                .containsEntry("name", "B");
    }

    @Test
    void rowNumbersAreThoseTheSenderSeesAlsoAfterAnEmptyRow() {
        var rows = rows("a.csv", "code,name\nA,x\n,\n\nB,y\n".getBytes(StandardCharsets.UTF_8));

        assertThat(rows).extracting(TableRow::number).containsExactly(2, 5);
    }

    @Test
    void aWorkbookGivesCodesWithoutTailsAndDatesAsDates() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var workbook = new Workbook(out, "test", "1.0")) {
            var sheet = workbook.newWorksheet("一");
            sheet.value(0, 0, "code");
            sheet.value(0, 1, "validFrom");
            sheet.value(1, 0, 411524101);
            sheet.value(1, 1, LocalDate.of(2026, 5, 10));
            sheet.style(1, 1).format("yyyy-mm-dd").set();
        }

        assertThat(rows("a.xlsx", out.toByteArray()).getFirst().cells())
                .containsEntry("code", "411524101")
                .containsEntry("validFrom", "2026-05-10");
    }

    @Test
    void whatIsNoTableIsRefusedWithItsReason() {
        assertThat(reason("a.csv", new byte[0])).isEqualTo("table.empty");
        assertThat(reason("a.csv", "code,name\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("table.noRows");
        assertThat(reason("a.csv", "code,code\nA,B\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("table.headingTwice");
        assertThat(reason("a.xlsx", new byte[] {'P', 'K', 3, 4, 1, 2, 3})).isEqualTo("table.unreadable");
        assertThat(reason("a.exe", new byte[] {'M', 'Z', 0, 0, 1})).isEqualTo("table.unreadable");
        assertThat(reason("a.csv", "code,name\n\"A".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("table.unreadable");
    }

    private static List<TableRow> rows(String name, byte[] bytes) {
        return TableFile.read(name, bytes).orThrow();
    }

    private static String reason(String name, byte[] bytes) {
        return ((Outcome.Refused<List<TableRow>>) TableFile.read(name, bytes))
                .refusals().stream().map(Refusal::code).findFirst().orElseThrow();
    }
}
