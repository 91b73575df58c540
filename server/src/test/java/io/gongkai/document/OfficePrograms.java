package io.gongkai.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** The programs that people open our files with: LibreOffice for office files, poppler for PDF. bin/test installs them. */
final class OfficePrograms {

    /** A word on a page, with the corners of its box in points. */
    record Word(String text, float left, float top, float right, float bottom) {

        float middle() {
            return (left + right) / 2;
        }

        float height() {
            return (top + bottom) / 2;
        }
    }

    /** A cell as a program understood it. */
    record Found(int row, int column, int rows, int columns, String text) {}

    private OfficePrograms() {}

    /** All files in one go, because the program takes seconds to start; each gets its own name with another ending. */
    static void convert(Collection<Path> files, String ending, Path into) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                "soffice",
                "--headless",
                "--norestore",
                "-env:UserInstallation="
                        + into.toAbsolutePath().resolveSibling("libreoffice").toUri(),
                "--convert-to",
                ending,
                "--outdir",
                into.toString()));
        files.forEach(file -> command.add(file.toString()));
        run(command);
    }

    /** The words of a PDF, page by page. */
    static List<List<Word>> words(Path pdf) throws IOException, InterruptedException {
        return Jsoup.parse(run(List.of("pdftotext", "-bbox", pdf.toString(), "-"))).select("page").stream()
                .map(page -> page.select("word").stream()
                        .map(word -> new Word(
                                word.text(),
                                corner(word, "xmin"),
                                corner(word, "ymin"),
                                corner(word, "xmax"),
                                corner(word, "ymax")))
                        .toList())
                .toList();
    }

    private static float corner(Element word, String name) {
        return Float.parseFloat(word.attr(name));
    }

    /** The text of a PDF as a reader would copy it. */
    static String text(Path pdf) throws IOException, InterruptedException {
        return run(List.of("pdftotext", "-layout", pdf.toString(), "-"));
    }

    /** A picture of each page, one pixel a point. */
    static void draw(Path pdf, Path prefix) throws IOException, InterruptedException {
        run(List.of("pdftoppm", "-r", "72", "-gray", "-png", pdf.toString(), prefix.toString()));
    }

    /** The tables of a page that a program saved as HTML, cell by cell. */
    static List<List<Found>> tables(Path html) throws IOException {
        return Jsoup.parse(Files.readString(html)).select("table").stream()
                .map(OfficePrograms::table)
                .toList();
    }

    private static List<Found> table(Element table) {
        var found = new ArrayList<Found>();
        var taken = new ArrayList<boolean[]>();
        var lines = table.select("tr");
        for (var row = 0; row < lines.size(); row++) {
            var column = 0;
            for (var cell : lines.get(row).select("td, th")) {
                var rows = span(cell, "rowspan");
                var columns = span(cell, "colspan");
                while (taken(taken, row)[column]) {
                    column++;
                }
                for (var line = row; line < row + rows; line++) {
                    for (var place = column; place < column + columns; place++) {
                        taken(taken, line)[place] = true;
                    }
                }
                found.add(new Found(row, column, rows, columns, cell.text().replaceAll("\\s+", "")));
            }
        }
        return found;
    }

    private static boolean[] taken(List<boolean[]> rows, int row) {
        while (rows.size() <= row) {
            rows.add(new boolean[200]);
        }
        return rows.get(row);
    }

    private static int span(Element cell, String name) {
        return cell.hasAttr(name) ? Integer.parseInt(cell.attr(name)) : 1;
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        var said = Files.createTempFile("said", ".txt");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            var ended = process.waitFor(3, TimeUnit.MINUTES);
            var text = Files.readString(said, StandardCharsets.UTF_8);
            assertThat(ended && process.exitValue() == 0)
                    .as("%s said: %s", command.getFirst(), text)
                    .isTrue();
            return text;
        } finally {
            Files.delete(said);
        }
    }
}
