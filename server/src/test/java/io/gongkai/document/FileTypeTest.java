package io.gongkai.document;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be attached and what not, by name and bytes together. */
class FileTypeTest {

    private static final byte[] PNG =
            bytes(0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 'I', 'H', 'D', 'R');
    private static final byte[] JPEG = bytes(0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 'J', 'F', 'I', 'F', 0);
    private static final byte[] EXE = "MZ\u0090\u0000\u0003\u0000\u0000\u0000\u0004".getBytes(ISO_8859_1);

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of("公示.pdf", "%PDF-1.7\n%âãÏÓ\n".getBytes(ISO_8859_1), "application/pdf"),
                Arguments.of("照片.png", PNG, "image/png"),
                Arguments.of("照片.JPG", JPEG, "image/jpeg"),
                Arguments.of("名单.txt", "张三\r\n李四\r\n".getBytes(UTF_8), "text/plain"),
                Arguments.of("名单（旧编码）.txt", "党费收缴名单，共三十二人".getBytes(Charset.forName("GB18030")), "text/plain"),
                Arguments.of("收支.csv", "项目,金额\n党费,20\n".getBytes(UTF_8), "text/csv"),
                Arguments.of("收支.xlsx", xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                Arguments.of(
                        "决议.docx", docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
                Arguments.of("收支.xls", xls(), "application/vnd.ms-excel"),
                Arguments.of("公文.ofd", zip("OFD.xml", "Doc_0/Document.xml"), "application/ofd"),
                Arguments.of("通知.exe", EXE, "document.attachment.type"),
                Arguments.of("通知.pdf", EXE, "document.attachment.mismatch"),
                Arguments.of("通知.docx", EXE, "document.attachment.mismatch"),
                Arguments.of("网页.html", "<html><script>alert(1)</script>".getBytes(UTF_8), "document.attachment.type"),
                Arguments.of(
                        "网页.txt",
                        "<html><script>alert(1)</script></html>".getBytes(UTF_8),
                        "document.attachment.mismatch"),
                Arguments.of(
                        "图.svg",
                        "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(UTF_8),
                        "document.attachment.type"),
                Arguments.of(
                        "图.png",
                        "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(UTF_8),
                        "document.attachment.mismatch"),
                Arguments.of("脚本.js", "alert(1)".getBytes(UTF_8), "document.attachment.type"),
                Arguments.of("脚本.txt", "#!/bin/sh\nrm -rf /\n".getBytes(UTF_8), "document.attachment.mismatch"),
                Arguments.of("包.zip", zip("a.txt"), "document.attachment.type"),
                Arguments.of("包.docx", zip("a.txt"), "document.attachment.mismatch"),
                Arguments.of("表.docx", xlsx(), "document.attachment.mismatch"),
                Arguments.of("宏.xlsm", zip("xl/workbook.xml", "xl/vbaProject.bin"), "document.attachment.macros"),
                Arguments.of("宏.xlsx", zip("xl/workbook.xml", "xl/vbaProject.bin"), "document.attachment.macros"),
                Arguments.of("宏.doc", doc("WordDocument", "_VBA_PROJECT"), "document.attachment.macros"),
                Arguments.of("旧.doc", doc("WordDocument"), "application/msword"),
                Arguments.of("旧.doc", xls(), "document.attachment.mismatch"),
                Arguments.of("没有后缀", "%PDF-1.7\n".getBytes(UTF_8), "document.attachment.type"),
                Arguments.of("坏.docx", "PK\u0003\u0004坏".getBytes(UTF_8), "document.attachment.mismatch"));
    }

    @ParameterizedTest(name = "{0} -> {2}")
    @MethodSource("files")
    void nameAndBytesMustAgree(String name, byte[] bytes, String expected) {
        assertThat(
                        switch (FileType.of(name, bytes)) {
                            case FileType.Known(var mediaType) -> mediaType;
                            case FileType.Refused(var ground) -> ground.code();
                        })
                .isEqualTo(expected);
    }

    private static byte[] zip(String... entries) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write("x".getBytes(UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] xlsx() {
        try (var book = new XSSFWorkbook()) {
            book.createSheet("收支").createRow(0).createCell(0).setCellValue("党费");
            var out = new ByteArrayOutputStream();
            book.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] xls() {
        try (var book = new HSSFWorkbook()) {
            book.createSheet("收支").createRow(0).createCell(0).setCellValue("党费");
            return book.getBytes().length == 0 ? new byte[0] : written(book);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] written(HSSFWorkbook book) throws IOException {
        var out = new ByteArrayOutputStream();
        book.write(out);
        return out.toByteArray();
    }

    private static byte[] docx() {
        try (var document = new XWPFDocument()) {
            document.createParagraph().createRun().setText("决议");
            var out = new ByteArrayOutputStream();
            document.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The head of an old office file, followed by the names of its streams. */
    private static byte[] doc(String... streams) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1));
        out.writeBytes(new byte[504]);
        for (var stream : streams) {
            out.writeBytes(stream.getBytes(UTF_16LE));
            out.writeBytes(new byte[64]);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (var i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
