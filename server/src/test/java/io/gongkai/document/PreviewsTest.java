package io.gongkai.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;

/** What a page shows of a file, and what a file made to do harm gets. */
class PreviewsTest {

    private final Previews previews = new Previews();

    @Test
    void aWorkbookShowsTheBeginningOfItsTable() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var workbook = new Workbook(out, "test", "1.0")) {
            var sheet = workbook.newWorksheet("收缴");
            for (var row = 0; row < 200; row++) {
                sheet.value(row, 0, "第" + row + "组");
                sheet.value(row, 1, 60 + row);
            }
        }

        var table = (Preview.Table) preview(Previews.XLSX, out.toByteArray());

        assertThat(table.rows()).hasSize(50);
        assertThat(table.rows().getFirst()).containsExactly("第0组", "60");
        assertThat(table.more()).isTrue();
    }

    @Test
    void aTableFromAnOldOfficeMachineIsReadable() {
        var table = (Preview.Table) preview(Previews.CSV, "项目,金额\r\n办公费,1200\r\n".getBytes(Charset.forName("GB18030")));

        assertThat(table.rows()).hasSize(2);
        assertThat(table.rows().get(1)).containsExactly("办公费", "1200");
        assertThat(table.more()).isFalse();
    }

    @Test
    void aWideTableIsCutAndSaysSo() {
        var line = IntStream.range(0, 300).mapToObj(String::valueOf).collect(Collectors.joining(","));

        var table = (Preview.Table) preview(Previews.CSV, (line + "\n" + line).getBytes(StandardCharsets.UTF_8));

        assertThat(table.rows()).allSatisfy(row -> assertThat(row).hasSize(12));
        assertThat(table.more()).isTrue();
    }

    @Test
    void aWordFileShowsItsParagraphsInOrder() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var document = new XWPFDocument()) {
            document.createParagraph().createRun().setText("第一条 实行“四议两公开”。");
            document.createParagraph().createRun().setText("第二条 结果三日内公布。");
            var cell = document.createTable(1, 1).getRow(0).getCell(0);
            cell.setText("表里的话");
            document.write(out);
        }

        var words = (Preview.Words) preview(Previews.DOCX, out.toByteArray());

        assertThat(words.paragraphs()).containsExactly("第一条 实行“四议两公开”。", "第二条 结果三日内公布。", "表里的话");
        assertThat(words.more()).isFalse();
    }

    @Test
    void aTextThatNeverEndsIsCut() {
        var words = (Preview.Words) preview(Previews.TXT, "很长".repeat(50_000).getBytes(StandardCharsets.UTF_8));

        assertThat(words.paragraphs()).hasSize(1);
        assertThat(words.paragraphs().getFirst()).hasSizeLessThan(6100).endsWith("…");
        assertThat(words.more()).isTrue();
    }

    @Test
    void whatCannotBeReadIsSaidToHaveNoPreview() {
        assertThat(preview(Previews.XLSX, new byte[] {'P', 'K', 3, 4, 9, 9})).isInstanceOf(Preview.Nothing.class);
        assertThat(preview(Previews.DOCX, new byte[] {'P', 'K', 3, 4, 9, 9})).isInstanceOf(Preview.Nothing.class);
        assertThat(preview(Previews.TXT, new byte[] {(byte) 0xff, (byte) 0xff})).isInstanceOf(Preview.Nothing.class);
        assertThat(preview("application/ofd", new byte[] {1})).isInstanceOf(Preview.Nothing.class);
    }

    @Test
    void aBombIsNotUnpacked() throws IOException {
        // 400 MB of blanks in a few hundred kilobytes.
        var bomb = zip("xl/workbook.xml", "xl/worksheets/sheet1.xml", 400);
        assertThat(bomb).hasSizeLessThan(1024 * 1024);

        assertThat(preview(Previews.XLSX, bomb)).isInstanceOf(Preview.Nothing.class);
        assertThat(TableFile.read("a.xlsx", bomb).toString()).contains("table.unreadable");
        assertThat(preview(Previews.DOCX, zip("[Content_Types].xml", "word/document.xml", 400)))
                .isInstanceOf(Preview.Nothing.class);
    }

    @Test
    void wordsOfOthersAreNotFetchedInto() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("word/document.xml"));
            zip.write("""
                    <!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>
                    <w:document xmlns:w="x"><w:p><w:t>前&e;后</w:t></w:p></w:document>
                    """.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(preview(Previews.DOCX, out.toByteArray()).toString()).doesNotContain("root:");
    }

    private Preview preview(String mediaType, byte[] bytes) {
        return previews.of(mediaType, UUID.randomUUID().toString(), () -> bytes);
    }

    private static byte[] zip(String first, String large, int megabytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(first));
            zip.write("<x/>".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry(large));
            var blanks = " ".repeat(1024 * 1024).getBytes(StandardCharsets.UTF_8);
            for (var i = 0; i < megabytes; i++) {
                zip.write(blanks);
            }
        }
        return out.toByteArray();
    }
}
