package io.gongkai.statistics;

import io.gongkai.document.GridFile.Grid;
import io.gongkai.shared.Refusal;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A filled copy of the paper form, read from a grid: the words of the form must stand where the form has them, then every
 * figure is taken, or said of its cell why not. An empty cell of a count is a 0, as on paper; of a rate it is a blank.
 */
final class PaperForm {

    /** Differences from the form that are named; whoever sends another form needs no more. */
    private static final int WORDS_NAMED = 8;

    private static final int REMARK_MAX = 200;

    /** Digits of a figure; longer ones are no counts of a county. */
    private static final int DIGITS_MAX = 9;

    /** Year, month and day, whatever stands between them. */
    private static final Pattern DAY = Pattern.compile("([0-9]{4})[^0-9]([0-9]{1,2})[^0-9]([0-9]{1,2})[^0-9]?");

    /** Something about a cell; {@code cell} is its address in the sheet, empty where none is meant. */
    record Problem(String cell, Refusal sentence) {}

    private final Grid grid;
    private final Form form;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Sheet.Line> lines = new ArrayList<>();

    /** Where the rows of the form stand in the sheet, by code. */
    private final Map<String, Integer> rows = new HashMap<>();

    private String title = "";
    private String unit = "";
    private @Nullable LocalDate reportedOn;
    private int left;

    private PaperForm(Grid grid, Form form) {
        this.grid = grid;
        this.form = form;
    }

    static PaperForm read(Grid grid, Form form) {
        var paper = new PaperForm(grid, form);
        var top = paper.find(form.rowHeading());
        if (top < 0) {
            paper.problems.add(new Problem("", Refusal.of("paper.form.none", form.title())));
            return paper;
        }
        paper.fields(top);
        paper.header(top);
        if (paper.problems.isEmpty()) {
            paper.body(top + form.headerLines());
        }
        return paper;
    }

    String title() {
        return title;
    }

    /** The name that stands above the table as 填报单位; empty where none does. */
    String unit() {
        return unit;
    }

    /** The day that stands above the table as 填报时间; null where none does. */
    @Nullable
    LocalDate reportedOn() {
        return reportedOn;
    }

    List<Sheet.Line> lines() {
        return List.copyOf(lines);
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** The address of a figure, empty for what does not stand in the sheet. */
    String address(String row, @Nullable String column) {
        var at = rows.get(row);
        return at == null ? "" : Grid.address(at, left + form.stub() + place(column));
    }

    private int place(@Nullable String column) {
        return column == null || column.equals(Sheet.TOTAL)
                ? form.columns().size()
                : form.columns().indexOf(form.column(column));
    }

    /** The row in which a word of the form stands first, with its column in {@link #left}; -1 where it does not. */
    private int find(String word) {
        for (var row = 0; row < grid.rows().size(); row++) {
            for (var column = 0; column < grid.rows().get(row).size(); column++) {
                if (same(grid.cell(row, column), word)) {
                    left = column;
                    return row;
                }
            }
        }
        return -1;
    }

    private void fields(int top) {
        for (var row = 0; row < top; row++) {
            var cells = grid.rows().get(row);
            for (var column = 0; column < cells.size(); column++) {
                var text = plain(cells.get(column));
                if (title.isEmpty() && text.endsWith(plain(form.title()))) {
                    title = text;
                } else if (text.startsWith(plain(form.headerFields().getFirst()))) {
                    unit = field(row, column, form.headerFields().getFirst());
                } else if (text.startsWith(plain(form.headerFields().getLast()))) {
                    reportedOn = day(field(row, column, form.headerFields().getLast()));
                }
            }
        }
        if (title.isEmpty()) {
            problems.add(new Problem("", Refusal.of("paper.form.title", form.title())));
        }
    }

    /** What stands behind a word and its colon, or in the cells to the right of it. */
    private String field(int row, int column, String word) {
        var text = plain(grid.cell(row, column));
        var behind =
                text.substring(Math.min(text.length(), plain(word).length())).replaceFirst("^:", "");
        for (var next = column + 1; behind.isEmpty() && next < column + 8; next++) {
            behind = plain(grid.cell(row, next));
            if (form.headerFields().stream().map(PaperForm::plain).anyMatch(behind::startsWith)) {
                return "";
            }
        }
        return behind;
    }

    private static @Nullable LocalDate day(String text) {
        var found = DAY.matcher(text);
        try {
            return found.matches()
                    ? LocalDate.of(
                            Integer.parseInt(found.group(1)),
                            Integer.parseInt(found.group(2)),
                            Integer.parseInt(found.group(3)))
                    : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private void header(int top) {
        for (var heading : form.headings()) {
            var row = top + heading.line();
            var column = left + heading.at();
            if (problems.size() < WORDS_NAMED && !same(grid.cell(row, column), heading.text())) {
                differs(row, column, heading.text());
            }
        }
    }

    private void body(int first) {
        var at = first;
        for (var row : form.rows()) {
            var label = Form.printed(row);
            var found = at;
            while (found < grid.rows().size() && !labels(found, row, label)) {
                found++;
            }
            if (found == grid.rows().size()) {
                differs(at, left + form.stub() - 1, label);
                if (problems.size() >= WORDS_NAMED) {
                    return;
                }
            } else {
                rows.put(row.code(), found);
                lines.add(line(row, found));
                at = found + 1;
            }
        }
    }

    /** The label of a row without a group reaches over both columns, and its words stand in the first of them. */
    private boolean labels(int at, Form.Row row, String label) {
        return same(grid.cell(at, left + form.stub() - 1), label)
                || row.group() == null && same(grid.cell(at, left), label);
    }

    private void differs(int row, int column, String wanted) {
        problems.add(
                new Problem(Grid.address(row, column), Refusal.of("paper.form.word", wanted, grid.cell(row, column))));
    }

    private Sheet.Line line(Form.Row row, int at) {
        var cells = new HashMap<String, BigDecimal>();
        var column = left + form.stub();
        for (var one : form.columns()) {
            var figure = figure(row, at, column++);
            if (figure != null) {
                cells.put(one.code(), figure);
            }
        }
        var total = form.totalHeading() == null ? null : figure(row, at, column++);
        return new Sheet.Line(
                row,
                cells,
                total,
                Map.of(),
                form.remarkHeading() == null ? "" : remark(at, column),
                java.util.Set.of());
    }

    private @Nullable BigDecimal figure(Form.Row row, int at, int column) {
        var text = plain(grid.cell(at, column));
        if (text.isEmpty() || text.matches("[-—/]+")) {
            return row.isRatio() ? null : BigDecimal.ZERO;
        }
        var number = row.isRatio() && text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
        if (number.matches("-?[0-9]{1," + DIGITS_MAX + "}(\\.[0-9]{1,6})?")) {
            var figure = new BigDecimal(number).stripTrailingZeros();
            return figure.setScale(Math.max(row.isRatio() ? 1 : 0, figure.scale()));
        }
        problems.add(new Problem(
                Grid.address(at, column),
                Refusal.of(
                        row.isRatio() ? "paper.cell.rate" : "paper.cell.count",
                        row.no(),
                        form.word(row.label()),
                        grid.cell(at, column))));
        return null;
    }

    private String remark(int at, int column) {
        var remark = grid.cell(at, column).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        if (remark.length() > REMARK_MAX) {
            problems.add(new Problem(Grid.address(at, column), Refusal.of("paper.cell.remark", REMARK_MAX)));
            return "";
        }
        return remark;
    }

    private static boolean same(String cell, String word) {
        return plain(cell).equals(plain(word));
    }

    /** Without spaces and line breaks, and with one width for brackets, colons and digits: offices type both. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("\\s+", "");
    }
}
